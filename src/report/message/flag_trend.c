/* Counts by class at the end of each quarter: a table, lines for programs,
 * and a workbook with a chart (flag_trend_book.c). */
#include <inttypes.h>

#include "report/message/flag_message.h"

struct column {
    const char *name;
    const char *head[2];
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

/* Numbers stand under the ends of their headings. */
static void put_heading(struct rt_flag_text *t, enum rt_lang lang)
{
    rt_flag_z(t, rt_say(lang, "四半期    最終実行  ", "quarter   last run  "));
    for (size_t i = 0; i < COLUMNS; i++)
        rt_flag_right(t, rt_str(columns[i].head[lang]), WIDTH);
    rt_flag_z(t, "\n");
}

static void put_line(struct rt_flag_text *t, const struct rt_state_quarter *q)
{
    char number[24];

    rt_flag_fmt(t, "%04d-Q%d   %-10.*s", q->year, q->quarter,
        RT_FMT(q->date.n ? q->date : RT_STR("-")));
    for (size_t i = 0; i < COLUMNS; i++) {
        snprintf(number, sizeof number, "%" PRIu64, value_of(q, i));
        rt_flag_right(t, rt_str(number), WIDTH);
    }
    rt_flag_z(t, "\n");
}

/* --- programs ---------------------------------------------------------------- */

static void put_json(struct rt_flag_text *t, const struct rt_state_quarter *q)
{
    rt_flag_fmt(
        t, "{\"year\":%d,\"quarter\":%d,\"date\":", q->year, q->quarter);
    if (q->date.n > 0)
        rt_flag_fmt(t, "\"%.*s\"", RT_FMT(q->date));
    else
        rt_flag_z(t, "null");
    for (size_t i = 0; i < COLUMNS; i++)
        rt_flag_fmt(t, ",\"%s\":%" PRIu64, columns[i].name, value_of(q, i));
    rt_flag_z(t, "}\n");
}

static void put_csv(struct rt_flag_text *t, const struct rt_state_quarter *q)
{
    rt_flag_fmt(t, "%d,%d,%.*s", q->year, q->quarter, RT_FMT(q->date));
    for (size_t i = 0; i < COLUMNS; i++)
        rt_flag_fmt(t, ",%" PRIu64, value_of(q, i));
    rt_flag_z(t, "\r\n");
}

static void begin(
    struct rt_flag_text *t, enum rt_flag_format format, enum rt_lang lang)
{
    if (format == RT_FLAG_CSV) {
        rt_flag_z(t, "year,quarter,date");
        for (size_t i = 0; i < COLUMNS; i++)
            rt_flag_fmt(t, ",%s", columns[i].name);
        rt_flag_z(t, "\r\n");
    } else if (format == RT_FLAG_TEXT) {
        put_heading(t, lang);
    }
}

enum rt_status rt_flag_trend(struct rt_state *state, enum rt_flag_format format,
    enum rt_lang lang, FILE *to, struct rt_error *err)
{
    struct rt_state_cursor *cursor;
    struct rt_state_quarter q;
    struct rt_flag_text out;
    enum rt_status rc = rt_state_trend(state, &cursor, err);

    if (rc != RT_OK)
        return rc;
    rt_flag_text_init(&out);
    begin(&out, format, lang);
    while ((rc = rt_state_trend_next(cursor, &q, err)) == RT_ROW) {
        if (format == RT_FLAG_JSONL)
            put_json(&out, &q);
        else if (format == RT_FLAG_CSV)
            put_csv(&out, &q);
        else
            put_line(&out, &q);
    }
    if (rc == RT_END)
        rc = rt_flag_write(&out, to, lang, err);
    rt_flag_text_fini(&out);
    rt_state_cursor_close(cursor);
    return rc;
}
