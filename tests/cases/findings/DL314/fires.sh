head='管理部署,業務分類,情報資産名称,媒体,機密性,完全性,可用性,脅威,脆弱性'
printf '%s\n営業部,営業,見積,書類,3,2,1,3,3\n営業部,営業,契約,書類,3,2,1,3,3\n' \
    "$head" >営業.csv
"${MKBOOK%/*}/risktally" merge -q --now 2026-06-30 -o ../before .
sed 's/部,営業,/部,販売,/' 営業.csv >x && mv x 営業.csv
