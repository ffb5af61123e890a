/* Whose a row is, and what its 管理部署 leaves open.
 *
 * The row's own word comes first, in the roster's spelling; then what the
 * roster, the sheet or the file says by name. A blank cell below a filled one
 * may mean the same department or none: it stays blank, and each block of
 * such rows is reported once.
 */
#include <ctype.h>

#include "base/fold.h"
#include "base/mark.h"
#include "form/convert.h"
#include "form/word/value.h"

/* 「総務部 山田」: the ledger says of it that the roster has 「総務部」. */
static bool is_longer(const struct rt_roster *roster, struct rt_str name)
{
    struct rt_str after, before = rt_department_before(name, &after);

    return before.n > 0 && rt_roster_of_name(roster, before) >= 0
           && (rt_name_department(after).n == 0
               || rt_roster_of_name(roster, after) >= 0);
}

/* Each unknown name is reported once a file, at its first cell. */
static void note_stranger(struct rt_convert *c, struct rt_str name)
{
    struct rt_intake *in = c->in;
    struct rt_stranger *s = in->strangers;

    if (is_longer(in->request.roster, name))
        return;
    for (; s < in->strangers + in->stranger_count; s++) {
        if (rt_str_eq(s->name, name))
            return;
    }
    if (in->stranger_count == RT_STRANGERS_MAX) {
        rt_pend(c, RT_RO104, RT_F_MANAGED_BY, RT_ARGS(name));
        return;
    }
    *s = (struct rt_stranger){.name = rt_arena_str(&in->arena, name),
        .sheet = c->sheet,
        .row = c->row->number,
        .col = (uint32_t)(c->sheet->layout.col_of[RT_F_MANAGED_BY] + 1)};
    in->stranger_count += s->name.p != NULL;
}

/* Takes out of the list what only spells the first name otherwise. */
static enum rt_status take_spellings(
    struct rt_intake *in, struct rt_buf *others)
{
    struct rt_stranger *s = in->strangers;
    size_t kept = 1, n = 0;

    for (size_t i = 1; i < in->stranger_count; i++) {
        if (rt_fold_name_eq(s[i].name, s->name))
            RT_TRY(rt_add_name(others, n++, s[i].name, in->request.lang));
        else
            s[kept++] = s[i];
    }
    in->stranger_count = kept;
    return rt_end_names(others, n, in->request.lang);
}

/* An asset or a report's risk of no department, where no other finding says so.
 * A second column may name it: it is not used beside the one headed 管理部署. */
static void note_unassigned(struct rt_convert *c)
{
    struct rt_intake *in = c->in;
    const struct rt_layout *l = &c->sheet->layout;
    int32_t used = l->col_of[RT_F_MANAGED_BY];
    bool report = l->form == RT_FORM_REPORT;

    /* Where two columns name departments, TP303 says it. */
    if ((used < 0 && rt_header_twice(l, RT_F_MANAGED_BY))
        || in->unassigned_count[report]++ > 0)
        return;
    in->unassigned[report] = (struct rt_stranger){
        .sheet = c->sheet, .row = c->row->number, .col = (uint32_t)(used + 1)};
    for (size_t i = 0; used >= 0 && i < l->column_count; i++) {
        const struct rt_column *col = &l->columns[i];
        if (col->field == RT_FIELD_NONE
            && rt_label_field(l->vocab, col->group, col->text)
                   == RT_F_MANAGED_BY)
            in->unassigned[report].name = rt_str_trim(col->text);
    }
}

bool rt_is_heard(const struct rt_intake *in)
{
    size_t n = in->request.roster ? rt_roster_count(in->request.roster) : 0;

    for (size_t i = 0; i < n; i++) {
        if (in->sent[i] & RT_HEARD)
            return true;
    }
    return false;
}

/* `check` looks at a file whose department its reader knows; RO102 says of the
 * whole file that it belongs to none on the roster. */
static enum rt_status report_unassigned(
    struct rt_intake *in, struct rt_error *err)
{
    static const enum rt_code codes[] = {RT_TP319, RT_TP429};

