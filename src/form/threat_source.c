/* Which threat sheet rates a ledger's media.
 *
 * The ledger's own formulas name it: what they read is what the ledger shows.
 * A defined name and the text of INDIRECT are looked up; where formulas read a
 * computed place, only the values they show can prove a sheet.
 * Where no formula does (values only), it is the sheet whose name says the same
 * beside the form's own name: 「情報資産管理台帳_営業部」 and
 * 「脅威の状況（営業部）」. Of several sheets without either none is taken.
 */
#include <ctype.h>

#include "base/fold.h"
#include "form/form.h"
#include "formula/formula.h"

/* --- by its formulas ----------------------------------------------------- */

/* The ledger's record of a sheet; NULL where there are too many. */
static struct rt_read *read_of(
    struct rt_intake *in, struct rt_reads *reads, struct rt_str sheet)
{
    for (size_t i = 0; i < reads->count; i++) {
        if (rt_str_eq(reads->of[i].sheet, sheet))
            return &reads->of[i];
    }
    sheet = rt_arena_str(&in->arena, sheet);
    if (reads->count == RT_READS_MAX || !sheet.p)
        return NULL;
    reads->of[reads->count] = (struct rt_read){.sheet = sheet};
    return &reads->of[reads->count++];
}

/* Cells of a shared formula have its number and not its text. */
static void note_follower(struct rt_reads *reads, const struct rt_cell *cell)
{
    for (size_t i = 0; i < reads->count && cell->shared > 0; i++) {
        for (size_t k = 0; k < reads->of[i].shared_count; k++)
            reads->of[i].cells += reads->of[i].shared[k] == cell->shared;
    }
}

static void note_ref(struct rt_intake *in, struct rt_reads *reads,
    const struct rt_cell *cell, const struct rt_ref *ref)
{
    struct rt_read *r;

    if (ref->broken || ref->file.n > 0 || ref->sheet.n == 0)
        return;
    r = read_of(in, reads, ref->sheet);
    if (!r)
        return;
    r->cells++;
    if (cell->shared > 0 && r->shared_count < RT_COUNT(r->shared))
        r->shared[r->shared_count++] = cell->shared;
}

/* The formula's references; false where it is none that we know. */
static bool note_refs(struct rt_intake *in, struct rt_reads *reads,
    const struct rt_cell *cell, struct rt_str text, struct rt_formula **f,
    struct rt_arena *scratch)
{
    struct rt_error ignored;

    if (rt_formula_parse(text, scratch, f, &ignored) != RT_OK)
        return false;
    for (size_t i = 0; i < rt_formula_ref_count(*f); i++)
        note_ref(in, reads, cell, rt_formula_ref(*f, i));
    return true;
}

static void note_formula(
    struct rt_intake *in, struct rt_reads *reads, const struct rt_cell *cell)
{
    struct rt_formula *f, *to;
    struct rt_arena scratch;
    const struct rt_indirect *i = NULL;

