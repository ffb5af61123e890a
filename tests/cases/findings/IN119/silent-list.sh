# Lists that were exported as text, whatever came of them.
h='業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性'
printf '%s\n' "$h" '営業,名簿,営業部,書類,3,2,1,3,3' >comma.txt
printf '%s\n' '第3四半期の台帳です。' "$h" '営業,図面,営業部,書類,3,2,1,3,3' | tr , '\t' >tab.txt
printf '業務 情報資産名称 管理部署 媒体・保存先 機密性 完全性\n営業 名簿 営業部 書類 3 2\n' >spaces.txt
printf '品名,数量,価格\nペン,3,100\n紙,2,200\n' >goods.txt
