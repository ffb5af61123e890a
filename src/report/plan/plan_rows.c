/* The rows of the treatment plan.
 *
 * The worst first. What the inputs already say (treatment, control, state,
 * residual values) is filled in; the rest is for people, with pull-downs and
 * date checks. 終了 needs a date of completion that no input gives, so that a
 * measure reported as done (済) gets no status of its own but is shown as it
 * was stated.
 *
 * A planned end is proposed where something is to be done. Its neighbour says
 * so in words: a formula that shows a text as long as the date is the proposed
 * one and the row is not edited, and is blank from then on.
 */
#include "report/plan/plan_parts.h"
#include "risk/one_scale.h"

/* --- pull-downs and colours ----------------------------------------------- */

/* Where a row came from is for the screen, unless a risk was not confirmed:
 * without those columns the rest can be read on a sheet of A3. The area ends with
 * a group's last column, because a heading over several columns is not cut where
 * the page ends. */
static void set_print_area(struct rt_list *list)
{
    const struct rt_plan *p = list->context;

    if (list->xl->rc == RT_OK)
        rt_xl_lib(list->xl,
            worksheet_print_area(list->s.ws, 0, 0, list->last,
                p->unconfirmed          ? PC_ORIGIN
                : p->run->previous_plan ? PC_APPROVED_VALUES
                                        : PC_APPROVED_ON),
            "print area");
}

/* Without a previous plan there is nothing in them yet; and what is for the
 * program alone. */
static void hide_unused(struct rt_list *list)
{
    static const int cols[]
        = {PC_DECISION, PC_LAPSED, PC_APPROVED_VALUES, PC_ORIGIN};
    const struct rt_plan *p = list->context;

    for (size_t i = 0; i < RT_COUNT(cols); i++)
        if (!p->run->previous_plan)
            rt_xl_hide(&list->s, cols[i]);
    rt_xl_hide(&list->s, PC_WRITTEN);
}

static void finish(struct rt_list *list)
{
    static const int dates[] = {PC_PLANNED_START, PC_PLANNED_END,
        PC_ACTUAL_START, PC_ACTUAL_END, PC_APPROVED_ON};
    const struct rt_plan *p = list->context;

    set_print_area(list);
    if (!p->part)
        rt_source_rule(list, PC_ROW);
    hide_unused(list);
    rt_list_class_rules(list, PC_CLASS, PC_LEVEL, PC_PRIORITY);
    rt_list_class_rules(
        list, PC_RESIDUAL_CLASS, PC_RESIDUAL_LEVEL, PC_RESIDUAL_CLASS);
    rt_list_filled_rule(list, PC_OVERDUE, PC_ID, PC_ASSET, RT_XF_IF_ALARM);
    rt_list_filled_rule(list, PC_OVERDUE, PC_TREATMENT, PC_NO, RT_XF_IF_ALARM);
    rt_list_filled_rule(
        list, PC_OVERDUE, PC_CONTROL, PC_STATED, RT_XF_IF_ALARM);
    /* grey and italic besides what its neighbour says */
    rt_list_filled_rule(
        list, PC_BASIS, PC_PLANNED_END, PC_BASIS, RT_XF_IF_PROPOSED);
    rt_list_filled_rule(list, PC_LAPSED, PC_OWNER, PC_LAPSED, RT_XF_IF_ALARM);
    rt_list_check_words(list, PC_TREATMENT, RT_W_REDUCE, 4);
    rt_list_check_words(list, PC_STATUS, RT_W_STATUS_OPEN, 3);
    for (size_t i = 0; i < RT_COUNT(dates); i++)
        rt_list_check_dates(list, dates[i]);
    /* where scales differ, all their values are offered and the level's
       formula stays blank for one that is off the row's own */
    rt_list_check_numbers(
        list, PC_RESIDUAL_IMPORTANCE, p->scale_min, p->scale_max);
    rt_list_check_numbers(list, PC_RESIDUAL_LIKELIHOOD, 1, 3);
}

/* --- the rows ------------------------------------------------------------- */

void rt_plan_add_rows(struct rt_plan *p, struct rt_list *list)
{
    struct rt_plan_walk walk;
    struct rt_plan_entry e;

    rt_plan_walk_open(p, &walk);
    while (rt_plan_walk_next(&walk, &e)) {
        if (list)
            rt_list_add(list, &e);
        p->unconfirmed |= e.risk.unconfirmed != RT_CONFIRMED;
        rt_plan_tally_add(&p->tally, &e.risk, &e.row, rt_plan_late(p, &e.row));
    }
    rt_plan_walk_close(&walk);
}

