"$MKBOOK" "$TOP/tests/cases/forms/assessment-report.book" リスクアセスメント結果報告書.xlsx
printf '%s\n' '業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性' \
    '営業,顧客名簿,営業部,書類,3,2,1,3,3' '営業,見積書,営業部,書類,2,2,1,2,2' >一覧.csv
