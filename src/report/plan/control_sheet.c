/* 管理策台帳: a row for each control, however many risks it serves.
 *
 * What people fill in here holds for all risks of the control: the next run takes
 * it into each of their rows (ledger/register_edits.c). To know what they
 * filled in it looks at hidden columns, which keep what is written here; so a cell
 * that says how its rows differ changes nothing as long as it is left alone.
 */
#include <stdlib.h>

#include "ledger/chosen_controls.h"
#include "report/plan/control_values.h"
#include "risk/annex.h"

enum { IDS_SHOWN = 5, ANNEX_TEXT = RT_ANNEX_LINE + 16 };

/* Behind the columns those that keep what was written, and whether the end is
 * only proposed. */
enum {
    SHOWN = RT_REGISTER_COLUMNS,
    PROPOSED = 2 * SHOWN,
    COLUMNS,
    FIELDS = RT_REGISTER_FIELDS,
    CONTROL = RT_REGISTER_FIELD_CONTROL,
    PLANNED_END = RT_REGISTER_FIELD_PLANNED_END
};

struct item {
    struct rt_chosen_control control;
    struct rt_control_said said[FIELDS];
    struct rt_str shown[FIELDS];
    uint64_t risks;
    int level;
    enum rt_class class;
    struct rt_writer ids;
    char annex[ANNEX_TEXT];
};

struct sheet {
    struct rt_plan *p;
    struct rt_list list;
    struct rt_arena arena; /* of the control at hand */
    struct item item;
};

/* --- what the rows say ---------------------------------------------------- */

static void add_risk(struct sheet *s, const struct rt_control_use *u)
{
    struct item *i = &s->item;

    i->risks++;
    if (u->class > i->class)
        i->class = u->class;
    if (u->level > i->level)
        i->level = u->level;
    if (i->risks <= IDS_SHOWN)
        rt_writef(
            &i->ids, "%s%.*s", i->risks > 1 ? "\n" : "", RT_FMT(u->risk_id));
}

static void end_risks(struct sheet *s)
{
    struct item *i = &s->item;

    if (i->risks > IDS_SHOWN)
        rt_writef(&i->ids,
            rt_say(s->p->lang, "\nほか %llu 件", "\nand %llu more"),
            (unsigned long long)(i->risks - IDS_SHOWN));
}

static bool add_use(struct sheet *s, const struct rt_control_use *u)
{
    char room[RT_BASIS_TEXT];

    for (int i = 0; i < FIELDS; i++) {
        struct rt_control_value v
            = rt_control_value_of(u, i, s->p->due, s->p->lang, room);
        if (i == CONTROL)
            v.text = s->item.control.text;
        if (!rt_said_add(&s->item.said[i], &v, &s->arena))
            return false;
    }
    return true;
}

static void find_annex(struct item *i, enum rt_lang lang)
{
    char line[RT_ANNEX_LINE];
    enum rt_annex_how how;
    int index = rt_annex_of_control(i->control.text, &how);

    if (index < 0)
        return;
    rt_annex_line(index, lang, line);
    snprintf(i->annex, sizeof i->annex, "%s%s",
        how == RT_ANNEX_BY_WORDS
            ? rt_say(lang, RT_PROPOSED_JA " ", RT_PROPOSED_EN " ")
            : "",
        line);
}

/* Failures are kept in the book. */
static void collect(struct sheet *s)
{
    struct rt_xl *xl = &s->p->xl;
    struct rt_cursor cursor
        = rt_ledger_control_uses(s->p->ledger, s->item.control.id, s->p->err);
    struct rt_control_use u;
    uint64_t position = 0;
    bool memory = true;

    while (rt_xl_row(xl, &cursor, &u) && memory) {
        memory = add_use(s, &u);
        if (u.position != position)
            add_risk(s, &u);
        position = u.position;
    }
    rt_xl_keep(xl, rt_cursor_close(&cursor));
    end_risks(s);
    for (int i = 0; i < FIELDS && memory; i++) {
        s->item.shown[i]
            = rt_said_shown(&s->item.said[i], s->p->lang, &s->arena);
        memory = s->item.shown[i].p != NULL;
    }
    if (!memory)
        rt_xl_keep(xl, rt_fail_nomem(s->p->err));
}

/* --- cells ---------------------------------------------------------------- */

static const struct item *item_of(const struct rt_line *line)
{
    return line->item;
}

