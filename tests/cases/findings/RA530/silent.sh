# Sorted rows would do, too: here remarks beside and below the list, and a note.
sh "$HERE/../RA530/as-merged" risk-register |
    sh "$HERE/../RA530/at-end" リスク一覧 '@cell A70 注：経理部は来月' '@cell AO4 確認者' '@cell AO8 佐藤' >../book
"$MKBOOK" ../book book.xlsx
