# Another copy of the roster that is given.
printf '情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性\n名簿,営業部,書類,3,2,1,2,3\n' >営業部.csv
printf 'コード,部署名,ファイル名\n1,営業部,*営業部*\n' >名簿.csv
cp 名簿.csv ../名簿.csv
