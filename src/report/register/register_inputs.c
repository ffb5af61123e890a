/* What the run read, for the next one, which must know what is missing then
 * (form/earlier.h). People have it on サマリー, so the sheet is hidden. */
#include "record/json.h"
#include "report/register/register.h"

static void put_input(struct rt_xl_sheet *s, const struct rt_input *in)
{
    struct rt_writer w = RT_WRITER(w, RT_TEXT_MAX);

    rt_json_open(&w, NULL, '{');
    rt_record_write_json(&rt_input_members, in, &w);
    rt_json_close(&w, '}');
    rt_xl_take(s, 0, RT_XF_SMALL, &w);
    rt_xl_next(s);
}

void rt_register_inputs(struct rt_register *r)
{
    struct rt_xl_sheet s;
    struct rt_input input;

    rt_xl_sheet(&r->xl, &s, rt_inputs_sheet(r->run->lang), RT_A4);
    rt_xl_width(&s, 0, 0, 120);
    struct rt_cursor cursor = rt_ledger_inputs(r->ledger, r->err);
    while (rt_xl_row(&r->xl, &cursor, &input))
        put_input(&s, &input);
    if (r->xl.rc == RT_OK)
        worksheet_hide(s.ws);
}
