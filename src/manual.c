/* The manual page out of its source: build/manual <src/risktally.1.in.
 *
 * Options are listed from the tables that the program itself reads, so that
 * page and program cannot disagree. In the source
 *
 *     @options merge
 *     @option output
 *     Write the results into ...
 *     @option due-1 due-2 due-3
 *     ...
 *     @option limit-*
 *     ...
 *     @end
 *
 * becomes the list of that command's options in the order of its --help, each
 * with its prose; one without prose has the line of its --help. All else is
 * copied. Prose for an option that the command has not, and an option named
 * twice, end the making.
 */
#include <ctype.h>
#include <stdlib.h>

#include "command/options_table.h"

enum { LINE_BYTES = 4096, PROSE_BYTES = 1 << 16 };

/* One command's list while it is read. */
struct list {
    enum rt_command command;
    struct rt_option options[SPECS];
    size_t count;
    /* By place in options: whose prose it shares, and the prose's own. */
    size_t with[SPECS];
    char *prose[SPECS];
};

static _Noreturn void refuse(const char *what, const char *which)
{
    fprintf(stderr, "manual: %s: %s\n", what, which);
    exit(1);
}

/* --- heads ---------------------------------------------------------------- */

/* "FILE", "Nd", "half": a placeholder is an Ar, a word a Cm, and "Nd" both. */
static void print_word(const char *word, size_t n)
{
    size_t upper = 0;

    while (upper < n && !islower((unsigned char)word[upper]))
        upper++;
    if (memchr(word, '.', n))
        upper = n;
    if (upper > 0)
        fputs(" Ar ", stdout);
    for (size_t i = 0; i < upper; i++)
        putchar(tolower((unsigned char)word[i]));
    if (upper < n)
        printf("%s%.*s", upper > 0 ? " Ns Cm " : " Cm ", (int)(n - upper),
            word + upper);
}

static void print_arg(const struct list *l, const struct rt_option *option)
{
    char arg[RT_OPTION_ARG];
    size_t n;

    rt_option_arg(option, l->command, arg);
    for (const char *p = arg; *p; p += n) {
        if (*p == '|')
            p++;
        n = strcspn(p, "|");
        if (p != arg)
            fputs(" |", stdout);
        print_word(p, n);
    }
}

/* ".It Fl o , Fl -output Ar dir", with all that share the prose. */
static void print_head(const struct list *l, size_t first)
{
    const char *before = ".It";

    for (size_t i = 0; i < l->count; i++) {
        const struct rt_option *option = &l->options[i];
        if (l->with[i] != first)
            continue;
        fputs(before, stdout);
        if (option->letter)
            printf(" Fl %c ,", option->letter);
        printf(" Fl -%s", option->name);
        print_arg(l, option);
        before = " ,";
    }
    putchar('\n');
}

/* A line of --help as a sentence. */
static void print_help(const struct rt_option *option)
{
    const char *help = rt_text(RT_EN, option->help);

    printf("%c%s.\n", toupper((unsigned char)help[0]), help + 1);
}

static void print_list(struct list *l)
{
    puts(".Bl -tag -width Ds");
    for (size_t i = 0; i < l->count; i++) {
        if (l->with[i] != i)
            continue;
        print_head(l, i);
        if (l->prose[i])
            fputs(l->prose[i], stdout);
        else
            print_help(&l->options[i]);
        free(l->prose[i]);
    }
    puts(".El");
}

/* --- the source ----------------------------------------------------------- */

static void begin_list(struct list *l, const char *command)
{
    static const char *const names[]
        = {"merge", "check", "flag", "template", "rules"};
    size_t i = 0;

    while (i < RT_COUNT(names) && strcmp(names[i], command) != 0)
        i++;
    if (i == RT_COUNT(names))
        refuse("no such command", command);
    *l = (struct list){.command = (enum rt_command)(1u << i)};
    l->count = rt_options_of(l->command, l->options);
    for (size_t k = 0; k < l->count; k++)
        l->with[k] = k;
}

/* "output", or "limit-*" for the rest of all that begin so. */
static bool is_named(const char *name, const char *word)
{
    size_t n = strlen(word);

    if (n > 0 && word[n - 1] == '*')
        return strncmp(name, word, n - 1) == 0;
    return strcmp(name, word) == 0;
}

/* The options that the prose to come is for; returns the first. */
static size_t begin_prose(struct list *l, char *names)
{
    size_t first = SPECS;
    char *rest = names;

    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        bool met = false;
        for (size_t i = 0; i < l->count; i++) {
            if (!is_named(l->options[i].name, word))
                continue;
            met = true;
            if (l->prose[i] || l->with[i] != i) {
                if (strchr(word, '*'))
                    continue;
                refuse("named twice", l->options[i].name);
            }
            first = first < i ? first : i;
            l->with[i] = first;
        }
        if (!met)
            refuse("the command has no option", word);
    }
    if (first == SPECS)
        refuse("an option's name is missing", names);
    l->prose[first] = calloc(1, PROSE_BYTES);
    if (!l->prose[first])
        refuse("memory", names);
    return first;
}

static void read_list(struct list *l, const char *command)
{
    char line[LINE_BYTES];
    size_t at = SPECS;

    begin_list(l, command);
    while (fgets(line, sizeof line, stdin)) {
        if (strcmp(line, "@end\n") == 0) {
            print_list(l);
            return;
        }
        if (strncmp(line, "@option ", 8) == 0) {
            line[strcspn(line, "\n")] = '\0';
            at = begin_prose(l, line + 8);
            continue;
        }
        size_t used = at == SPECS ? PROSE_BYTES : strlen(l->prose[at]);
        if (used + strlen(line) >= PROSE_BYTES)
            refuse("prose out of place", line);
        memcpy(l->prose[at] + used, line, strlen(line) + 1);
    }
    refuse("no @end", command);
}

int main(void)
{
    static struct list list;
    char line[LINE_BYTES];

    while (fgets(line, sizeof line, stdin)) {
        if (strncmp(line, "@options ", 9) != 0) {
            fputs(line, stdout);
            continue;
        }
        line[strcspn(line, "\n")] = '\0';
        read_list(&list, line + 9);
    }
    return ferror(stdin) || fflush(stdout) != 0;
}
