/* --assets: the list that the deliverables are to be complete against.
 *
 * The list is a reference, as a profile is: one that cannot be read leaves
 * nothing to compare with and ends the run. Rows of it that were not taken
 * would show as missing; that is said on standard error. All deliverables of
 * the run are compared with it together, since each may hold a part.
 */
#include <inttypes.h>

#include "command/check.h"
#include "command/reading.h"

/* --- reading -------------------------------------------------------------- */

static enum rt_status open_list(struct rt_check *c, struct rt_error *err)
{
    struct rt_file list = {.path = c->o.assets, .name = c->o.assets};
    struct rt_intake_request request = rt_request(&c->o, &list, NULL);

    request.grid_cells = c->o.limits.cells;
    return rt_intake_read(&request, &c->assets_intake, err);
}

/* The list as a whole cannot be used: what its reading says of it. */
static enum rt_status refuse_list(struct rt_check *c, struct rt_error *err)
{
    struct rt_entry entry;
    enum rt_status rc;

    while ((rc = rt_intake_next(c->assets_intake, &entry, err)) == RT_ROW) {
        if (entry.kind == RT_ENTRY_FINDING && entry.finding.code != RT_PL732)
            return rt_fail(err, RT_USAGE, "--assets %s: %s: %.*s", c->o.assets,
                rt_finding_info(entry.finding.code)->name,
                RT_FMT(entry.finding.message));
    }
    return rc == RT_END ? rt_fail_both(err, RT_USAGE,
               "--assets %s: 資産一覧ではありません",
               "--assets %s: this is no asset list", c->o.assets)
                        : rc;
}

/* The importance that the list itself gives: not what follows from its scores
 * and flags, of which it may lack a column. */
static int importance_of(const struct rt_check *c,
    const struct rt_layout *layout, const struct rt_entry *e)
{
    const struct rt_profile *p = rt_intake_profile(c->assets_intake);
    const struct rt_error *failed;
    const struct rt_grid *grid = rt_intake_grid(c->assets_intake, &failed);
    int32_t col = layout->col_of[RT_F_IMPORTANCE];
    const struct rt_cell *cell = NULL;

    if (grid && col >= 0)
        cell = rt_grid_cell(
            grid, e->sheet_index, (uint32_t)col, e->risk.where.row);
    if (!cell)
        return RT_UNKNOWN;
    return cell->type == RT_CELL_NO_VALUE
               ? e->risk.result.importance
               : rt_score_of(c->o.vocab, cell, p->scale_min, p->scale_max);
}

static enum rt_status take_row(
    struct rt_check *c, const struct rt_entry *e, struct rt_error *err)
{
    struct rt_asset_row row = {.risk = &e->risk,
        .layout = rt_intake_layout(c->assets_intake, e->sheet_index),
        .list = true,
        .undecided = rt_intake_profile(c->assets_intake) == &c->o.fallback,
        .profile = rt_intake_profile(c->assets_intake)};

    row.importance = importance_of(c, row.layout, e);
    return rt_asset_set_add(c->assets, &row, err);
}

static enum rt_status take_list(struct rt_check *c, struct rt_error *err)
{
    uint64_t rejected = rt_intake_input(c->assets_intake)->counts.rejected;
    struct rt_entry entry;
    enum rt_status rc;

    while ((rc = rt_intake_next(c->assets_intake, &entry, err)) == RT_ROW) {
        rc = RT_OK;
        if (entry.kind == RT_ENTRY_RISK)
            RT_TRY(take_row(c, &entry, err));
    }
    if (rejected > 0)
        fprintf(stderr,
            rt_say(c->o.lang,
                "risktally: --assets %s: %" PRIu64
                " 行は読めないため、突き合わせから除きました\n",
                "risktally: --assets %s: rows that cannot be read and were "
                "not compared: %" PRIu64 "\n"),
            c->o.assets, rejected);
    return rc == RT_END ? RT_OK : rc;
}

enum rt_status rt_check_read_assets(struct rt_check *c, struct rt_error *err)
{
    enum rt_status rc;

    if (!c->o.assets)
        return rt_asset_set_new(&c->own, err);
    rc = rt_asset_set_new(&c->assets, err);
    RT_THEN(rc, open_list(c, err));
    if (rc == RT_OK
        && rt_intake_input(c->assets_intake)->state != RT_INPUT_READ)
        rc = refuse_list(c, err);
    return rc == RT_OK ? take_list(c, err) : rc;
}

/* --- comparing ------------------------------------------------------------ */

/* The list's place: its own, after the files, unless it is one of them. */
static enum rt_status place_list(
    struct rt_check *c, bool *is_input, struct rt_error *err)
{
    *is_input = false;
    for (size_t i = 0; i < c->files.count; i++) {
        if (rt_same_file(c->o.assets, c->files.list[i].path)) {
            c->assets_id = c->ids[i];
            *is_input = true;
            return RT_OK;
        }
    }
    return rt_ledger_add_input(
        c->ledger, rt_intake_input(c->assets_intake), &c->assets_id, err);
}

/* A finding about one of several files: under the one that it names. */
static enum rt_status put_finding(
    void *context, const struct rt_finding *f, struct rt_error *err)
{
    struct rt_check *c = context;
    int64_t id = 0;

    for (size_t i = 0; i < c->files.count && id == 0; i++) {
        if (rt_str_is(f->where.file, c->files.list[i].name))
            id = c->ids[i];
    }
    if (id == 0)
        id = c->assets_id;
    return rt_ledger_add_finding(c->ledger, id, f, err);
}

/* Of the list itself, what its rows are found by. */
static enum rt_status put_number(
    void *context, const struct rt_finding *f, struct rt_error *err)
{
    struct rt_check *c = context;
    struct rt_finding whole = *f;

    whole.where.file = rt_str(c->o.assets);
    return f->code == RT_DU105
               ? rt_ledger_add_finding(c->ledger, c->assets_id, &whole, err)
               : RT_OK;
}

/* Numbers that the list gives twice, where it is not checked itself. */
static enum rt_status check_numbers(struct rt_check *c, struct rt_error *err)
{
    const struct rt_profile *found = rt_intake_profile(c->assets_intake);
    const struct rt_error *failed;
    struct rt_audit audit = {.vocab = c->o.vocab,
        .profile = found ? found : &c->o.fallback,
        .lang = c->o.lang,
        .now = c->o.now,
        .sink = {.context = c, .put = put_number}};
    struct rt_arena arena;
    enum rt_status rc;

    if (!rt_intake_grid(c->assets_intake, &failed))
        return RT_OK;
    rt_arena_init(&arena);
    rc = rt_audit_begin(&audit, c->assets_intake, &arena, err);
    RT_THEN(rc, rt_audit_structure(&audit, err));
    rt_arena_fini(&arena);
    return rc;
}

enum rt_status rt_check_compare(struct rt_check *c, struct rt_error *err)
{
    struct rt_sink sink = {.context = c, .put = put_finding};
    bool is_input;

    RT_TRY(rt_treatments_compare(c->treatment, c->o.lang, &sink, err));
    if (!c->assets)
        return rt_asset_set_own_numbers(c->own, c->o.lang, &sink, err);
    RT_TRY(place_list(c, &is_input, err));
    if (!is_input)
        RT_TRY(check_numbers(c, err));
    return rt_asset_set_compare(c->assets, is_input, c->o.lang, &sink, err);
}
