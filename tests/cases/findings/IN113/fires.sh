# EUC-JP reads as half-width katakana in CP932, so it must be named.
iconv -f UTF-8 -t EUC-JP >fires.csv <<'END'
業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性
営業,取引先契約書（原本）,営業部,書類,3,2,1,3,2
END
