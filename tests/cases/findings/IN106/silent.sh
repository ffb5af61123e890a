# Bytes after the end, as some mail gateways add them.
"$MKBOOK" "$HERE/good.desc" silent.xlsx
printf '\r\n\r\n' >>silent.xlsx
