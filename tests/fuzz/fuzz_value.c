/* Any bytes as the text of a cell, through every reader of values.
 *
 * The first byte chooses the kind of cell (and gives number cells eight bytes
 * of a double), the rest is its text. Beyond not crashing, what is taken must
 * keep the promises of value.h: a term of the form, a day of the calendar
 * that reads back as itself, a folded text that folds to itself.
 */
#include "base/fold.h"
#include "form/word/value.h"

#include <stdlib.h>
#include <string.h>

static void promise(bool kept)
{
    if (!kept)
        abort();
}

static bool is_taken(enum rt_taken taken)
{
    return taken == RT_TAKEN_PLAIN || taken == RT_TAKEN_NORMALISED;
}

static void fuzz_numbers(const struct rt_vocab *v, const struct rt_cell *cell)
{
    enum rt_class class;
    int n, again;

    if (!is_taken(rt_value_score(v, cell, 1, 3, &n)))
        promise(n == RT_UNKNOWN);
    if (!is_taken(rt_value_score(v, cell, 0, 2, &n)))
        promise(n == RT_UNKNOWN);
    if (!is_taken(rt_value_rating(v, cell, &n)))
        promise(n == RT_UNKNOWN);
    if (is_taken(rt_value_int(cell, &n))
        && is_taken(rt_value_score(v, cell, 1, 3, &again)))
        promise(n == again);
    if (is_taken(rt_value_class(v, cell, &class)))
        promise(rt_class_name(class));
}

static void fuzz_words(const struct rt_vocab *v, const struct rt_cell *cell)
{
    static const char *const list[]
        = {"medium", "flag-yes", "flag-no", "treatment", "level"};
    enum rt_treatment treatment;
    const char *term;
    bool flag;

    if (!is_taken(rt_value_flag(v, cell, &flag)))
        promise(!flag);
    promise(is_taken(rt_value_medium(v, cell, &term)) == (term != NULL));
    if (is_taken(rt_value_treatment(v, cell, &treatment)))
        promise(rt_treatment_name(treatment));
    for (size_t i = 0; i < RT_COUNT(list); i++)
        (void)rt_vocab_nearest(v, rt_str(list[i]), cell->text);
}

static void fuzz_date(const struct rt_cell *cell)
{
    struct rt_cell day = {.type = RT_CELL_STRING};
    char iso[11], again[11];

    if (!is_taken(rt_value_date(cell, iso))) {
        promise(iso[0] == '\0');
        return;
    }
    day.text = rt_str(iso);
    promise(rt_value_date(&day, again) == RT_TAKEN_PLAIN);
    promise(strcmp(iso, again) == 0);
}

static void fuzz_fold(struct rt_str text)
{
    struct rt_buf once, twice;
    char fixed[128];
    size_t n = rt_fold_fixed(text, fixed, sizeof fixed);

    rt_buf_init(&once, 1 << 20);
    rt_buf_init(&twice, 1 << 20);
    promise(rt_fold(text, &once) == RT_OK);
    promise(rt_fold(rt_buf_str(&once), &twice) == RT_OK);
    promise(rt_str_eq(rt_buf_str(&once), rt_buf_str(&twice)));
    if (n != SIZE_MAX)
        promise(rt_str_eq((struct rt_str){fixed, n}, rt_buf_str(&once)));
    rt_buf_fini(&once);
    rt_buf_fini(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct rt_vocab *vocab;
    struct rt_cell cell = {.type = RT_CELL_STRING};

    if (!vocab)
        promise(rt_vocab_new(&vocab, NULL) == RT_OK);
    if (size == 0)
        return 0;
    switch (*data) {
    case 'n':
        cell.type = RT_CELL_NUMBER;
        if (size >= 1 + sizeof cell.number)
            memcpy(&cell.number, data + 1, sizeof cell.number);
        break;
    case 'd':
        cell.type = RT_CELL_DATE;
        break;
    default:
        break;
    }
    cell.text = (struct rt_str){(const char *)data + 1, size - 1};
    fuzz_numbers(vocab, &cell);
    fuzz_words(vocab, &cell);
    fuzz_date(&cell);
    fuzz_fold(cell.text);
    return 0;
}
