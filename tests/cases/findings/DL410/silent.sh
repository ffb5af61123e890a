# The same formulas, a row further down.
sh "$TOP/tests/cases/parts/versions.sh" '/^1\t販売/i 9\t販売\t見積書\t書類\t1\t1\t1\t=MAX(E2:G2) -> 1\t.
/顧客名簿/s/E2:G2/E3:G3/;/在庫/s/E3:G3/E4:G4/;/社員名簿/s/E4:G4/E5:G5/'