/* The others are for people to fill in, or follow from what they do. */
static const struct rt_handed hands[] = {{PC_ID, RT_HAND_KEY},
    {PC_DEPARTMENT, RT_HAND_OURS}, {PC_ASSET, RT_HAND_OURS},
    {PC_MEDIUM, RT_HAND_OURS}, {PC_IMPORTANCE, RT_HAND_OURS},
    {PC_LIKELIHOOD, RT_HAND_OURS}, {PC_LEVEL, RT_HAND_OURS},
    {PC_CLASS, RT_HAND_OURS}, {PC_PRIORITY, RT_HAND_OURS},
    {PC_CANDIDATES, RT_HAND_OURS}, {PC_STATED, RT_HAND_OURS},
    {PC_PROFILE, RT_HAND_OURS}, {PC_FILE, RT_HAND_OURS},
    {PC_SHEET, RT_HAND_OURS}, {PC_ROW, RT_HAND_OURS}, {PC_ORIGIN, RT_HAND_OURS},
    {PC_WRITTEN, RT_HAND_OURS}};

/* --- a department's part ----------------------------------------------------- */

/* A cell that people fill in is yellow and open, the others are locked. */
static enum rt_xf open_xf(enum rt_xf xf)
{
    return xf == RT_XF_DATE                          ? RT_XF_FORM_DATE
           : xf == RT_XF_SCORE || xf == RT_XF_CENTER ? RT_XF_FORM_CENTER
                                                     : RT_XF_FORM_TEXT;
}

static void open_cells(struct rt_col *cols, int count)
{
    static const int entered[] = {PC_TREATMENT, PC_REASON, PC_CONTROL, PC_TASK,
        PC_WHO, PC_PLANNED_START, PC_PLANNED_END, PC_ACTUAL_START,
        PC_ACTUAL_END, PC_STATUS, PC_RESIDUAL_IMPORTANCE,
        PC_RESIDUAL_LIKELIHOOD, PC_OWNER, PC_APPROVED_BY, PC_APPROVED_ON};

    for (size_t i = 0; i < RT_COUNT(entered); i++)
        cols[entered[i]].xf = open_xf(cols[entered[i]].xf);
    for (int i = PC_COUNT; i < count; i++)
        cols[i].xf = open_xf(cols[i].xf);
}

/* Ids and values are ours; sorting would need them to be open. */
static void lock(struct rt_list *list)
{
    lxw_protection allowed = {.format_columns = LXW_TRUE,
        .format_rows = LXW_TRUE,
        .autofilter = LXW_TRUE};

    if (list->xl->rc == RT_OK)
        worksheet_protect(list->s.ws, NULL, &allowed);
}

static void finish_part(struct rt_list *list)
{
    finish(list);
    lock(list);
}

void rt_plan_put_rows(struct rt_plan *p)
{
    char title[480], department[200];
    size_t n;
    struct rt_col cols[RT_XL_COLS];
    struct rt_list list = {&p->xl, cols,
        rt_plan_own_columns(p, rt_plan_cols, PC_COUNT,
            offsetof(struct rt_plan_entry, row), cols),
        RT_W_SHEET_PLAN, RT_W_BOOK_PLAN,
        p->part ? RT_W_PLAN_PART_NOTE : RT_W_PLAN_NOTE, .own_title = title,
        .paper = RT_A3, .frozen = PC_ASSET + 1, .filter = true, .open = true,
        RT_HANDS(hands), .finish = p->part ? finish_part : finish,
        .context = p};

    snprintf(title, sizeof title, "%s  %s %s", rt_word(p->lang, RT_W_BOOK_PLAN),
        rt_word(p->lang, RT_W_AS_OF), p->run->now);
    n = strlen(title);
    if (p->run->one_scale)
        snprintf(title + n, sizeof title - n,
            rt_word(p->lang, RT_W_PLAN_ONE_SCALE), rt_one_scale()->name);
    n = strlen(title);
    if (p->part) {
        rt_str_copy(department, sizeof department, p->part->department);
        snprintf(title + n, sizeof title - n,
            rt_say(p->lang, "（%s）", " (%s)"), department);
        open_cells(cols, list.count);
    }
    rt_list_open(&list);
    rt_plan_add_rows(p, &list);
    p->parts = list.parts;
    rt_list_close(&list, RT_W_PLAN_NONE);
}
