"$MKBOOK" "$TOP/tests/cases/forms/assessment-report.book" リスクアセスメント結果報告書_営業部.xlsx
