"$MKBOOK" "$HERE/given.desc" given.xlsx
mkdir sub
echo memo >sub/memo.docx
echo scan >scan.pdf
