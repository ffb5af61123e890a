# A line of CP932 below UTF-8, and one of UTF-8 below CP932, which reads as
# other kanji there: neither is taken, and no other line suffers.
head='業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性'
rows='営業,顧客名簿,営業部,書類,3,2,1,3,2
営業,見積書,営業部,書類,3,2,1,3,2
総務,社内規程集,総務部,書類,3,2,1,3,2'
row='経理,総勘定元帳,経理部,書類,3,2,1,3,2'
{ printf '%s\n' "$head" "$rows"; echo "$row" | iconv -f UTF-8 -t CP932; } >a.csv
{
    printf '%s\n' "$head" "$rows" | sed 's/営業部/製造部/; s/総務部/人事部/' |
        iconv -f UTF-8 -t CP932
    echo "$row"
} >b.csv