/* Summed up, the cell looks it. */
static void put_typed(const struct rt_line *line)
{
    const struct item *i = item_of(line);
    const struct rt_control_said *said = &i->said[line->col->at];
    struct rt_str text = i->shown[line->col->at];

    if (said->count > 1 || said->more)
        rt_xl_str(line->s, line->at, RT_XF_SMALL, text);
    else if (said->values[0].is_date)
        rt_xl_date(line->s, line->at, RT_XF_DATE, text);
    else
        rt_xl_str(RT_CELL(line), text);
}

static void put_annex(const struct rt_line *line)
{
    rt_xl_z(RT_CELL(line), item_of(line)->annex);
}

static void put_class(const struct rt_line *line)
{
    const struct item *i = item_of(line);

    rt_xl_z(
        RT_CELL(line), i->risks > 0 ? rt_word_class(line->lang, i->class) : "");
}

static void put_ids(const struct rt_line *line)
{
    const struct item *i = item_of(line);

    rt_xl_keep(
        line->s->xl, rt_writer_done((struct rt_writer *)(uintptr_t)&i->ids,
                         line->s->xl->err));
    rt_xl_str(RT_CELL(line), rt_writer_str(&i->ids));
}

static void put_rate(const struct rt_line *line)
{
    const struct rt_chosen_control *c = &item_of(line)->control;

    if (c->risks > 0)
        rt_xl_num(RT_CELL(line), (double)c->done / (double)c->risks);
    else
        rt_xl_z(RT_CELL(line), "");
}

static void put_proposed(const struct rt_line *line)
{
    const struct rt_control_said *said = &item_of(line)->said[PLANNED_END];

    rt_xl_z(
        RT_CELL(line), said->count == 1 && said->values[0].proposed
                           ? rt_say(line->lang, RT_PROPOSED_JA, RT_PROPOSED_EN)
                           : "");
}

/* --- columns -------------------------------------------------------------- */

/* clang-format off */
#define COL(id) RT_REGISTER_##id
#define COUNT(field) RT_FILL_COUNT, offsetof(struct item, field), NULL
#define TYPED(id) RT_FILL_CALL, RT_REGISTER_FIELD_##id, put_typed
static const struct {
    double width;
    enum rt_xf xf;
    enum rt_fill fill;
    size_t at;
    rt_fill_fn *call;
} looks[SHOWN] = {
    [COL(NO)] = {5.5, RT_XF_SCORE, RT_FILL_NUMBER, 0, NULL},
    [COL(CONTROL)] = {28, RT_XF_TEXT, TYPED(CONTROL)},
    [COL(ANNEX)] = {20, RT_XF_SMALL, RT_BY(put_annex)},
    [COL(RISKS)] = {7, RT_XF_SCORE, COUNT(control.risks)},
    [COL(LEVEL)] = {8, RT_XF_COMPUTED, RT_FILL_SCORE, offsetof(struct item, level), NULL},
    [COL(CLASS)] = {8, RT_XF_COMPUTED, RT_BY(put_class)},
    [COL(IDS)] = {17, RT_XF_SMALL, RT_BY(put_ids)},
    [COL(TASK)] = {28, RT_XF_TEXT, TYPED(TASK)},
    [COL(WHO)] = {13, RT_XF_TEXT, TYPED(WHO)},
    [COL(PLANNED_START)] = {13, RT_XF_CENTER, TYPED(PLANNED_START)},
    [COL(PLANNED_END)] = {13, RT_XF_CENTER, TYPED(PLANNED_END)},
    [COL(ACTUAL_START)] = {13, RT_XF_CENTER, TYPED(ACTUAL_START)},
    [COL(ACTUAL_END)] = {13, RT_XF_CENTER, TYPED(ACTUAL_END)},
    [COL(STATUS)] = {13, RT_XF_CENTER, TYPED(STATUS)},
    [COL(DONE)] = {7, RT_XF_SCORE, COUNT(control.done)},
    [COL(RATE)] = {8, RT_XF_PERCENT, RT_BY(put_rate)},
};
/* clang-format on */

