/* 対策状況: the answers of the check sheets, counted by file and category.
 *
 * They are shown and nothing is computed from them: how the answers become the
 * vulnerability of a medium is not published, so the note says that no score
 * depends on this sheet. All answers together come first, then file by file,
 * each block with its total. A run without a check sheet has no such sheet
 * here.
 */
#include "report/register/register.h"

#include "record/check_columns.h"

#include <stdint.h>

/* One row: a category, or the total of those above it. */
struct check_row {
    struct rt_checks checks;
    bool total;
};

struct checks {
    struct rt_register *r;
    struct rt_list list;
    /* the block being written */
    struct rt_buf file, department; /* as of its rows */
    uint64_t sum[RT_CHECK_ANSWERS];
    uint64_t rows;
    uint32_t first; /* row of the sheet, 0-based, and the part it is in */
    unsigned part;
    uint64_t files; /* that have answers */
};

/* --- cells ---------------------------------------------------------------- */

static enum rt_xf look(const struct rt_line *line, enum rt_xf of_total,
    const struct check_row **to)
{
    *to = line->item;
    return (*to)->total ? of_total : line->col->xf;
}

static void put_text(const struct rt_line *line)
{
    const struct check_row *row;
    enum rt_xf xf = look(line,
        line->at == RT_CC_FILE ? RT_XF_BOX_TOTAL_SMALL : RT_XF_BOX_TOTAL_NAME,
        &row);
    const struct rt_str texts[] = {row->checks.department,
        row->checks.where.file, row->checks.where.sheet, row->checks.category};

    rt_xl_str(line->s, line->at, xf, texts[line->at - RT_CC_DEPARTMENT]);
}

static uint64_t count_of(const struct rt_checks *c, int col)
{
    return c->answers[col == RT_CC_UNANSWERED ? 0 : col - RT_CC_DONE + 1];
}

/* A total is a SUM over its block if all of it is on this sheet. */
static void put_count(const struct rt_line *line)
{
    const struct checks *k = line->context;
    const struct check_row *row;
    enum rt_xf xf = look(line, RT_XF_BOX_TOTAL, &row);
    double value = (double)count_of(&row->checks, line->at);

    if (!row->total || k->part != k->list.parts)
        rt_xl_num(line->s, line->at, xf, value);
    else
        rt_xl_sum(line->s, line->at, xf, value, k->first, line->at,
            line->s->row - 1, line->at);
}

static uint64_t items_of(const struct rt_checks *c)
{
    uint64_t items = 0;

    for (int i = 0; i < RT_CHECK_ANSWERS; i++)
        items += c->answers[i];
    return items;
}

static void put_items(const struct rt_line *line)
{
    const struct check_row *row;
    enum rt_xf xf = look(line, RT_XF_BOX_TOTAL, &row);

    rt_xl_sum(line->s, line->at, xf, (double)items_of(&row->checks),
        line->s->row, RT_CC_DONE, line->s->row, RT_CC_UNANSWERED);
}

/* Of the items that apply; blank where none does. */
static void put_share(const struct rt_line *line)
{
    const struct check_row *row;
    enum rt_xf xf = look(line, RT_XF_BOX_TOTAL_PERCENT, &row);
    uint64_t apply = items_of(&row->checks) - row->checks.answers[4];

    rt_xl_formulaf(line->s, line->at, xf,
        apply > 0 ? (double)row->checks.answers[1] / (double)apply : -1,
        "IF(%s#>%s#,%s#/(%s#-%s#),\"\")", RT_COL(RT_CC_ITEMS),
        RT_COL(RT_CC_NOT_APPLICABLE), RT_COL(RT_CC_DONE), RT_COL(RT_CC_ITEMS),
        RT_COL(RT_CC_NOT_APPLICABLE));
}

/* clang-format off */
#define COL_DEPARTMENT 14, RT_XF_TEXT, RT_BY(put_text)
#define COL_FILE 30, RT_XF_SMALL, RT_BY(put_text)
#define COL_SHEET 18, RT_XF_SMALL, RT_BY(put_text)
#define COL_CATEGORY 26, RT_XF_TEXT, RT_BY(put_text)
#define COL_DONE 10, RT_XF_COUNT_, RT_BY(put_count)
#define COL_PARTLY COL_DONE
#define COL_NOT_DONE 17, RT_XF_COUNT_, RT_BY(put_count)
#define COL_NOT_APPLICABLE COL_DONE
#define COL_UNANSWERED COL_DONE
#define COL_ITEMS 9, RT_XF_COUNT_, RT_BY(put_items)
#define COL_SHARE 9, RT_XF_PERCENT, RT_BY(put_share)

static const struct rt_col columns[] = {
#define RT_CHECK_COL(id, group, ja, en) {group, {ja, en}, RT_NO_TEXT, COL_##id},
#include "record/check_columns.def"
};
/* clang-format on */

/* --- blocks --------------------------------------------------------------- */

