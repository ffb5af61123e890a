# Headings of 70,000 bytes each, fifty of them: shortened in the message, and no
# reason to end the run.
long() { printf ','; head -c 70000 /dev/zero | tr '\0' "$1"; }
{
    printf '業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性'
    for i in 1 2 3 4 5 6 7 8 9 10; do
        for letter in a b c d e; do long $letter; done
    done
    printf '\n営業,顧客名簿,営業部,書類,3,2,1,3,2\n'
} >heading-long.csv
