# A sheet that was renamed.
sh "$TOP/tests/cases/parts/versions.sh" 's/^@sheet 資産目録/@sheet 資産一覧/'
