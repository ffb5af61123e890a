# A formula became the value that it had.
sh "$TOP/tests/cases/parts/versions.sh" '/顧客名簿/s/=MAX(E2:G2) -> 3/3/'
