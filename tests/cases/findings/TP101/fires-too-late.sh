# The headings are one row below those that are looked at.
{
    seq -f '回覧 %g' 64
    printf '%s\n' 情報資産名称,媒体・保存先,機密性,完全性,可用性 名簿,書類,3,1,1
} >台帳.csv
