# A description with each of its cells typed over in turn, as files
# "SHEET-CELL.book" in the current folder: a number, and what a formula has come
# to, is one more, and anything else another text. Sheets that match the
# variable "but" stay as they are. With "texts", each number is a text, too
# ("SHEET-CELL-text.book").
/^@sheet/ { sheet = substr($0, 8); sub(/\t.*/, "", sheet) }
{
    line[NR] = $0
    of[NR] = sheet
}
function typed(value,    formula) {
    if (value ~ /^=/ && !match(value, / -> /))
        return value
    if (value ~ /^=/) {
        formula = substr(value, 1, RSTART + 3)
        return formula typed(substr(value, RSTART + 4))
    }
    return value ~ /^[0-9.]+$/ ? value + 1 : "別の値"
}
function put(at, head, name, value,    file, i) {
    file = name ".book"
    for (i = 1; i <= NR; i++)
        print i == at ? head value : line[i] >file
    close(file)
}
END {
    for (at = 1; at <= NR; at++) {
        if (line[at] !~ /^@cell/ || (but != "" && of[at] ~ but))
            continue
        split(line[at], word, " ")
        head = word[1] " " word[2] " "
        name = of[at] "-" word[2]
        value = substr(line[at], length(head) + 1)
        put(at, head, name, typed(value))
        if (texts && value ~ /^[0-9.]+$/)
            put(at, head, name "-text", "別の値")
    }
}
