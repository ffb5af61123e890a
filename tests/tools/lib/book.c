/* Rows as a complete risk-analysis workbook of editions 2.1, 3 and 3.1.
 *
 * The sheets, headers, merged cells, pull-downs and formulas are those of the
 * form; the texts about threats and measures are our own. Formulas carry the
 * values they would show. In the prepared rows that value is an empty string,
 * as in a form that was saved by a spreadsheet program.
 *
 * With inline strings the library writes each row as it comes and forgets it:
 * memory does not grow with the rows. The headers that reach over two rows
 * are then not merged: the upper row is gone when the lower one is begun. */
#include "base/status.h"
#include "mkform.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { HEAD_ROWS = 3, COLUMNS = 21, TEXT_SIZE = 256 };

struct formats {
    lxw_format *title, *head, *cell, *date;
};

struct book {
    const struct plan *plan;
    lxw_workbook *workbook;
    struct formats f;
    lxw_error error; /* the first one */
};

static const char *const rating_text[4]
    = {"", "1:ふだんは起こらない", "2:年に数回ほど起こる", "3:いつでも起こる"};
static const char *const state_text[4]
    = {"", "1:対策済み", "2:一部だけ対策済み", "3:対策がない"};
static const char *const answer_text[4]
    = {"1:実施している", "2:一部実施している", "3:実施していない／わからない",
        "4:自社には該当しない"};

/* The columns of the ledger: header, header below it, the column to which the
 * upper header reaches, width. A column without an upper header belongs to
 * the one on its left. */
static const struct {
    const char *head, *below;
    int reach;
    double width;
} columns[COLUMNS] = {
    {"業務\n分類", NULL, 0, 8},
    {"情報資産名称", NULL, 1, 24},
    {"備考", NULL, 2, 20},
    {"利用者\n範囲", NULL, 3, 12},
    {"管理\n部署", NULL, 4, 12},
    {"媒体・保存先", NULL, 5, 14},
    {"個人情報の種類", "個人\n情報", 8, 6},
    {NULL, "要配慮\n個人\n情報", 0, 6},
    {NULL, "特定\n個人\n情報", 0, 6},
    {"評価値", "機密\n性", 11, 6},
    {NULL, "完全\n性", 0, 6},
    {NULL, "可用\n性", 0, 6},
    {"重要\n度", NULL, 12, 6},
    {"保存\n期限", NULL, 13, 8},
    {"登録日", NULL, 14, 12},
    {"現状から想定されるリスク（入力不要・自動表示）",
        "脅威の発生頻度 ※「脅威の状況」シートに入力すると表示", 20, 22},
    {NULL, "脆弱性 ※「対策状況チェック」シートに入力すると表示", 0, 22},
    {NULL, "被害発生\n可能性", 18, 5},
    {NULL, NULL, 0, 12},
    {NULL, "リスク値", 20, 5},
    {NULL, NULL, 0, 10},
};

enum {
    COL_MEDIUM = 5,
    COL_KIND = 6,
    COL_SCORE = 9,
    COL_IMPORTANCE = 12,
    COL_RETENTION = 13,
    COL_DATE = 14,
    COL_THREAT = 15,
    COL_VULNERABILITY = 16,
    COL_LIKELIHOOD = 17,
    COL_LEVEL = 19
};

static void note(struct book *b, lxw_error error)
{
    if (b->error == LXW_NO_ERROR)
        b->error = error;
}

static void put(struct book *b, lxw_worksheet *ws, uint32_t row, int col,
    const char *text, lxw_format *format)
{
    lxw_col_t c = (lxw_col_t)col;
    if (text && *text)
        note(b, worksheet_write_string(ws, row, c, text, format));
    else
        note(b, worksheet_write_blank(ws, row, c, format));
}

static void put_number(
    struct book *b, lxw_worksheet *ws, uint32_t row, int col, double n)
{
    note(b, worksheet_write_number(ws, row, (lxw_col_t)col, n, b->f.cell));
}

static lxw_worksheet *sheet(struct book *b, const char *name)
{
    lxw_worksheet *ws = workbook_add_worksheet(b->workbook, name);
    if (!ws)
        note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return ws;
}

static void merge(struct book *b, lxw_worksheet *ws, uint32_t row, int col,
    uint32_t last_row, int last_col, const char *text)
{
    note(b, worksheet_merge_range(ws, row, (lxw_col_t)col, last_row,
                (lxw_col_t)last_col, text, b->f.head));
}

/* A header and the columns to which it reaches. */
static void head_cell(
    struct book *b, lxw_worksheet *ws, uint32_t row, int col, const char *text)
{
    if (text && columns[col].reach > col)
        merge(b, ws, row, col, row, columns[col].reach, text);
    else
        put(b, ws, row, col, text, b->f.head);
}

