# What systems leave in folders, and results of an earlier run.
"$MKBOOK" "$HERE/given.desc" given.xlsx
echo x >Thumbs.db
echo x >desktop.ini
echo x >.hidden.pdf
echo '{}' >run.json
