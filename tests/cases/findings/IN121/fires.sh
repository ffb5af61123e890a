# EUC-JP reads as half-width katakana in CP932, so it must be named.
iconv -f UTF-8 -t EUC-JP >fires.csv <<'END'
業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性,脅威,脆弱性
営業,取引先契約書（原本）,営業部,書類,3,2,1,3,2
END
# A mark of UTF-8 in front of CP932, and a mail's ISO-2022-JP.
text='業務分類,情報資産名称,管理部署,媒体・保存先,機密性,完全性,可用性'
{ printf '\357\273\277'; echo "$text" | iconv -f UTF-8 -t CP932; } >marked.csv
echo "$text" | iconv -f UTF-8 -t ISO-2022-JP >mail.csv
# A mark in front of EUC-JP, a mail with a mark, UTF-32, and two halves.
{ printf '\357\273\277'; echo "$text" | iconv -f UTF-8 -t EUC-JP; } >marked2.csv
{ printf '\357\273\277'; cat mail.csv; } >marked3.csv
{ printf '\377\376\0\0'; echo "$text" | iconv -f UTF-8 -t UTF-32LE; } >wide.csv
{ echo "$text"; echo "$text" | iconv -f UTF-8 -t CP932; } >halves.csv
