# A shortcut to a file that was taken away: its name is in the folder.
"$MKBOOK" "$HERE/good.desc" given.xlsx
ln -s nowhere.xlsx fires.xlsx
