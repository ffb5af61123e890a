# Bytes behind the end, as some mail gateways leave them.
"$MKBOOK" "$HERE/good.desc" silent.xlsx
printf '\r\n\r\n' >>silent.xlsx
