# ﾃ in CP932, the file's last byte: no character of UTF-8 ends there.
printf 'medium,confidentiality,integrity,availability,threat,vulnerability,asset
paper,1,1,1,1,1,\303' >a.csv
