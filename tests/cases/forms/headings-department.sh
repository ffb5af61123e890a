# Usual headings of the department column, each in a list of its own.
i=0
for word in 部署 部署名 担当部署 部門 部門名 所属 所属部署 主管部署 所管部署 \
    管理部門 管理部署名 所管課 部課名 Department '担当部署（主管）' ' 部 署 '; do
    i=$((i + 1))
    printf '業務分類,情報資産名称,%s,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性\n営業,%s,営業部,書類,3,2,1,3,2\n' \
        "$word" "名簿$(printf %02d $i)" >"$(printf %02d $i).csv"
done
