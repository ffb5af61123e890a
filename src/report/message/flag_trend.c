/* Counts of risks and treatments at the end of each quarter: a table, and lines
 * for programs; flag_trend_book.c makes a workbook of them. */
#include <inttypes.h>

#include "base/table.h"
#include "record/book_words.h"
#include "record/named.h"
#include "report/message/flag_message.h"

struct column {
    const char *name;
    struct rt_text head;
    size_t at; /* in struct rt_state_quarter, of a count or an int64_t */
};

#define AT(field) offsetof(struct rt_state_quarter, field)

static const struct column columns[] = {
    {"high", {"大", "high"}, AT(high)},
    {"medium", {"中", "medium"}, AT(medium)},
    {"low", {"小", "low"}, AT(low)},
    {"unassessed", {"未評価", "n/a"}, AT(unassessed)},
    {"risks", {"合計", "total"}, AT(risks)},
    {"unconfirmed", {"確認できず", "unconfirmed"}, AT(unconfirmed)},
    {"open", {"未完了", "open"}, AT(open)},
    {"overdue", {"期限超過", "overdue"}, AT(overdue)},
    {"unplanned", {"計画未作成", "no plan"}, AT(unplanned)},
    {"done", {"完了", "done"}, AT(done)},
    {"flagged", {"お知らせ", "flagged"}, AT(flagged)},
    {"runs", {"実行", "runs"}, AT(runs)},
};

enum { COLUMNS = RT_COUNT(columns), WIDTH = 6, NAME = 20 };

/* Negative where it is not known. */
static int64_t value_of(const struct rt_state_quarter *q, size_t i)
{
    return *(const int64_t *)(const void *)((const char *)q + columns[i].at);
}

/* --- text ----------------------------------------------------------------- */

void rt_flag_quarter(const struct rt_state_quarter *q, enum rt_lang lang,
    char to[RT_QUARTER_SHOWN])
{
    snprintf(to, RT_QUARTER_SHOWN, rt_word(lang, RT_W_QUARTER_OF), q->year,
        q->quarter);
}

/* The columns are as wide as their headings, or numbers of five digits, and
 * have the text at their ends. */
static void put_right(
    struct rt_writer *t, enum rt_lang lang, size_t column, const char *text)
{
    size_t head = rt_text_width(rt_str(rt_text(lang, columns[column].head)));
    size_t width = (head < WIDTH ? WIDTH : head) + 2;
    size_t w = rt_text_width(rt_str(text));

    rt_write_spaces(t, w < width ? width - w : 0);
    rt_write_z(t, text);
}

static void put_left(struct rt_writer *t, size_t width, const char *text)
{
    size_t w = rt_text_width(rt_str(text));

    rt_write_z(t, text);
    rt_write_spaces(t, w < width ? width - w : 0);
}

static void put_heading(struct rt_writer *t, enum rt_lang lang)
{
    put_left(t, NAME, rt_say(lang, "四半期", "quarter"));
    put_left(t, 10, rt_say(lang, "最終実行", "last run"));
    for (size_t i = 0; i < COLUMNS; i++)
        put_right(t, lang, i, rt_text(lang, columns[i].head));
    rt_write_z(t, "\n");
}

static void put_line(
    struct rt_writer *t, const struct rt_state_quarter *q, enum rt_lang lang)
{
    char name[RT_QUARTER_SHOWN], number[24];

    rt_flag_quarter(q, lang, name);
    put_left(t, NAME, name);
    rt_writef(t, "%-10.*s", RT_FMT(q->date.n ? q->date : RT_STR("-")));
    for (size_t i = 0; i < COLUMNS; i++) {
        snprintf(number, sizeof number, "%" PRId64, value_of(q, i));
        put_right(t, lang, i, value_of(q, i) < 0 ? "-" : number);
    }
    rt_write_z(t, "\n");
}

/* --- programs ------------------------------------------------------------- */

static struct rt_named_list record_of(const struct rt_state_quarter *q)
{
    struct rt_named_list r = {.count = 0};

    rt_named_number(&r, "fiscal_year", q->year);
    rt_named_number(&r, "quarter", q->quarter);
    rt_named_text(&r, "date", q->date);
    for (size_t i = 0; i < COLUMNS; i++)
        rt_named_number(&r, columns[i].name, value_of(q, i));
    return r;
}

enum rt_status rt_flag_trend(struct rt_state *state, int start,
    enum rt_format format, enum rt_lang lang, FILE *to, struct rt_error *err)
{
    struct rt_cursor cursor = rt_state_trend(state, start, err);
    struct rt_state_quarter q = {.year = 0};
    struct rt_named_list record = record_of(&q);
    struct rt_writer out = rt_flag_writer(to, lang);

    if (cursor.rc == RT_OK && format == RT_FORMAT_CSV)
        rt_named_heads(&record, &out);
    if (cursor.rc == RT_OK && format == RT_FORMAT_TEXT)
        put_heading(&out, lang);
    while (rt_next(&cursor, &q)) {
        record = record_of(&q);
        if (format == RT_FORMAT_JSONL)
            rt_named_json(&record, &out);
        else if (format == RT_FORMAT_CSV)
            rt_named_csv(&record, &out);
        else
            put_line(&out, &q, lang);
    }
    RT_TRY(rt_cursor_close(&cursor));
    return rt_writer_done(&out, err);
}
