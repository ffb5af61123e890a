# UTF-8 with its mark and one broken character; and CP932 without a mark.
text='業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性'
{
    printf '\357\273\277%s\n' "$text"
    echo '営業,顧客名簿,営業部,書類,3,2,1,3,2'
    printf '\202,x\n'
} >silent.csv
{
    echo "$text"
    echo '="001",="取引先",="営業部",書類,="3",2,1,3,2'
} | iconv -f UTF-8 -t CP932 >silent2.csv
