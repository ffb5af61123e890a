/* risktally template: a blank risk-analysis workbook for a department.
 *
 * One line on standard output says what was written; what could not be taken
 * over from an earlier register is said on standard error. The workbook
 * appears whole or not at all, and never in the place of what it was made
 * from.
 */
#include "base/outfile.h"
#include "command/command.h"
#include "command/common.h"
#include "command/template_prefill.h"

static const struct rt_usage usage = {
    {"使い方: risktally template -o FILE.xlsx [オプション]\n"
     "\n"
     "部署に配る記入用のリスク分析シート（第3版・第3.1版の様式）を作ります。\n"
     "--form で、結果報告書・対応計画・適用宣言書の空の様式も作れます。\n"
     "プルダウン、計算式、入力の案内、記入例が入っています。記入されたブックは\n"
     "merge でそのまま取りまとめられます。\n"
     "\n"
     "オプション:\n",
        "usage: risktally template -o FILE.xlsx [options]\n"
        "\n"
        "Writes a blank risk-analysis workbook (the form of editions 3 and 3.1)\n"
        "to hand to a department, with pull-downs, formulas, input messages and\n"
        "an example. merge reads it once it is filled in.\n"
        "--form writes a blank assessment report, treatment plan or statement of\n"
        "applicability instead.\n"
        "The form's own labels are Japanese in either language.\n"
        "\n"
        "options:\n"},
    {"\n"
     "終了コード: 0 作成した / 2 作成できない\n",
        "\n"
        "exit status: 0 written / 2 not written\n"}};

struct call {
    struct rt_options o;
    struct rt_template t;
    struct rt_prefill prefill;
    const struct rt_blank_form *form; /* NULL: the ledger's */
};

/* --- what is asked for ---------------------------------------------------- */

static enum rt_status check_words(
    const struct rt_options *o, struct rt_error *err)
{
    if (o->word_count > 0)
        return rt_fail_both(err, RT_USAGE,
            "余分な語「%s」があります（template に入力ファイルはありません）",
            "there is an extra word \"%s\": template has no input files",
            o->words[0]);
    if (!o->output)
        return rt_fail_text(err, RT_USAGE,
            "-o FILE.xlsx で書き出し先を指定してください",
            "name the file to write with -o FILE.xlsx");
    return RT_OK;
}

static enum rt_status check_from(
    const struct rt_options *o, struct rt_error *err)
{
    if (!o->from || !rt_same_file(o->output, o->from))
        return RT_OK;
    return rt_fail_both(err, RT_USAGE,
        "-o の %s は --from のファイルです。別の名前を指定してください",
        "-o: %s is the file of --from; give another name", o->output);
}

/* A name of a department goes into titles and cells: one line, not long. */
static enum rt_status read_department(struct call *c, struct rt_error *err)
{
    struct rt_str s;
    bool bad;

    if (!c->o.department)
        return RT_OK;
    s = rt_str_trim(rt_str(c->o.department));
    bad = s.n == 0 || rt_utf8_valid_prefix(s) != s.n
          || rt_utf8_count(s) > RT_TEMPLATE_DEPARTMENT_MAX;
    for (size_t i = 0; i < s.n && !bad; i++)
        bad = (unsigned char)s.p[i] < ' ';
    if (bad)
        return rt_fail_both(err, RT_USAGE,
            "--department には %d 文字以内の部署名を指定してください",
            "--department takes a name of at most %d characters",
            RT_TEMPLATE_DEPARTMENT_MAX);
    c->t.department = s;
    return RT_OK;
}

/* What is filled in beforehand is a ledger's. */
static enum rt_status find_form(struct call *c, struct rt_error *err)
{
    const struct rt_options *o = &c->o;

    if (!o->form || strcmp(o->form, "ledger") == 0)
        return RT_OK;
    c->form = rt_blank_form_named(o->form);
    if (!c->form)
        return rt_fail_both(err, RT_USAGE,
            "--form の「%s」という様式はありません（ledger、report、plan、soa "
            "のどれかです）",
            "--form: there is no form \"%s\" (ledger, report, plan or soa)",
            o->form);
    return o->from || o->department ? rt_fail_text(err, RT_USAGE,
               "--from と --department は --form ledger とともに指定"
               "してください",
               "--from and --department go with --form ledger")
                                    : RT_OK;
}

