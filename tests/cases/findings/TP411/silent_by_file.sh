# The name of the file says the same as the row above.
"$MKBOOK" "$HERE/silent_by_file.desc" 台帳_営業部.xlsx
