/* Pull-downs and checks of what is entered into a list's column.
 *
 * They are the file's, so that a wrong entry is refused, or questioned, where
 * it is made; what was entered by other means is judged when the file is read.
 */
#include "report/book/xl.h"

enum { WORDS_MAX = 8, NUMBERS_MAX = 10 };

static void set_check(struct rt_list *list, int col, lxw_data_validation *v)
{
    if (list->xl->rc == RT_OK)
        rt_xl_lib(list->xl,
            worksheet_data_validation_range(list->s.ws, list->first,
                (lxw_col_t)col, list->last, (lxw_col_t)col, v),
            "pull-down");
}

/* The library only reads the strings but does not take const. */
static char *borrowed(enum rt_lang lang, enum rt_word w)
{
    return (char *)(uintptr_t)rt_word(lang, w);
}

static lxw_data_validation pull_down(enum rt_lang lang, char **words)
{
    return (lxw_data_validation){.validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = words,
        .error_title = borrowed(lang, RT_W_PICK_TITLE),
        .error_message = borrowed(lang, RT_W_PICK_TEXT)};
}

static void set_words(
    struct rt_list *list, int col, enum rt_word from, size_t count, bool others)
{
    enum rt_lang lang = list->xl->run->lang;
    char *words[WORDS_MAX + 1] = {NULL};
    lxw_data_validation v = pull_down(lang, words);

    if (others)
        v.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    for (size_t i = 0; i < count && i < WORDS_MAX; i++)
        words[i] = borrowed(lang, from + (enum rt_word)i);
    set_check(list, col, &v);
}

void rt_list_check_words(
    struct rt_list *list, int col, enum rt_word from, size_t count)
{
    set_words(list, col, from, count, false);
}

void rt_list_offer_words(
    struct rt_list *list, int col, enum rt_word from, size_t count)
{
    set_words(list, col, from, count, true);
}

void rt_list_check_numbers(struct rt_list *list, int col, int min, int max)
{
    char text[NUMBERS_MAX][2], *numbers[NUMBERS_MAX + 1] = {NULL};
    lxw_data_validation v = pull_down(list->xl->run->lang, numbers);

    if (max < min)
        return;
    for (int i = min; i <= max && i < NUMBERS_MAX; i++) {
        text[i - min][0] = (char)('0' + i);
        text[i - min][1] = '\0';
        numbers[i - min] = text[i - min];
    }
    set_check(list, col, &v);
}

void rt_list_check_dates(struct rt_list *list, int col)
{
    enum rt_lang lang = list->xl->run->lang;
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_DATE,
        .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
        .value_datetime = {.year = 2000, .month = 1, .day = 1},
        .error_title = borrowed(lang, RT_W_DATE_TITLE),
        .error_message = borrowed(lang, RT_W_DATE_TEXT),
    };

    set_check(list, col, &v);
}