    if (cell->formula.n == 0) {
        note_follower(reads, cell);
        return;
    }
    rt_arena_init(&scratch);
    if (note_refs(in, reads, cell, cell->formula, &f, &scratch))
        i = rt_formula_indirect(f);
    if (memmem(cell->formula.p, cell->formula.n, "MAX", 3))
        reads->highest = true;
    for (; i; i = i->next) {
        struct rt_str text
            = i->is_name ? rt_book_name(in->book, i->text) : i->text;
        reads->hidden |= text.n == 0
                         || !note_refs(in, reads, cell, text, &to, &scratch)
                         || rt_formula_indirect(to);
    }
    rt_arena_fini(&scratch);
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_of_name(char c)
{
    return is_letter(c) || rt_is_digit(c) || (unsigned char)c >= 0x80
           || strchr("_.!'[", c);
}

/* How many digits at `at` are the row of a reference of the form's kind: $B3. */
static size_t row_digits(const char *text, size_t n, size_t at)
{
    size_t from = at, end = at, letters = 0;

    while (end < n && rt_is_digit(text[end]))
        end++;
    if (from > 0 && text[from - 1] == '$')
        from--;
    for (; from > 0 && is_letter(text[from - 1]); letters++)
        from--;
    if (end == at || letters == 0 || letters > 3
        || (end < n && (is_of_name(text[end]) || text[end] == '('))
        || (from > 0 && is_of_name(text[from - 1]) && text[from - 1] != '!'))
        return 0;
    return end - at;
}

/* Whether two formulas differ in rows of references alone, so that they read the
 * same sheets: nearly all of a column do. Nothing within quotation marks may
 * differ. */
static bool reads_same(struct rt_str a, struct rt_str b)
{
    size_t i = 0, k = 0;
    char quote = '\0';

    while (i < a.n && k < b.n) {
        bool row = !quote && rt_is_digit(a.p[i]) && rt_is_digit(b.p[k]);
        size_t x = row ? row_digits(a.p, a.n, i) : 0;
        size_t y = row ? row_digits(b.p, b.n, k) : 0;
        if (x > 0 && y > 0) {
            i += x;
            k += y;
            continue;
        }
        if (a.p[i] != b.p[k])
            return false;
        if (quote ? a.p[i] == quote : a.p[i] == '"' || a.p[i] == '\'')
            quote = quote ? '\0' : a.p[i];
        i++;
        k++;
    }
    return a.n > 0 && i == a.n && k == b.n;
}

/* The same for each cell of one of both columns, which parses few of them. */
static void note_column(struct rt_intake *in, struct rt_reads *reads,
    size_t nth, const struct rt_cell *cell)
{
    char *last = reads->last[nth];
    bool same = cell->shared == 0 && reads_same(rt_str(last), cell->formula);

    if (!same) {
        for (size_t i = 0; i < RT_READS_MAX; i++)
            reads->of[i].of_last[nth] = 0 - reads->of[i].cells;
        note_formula(in, reads, cell);
        last[0] = '\0';
        if (cell->shared == 0 && cell->formula.n < sizeof reads->last[nth])
            rt_str_copy(last, sizeof reads->last[nth], cell->formula);
    }
    for (size_t i = 0; i < RT_READS_MAX; i++) {
        if (same)
            reads->of[i].cells += reads->of[i].of_last[nth];
        else
            reads->of[i].of_last[nth] += reads->of[i].cells;
    }
}

void rt_threats_note_reads(struct rt_intake *in, struct rt_sheet_facts *ledger,
    const struct rt_row *row)
{
    static const enum rt_field rated[] = {RT_F_THREAT, RT_F_VULNERABILITY};

    /* No threat sheet beside the ledger; or it is known by now. */
    if (in->sheet_count < 2 || ledger->reads.formulas > RT_FORMULAS_READ)
        return;
    for (size_t i = 0; i < RT_COUNT(rated); i++) {
        const struct rt_cell *cell = rt_cell_of(&ledger->layout, row, rated[i]);
        if (!cell || !cell->is_formula)
            continue;
        ledger->reads.formulas++;
        note_column(in, &ledger->reads, i, cell);
    }
}

static uint64_t cells_reading(const struct rt_reads *reads, struct rt_str sheet)
{
    uint64_t cells = 0;

    for (size_t i = 0; i < reads->count; i++) {
        if (rt_fold_eq(reads->of[i].sheet, sheet))
            cells += reads->of[i].cells;
    }
    return cells;
}

/* The same of one formula of the ledger. */
static struct rt_reads reads_of_cell(struct rt_intake *in,
    const struct rt_sheet_facts *ledger, const struct rt_cell *cell)
{
    struct rt_reads own = ledger->reads;

    for (size_t i = 0; i < own.count; i++)
        own.of[i].cells = 0;
    note_formula(in, &own, cell);
    return own;
}

const struct rt_sheet_facts *rt_threats_of_cell(struct rt_intake *in,
    struct rt_sheet_facts *ledger, const struct rt_cell *cell,
    const struct rt_sheet_facts *usual)
{
    const struct rt_sheet_facts *read = NULL;
    struct rt_reads own;
    size_t n = 0;

    if (!cell || !cell->is_formula)
        return usual;
    own = reads_of_cell(in, ledger, cell);
    for (size_t i = 0; i < in->sheet_count; i++) {
        if (!in->sheets[i].media
            || cells_reading(&own, in->sheets[i].name) == 0)
            continue;
        read = &in->sheets[i];
        n++;
    }
    return n == 1 ? read : usual;
}

bool rt_threats_outdate(struct rt_intake *in, struct rt_sheet_facts *ledger,
    const struct rt_sheet_facts *threats, const struct rt_cell *cell,
    const int found[2], int shown)
{
    struct rt_reads own;

    if (!cell->is_formula || found[1] == 0)
        return false;
    /* A follower of a shared formula reads what the ledger's formulas do. */
    own = cell->formula.n > 0 ? reads_of_cell(in, ledger, cell) : ledger->reads;
    return cells_reading(&own, threats->name) > 0
           && (shown < found[own.highest] || shown > found[1]);
}

/* --- by its name ----------------------------------------------------------- */

/* What a sheet's name says beside the form's own, letters and digits only. */
static struct rt_str own_part(struct rt_str name, char to[RT_NAME_PART])
{
    static const char *const forms[] = {"情報資産管理台帳", "情報資産台帳",
        "資産管理台帳", "資産目録", "資産台帳", "台帳", "脅威の状況", "脅威"};
    size_t n = rt_fold_fixed(name, to, RT_NAME_PART), kept = 0;