    if (in->request.grid_cells > 0 || (in->request.roster && !rt_is_heard(in)))
        return RT_OK;
    for (size_t i = 0; i < RT_COUNT(codes); i++) {
        const struct rt_stranger *s = &in->unassigned[i];
        struct rt_place place
            = {.sheet = s->sheet, .row = s->row, .col = s->col};
        if (in->unassigned_count[i] > 0)
            RT_TRY(rt_put_finding(in, codes[i], &place,
                RT_ARGS(RT_DECIMAL(in->unassigned_count[i]), s->name), err));
    }
    return RT_OK;
}

enum rt_status rt_report_departments(struct rt_intake *in, struct rt_error *err)
{
    struct rt_buf others = RT_BUF(RT_NAMES_BYTES);
    enum rt_status rc = RT_OK;

    while (in->stranger_count > 0 && rc == RT_OK) {
        struct rt_stranger *s = in->strangers;
        struct rt_place place = {.sheet = s->sheet,
            .row = s->row,
            .col = s->col,
            .department = s->name,
            .actual = s->name};
        rt_buf_clear(&others);
        if (take_spellings(in, &others) != RT_OK) {
            rc = rt_fail_nomem(err);
            break;
        }
        rc = rt_put_finding(
            in, RT_RO104, &place, RT_ARGS(s->name, rt_buf_str(&others)), err);
        in->stranger_count--;
        memmove(s, s + 1, in->stranger_count * sizeof *s);
    }
    rt_buf_fini(&others);
    return rc == RT_OK ? report_unassigned(in, err) : rc;
}

/* The row may be that of the department whose file it is. */
static void mark_rows(struct rt_intake *in)
{
    if (in->roster_file >= 0)
        in->sent[in->roster_file] |= RT_ROWS;
}

/* The roster's name for the row, by its 管理部署 or by the file's name. */
static int roster_place(struct rt_convert *c, const struct rt_risk *risk)
{
    const struct rt_roster *roster = c->in->request.roster;
    int at = RT_ROSTER_NONE;

    if (!roster)
        return at;
    if (risk->managed_by.n > 0) {
        at = rt_roster_of_name(roster, risk->managed_by);
        if (at >= 0) {
            c->in->sent[at] |= RT_HEARD | RT_ROWS;
            return at;
        }
        note_stranger(c, risk->managed_by);
        mark_rows(c->in);
        return at;
    }
    mark_rows(c->in);
    c->in->asked_roster_file = true;
    return c->in->roster_file;
}

/* 「・・・」, 「ー」, 「×」 */
static bool is_strokes(struct rt_str s)
{
    static const char *const strokes[] = {"・", "ー", "―", "—", "─", "〜", "×",
        "○", "●", "。", "、", "_", "-", "~", "."};

    while (rt_str_skip_any(&s, strokes)) {
    }
    return s.n == 0;
}

bool rt_is_no_name(struct rt_str name)
{
    static const char *const words[] = {"無", "特になし", "n/a", "na", "none",
        "unknown", "true", "false", "tbd", "空欄", "空白", "なし", "無し",
        "未定", "不明", "未記入", "未入力", "該当なし", "該当無し"};
    struct rt_cell cell = {.type = RT_CELL_STRING, .text = name};
    char folded[64], iso[11];
    size_t n = rt_fold_fixed(name, folded, sizeof folded), i = 0;
    struct rt_str whole = {folded, n};

    if (n == SIZE_MAX)
        return false;
    while (i < n && (unsigned char)folded[i] < 0x80
           && (folded[0] == '#' || !isalpha((unsigned char)folded[i])))
        i++;
    if (n > 2 && folded[0] == '(' && folded[n - 1] == ')')
        whole = (struct rt_str){folded + 1, n - 2};
    return i == n || is_strokes(whole) || rt_str_is_any(whole, words)
           || rt_is_taken(rt_value_date(&cell, iso));
}

/* The same, or that it is not known yet: 「担当者未定」, 「営業部または総務部」. */
static bool is_no_department(struct rt_str name)
{
    static const char *const between[] = {"→", "←", "⇒", "⇐", "または", "又は",
        "もしくは", "若しくは", "あるいは"};
    static const char *const ends[] = {"以外", "未定", "未決定", "未設定",
        "未確定", "不明", "検討中", "調整中", "確認中", "該当なし", "部署なし",
        "部署無し", "担当なし", "担当無し"};
    /* What the register calls its rows of sums. */
    static const char *const sums[]
        = {"合計", "小計", "総計", "Total", "total"};

    if (rt_is_no_name(name))
        return true;
    name = rt_str_trim(name);
    (void)rt_mark_cut(&name, RT_MARK_CLOSE);
    return rt_str_ends_any(name, ends) || rt_str_contains_any(name, between)
           || rt_str_is_any(name, sums);
}

