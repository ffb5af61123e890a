# A department that sent its workbook, too; and a name of no department.
"$MKBOOK" "$HERE/given.desc" 台帳_営業部.xlsx
"$MKBOOK" "$HERE/given-other.desc" 台帳_総務部.xlsx
echo scan >総務部の送付状.pdf
echo scan >地図.pdf
