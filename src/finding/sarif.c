/* Findings as SARIF 2.1.0, which code hosts and editors show.
 *
 * One run; its rules are the catalogue, so that a reader can explain a code
 * without this program. Rows and columns of a sheet are given as lines and
 * columns, because viewers know nothing else; the cell itself is the logical
 * location. The document is written piece by piece, one finding to a line, so
 * that no run is too long.
 *
 * Every finding has a place: one without a cell is put at the file's beginning.
 */
#include "finding/finding.h"

static const char *level_of(enum rt_severity severity)
{
    return severity == RT_INFO ? "note" : rt_severity_name(severity);
}

/* --- rules ---------------------------------------------------------------- */

typedef enum rt_status describe_fn(enum rt_code code, enum rt_lang lang,
    const struct rt_str args[RT_FINDING_ARGS], struct rt_buf *buf);

/* A catalogue's text with its gaps marked, as an object with a text. */
static void put_description(struct rt_writer *w, const char *name,
    describe_fn *text, enum rt_code code, enum rt_lang lang)
{
    const struct rt_str gaps[RT_FINDING_ARGS]
        = {RT_STR("…"), RT_STR("…"), RT_STR("…"), RT_STR("…")};
    struct rt_buf plain = RT_BUF(64 * 1024);

    rt_writer_keep(w, text(code, lang, gaps, &plain));
    rt_json_open(w, name, '{');
    rt_json_str(w, "text", rt_buf_str(&plain));
    rt_json_close(w, '}');
    rt_buf_fini(&plain);
}

static void put_rule(struct rt_writer *w, enum rt_code code, enum rt_lang lang)
{
    const struct rt_finding_info *info = rt_finding_info(code);

    rt_json_line(w);
    rt_json_open(w, NULL, '{');
    rt_json_z(w, "id", info->name);
    put_description(w, "shortDescription", rt_finding_message, code, lang);
    put_description(w, "help", rt_finding_fix, code, lang);
    rt_json_open(w, "defaultConfiguration", '{');
    rt_json_z(w, "level", level_of(info->severity));
    rt_json_close(w, '}');
    rt_json_close(w, '}');
}

void rt_sarif_begin(const char *version, enum rt_lang lang, struct rt_writer *w)
{
    rt_json_open(w, NULL, '{');
    rt_json_z(w, "$schema",
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
        "sarif-schema-2.1.0.json");
    rt_json_line(w);
    rt_json_z(w, "version", "2.1.0");
    rt_json_line(w);
    rt_json_open(w, "runs", '[');
    rt_json_open(w, NULL, '{');
    rt_json_open(w, "tool", '{');
    rt_json_open(w, "driver", '{');
    rt_json_z(w, "name", "risktally");
    rt_json_z(w, "version", version);
    rt_json_open(w, "rules", '[');
    for (int code = 1; code < RT_CODE_COUNT; code++)
        put_rule(w, code, lang);
    rt_write_z(w, "\n");
    rt_json_close(w, ']');
    rt_json_close(w, '}');
    rt_json_close(w, '}');
    rt_json_line(w);
    rt_json_z(w, "language", rt_say(lang, "ja", "en"));
    rt_json_line(w);
    rt_json_z(w, "columnKind", "unicodeCodePoints");
    rt_json_line(w);
    rt_json_open(w, "results", '[');
}

void rt_sarif_end(struct rt_writer *w)
{
    rt_write_z(w, "\n");
    rt_json_close(w, ']');
    rt_json_close(w, '}');
    rt_json_close(w, ']');
    rt_json_close(w, '}');
    rt_write_z(w, "\n");
}

/* --- where ---------------------------------------------------------------- */

static bool stays_in_uri(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
           || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_'
           || c == '~' || c == '/';
}

/* A path as a reference: relative as it is, absolute as a file's URI. */
static void put_uri(struct rt_writer *w, struct rt_str path)
{
    rt_json_begin(w, "uri");
    rt_write_z(w, path.n > 0 && path.p[0] == '/' ? "\"file://" : "\"");
    while (rt_str_starts(path, RT_STR("./")))
        path = (struct rt_str){path.p + 2, path.n - 2};
    for (size_t i = 0; i < path.n; i++) {
        if (stays_in_uri(path.p[i]))
            rt_write(w, (struct rt_str){path.p + i, 1});
        else
            rt_writef(w, "%%%02X", (unsigned)(unsigned char)path.p[i]);
    }
    rt_write_z(w, "\"");
}

