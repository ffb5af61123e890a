# What people enter into a plan is theirs.
sh "$HERE/../RA530/as-merged" treatment-plan |
    sh "$HERE/../RA530/at-end" リスク対応計画 '@cell K5 費用が見合うため' >../book
"$MKBOOK" ../book book.xlsx
