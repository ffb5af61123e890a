# Writing forbidden, reading not.
"$MKBOOK" "$HERE/good.desc" given.xlsx
chmod 444 given.xlsx
