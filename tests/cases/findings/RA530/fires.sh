# The file of a risk, and a remark that is nobody else's business.
sh "$HERE/../RA530/as-merged" risk-register |
    sh "$HERE/../RA530/at-end" リスク一覧 '@cell I8 別の部' '@cell AO8 確認済み' >../book
"$MKBOOK" ../book book.xlsx
