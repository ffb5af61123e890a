# A row was put in.
sh "$TOP/tests/cases/parts/versions.sh" '/^1\t販売/a 2\t販売\t見積書\t書類\t1\t1\t1\t=MAX(E3:G3) -> 1\t.'
