# A form as it is given out.
"$RT" template --now 2026-04-01 -o 様式.xlsx >/dev/null
