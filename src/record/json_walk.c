#include "record/json_walk.h"

#include <sys/stat.h>

enum { VALUE_MAX = 64 << 20 };

static const struct rt_json_walk NONE = {.rc = RT_OK};

static int fail(struct rt_json_walk *w, enum rt_status rc)
{
    if (w->rc == RT_OK)
        w->rc = w->file && ferror(w->file) ? RT_IO : rc;
    return EOF;
}

void rt_json_walk_open(struct rt_json_walk *w, const char *path, uint64_t most)
{
    struct stat st;

    *w = NONE;
    w->value = RT_BUF(VALUE_MAX);
    w->file = fopen(path, "rb");
    if (!w->file || fstat(fileno(w->file), &st) != 0 || !S_ISREG(st.st_mode))
        fail(w, RT_IO);
    else if ((uint64_t)st.st_size > most)
        fail(w, RT_LIMIT);
}

void rt_json_walk_close(struct rt_json_walk *w)
{
    if (w->file)
        fclose(w->file);
    rt_buf_fini(&w->value);
    json_decref(w->name);
    *w = NONE;
}

static bool is_space(int c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The next byte that is no space. */
static int next_byte(struct rt_json_walk *w)
{
    int c;

    do {
        c = getc(w->file);
    } while (is_space(c));
    return c == EOF ? fail(w, RT_FORMAT) : c;
}

static bool is(struct rt_json_walk *w, int c, int wanted)
{
    if (c != wanted)
        fail(w, RT_FORMAT);
    return c == wanted;
}

/* --- up to the end of a value ----------------------------------------------- */

/* Where a value ends is plain from brackets and quotes alone; what is between
 * them, jansson reads, if it is asked for. */
struct extent {
    size_t depth;
    bool in_text, escaped;
};

/* Takes the byte; whether the value ends with it. */
static bool ends_with(struct extent *x, int c)
{
    if (x->in_text) {
        x->in_text = x->escaped || c != '"';
        x->escaped = !x->escaped && c == '\\';
    } else if (c == '"') {
        x->in_text = true;
        return false;
    } else if (c == '{' || c == '[') {
        x->depth++;
    } else if (c == '}' || c == ']') {
        x->depth--;
    } else {
        return false;
    }
    return !x->in_text && x->depth == 0;
}

/* A number or a word, which another byte ends. */
static bool ends_before(const struct extent *x, int c)
{
    return x->depth == 0 && !x->in_text
           && (c == ',' || c == '}' || c == ']' || is_space(c));
}

static bool keep(struct rt_json_walk *w, int c)
{
    char byte = (char)c;
    enum rt_status rc = rt_buf_add(&w->value, &byte, 1);

    if (rc != RT_OK)
        fail(w, rc);
    return rc == RT_OK;
}

/* Passes the value that begins with c, and has its text in w->value where it is
 * to be kept. */
static bool pass(struct rt_json_walk *w, int c, bool kept)
{
    struct extent x = {0};

    rt_buf_clear(&w->value);
    if (ends_before(&x, c))
        return is(w, c, 0);
    while (c != EOF && !ends_before(&x, c)) {
        if (kept && !keep(w, c))
            return false;
        if (ends_with(&x, c))
            return true;
        c = getc(w->file);
    }
    if (c == EOF)
        fail(w, RT_FORMAT);
    return c != EOF && ungetc(c, w->file) == c;
}

static json_t *parse(struct rt_json_walk *w)
{
    json_error_t why;
    json_t *out = json_loadb(w->value.data, w->value.len,
        JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);

    if (!out)
        fail(w, json_error_code(&why) == json_error_out_of_memory ? RT_NOMEM
                                                                  : RT_FORMAT);
    return out;
}

/* --- members ------------------------------------------------------------------ */

/* What is left of the value at hand. */
static void pass_rest(struct rt_json_walk *w)
{
    while (w->in_array && w->rc == RT_OK)
        json_decref(rt_json_walk_item(w));
    if (w->first && w->rc == RT_OK)
        pass(w, w->first, false);
    w->first = 0;
}

/* Nothing follows the object. */
static bool end(struct rt_json_walk *w)
{
    int c;

    do {
        c = getc(w->file);
    } while (is_space(c));
    if (c == EOF && !ferror(w->file))
        w->rc = RT_END;
    else
        fail(w, RT_FORMAT);
    return false;
}

/* After the brace or a value: whether there is another member. */
static bool another(struct rt_json_walk *w, int *c)
{
    bool first = !w->begun;

    w->begun = true;
    if (first && !is(w, next_byte(w), '{'))
        return false;
    *c = next_byte(w);
    if (*c == '}')
        return end(w);
    if (first)
        return w->rc == RT_OK;
    if (!is(w, *c, ','))
        return false;
    *c = next_byte(w);
    return w->rc == RT_OK;
}

bool rt_json_walk_next(struct rt_json_walk *w, const char **name)
{
    int c;

    if (w->rc == RT_OK)
        pass_rest(w);
    if (w->rc != RT_OK || !another(w, &c) || !is(w, c, '"')
        || !pass(w, c, true))
        return false;
    json_decref(w->name);
    w->name = parse(w);
    if (!w->name || !is(w, next_byte(w), ':'))
        return false;
    w->first = next_byte(w);
    *name = json_string_value(w->name);
    return w->rc == RT_OK;
}

static json_t *take(struct rt_json_walk *w, int c)
{
    return pass(w, c, true) ? parse(w) : NULL;
}

json_t *rt_json_walk_value(struct rt_json_walk *w)
{
    int c = w->first;

    w->first = 0;
    return c && w->rc == RT_OK ? take(w, c) : NULL;
}

/* Where the array is at its end, `in_array` is false again. */
static int next_item(struct rt_json_walk *w)
{
    bool first = w->first == '[';
    int c = next_byte(w);

    w->first = 0;
    w->in_array = c != ']' && c != EOF;
    if (!w->in_array || first)
        return c;
    return is(w, c, ',') ? next_byte(w) : EOF;
}

json_t *rt_json_walk_item(struct rt_json_walk *w)
{
    int c;

    if (w->rc != RT_OK || (w->first != '[' && !w->in_array))
        return NULL;
    c = next_item(w);
    return w->in_array && w->rc == RT_OK ? take(w, c) : NULL;
}
