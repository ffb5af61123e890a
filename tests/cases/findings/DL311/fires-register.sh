# 区分 and リスク値 were typed over in the register, リスク値 over its formula.
printf '管理部署,情報資産名称,媒体,機密性,完全性,可用性,脅威,脆弱性\n総務部,規程,書類,3,2,1,3,3\n' >総務.csv
"$MKBOOK" "$HERE/fires-register.before" ../before.xlsx
