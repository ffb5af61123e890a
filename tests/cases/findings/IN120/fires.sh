"$MKBOOK" "$HERE/given.desc" 台帳_営業部.xlsx
echo scan >資産一覧_総務部.pdf
