/* Rows as an asset list: CSV in the encodings and with the separators that
 * offices use. Scores are on the scale 1-3; a line is a row. */
#include "base/status.h"
#include "mkform.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { CHUNK = 65536, LINE = 2048 };

struct list {
    FILE *out;
    iconv_t convert;
    char separator;
    char text[CHUNK];
    size_t length;
};

static const struct {
    const char *name, *iconv, *mark;
} encodings[] = {
    {"utf-8", "UTF-8", ""},
    {"utf-8-bom", "UTF-8", "\xEF\xBB\xBF"},
    {"cp932", "CP932", ""},
    {"utf-16", "UTF-16LE", "\xEF\xBB\xBF"},
};

static bool flush(struct list *l)
{
    char out[CHUNK * 2];
    char *from = l->text, *to = out;
    size_t left = l->length, room = sizeof out;
    if (iconv(l->convert, &from, &left, &to, &room) == (size_t)-1)
        return false;
    l->length = 0;
    return fwrite(out, 1, sizeof out - room, l->out) == sizeof out - room;
}

static bool add(struct list *l, const char *text, size_t n)
{
    if (l->length + n > sizeof l->text && !flush(l))
        return false;
    memcpy(l->text + l->length, text, n);
    l->length += n;
    return true;
}

/* One field, in quotes where it needs them; a line break becomes a space, so
 * that the number of a line is the number of its row. */
static bool field(struct list *l, const char *text, bool last)
{
    char out[LINE];
    size_t n = 0;
    bool quoted = strchr(text, l->separator) || strpbrk(text, "\"\n");
    if (quoted)
        out[n++] = '"';
    for (const char *p = text; *p && n + 4 < sizeof out; p++) {
        if (*p == '"')
            out[n++] = '"';
        out[n++] = *p == '\n' ? ' ' : *p;
    }
    if (quoted)
        out[n++] = '"';
    if (last)
        out[n++] = '\r';
    out[n++] = last ? '\n' : l->separator;
    return add(l, out, n);
}

static bool record(struct list *l, const char *const *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!field(l, fields[i], i + 1 == n))
            return false;
    return true;
}

static bool list_row(struct list *l, const struct plan *plan, long i)
{
    static const char *const digit[] = {"0", "1", "2", "3"};
    char number[24], date[40];
    struct row row;
    row_make(plan, i, &row);
    const char *department
        = plan->department
              ? plan->department
              : plan_department(plan->seed * 31 + (uint64_t)(i / 100));
    bool personal = row.kind[0] || row.kind[1] || row.kind[2];
    snprintf(number, sizeof number, "%ld", i + 1);
    snprintf(date, sizeof date, "%d/%d/%d", row.year, row.month, row.day);
    const char *fields[] = {number, row.business, row.name, row.note, row.users,
        department, media[row.medium], personal ? "有" : "",
        digit[row.score[0]], digit[row.score[1]], digit[row.score[2]],
        digit[row.threat], digit[row.vulnerability], date};
    if (!record(l, fields, RT_COUNT(fields)))
        return false;
    return !plan->truth || row_truth(plan, &row, "", i + 2);
}

static bool list_body(struct list *l, const struct plan *plan)
{
    static const char *const head[] = {"No", "業務分類", "情報資産名称", "備考",
        "利用者範囲", "管理部署", "媒体・保存先", "個人情報の有無", "機密性",
        "完全性", "可用性", "脅威", "脆弱性", "登録日"};
    if (!record(l, head, RT_COUNT(head)))
        return false;
    for (long i = 0; i < plan->rows; i++)
        if (!list_row(l, plan, i))
            return false;
    return flush(l);
}

bool list_write(const struct plan *plan)
{
    static struct list l;
    size_t k = 0, count = RT_COUNT(encodings);
    while (k < count && strcmp(encodings[k].name, plan->encoding) != 0)
        k++;
    if (k == count) {
        fprintf(stderr, "mkform: no such encoding: %s\n", plan->encoding);
        return false;
    }
    l.separator = plan->separator;
    l.convert = iconv_open(encodings[k].iconv, "UTF-8");
    if (l.convert == (iconv_t)-1) {
        perror(encodings[k].iconv);
        return false;
    }
    l.out = fopen(plan->path, "wb");
    bool good = l.out;
    good = good && add(&l, encodings[k].mark, strlen(encodings[k].mark))
           && list_body(&l, plan);
    if (l.out && fclose(l.out) != 0)
        good = false;
    if (!good)
        fprintf(stderr, "mkform: %s: %s\n", plan->path, strerror(errno));
    iconv_close(l.convert);
    return good;
}