static void begin_block(
    struct checks *k, struct rt_str department, struct rt_str file)
{
    struct rt_xl *xl = &k->r->xl;

    rt_buf_clear(&k->department);
    rt_buf_clear(&k->file);
    rt_xl_keep(xl, rt_buf_adds(&k->department, department));
    rt_xl_keep(xl, rt_buf_adds(&k->file, file));
    for (int i = 0; i < RT_CHECK_ANSWERS; i++)
        k->sum[i] = 0;
    k->rows = 0;
}

static void add_row(struct checks *k, const struct rt_checks *checks)
{
    struct check_row row = {.checks = *checks};

    row.checks.department = rt_buf_str(&k->department);
    row.checks.where.file = rt_buf_str(&k->file);
    if (checks->category.n == 0)
        row.checks.category
            = rt_str(rt_word(k->r->run->lang, RT_W_CHECKS_NAMELESS));
    rt_list_add(&k->list, &row);
    for (int i = 0; i < RT_CHECK_ANSWERS; i++)
        k->sum[i] += checks->answers[i];
    if (k->rows++ > 0)
        return;
    k->first = k->list.s.row - 1;
    k->part = k->list.parts;
}

static void end_block(struct checks *k)
{
    struct check_row row = {.total = true};

    if (k->rows == 0)
        return;
    row.checks.department = rt_buf_str(&k->department);
    row.checks.where.file = rt_buf_str(&k->file);
    row.checks.category = rt_str(rt_word(k->r->run->lang, RT_W_TOTAL));
    for (int i = 0; i < RT_CHECK_ANSWERS; i++)
        row.checks.answers[i] = k->sum[i];
    rt_list_add(&k->list, &row);
}

/* Each category that the cursor leads to. */
static void walk(struct checks *k,
    struct rt_cursor (*open)(struct rt_ledger *, struct rt_error *),
    void (*take)(struct checks *k, const struct rt_checks *checks))
{
    struct rt_register *r = k->r;
    struct rt_checks checks;

    struct rt_cursor cursor = open(r->ledger, r->err);
    while (rt_xl_row(&r->xl, &cursor, &checks))
        take(k, &checks);
}

static void put_all(struct checks *k)
{
    enum rt_lang lang = k->r->run->lang;
    char text[64];

    snprintf(text, sizeof text, rt_say(lang, "%llu ファイル", "%llu files"),
        (unsigned long long)k->files);
    begin_block(k, rt_str(rt_word(lang, RT_W_CHECKS_ALL)), rt_str(text));
    walk(k, rt_ledger_checks_by_category, add_row);
    end_block(k);
}

static void add_of_file(struct checks *k, const struct rt_checks *checks)
{
    if (k->rows == 0 || !rt_str_eq(checks->where.file, rt_buf_str(&k->file))) {
        end_block(k);
        begin_block(k, checks->department, checks->where.file);
    }
    add_row(k, checks);
}

static void put_files(struct checks *k)
{
    begin_block(k, RT_STR_NONE, RT_STR_NONE);
    walk(k, rt_ledger_checks, add_of_file);
    end_block(k);
}

static void count_file(struct checks *k, const struct rt_checks *checks)
{
    if (k->files > 0 && rt_str_eq(checks->where.file, rt_buf_str(&k->file)))
        return;
    begin_block(k, RT_STR_NONE, checks->where.file);
    k->files++;
}

/* --- the sheet ------------------------------------------------------------ */

static void finish(struct rt_list *list)
{
    /* so that the banding leaves the totals their colour */
    rt_list_word_rule(list, RT_CC_CATEGORY,
        rt_word(list->xl->run->lang, RT_W_TOTAL), 0, RT_CC_COUNT - 1,
        RT_XF_IF_TOTAL);
}

void rt_register_checks(struct rt_register *r)
{
    static const struct rt_handed hands[] = {{RT_CC_FILE, RT_HAND_KEY},
        {RT_CC_SHEET, RT_HAND_KEY}, {RT_CC_CATEGORY, RT_HAND_KEY}};
    struct checks k = {.r = r,
        .list = {&r->xl, RT_COLS(columns), RT_W_SHEET_CHECKS, RT_W_CHECKS_TITLE,
            RT_W_CHECKS_NOTE, .paper = RT_A4, .frozen = RT_CC_CATEGORY + 1,
            .filter = true, RT_HANDS(hands), .finish = finish}};

    k.list.context = &k;
    rt_buf_init(&k.file, SIZE_MAX / 2);
    rt_buf_init(&k.department, SIZE_MAX / 2);
    walk(&k, rt_ledger_checks, count_file);
    if (k.files > 0) {
        rt_list_open(&k.list);
        if (k.files > 1)
            put_all(&k);
        put_files(&k);
        rt_list_close(&k.list, RT_W_COUNT);
    }
    rt_buf_fini(&k.department);
    rt_buf_fini(&k.file);
}
