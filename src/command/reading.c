/* What the commands share in reading inputs. */
#include "command/reading.h"

#include <stdlib.h>

struct rt_intake_request rt_request(const struct rt_options *o,
    const struct rt_file *file, const struct rt_roster *roster)
{
    return (struct rt_intake_request){.path = file->path,
        .file = rt_str(file->name),
        .limits = &o->limits,
        .vocab = o->vocab,
        .forced = o->has_profile ? &o->profile : NULL,
        .fallback = &o->fallback,
        .encoding = o->encoding,
        .lang = o->lang,
        .roster = roster};
}

enum rt_status rt_read_roster(const struct rt_options *o,
    struct rt_roster **roster, unsigned char **sent, struct rt_error *err)
{
    if (!o->departments)
        return RT_OK;
    RT_TRY(rt_roster_read(o->departments, &o->limits, roster, err));
    *sent = calloc(rt_roster_count(*roster), sizeof **sent);
    return *sent ? RT_OK : rt_fail_nomem(err);
}

struct rt_input rt_silent_input(const struct rt_department *d)
{
    return (struct rt_input){.file = d->pattern.n > 0 ? d->pattern : d->name,
        .size = RT_UNKNOWN,
        .department = d->name,
        .state = RT_INPUT_MISSING};
}
