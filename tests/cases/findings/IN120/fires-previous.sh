# Last time 総務部 sent something; the longest name counts, and a folder's does.
"$MKBOOK" "$HERE/given.desc" 台帳_営業部.xlsx
mkdir -p 総務部
echo scan >資産台帳（総務部）.pdf
echo scan >総務部/地図.png
echo scan >営業部.msg
