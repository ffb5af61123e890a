/* Findings as SARIF 2.1.0, which code hosts and editors show.
 *
 * One run; its rules are the catalogue, so that a reader can explain a code
 * without us. Rows and columns of a sheet stand as lines and columns: viewers
 * know nothing else; the cell itself is the logical location. The document is
 * written piece by piece, one finding to a line, so that no run is too long.
 *
 * It refuses to leave a finding without a place: what has no cell stands at
 * the file's beginning.
 */
#include "finding/out.h"

static const char *level_of(enum rt_severity severity)
{
    return severity == RT_INFO ? "note" : rt_severity_name(severity);
}

static void put_text(struct out *o, struct rt_str text)
{
    rt_out_z(o, "\"");
    rt_out_escaped(o, text, rt_escape_json);
    rt_out_z(o, "\"");
}

/* --- rules --------------------------------------------------------------- */

typedef enum rt_status describe_fn(enum rt_code code, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_buf *buf);

/* A catalogue's text with its gaps marked, as an object with a text. */
static void put_description(struct out *o, const char *name, describe_fn *text,
    enum rt_code code, enum rt_lang lang)
{
    const struct rt_str gaps[RT_FINDING_ARGS]
        = {RT_STR("…"), RT_STR("…"), RT_STR("…"), RT_STR("…")};
    struct rt_buf plain;

    rt_buf_init(&plain, 64 * 1024);
    if (o->rc == RT_OK)
        o->rc = text(code, lang, gaps, &plain);
    rt_out_z(o, ",\"");
    rt_out_z(o, name);
    rt_out_z(o, "\":{\"text\":");
    put_text(o, rt_buf_str(&plain));
    rt_out_z(o, "}");
    rt_buf_fini(&plain);
}

static void put_rule(struct out *o, enum rt_code code, enum rt_lang lang)
{
    const struct rt_finding_info *info = rt_finding_info(code);

    rt_out_z(o, code > 1 ? ",\n" : "\n");
    rt_out_z(o, "{\"id\":\"");
    rt_out_z(o, info->name);
    rt_out_z(o, "\"");
    put_description(o, "shortDescription", rt_finding_message, code, lang);
    put_description(o, "help", rt_finding_fix, code, lang);
    rt_out_z(o, ",\"defaultConfiguration\":{\"level\":\"");
    rt_out_z(o, level_of(info->severity));
    rt_out_z(o, "\"}}");
}

enum rt_status rt_sarif_begin(
    const char *version, enum rt_lang lang, struct rt_buf *buf)
{
    struct out o = {buf, RT_OK};

    rt_out_z(&o, "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/"
                 "v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\n"
                 "\"version\":\"2.1.0\",\n"
                 "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"risktally\","
                 "\"version\":");
    put_text(&o, rt_str(version));
    rt_out_z(&o, ",\"rules\":[");
    for (int code = 1; code < RT_CODE_COUNT; code++)
        put_rule(&o, (enum rt_code)code, lang);
    rt_out_z(&o, "\n]}},\n\"language\":");
    put_text(&o, rt_str(rt_say(lang, "ja", "en")));
    rt_out_z(&o, ",\n\"columnKind\":\"unicodeCodePoints\",\n\"results\":[");
    return o.rc;
}

enum rt_status rt_sarif_end(struct rt_buf *buf)
{
    struct out o = {buf, RT_OK};

    rt_out_z(&o, "\n]}]}\n");
    return o.rc;
}

/* --- where --------------------------------------------------------------- */

static bool stays_in_uri(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
           || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'
           || c == '~' || c == '/';
}

/* A path as a reference: relative as it is, absolute as a file's URI. */
static void put_uri(struct out *o, struct rt_str path)
{
    static const char digits[] = "0123456789ABCDEF";

    if (path.n > 0 && path.p[0] == '/')
        rt_out_z(o, "file://");
    while (rt_str_starts(path, RT_STR("./")))
        path = (struct rt_str){path.p + 2, path.n - 2};
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        char coded[3] = {'%', digits[c >> 4], digits[c & 15]};

        if (stays_in_uri(path.p[i]))
            rt_out(o, (struct rt_str){path.p + i, 1});
        else
            rt_out(o, (struct rt_str){coded, 3});
    }
}

/* "情報資産管理台帳!J12", or as much of it as there is. */
static void put_place(struct out *o, const struct rt_finding *f)
{
    char cell[CELL_SIZE];

    rt_cell_name(f, cell);
    rt_out_escaped(o, f->sheet, rt_escape_json);
    if (f->sheet.n > 0 && cell[0] != '\0')
        rt_out_z(o, "!");
    rt_out_z(o, cell);
}

static void put_location(struct out *o, const struct rt_finding *f)
{
    char cell[CELL_SIZE];

    rt_cell_name(f, cell);
    rt_out_z(o, "\"locations\":[{\"physicalLocation\":{"
                "\"artifactLocation\":{\"uri\":\"");
    put_uri(o, f->file.n > 0 ? f->file : f->department);
    rt_out_z(o, "\"},\"region\":{\"startLine\":");
    rt_out_number(o, f->row > 0 ? f->row : 1);
    if (f->col > 0) {
        rt_out_z(o, ",\"startColumn\":");
        rt_out_number(o, f->col);
    }
    rt_out_z(o, "}}");
    if (f->sheet.n > 0 || cell[0] != '\0') {
        rt_out_z(o, ",\"logicalLocations\":[{\"fullyQualifiedName\":\"");
        put_place(o, f);
        rt_out_z(o, "\"}]");
    }
    rt_out_z(o, "}]");
}

/* What stays when rows move: the risk and the column, since a risk can have
 * the same wrong twice; else the cell, or the line. */
static void put_fingerprint(struct out *o, const struct rt_finding *f)
{
    struct rt_finding column = {.col = f->col, .csv = f->csv};
    char cell[CELL_SIZE];

    rt_cell_name(&column, cell);
    rt_out_z(o, ",\"partialFingerprints\":{\"codeAndPlace/v1\":\"");
    rt_out_z(o, rt_finding_info(f->code)->name);
    rt_out_z(o, ":");
    if (f->risk_id.n > 0) {
        rt_out_escaped(o, f->risk_id, rt_escape_json);
        rt_out_z(o, ":");
        if (f->csv)
            rt_out_number(o, f->col);
        else
            rt_out_z(o, cell);
    } else if (f->csv) {
        rt_out_number(o, f->row);
        rt_out_z(o, ":");
        rt_out_number(o, f->col);
    } else {
        put_place(o, f);
    }
    rt_out_z(o, "\"}");
}

enum rt_status rt_sarif_result(
    const struct rt_finding *f, bool first, struct rt_buf *buf)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);
    struct out o = {buf, RT_OK};

    rt_out_z(&o, first ? "\n{\"ruleId\":\"" : ",\n{\"ruleId\":\"");
    rt_out_z(&o, info->name);
    rt_out_z(&o, "\",\"ruleIndex\":");
    rt_out_number(&o, (uint32_t)f->code - 1);
    rt_out_z(&o, ",\"level\":\"");
    rt_out_z(&o, level_of(info->severity));
    rt_out_z(&o, "\",\"message\":{\"text\":");
    put_text(&o, f->message);
    rt_out_z(&o, "},");
    put_location(&o, f);
    put_fingerprint(&o, f);
    rt_out_z(&o, "}");
    return o.rc;
}