static enum rt_status understand(struct call *c, struct rt_error *err)
{
    const struct rt_options *o = &c->o;
    const struct rt_profile *p = o->has_profile ? &o->profile : &o->fallback;

    RT_TRY(check_words(o, err));
    RT_TRY(rt_check_book_name(o, err));
    RT_TRY(check_from(o, err));
    RT_TRY(find_form(c, err));
    if (!c->form)
        RT_TRY(rt_template_supports(p, err));
    c->t = (struct rt_template){.profile = p,
        .lang = o->lang,
        .version = RT_VERSION,
        .now = o->now,
        .rows = (uint32_t)o->rows};
    return read_department(c, err);
}

/* Room for new assets below the old ones. */
enum { SPARE_ROWS = 20 };

static enum rt_status take_earlier(struct call *c, struct rt_error *err)
{
    size_t rows;
    enum rt_status rc = RT_OK;

    if (!c->o.from)
        return RT_OK;
    rc = rt_prefill_read(&c->prefill, &c->o, &c->t, err);
    c->t.assets = c->prefill.assets;
    c->t.asset_count = c->prefill.count;
    rows = c->prefill.count + SPARE_ROWS;
    if (rows > RT_TEMPLATE_ROWS_MAX)
        rows = RT_TEMPLATE_ROWS_MAX;
    if (rows > c->t.rows)
        c->t.rows = (uint32_t)rows;
    return rc;
}

/* --- writing -------------------------------------------------------------- */

static enum rt_status write_book(struct call *c, struct rt_error *err)
{
    struct rt_outset *set = NULL;
    const char *path;
    enum rt_status rc
        = rt_outset_open_file(c->o.output, c->o.force, &set, &path, err);

    RT_THEN(rc, c->form ? rt_report_blank(&c->t, c->form, path, err)
                        : rt_report_template(&c->t, path, err));
    RT_THEN(rc, rt_outset_commit(set, err));
    rt_outset_close(set);
    return rc;
}

/* What was written, and what has to be known to read it back. */
static void report(const struct call *c)
{
    if (c->form) {
        if (!c->o.quiet)
            printf(rt_say(c->o.lang, "%s: 判定基準 %s\n", "%s: profile %s\n"),
                c->o.output, c->t.profile->name);
        return;
    }
    const struct rt_profile *p = c->t.profile;
    const char *edition = rt_template_edition(p);
    enum rt_lang lang = c->o.lang;

    if (!c->o.quiet) {
        printf(rt_say(lang, "%s: 判定基準 %s（評価値 %d～%d）、台帳 %u 行",
                   "%s: profile %s (scores %d to %d), %u rows"),
            c->o.output, p->name, p->scale_min, p->scale_max, c->t.rows);
        if (c->o.from)
            printf(rt_say(lang, "（うち %zu 件は前回の情報資産）",
                       ", %zu of them with assets of the earlier run"),
                c->t.asset_count);
        putchar('\n');
    }
    rt_prefill_report(&c->prefill, lang);
    if (strcmp(edition, p->name) != 0)
        fprintf(stderr,
            rt_say(lang,
                "risktally: このブックは %s の様式として読まれます。merge と "
                "check では --profile に %s を指定してください\n",
                "risktally: the workbook is read as %s: give merge and check "
                "--profile %s\n"),
            edition, c->o.profile_given ? c->o.profile_given : p->name);
}

static int run(struct call *c, struct rt_error *err)
{
    enum rt_status rc = understand(c, err);

    RT_THEN(rc, take_earlier(c, err));
    RT_THEN(rc, write_book(c, err));
    if (rc != RT_OK)
        return rt_complain(c->o.lang, err);
    report(c);
    return RT_EXIT_OK;
}

int rt_command_template(int argc, char **argv)
{
    struct call c = {0};
    struct rt_error err = {0};
    int status;

    rt_arena_init(&c.prefill.arena);
    if (rt_options_read(&c.o, RT_FOR_TEMPLATE, argc, argv, &err) != RT_OK)
        status = rt_complain(c.o.lang, &err);
    else if (c.o.help)
        status = rt_help(RT_FOR_TEMPLATE, c.o.lang, &usage);
    else
        status = run(&c, &err);
    rt_arena_fini(&c.prefill.arena);
    rt_options_fini(&c.o);
    return status;
}
