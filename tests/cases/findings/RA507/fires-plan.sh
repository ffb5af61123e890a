# Our own plan: 期限, which has a formula in each row, also where it is blank.
sh "$HERE/../RA530/as-merged" treatment-plan |
    awk '/^@sheet /{plan = $2 == "リスク対応計画"}
        plan && /^@cell W5 /{first = substr($0, index($0, "="))}
        plan && /^@cell W[0-9]+ =/{row = substr($2, 2); s = first
            gsub(/R5/, "R" row, s); gsub(/S5/, "S" row, s)
            gsub(/V5/, "V" row, s); $0 = "@cell W" row " " s}
        !(plan && /^@cell W6 /)' >../book
"$MKBOOK" ../book book.xlsx