static void ledger_head(struct book *b, lxw_worksheet *ws, const char *title)
{
    for (int c = 0; c < COLUMNS; c++)
        worksheet_set_column(
            ws, (lxw_col_t)c, (lxw_col_t)c, columns[c].width, NULL);
    put(b, ws, 0, 0, title, b->f.title);
    for (int c = 0; c < COLUMNS; c++)
        if (columns[c].head)
            head_cell(b, ws, 1, c, columns[c].head);
    for (int c = 0; c < COLUMNS; c++)
        if (columns[c].below && columns[c].head)
            put(b, ws, 2, c, columns[c].below, b->f.head);
        else if (columns[c].below)
            head_cell(b, ws, 2, c, columns[c].below);
    for (int c = 0; c < COLUMNS && b->plan->shared_strings; c++)
        if (columns[c].head && !columns[c].below)
            merge(b, ws, 1, c, 2, c, columns[c].head);
}

static void pull_down(struct book *b, lxw_worksheet *ws, uint32_t last, int col,
    int last_col, char **words)
{
    lxw_data_validation v = {.validate = LXW_VALIDATION_TYPE_LIST,
        .ignore_blank = LXW_VALIDATION_ON,
        .error_type = LXW_VALIDATION_ERROR_TYPE_WARNING,
        .value_list = words};
    note(b, worksheet_data_validation_range(
                ws, HEAD_ROWS, (lxw_col_t)col, last, (lxw_col_t)last_col, &v));
}

static void pull_downs(struct book *b, lxw_worksheet *ws, uint32_t last)
{
    char yes[] = "有", words[MEDIA][32];
    char *kinds[] = {yes, NULL}, *list[MEDIA + 1] = {NULL};
    for (int m = 0; m < MEDIA; m++) {
        snprintf(words[m], sizeof words[m], "%s", media[m]);
        list[m] = words[m];
    }
    pull_down(b, ws, last, COL_MEDIUM, COL_MEDIUM, list);
    pull_down(b, ws, last, COL_KIND, COL_KIND + KINDS - 1, kinds);
}

/* Writes a formula with the value it shows: text where it is not NULL. */
static void formula(struct book *b, lxw_worksheet *ws, uint32_t row, int col,
    const char *text, double number, const char *pattern)
{
    char f[TEXT_SIZE];
    size_t n = 0;
    /* '#' in the pattern is replaced by the row's number. */
    for (const char *p = pattern; *p && n + 12 < sizeof f; p++) {
        if (*p == '#')
            n += (size_t)snprintf(
                f + n, sizeof f - n, "%lu", (unsigned long)row + 1);
        else
            f[n++] = *p;
    }
    f[n] = '\0';
    lxw_col_t c = (lxw_col_t)col;
    if (text)
        note(b, worksheet_write_formula_str(ws, row, c, f, b->f.cell, text));
    else
        note(b, worksheet_write_formula_num(ws, row, c, f, b->f.cell, number));
}

static const char *importance_formula(enum edition edition)
{
    if (edition == EDITION_21)
        return "=IF(B#=\"\",\"\",MAX(J#:L#))";
    if (edition == EDITION_3)
        return "=IF(B#=\"\",\"\",IF(COUNTIF(G#:I#,\"有\")>0,2,MAX(J#:L#)))";
    return "=IF(B#=\"\",\"\",IF(COUNTIF(G#:I#,\"有\")>0,3,MAX(J#:L#)))";
}

static const char *class_formula(enum edition edition)
{
    if (edition == EDITION_31)
        return "=IF(T#=\"\",\"\",IF(T#>=6,\"リスク大\",IF(T#>=4,"
               "\"リスク中\",\"リスク小\")))";
    return "=IF(T#=\"\",\"\",IF(T#>=4,\"リスク大\",IF(T#>=1,"
           "\"リスク中\",\"リスク小\")))";
}

static const char *class_label(const struct answer *a)
{
    return a->class[0] == 'h'   ? "リスク大"
           : a->class[0] == 'm' ? "リスク中"
                                : "リスク小";
}