static void make_columns(struct rt_col to[COLUMNS])
{
    static const struct rt_text written = RT_GROUP_WRITTEN;

    for (int i = 0; i < SHOWN; i++) {
        to[i] = (struct rt_col){.group = rt_register_heads[i].group,
            .head = rt_register_heads[i].head,
            .width = looks[i].width,
            .xf = looks[i].xf,
            .fill = looks[i].fill,
            .at = looks[i].at,
            .call = looks[i].call};
        to[SHOWN + i] = to[i];
        to[SHOWN + i].group = written;
        to[SHOWN + i].head = rt_register_heads[i].written;
    }
    to[PROPOSED] = (struct rt_col){.group = written,
        .head = {RT_PROPOSED_JA, RT_PROPOSED_EN},
        .width = 8,
        .xf = RT_XF_CENTER,
        .fill = RT_FILL_CALL,
        .call = put_proposed};
}

static void make_hands(struct rt_handed to[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++)
        to[i] = (struct rt_handed){i, RT_HAND_OURS};
    for (int f = 0; f < FIELDS; f++)
        to[rt_register_members[f].col].hand = RT_HAND_PEOPLE;
    to[SHOWN + COL(CONTROL)].hand = RT_HAND_KEY;
}

static void put_rules(struct rt_list *list)
{
    const int end = COL(PLANNED_END);
    const struct sheet *s = list->context;
    char late[64], proposed[64];

    rt_list_class_rules(list, COL(CLASS), COL(LEVEL), COL(CLASS));
    snprintf(late, sizeof late,
        "=AND(ISNUMBER($%s#),$%s#<TODAY(),$%s#<>\"%s\")", RT_COL(end),
        RT_COL(end), RT_COL(COL(STATUS)),
        rt_word(s->p->lang, RT_W_STATUS_DONE));
    rt_list_rule(list, end, end, late, RT_XF_IF_ALARM);
    snprintf(proposed, sizeof proposed, "=AND($%s#<>\"\",$%s#=$%s#)",
        RT_COL(PROPOSED), RT_COL(end), RT_COL(SHOWN + end));
    rt_list_rule(list, end, end, proposed, RT_XF_IF_PROPOSED);
}

static void finish(struct rt_list *list)
{
    if (list->xl->rc == RT_OK)
        rt_xl_lib(list->xl,
            worksheet_print_area(list->s.ws, 0, 0, list->last, SHOWN - 1),
            "print area");
    for (int col = SHOWN; col < COLUMNS; col++)
        rt_xl_hide(&list->s, col);
    put_rules(list);
    rt_list_check_words(list, COL(STATUS), RT_W_STATUS_OPEN, 3);
    for (int col = COL(PLANNED_START); col <= COL(ACTUAL_END); col++)
        rt_list_check_dates(list, col);
}

/* --- the sheet ------------------------------------------------------------ */

static void put_control(struct sheet *s, const struct rt_chosen_control *c)
{
    rt_arena_reset(&s->arena);
    s->item = (struct item){.control = *c, .level = RT_UNKNOWN};
    rt_writer_init(&s->item.ids, RT_TEXT_MAX);
    find_annex(&s->item, s->p->lang);
    collect(s);
    if (s->p->xl.rc == RT_OK)
        rt_list_add(&s->list, &s->item);
    rt_writer_fini(&s->item.ids);
}

static void put_all(struct sheet *s)
{
    struct rt_plan *p = s->p;
    struct rt_col columns[COLUMNS];
    struct rt_handed hands[COLUMNS];
    struct rt_chosen_control c;
    struct rt_cursor cursor = rt_ledger_controls(p->ledger, p->err);

    make_columns(columns);
    make_hands(hands);
    s->list = (struct rt_list){&p->xl, RT_COLS(columns), RT_W_SHEET_REGISTER,
        RT_W_SHEET_REGISTER, RT_W_REGISTER_NOTE, .paper = RT_A3,
        .frozen = COL(CONTROL) + 1, .filter = true, .open = true,
        RT_HANDS(hands), .finish = finish, .context = s};
    while (rt_xl_row(&p->xl, &cursor, &c)) {
        if (c.id == 1)
            rt_list_open(&s->list);
        put_control(s, &c);
    }
    if (s->list.parts > 0)
        rt_list_close(&s->list, RT_W_COUNT);
}

void rt_plan_put_control_register(struct rt_plan *p)
{
    struct sheet *s = calloc(1, sizeof *s);

    if (!s) {
        rt_xl_keep(&p->xl, rt_fail_nomem(p->err));
        return;
    }
    s->p = p;
    rt_arena_init(&s->arena);
    put_all(s);
    rt_arena_fini(&s->arena);
    free(s);
}
