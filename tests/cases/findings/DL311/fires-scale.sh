# Values and criteria typed over so that the value is off the scale: what is kept
# is in no cell of the matrix.
printf '管理部署,情報資産名称,媒体,機密性,完全性,可用性,脅威,脆弱性\n総務部,規程,書類,3,2,1,3,3\n' >総務.csv
"$MKBOOK" "$HERE/fires-scale.before" ../before.xlsx
