/* risktally rules: the criteria that are built in, what a code means, and
 * whether a folder of results is whole.
 *
 * What it shows comes from the profiles and the catalogue themselves, so that
 * it agrees with what `merge` does. Everything goes into one buffer and out in
 * one piece: either the whole answer is written, or the exit status says that
 * it was not. Unknown words are refused, not guessed.
 */
#include "base/table.h"
#include "command/command.h"
#include "command/common.h"
#include "command/verify.h"

#include "base/lang.h"
#include "finding/finding.h"
#include "form/layout.h"
#include "risk/profile.h"

/* One call, as far as its pieces need to know it. */
struct call {
    const struct rt_options *o;
    enum rt_lang lang;
    const struct rt_vocab *vocab;
    char **words; /* without options */
    int count;
    struct rt_writer out;
};

static const struct rt_usage usage = {
    {"使い方: risktally rules [list | show PROFILE | explain [CODE] | columns |\n"
     "                        verify DIR] [オプション]\n"
     "\n"
     "判定基準、指摘コードの説明、読み取れる見出しを表示し、\n"
     "成果物がそろっているかを確かめます。\n"
     "\n"
     "  list            組み込みの判定基準の一覧（省略時）\n"
     "  show PROFILE    判定基準をINI形式で表示します。PROFILE は名前か\n"
     "                  INIファイルのパスです。保存して編集したものを\n"
     "                  merge の --profile に指定できます\n"
     "  explain CODE    指摘コードの内容と対処\n"
     "  explain         すべての指摘コードの一覧\n"
     "  columns         列の項目と、読み取れる見出しの一覧。ほかの見出しは\n"
     "                  設定ファイルの [columns] に書き足せます\n"
     "  verify DIR      DIR に1回の merge の成果物がすべて、書き出したときの\n"
     "                  ままあるかを run.json と照合します\n"
     "\n"
     "オプション:\n",
        "usage: risktally rules [list | show PROFILE | explain [CODE] | columns "
        "|\n"
        "                        verify DIR] [options]\n"
        "\n"
        "Shows the criteria a risk is computed by (profiles), what the codes "
        "of\n"
        "findings mean, and the headings that are known; verifies results.\n"
        "\n"
        "  list            the built-in profiles (the default)\n"
        "  show PROFILE    a profile as an INI file; PROFILE is a name or the\n"
        "                  path of an INI file. Save it, edit it, and give it\n"
        "                  to merge with --profile\n"
        "  explain CODE    what a finding's code means and what to do\n"
        "  explain         all codes\n"
        "  columns         the fields of the forms and the headings that are "
        "known;\n"
        "                  the configuration file's [columns] adds others\n"
        "  verify DIR      whether DIR holds all results of one merge as they "
        "were\n"
        "                  written, by its run.json\n"
        "\n"
        "options:\n"},
    {"\n"
     "終了コード: 0 正常 / 1 成果物がそろっていない（verify） / 2 指定の誤り、\n"
     "            または出力の失敗 / 75 成果物を置き換え中（verify）\n",
        "\n"
        "exit status: 0 done / 1 the results are not whole (verify) / 2 wrong "
        "words,\n"
        "             or the output was not written / 75 they are being "
        "replaced (verify)\n"}};

/* --- complaints ----------------------------------------------------------- */

/* The place of a wrong word in a sentence depends on the language: both
 * sentences have one %s for it. */
static int complain(
    const struct call *c, const char *ja, const char *en, const char *word)
{
    const char *sentence = rt_say(c->lang, ja, en);
    const char *gap = strstr(sentence, "%s");
    size_t head = gap ? (size_t)(gap - sentence) : strlen(sentence);

    fprintf(stderr, "risktally rules: %.*s%s%s\n%s\n", (int)head, sentence,
        gap ? word : "", gap ? gap + 2 : "",
        rt_say(c->lang, "使い方は risktally rules --help で表示できます",
            "see risktally rules --help"));
    return RT_EXIT_TROUBLE;
}

