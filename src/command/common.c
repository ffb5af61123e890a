/* What the commands that read inputs have in common. The exit status is
 * decided here and nowhere else, so that all of them keep one contract. */
#include "command/common.h"

#include <limits.h>
#include <sys/stat.h>

#include "base/outfile.h"
#include "command/command.h"

enum rt_status rt_gather_inputs(
    const struct rt_options *o, struct rt_files *files, struct rt_error *err)
{
    for (int i = 0; i < o->word_count; i++)
        RT_TRY(rt_files_add(files, o->words[i], err));
    if (o->files_from)
        RT_TRY(rt_files_add_list(files, o->files_from, err));
    return rt_files_finish(files, err);
}

enum rt_status rt_list_inputs(
    const struct rt_options *o, struct rt_files *files, struct rt_error *err)
{
    for (int i = 0; i < o->word_count; i++)
        if (o->words[i][0] == '\0')
            return rt_fail_text(err, RT_USAGE,
                "入力の名前が空です（引数を確かめてください）",
                "the name of an input is empty (check the arguments)");
    files->strict = true;
    RT_TRY(rt_gather_inputs(o, files, err));
    if (files->count == 0)
        return rt_fail_text(err, RT_USAGE,
            "入力ファイルがありません（.xlsx .xlsm .csv .tsv .txt "
            "またはそのフォルダーを指定してください）",
            "there is no input file (give .xlsx .xlsm .csv .tsv .txt "
            "files, or a folder of such)");
    return RT_OK;
}

bool rt_same_file(const char *a, const char *b)
{
    struct stat sa, sb;

    return stat(a, &sa) == 0 && stat(b, &sb) == 0 && sa.st_dev == sb.st_dev
           && sa.st_ino == sb.st_ino;
}

enum rt_status rt_check_book_name(
    const struct rt_options *o, struct rt_error *err)
{
    char folder[PATH_MAX];
    const char *name;

    if (strlen(o->output) >= PATH_MAX)
        return rt_fail_both(
            err, RT_USAGE, "-o の名前が長すぎます", "-o: the name is too long");
    rt_path_split(o->output, folder, &name);
    if (strlen(name) > 5 && rt_str_ends(rt_str(name), RT_STR(".xlsx"))
        && !strstr(name, ".."))
        return RT_OK;
    return rt_fail_both(err, RT_USAGE,
        "-o には .xlsx で終わるファイル名を指定してください：%s",
        "-o takes the name of a file that ends in .xlsx: %s", o->output);
}

int rt_help(
    enum rt_command command, enum rt_lang lang, const struct rt_usage *usage)
{
    struct rt_buf b = RT_BUF(1 << 20);
    int status = RT_EXIT_OK;

    if (rt_options_help(command, lang, &b) != RT_OK)
        status = RT_EXIT_TROUBLE;
    fputs(rt_text(lang, usage->begin), stdout);
    fwrite(b.data, 1, b.len, stdout);
    fputs(rt_text(lang, usage->end), stdout);
    rt_buf_fini(&b);
    return status;
}