/* Where all departments have numbers, these are their codes. */
static bool is_code(const struct rt_convert *c)
{
    const struct rt_cell *cell = c->cell[RT_F_MANAGED_BY];

    return cell && !c->sheet->tally.names && rt_whole_of(cell) > 0;
}

static void drop_no_department(struct rt_convert *c, struct rt_risk *risk)
{
    const struct rt_roster *roster = c->in->request.roster;

    /* Nearly every row has the name of the one above, which is one. */
    if (risk->managed_by.n == 0 || rt_str_is(risk->managed_by, c->gap.above)
        || !is_no_department(risk->managed_by) || is_code(c)
        || (roster && rt_roster_of_name(roster, risk->managed_by) >= 0))
        return;
    if (c->own[RT_F_MANAGED_BY])
        rt_pend(c, RT_VA402, RT_F_MANAGED_BY, RT_ARGS(risk->managed_by));
    risk->managed_by = RT_STR_NONE;
}

static enum rt_status find_department(
    struct rt_convert *c, struct rt_risk *risk, struct rt_error *err)
{
    int at = roster_place(c, risk);

    risk->department = risk->managed_by;
    if (at >= 0) {
        risk->department
            = rt_roster_department(c->in->request.roster, (size_t)at)->name;
        return RT_OK;
    }
    /* Where the roster does not decide, neither does the file's name. */
    if (risk->department.n > 0 || c->department.n == 0
        || at == RT_ROSTER_SEVERAL)
        return RT_OK;
    risk->department = rt_arena_str(&c->arena, c->department);
    RT_NEED(risk->department.p, err);
    c->sums.by_name++;
    return RT_OK;
}

/* --- blank below a filled cell ------------------------------------------- */

/* Nearly every row of a field has what the row above has; where it is blank
 * below one that is not, that may have been meant. */
static enum rt_status end_gap(struct rt_convert *c, struct rt_gap *gap,
    enum rt_field f, enum rt_code code, struct rt_error *err)
{
    struct rt_place place = {.sheet = c->sheet,
        .row = gap->first,
        .col = (uint32_t)(c->sheet->layout.col_of[f] + 1)};

    if (gap->first == 0)
        return RT_OK;
    gap->first = 0;
    return rt_put_finding(c->in, code, &place,
        RT_ARGS(rt_num(c, (int)gap->rows),
            rt_rows_text(c, place.row, gap->last), rt_str(gap->above)),
        err);
}

enum rt_status rt_close_gap(struct rt_convert *c, struct rt_error *err)
{
    RT_TRY(end_gap(c, &c->business_gap, RT_F_BUSINESS, RT_TP442, err));
    return end_gap(c, &c->gap, RT_F_MANAGED_BY, RT_TP411, err);
}

static void add_to_gap(struct rt_convert *c, struct rt_gap *gap)
{
    if (gap->first == 0) {
        gap->first = c->row->number;
        gap->rows = 0;
    }
    gap->last = c->row->number;
    gap->rows++;
}

/* A row's department is not in doubt where its file or sheet says the same
 * as the row above. */
static enum rt_status note_gap(
    struct rt_convert *c, const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_gap *gap = &c->gap;
    bool blank
        = risk->managed_by.n == 0 && rt_cell_blank(c->cell[RT_F_MANAGED_BY]);

    if (c->sheet->layout.col_of[RT_F_MANAGED_BY] < 0)
        return RT_OK;
    if (!blank) {
        RT_TRY(end_gap(c, gap, RT_F_MANAGED_BY, RT_TP411, err));
        rt_str_copy(gap->above, sizeof gap->above, risk->department);
    } else if (gap->above[0] != '\0' && !rt_pended_ditto(c, RT_F_MANAGED_BY)
               && !rt_str_is(risk->department, gap->above)) {
        add_to_gap(c, gap);
    }
    return RT_OK;
}

static enum rt_status note_business_gap(
    struct rt_convert *c, const struct rt_risk *risk, struct rt_error *err)
{
    struct rt_gap *gap = &c->business_gap;

