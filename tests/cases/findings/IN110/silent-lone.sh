# ﾀＡ and 爨ｱ in CP932: bytes that are no character of UTF-8, which has a shorter
# form for it.
head=asset,medium,confidentiality,integrity,availability,threat,vulnerability
printf '%s\n\300\202\140,paper,1,1,1,1,1\n' $head >a.csv
printf '%s\n\340\202\261,paper,1,1,1,1,1\n' $head >b.csv
