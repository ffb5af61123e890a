/* The roster: which departments are to send something.
 *
 * A CSV (any encoding and separator that inputs may have) with a heading and
 * a row a department: code, name and file pattern. Headings: コード, 部署名,
 * ファイル名 (or code, name, pattern); only the name is required. The pattern
 * is a shell pattern ("*営業部*.xlsx", "第?部.csv") for the file's name, or
 * for the end of its path where it holds a '/' ("営業部/台帳*"); names and
 * patterns are compared folded (fold.h).
 *
 * A department has sent something when a file matches its pattern or a row
 * names it (or its code) as 管理部署. A file whose rows all name other
 * departments of the roster is none of its own.
 */
#ifndef RISKTALLY_ROSTER_H
#define RISKTALLY_ROSTER_H

#include "base/arena.h"
#include "base/lang.h"
#include "base/limits.h"

enum { RT_ROSTER_NONE = -1, RT_ROSTER_SEVERAL = -2 };

/* What is known of a department's file, as bits. */
enum {
    RT_HEARD = 1,   /* it has sent something */
    RT_MATCHED = 2, /* some file matches its pattern */
    RT_ROWS = 4     /* a row is its, or may be */
};

struct rt_department {
    struct rt_str code, name, pattern; /* as written; code and pattern may
                                          be empty */
};

struct rt_roster;

/* RT_USAGE with "FILE:LINE: sentence" for a roster that cannot be used: no
 * heading for names, a name or code given twice, no department at all.
 * Immutable once read, so workers may share it. */
enum rt_status rt_roster_read(const char *path, const struct rt_limits *limits,
    struct rt_roster **out, struct rt_error *err) RT_MUST_USE;
void rt_roster_free(struct rt_roster *roster);

size_t rt_roster_count(const struct rt_roster *roster);
const struct rt_department *rt_roster_department(
    const struct rt_roster *roster, size_t i);

/* The department whose pattern the file matches; NONE, or SEVERAL where more
 * than one does. Marks each of them in `sent`, by department, or NULL. */
int rt_roster_of_file(
    const struct rt_roster *roster, struct rt_str file, unsigned char *sent);
/* The file's name with that of its folder. */
struct rt_str rt_last_names(struct rt_str file);
/* The department with the longest name in these two; NONE where there is none.
 * It is what a file may be, where nothing else says whose it is. */
int rt_roster_in_name(const struct rt_roster *roster, struct rt_str file);
/* The department of that name or code; NONE for another word. */
int rt_roster_of_name(const struct rt_roster *roster, struct rt_str name);

/* --- department.c -------------------------------------------------------- */

/* 「総務部」 of 「総務部 山田」, 「総務部（山田）」, 「総務部・営業部」; *after is the
 * rest. Empty where there is none. */
struct rt_str rt_department_before(struct rt_str name, struct rt_str *after);
/* The department that a sheet's name, or a file's without its ending, ends
 * with; empty where it names none: 「情報資産管理台帳_営業部」. */
struct rt_str rt_name_department(struct rt_str name);
/* The department that a file's name ends with: 「リスク分析シート_営業部.xlsx」. */
struct rt_str rt_file_department(struct rt_str file);

#endif
