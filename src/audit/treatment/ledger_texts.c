/* What a ledger says of an asset in words: how long it is kept, and whether it is
 * there at all. */
#include "audit/treatment/treatment.h"

#include "form/word/value.h"

/* 「-5年」: less than nothing. */
static bool is_negative(struct rt_str folded)
{
    static const char *const signs[] = {"-", "▲", "△", "−"};

    return rt_str_skip_any(&folded, signs) && folded.n > 0 && folded.p[0] >= '0'
           && folded.p[0] <= '9';
}

/* 「2020/3/31まで」: a day, on which the asset was not there yet. */
static bool is_over(const struct pl_row *row, struct rt_str text)
{
    static const char *const ends[] = {"まで保存", "まで保管", "まで"};
    const struct rt_cell *on
        = rt_cell_of(row->table->layout, row->row, RT_F_REGISTERED);
    struct rt_cell day = {.type = RT_CELL_STRING, .text = rt_str_trim(text)};
    char until[11], from[11];

    for (size_t i = 0; i < RT_COUNT(ends); i++) {
        if (rt_str_ends(day.text, rt_str(ends[i])))
            day.text.n -= strlen(ends[i]);
    }
    return on && rt_is_taken(rt_value_date(on, from))
           && rt_is_taken(rt_value_date(&day, until))
           && strcmp(until, from) < 0;
}

static void check_retention(struct pl *p, const struct pl_row *row)
{
    const struct rt_cell *cell
        = rt_cell_of(row->table->layout, row->row, RT_F_RETENTION);
    struct rt_str shown = rt_pl_cell_shown(p, cell);
    bool negative;

    if (!rt_cell_says(cell))
        return;
    negative = cell->type == RT_CELL_NUMBER
                   ? cell->number < 0
                   : is_negative(rt_pl_folded(p, cell->text));
    if (negative)
        rt_pl_say(p, RT_VA507, row, RT_F_RETENTION, RT_STR_NONE, shown,
            RT_ARGS(shown));
    else if (is_over(row, cell->text))
        rt_pl_say(p, RT_VA508, row, RT_F_RETENTION, RT_STR_NONE, shown,
            RT_ARGS(shown, rt_pl_cell_shown(p, row->cell[RT_F_REGISTERED])));
}

/* 「【削除】旧名簿」: struck from the list in words, and still counted. */
static void check_name(struct pl *p, const struct pl_row *row)
{
    static const char *const all[]
        = {"削除", "削除済", "削除済み", "廃棄済", "廃棄済み", "欠番", "抹消"};
    static const char *const before[] = {"(削除", "【削除", "[削除", "<削除",
        "(廃棄済", "【廃棄済", "[廃棄済", "(欠番", "(抹消", "※削除"};
    const struct rt_cell *cell
        = rt_cell_of(row->table->layout, row->row, RT_F_ASSET);
    struct rt_str folded = rt_pl_folded(p, rt_cell_string(cell));
    struct rt_str shown;

    if (!rt_str_is_any(folded, all) && !rt_str_starts_any(folded, before))
        return;
    shown = rt_pl_cell_shown(p, cell);
    rt_pl_say(p, RT_VA509, row, RT_F_ASSET, RT_STR_NONE, shown, RT_ARGS(shown));
}

void rt_pl_check_asset(struct pl *p, const struct pl_row *row)
{
    check_retention(p, row);
    check_name(p, row);
}
