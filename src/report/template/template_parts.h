/* What the sheets of the blank form share.
 *
 * Private to src/report/template*.c. The form's labels (names of sheets,
 * headings, media, answers, 「リスク大」) are Japanese in either language,
 * because the form is recognised by them; in English an explanation is beside
 * them.
 */
#ifndef RISKTALLY_REPORT_TEMPLATE_H
#define RISKTALLY_REPORT_TEMPLATE_H

#include "report/book/xl.h"
#include "report/template/template.h"

#define RT_SHEET_LEDGER "情報資産管理台帳"
#define RT_SHEET_THREATS "脅威の状況"
#define RT_SHEET_CHECKS "対策状況チェック"
#define RT_SHEET_RESULT "診断結果"

/* 1-based rows, as formulas have them. */
enum {
    RT_FORM_FIRST = 4, /* the first row of data on every sheet */
    /* Formulas over the ledger reach to here, so that rows added below the
     * prepared ones are counted too. */
    RT_FORM_LAST = RT_FORM_FIRST + RT_TEMPLATE_ROWS_MAX - 1
};

enum { RT_MEDIA = 6, RT_ANSWERS = 4, RT_RATINGS = 3 };

/* The pull-downs' words; ratings and answers by their number less one. */
extern const struct rt_text rt_form_media[RT_MEDIA];
extern const struct rt_text rt_form_threat[RT_RATINGS];
extern const struct rt_text rt_form_vulnerability[RT_RATINGS];
extern const struct rt_text rt_form_answers[RT_ANSWERS];

struct rt_form_book {
    struct rt_xl xl;
    const struct rt_template *t;
    const struct rt_profile *p;
    enum rt_lang lang;
};

/* A sheet in the form's manner: page, title, the colours' legend. */
void rt_form_sheet(struct rt_form_book *b, struct rt_xl_sheet *s,
    const char *name, enum rt_paper paper, const char *ja, const char *en);
/* A note below the title. */
void rt_form_note(struct rt_xl_sheet *s, const char *ja, const char *en);
/* A part of a sheet: its title, its headings (none over a column where the
 * text is NULL). */
void rt_form_section(struct rt_xl_sheet *s, const char *ja, const char *en);
void rt_form_heads(struct rt_xl_sheet *s, const struct rt_text *heads,
    int count, double height);
/* Title and headings stay, on further pages too. */
void rt_form_freeze(struct rt_xl_sheet *s, uint32_t first_head, int columns);
/* Locks what is not to be typed into; there is no password. */
void rt_form_protect(struct rt_xl_sheet *s);

/* What a cell that people fill in takes, and what it says when they do. */
struct rt_form_input {
    const struct rt_text *list; /* of a pull-down; NULL: none */
    size_t count;
    enum rt_lang lang;     /* of the list's words */
    bool date;             /* takes dates only */
    bool lenient;          /* other words are asked about, not refused */
    struct rt_text title;  /* at most 32 characters */
    struct rt_text prompt; /* at most 255 */
    struct rt_text refusal;
};

/* clang-format off */
#define RT_FORM_OF_LIST                                                        \
    {"一覧の中から選んでください。", "Please choose one of the list."}
/* clang-format on */

/* Rows and columns 0-based. */
void rt_form_takes(struct rt_xl_sheet *s, uint32_t row1, int col1,
    uint32_t row2, int col2, const struct rt_form_input *input);

/* The sheets, in the workbook's order. */
void rt_form_usage(struct rt_form_book *b);
void rt_form_example(struct rt_form_book *b);
void rt_form_definition(struct rt_form_book *b);
void rt_form_ledger(struct rt_form_book *b);
void rt_form_threats(struct rt_form_book *b);
void rt_form_checks(struct rt_form_book *b);
void rt_form_result(struct rt_form_book *b);

/* The check sheet's categories: how many items, and the 1-based rows of the
 * first and last item of each. */
size_t rt_form_categories(void);
const char *rt_form_category(
    size_t i, enum rt_lang lang, uint32_t *first, uint32_t *last);
/* 1-based row of the check sheet that holds the media's vulnerabilities, in
 * the columns of its headings. */
uint32_t rt_form_vulnerability_row(void);

/* --- formulas, by profile: '#' is the row --------------------------------- */

enum { RT_FORM_FORMULA_MAX = 900 };

typedef void rt_form_formula(
    const struct rt_profile *p, char to[RT_FORM_FORMULA_MAX]);
rt_form_formula rt_form_importance, rt_form_threat_of, rt_form_vulnerability_of,
    rt_form_chance, rt_form_chance_label, rt_form_level, rt_form_level_label;

/* The sheet's rule, for a column; the five rows above it hold the counts: items
 * that count, done, in part, not done, not answered. It says what
 * rt_answers_vulnerability() does. */
void rt_form_vulnerability_formula(
    const char *col, char to[RT_FORM_FORMULA_MAX]);
#endif
