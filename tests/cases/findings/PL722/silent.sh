"$MKBOOK" "$TOP/tests/cases/parts/planned.book" 営業部.xlsx
printf '%s\n' '業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性' \
    '営業,顧客名簿,営業部,事務所PC,3,2,1,3,3' >一覧.csv
"$MKBOOK" "$HERE/silent.plan" ../plan.xlsx
