/* 指摘事項: every finding, with what to do about it. */
#include "report/register/register.h"

/* Columns that others refer to. */
enum { FC_SEVERITY, FC_CODE, FC_FILE = 3, FC_SHEET, FC_CELL };

/* "J12" in a workbook; "12:9", line and field, in a CSV. */
static void put_cell(const struct rt_line *line)
{
    const struct rt_finding *f = line->item;
    char at[32], cell[40], shown[40], formula[RT_LINK_MAX];
    const struct rt_source source
        = {FC_FILE, FC_SHEET, cell, shown, f->where.file};

    rt_where_short(&f->where, at);
    if (at[0] == '\0' || f->where.file.n == 0) {
        rt_xl_z(RT_CELL(line), at);
        return;
    }
    /* of a CSV only the file can be opened; of a row its first cell */
    snprintf(cell, sizeof cell, "%s%s", f->where.col > 0 ? "" : "A", at);
    if (f->where.csv || f->where.sheet.n == 0)
        cell[0] = '\0';
    snprintf(shown, sizeof shown, "\"%s\"", at);
    rt_source_link(line->s->xl->run, &source, line->s->row, formula);
    rt_xl_formula_z(RT_CELL(line), formula, at);
}

/* clang-format off */
#define AT(field) RT_FILL_STR, offsetof(struct rt_finding, field), NULL
#define OF_CODE(what) RT_FILL_##what, offsetof(struct rt_finding, code), NULL
#define G_WHERE {"場所", "Where"}
#define G_WHAT {"内容", "What"}
static const struct rt_col columns[] = {
    {RT_NO_TEXT, {"重大度", "Severity"}, RT_NO_TEXT, 9, RT_XF_CENTER, OF_CODE(SEVERITY)},
    {RT_NO_TEXT, {"コード", "Code"}, RT_NO_TEXT, 8, RT_XF_CENTER, OF_CODE(CODE)},
    {G_WHERE, {"部署", "Department"}, RT_NO_TEXT, 12, RT_XF_TEXT, AT(department)},
    {G_WHERE, {"ファイル", "File"}, RT_NO_TEXT, 24, RT_XF_TEXT, AT(where.file)},
    {G_WHERE, {"シート", "Sheet"}, RT_NO_TEXT, 20, RT_XF_TEXT, AT(where.sheet)},
    {G_WHERE, {"セル", "Cell"}, RT_NO_TEXT, 8, RT_XF_CENTER, RT_BY(put_cell)},
    {G_WHAT, {"指摘", "Message"}, RT_NO_TEXT, 48, RT_XF_TEXT, AT(message)},
    {G_WHAT, {"あるべき値", "Expected"}, RT_NO_TEXT, 12, RT_XF_TEXT, AT(expected)},
    {G_WHAT, {"実際の値", "Actual"}, RT_NO_TEXT, 14, RT_XF_TEXT, AT(actual)},
    {RT_NO_TEXT, {"どうすればよいか", "What to do"}, RT_NO_TEXT, 40, RT_XF_TEXT, OF_CODE(FIX)},
    {RT_NO_TEXT, {"リスクID", "Risk id"}, RT_NO_TEXT, 17, RT_XF_SMALL, AT(risk_id)},
};
/* clang-format on */

static void finish(struct rt_list *list)
{
    rt_list_severity_rules(list, FC_SEVERITY);
    rt_source_rule(list, FC_CELL);
}

void rt_register_findings(struct rt_register *r)
{
    static const struct rt_handed hands[]
        = {{FC_CODE, RT_HAND_KEY}, {FC_FILE, RT_HAND_KEY},
            {FC_SHEET, RT_HAND_KEY}, {FC_CELL, RT_HAND_KEY}};
    struct rt_finding finding;
    struct rt_list list = {&r->xl, RT_COLS(columns), RT_W_SHEET_FINDINGS,
        RT_W_SHEET_FINDINGS, RT_W_FINDINGS_NOTE, .paper = RT_A4, .frozen = 2,
        .filter = true, RT_HANDS(hands), .finish = finish};

    rt_list_put(&list, rt_ledger_findings(r->ledger, r->err), &finding,
        RT_W_FINDINGS_NONE);
}
