/* What a row of a statement of applicability says. */
#include "form/statement_row.h"
#include "base/fold.h"
#include "form/word/value.h"

enum { MARK_BYTES = 256 };

const enum rt_field rt_number_fields[RT_NUMBER_FIELDS]
    = {RT_F_CONTROL_NO, RT_F_NO, RT_F_CONTROL};

/* Of what is too long for a mark or a word nothing is one. */
static struct rt_str folded(struct rt_str text, char to[MARK_BYTES])
{
    size_t n
        = text.n > MARK_BYTES ? SIZE_MAX : rt_fold_fixed(text, to, MARK_BYTES);

    return n == SIZE_MAX ? RT_STR("…") : (struct rt_str){to, n};
}

static enum rt_field first_of(
    const struct rt_layout *l, const enum rt_field *f, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (l->col_of[f[i]] >= 0)
            return f[i];
    }
    return RT_FIELD_NONE;
}

/* --- the number --------------------------------------------------------------- */

bool rt_statement_is_marked(const struct rt_statement_row *row)
{
    static const enum rt_field marks[]
        = {RT_F_APPLIED, RT_F_IMPLEMENTED, RT_F_ANSWER, RT_F_DOCUMENT};

    for (size_t i = 0; i < RT_COUNT(marks); i++) {
        if (!rt_cell_blank(row->cell[marks[i]]))
            return true;
    }
    return false;
}

static struct rt_annex_number number_in(const struct rt_cell *cell)
{
    char buf[RT_STATEMENT_NAME];
    struct rt_str s = cell->text, rest;

    if (s.n > RT_STATEMENT_NAME / 4)
        s.n = RT_STATEMENT_NAME / 4;
    s.n = rt_utf8_valid_prefix(s);
    s.n = rt_fold_fixed(s, buf, sizeof buf);
    s.p = buf;
    return s.n == SIZE_MAX ? (struct rt_annex_number){0}
                           : rt_annex_number_in(s, &rest);
}

/* A running No beside the control's own number, or in front of it, is none. After
 * a word in place of a number, such as 備考, only a row with marks is a
 * control's. */
struct rt_annex_number rt_statement_number(
    const struct rt_statement_row *row, enum rt_field *where)
{
    static const struct rt_annex_number none;

    *where = RT_FIELD_NONE;
    for (size_t i = 0; i < RT_NUMBER_FIELDS; i++) {
        enum rt_field f = rt_number_fields[i];
        const struct rt_cell *cell = rt_cell_of(row->layout, row->row, f);
        struct rt_annex_number number;
        if (rt_cell_blank(cell))
            continue;
        number = f == RT_F_CONTROL && cell->type != RT_CELL_NUMBER
                     ? number_in(cell)
                     : rt_annex_number_of(cell, row->csv);
        if (number.parts == 0 && f != RT_F_CONTROL
            && !rt_statement_is_marked(row))
            break;
        if (number.parts >= 2 || *where == RT_FIELD_NONE)
            *where = f;
        if (number.parts >= 2)
            return number;
    }
    return none;
}

enum rt_lost_zero rt_statement_restore(
    const struct rt_statement_seen *seen, struct rt_annex_number *number)
{
    int tenfold = rt_annex_index(number->theme, number->n * 10);
    int own = rt_annex_index(number->theme, number->n);
    bool follows = seen->last_theme == number->theme
                   && seen->last_n == number->n * 10 - 1;

    if (!number->may_lack_zero || tenfold < 0 || seen->row[tenfold] > 0
        || (!follows && (own < 0 || seen->row[own] == 0)))
        return RT_ZERO_THERE;
    number->n *= 10;
    return follows ? RT_ZERO_FOLLOWS : RT_ZERO_TWICE;
}

/* --- the name ----------------------------------------------------------------- */

/* Where the published heading is over two columns, the second. */
const struct rt_cell *rt_statement_name_cell(const struct rt_statement_row *row)
{
    const struct rt_layout *l = row->layout;
    const struct rt_cell *cell = row->cell[RT_F_CONTROL], *next;
    int32_t col = l->col_of[RT_F_CONTROL] + 1;
    bool number
        = !rt_cell_blank(cell) && rt_annex_number_of(cell, false).parts >= 2;
    char buf[MARK_BYTES];

    if (rt_column_at(l->columns, l->column_count, (uint32_t)col))
        return number ? NULL : cell;
    next = rt_row_cell(row->row, col);
    if (number)
        return next;
    /* A number that was cleared or mistyped has its name beside it. */
    return rt_cell_says(next)
                   && (rt_cell_blank(cell)
                       || rt_annex_is_like_number(folded(cell->text, buf)))
               ? next
               : cell;
}

