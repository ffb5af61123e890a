/* Tables on sheets: what kind of form one is, and what its columns mean.
 *
 * A column is found by its heading's text, never by its letter (header.c).
 * The form room turns the rows below into records; the audits look at the
 * same columns cell by cell.
 */
#ifndef RISKTALLY_LAYOUT_H
#define RISKTALLY_LAYOUT_H

#include "base/arena.h"
#include "base/lang.h"
#include "input/book.h"

struct rt_member;
struct rt_vocab;

enum rt_field {
    RT_FIELD_NONE = -1,
#define RT_FIELD(id, ...) RT_F_##id,
#include "form/fields.def"
#undef RT_FIELD
    RT_FIELD_COUNT
};

/* The kinds of personal information, and one column for all of them. */
enum { RT_PERSONAL_FIELDS = 4 };
extern const enum rt_field rt_personal_fields[RT_PERSONAL_FIELDS];
bool rt_field_is_personal(enum rt_field f);
/* Confidentiality, integrity, availability. */
enum { RT_SCORE_FIELDS = 3 };
extern const enum rt_field rt_score_fields[RT_SCORE_FIELDS];
bool rt_field_is_score(enum rt_field f);

/* What a table on a sheet is. */
enum rt_form {
    RT_FORM_NONE,
    RT_FORM_LEDGER,  /* 情報資産管理台帳, 資産目録 */
    RT_FORM_REPORT,  /* リスクアセスメント結果報告書 */
    RT_FORM_THREATS, /* 脅威の状況 */
    RT_FORM_CHECKS,  /* 対策状況チェック, 自社診断 */
    RT_FORM_PLAN,    /* リスク対応計画 */
    RT_FORM_SOA,     /* 適用宣言書 */
    RT_FORM_RESULT   /* a register or plan of this program */
};

const char *rt_form_name(enum rt_form form, enum rt_lang lang);

/* The field's name for messages; static. */
struct rt_str rt_field_name(enum rt_field f, enum rt_lang lang);
/* Its name in the configuration file; NULL where no heading can be added. */
const char *rt_field_key(enum rt_field f);
enum rt_field rt_field_of_key(struct rt_str key);
/* Whether the form has such a column. */
bool rt_field_in(enum rt_field f, enum rt_form form);

/* --- header.c: where a table begins and what its columns mean ------------ */

enum {
    RT_HEADER_ROWS_MAX = 3,
    RT_SEARCH_ROWS = 64,       /* rows held back for the search */
    RT_SEARCH_CELLS = 20000,   /* or so many cells, if that comes first */
    RT_SEARCH_BYTES = 4 << 20, /* or so many bytes of text */
    RT_HEALED_MAX = 8,
    RT_COLUMNS_MAX = 512 /* a header is not wider */
};

/* A row kept in memory (arena copies): the beginning of a sheet. */
struct rt_grid_row {
    struct rt_row row;
    uint32_t place; /* its number; of a CSV's record the ordinal, since a
                       quoted heading may run over many lines */
    size_t labels;  /* cells that name a field under some group */
};

struct rt_column {
    uint32_t col;        /* 0-based */
    uint32_t row;        /* of the text */
    enum rt_field field; /* NONE: an unknown column */
    struct rt_str text;  /* the header text, as written */
    struct rt_str group; /* the text over it and its neighbours, or empty */
    bool under_personal; /* its group heading is 個人情報の種類 */
    /* A risk's, over which merge writes that text; known in lists that
     * rt_layout_own has looked at. */
    const struct rt_member *member;
};

/* The column there, or NULL. */
struct rt_column *rt_column_at(
    struct rt_column *columns, size_t count, uint32_t col);

/* A field found once more. Where the two columns say the same in every row the
 * first is used; else which of them was meant would be a guess, and neither
 * is. */
struct rt_twice {
    enum rt_field field;
    uint32_t row, col; /* the second: 1-based, 0-based */
    int32_t first;     /* 0-based */
    bool differs;      /* in a row, or there is a third */
    uint64_t rows;     /* compared */
};

enum { RT_TWICE_MAX = 3 }; /* as many are two tables beside each other */

/* A heading that was overwritten, and whose column was found through its
 * neighbours. NONE: a column of merge's own plan that is no field. */
struct rt_healed {
    uint32_t row, col; /* 1-based, 0-based */
    enum rt_field field;
    struct rt_str was; /* what is there now */
};

