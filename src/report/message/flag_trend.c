/* Counts by class at the end of each quarter: a table, lines for programs,
 * and a workbook with a chart (flag_trend_book.c). */
#include <inttypes.h>

#include "base/table.h"
#include "report/message/flag_message.h"

struct column {
    const char *name;
    struct rt_text head;
    size_t at; /* of a uint64_t in struct rt_state_quarter */
};

#define AT(field) offsetof(struct rt_state_quarter, field)

static const struct column columns[] = {
    {"high", {"大", "high"}, AT(high)},
    {"medium", {"中", "medium"}, AT(medium)},
    {"low", {"小", "low"}, AT(low)},
    {"unassessed", {"未評価", "n/a"}, AT(unassessed)},
    {"risks", {"合計", "total"}, AT(risks)},
    {"flagged", {"お知らせ", "flagged"}, AT(flagged)},
    {"runs", {"実行", "runs"}, AT(runs)},
};

enum { COLUMNS = RT_COUNT(columns), WIDTH = 9 };

static uint64_t value_of(const struct rt_state_quarter *q, size_t i)
{
    return *(const uint64_t *)(const void *)((const char *)q + columns[i].at);
}

/* --- text ------------------------------------------------------------------ */

/* Right-aligned in WIDTH columns. */
static void put_right(struct rt_writer *t, struct rt_str s)
{
    size_t w = rt_text_width(s);

    rt_write_spaces(t, w < WIDTH ? WIDTH - w : 0);
    rt_write(t, s);
}

/* Numbers are aligned with the ends of their headings. */
static void put_heading(struct rt_writer *t, enum rt_lang lang)
{
    rt_write_z(t, rt_say(lang, "四半期    最終実行  ", "quarter   last run  "));
    for (size_t i = 0; i < COLUMNS; i++)
        put_right(t, rt_str(rt_text(lang, columns[i].head)));
    rt_write_z(t, "\n");
}

static void put_line(struct rt_writer *t, const struct rt_state_quarter *q)
{
    char number[24];

    rt_writef(t, "%04d-Q%d   %-10.*s", q->year, q->quarter,
        RT_FMT(q->date.n ? q->date : RT_STR("-")));
    for (size_t i = 0; i < COLUMNS; i++) {
        snprintf(number, sizeof number, "%" PRIu64, value_of(q, i));
        put_right(t, rt_str(number));
    }
    rt_write_z(t, "\n");
}

/* --- programs ---------------------------------------------------------------- */

static struct rt_flag_record record_of(const struct rt_state_quarter *q)
{
    struct rt_flag_record r = {.count = 0};

    rt_flag_number(&r, "year", q->year);
    rt_flag_number(&r, "quarter", q->quarter);
    rt_flag_text(&r, "date", q->date);
    for (size_t i = 0; i < COLUMNS; i++)
        rt_flag_number(&r, columns[i].name, (int64_t)value_of(q, i));
    return r;
}

enum rt_status rt_flag_trend(struct rt_state *state, enum rt_format format,
    enum rt_lang lang, FILE *to, struct rt_error *err)
{
    struct rt_cursor cursor = rt_state_trend(state, err);
    struct rt_state_quarter q = {.year = 0};
    struct rt_flag_record record = record_of(&q);
    struct rt_writer out = rt_flag_writer(to, lang);

    if (cursor.rc == RT_OK && format == RT_FORMAT_CSV)
        rt_flag_record_names(&record, &out);
    if (cursor.rc == RT_OK && format == RT_FORMAT_TEXT)
        put_heading(&out, lang);
    while (rt_next(&cursor, &q)) {
        record = record_of(&q);
        if (format == RT_FORMAT_JSONL)
            rt_flag_record_json(&record, &out);
        else if (format == RT_FORMAT_CSV)
            rt_flag_record_csv(&record, &out);
        else
            put_line(&out, &q);
    }
    RT_TRY(rt_cursor_close(&cursor));
    return rt_writer_done(&out, err);
}