/* The computed columns. Without a row, as in a prepared one. */
static void computed(struct book *b, lxw_worksheet *ws, uint32_t at,
    const struct row *row, const struct answer *a)
{
    enum edition edition = b->plan->edition;
    static const char *const possible[4]
        = {"", "可能性：低", "可能性：中", "可能性：高"};
    const char *none = row ? NULL : "";
    formula(b, ws, at, COL_IMPORTANCE, none, a ? a->importance : 0,
        importance_formula(edition));
    formula(b, ws, at, COL_THREAT, row ? rating_text[row->threat] : "", 0,
        "=IF(F#=\"\",\"\",IFERROR(VLOOKUP(F#,脅威の状況!$G$4:$I$9,2,FALSE),"
        "\"\"))");
    formula(b, ws, at, COL_VULNERABILITY,
        row ? state_text[row->vulnerability] : "", 0,
        "=IF(F#=\"\",\"\",IFERROR(VLOOKUP(F#,脅威の状況!$G$4:$I$9,3,FALSE),"
        "\"\"))");
    formula(b, ws, at, COL_LIKELIHOOD, none, a ? a->likelihood : 0,
        "=IF(OR(P#=\"\",Q#=\"\"),\"\",MAX(1,VALUE(LEFT(P#,1))"
        "+VALUE(LEFT(Q#,1))-3))");
    formula(b, ws, at, COL_LIKELIHOOD + 1, a ? possible[a->likelihood] : "", 0,
        "=IF(R#=\"\",\"\",IF(R#=3,\"可能性：高\",IF(R#=2,\"可能性：中\","
        "\"可能性：低\")))");
    formula(b, ws, at, COL_LEVEL, none, a ? a->level : 0,
        "=IF(OR(R#=\"\",M#=\"\"),\"\",M#*R#)");
    formula(b, ws, at, COL_LEVEL + 1, a ? class_label(a) : "", 0,
        class_formula(edition));
}

static void ledger_row(struct book *b, lxw_worksheet *ws, uint32_t at,
    const char *department, const struct row *row)
{
    lxw_format *cell = b->f.cell;
    const char *typed[COL_KIND] = {row->business, row->name, row->note,
        row->users, department, media[row->medium]};
    for (int c = 0; c < COL_KIND; c++)
        put(b, ws, at, c, typed[c], cell);
    for (int k = 0; k < KINDS; k++)
        put(b, ws, at, COL_KIND + k, row->kind[k] ? "有" : "", cell);
    for (int k = 0; k < 3; k++)
        put_number(b, ws, at, COL_SCORE + k, row->score[k]);
    put(b, ws, at, COL_RETENTION, row->retention, cell);
    lxw_datetime day
        = {.year = row->year, .month = row->month, .day = row->day};
    note(b, worksheet_write_datetime(ws, at, COL_DATE, &day, b->f.date));
    struct answer a = row_answer(b->plan->edition, row);
    computed(b, ws, at, row, &a);
}

/* --- rows from a file --------------------------------------------------- */

static bool is_number(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return n > 0 && n < 5 && s[n] == '\0';
}

/* "2026-07-01" and nothing else. */
static bool is_date(const char *s, lxw_datetime *day)
{
    return strlen(s) == 10
           && sscanf(s, "%4d-%2d-%2d", &day->year, &day->month, &day->day) == 3;
}

/* The fields of a line are columns A to O without M, separated by tabs, put
 * into the cells unchanged: numbers as numbers, ISO dates as dates, all else as
 * text. */
static void data_row(struct book *b, lxw_worksheet *ws, uint32_t at, char *line)
{
    char *next = line;
    line[strcspn(line, "\n")] = '\0';
    for (int c = 0; c <= COL_DATE; c++) {
        if (c == COL_IMPORTANCE)
            continue;
        char *field = next ? next : line + strlen(line);
        next = next ? strchr(field, '\t') : NULL;
        if (next)
            *next++ = '\0';
        lxw_datetime day = {0};
        if (is_number(field))
            put_number(b, ws, at, c, strtol(field, NULL, 10));
        else if (is_date(field, &day))
            note(b, worksheet_write_datetime(
                        ws, at, (lxw_col_t)c, &day, b->f.date));
        else
            put(b, ws, at, c, field, b->f.cell);
    }
    computed(b, ws, at, NULL, NULL);
}

static bool data_rows(struct book *b, lxw_worksheet *ws, uint32_t *at)
{
    char line[2048];
    FILE *in = fopen(b->plan->data, "r");
    if (!in) {
        perror(b->plan->data);
        return false;
    }
    while (fgets(line, sizeof line, in))
        data_row(b, ws, (*at)++, line);
    fclose(in);
    return true;
}

/* --- the sheets --------------------------------------------------------- */

