/* 管理策の候補: the table from which the plan's rows take theirs, so that
 * people see what a short name means and what else there is. */
#include "base/fold.h"
#include "report/plan/plan_parts.h"

/* 6.3 不審メールの訓練 */
static void candidate(
    const struct rt_control *c, enum rt_lang lang, char to[128])
{
    snprintf(to, 128, "%d.%d %s", c->theme, c->number, rt_text(lang, c->name));
}

bool rt_plan_is_candidate(struct rt_str line)
{
    char text[128], number[24], folded[512];
    size_t n = rt_fold_fixed(line, folded, sizeof folded);

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

/* The form's term; its meaning before it where the words are English. */
static void medium_text(
    const struct rt_control *c, enum rt_lang lang, char to[96])
{
    const char *word = rt_word(lang, RT_W_MEDIUM_PAPER + c->medium);
    struct rt_str term = rt_control_medium_term(c->medium);

    if (word[0] != '\0' && term.n > 0)
        snprintf(to, 96, "%s (%.*s)", word, RT_FMT(term));
    else
        rt_str_copy(to, 96, term.n > 0 ? term : rt_str(word));
}

static void put_medium(const struct rt_line *line)
{
    char text[96];

    medium_text(line->item, line->lang, text);
    rt_xl_z(RT_CELL(line), text);
}

static void put_threat(const struct rt_line *line)
{
    const struct rt_control *c = line->item;

    rt_xl_word(RT_CELL(line), RT_W_BY_LOSS + c->threat);
}

static void put_when(const struct rt_line *line)
{
    const struct rt_control *c = line->item;

    rt_xl_word(RT_CELL(line), RT_W_WHEN_WEAK + c->when);
}

/* As text: 8.10 is not 8.1. */
static void put_annex(const struct rt_line *line)
{
    const struct rt_control *c = line->item;

    rt_xl_print(RT_CELL(line), "%d.%d", c->theme, c->number);
}

/* clang-format off */
#define OF(field) RT_FILL_TEXT, offsetof(struct rt_control, field), NULL
static const struct rt_col columns[] = {
    {RT_NO_TEXT, {"媒体・保存先", "Medium"}, RT_NO_TEXT, 20, RT_XF_TEXT, RT_BY(put_medium)},
    {RT_NO_TEXT, {"脅威の種類", "Kind of threat"}, RT_NO_TEXT, 23, RT_XF_TEXT, RT_BY(put_threat)},
    {RT_NO_TEXT, {"示す条件", "Shown where"}, RT_NO_TEXT, 28, RT_XF_TEXT, RT_BY(put_when)},
    {RT_NO_TEXT, {"附属書A\n（2022）", "Annex A\n(2022)"}, RT_NO_TEXT, 10, RT_XF_CENTER, RT_BY(put_annex)},
    {RT_NO_TEXT, {"候補", "Candidate"}, RT_NO_TEXT, 25, RT_XF_TEXT, OF(name)},
    {RT_NO_TEXT, {"実施すること", "What to do"}, RT_NO_TEXT, 74, RT_XF_TEXT, OF(text)},
};
/* clang-format on */

/* Whether one of the control's cells reads so. */
static bool holds(
    const struct rt_control *c, enum rt_lang lang, struct rt_str text)
{
    char medium[96], annex[16];
    const char *cells[] = {medium, rt_word(lang, RT_W_BY_LOSS + c->threat),
        rt_word(lang, RT_W_WHEN_WEAK + c->when), annex, rt_text(lang, c->name),
        rt_text(lang, c->text)};

    medium_text(c, lang, medium);
    snprintf(annex, sizeof annex, "%d.%d", c->theme, c->number);
    for (size_t i = 0; i < RT_COUNT(cells); i++) {
        if (rt_fold_eq(text, rt_str(cells[i])))
            return true;
    }
    return false;
}

bool rt_plan_controls_hold(struct rt_str text)
{
    if (rt_fold_is(text, rt_words(RT_W_CONTROLS_TITLE)))
        return true;
    for (size_t i = 0; i < RT_COUNT(columns); i++) {
        if (rt_fold_is(text, columns[i].head))
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
    struct rt_list list = {&p->xl, RT_COLS(columns), RT_W_SHEET_CONTROLS,
        RT_W_CONTROLS_TITLE, RT_W_CONTROLS_NOTE, .paper = RT_A4,
        .max_rows = RT_XL_ROWS, .frozen = 1, .filter = true, .context = p};

    rt_list_open(&list);
    for (size_t i = 0; rt_control(i); i++)
        rt_list_add(&list, rt_control(i));
    rt_list_close(&list, RT_W_COUNT);
}
