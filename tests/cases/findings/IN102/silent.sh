# A blank line and no more.
echo >silent.csv
