# No pattern says which file is whose; the longest name in a file's does.
"$MKBOOK" "$HERE/given.desc" 台帳_営業部.xlsx
echo scan >総務部大阪.pdf
echo scan >ＩＴ推進部.docx
