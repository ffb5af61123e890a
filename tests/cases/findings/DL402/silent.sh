# Rows in another order are the same rows.
sh "$TOP/tests/cases/parts/versions.sh" '/^3\t人事/{h;d};/report.book$/{x;p;x}'
