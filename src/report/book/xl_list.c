/* Lists: a title, a header of one or two rows, a row per item, as many
 * sheets as that takes.
 *
 * Colours and banding are conditional formats, so that they follow what
 * people correct; lines are in the cells, blank ones too.
 */
#include "report/book/xl.h"

/* The rows of the header. */
static uint32_t group_row(const struct rt_list *list)
{
    return list->first - 2;
}

static uint32_t head_row(const struct rt_list *list)
{
    return list->first - 1;
}

void rt_list_name(const char *name, unsigned part, char to[64])
{
    if (part <= 1)
        snprintf(to, 64, "%s", name);
    else
        snprintf(to, 64, "%s (%u)", name, part);
}

static const char *group_of(const struct rt_list *list, int col)
{
    const char *group = rt_text(list->xl->run->lang, list->cols[col].group);

    return !group ? "" : group;
}

static void put_groups(struct rt_list *list)
{
    enum rt_lang lang = list->xl->run->lang;

    for (int col = 0; col < list->count; col++) {
        const char *group = group_of(list, col);

        rt_xl_z(&list->s, col, group[0] ? RT_XF_GROUP : RT_XF_HEAD,
            group[0] ? group : rt_text(lang, list->cols[col].head));
    }
    for (int col = 0, next; col < list->count; col = next) {
        struct rt_str group = rt_str(group_of(list, col));

        next = col + 1;
        if (group.n == 0) {
            rt_xl_merge(&list->s, group_row(list), col, head_row(list), col);
            continue;
        }
        while (next < list->count && rt_str_is(group, group_of(list, next)))
            next++;
        rt_xl_merge(&list->s, group_row(list), col, group_row(list), next - 1);
    }
}

static void put_heads(struct rt_list *list)
{
    for (int col = 0; col < list->count; col++)
        rt_xl_z(&list->s, col, RT_XF_HEAD,
            group_of(list, col)[0]
                ? rt_text(list->xl->run->lang, list->cols[col].head)
                : "");
}

static void set_columns(struct rt_list *list)
{
    for (int col = 0; col < list->count; col++)
        rt_xl_width(&list->s, col, col, list->cols[col].width);
}

void rt_list_title(struct rt_list *list)
{
    enum rt_lang lang = list->xl->run->lang;

    rt_xl_title(&list->s, 0,
        list->own_title ? list->own_title : rt_word(lang, list->title),
        rt_word(lang, list->note));
}

static void begin_part(struct rt_list *list)
{
    char name[64];

    list->parts++;
    rt_list_name(rt_word(list->xl->run->lang, list->name), list->parts, name);
    rt_xl_sheet(list->xl, &list->s, name, list->paper);
    set_columns(list);
    if (list->preface && list->parts == 1)
        list->preface(list);
    else
        rt_list_title(list);
    list->first = list->s.row + 2;
    rt_xl_height(&list->s, 18);
    put_groups(list);
    list->s.height = 18; /* a header takes two rows */
    rt_xl_next(&list->s);
    /* room for the filter's buttons below the words */
    rt_xl_height(&list->s, list->filter ? 46 : 32);
    put_heads(list);
    rt_xl_next(&list->s);
    rt_xl_trace_items(list);
    list->rule_count = 0;
}

void rt_list_rule(struct rt_list *list, int col1, int col2, const char *pattern,
    enum rt_xf xf)
{
    struct rt_rule *rule;

    if (list->rule_count == RT_LIST_RULES) {
        RT_THEN(list->xl->rc, rt_fail(list->xl->err, RT_BUG, "too many rules"));
        return;
    }
    rule = &list->rules[list->rule_count++];
    rule->col1 = col1;
    rule->col2 = col2;
    rule->xf = xf;
    rt_formula(pattern, list->first + 1, rule->formula, sizeof rule->formula);
}

void rt_list_word_rule(struct rt_list *list, int col, const char *word,
    int col1, int col2, enum rt_xf xf)
{
    char pattern[64];

    snprintf(pattern, sizeof pattern, "=$%s#=\"%s\"", RT_COL(col), word);
    rt_list_rule(list, col1, col2, pattern, xf);
}

void rt_list_filled_rule(
    struct rt_list *list, int col, int col1, int col2, enum rt_xf xf)
{
    char pattern[16];

    snprintf(pattern, sizeof pattern, "=$%s#<>\"\"", RT_COL(col));
    rt_list_rule(list, col1, col2, pattern, xf);
}

