/* Sheets and cells as SpreadsheetML (see tests/cases/README.md for what a
 * cell's text may be). */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "mkbook.h"

/* --- text that grows --- */

void text_add(struct text *t, const char *p, size_t n)
{
    if (t->n + n + 1 > t->cap) {
        t->cap = (t->n + n + 1) * 2;
        t->p = realloc(t->p, t->cap);
        if (!t->p) {
            fputs("mkbook: no memory\n", stderr);
            exit(1);
        }
    }
    memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = '\0';
}

void text_adds(struct text *t, const char *z)
{
    text_add(t, z, strlen(z));
}

void text_printf(struct text *t, const char *fmt, ...)
{
    char *z = NULL;
    va_list args;
    int n;

    va_start(args, fmt);
    n = vasprintf(&z, fmt, args);
    va_end(args);
    if (n < 0) {
        fputs("mkbook: no memory\n", stderr);
        exit(1);
    }
    text_add(t, z, (size_t)n);
    free(z);
}

void text_xml(struct text *t, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *out = p[i] == '&'    ? "&amp;"
                          : p[i] == '<'  ? "&lt;"
                          : p[i] == '>'  ? "&gt;"
                          : p[i] == '"'  ? "&quot;"
                          : p[i] == '\r' ? "_x000D_"
                                         : NULL;
        if (out)
            text_adds(t, out);
        else
            text_add(t, p + i, 1);
    }
}

/* --- cells --- */

/* \n \r \t \\ and \_ (an ideographic space) written out; a new string. */
static char *unescaped(const char *z)
{
    struct text t = {0};

    text_add(&t, "", 0);
    for (; *z; z++) {
        if (*z != '\\' || z[1] == '\0') {
            text_add(&t, z, 1);
            continue;
        }
        z++;
        if (*z == '_')
            text_adds(&t, "\xe3\x80\x80");
        else
            text_add(&t,
                *z == 'n'   ? "\n"
                : *z == 'r' ? "\r"
                : *z == 't' ? "\t"
                            : z,
                1);
    }
    return t.p;
}

static bool is_number(const char *z)
{
    size_t n;

    z += *z == '-';
    n = strspn(z, "0123456789");
    if (n == 0)
        return false;
    z += n;
    if (*z == '.') {
        n = strspn(z + 1, "0123456789");
        if (n == 0)
            return false;
        z += n + 1;
    }
    if (*z == 'E') {
        z += 1 + (z[1] == '-' || z[1] == '+');
        n = strspn(z, "0123456789");
        if (n == 0)
            return false;
        z += n;
    }
    return *z == '\0';
}

static bool is_error(const char *z)
{
    static const char *const errors[]
        = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"};

    for (size_t i = 0; i < RT_COUNT(errors); i++) {
        if (strcmp(z, errors[i]) == 0)
            return true;
    }
    return false;
}

static bool is_bool(const char *z)
{
    return strcmp(z, "TRUE") == 0 || strcmp(z, "FALSE") == 0;
}

/* The cell format of a number format; 0 is General. */
static size_t style_of(struct book *b, const char *format)
{
    for (size_t i = 0; i < b->format_count; i++) {
        if (strcmp(b->formats[i], format) == 0)
            return i + 1;
    }
    if (b->format_count == STYLES_MAX) {
        fputs("mkbook: too many number formats\n", stderr);
        exit(1);
    }
    b->formats[b->format_count++] = strdup(format);
    return b->format_count;
}

