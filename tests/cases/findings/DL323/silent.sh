printf '管理部署,業務分類,情報資産名称,媒体,機密性,完全性,可用性,脅威,脆弱性\n総務部,総務,規程,書類,3,2,1,3,3\n' >総務.csv
"$MKBOOK" "$HERE/silent.before" ../before.xlsx
