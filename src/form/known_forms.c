/* Forms of an ISMS that are no ledger (see known_forms.def).
 *
 * Where anything says that the sheet lists assets it is not one of these: a
 * ledger that was not understood must be reported as such.
 */
#include "base/fold.h"
#include "form/form.h"

static const struct known {
    struct rt_text name;
    const char *titles, *headings;
} forms[] = {
#define RT_KNOWN_FORM(ja, en, titles, headings) {{ja, en}, titles, headings},
#include "form/known_forms.def"
};

/* Longer cells are sentences. */
enum { WORDS_MAX = 256 };

static bool has_any(struct rt_str text, const char *words, bool whole)
{
    while (*words != '\0') {
        struct rt_str word = {words, strcspn(words, "|")};
        size_t n = word.n;
        if (whole ? rt_str_eq(text, word) : rt_str_contains(text, word))
            return true;
        words += n + (words[n] != '\0');
    }
    return false;
}

/* Whether the cell heads a column that only lists of assets have. A lone C, I
 * or A is a grade as well. */
static bool heads_assets(const struct rt_intake *in, struct rt_str text)
{
    enum rt_field f
        = rt_utf8_count(rt_str_trim(text)) < 2
              ? RT_FIELD_NONE
              : rt_label_field(in->request.vocab, RT_STR_NONE, text);

    return f == RT_F_ASSET || f == RT_F_MEDIUM || rt_field_is_score(f)
           || f == RT_F_IMPORTANCE || f == RT_F_LEVEL;
}

/* What has been seen of each form. */
struct seen {
    bool title[RT_COUNT(forms)], any_title;
    int headings[RT_COUNT(forms)];
    bool asset[RT_COUNT(forms)]; /* a heading of assets, and not of the form */
};

static void look_for_titles(struct seen *seen, struct rt_str text)
{
    char folded[WORDS_MAX];
    size_t n = rt_fold_fixed(text, folded, sizeof folded);

    for (size_t i = 0; i < RT_COUNT(forms) && n != SIZE_MAX && n > 0; i++) {
        if (seen->title[i]
            || !has_any((struct rt_str){folded, n}, forms[i].titles, false))
            continue;
        seen->title[i] = seen->any_title = true;
    }
}

/* Of the forms whose title was seen. */
static void look_for_headings(struct seen *seen, struct rt_str text, bool asset)
{
    char folded[WORDS_MAX];
    size_t n = rt_fold_fixed(text, folded, sizeof folded);
    struct rt_str s = {folded, n};

    for (size_t i = 0; i < RT_COUNT(forms) && n != SIZE_MAX && n > 0; i++) {
        if (!seen->title[i])
            continue;
        seen->headings[i] += has_any(s, forms[i].headings, false);
        seen->asset[i] |= asset && !has_any(s, forms[i].headings, true);
    }
}

static bool is_short(const struct rt_cell *c)
{
    return c->type == RT_CELL_STRING && c->text.n < WORDS_MAX;
}

const struct rt_text *rt_known_form(const struct rt_intake *in,
    struct rt_str sheet, const struct rt_grid_row *rows, size_t count)
{
    struct seen seen = {0};
    const char *slash = strrchr(in->request.path, '/');

    look_for_titles(&seen, sheet);
    look_for_titles(&seen, rt_str(slash ? slash + 1 : in->request.path));
    for (size_t r = 0; r < count; r++) {
        for (size_t i = 0; i < rows[r].row.count; i++) {
            if (is_short(&rows[r].row.cells[i]))
                look_for_titles(&seen, rows[r].row.cells[i].text);
        }
    }
    for (size_t r = 0; r < count && seen.any_title; r++) {
        for (size_t i = 0; i < rows[r].row.count; i++) {
            const struct rt_cell *c = &rows[r].row.cells[i];
            if (is_short(c))
                look_for_headings(&seen, c->text, heads_assets(in, c->text));
        }
    }
    for (size_t i = 0; i < RT_COUNT(forms); i++) {
        if (seen.title[i] && seen.headings[i] >= 2 && !seen.asset[i])
            return &forms[i].name;
    }
    return NULL;
}
