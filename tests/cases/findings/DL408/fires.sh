# A column more.
sh "$TOP/tests/cases/parts/versions.sh" '/^No\t業務/s/$/\t保管担当/; /^1\t販売/s/$/\t佐藤/'
