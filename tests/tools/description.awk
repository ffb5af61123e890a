# A workbook's cells (tools/cells) as the description that mkbook reads.
function member(key,    value) {
    if (!match($0, "\"" key "\": (\"([^\"\\\\]|\\\\.)*\"|[^,}]*)"))
        return ""
    value = substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 4)
    if (value ~ /^"/) {
        value = substr(value, 2, length(value) - 2)
        gsub(/\\"/, "\"", value)
        gsub(/\\\//, "/", value)
    }
    return value
}
{
    name = member("sheet")
    if (name != sheet)
        print "@sheet " name (/"hidden": true/ ? "\thidden" : "")
    sheet = name
    type = member("type")
    value = member("value")
    if (type == "d")
        value = "date:" value
    else if (type == "b")
        value = toupper(value)
    else if (type == "s" && value != "")
        value = "'" value
    if (/"formula": /)
        value = "=" member("formula") (type == "f" ? "" : " -> " value)
    print "@cell " member("ref") " " value
}
