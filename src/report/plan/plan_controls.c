/* 管理策の候補: the table from which the plan's rows take theirs, so that
 * people see what a short name means and what else there is. */
#include "base/fold.h"
#include "report/plan/plan_parts.h"
#include "risk/annex.h"

/* 6.3 不審メールの訓練 */
static void candidate(
    const struct rt_control *c, enum rt_lang lang, char to[128])
{
    snprintf(to, 128, "%d.%d %s", c->theme, c->number, rt_text(lang, c->name));
}

size_t rt_plan_meant_by(struct rt_str controls, int out[RT_CANDIDATES_MAX])
{
    struct rt_str control;
    size_t n = 0, k;

    while (n < RT_CANDIDATES_MAX && rt_next_control(&controls, &control)) {
        int index = rt_annex_of_control(control, NULL);
        for (k = 0; k < n && out[k] != index; k++) {
        }
        if (index >= 0 && k == n)
            out[n++] = index;
    }
    return n;
}

bool rt_plan_is_candidate(struct rt_str line)
{
    char text[128], number[24], folded[512];
    size_t n = rt_fold_fixed(line, folded, sizeof folded);

    if (rt_annex_is_line(line))
        return true;
    for (size_t i = 0; n != SIZE_MAX && rt_control(i); i++) {
        const struct rt_control *c = rt_control(i);
        snprintf(number, sizeof number, "%d.%d", c->theme, c->number);
        if (!rt_str_starts((struct rt_str){folded, n}, rt_str(number)))
            continue;
        for (int lang = 0; lang < 2; lang++) {
            candidate(c, lang, text);
            if (rt_fold_eq(line, rt_str(text)))
                return true;
        }
    }
    return false;
}

static void put_shown(const struct rt_line *line)
{
    char text[RT_CONTROL_TEXT];

    rt_control_shown(line->item, line->at, line->lang, text);
    rt_xl_z(RT_CELL(line), text);
}

static const struct {
    double width;
    enum rt_xf xf;
} looks[RT_CONTROL_COLUMNS] = {{20, RT_XF_TEXT}, {23, RT_XF_TEXT},
    {28, RT_XF_TEXT}, {10, RT_XF_CENTER}, {25, RT_XF_TEXT}, {74, RT_XF_TEXT}};

/* Whether one of the control's cells reads so. */
static bool holds(
    const struct rt_control *c, enum rt_lang lang, struct rt_str text)
{
    char shown[RT_CONTROL_TEXT];

    for (int col = 0; col < RT_CONTROL_COLUMNS; col++) {
        rt_control_shown(c, col, lang, shown);
        if (rt_fold_eq(text, rt_str(shown)))
            return true;
    }
    return false;
}

bool rt_plan_controls_hold(struct rt_str text)
{
    if (rt_fold_is(text, rt_words(RT_W_CONTROLS_TITLE)))
        return true;
    for (size_t i = 0; i < RT_CONTROL_COLUMNS; i++) {
        if (rt_fold_is(text, rt_control_heads[i]))
            return true;
    }
    for (int lang = 0; lang < 2; lang++) {
        for (size_t i = 0; rt_control(i); i++) {
            if (holds(rt_control(i), lang, text))
                return true;
        }
    }
    return false;
}

void rt_plan_put_controls(struct rt_plan *p)
{
    struct rt_col columns[RT_CONTROL_COLUMNS];
    struct rt_list list = {&p->xl, RT_COLS(columns), RT_W_SHEET_CONTROLS,
        RT_W_CONTROLS_TITLE, RT_W_CONTROLS_NOTE, .paper = RT_A4,
        .max_rows = RT_XL_ROWS, .frozen = 1, .filter = true, .context = p};

    for (size_t i = 0; i < RT_CONTROL_COLUMNS; i++)
        columns[i] = (struct rt_col){.head = rt_control_heads[i],
            .width = looks[i].width,
            .xf = looks[i].xf,
            .fill = RT_FILL_CALL,
            .call = put_shown};
    rt_list_open(&list);
    for (size_t i = 0; rt_control(i); i++)
        rt_list_add(&list, rt_control(i));
    rt_list_close(&list, RT_W_COUNT);
}
