/* The configuration file, line by line (config.c); its section of headings
 * (config_columns.c). */
#ifndef RISKTALLY_COMMAND_CONFIG_H
#define RISKTALLY_COMMAND_CONFIG_H

#include "base/ini.h"
#include "command/options.h"

/* Reads an INI file in UTF-8 (1 MiB at the most). sha256 gets the hash of
 * what was read. RT_USAGE for a file that could be understood otherwise than it
 * was meant: see base/ini.h. */
enum rt_status rt_config_read(
    struct rt_ini *ini, char sha256[65], struct rt_error *err) RT_MUST_USE;

/* A line of [columns]: a field's name as in risks.jsonl, and what a company's
 * forms call it, separated by commas. RT_USAGE for a field that there is not,
 * or a heading that is another field's. */
enum rt_status rt_config_column(struct rt_options *o, const char *key,
    const char *headings, struct rt_error *err) RT_MUST_USE;

#endif