/* "情報資産管理台帳!J12", or as much of it as there is. */
static void put_place(struct rt_writer *w, const struct rt_finding *f)
{
    char cell[RT_CELL_NAME] = "";

    if (!f->where.csv)
        rt_where_cell(&f->where, cell);
    rt_write_json(w, f->where.sheet);
    if (f->where.sheet.n > 0 && cell[0] != '\0')
        rt_write_z(w, "!");
    rt_write_z(w, cell);
}

static void put_logical(struct rt_writer *w, const struct rt_finding *f)
{
    rt_json_open(w, "logicalLocations", '[');
    rt_json_open(w, NULL, '{');
    rt_json_begin(w, "fullyQualifiedName");
    rt_write_z(w, "\"");
    put_place(w, f);
    rt_write_z(w, "\"");
    rt_json_close(w, '}');
    rt_json_close(w, ']');
}

static void put_location(struct rt_writer *w, const struct rt_finding *f)
{
    rt_json_open(w, "locations", '[');
    rt_json_open(w, NULL, '{');
    rt_json_open(w, "physicalLocation", '{');
    rt_json_open(w, "artifactLocation", '{');
    put_uri(w, f->where.file.n > 0 ? f->where.file : f->department);
    rt_json_close(w, '}');
    rt_json_open(w, "region", '{');
    rt_json_int(w, "startLine", f->where.row > 0 ? f->where.row : 1);
    if (f->where.col > 0)
        rt_json_int(w, "startColumn", f->where.col);
    rt_json_close(w, '}');
    rt_json_close(w, '}');
    if (f->where.sheet.n > 0
        || (!f->where.csv && f->where.row + f->where.col > 0))
        put_logical(w, f);
    rt_json_close(w, '}');
    rt_json_close(w, ']');
}

/* What stays when rows move: the risk and the column, since a risk can have the
 * same fault twice; else the cell, or the line. */
static void put_fingerprint(struct rt_writer *w, const struct rt_finding *f)
{
    const struct rt_where column = {.col = f->where.csv ? 0 : f->where.col};
    char cell[RT_CELL_NAME];

    rt_where_cell(&column, cell);
    rt_json_open(w, "partialFingerprints", '{');
    rt_json_begin(w, "codeAndPlace/v1");
    rt_writef(w, "\"%s:", rt_finding_info(f->code)->name);
    if (f->risk_id.n > 0) {
        rt_write_json(w, f->risk_id);
        rt_writef(w, ":%s", cell);
    }
    if (f->where.csv && f->risk_id.n == 0)
        rt_writef(w, "%u:", (unsigned)f->where.row);
    if (f->where.csv)
        rt_write_int(w, f->where.col);
    else if (f->risk_id.n == 0)
        put_place(w, f);
    rt_write_z(w, "\"");
    rt_json_close(w, '}');
}

void rt_sarif_result(const struct rt_finding *f, struct rt_writer *w)
{
    const struct rt_finding_info *info = rt_finding_info(f->code);

    rt_json_line(w);
    rt_json_open(w, NULL, '{');
    rt_json_z(w, "ruleId", info->name);
    rt_json_int(w, "ruleIndex", (int64_t)f->code - 1);
    rt_json_z(w, "level", level_of(info->severity));
    rt_json_open(w, "message", '{');
    rt_json_str(w, "text", f->message);
    rt_json_close(w, '}');
    put_location(w, f);
    put_fingerprint(w, f);
    rt_json_close(w, '}');
}

void rt_finding_render(
    enum rt_format format, const struct rt_finding *f, struct rt_writer *w)
{
    if (format == RT_FORMAT_JSONL)
        rt_finding_jsonl(f, w);
    else if (format == RT_FORMAT_CSV)
        rt_finding_csv(f, w);
    else if (format == RT_FORMAT_SARIF)
        rt_sarif_result(f, w);
    else
        rt_finding_text(f, w);
}
