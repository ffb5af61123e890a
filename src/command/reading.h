/* What the commands share in reading inputs. */
#ifndef RISKTALLY_COMMAND_READING_H
#define RISKTALLY_COMMAND_READING_H

#include "command/options.h"
#include "form/intake.h"
#include "input/inputs.h"

/* How a file is to be read. */
struct rt_intake_request rt_request(const struct rt_options *o,
    const struct rt_file *file, const struct rt_roster *roster);

/* A hash of what shapes the reading of a file, but for the language
 * (settings.c). */
enum rt_status rt_reading_settings(
    const struct rt_options *o, char hex[65], struct rt_error *err) RT_MUST_USE;

/* The roster of --departments, and a place for each department's "has sent
 * something", to be freed; both stay NULL where there is none. */
enum rt_status rt_read_roster(const struct rt_options *o,
    struct rt_roster **roster, unsigned char **sent,
    struct rt_error *err) RT_MUST_USE;

/* A department that sent nothing, as an input. */
struct rt_input rt_silent_input(const struct rt_department *department);

#endif
