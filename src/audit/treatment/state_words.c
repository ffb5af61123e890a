/* The words by which a control is only announced. */
#include "audit/treatment/treatment.h"

bool rt_pl_is_undecided(struct rt_str folded)
{
    static const char *const words[] = {"検討", "要検討", "今後検討",
        "別途検討", "継続検討", "引き続き検討", "引続き検討", "継続して検討",
        "後日検討", "検討予定", "未決", "未決定", "未確定", "未定", "調整中",
        "協議中", "確認中", "tbd", "undecided", "underdiscussion"};
    static const char *const ends[] = {"検討中", "継続検討", "検討中。",
        "検討中です", "(検討中)", "検討中です。", "未定です", "は未定"};

    return rt_str_is_any(folded, words) || rt_str_ends_any(folded, ends);
}

void rt_pl_check_decided(struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell
        = rt_cell_of(row->table->layout, row->row, RT_F_CONTROL);
    struct rt_str rest = rt_cell_text(cell), line;

    while (rt_str_line(&rest, &line)) {
        if (rt_pl_is_undecided(rt_pl_folded(p, line))) {
            line = rt_pl_shown(p, line);
            rt_pl_say(p, RT_PL105, row, RT_F_CONTROL, RT_STR_NONE, line,
                RT_ARGS(line));
            return;
        }
    }
}
