# Bytes that fit no encoding known here.
i=0
while [ $i -lt 40 ]; do
    printf '\375\376\377\376,\376\377\n'
    i=$((i + 1))
done >fires.csv