/* A table: its form, its header, its columns. */
struct rt_layout {
    const struct rt_vocab *vocab; /* that its headings were read with */
    enum rt_form form;
    uint32_t row1, row2;            /* the header's rows, both included */
    size_t index1, index2;          /* the same in the grid searched */
    int32_t col_of[RT_FIELD_COUNT]; /* 0-based column, -1: not there */
    struct rt_column *columns;      /* ascending; those with a header text, and
                                  the label columns beside them */
    size_t column_count;
    struct rt_twice twice[RT_TWICE_MAX]; /* fields found in two columns */
    size_t twice_count;
    bool residual_by_place; /* a report's second assessment has the headings
                               of the first, and no group of its own */
    bool side_by_side;      /* two tables beside each other: nothing is taken */
    struct rt_healed healed[RT_HEALED_MAX];
    size_t healed_count;
};

/* Looks for the header in the first rows of a sheet. *found says whether
 * there is one; the layout lives in the arena. */
enum rt_status rt_header_find(const struct rt_vocab *vocab,
    const struct rt_grid_row *rows, size_t count, struct rt_arena *arena,
    struct rt_layout *out, bool *found, struct rt_error *err) RT_MUST_USE;

/* Takes back what was found through its neighbours where the merged cells of
 * the sheet, known later, give the column another's heading. */
void rt_header_unheal(
    struct rt_layout *layout, const struct rt_range *merges, size_t count);

/* The form's columns in its order; NULL for a form that has none. */
const enum rt_field *rt_form_order(enum rt_form form, size_t *count);
/* Of a ledger all, also those that are its results. */
enum { RT_LEDGER_FIELDS = 22 };
extern const enum rt_field rt_ledger_fields[RT_LEDGER_FIELDS];
/* The column with a heading that names nothing, where the form has the missing
 * field: as many such columns as missing fields are between two that are there.
 * Else NULL. */
const struct rt_column *rt_layout_lost(
    const struct rt_layout *layout, enum rt_field f);

/* Which field a header text names below the group heading `group` ("" for
 * none). */
enum rt_field rt_label_field(
    const struct rt_vocab *vocab, struct rt_str group, struct rt_str text);
/* Whether a group's heading is over a second set of scores, after treatment. */
bool rt_is_second_assessment(struct rt_str group);
/* The scale in the brackets of a folded heading, 「機密性(0~2)」 or 「(5段階)」,
 * from 0 to 10 and more, which is 10; false for none. */
bool rt_heading_scale(struct rt_str text, int *low, int *high);
/* Whether the text names a field at all, whatever its group. */
bool rt_label_known(const struct rt_vocab *vocab, struct rt_str text);
/* Whether a heading of RT_F_THREAT is 「脅威」 alone: it heads the threat's name
 * where another column is headed by its frequency. */
bool rt_label_names_threat(struct rt_str text);
/* The field that the heading was added for, or NONE. */
enum rt_field rt_label_taught(const struct rt_vocab *vocab, struct rt_str text);
/* Adds a heading of the field. RT_USAGE where it cannot be one: it is empty
 * or too long, or *other's heading already. That of another form's column alone
 * may be taught to a ledger, and is its own column's in that form still. */
enum rt_status rt_label_add(struct rt_vocab *vocab, struct rt_str text,
    enum rt_field f, enum rt_field *other, struct rt_error *err) RT_MUST_USE;
/* The headings one by one, those added last; false past the end. *f is NONE
 * for a place that holds none. */
bool rt_label_at(const struct rt_vocab *vocab, size_t i, enum rt_field *f,
    struct rt_str *group, struct rt_str *text);

/* Compares the columns of such fields in one row below the header, and decides
 * by the rows compared so far. */
void rt_header_compare_twice(
    struct rt_layout *layout, const struct rt_row *row);
void rt_header_settle_twice(struct rt_layout *layout);

/* Whether the field has two columns. */
bool rt_header_twice(const struct rt_layout *layout, enum rt_field f);

/* How many of the row's cells name the field of the header over them, and how
 * many name a field at all (a header out of place). Whether a field has moved:
 * the row names it, but not where the header does. */
bool rt_header_compare(const struct rt_layout *layout, const struct rt_row *row,
    size_t *same, size_t *labels);

/* Whether the row is a subtotal or a count: 小計, 合計, リスク大 … in front or
 * as its name; or the numbers of the columns. */
bool rt_is_subtotal(const struct rt_layout *layout, const struct rt_row *row);
/* Whether a ledger's row, right below the headings, is about its columns:
 * 「(1)」「(2)」, 「1～3」, 「入力」 (label_row.c). */
