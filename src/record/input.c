/* The members of an input, of a rejected row and of a check sheet's category
 * as lists. */
#include "record/input.h"

#define MEMBER(record, path, column, type, name, json)                         \
    RT_MEMBER(record, path, column, type, name, json, NULL, NULL, 0, NOT_KEPT),
#define MEMBERS(record, list)                                                  \
    {                                                                          \
        list, RT_COUNT(list), sizeof(struct record), 0, {0}, false             \
    }

static const struct rt_member input[] = {
#define RT_INPUT(type, name, json)                                             \
    MEMBER(rt_input, name, true, type, name, json)
#define RT_ROWS(name) MEMBER(rt_input, counts.name, true, COUNT, name, NULL)
#include "record/input.def"
};

static const struct rt_member counts[] = {
#define RT_ROWS(name) MEMBER(rt_counts, name, true, COUNT, name, #name)
#include "record/input.def"
};

static const struct rt_member rejected[] = {
#define RT_REJECTED(type, name, json)                                          \
    MEMBER(rt_rejected, name, true, type, name, json)
#define RT_REJECTED_WHERE(type, name, json)                                    \
    MEMBER(rt_rejected, where.name, true, type, name, json)
#include "record/input.def"
};

/* The ledger keeps their place with the input. */
static const struct rt_member checks[] = {
#define RT_CHECKS(type, name, json)                                            \
    MEMBER(rt_checks, name, true, type, name, json)
#define RT_CHECKS_WHERE(type, name, json)                                      \
    MEMBER(rt_checks, where.name, false, type, name, json)
#define RT_ANSWER(number, name)                                                \
    MEMBER(rt_checks, answers[number], true, COUNT, name, #name)
#include "record/input.def"
};

const struct rt_members rt_input_members = MEMBERS(rt_input, input);
const struct rt_members rt_counts_members = MEMBERS(rt_counts, counts);
const struct rt_members rt_rejected_members = MEMBERS(rt_rejected, rejected);
const struct rt_members rt_checks_members = MEMBERS(rt_checks, checks);

const char *rt_inputs_sheet(enum rt_lang lang)
{
    return rt_say(lang, "読み込んだファイル", "Inputs");
}

bool rt_counts_add_up(const struct rt_counts *c)
{
    return c->seen == c->accepted + c->rejected + c->blank + c->example;
}

bool rt_input_is_empty(const struct rt_input *in)
{
    return in->state == RT_INPUT_READ
           && in->counts.accepted + in->counts.rejected == 0;
}

enum rt_checked rt_checked_as(const struct rt_input *in)
{
    if (in->state == RT_INPUT_FAILED)
        return RT_CHECKED_NOT;
    if (in->differences > 0)
        return RT_CHECKED_DIFFER;
    return in->errors + in->warnings + in->unstored > 0 ? RT_CHECKED_REMARKS
                                                        : RT_CHECKED_SAME;
}
