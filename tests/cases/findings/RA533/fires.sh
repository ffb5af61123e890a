# A line of the candidate controls is there twice.
sh "$HERE/../RA530/as-merged" treatment-plan >../merged
sed -n '/^@sheet 管理策/,/^@sheet /s/^@cell \([A-F]\)9 /@cell \160 /p' ../merged >../row
IFS='
'
# Each line is one argument.
# shellcheck disable=SC2046
sh "$HERE/../RA530/at-end" 管理策の候補 $(cat ../row) <../merged >../book
"$MKBOOK" ../book book.xlsx
