# A name that was changed is no new row.
sh "$TOP/tests/cases/parts/versions.sh" '/顧客名簿/s/顧客名簿/顧客リスト/'
