printf '%s\n' '業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性' \
    '営業,顧客名簿,営業部,書類,3,2,1,3,3' \
    '総務,顧客名簿,総務部,書類,3,2,1,3,3' >一覧.csv
"$MKBOOK" "$TOP/tests/cases/findings/PL718/fires-no-department.plan" ../plan.xlsx