/* Writes the buffer out; a full disk or a closed pipe is trouble. */
static int finish(const struct call *c)
{
    struct rt_error err = {0};
    struct rt_str text = rt_writer_str(&c->out);

    if (rt_writer_done(&c->out, &err) != RT_OK)
        return rt_complain(c->lang, &err);
    if (fwrite(text.p, 1, text.n, stdout) == text.n && fflush(stdout) == 0)
        return RT_EXIT_OK;
    (void)rt_fail_errno(
        &err, RT_CANNOT_WRITE, rt_say(c->lang, "標準出力", "standard output"));
    return rt_complain(c->lang, &err);
}

/* --- list ----------------------------------------------------------------- */

enum { LIST_COLUMNS = 10, LIST_ROWS = 16, CELL = 32 };

/* A row's cells that are not strings of the profile already. */
struct list_row {
    char scale[CELL], personal[CELL], class[RT_HIGH + 1][CELL];
    char priority[4][CELL];
};

/* "6-9", or "4": the levels of a class are a range, and never none. */
static void class_range(const struct rt_profile *p, int class, char *to)
{
    int low = -1, high = -1;

    for (int level = 0; level <= RT_LEVEL_MAX; level++)
        if ((int)p->class_of[level] == class) {
            low = low < 0 ? level : low;
            high = level;
        }
    if (low == high)
        snprintf(to, CELL, "%d", high);
    else
        snprintf(to, CELL, "%d-%d", low, high);
}

/* "9", or "9 6". */
static void priority_levels(const struct rt_profile *p, int priority, char *to)
{
    size_t n = 0;

    to[0] = '\0';
    for (int level = RT_LEVEL_MAX; level >= 0; level--)
        if (p->priority_of[level] == priority && n + 3 < CELL)
            n += (size_t)snprintf(
                to + n, CELL - n, "%s%d", n > 0 ? " " : "", level);
}

static void fill_row(const struct call *c, const struct rt_profile *p,
    struct list_row *row, const char **cells)
{
    size_t n = 0;

    snprintf(row->scale, CELL, "%d-%d", p->scale_min, p->scale_max);
    if (p->personal >= 0)
        snprintf(row->personal, CELL, "%d", p->personal);
    else
        snprintf(row->personal, CELL, "%s", rt_say(c->lang, "なし", "none"));
    cells[n++] = p->name;
    cells[n++] = row->scale;
    cells[n++] = row->personal;
    for (int class = RT_HIGH; class >= RT_LOW; class --) {
        class_range(p, class, row->class[class]);
        cells[n++] = row->class[class];
    }
    for (int priority = 1; priority <= 3; priority++) {
        priority_levels(p, priority, row->priority[priority]);
        cells[n++] = row->priority[priority];
    }
    cells[n] = p->title[c->lang];
}

static void add_list(struct call *c)
{
    static const char *const heads[2][LIST_COLUMNS] = {
        {"名前", "尺度", "個人情報", "大", "中", "小", "優先1", "優先2",
            "優先3", "題名"},
        {"name", "scale", "personal", "high", "medium", "low", "prio.1",
            "prio.2", "prio.3", "title"},
    };
    const char *cells[(LIST_ROWS + 1) * LIST_COLUMNS];
    struct list_row rows[LIST_ROWS];
    const struct rt_profile *p;
    size_t n = 0;

    memcpy(cells, heads[c->lang], sizeof heads[c->lang]);
    for (; n < LIST_ROWS && (p = rt_profile_builtin(n)) != NULL; n++)
        fill_row(c, p, &rows[n], cells + (n + 1) * LIST_COLUMNS);
    rt_table_add(cells, n + 1, LIST_COLUMNS, &c->out);
    rt_write_z(&c->out,
        rt_say(c->lang,
            "\n"
            "尺度: 機密性・完全性・可用性と重要度の範囲\n"
            "個人情報: 個人情報があるときに最低限とする重要度\n"
            "大・中・小: その区分になるリスク値\n"
            "優先1～3: その優先順位になるリスク値（他は優先順位なし）\n",
            "\n"
            "scale: of confidentiality, integrity, availability, importance\n"
            "personal: the least importance where there is personal data\n"
            "high, medium, low: the risk levels of the class\n"
            "prio.1 to 3: the risk levels of that priority; others have "
            "none\n"));
}

