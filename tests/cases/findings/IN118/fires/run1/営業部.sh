# Written all the time while the program reads it.
"${MKBOOK%/*}/mkform" csv --rows 20000 --encoding utf-8 --separator comma -o big.csv
(
    i=0
    while [ $i -lt 1000 ] && [ -f big.csv ]; do
        echo "業務,資産$i" >>big.csv
        sleep 0.01
        i=$((i + 1))
    done
) >/dev/null 2>&1 </dev/null &
