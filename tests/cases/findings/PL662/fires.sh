# The paper of the last review, as filled in.
"$MKBOOK" "$HERE/fires.previous" ../review.xlsx