    if (c->sheet->layout.form != RT_FORM_LEDGER
        || c->sheet->layout.col_of[RT_F_BUSINESS] < 0)
        return RT_OK;
    if (risk->business.n > 0) {
        RT_TRY(end_gap(c, gap, RT_F_BUSINESS, RT_TP442, err));
        rt_str_copy(gap->above, sizeof gap->above, risk->business);
    } else if (gap->above[0] != '\0' && !rt_pended_ditto(c, RT_F_BUSINESS)
               && rt_cell_blank(c->cell[RT_F_BUSINESS])) {
        add_to_gap(c, gap);
    }
    return RT_OK;
}

enum rt_status rt_set_department(
    struct rt_convert *c, struct rt_risk *risk, struct rt_error *err)
{
    drop_no_department(c, risk);
    RT_TRY(find_department(c, risk, err));
    RT_TRY(note_gap(c, risk, err));
    RT_TRY(note_business_gap(c, risk, err));
    /* What a part of the table says is reported with it (section.c). */
    if (c->section.row == 0 && risk->department.n == 0 && c->gap.first == 0
        && !rt_pended(c, RT_VA402, RT_F_MANAGED_BY)
        && !rt_pended_ditto(c, RT_F_MANAGED_BY))
        note_unassigned(c);
    return RT_OK;
}

/* --- in the name of a sheet or a file --------------------------------------- */

/* 「情報資産管理台帳_営業部」, 「営業部」 at the end of a file's name: a name
 * that ends like a department's. Only where a row does not name its managing
 * department itself; the caller reports it. */
struct rt_str rt_name_department(struct rt_str name)
{
    static const char *const ends[] = {"部", "課", "室", "係", "局", "本部",
        "支店", "支社", "営業所", "工場", "センター", "グループ", "チーム",
        "事業所", "出張所", "委員会", "店"};
    static const char *const marks[]
        = {"_", "＿", "-", "－", " ", "　", "(", "（", "【"};
    struct rt_str s = name;
    bool cut = false;

    for (size_t i = 0; i < RT_COUNT(marks); i++) {
        size_t n = strlen(marks[i]);
        for (size_t at = 0; s.n >= n && at + n <= s.n;) {
            if (memcmp(s.p + at, marks[i], n) == 0) {
                s.p += at + n;
                s.n -= at + n;
                at = 0;
                cut = true;
            } else {
                at++;
            }
        }
    }
    while (rt_str_ends(s, RT_STR(")")) || rt_str_ends(s, RT_STR("）"))
           || rt_str_ends(s, RT_STR("】")))
        s.n -= rt_str_ends(s, RT_STR(")")) ? 1 : 3;
    /* A whole name that is a department's is short: 「営業部」. */
    if (rt_utf8_count(s) > (cut ? 16u : 8u))
        return RT_STR_NONE;
    for (size_t i = 0; i < RT_COUNT(ends); i++) {
        if (s.n > strlen(ends[i]) && rt_str_ends(s, rt_str(ends[i])))
            return s;
    }
    return RT_STR_NONE;
}

struct rt_str rt_department_before(struct rt_str name, struct rt_str *after)
{
    static const char *const marks[] = {" ", "　", "\n", "(", "（", "/", "／",
        "・", "、", ",", "，", ":", "：", "&", "＆"};
    struct rt_str s = rt_str_trim(name);

    for (size_t i = 1; i < s.n; i++) {
        struct rt_str rest = {s.p + i, s.n - i};
        if ((s.p[i] & 0xC0) == 0x80 || !rt_str_starts_any(rest, marks))
            continue;
        while (rt_str_skip_any(&rest, marks)) {
        }
        while (rt_mark_cut(&rest, RT_MARK_CLOSE)) {
        }
        *after = rt_str_trim(rest);
        return rest.n > 0 ? (struct rt_str){s.p, i} : RT_STR_NONE;
    }
    return RT_STR_NONE;
}

struct rt_str rt_file_department(struct rt_str file)
{
    for (size_t i = file.n; i-- > 0;) {
        if (file.p[i] == '/') {
            file.p += i + 1;
            file.n -= i + 1;
            break;
        }
    }
    for (size_t i = file.n; i-- > 0;) {
        if (file.p[i] == '.') {
            file.n = i;
            break;
        }
    }
    return rt_name_department(file);
}
