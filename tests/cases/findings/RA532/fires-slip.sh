# A correction that was taken off a return slip.
sh "$HERE/../RA530/as-merged" returns/経理部 |
    awk '/^@sheet /{first = ++n == 1} !first || !/^@cell [A-M]13 /' >../book
"$MKBOOK" ../book book.xlsx