static int list(struct call *c)
{
    if (c->count > 1)
        return complain(c,
            "list に余分な語「%s」があります。取り除いてください",
            "list takes no further word: remove \"%s\"", c->words[1]);
    add_list(c);
    return finish(c);
}

/* --- show ----------------------------------------------------------------- */

static int show(struct call *c)
{
    struct rt_error err = {0};
    struct rt_profile p;

    if (c->count < 2)
        return complain(c,
            "show には判定基準が必要です。show ipa-3.1 "
            "のように書いてください",
            "show needs a profile: write it as in show ipa-3.1", "");
    if (c->count > 2)
        return complain(c,
            "show に余分な語「%s」があります。判定基準は1つだけ書いて"
            "ください",
            "show takes one profile: remove \"%s\"", c->words[2]);
    if (rt_profile_load(c->words[1], &p, &err) != RT_OK)
        return rt_complain(c->lang, &err);
    rt_writer_keep(&c->out, rt_profile_print(&p, c->out.buf));
    return finish(c);
}

/* --- explain -------------------------------------------------------------- */

/* The text for an argument where there is no finding. */
static const struct rt_str no_args[RT_FINDING_ARGS]
    = {{"…", 3}, {"…", 3}, {"…", 3}, {"…", 3}};

static void put_text(struct call *c, enum rt_code code)
{
    rt_writer_keep(
        &c->out, rt_finding_message(code, c->lang, no_args, c->out.buf));
}

static int explain_code(struct call *c, enum rt_code code)
{
    const struct rt_finding_info *info = rt_finding_info(code);

    rt_writef(&c->out, "%s %s\n%s", info->name,
        rt_severity_name(info->severity), rt_say(c->lang, "内容: ", "means: "));
    put_text(c, code);
    rt_writef(&c->out, "\n%s", rt_say(c->lang, "対処: ", "to do: "));
    rt_writer_keep(&c->out, rt_finding_fix(code, c->lang, no_args, c->out.buf));
    rt_write_z(&c->out, "\n");
    return finish(c);
}

static int explain_all(struct call *c)
{
    for (int code = 1; code < RT_CODE_COUNT; code++) {
        const struct rt_finding_info *info = rt_finding_info(code);

        /* both columns are ASCII of known width */
        rt_writef(&c->out, "%s  %-7s  ", info->name,
            rt_severity_name(info->severity));
        put_text(c, code);
        rt_write_z(&c->out, "\n");
    }
    return finish(c);
}

/* The code for a word in either case: people type them. */
static enum rt_code code_of(const char *word)
{
    char upper[16];
    size_t n = 0;

    for (; n < sizeof upper - 1 && word[n] != '\0'; n++)
        upper[n] = word[n] >= 'a' && word[n] <= 'z'
                       ? (char)(word[n] - 'a' + 'A')
                       : word[n];
    return word[n] == '\0' ? rt_finding_code((struct rt_str){upper, n})
                           : RT_CODE_NONE;
}

static int explain(struct call *c)
{
    enum rt_code code;

    if (c->count < 2)
        return explain_all(c);
    if (c->count > 2)
        return complain(c,
            "explain に余分な語「%s」があります。コードは1つだけ書いてください",
            "explain takes one code: remove \"%s\"", c->words[2]);
    code = code_of(c->words[1]);
    if (code == RT_CODE_NONE)
        return complain(c,
            "「%s」という指摘コードはありません。risktally rules explain "
            "で一覧を表示し、その中から書いてください",
            "there is no code \"%s\": write one of those that risktally rules "
            "explain lists",
            c->words[1]);
    return explain_code(c, code);
}

/* --- columns -------------------------------------------------------------- */

