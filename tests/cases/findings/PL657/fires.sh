# The previous statement, as merge wrote it and as people edited it.
"$MKBOOK" "$HERE/fires.previous" ../soa.xlsx