    if (n == SIZE_MAX)
        return name;
    for (size_t i = 0; i < RT_COUNT(forms); i++) {
        size_t len = strlen(forms[i]);
        char *at = memmem(to, n, forms[i], len);
        if (at) {
            memmove(at, at + len, n - (size_t)(at - to) - len);
            n -= len;
            break;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (!ispunct((unsigned char)to[i]))
            to[kept++] = to[i];
    }
    return (struct rt_str){to, kept};
}

static bool same_part(
    const struct rt_sheet_facts *a, const struct rt_sheet_facts *b)
{
    char x[RT_NAME_PART], y[RT_NAME_PART];

    return rt_str_eq(own_part(a->name, x), own_part(b->name, y));
}

static bool is_ledger(const struct rt_sheet_facts *s)
{
    return s->layout.form == RT_FORM_LEDGER && !s->example;
}

/* The other ledger whose name the sheet bears, and not this one's; or NULL. */
static const struct rt_sheet_facts *whose(const struct rt_intake *in,
    const struct rt_sheet_facts *ledger, const struct rt_sheet_facts *threats)
{
    char part[RT_NAME_PART];

    if (own_part(threats->name, part).n == 0 || same_part(ledger, threats))
        return NULL;
    for (size_t i = 0; i < in->sheet_count; i++) {
        const struct rt_sheet_facts *s = &in->sheets[i];
        if (is_ledger(s) && same_part(s, threats))
            return s;
    }
    return NULL;
}

/* --- by its values --------------------------------------------------------- */

void rt_threats_compare(const struct rt_sheet_facts *ledger,
    const struct rt_sheet_facts *threats, uint64_t *same, uint64_t *other)
{
    *same = *other = 0;
    for (int m = 0; m < RT_MEDIA; m++) {
        const struct rt_medium_rating *r = &threats->media[m];
        const int said[] = {r->threat_unsure ? RT_UNKNOWN : r->threat,
            r->vuln_unsure ? RT_UNKNOWN : r->vulnerability};
        for (int k = 0; k < 2; k++)
            for (int v = 1; v <= 3 && said[k] != RT_UNKNOWN; v++)
                *(v == said[k] ? same : other) += ledger->tally.shown[m][k][v];
    }
}

/* Whether the ledger shows nothing but what the sheet says. */
static bool shows(
    const struct rt_sheet_facts *ledger, const struct rt_sheet_facts *threats)
{
    uint64_t same, other;

    rt_threats_compare(ledger, threats, &same, &other);
    return same > 0 && other == 0;
}

/* --- all three ------------------------------------------------------------------ */

/* The threat sheets of a book, as one ledger sees them. */
struct choice {
    const struct rt_sheet_facts *any, *named, *read;
    size_t count, named_count, read_count;
    uint64_t cells; /* that read `read` */
    bool tie;       /* as many read another */
};

static void consider(struct choice *c, const struct rt_sheet_facts *ledger,
    const struct rt_sheet_facts *threats)
{
    uint64_t cells = cells_reading(&ledger->reads, threats->name);

    c->count++;
    c->read_count += cells > 0;
    c->any = threats;
    if (same_part(ledger, threats)) {
        c->named_count++;
        c->named = threats;
    }
    if (cells > c->cells)
        c->read = threats;
    if (cells >= c->cells)
        c->tie = cells == c->cells;
    c->cells = cells > c->cells ? cells : c->cells;
}

struct rt_threat_source rt_threats_of(
    const struct rt_intake *in, const struct rt_sheet_facts *ledger)
{
    struct choice c = {0};
    struct rt_threat_source out = {0};

    for (size_t i = 0; i < in->sheet_count; i++) {
        if (in->sheets[i].media)
            consider(&c, ledger, &in->sheets[i]);
    }
    if (c.named_count != 1)
        c.named = NULL;
    if (c.read && !c.tie) {
        out.sheet = c.read;
        out.by_name = c.named && c.named != c.read ? c.named : NULL;
        out.whose = out.by_name ? NULL : whose(in, ledger, c.read);
    } else if (c.named
               && (c.count == 1 || !ledger->reads.hidden
                   || shows(ledger, c.named))) {
        out.sheet = c.named;
    } else if (c.count == 1 && !whose(in, ledger, c.any)) {
        out.sheet = c.any;
    } else {
        out.unclear = c.count > 1;
    }
    out.mixed = out.sheet && c.read_count > (out.sheet == c.read);
    return out;
}

static bool rates_otherwise(
    const struct rt_sheet_facts *a, const struct rt_sheet_facts *b)
{
    for (int m = 0; m < RT_MEDIA; m++) {
        if (a->media[m].threat != b->media[m].threat
            || a->media[m].vulnerability != b->media[m].vulnerability)
            return true;
    }
    return false;
}

bool rt_threats_other(const struct rt_intake *in,
    const struct rt_sheet_facts *threats, struct rt_str *used)
{
    *used = RT_STR_NONE;
    for (size_t i = 0; i < in->sheet_count; i++) {
        const struct rt_sheet_facts *s = &in->sheets[i];
        struct rt_threat_source source;
        if (!is_ledger(s))
            continue;
        source = rt_threats_of(in, s);
        if (source.sheet == threats)
            return false;
        if (source.sheet && s->reads.formulas == 0
            && rates_otherwise(source.sheet, threats))
            *used = source.sheet->name;
    }
    return used->n > 0;
}

bool rt_threats_left_out(const struct rt_intake *in,
    const struct rt_sheet_facts *threats, struct rt_str args[3])
{
    const struct rt_sheet_facts *takes[RT_READS_MAX], *by[RT_READS_MAX];
    size_t n = 0;

    args[0] = RT_STR_NONE;
    for (size_t i = 0; i < in->sheet_count; i++) {
        const struct rt_sheet_facts *s = &in->sheets[i];
        struct rt_threat_source source;
        if (!is_ledger(s))
            continue;
        source = rt_threats_of(in, s);
        if (!source.sheet || source.sheet == threats
            || source.by_name == threats
            || cells_reading(&s->reads, threats->name) > 0)
            return false;
        for (size_t k = 0; k < n && args[0].n == 0; k++) {
            if (takes[k] != source.sheet)
                continue;
            args[0] = by[k]->name;
            args[1] = s->name;
            args[2] = source.sheet->name;
        }
        if (n < RT_COUNT(takes)) {
            takes[n] = source.sheet;
            by[n++] = s;
        }
    }
    return args[0].n > 0;
}