/* A field's headings; one below a group's is 「予定／開始」. */
static void put_headings(struct call *c, enum rt_field field)
{
    struct rt_str group, text;
    enum rt_field f;

    rt_write_z(&c->out, "    ");
    for (size_t i = 0; rt_label_at(c->vocab, i, &f, &group, &text); i++) {
        if (f == field)
            rt_writef(&c->out, "「%.*s%s%.*s」", RT_FMT(group),
                group.n > 0 ? "／" : "", RT_FMT(text));
    }
    rt_write_z(&c->out, "\n");
}

/* The forms that have the field's column. */
static void put_forms(struct call *c, enum rt_field f)
{
    const char *gap = "";

    for (int form = RT_FORM_LEDGER; form < RT_FORM_RESULT; form++) {
        if (!rt_field_in(f, form))
            continue;
        rt_writef(&c->out, "%s%s", gap, rt_form_name(form, c->lang));
        gap = rt_say(c->lang, "・", ", ");
    }
}

static int columns(struct call *c)
{
    if (c->count > 1)
        return complain(c,
            "columns に余分な語「%s」があります。取り除いてください",
            "columns takes no further word: remove \"%s\"", c->words[1]);
    for (enum rt_field f = 0; f < RT_FIELD_COUNT; f++) {
        if (!rt_field_key(f))
            continue;
        rt_writef(&c->out, "%s  %.*s", rt_field_key(f),
            RT_FMT(rt_field_name(f, c->lang)));
        rt_write_z(&c->out, rt_say(c->lang, "（", " ("));
        put_forms(c, f);
        rt_write_z(&c->out, rt_say(c->lang, "）\n", ")\n"));
        put_headings(c, f);
    }
    rt_write_z(&c->out,
        rt_say(c->lang,
            "\n"
            "「予定／開始」は、見出し「予定」の下の「開始」です。\n"
            "貴社の見出しは設定ファイル（--config）に書くと読み取れます:\n"
            "  [columns]\n"
            "  asset = 資産の呼び名, 管理対象\n",
            "\n"
            "「予定／開始」 is the heading 開始 below the heading 予定.\n"
            "Headings of your own are read when the configuration file "
            "(--config) has\nthem:\n"
            "  [columns]\n"
            "  asset = 資産の呼び名, 管理対象\n"));
    return finish(c);
}

/* --- verify --------------------------------------------------------------- */

static int verify(struct call *c)
{
    int status, finished;

    if (c->count != 2)
        return complain(c,
            "verify にはフォルダーを1つ書いてください。verify 成果物 "
            "のように書きます",
            "verify takes one folder: write it as in verify results", "");
    status = rt_verify(c->o, c->words[1], &c->out);
    finished = finish(c);
    return finished == RT_EXIT_OK ? status : finished;
}

/* --- the command ---------------------------------------------------------- */

static int dispatch(struct call *c)
{
    const char *word = c->count > 0 ? c->words[0] : "list";

    if (strcmp(word, "list") == 0)
        return list(c);
    if (strcmp(word, "show") == 0)
        return show(c);
    if (strcmp(word, "explain") == 0)
        return explain(c);
    if (strcmp(word, "columns") == 0)
        return columns(c);
    if (strcmp(word, "verify") == 0)
        return verify(c);
    return complain(c,
        "「%s」は分かりません。list、show、explain、columns、verify "
        "のどれかを書いてください",
        "\"%s\" is not known: write list, show, explain, columns or verify",
        word);
}

static int run(struct call *c)
{
    int status;

    rt_writer_init(&c->out, RT_TEXT_MAX);
    status = dispatch(c);
    rt_writer_fini(&c->out);
    return status;
}

int rt_command_rules(int argc, char **argv)
{
    struct rt_options o;
    struct rt_error err = {0};
    enum rt_status rc = rt_options_read(&o, RT_FOR_RULES, argc, argv, &err);
    struct call c = {.o = &o,
        .lang = o.lang,
        .vocab = o.vocab,
        .words = o.words,
        .count = o.word_count};
    int status;

    if (rc != RT_OK)
        status = rt_complain(o.lang, &err);
    else if (o.help)
        status = rt_help(RT_FOR_RULES, o.lang, &usage);
    else
        status = run(&c);
    rt_options_fini(&o);
    return status;
}
