# The previous statement, as merge wrote it and as people edited it.
"$MKBOOK" "$HERE/silent.previous" ../soa.xlsx
