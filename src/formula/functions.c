/* Finds a function by its name. */
#include "formula/function.h"

#include <stdlib.h>

static const struct function functions[] = {
#define FUNCTION(...) {__VA_ARGS__},
#include "formula/functions.def"
};

static int by_name(const void *key, const void *item)
{
    const struct rt_str *name = key;
    const struct function *f = item;

    return rt_str_cmp(*name, rt_str(f->name));
}

const struct function *rt_function_find(struct rt_str name)
{
    return bsearch(
        &name, functions, RT_COUNT(functions), sizeof *functions, by_name);
}