static bool ledger(struct book *b)
{
    const struct plan *plan = b->plan;
    lxw_worksheet *ws = sheet(b, "情報資産管理台帳");
    if (!ws)
        return false;
    ledger_head(b, ws, "情報資産管理台帳");
    uint32_t at = HEAD_ROWS;
    if (plan->data && !data_rows(b, ws, &at))
        return false;
    for (long i = 0; !plan->data && i < plan->rows; i++, at++) {
        struct row row;
        row_make(plan, i, &row);
        ledger_row(b, ws, at, plan->department, &row);
        if (plan->truth
            && !row_truth(plan, &row, "情報資産管理台帳", (long)at + 1))
            return false;
    }
    for (long i = 0; i < plan->prepared; i++, at++) {
        for (int c = 0; c <= COL_DATE; c++)
            put(b, ws, at, c, "", b->f.cell);
        computed(b, ws, at, NULL, NULL);
    }
    pull_downs(b, ws, at);
    worksheet_freeze_panes(ws, HEAD_ROWS, 2);
    worksheet_activate(ws);
    return true;
}

static void example(struct book *b, const char *name)
{
    static const struct row rows[] = {
        {.business = "人事",
            .name = "社員名簿",
            .note = "記入の例",
            .users = "人事部",
            .retention = "",
            .medium = 2,
            .kind = {true, false, false},
            .score = {2, 1, 1},
            .year = 2024,
            .month = 4,
            .day = 1,
            .threat = 3,
            .vulnerability = 2},
        {.business = "経理",
            .name = "請求書控え",
            .note = "記入の例",
            .users = "総務部",
            .retention = "7年",
            .medium = 0,
            .score = {1, 1, 1},
            .year = 2024,
            .month = 4,
            .day = 1,
            .threat = 2,
            .vulnerability = 2},
    };
    lxw_worksheet *ws = sheet(b, name);
    if (!ws)
        return;
    ledger_head(b, ws, "情報資産管理台帳（記入例）");
    for (uint32_t i = 0; i < RT_COUNT(rows); i++)
        ledger_row(b, ws, HEAD_ROWS + i, rows[i].users, &rows[i]);
}

static void usage_sheet(struct book *b)
{
    lxw_worksheet *ws = sheet(b, "利用方法");
    if (!ws)
        return;
    put(b, ws, 0, 0, "利用方法", b->f.title);
    put(b, ws, 2, 0, "台帳、脅威の状況、対策状況チェックの順に記入します。",
        NULL);
}

/* This sheet alone shows the scale. */
static void importance_sheet(struct book *b)
{
    static const char *const texts[2][3] = {
        {"評価値の最大が「2」の資産", "評価値の最大が「1」の資産",
            "評価値がすべて「0」の資産"},
        {"評価値の最大が「3」の資産", "評価値の最大が「2」の資産",
            "評価値がすべて「1」の資産"},
    };
    int low = b->plan->edition == EDITION_31 ? 1 : 0;
    lxw_worksheet *ws = sheet(b, "重要度定義");
    if (!ws)
        return;
    put(b, ws, 0, 0, "判断基準", b->f.head);
    put(b, ws, 0, 1, "重要度", b->f.head);
    for (int i = 0; i < 3; i++) {
        put(b, ws, 1 + (uint32_t)i, 0, texts[low][i], b->f.cell);
        put_number(b, ws, 1 + (uint32_t)i, 1, low + 2 - i);
    }
    worksheet_set_column(ws, 0, 0, 40, NULL);
}

/* Both tables of the threat sheet: each threat with its frequency, and what
 * the ledger looks up, which is the most frequent of a medium. */
static void threat_sheet(struct book *b)
{
    static const int counts[MEDIA] = {4, 4, 5, 3, 3, 2};
    static const char *const head[]
        = {"媒体・保存先", "No", "想定される脅威", "脅威の発生頻度", "対策状況",
            NULL, "媒体・保存先", "脅威の発生頻度", "対策状況"};
    const struct plan *plan = b->plan;
    lxw_worksheet *ws = sheet(b, "脅威の状況");
    if (!ws)
        return;
    worksheet_set_column(ws, 0, 8, 22, NULL);
    put(b, ws, 0, 0, "脅威の状況", b->f.title);
    for (int c = 0; c < 9; c++)
        if (head[c])
            put(b, ws, 2, c, head[c], b->f.head);
    uint32_t at = 3;
    for (int m = 0; m < MEDIA; m++) {
        /* Edition 2.1 has another word for the last one here. */
        const char *medium
            = m == 5 && plan->edition == EDITION_21 ? "クラウド" : media[m];
        for (int i = 0; i < counts[m]; i++, at++) {
            char text[TEXT_SIZE];
            int t = plan->threat[m] - i > 1 ? plan->threat[m] - i : 1;
            snprintf(text, sizeof text, "%sの脅威その%d", medium, i + 1);
            put(b, ws, at, 0, i == 0 ? medium : "", b->f.cell);
            put_number(b, ws, at, 1, i + 1);
            put(b, ws, at, 2, text, b->f.cell);
            put(b, ws, at, 3, rating_text[t], b->f.cell);
            put(b, ws, at, 4, state_text[plan->vulnerability[m]], b->f.cell);
            if (at >= 3 + MEDIA)
                continue;
            int k = (int)at - 3;
            put(b, ws, at, 6, media[k], b->f.cell);
            put(b, ws, at, 7, rating_text[plan->threat[k]], b->f.cell);
            put(b, ws, at, 8, state_text[plan->vulnerability[k]], b->f.cell);
        }
    }
}