void rt_list_class_rules(
    struct rt_list *list, int class_col, int col1, int col2)
{
    for (int c = RT_LOW; c <= RT_HIGH; c++)
        rt_list_word_rule(list, class_col,
            rt_word_class(list->xl->run->lang, c), col1, col2,
            RT_XF_IF_LOW + c);
}

void rt_list_severity_rules(struct rt_list *list, int col)
{
    static const enum rt_xf colors[]
        = {RT_XF_IF_LOW, RT_XF_IF_MEDIUM, RT_XF_IF_HIGH};

    for (int s = RT_WARNING; s <= RT_ERROR; s++)
        rt_list_word_rule(list, col, rt_severity_label(list->xl->run->lang, s),
            col, col, colors[s]);
}

static bool applies(const struct rt_rule *rule, int col)
{
    return col >= rule->col1 && col <= rule->col2;
}

static bool same_rules(const struct rt_list *list, int a, int b)
{
    for (int i = 0; i < list->rule_count; i++)
        if (applies(&list->rules[i], a) != applies(&list->rules[i], b))
            return false;
    return true;
}

/* Each run of columns with the same rules gets them as conditional formats,
 * then the banding. No two ranges overlap: where they do, spreadsheets do
 * not agree on which counts. */
static void set_rules(struct rt_list *list)
{
    for (int col = 0, next; col < list->count; col = next) {
        for (next = col + 1; next < list->count; next++)
            if (!same_rules(list, col, next))
                break;
        for (int i = 0; i < list->rule_count; i++)
            if (applies(&list->rules[i], col))
                rt_xl_if(&list->s, list->first, col, list->last, next - 1,
                    list->rules[i].formula, list->rules[i].xf);
        if (!list->plain)
            rt_xl_if(&list->s, list->first, col, list->last, next - 1,
                "=MOD(ROW(),2)=0", RT_XF_IF_BAND);
    }
}

static void end_part(struct rt_list *list)
{
    struct rt_xl *xl = list->xl;
    lxw_worksheet *ws = list->s.ws;
    lxw_col_t last_col = (lxw_col_t)(list->count - 1);
    bool empty = list->s.row == list->first;

    list->last = list->s.row - 1;
    if (xl->rc != RT_OK)
        return;
    if (!list->preface || list->parts > 1)
        worksheet_freeze_panes(ws, list->first, (lxw_col_t)list->frozen);
    rt_xl_lib(xl, worksheet_repeat_rows(ws, group_row(list), head_row(list)),
        "header rows");
    if (empty)
        return;
    if (list->filter)
        rt_xl_lib(xl,
            worksheet_autofilter(ws, head_row(list), 0, list->last, last_col),
            "filter");
    if (list->finish)
        list->finish(list);
    set_rules(list);
}

void rt_list_open(struct rt_list *list)
{
    if (list->max_rows == 0)
        list->max_rows = rt_max_rows(list->xl->run);
    begin_part(list);
}

/* --- columns of a record -------------------------------------------------- */

int rt_cols_of(const struct rt_members *of, rt_fill_fn *flag,
    const struct rt_col *cols, int count, struct rt_col to[RT_XL_COLS])
{
    static const enum rt_fill by_type[RT_TYPES] = {[RT_IS_ID] = RT_FILL_STR,
        [RT_IS_LABEL] = RT_FILL_STR,
        [RT_IS_TEXT] = RT_FILL_STR,
        [RT_IS_DAY] = RT_FILL_DAY,
        [RT_IS_SCORE] = RT_FILL_SCORE,
        [RT_IS_RANK] = RT_FILL_RANK,
        [RT_IS_CLASS] = RT_FILL_CLASS,
        [RT_IS_TREATMENT] = RT_FILL_TREATMENT,
        [RT_IS_UNCONFIRMED] = RT_FILL_UNCONFIRMED,
        [RT_IS_FLAG] = RT_FILL_CALL,
        [RT_IS_BITS] = RT_FILL_MISSING,
        [RT_IS_ROW] = RT_FILL_ROW,
        [RT_IS_COUNT] = RT_FILL_COUNT};
    int all = count;

    memcpy(to, cols, (size_t)count * sizeof *to);
    for (size_t i = 0; i < of->count; i++) {
        const struct rt_member *m = &of->list[i];
        int k = 0;

        while (k < count && (to[k].head.ja || to[k].at != m->at))
            k++;
        if (!m->head.ja || (k == count && all == RT_XL_COLS))
            continue;
        if (k == count) {
            k = all++;
            to[k] = (struct rt_col){
                .help = m->head, .width = 12, .xf = RT_XF_TEXT, .at = m->at};
        }
        to[k].head = m->head;
        if (to[k].fill != RT_FILL_OF)
            continue;
        to[k].fill = by_type[m->type];
        to[k].call = flag;
    }
    return all;
}

