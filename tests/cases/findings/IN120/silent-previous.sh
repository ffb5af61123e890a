# Those of last time have sent something; 第二総務部 is not 総務部.
"$MKBOOK" "$HERE/given.desc" 台帳_営業部.xlsx
for department in 総務部 第二総務部; do
    echo 業務分類,情報資産名称,管理部署,媒体,機密性,完全性,可用性,脅威,脆弱性
    echo "$department,顧客名簿,$department,書類,3,2,1,3,2"
done | awk '!seen[$0]++' >台帳.csv
echo scan >総務部.pdf
echo scan >第二総務部.pdf
echo scan >経理部.docx