struct rt_str rt_statement_name(
    const struct rt_statement_row *row, char to[RT_STATEMENT_NAME])
{
    const struct rt_cell *cell = rt_statement_name_cell(row);
    struct rt_str name = {to, 0}, rest;

    if (!rt_cell_says(cell))
        return RT_STR_NONE;
    name.n = rt_fold_fixed(cell->text, to, RT_STATEMENT_NAME);
    if (name.n == SIZE_MAX)
        return RT_STR_NONE;
    return rt_annex_number_in(name, &rest).parts >= 2 ? rest : name;
}

/* --- marks -------------------------------------------------------------------- */

/* Without 「（案）」. */
static struct rt_str decided(struct rt_str mark)
{
    static const char *const proposed[] = {"(案)", "(proposed)"};

    for (size_t i = 0; i < RT_COUNT(proposed); i++) {
        if (rt_str_ends(mark, rt_str(proposed[i])))
            mark.n -= strlen(proposed[i]);
    }
    return mark;
}

bool rt_is_proposed(struct rt_str text)
{
    static const char *const open[] = {"要判断", "tobedecided"};
    static const char *const starts[] = {"(案)", "(proposed)"};
    char buf[MARK_BYTES];
    struct rt_str mark;

    text = rt_str_trim(text);
    if (text.n > MARK_BYTES / 4) {
        text.n = MARK_BYTES / 4;
        text.n = rt_utf8_valid_prefix(text);
    }
    mark = folded(text, buf);
    return decided(mark).n < mark.n || rt_str_is_any(mark, open)
           || rt_str_starts_any(mark, starts);
}

static bool is_flag(const struct rt_vocab *vocab, struct rt_str mark, bool *yes)
{
    const struct rt_cell cell = {.type = RT_CELL_STRING, .text = mark};

    return rt_is_taken(rt_value_flag(vocab, &cell, yes));
}

static bool reads_flag(const struct rt_vocab *vocab, const struct rt_cell *cell,
    struct rt_str mark, bool *yes)
{
    return cell->type == RT_CELL_STRING
               ? is_flag(vocab, mark, yes)
               : rt_is_taken(rt_value_flag(vocab, cell, yes));
}

enum rt_applied rt_statement_applied(
    const struct rt_vocab *vocab, const struct rt_cell *cell)
{
    static const char *const yes_words[] = {"o", "p", "一部", "適用",
        "適用する", "適用あり", "適用有", "採用", "採用する", "可", "要",
        "必要", "applicable", "applied", "included"};
    static const char *const no_words[] = {"x", "非適用", "適用しない",
        "適用除外", "除外", "除外する", "不適用", "適用外", "適用なし",
        "不採用", "否", "不要", "notapplicable", "n/a", "excluded"};
    static const char *const open[] = {"要判断", "tobedecided"};
    char buf[MARK_BYTES];
    struct rt_str mark;
    bool yes;

    if (rt_cell_blank(cell))
        return RT_APPLIED_BLANK;
    mark = decided(folded(cell->text, buf));
    if (rt_str_is_any(mark, open))
        return RT_APPLIED_BLANK;
    if (rt_str_is_any(mark, yes_words))
        return RT_APPLIED_YES;
    if (rt_str_is_any(mark, no_words))
        return RT_APPLIED_NO;
    if (!reads_flag(vocab, cell, mark, &yes))
        return RT_APPLIED_UNREADABLE;
    return yes ? RT_APPLIED_YES : RT_APPLIED_NO;
}

bool rt_statement_is_partly(const struct rt_cell *cell)
{
    static const char *const partly[] = {"p", "一部"};
    char buf[MARK_BYTES];

    return !rt_cell_blank(cell)
           && rt_str_is_any(decided(folded(cell->text, buf)), partly);
}

