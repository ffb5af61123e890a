/* The configuration file, line by line. */
#ifndef RISKTALLY_COMMAND_CONFIG_H
#define RISKTALLY_COMMAND_CONFIG_H

#include "base/lang.h"
#include "base/text.h"

struct rt_config_lines {
    void *context;
    /* One "name = value"; section is "" before the first heading. A failure's
     * text becomes "FILE:LINE: text". */
    enum rt_status (*take)(void *context, const char *section, const char *name,
        const char *value, struct rt_error *err);
};

/* Reads an INI file in UTF-8 (1 MiB at the most). sha256 gets the hash of
 * what was read. RT_USAGE, in `lang`, for a file that could be understood
 * otherwise than it was meant: see config.c. */
enum rt_status rt_config_read(const char *path, enum rt_lang lang,
    const struct rt_config_lines *lines, char sha256[65],
    struct rt_error *err) RT_MUST_USE;

#endif
