# Half-width katakana and rare kanji of CP932 are not UTF-8.
iconv -f UTF-8 -t CP932 >a.csv <<'END'
業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性
ｴｲｷﾞｮｳ,ｺｷｬｸﾒｲﾎﾞ,ｴｲｷﾞｮｳﾌﾞ,書類,3,2,1,3,2
ﾃｽ,矚矮矼硴礑礒礙禝禪,ﾃｽ,書類,3,2,1,3,2
END
