/* The words of the blank form, and what its sheets have in common. */
#include "report/template/template_parts.h"

#include <stdint.h>

/* --- words ---------------------------------------------------------------- */

const struct rt_text rt_form_media[RT_MEDIA] = {
    {"書類", "paper"},
    {"可搬電子媒体", "removable media"},
    {"事務所PC", "office PC"},
    {"モバイル機器", "mobile device"},
    {"社内サーバー", "server in the house"},
    {"社外サーバー", "external server, cloud"},
};

const struct rt_text rt_form_threat[RT_RATINGS] = {
    {"1:まれに起きる（数年に1回）", "1:rare (once in some years)"},
    {"2:ときどき起きる（年に数回）", "2:now and then (some times a year)"},
    {"3:よく起きる（毎月のように）", "3:often (about every month)"},
};

const struct rt_text rt_form_vulnerability[RT_RATINGS] = {
    {"1:必要な対策をしている", "1:protected as needed"},
    {"2:対策が一部足りない", "2:protected in part"},
    {"3:対策が足りない", "3:hardly protected"},
};

const struct rt_text rt_form_answers[RT_ANSWERS] = {
    {"1:実施している", "1:実施している (yes)"},
    {"2:一部実施している", "2:一部実施している (in part)"},
    {"3:実施していない／わからない", "3:実施していない／わからない (no)"},
    {"4:自社には該当しない", "4:自社には該当しない (n/a)"},
};

/* --- manner --------------------------------------------------------------- */

void rt_form_sheet(struct rt_form_book *b, struct rt_xl_sheet *s,
    const char *name, enum rt_paper paper, const char *ja, const char *en)
{
    rt_xl_sheet(&b->xl, s, name, paper);
    if (b->xl.rc != RT_OK)
        return;
    /* a form has no date of its own */
    rt_xl_lib(
        &b->xl, worksheet_set_footer(s->ws, "&L&8&A&C&8&P / &N"), "footer");
    rt_xl_height(s, 26);
    rt_xl_say(s, 0, RT_XF_TITLE, ja, en);
}

void rt_form_note(struct rt_xl_sheet *s, const char *ja, const char *en)
{
    rt_xl_next(s);
    rt_xl_say(s, 0, RT_XF_NOTE, ja, en);
    rt_xl_next(s);
}

void rt_form_section(struct rt_xl_sheet *s, const char *ja, const char *en)
{
    rt_xl_next(s);
    rt_xl_height(s, 20);
    rt_xl_say(s, 0, RT_XF_SECTION, ja, en);
    rt_xl_next(s);
}

void rt_form_heads(struct rt_xl_sheet *s, const struct rt_text *heads,
    int count, double height)
{
    for (int i = 0; i < count; i++)
        if (heads[i].ja)
            rt_xl_say(s, i, RT_XF_HEAD, heads[i].ja, heads[i].en);
    rt_xl_height(s, height);
    rt_xl_next(s);
}

void rt_form_freeze(struct rt_xl_sheet *s, uint32_t first_head, int columns)
{
    if (s->xl->rc != RT_OK)
        return;
    worksheet_freeze_panes(s->ws, RT_FORM_FIRST - 1, (lxw_col_t)columns);
    rt_xl_lib(
        s->xl, worksheet_repeat_rows(s->ws, first_head, 2), "header rows");
}

void rt_form_protect(struct rt_xl_sheet *s)
{
    lxw_protection allowed
        = {.format_columns = LXW_TRUE, .format_rows = LXW_TRUE};

    if (s->xl->rc == RT_OK)
        worksheet_protect(s->ws, NULL, &allowed);
}

enum { LIST_MAX = 16 };

void rt_form_takes(struct rt_xl_sheet *s, uint32_t row1, int col1,
    uint32_t row2, int col2, const struct rt_form_input *input)
{
    enum rt_lang lang = s->xl->run->lang;
    char *list[LIST_MAX + 1] = {NULL}; /* copied by the library */
    lxw_data_validation v = {
        .validate = LXW_VALIDATION_TYPE_ANY,
        .ignore_blank = LXW_VALIDATION_ON,
        .show_input = LXW_VALIDATION_ON,
        .show_error = LXW_VALIDATION_ON,
        .error_type = input->lenient ? LXW_VALIDATION_ERROR_TYPE_WARNING
                                     : LXW_VALIDATION_ERROR_TYPE_STOP,
        .dropdown = LXW_VALIDATION_ON,
        /* the library does not take const */
        .input_title = (char *)(uintptr_t)rt_text(lang, input->title),
        .input_message = (char *)(uintptr_t)rt_text(lang, input->prompt),
        .error_message = (char *)(uintptr_t)rt_text(lang, input->refusal),
    };

    if (s->xl->rc != RT_OK)
        return;
    for (size_t i = 0; i < input->count && i < LIST_MAX; i++)
        list[i] = (char *)(uintptr_t)rt_text(input->lang, input->list[i]);
    if (input->list) {
        v.validate = LXW_VALIDATION_TYPE_LIST;
        v.value_list = list;
    } else if (input->date) {
        v.validate = LXW_VALIDATION_TYPE_DATE;
        v.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        v.minimum_datetime = (lxw_datetime){1950, 1, 1, 0, 0, 0};
        v.maximum_datetime = (lxw_datetime){2100, 12, 31, 0, 0, 0};
    }
    rt_xl_lib(s->xl,
        worksheet_data_validation_range(
            s->ws, row1, (lxw_col_t)col1, row2, (lxw_col_t)col2, &v),
        "input rule");
}
