/* The words in which a control, and the state it is in, are written down. */
#include "audit/treatment/treatment_audit.h"

/* --- the control ------------------------------------------------------------- */

static bool says_undecided(struct rt_str folded)
{
    static const char *const words[]
        = {"検討", "要検討", "今後検討", "別途検討", "後日検討", "検討予定",
            "未決", "未決定", "未確定", "未定", "調整中", "協議中", "確認中",
            "tbd", "undecided", "underdiscussion", NULL};
    static const char *const ends[] = {"検討中", "検討中。", "検討中です",
        "(検討中)", "検討中です。", "未定です", "は未定"};

    if (rt_pl_in(folded, words))
        return true;
    for (size_t i = 0; i < RT_COUNT(ends); i++) {
        if (rt_str_ends(folded, rt_str(ends[i])))
            return true;
    }
    return false;
}

void rt_pl_check_decided(struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell
        = rt_cell_of(row->table->layout, row->row, RT_F_CONTROL);
    struct rt_str rest = cell ? cell->text : RT_STR_NONE, line;
    struct pl_note note = rt_pl_at(row, RT_F_CONTROL);

    while (rt_str_line(&rest, &line)) {
        if (says_undecided(rt_pl_folded(p, line))) {
            note.arg[0] = note.actual = rt_pl_shown(p, line);
            rt_pl_report(p, RT_PL105, &note);
            return;
        }
    }
}

/* --- 対応 ---------------------------------------------------------------------- */

/* One of the words, alone or with something before or after it: 「9月に実施予定」,
 * 「済（4月）」. */
static bool has_word(struct rt_str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (rt_str_starts(s, rt_str(words[i]))
            || rt_str_ends(s, rt_str(words[i])))
            return true;
    }
    return false;
}

enum pl_action rt_pl_action(struct rt_str folded)
{
    static const char *const undecided[]
        = {"未定", "検討", "検討中", "未決", "未決定", "undecided", "tbd"};
    static const char *const planned[]
        = {"予定", "予定あり", "未", "未実施", "未対応", "未着手", "着手",
            "着手中", "実施中", "対応中", "進行中", "作業中", "計画", "計画中",
            "一部", "planned", "inprogress", "underway", "notyet"};
    static const char *const done[]
        = {"済", "済み", "完了", "終了", "実施", "実施している", "対応した",
            "実施した", "done", "completed", "implemented"};

    if (folded.n == 0)
        return PL_ACTION_NONE;
    if (has_word(folded, undecided, RT_COUNT(undecided)))
        return PL_ACTION_UNDECIDED;
    if (has_word(folded, planned, RT_COUNT(planned)))
        return PL_ACTION_PLANNED;
    if (has_word(folded, done, RT_COUNT(done)))
        return PL_ACTION_DONE;
    /* 「9月末」, 「2026/10」, 「今月下旬」: when it will be done. */
    for (size_t i = 0; i < folded.n; i++) {
        if (folded.p[i] >= '0' && folded.p[i] <= '9')
            return PL_ACTION_PLANNED;
    }
    if (rt_str_starts(folded, RT_STR("今"))
        || rt_str_starts(folded, RT_STR("来"))
        || rt_str_starts(folded, RT_STR("次")))
        return PL_ACTION_PLANNED;
    return PL_ACTION_UNKNOWN;
}