bool rt_is_label_row(const struct rt_layout *layout, const struct rt_row *row);
/* Whether the cell is the label of one: 「営業部 小計」, 「最大」. */
bool rt_is_sum_label(const struct rt_cell *cell);
/* Whether a report's row without ratings is a risk even so: it names one, and
 * has a treatment, or a number right below the risk in row `last`, or below the
 * header where that is 0. */
bool rt_is_unrated_risk(
    const struct rt_layout *layout, const struct rt_row *row, uint32_t last);
/* 3, １２, R-01, ⑤: a row's number, not a date or a word. */
bool rt_is_row_number(const struct rt_cell *cell);
/* The field that a row goes by: the asset, or a report's event or source. */
enum rt_field rt_layout_key(const struct rt_layout *layout);
/* The cell of a field, or NULL. */
const struct rt_cell *rt_cell_of(
    const struct rt_layout *layout, const struct rt_row *row, enum rt_field f);
/* The field of a column (0-based), or NONE for one that the form does not
 * have. */
enum rt_field rt_field_at(const struct rt_layout *layout, uint32_t col);
/* The column headed No, of a form without such a field, too; -1: none. */
int32_t rt_layout_number_col(const struct rt_layout *layout);
/* Whether the cell holds nothing a person would call a value. */
bool rt_cell_blank(const struct rt_cell *cell);
/* Whether it holds a value that is not a formula's. */
bool rt_cell_typed(const struct rt_cell *cell);
/* The text that is all that was typed in the row, or NULL. */
const struct rt_cell *rt_row_lone(const struct rt_row *row);
/* Whether it says something: dashes and words such as なし and 未定 do not. */
bool rt_cell_says(const struct rt_cell *cell);

/* Whether it says "as in the row above"; `plainly`: by a mark that is nothing
 * else. */
bool rt_is_ditto(const struct rt_cell *cell, bool plainly);
/* Whether it says "as in the cell beside it", whose column is another:
 * 「同左」. */
bool rt_is_ditto_aside(const struct rt_cell *cell);

/* Whether the table's rows are those of a treatment plan, whether merge wrote
 * it or not. */
bool rt_layout_is_plan(const struct rt_layout *layout);
/* Whether it is the plan's sheet 管理策台帳, whose rows are controls; and whether
 * columns are its. */
bool rt_layout_is_register(const struct rt_layout *layout);
bool rt_are_register_columns(const struct rt_column *list, size_t count);
/* Whether it is the plan's sheet 完了・消滅, whose rows are history. */
bool rt_layout_is_gone(const struct rt_layout *layout);

/* Finds the columns of the list of a register or plan that merge wrote, all
 * that its rows are computed from and give. False where it is none, or the
 * rows' criteria (基準) are not among them. */
bool rt_layout_own(struct rt_layout *layout);

/* What a cell of the block of names and dates above or below a table asks
 * for, in a report and in a plan. */
enum rt_signature {
    RT_SIGN_NONE,
    RT_SIGN_AUTHOR,   /* 作成者, 更新者 */
    RT_SIGN_UPDATED,  /* 作成日, 更新日 */
    RT_SIGN_APPROVER, /* 承認者 */
    RT_SIGN_APPROVED, /* 承認日 */
    RT_SIGN_COUNT
};

/* *rest is what follows the label's colon: 「承認者：山田」. */
enum rt_signature rt_signature_of(
    const struct rt_cell *cell, struct rt_str *rest);
/* Whether the row holds one of these labels. */
bool rt_is_signature_row(
    const struct rt_layout *layout, const struct rt_row *row);

/* What a line is that people write beside a table's rows. */
enum rt_remark {
    RT_REMARK_NONE,
    RT_REMARK_LINE, /* 「■ 紙の資産」: where nothing else is in its row */
    RT_REMARK_LABEL, /* 「作成者」: what the next cell holds */
    RT_REMARK        /* 「※ …」「作成：総務部」「注1）…」 */
};

enum rt_remark rt_remark_of(struct rt_str text);
/* Whether that is all there is in the row, from that column (0-based) on. */
bool rt_remark_row(const struct rt_row *row, uint32_t from);

/* Whether a text says what a score means: 「3：高い」, 「機密性の評価基準」. */
bool rt_is_scale_text(struct rt_str text);
/* Whether a ledger's row says what a score means, and is no asset: 「3：高い」
 * where the name is, and nothing that only an asset has. */
bool rt_is_scale_line(const struct rt_layout *layout, const struct rt_row *row);

/* Whether a sheet of that name (folded) holds examples: 台帳記入例, 見本. */
bool rt_name_is_example(struct rt_str folded);

#endif
