/* Whether a text is a letter, a note, and no list that was exported as text.
 *
 * A list has columns: most of its lines have several fields, or two of a line
 * are headings of ours. With a separator that is not known it has none; then a
 * line that is no sentence has several words of the headings.
 */
#include <strings.h>

#include "form/form.h"

enum { LOOKED_AT = 100, WIDE = 3, HEADINGS = 2, WORDS = 3 };

struct prose {
    size_t lines, wide; /* that are not blank; that have columns */
    bool listed;
};

static bool has_heading_words(struct rt_str text)
{
    static const char *const words[] = {"分類", "情報資産", "部署", "媒体",
        "機密性", "完全性", "可用性", "重要度", "利用者", "asset",
        "confidentiality", "integrity", "availability", "medium"};
    int n = 0;

    for (size_t i = 0; i < RT_COUNT(words); i++)
        n += rt_str_contains(text, rt_str(words[i]));
    return n >= WORDS && !rt_str_contains(text, RT_STR("。"));
}

static void look_at(
    struct prose *p, const struct rt_vocab *vocab, const struct rt_row *row)
{
    size_t filled = 0, headings = 0;

    for (size_t i = 0; i < row->count; i++) {
        const struct rt_cell *c = &row->cells[i];
        filled += !rt_cell_blank(c);
        headings
            += rt_label_field(vocab, RT_STR_NONE, c->text) != RT_FIELD_NONE;
    }
    if (filled == 0)
        return;
    p->lines++;
    p->wide += row->count >= WIDE;
    p->listed |= headings >= HEADINGS
                 || (filled == 1 && has_heading_words(row->cells[0].text));
}

static bool is_prose(const struct prose *p)
{
    return !p->listed && p->wide * 3 <= p->lines * 2;
}

static bool is_text(struct rt_str path)
{
    return path.n > 4 && strncasecmp(path.p + path.n - 4, ".txt", 4) == 0;
}

bool rt_is_prose_file(const char *path, const struct rt_limits *limits,
    const char *encoding, const struct rt_vocab *vocab)
{
    struct prose p = {0};
    struct rt_error ignored;
    struct rt_book *book;
    struct rt_rows *rows = NULL;
    struct rt_row row;

    if (!is_text(rt_str(path))
        || rt_book_open(path, limits, encoding, &book, &ignored) != RT_OK)
        return false;
    if (rt_rows_open(book, 0, &rows, &ignored) == RT_OK) {
        for (int i = 0;
             i < LOOKED_AT && rt_rows_next(rows, &row, &ignored) == RT_ROW; i++)
            look_at(&p, vocab, &row);
        rt_rows_close(rows);
    }
    rt_book_close(book);
    return is_prose(&p);
}
