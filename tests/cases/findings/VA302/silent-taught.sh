cat >../words.ini <<END
[level]
極めて高い = high
高 = high
END
cat >営業部.csv <<END
業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性
営業,顧客名簿,営業部,書類,極めて高い,2,1,高,2
END
