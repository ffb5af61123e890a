# Characters that only Windows' Shift_JIS has: ① ㈱ 髙 ～.
iconv -f UTF-8 -t CP932 >silent.csv <<'END'
業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性
営業,①㈱髙島様名簿（4～6月）,営業部,書類,3,2,1,3,2
END
