# The last merge has a later date.
echo '管理部署,情報資産名称,媒体,機密性,完全性,可用性,脅威,脆弱性' >営業.csv
echo '営業部,名簿,書類,3,2,1,3,3' >>営業.csv
(cd .. && "$RT" merge -q --now 2027-09-01 --state state.db -o first in)
