# Formulas as they were.
sh "$TOP/tests/cases/parts/versions.sh" '/顧客名簿/s/\t\.$/\t新規/'
