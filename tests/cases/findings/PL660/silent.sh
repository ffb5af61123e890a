# The paper of the last review, as filled in.
"$MKBOOK" "$HERE/silent.previous" ../review.xlsx