static void check_sheet(struct book *b)
{
    static const struct {
        const char *name;
        int items;
    } categories[] = {{"組織的対策", 4}, {"人的対策", 3}, {"情報資産管理", 7},
        {"アクセス制御及び認証", 5}, {"物理的対策", 4}, {"IT機器利用", 10},
        {"IT基盤運用管理", 10}, {"システム開発及び保守", 3}, {"委託管理", 3},
        {"インシデント対応", 3}, {"マイナンバー対応", 3}};
    static const char *const head[] = {"分類", "No", "確認項目", "回答"};
    lxw_worksheet *ws = sheet(b, "対策状況チェック");
    if (!ws)
        return;
    worksheet_set_column(ws, 0, 3, 26, NULL);
    put(b, ws, 0, 0, "対策状況チェック", b->f.title);
    for (int c = 0; c < 4; c++)
        put(b, ws, 2, c, head[c], b->f.head);
    uint32_t at = 3;
    for (size_t k = 0; k < RT_COUNT(categories); k++) {
        for (int i = 0; i < categories[k].items; i++, at++) {
            char text[TEXT_SIZE];
            snprintf(
                text, sizeof text, "%sの項目その%d", categories[k].name, i + 1);
            put(b, ws, at, 0, i == 0 ? categories[k].name : "", b->f.cell);
            put_number(b, ws, at, 1, i + 1);
            put(b, ws, at, 2, text, b->f.cell);
            put(b, ws, at, 3, answer_text[(b->plan->seed + (uint64_t)at) % 4],
                b->f.cell);
        }
    }
}

static void result_sheet(struct book *b)
{
    lxw_worksheet *ws = sheet(b, "診断結果");
    if (ws)
        put(b, ws, 0, 0, "診断結果", b->f.title);
}

static bool sheets(struct book *b)
{
    bool old = b->plan->edition == EDITION_21;
    if (!old)
        usage_sheet(b);
    example(b, old ? "情報資産台帳記入例" : "台帳記入例");
    if (!old)
        importance_sheet(b);
    if (!ledger(b))
        return false;
    threat_sheet(b);
    check_sheet(b);
    result_sheet(b);
    return true;
}

static void formats(struct book *b)
{
    b->f.title = workbook_add_format(b->workbook);
    format_set_bold(b->f.title);
    format_set_font_size(b->f.title, 14);
    b->f.head = workbook_add_format(b->workbook);
    format_set_text_wrap(b->f.head);
    format_set_align(b->f.head, LXW_ALIGN_CENTER);
    format_set_align(b->f.head, LXW_ALIGN_VERTICAL_CENTER);
    format_set_border(b->f.head, LXW_BORDER_THIN);
    format_set_bg_color(b->f.head, 0xDDE6EE);
    b->f.cell = workbook_add_format(b->workbook);
    format_set_border(b->f.cell, LXW_BORDER_THIN);
    b->f.date = workbook_add_format(b->workbook);
    format_set_border(b->f.date, LXW_BORDER_THIN);
    format_set_num_format(b->f.date, "yyyy/m/d");
}

bool book_write(const struct plan *plan)
{
    lxw_workbook_options options
        = {.constant_memory = plan->shared_strings ? LXW_FALSE : LXW_TRUE};
    struct book b = {.plan = plan, .error = LXW_NO_ERROR};
    b.workbook = workbook_new_opt(plan->path, &options);
    if (!b.workbook) {
        fprintf(stderr, "mkform: %s: no workbook\n", plan->path);
        return false;
    }
    /* A fixed day: the same plan gives the same bytes. */
    lxw_doc_properties properties = {.created = 1782864000};
    workbook_set_properties(b.workbook, &properties);
    formats(&b);
    bool good = sheets(&b);
    note(&b, workbook_close(b.workbook));
    if (b.error != LXW_NO_ERROR)
        fprintf(stderr, "mkform: %s: %s\n", plan->path, lxw_strerror(b.error));
    return good && b.error == LXW_NO_ERROR;
}
