/* INI files, read strictly.
 *
 * libinih takes lines of 200 bytes and treats the rest of a longer one as a
 * line of its own, takes an indented line for more of the value above, and
 * ignores any text after a heading. A word that silently does nothing, or a
 * comment that does something, would be worse than none: so each line is looked
 * at on its way into the library, and what it would misread is refused with its
 * number. Comments may be of any length.
 */
#ifndef RISKTALLY_INI_H
#define RISKTALLY_INI_H

#include "base/text.h"

enum { RT_INI_LINE = 197 }; /* bytes, without its end */

struct rt_ini {
    const char *path; /* or a name, for messages */
    void *context;
    /* Each heading as it is met; NULL: any will do. */
    enum rt_status (*heading)(
        void *context, struct rt_str name, struct rt_error *err);
    /* Each "name = value"; the section is "" before the first heading. */
    enum rt_status (*take)(void *context, const char *section, const char *name,
        const char *value, struct rt_error *err);
    unsigned line; /* at hand, from 1; after the last how many there are */
};

/* Reads the text of a file. RT_USAGE for one that could be understood otherwise
 * than it was meant; a failure of `heading` and `take` gets its place, too. */
enum rt_status rt_ini_parse(
    struct rt_ini *ini, struct rt_str text, struct rt_error *err) RT_MUST_USE;

/* RT_USAGE with "PATH:LINE: sentence". */
enum rt_status rt_fail_line(struct rt_error *err, const char *path,
    unsigned line, const char *ja, const char *en, ...) RT_PRINTF(4, 6)
    RT_PRINTF(5, 6);

/* Appends what the file holds, which is read once, so that a pipe will do.
 * RT_IO with errno set, RT_LIMIT where it is more than the buffer takes. */
enum rt_status rt_file_text(const char *path, struct rt_buf *to) RT_MUST_USE;

#endif