enum rt_field rt_statement_state(const struct rt_layout *layout)
{
    static const enum rt_field f[] = {RT_F_IMPLEMENTED, RT_F_ANSWER};

    return first_of(layout, f, RT_COUNT(f));
}

enum rt_carried rt_statement_carried(
    const struct rt_vocab *vocab, const struct rt_cell *cell)
{
    static const char *const out[] = {"実施", "実施済", "実施済み", "済",
        "済み", "実施中", "実施している", "o", "implemented"};
    static const char *const partly[] = {"一部実施", "一部実施している", "一部",
        "△", "p", "partly", "partially", "partial", "partlyimplemented",
        "partiallyimplemented"};
    static const char *const not_yet[] = {"未", "未実施", "未対応", "予定",
        "実施予定", "実施していない", "notimplemented", "notyet", "planned"};
    static const char *const na[]
        = {"対象外", "該当なし", "該当せず", "適用外", "n/a"};
    char buf[MARK_BYTES];
    struct rt_str mark;
    bool yes;

    if (rt_cell_blank(cell))
        return RT_CARRIED_BLANK;
    mark = decided(folded(cell->text, buf));
    if (rt_str_is_any(mark, out))
        return RT_CARRIED_OUT;
    if (rt_str_is_any(mark, partly))
        return RT_CARRIED_PARTLY;
    if (rt_str_is_any(mark, not_yet))
        return RT_CARRIED_NOT;
    if (rt_str_is_any(mark, na) || !rt_cell_says(cell))
        return RT_CARRIED_NA;
    if (rt_str_is(mark, "x"))
        return RT_CARRIED_NO;
    if (!reads_flag(vocab, cell, mark, &yes))
        return RT_CARRIED_BAD;
    return yes ? RT_CARRIED_OUT : RT_CARRIED_NO;
}

/* --- reasons and documents ------------------------------------------------------ */

bool rt_is_undecided(struct rt_str folded)
{
    static const char *const words[] = {"検討", "要検討", "今後検討",
        "別途検討", "継続検討", "引き続き検討", "引続き検討", "継続して検討",
        "後日検討", "検討予定", "未決", "未決定", "未確定", "未定", "調整中",
        "協議中", "確認中", "tbd", "undecided", "underdiscussion"};
    static const char *const ends[] = {"検討中", "継続検討", "検討中。",
        "検討中です", "(検討中)", "検討中です。", "未定です", "は未定"};

    return rt_str_is_any(folded, words) || rt_str_ends_any(folded, ends);
}

/* The end of a long text says as much of it. */
static struct rt_str folded_end(struct rt_str text, char to[MARK_BYTES])
{
    text = rt_str_trim(text);
    if (text.n > MARK_BYTES / 4) {
        text.p += text.n - MARK_BYTES / 4;
        text.n = MARK_BYTES / 4;
        while (text.n > 0 && (text.p[0] & 0xC0) == 0x80) {
            text.p++;
            text.n--;
        }
    }
    return folded(text, to);
}

bool rt_statement_is_reason(const struct rt_cell *cell)
{
    char buf[MARK_BYTES];

    return rt_cell_says(cell) && !rt_is_ditto(cell, false)
           && !rt_is_ditto_aside(cell)
           && !rt_is_undecided(folded_end(cell->text, buf));
}

bool rt_statement_is_document(const struct rt_cell *cell)
{
    static const char *const none[] = {"未作成", "未制定", "未整備", "未策定",
        "作成中", "作成予定", "策定予定", "整備予定", "準備中"};
    char buf[MARK_BYTES];
    struct rt_str text;

    if (!rt_cell_says(cell) || rt_is_ditto_aside(cell))
        return false;
    text = folded_end(cell->text, buf);
    return !rt_str_is_any(text, none) && !rt_is_undecided(text);
}

bool rt_statement_of_one_kind(const struct rt_layout *l, enum rt_field f)
{
    static const char *const both[] = {"除外", "否", "非適用"};

    for (size_t i = 0; f == RT_F_WHY && i < l->column_count; i++) {
        if (l->columns[i].field != f)
            continue;
        return !rt_str_contains_any(l->columns[i].text, both)
               && !rt_str_is(rt_str_trim(l->columns[i].text), "理由");
    }
    return l->col_of[f] >= 0;
}
