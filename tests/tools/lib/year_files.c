/* The folder of a night: a list per department, as a workbook or as CSV. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/status.h"
#include "mkbook.h"
#include "record/risk.h"
#include "year.h"

enum { PATH = 4096 };

static const char *const heading[]
    = {"業務分類", "情報資産名称", "利用者範囲", "リスク所有者", "管理部署",
        "媒体・保存先", "機密性", "完全性", "可用性", "脅威", "脆弱性"};

static bool trouble(const char *path)
{
    fprintf(stderr, "mkyear: %s: %s\n", path, strerror(errno));
    return false;
}

static void put_row(FILE *f, char separator, const char *department,
    const char *name, const struct asset *a, int importance)
{
    char c = separator, score[8] = "";
    if (!a->blank)
        snprintf(score, sizeof score, "%d", importance);
    fprintf(f, "業務%c%s%c全員%c部長%c%s%c事務所PC%c%s%c1%c1%c%d%c%d\n", c,
        name, c, c, c, department, c, c, score, c, c, c, a->threat, c,
        a->vulnerability);
}

static void put_list(const struct world *w, int d, FILE *f, char separator)
{
    const struct department *dept = &w->departments[d];
    static const struct asset anything
        = {.importance = 1, .threat = 1, .vulnerability = 1};
    char department[NAME], name[NAME];

    department_name(d, department);
    for (size_t i = 0; i < RT_COUNT(heading); i++)
        fprintf(f, "%s%c", heading[i],
            i + 1 < RT_COUNT(heading) ? separator : '\n');
    for (int n = 0; n < ASSETS; n++) {
        const struct asset *a = &dept->assets[dept->order[n]];
        asset_name(d, dept->order[n], name);
        if (a->there)
            put_row(f, separator, department, name, a, a->importance);
        if (a->there && a->twin > 0)
            put_row(f, separator, department, name, a, a->twin);
    }
    if (dept->nameless)
        put_row(f, separator, department, "", &anything, 1);
}

/* What takes the list's place when it cannot be read: something of another kind
 * each night, or nothing. */
static void put_garbage(const struct world *w, int d, FILE *f)
{
    if (w->departments[d].condition == EMPTIED)
        return;
    if (!w->departments[d].book)
        fputs("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", f);
    fprintf(f, "night,%d\n", w->night);
}

static bool finish(FILE *f, const char *path)
{
    bool good = !ferror(f);
    good = fclose(f) == 0 && good;
    return good || trouble(path);
}

static bool write_text(const struct world *w, int d, const char *path)
{
    FILE *f = fopen(path, "w");
    if (!f)
        return trouble(path);
    if (w->departments[d].condition == HERE)
        put_list(w, d, f, w->departments[d].book ? '\t' : ',');
    else
        put_garbage(w, d, f);
    return finish(f, path);
}

/* By way of the description that mkbook takes. */
static FILE *begin_book(const char *path, char text[PATH + 8])
{
    FILE *f;
    snprintf(text, PATH + 8, "%s.book", path);
    f = fopen(text, "w");
    if (!f)
        trouble(text);
    return f;
}

static bool end_book(FILE *f, const char *text, const char *path)
{
    struct book book = {0};
    bool good = finish(f, text) && describe(text, &book)
                && package_write(&book, path);
    book_free(&book);
    unlink(text);
    return good;
}

static bool write_book(const struct world *w, int d, const char *path)
{
    char text[PATH + 8];
    FILE *f = begin_book(path, text);
    if (!f)
        return false;
    fputs("@sheet 資産目録\n", f);
    put_list(w, d, f, '\t');
    return end_book(f, text, path);
}

/* --- the treatment plan, of all departments ---------------------------------- */

static const char plan_heading[]
    = "@sheet リスク対応計画\n"
      "リスクID\t部門\t情報資産名称\tNo\t管理策\tタスク\t担当\t予定\t\t実績\t\t"
      "ステータス\t承認者\t承認日\n"
      "\t\t\t\t\t\t\t開始\t終了\t開始\t終了\t\t\t\n"
      "@merge H1:I1\n@merge J1:K1\n";

static void put_plan(FILE *f, int number, int d, int i, const struct asset *a)
{
    char department[NAME], name[NAME], id[18], due[ISO], approved[ISO];
    department_name(d, department);
    asset_name(d, i, name);
    if (rt_risk_id(rt_str(department), RT_STR("業務"), rt_str(name),
            RT_STR("事務所PC"), RT_STR_NONE, id))
        return;
    iso_date(a->due, due);
    iso_date(a->approved, approved);
    fprintf(f, "%s\t%s\t%s\t%d\t暗号化\t設定する\t担当者\tdate:2026-03-01\t",
        id, department, name, number);
    fprintf(f, "date:%s\t%s\t%s\t%s\t", due,
        a->started || a->done ? "date:2026-03-01" : "",
        a->done ? "date:2026-03-31" : "",
        a->done      ? "終了"
        : a->started ? "着手"
                     : "未着手");
    if (a->approved > 0)
        fprintf(f, "部長\tdate:%s\n", approved);
    else
        fputs("\t\n", f);
}

static bool write_plan(const struct world *w, const char *folder)
{
    char path[PATH], text[PATH + 8];
    int number = 0;
    FILE *f;

    snprintf(path, sizeof path, "%s/リスク対応計画.xlsx", folder);
    f = begin_book(path, text);
    if (!f)
        return false;
    fputs(plan_heading, f);
    for (int d = 0; d < DEPARTMENTS; d++) {
        for (int i = 0; i < ASSETS; i++) {
            if (w->departments[d].assets[i].planned)
                put_plan(f, ++number, d, i, &w->departments[d].assets[i]);
        }
    }
    return end_book(f, text, path);
}

bool world_write(const struct world *w, const char *folder)
{
    bool good = mkdir(folder, 0777) == 0 || trouble(folder);
    for (int d = 0; d < DEPARTMENTS && good; d++) {
        const struct department *dept = &w->departments[d];
        char name[NAME], path[PATH];
        if (dept->condition == AWAY)
            continue;
        department_file(d, w, dept->generation, name);
        snprintf(path, sizeof path, "%s/%s", folder, name);
        good = dept->book && dept->condition == HERE ? write_book(w, d, path)
                                                     : write_text(w, d, path);
    }
    return good && write_plan(w, folder);
}
