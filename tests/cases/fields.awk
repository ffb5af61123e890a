# Members of JSON lines as tab-separated text: awk -v keys="code sheet". A cell
# of a CSV is given as line:field; null is empty; the rest is as in the file,
# with its escapes. -v under="in/" takes that off the front of a file's name.
function member(line, key,    at, rest, i, c, depth) {
    at = index(line, "\"" key "\":")
    if (!at)
        return ""
    rest = substr(line, at + length(key) + 3)
    c = substr(rest, 1, 1)
    if (c == "\"") {
        for (i = 2; i <= length(rest); i++) {
            c = substr(rest, i, 1)
            if (c == "\\")
                i++
            else if (c == "\"")
                return substr(rest, 2, i - 2)
        }
    }
    if (c == "[") {
        rest = substr(rest, 2, index(rest, "]") - 2)
        gsub(/"/, "", rest)
        return rest
    }
    match(rest, /^[^,}]*/)
    rest = substr(rest, 1, RLENGTH)
    return rest == "null" ? "" : rest
}
{
    n = split(keys, key, " ")
    out = ""
    for (k = 1; k <= n; k++) {
        value = member($0, key[k])
        if (key[k] == "cell" && index($0, "\"cell\":") == 0)
            value = member($0, "row") ? \
                member($0, "row") ":" member($0, "column") : ""
        if (key[k] == "file" && under && index(value, under) == 1)
            value = substr(value, length(under) + 1)
        out = out (k > 1 ? "\t" : "") value
    }
    print out
}
