/* management-review.md: the same paper as text, for a wiki or a mail: GitHub
 * Flavored Markdown.
 *
 * Every text that people typed is in a cell of a table, on one line, with each
 * sign escaped that could mean something there.
 */
#include "base/write.h"
#include "report/management/management.h"

struct text {
    struct rt_mg_out out; /* first: the ways take it */
    struct rt_writer w;
};

static struct rt_writer *writer_of(struct rt_mg_out *out)
{
    return &((struct text *)(void *)out)->w;
}

/* A line break becomes one of HTML's, a sign its entity. */
static size_t escape(uint32_t cp, char to[RT_ESCAPE_SIZE])
{
    static const char signs[] = "\\`*_[]|~$";

    if (cp == '\n') {
        memcpy(to, "<br>", 4);
        return 4;
    }
    if (cp == '<' || cp == '>' || cp == '&')
        return (size_t)snprintf(to, RT_ESCAPE_SIZE, "%s",
            cp == '<'   ? "&lt;"
            : cp == '>' ? "&gt;"
                        : "&amp;");
    if (cp < 0x80 && cp != 0 && strchr(signs, (int)cp)) {
        to[0] = '\\';
        to[1] = (char)cp;
        return 2;
    }
    return rt_escape_plain(cp, to);
}

/* What could begin a list, a heading or a quotation does not either. */
static void put_escaped(struct rt_writer *w, struct rt_str text)
{
    if (text.n > 0 && strchr("#+-=.)!", text.p[0]))
        rt_write_z(w, "\\");
    rt_write_escaped(w, text, escape);
}

static void put_sheet(struct rt_mg_out *out, enum rt_mg_sheet which,
    const char *title, const char *note)
{
    struct rt_writer *w = writer_of(out);

    rt_write_z(w, which == RT_MG_REVIEW ? "# " : "\n# ");
    put_escaped(w, rt_str(title));
    rt_write_z(w, "\n\n");
    put_escaped(w, rt_str(note));
    rt_write_z(w, "\n");
}

static void put_section(struct rt_mg_out *out, const char *title, size_t rows)
{
    struct rt_writer *w = writer_of(out);

    (void)rows;
    rt_write_z(w, "\n## ");
    put_escaped(w, rt_str(title));
    rt_write_z(w, "\n");
}

static void put_note(struct rt_mg_out *out, const char *text)
{
    struct rt_writer *w = writer_of(out);

    rt_write_z(w, "\n");
    put_escaped(w, rt_str(text));
    rt_write_z(w, "\n");
}

static void put_heads(
    struct rt_mg_out *out, const struct rt_mg_col *cols, int count)
{
    struct rt_writer *w = writer_of(out);

    rt_write_z(w, "\n|");
    for (int i = 0; i < count; i++) {
        rt_write_z(w, " ");
        put_escaped(w, rt_str(rt_text(out->lang, cols[i].head)));
        rt_write_z(w, " |");
    }
    rt_write_z(w, "\n|");
    for (int i = 0; i < count; i++)
        rt_write_z(w, " --- |");
    rt_write_z(w, "\n");
}

static void put_cell(struct rt_mg_out *out, const struct rt_mg_cell *cell)
{
    struct rt_writer *w = writer_of(out);

    if (cell->kind == RT_MG_COUNT) {
        if (cell->count >= 0)
            rt_write_int(w, cell->count);
    } else if (cell->text.n == 0 && cell->kind >= RT_MG_ENTRY) {
        rt_write_z(w, rt_say(out->lang, "（未記入）", "(blank)"));
    } else if (cell->alarm && cell->text.n > 0) {
        rt_write_z(w, "**");
        put_escaped(w, rt_str_trim(cell->text));
        rt_write_z(w, "**");
    } else {
        put_escaped(w, rt_str_trim(cell->text));
    }
}

static void put_row(struct rt_mg_out *out, const struct rt_mg_cell *cells)
{
    struct rt_writer *w = writer_of(out);

    rt_write_z(w, "|");
    for (int i = 0; i < out->count; i++) {
        rt_write_z(w, " ");
        put_cell(out, &cells[i]);
        rt_write_z(w, " |");
    }
    rt_write_z(w, "\n");
}

static void put_end(struct rt_mg_out *out)
{
    (void)out;
}

static void put_chart(struct rt_mg_out *out, size_t rows, int label, int from)
{
    (void)out;
    (void)rows;
    (void)label;
    (void)from;
}

static const struct rt_mg_way as_text = {
    put_sheet, put_section, put_note, put_heads, put_row, put_end, put_chart};

enum rt_status rt_report_management_text(struct rt_ledger *ledger,
    const struct rt_run *run, const char *path, struct rt_error *err)
{
    struct text t = {.out = {.way = &as_text,
                         .run = run,
                         .ledger = ledger,
                         .lang = run->lang,
                         .err = err}};

    RT_TRY(rt_writer_open(&t.w, path, err));
    rt_mg_put(&t.out);
    return rt_writer_close(&t.w, t.out.rc, err);
}
