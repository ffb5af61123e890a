/* risktally check: recomputes a finished workbook.
 *
 * Each file is read once: its rows go to the intake, as in merge, for the
 * values and their recomputation, and into a grid of cells, for the formulas
 * and the structure. Files are taken one after the other, because a grid is a
 * whole workbook in memory. All findings go through the ledger, so that their
 * number is not bounded; accepted ones are removed there, and reports are
 * queries.
 */
#include <stdlib.h>

#include "base/outfile.h"
#include "command/check.h"
#include "command/command.h"

static const struct rt_usage usage = {
    {"使い方: risktally check [オプション] 入力...\n"
     "\n"
     "納品・提出されたブックや一覧を計算し直し、記載と違うところ、数式・様式・\n"
     "対応計画の不備をセルごとに示します。結果は標準出力に出します。\n"
     "入力は .xlsx .xlsm .csv .tsv .txt のファイルか、それらのあるフォルダーです。\n"
     "入力ファイルには何も書き込みません。\n"
     "\n"
     "オプション:\n",
        "usage: risktally check [options] FILE...\n"
        "\n"
        "Recomputes a finished workbook or list and lists, cell by cell, where it\n"
        "differs and what is wrong with its formulas, its form and its plan. The\n"
        "result goes to standard output.\n"
        "FILE is a .xlsx .xlsm .csv .tsv .txt file or a folder of such.\n"
        "Nothing is ever written into an input.\n"
        "\n"
        "options:\n"},
    {"\n"
     "終了コード: 0 すべて読めて指摘なし / 1 --fail-on 以上の指摘あり /\n"
     "            2 実行できない / 3 判定できない入力あり（ほかは判定済み）\n",
        "\n"
        "exit status: 0 all read, nothing found / 1 findings at or above\n"
        "             --fail-on / 2 cannot run / 3 an input cannot be judged\n"
        "             (all else is reported)\n"}};

static enum rt_status check_files(struct rt_check *c, struct rt_error *err)
{
    RT_TRY(rt_ledger_open(&c->ledger, 0, err));
    c->ids = calloc(c->files.count + 1, sizeof *c->ids);
    RT_NEED(c->ids, err);
    RT_TRY(rt_treatments_new(&c->treatment, c->o.limits.string_bytes, err));
    RT_TRY(rt_check_read_against(c, err));
    RT_TRY(rt_check_read_assets(c, err));
    for (size_t i = 0; i < c->files.count; i++)
        RT_TRY(rt_check_file(c, i, err));
    RT_TRY(rt_check_compare(c, err));
    RT_TRY(rt_ledger_seal(c->ledger, c->o.lang, err));
    return rt_check_apply_accepts(c, err);
}

static enum rt_status check_all(
    struct rt_check *c, struct rt_totals *totals, struct rt_error *err)
{
    const char *path = NULL;

    RT_TRY(rt_list_inputs(&c->o, &c->files, err));
    RT_TRY(rt_check_read_accepts(c, err));
    if (c->o.output)
        RT_TRY(rt_check_announce(c, &c->set, &path, err));
    RT_TRY(check_files(c, err));
    RT_TRY(rt_ledger_totals(c->ledger, totals, err));
    if (!c->set)
        return RT_OK;
    RT_TRY(rt_check_review(c, path, err));
    return rt_outset_commit(c->set, err);
}

static int run(struct rt_check *c, struct rt_error *err)
{
    struct rt_totals totals;
    enum rt_status rc;
    int status;

    c->run = (struct rt_run){.version = RT_VERSION,
        .now = c->o.now,
        .lang = c->o.lang,
        .options = (const char *const *)c->o.shaping,
        .option_count = c->o.shaping_count};
    rc = check_all(c, &totals, err);
    rt_outset_close(c->set);
    if (rc != RT_OK)
        return rt_complain(c->o.lang, err);
    status = rt_exit_status(&c->o, &totals);
    if (rt_check_print(c, &totals, status, err) != RT_OK)
        return rt_complain(c->o.lang, err);
    return status;
}

int rt_command_check(int argc, char **argv)
{
    struct rt_check c = {0};
    struct rt_error err = {0};
    int status;

    rt_files_init(&c.files);
    rt_arena_init(&c.accepts.arena);
    rt_arena_init(&c.old_arena);
    if (rt_options_read(&c.o, RT_FOR_CHECK, argc, argv, &err) != RT_OK)
        status = rt_complain(c.o.lang, &err);
    else if (c.o.help)
        status = rt_help(RT_FOR_CHECK, c.o.lang, &usage);
    else
        status = run(&c, &err);
    rt_ledger_close(c.ledger);
    rt_treatments_free(c.treatment);
    rt_asset_set_free(c.assets);
    rt_asset_set_free(c.own);
    rt_intake_free(c.assets_intake);
    rt_intake_free(c.old_intake);
    rt_arena_fini(&c.old_arena);
    free(c.ids);
    rt_check_free_accepts(&c);
    rt_files_fini(&c.files);
    rt_options_fini(&c.o);
    return status;
}
