# Letters and notes that were saved as text; lists are read, or named.
"$MKBOOK" "$HERE/given.desc" given.xlsx
printf '総務部 山田様\n\n営業部の佐藤です。台帳を送ります。\n機密性、完全性、可用性は昨年のままです。\n媒体・保存先は変えました。\n' >letter.txt
iconv -f UTF-8 -t CP932 letter.txt >cp932.txt
printf 'Dear Sato,\nthe list is attached, as agreed, with all assets.\nBest regards,\nTaro, Sales, Tokyo\n' >english.TXT
printf '件名：\t台帳について\n差出人：\t佐藤\n本文：\t台帳を送ります\n' >mail.txt
printf '\n\n' >blank.txt
