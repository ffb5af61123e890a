# Half-width katakana in CP932, among other characters.
iconv -f UTF-8 -t CP932 >silent.csv <<'END'
業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性
ｴｲｷﾞｮｳ,ｺｷｬｸﾒｲﾎﾞ(ｻｸﾗ ｻｰﾋﾞｽ ｾﾝﾀｰ),ｴｲｷﾞｮｳﾌﾞ,書類,3,2,1,3,2
END