/* Days from 1970-01-01 (Howard Hinnant's civil calendar arithmetic). */
static long days_of(long y, long m, long d)
{
    long era, yoe, doy;

    y -= m <= 2;
    era = (y >= 0 ? y : y - 399) / 400;
    yoe = y - era * 400;
    doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static bool serial_of(const struct book *b, const char *z, long *to)
{
    long y, m, d;
    char rest;

    if (sscanf(z, "%ld-%ld-%ld%c", &y, &m, &d, &rest) != 3)
        return false;
    *to = days_of(y, m, d)
          - (b->date1904 ? days_of(1904, 1, 1) : days_of(1899, 12, 30));
    return true;
}

static void put_string(
    struct book *b, const char *ref, const char *text, struct text *to)
{
    text_adds(&b->strings, "<si><t xml:space=\"preserve\">");
    text_xml(&b->strings, text, strlen(text));
    text_adds(&b->strings, "</t></si>");
    text_printf(
        to, "<c r=\"%s\" t=\"s\"><v>%zu</v></c>", ref, b->string_count++);
}

/* "営業|~部^エイギョウ": runs, one of them crossed out, and a phonetic guide
 * over all of it. */
static void put_rich(
    struct book *b, const char *ref, const char *text, struct text *to)
{
    struct text *s = &b->strings;
    size_t all = strcspn(text, "^");

    text_adds(s, "<si>");
    for (size_t i = 0; i < all;) {
        size_t n = strcspn(text + i, "|^");
        bool struck = text[i] == '~';
        text_adds(s, struck ? "<r><rPr><b/><strike/></rPr>"
                     : i    ? "<r><rPr><b/></rPr>"
                            : "<r>");
        i += struck;
        n -= struck;
        text_adds(s, "<t xml:space=\"preserve\">");
        text_xml(s, text + i, n);
        text_adds(s, "</t></r>");
        i += n + (text[i + n] == '|');
    }
    if (text[all] == '^') {
        text_adds(s, "<rPh sb=\"0\" eb=\"1\"><t>");
        text_xml(s, text + all + 1, strlen(text + all + 1));
        text_adds(s, "</t></rPh><phoneticPr fontId=\"1\"/>");
    }
    text_adds(s, "</si>");
    text_printf(
        to, "<c r=\"%s\" t=\"s\"><v>%zu</v></c>", ref, b->string_count++);
}

/* "<c r= t=><f>…</f>": what a stored value's type is. */
static const char *type_of(const char *value)
{
    if (is_number(value))
        return "";
    if (is_error(value))
        return " t=\"e\"";
    return is_bool(value) ? " t=\"b\"" : " t=\"str\"";
}

static void put_value(const char *value, struct text *to)
{
    text_adds(to, "<v>");
    if (is_bool(value))
        text_adds(to, *value == 'T' ? "1" : "0");
    else
        text_xml(
            to, value + (*value == '\''), strlen(value + (*value == '\'')));
    text_adds(to, "</v>");
}

/* "[0 A4:A7]" or "[0]" in front: a shared formula's master or follower. */
static const char *put_formula_tag(const char *f, struct text *to)
{
    const char *end = *f == '[' ? strchr(f, ']') : NULL;
    size_t id = strspn(f + 1, "0123456789");

    if (!end || id == 0 || (f[1 + id] != ' ' && f[1 + id] != ']')) {
        text_adds(to, "<f>");
        return f;
    }
    text_printf(to, "<f t=\"shared\" si=\"%.*s\"", (int)id, f + 1);
    if (f[1 + id] == ' ')
        text_printf(
            to, " ref=\"%.*s\"", (int)(end - f - 2 - (long)id), f + 2 + id);
    text_adds(to, ">");
    return end + 1;
}

/* "A1+1 -> 2", "A1 ->" (the empty string), "A1" (no stored value). */
static void put_formula(const char *ref, const char *f, struct text *to)
{
    const char *arrow = strstr(f, " ->");
    const char *value = arrow ? arrow + 3 : NULL;
    const char *end = arrow ? arrow : f + strlen(f);

    if (value && *value == ' ')
        value++;
    text_printf(to, "<c r=\"%s\"%s>", ref, value ? type_of(value) : "");
    f = put_formula_tag(f, to);
    text_xml(to, f, f < end ? (size_t)(end - f) : 0);
    text_adds(to, "</f>");
    if (value)
        put_value(value, to);
    text_adds(to, "</c>");
}

/* "date:2026-09-30", "date(57):…", "date(yyyy/m/d):…". */
static bool put_date(
    struct book *b, const char *ref, const char *text, struct text *to)
{
    const char *close = text[4] == '(' ? strrchr(text, ')') : NULL;
    char *format
        = close ? strndup(text + 5, (size_t)(close - text - 5)) : strdup("14");
    long serial;
    bool ok = serial_of(b, close ? close + 2 : text + 5, &serial);

    if (ok)
        text_printf(to, "<c r=\"%s\" s=\"%zu\"><v>%ld</v></c>", ref,
            style_of(b, format), serial);
    else
        fprintf(stderr, "mkbook: no date: %s\n", text);
    free(format);
    return ok;
}

/* "format(0;;):3" */
static void put_formatted(
    struct book *b, const char *ref, const char *text, struct text *to)
{
    const char *close = strstr(text, "):");
    char *format = strndup(text + 7, (size_t)(close - text - 7));

    text_printf(to, "<c r=\"%s\" s=\"%zu\"><v>%s</v></c>", ref,
        style_of(b, format), close + 2);
    free(format);
}

static bool put_typed(
    struct book *b, const char *ref, const char *text, struct text *to)
{
    if (strcmp(text, ".") == 0) {
        text_printf(to, "<c r=\"%s\" s=\"%zu\"/>", ref, style_of(b, "1"));
    } else if (is_number(text)) {
        text_printf(to, "<c r=\"%s\"><v>%s</v></c>", ref, text);
    } else if (is_error(text) || is_bool(text)) {
        text_printf(to, "<c r=\"%s\"%s>", ref, type_of(text));
        put_value(text, to);
        text_adds(to, "</c>");
    } else if (*text == '=') {
        put_formula(ref, text + 1, to);
    } else if (strncmp(text, "date:", 5) == 0
               || (strncmp(text, "date(", 5) == 0 && strstr(text, "):"))) {
        return put_date(b, ref, text, to);
    } else if (strncmp(text, "format(", 7) == 0 && strstr(text, "):")) {
        put_formatted(b, ref, text, to);
    } else if (strncmp(text, "struck:", 7) == 0) {
        text_printf(to, "<c r=\"%s\" s=\"%zu\"%s>", ref, style_of(b, "struck"),
            type_of(text + 7));
        put_value(text + 7, to);
        text_adds(to, "</c>");
    } else if (strncmp(text, "iso:", 4) == 0) {
        text_printf(to, "<c r=\"%s\" t=\"d\"><v>%s</v></c>", ref, text + 4);
    } else if (strncmp(text, "rich:", 5) == 0) {
        put_rich(b, ref, text + 5, to);
    } else if (strncmp(text, "inline:", 7) == 0) {
        text_printf(to, "<c r=\"%s\" t=\"inlineStr\"><is><t>", ref);
        text_xml(to, text + 7, strlen(text + 7));
        text_adds(to, "</t></is></c>");
    } else {
        put_string(b, ref, text + (*text == '\''), to);
    }
    return true;
}

/* --- sheets --- */

static void make_ref(uint32_t col, uint32_t row, char to[16])
{
    char letters[8];
    size_t n = 0;

    for (uint32_t c = col + 1; c > 0; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    for (size_t i = 0; i < n; i++)
        to[i] = letters[n - 1 - i];
    if (row > 0)
        snprintf(to + n, 16 - n, "%u", row);
    else
        to[n] = '\0';
}

static bool put_row(struct book *b, const struct row *r, struct text *to)
{
    bool ok = true;

    text_printf(
        to, "<row r=\"%u\"%s>", r->number, r->hidden ? " hidden=\"1\"" : "");
    for (size_t i = 0; i < r->count && ok; i++) {
        char ref[16];
        char *text = unescaped(r->cells[i].text);
        make_ref(r->cells[i].col, r->number, ref);
        if (*text)
            ok = put_typed(b, ref, text, to);
        free(text);
    }
    text_adds(to, "</row>");
    return ok;
}

bool sheet_xml(struct book *b, const struct sheet *s, struct text *to)
{
    bool ok = true;

    text_adds(to, "<?xml version=\"1.0\" encoding=\"UTF-8\" "
                  "standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas."
                  "openxmlformats.org/spreadsheetml/2006/main\">");
    if (s->hidden_count > 0) {
        text_adds(to, "<cols>");
        for (size_t i = 0; i < s->hidden_count; i++)
            text_printf(to,
                "<col min=\"%u\" max=\"%u\" width=\"0\" hidden=\"1\"/>",
                s->hidden_cols[i] + 1, s->hidden_cols[i] + 1);
        text_adds(to, "</cols>");
    }
    text_adds(to, "<sheetData>");
    for (size_t i = 0; i < s->row_count && ok; i++)
        ok = put_row(b, &s->rows[i], to);
    text_adds(to, "</sheetData>");
    if (s->merge_count > 0) {
        text_printf(to, "<mergeCells count=\"%zu\">", s->merge_count);
        for (size_t i = 0; i < s->merge_count; i++)
            text_printf(to, "<mergeCell ref=\"%s\"/>", s->merges[i]);
        text_adds(to, "</mergeCells>");
    }
    text_adds(to, s->link_count > 0 ? "<hyperlinks>" : "");
    for (size_t i = 0; i < s->link_count; i++) {
        int n = (int)strcspn(s->links[i], " ");
        text_printf(to, "<hyperlink ref=\"%.*s\" location=\"%s\"/>", n,
            s->links[i], s->links[i] + n + 1);
    }
    text_adds(to, s->link_count > 0 ? "</hyperlinks>" : "");
    text_adds(to, "</worksheet>\n");
    return ok;
}