/* What is a word of ours. */
static const char *word_of(const struct rt_line *line, const void *at)
{
    enum rt_lang lang = line->lang;

    switch (line->col->fill) {
    case RT_FILL_TEXT:
        return rt_text(lang, *(const struct rt_text *)at);
    case RT_FILL_CLASS:
        return rt_word_class(lang, *(const enum rt_class *)at);
    case RT_FILL_TREATMENT:
        return rt_word_treatment(lang, *(const enum rt_treatment *)at);
    case RT_FILL_UNCONFIRMED:
        return rt_unconfirmed_label(*(const enum rt_unconfirmed *)at, lang);
    case RT_FILL_CODE:
        return rt_finding_info(*(const enum rt_code *)at)->name;
    case RT_FILL_SEVERITY:
        return rt_severity_label(
            lang, rt_finding_info(*(const enum rt_code *)at)->severity);
    case RT_FILL_FIX:
        return rt_text(lang, rt_finding_info(*(const enum rt_code *)at)->fix);
    default:
        return "";
    }
}

static void fill_cell(const struct rt_line *line)
{
    const void *at = (const char *)line->item + line->col->at;

    switch (line->col->fill) {
    case RT_FILL_CALL:
        line->col->call(line);
        break;
    case RT_FILL_NUMBER:
        rt_xl_num(RT_CELL(line), (double)line->number);
        break;
    case RT_FILL_STR:
        rt_xl_str(RT_CELL(line), *(const struct rt_str *)at);
        break;
    case RT_FILL_DAY:
        rt_xl_date(RT_CELL(line), *(const struct rt_str *)at);
        break;
    case RT_FILL_SCORE:
        rt_xl_known(RT_CELL(line), *(const int *)at);
        break;
    case RT_FILL_RANK:
        rt_xl_rank(RT_CELL(line), *(const int *)at);
        break;
    case RT_FILL_COUNT:
        if (*(const int64_t *)at >= 0)
            rt_xl_num(RT_CELL(line), (double)*(const int64_t *)at);
        else
            rt_xl_z(RT_CELL(line), "");
        break;
    case RT_FILL_ROW:
        if (*(const uint32_t *)at != 0)
            rt_xl_num(RT_CELL(line), *(const uint32_t *)at);
        else
            rt_xl_z(RT_CELL(line), "");
        break;
    case RT_FILL_MISSING:
        rt_xl_missing(RT_CELL(line), *(const unsigned *)at);
        break;
    default:
        rt_xl_z(RT_CELL(line), word_of(line, at));
        break;
    }
}

void rt_list_add(struct rt_list *list, const void *item)
{
    struct rt_line line = {.s = &list->s,
        .lang = list->xl->run->lang,
        .number = ++list->number,
        .item = item,
        .context = list->context};

    if (list->xl->rc != RT_OK)
        return;
    if (list->s.row >= list->max_rows) {
        end_part(list);
        begin_part(list);
    }
    rt_xl_trace_row(list->xl);
    for (; line.at < list->count; line.at++) {
        line.col = &list->cols[line.at];
        fill_cell(&line);
    }
    rt_xl_trace_row_end(list->xl);
    rt_xl_next(&list->s);
}

void rt_list_close(struct rt_list *list, enum rt_word empty)
{
    rt_xl_trace_list_end(list->xl);
    if (list->parts == 1 && list->s.row == list->first)
        rt_xl_z(&list->s, 0, RT_XF_NOTE,
            empty == RT_W_COUNT ? "" : rt_word(list->xl->run->lang, empty));
    end_part(list);
}

void rt_list_write(struct rt_list *list, struct rt_cursor rows, void *item,
    size_t size, enum rt_word empty)
{
    rt_list_open(list);
    while (list->xl->rc == RT_OK && rt_cursor_next(&rows, item, size))
        rt_list_add(list, item);
    rt_xl_keep(list->xl, rt_cursor_close(&rows));
    rt_list_close(list, empty);
}
