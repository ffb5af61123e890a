# A name that the command line gives and nobody has sent.
"$MKBOOK" "$HERE/good.desc" given.xlsx
