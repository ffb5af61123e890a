/* 訂正のお願い: the letter, and below it what to correct, cell by cell.
 *
 * The headings No, 情報資産名称, 回答 and リスクID together are how the program
 * knows a slip that lies among the inputs.
 */
#include "report/slip/slip.h"

/* Columns that others refer to. */
enum { QC_NO, QC_WEIGHT, QC_FILE, QC_SHEET, QC_CELL, QC_FIX = 9, QC_ANSWER };

/* The slip's words in place of the catalogue's. */
struct advice {
    struct rt_text allowed, fix;
};

static const struct advice table[RT_CODE_COUNT] = {
#define RT_SLIP(code, ja, en, fix_ja, fix_en)                                  \
    [RT_##code] = {{ja, en}, {fix_ja, fix_en}},
#include "report/slip/slip.def"
};

/* What the columns need besides the finding. */
struct request {
    struct rt_slip_book *b;
    struct rt_run links; /* the run, with names that are whole as shown */
};

bool rt_slip_is_bare(const struct rt_slip *slip)
{
    return slip->missing && slip->rows == 0;
}

static const struct rt_finding *finding_of(const struct rt_line *line)
{
    return &((const struct rt_correction *)line->item)->finding;
}

/* --- columns -------------------------------------------------------------- */

static void put_weight(const struct rt_line *line)
{
    bool error = rt_finding_info(finding_of(line)->code)->severity == RT_ERROR;

    rt_xl_word(RT_CELL(line), error ? RT_W_SLIP_REQUIRED : RT_W_SLIP_CONFIRM);
}

static void put_file(const struct rt_line *line)
{
    const struct request *q = line->context;

    rt_xl_str(RT_CELL(line), rt_slip_file(q->b, finding_of(line)->where.file));
}

/* "J12"; in words where it is no cell. */
static void name_place(
    const struct rt_finding *f, enum rt_lang lang, char to[64])
{
    to[0] = '\0';
    if (f->where.row > 0 && f->where.col > 0 && !f->where.csv)
        rt_where_first(&f->where, to);
    else if (f->where.row > 0 && f->where.col > 0)
        snprintf(to, 64, rt_word(lang, RT_W_SLIP_AT_FIELD), f->where.row,
            f->where.col);
    else if (f->where.row > 0)
        snprintf(to, 64, rt_word(lang, RT_W_SLIP_AT_ROW), f->where.row);
    else if (f->where.sheet.n > 0)
        rt_str_copy(to, 64, rt_str(rt_word(lang, RT_W_SLIP_WHOLE_SHEET)));
    else if (f->where.file.n > 0)
        rt_str_copy(to, 64, rt_str(rt_word(lang, RT_W_SLIP_WHOLE_FILE)));
}

static void put_cell(const struct rt_line *line)
{
    const struct rt_finding *f = finding_of(line);
    char at[64], shown[80], cell[24] = "", formula[RT_LINK_MAX];
    const struct request *q = line->context;
    const struct rt_source source
        = {QC_FILE, QC_SHEET, cell, shown, rt_slip_file(q->b, f->where.file)};

    name_place(f, line->lang, at);
    if (f->where.file.n == 0) {
        rt_xl_z(RT_CELL(line), at);
        return;
    }
    /* of a row its first cell, of a CSV the file */
    if (!f->where.csv && f->where.sheet.n > 0)
        rt_where_first(&f->where, cell);
    snprintf(shown, sizeof shown, "\"%s\"", at);
    rt_source_link(&q->links, &source, line->s->row, formula);
    rt_xl_formula_z(RT_CELL(line), formula, at);
}

static bool has_cell(const struct rt_finding *f)
{
    return f->where.row > 0 && f->where.col > 0;
}

/* The content of the cell, or of the whole row if it was not taken. */
static void put_content(const struct rt_line *line)
{
    const struct rt_correction *k = line->item;
    const struct rt_finding *f = &k->finding;
    enum rt_lang lang = line->lang;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    if (f->actual.n > 0)
        rt_write(&w, f->actual);
    else if (f->where.file.n == 0)
        rt_write_z(&w, rt_word(lang, RT_W_SLIP_NOT_SENT));
    else if (has_cell(f))
        rt_write_z(&w, rt_word(lang, f->code == RT_VA306 ? RT_W_SLIP_NO_VALUE
                                                         : RT_W_SLIP_BLANK));
    if (k->cells.n > 0) {
        rt_write_between(&w, "\n");
        rt_write_z(&w, rt_word(lang, RT_W_SLIP_ROW_HOLDS));
        rt_write(&w, k->cells);
    }
    rt_xl_take(RT_CELL(line), &w);
}

/* Of a department that sent nothing: the file that the roster expects. */
static void put_expected(const struct rt_line *line)
{
    const struct request *q = line->context;
    const struct rt_slip *slip = q->b->slip;
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    if (slip->missing && !rt_str_eq(slip->expected, slip->department))
        rt_writef(&w, rt_word(line->lang, RT_W_SLIP_EXPECTED),
            RT_FMT(slip->expected));
    rt_xl_take(RT_CELL(line), &w);
}

static void put_allowed(const struct rt_line *line)
{
    const struct rt_finding *f = finding_of(line);
    const char *allowed = rt_text(line->lang, table[f->code].allowed);

    if (f->where.file.n == 0)
        put_expected(line);
    else if (allowed && allowed[0] != '\0')
        rt_xl_z(RT_CELL(line), allowed);
    else
        rt_xl_str(RT_CELL(line), f->expected);
}

static void put_fix(const struct rt_line *line)
{
    const struct rt_finding *f = finding_of(line);
    const char *fix = rt_text(line->lang, table[f->code].fix);

    if (!fix || fix[0] == '\0')
        fix = rt_text(line->lang, rt_finding_info(f->code)->fix);
    rt_xl_z(RT_CELL(line), fix);
}

/* clang-format off */
#define AT(field) RT_FILL_STR, offsetof(struct rt_correction, field), NULL
#define G_WHERE {"場所", "Where"}
#define G_WHAT {"内容", "What"}
static const struct rt_col columns[] = {
    {RT_NO_TEXT, {"No", "No"}, RT_NO_TEXT, 5, RT_XF_CENTER, RT_FILL_NUMBER, 0, NULL},
    {RT_NO_TEXT, {"必須・\n確認", "Weight"}, RT_NO_TEXT, 10, RT_XF_CENTER, RT_BY(put_weight)},
    {G_WHERE, {"ファイル", "File"}, RT_NO_TEXT, 22, RT_XF_TEXT, RT_BY(put_file)},
    {G_WHERE, {"シート", "Sheet"}, RT_NO_TEXT, 16, RT_XF_TEXT, AT(finding.where.sheet)},
    {G_WHERE, {"セル", "Cell"}, RT_NO_TEXT, 12, RT_XF_CENTER, RT_BY(put_cell)},
    {G_WHERE, {"情報資産名称", "Asset"}, RT_NO_TEXT, 17, RT_XF_TEXT, AT(asset)},
    {G_WHAT, {"いまの記入", "Current entry"}, RT_NO_TEXT, 18, RT_XF_TEXT, RT_BY(put_content)},
    {G_WHAT, {"どこを直すか", "What is wrong"}, RT_NO_TEXT, 34, RT_XF_TEXT, AT(finding.message)},
    {G_WHAT, {"記入できる値", "Allowed values"}, RT_NO_TEXT, 20, RT_XF_TEXT, RT_BY(put_allowed)},
    {G_WHAT, {"直し方", "What to do"}, RT_NO_TEXT, 30, RT_XF_TEXT, RT_BY(put_fix)},
    {RT_NO_TEXT, {"回答", "Answer"}, RT_NO_TEXT, 28, RT_XF_BOX_INPUT, RT_FILL_NONE, 0, NULL},
    {RT_NO_TEXT, {"コード", "Code"}, RT_NO_TEXT, 7.5, RT_XF_SMALL, RT_FILL_CODE, offsetof(struct rt_correction, finding.code), NULL},
    {RT_NO_TEXT, {"リスクID", "Risk id"}, RT_NO_TEXT, 16, RT_XF_SMALL, AT(finding.risk_id)},
};
/* clang-format on */

/* --- the letter ----------------------------------------------------------- */

/* A line of text over the whole width. */
static void put_paragraph(
    struct rt_xl_sheet *s, enum rt_xf xf, const char *text)
{
    rt_xl_across(s, 0, QC_ANSWER, xf, rt_str(text));
    rt_xl_next(s);
}

static void put_addressee(struct rt_slip_book *b, struct rt_xl_sheet *s)
{
    enum rt_lang lang = b->run->lang;
    struct rt_str file = rt_slip_file(b, b->slip->file);
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    if (b->slip->department.n > 0)
        rt_writef(&w, rt_word(lang, RT_W_SLIP_TO), RT_FMT(b->slip->department));
    else
        rt_writef(&w, rt_word(lang, RT_W_SLIP_TO_NOBODY), RT_FMT(file));
    rt_xl_height(s, 22);
    rt_xl_take(s, 0, RT_XF_SECTION, &w);
    rt_xl_next(s);
}

static void put_asking(struct rt_slip_book *b, struct rt_xl_sheet *s)
{
    enum rt_lang lang = b->run->lang;
    const struct rt_slip *slip = b->slip;
    char text[1024];

    if (rt_slip_is_bare(slip)) {
        put_paragraph(s, RT_XF_PLAIN, rt_word(lang, RT_W_SLIP_ASK_MISSING));
        return;
    }
    snprintf(text, sizeof text, rt_word(lang, RT_W_SLIP_ASK),
        (unsigned long long)(slip->errors + slip->warnings),
        (unsigned long long)slip->errors, (unsigned long long)slip->warnings);
    put_paragraph(s, RT_XF_PLAIN, text);
    put_paragraph(s, RT_XF_PLAIN, rt_word(lang, RT_W_SLIP_MEANS));
}

static bool is_absolute(struct rt_str way)
{
    return way.p[0] == '/' || way.p[0] == '\\'
           || rt_str_contains(way, RT_STR(":"));
}

/* The way from the slip, one folder below the results, to its files; nothing
 * where it is not known. */
static enum rt_status add_way(const struct rt_slip_book *b, struct rt_buf *to)
{
    struct rt_str folder = rt_buf_str(&b->folder);
    struct rt_buf way = RT_BUF(1 << 20);
    enum rt_status rc = RT_OK;

    if (folder.n > 0)
        folder.n--; /* its slash */
    rc = rt_source_way(b->run, folder, &way);
    if (rc == RT_OK && way.len == 0)
        rc = rt_source_base(b->run, &way);
    if (rc == RT_OK && rt_str_is(rt_buf_str(&way), "."))
        rc = rt_buf_adds(to, RT_STR(".."));
    else if (rc == RT_OK)
        rc = rt_buf_printf(to, "%s%s",
            way.len > 0 && !is_absolute(rt_buf_str(&way)) ? "../" : "",
            rt_buf_str(&way).p);
    rt_buf_fini(&way);
    return rc;
}

static void put_label(struct rt_xl_sheet *s, int col, enum rt_word w)
{
    rt_xl_height(s, 22);
    rt_xl_word_across(s, col, col + 1, RT_XF_BOX_LABEL, w);
}

/* Where the files are: what the links look at. */
static void put_folder(struct rt_slip_book *b, struct rt_xl_sheet *s)
{
    enum rt_lang lang = b->run->lang;
    struct rt_buf way = RT_BUF(1 << 20);

    if (add_way(b, &way) != RT_OK)
        rt_xl_keep(&b->xl, rt_fail_nomem(b->err));
    put_label(s, 0, RT_W_SLIP_FOLDER);
    rt_xl_across(s, 2, 3, RT_XF_BOX_INPUT, rt_buf_str(&way));
    rt_xl_word_across(s, 4, QC_FIX, RT_XF_BOX_HINT, RT_W_SLIP_FOLDER_NOTE);
    rt_source_folder(s, 2, rt_word(lang, RT_W_SHEET_REQUEST));
    rt_xl_next(s);
    rt_buf_fini(&way);
}

/* The cells that people fill in. */
static void put_inputs(struct rt_slip_book *b, struct rt_xl_sheet *s)
{
    put_label(s, 0, RT_W_SLIP_FROM);
    rt_xl_across(s, 2, 3, RT_XF_BOX_INPUT, RT_STR_NONE);
    put_label(s, 4, RT_W_SLIP_BY);
    rt_xl_across(s, 6, 6, RT_XF_BOX_INPUT, RT_STR_NONE);
    rt_xl_next(s);
    if (!rt_slip_is_bare(b->slip))
        put_folder(b, s);
}

static void put_letter(struct rt_list *list)
{
    struct request *q = list->context;
    struct rt_xl_sheet *s = &list->s;
    enum rt_lang lang = q->b->run->lang;

    rt_xl_height(s, 26);
    rt_xl_z(s, 0, RT_XF_TITLE, rt_word(lang, list->title));
    rt_xl_next(s);
    put_addressee(q->b, s);
    rt_xl_print(
        s, 0, RT_XF_NOTE, rt_word(lang, RT_W_SLIP_ABOUT), q->b->run->now);
    rt_xl_next(s);
    rt_xl_next(s);
    put_asking(q->b, s);
    rt_xl_next(s);
    put_inputs(q->b, s);
    rt_xl_next(s);
}

/* --- the sheet ------------------------------------------------------------ */

static void finish(struct rt_list *list)
{
    const struct request *q = list->context;

    rt_list_word_rule(list, QC_WEIGHT,
        rt_word(list->xl->run->lang, RT_W_SLIP_REQUIRED), QC_WEIGHT, QC_WEIGHT,
        RT_XF_IF_HIGH);
    if (!rt_slip_is_bare(q->b->slip))
        rt_source_rule(list, QC_CELL);
}

void rt_slip_request(struct rt_slip_book *b)
{
    static const struct rt_handed hands[]
        = {{QC_NO, RT_HAND_KEY}, {QC_ANSWER, RT_HAND_PEOPLE}};
    struct request q = {.b = b, .links = *b->run};
    struct rt_correction item;
    struct rt_list list = {&b->xl, RT_COLS(columns), RT_W_SHEET_REQUEST,
        RT_W_BOOK_SLIP, RT_W_SLIP_MEANS, .paper = RT_A4, .frozen = 2,
        .filter = true, RT_HANDS(hands), .plain = true, .preface = put_letter,
        .finish = finish, .context = &q};

    q.links.inputs_skip = 0;
    rt_list_put(&list, rt_ledger_corrections(b->ledger, b->slip->id, b->err),
        &item, RT_W_SLIP_NONE);
}
