# The ids of two rows of the plan, exchanged: the rest of both is as it was.
sh "$HERE/as-merged" treatment-plan |
    awk '/^@sheet /{plan = $2 == "リスク対応計画"}
        plan && /^@cell A5 /{first = $3}
        plan && /^@cell A6 /{second = $3}
        {line[++n] = $0; at[n] = plan}
        END{for (i = 1; i <= n; i++) {
            if (at[i] && line[i] ~ /^@cell A5 /) line[i] = "@cell A5 " second
            if (at[i] && line[i] ~ /^@cell A6 /) line[i] = "@cell A6 " first
            print line[i]}}' >../book
"$MKBOOK" ../book book.xlsx
