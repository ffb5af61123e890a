# Written all the time while the program reads it, with hardly a pause and for
# as long as it takes: a busy machine must not let it through between two
# writes. It is opened once, and before the writer is left alone with it: a name
# that was removed is not made again.
"${MKBOOK%/*}/mkform" csv --rows 20000 --encoding utf-8 --separator comma -o big.csv
exec 3>>big.csv
(
    i=0 end=$(($(date +%s) + 60))
    while [ -f big.csv ] && [ "$(date +%s)" -lt "$end" ]; do
        echo "業務,資産$i" >&3
        i=$((i + 1))
    done
) >/dev/null 2>&1 </dev/null &
