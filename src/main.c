/* risktally: dispatches to the subcommands, and nothing else. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/outfile.h"
#include "command/command.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    struct rt_text help;
} commands[] = {
    {"merge", rt_command_merge,
        {"各部署のリスク分析シートを1つの台帳と対応計画にまとめます",
            "many departments' sheets into one register and one plan"}},
    {"flag", rt_command_flag,
        {"前回から新しくなった・悪くなったリスクだけを知らせます（cron向け）",
            "from cron: report only the risks that are new or worse"}},
    {"check", rt_command_check,
        {"納品・提出されたブックを計算し直し、記載と照合します",
            "recompute a deliverable and compare it with itself"}},
    {"template", rt_command_template,
        {"部署に配る記入用のリスク分析シートを作ります",
            "a blank risk-analysis workbook to hand to a department"}},
    {"rules", rt_command_rules,
        {"判定基準と指摘コードを表示し、成果物がそろっているか確かめます",
            "show the criteria and codes, verify that results are whole"}},
};

enum { COMMANDS = RT_COUNT(commands) };

/* Temporary files go, then the signal does what it always does: the shell
 * sees 128 + its number. */
static void on_signal(int number)
{
    rt_outset_emergency();
    signal(number, SIG_DFL);
    raise(number);
}

static void catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction act = {.sa_handler = on_signal};
    struct sigaction old;

    sigemptyset(&act.sa_mask);
    /* Past a limit of file size a write shall fail, not kill. */
    signal(SIGXFSZ, SIG_IGN);
    for (size_t i = 0; i < RT_COUNT(numbers); i++) {
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &act, NULL);
    }
}

static void print_help(FILE *to, enum rt_lang lang)
{
    fputs(rt_say(lang, "使い方: risktally コマンド [オプション] ...\n\n",
              "usage: risktally COMMAND [options] ...\n\n"),
        to);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(to, "  %-8s %s\n", commands[i].name,
            rt_text(lang, commands[i].help));
    fputs(rt_say(lang,
              "\nrisktally コマンド --help で詳しい説明、--version で版を表示"
              "します。\n",
              "\nrisktally COMMAND --help shows its options, --version the "
              "version.\n"),
        to);
}

/* Descriptors 0 to 2 that the caller closed must not become files of ours, or a
 * message would be written into one. Their replacements can be neither read nor
 * written, so that a result that cannot be delivered still fails. */
static void hold_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) == -1)
            open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
    }
}

static int finish_stdout(int status, enum rt_lang lang)
{
    bool lost = fflush(stdout) != 0 || ferror(stdout);

    /* A command that failed has said so itself. */
    if (lost && status != RT_EXIT_TROUBLE)
        fputs(rt_say(lang, "risktally: 標準出力に書き込めません\n",
                  "risktally: cannot write to standard output\n"),
            stderr);
    return lost ? RT_EXIT_TROUBLE : status;
}

int main(int argc, char **argv)
{
    enum rt_lang lang = RT_JA;
    struct rt_error ignored = {0};

    /* A wrong RISKTALLY_LANG is the command's to report. */
    if (rt_lang_choose(NULL, &lang, &ignored) != RT_OK)
        lang = RT_JA;
    hold_descriptors();
    catch_signals();
    if (argc < 2) {
        print_help(stderr, lang);
        return RT_EXIT_TROUBLE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("risktally " RT_VERSION);
        return finish_stdout(RT_EXIT_OK, lang);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(stdout, lang);
        return finish_stdout(RT_EXIT_OK, lang);
    }
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(argv[1], commands[i].name) == 0)
            return finish_stdout(commands[i].run(argc - 1, argv + 1), lang);
    }
    fprintf(stderr,
        rt_say(lang, "risktally: 「%s」というコマンドはありません\n",
            "risktally: there is no command \"%s\"\n"),
        argv[1]);
    print_help(stderr, lang);
    return RT_EXIT_TROUBLE;
}
