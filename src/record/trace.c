/* What the record is computed by. */
#include "record/trace.h"

#include <endian.h>

const char *const rt_trace_words[RT_TRACE_LINES]
    = {"risktally", "sheet", "cells", "items", "list", "sums", "end"};

const char *rt_trace_sheet(enum rt_lang lang)
{
    return rt_say(lang, "作成時の記録", "Record");
}

/* --- hashes ----------------------------------------------------------------- */

/* An odd number without a pattern: the golden ratio's digits. */
#define FACTOR 0x9E3779B97F4A7C15u

uint64_t rt_trace_chain(uint64_t h, uint64_t next)
{
    h = (h ^ next) * FACTOR;
    return h ^ (h >> 29);
}

static uint64_t word_at(const char *p, size_t n)
{
    uint64_t word = 0;

    memcpy(&word, p, n);
    return le64toh(word);
}

uint64_t rt_trace_text(struct rt_str s)
{
    uint64_t h;

    s = rt_str_trim(s);
    if (s.n == 0)
        return 0;
    h = rt_trace_chain(s.n, FACTOR);
    for (; s.n >= 8; s.n -= 8, s.p += 8)
        h = rt_trace_chain(h, word_at(s.p, 8));
    h = rt_trace_chain(rt_trace_chain(h, word_at(s.p, s.n)), FACTOR);
    return h == 0 ? 1 : h;
}

/* Programs differ in the last digits of a fraction. */
enum { FRACTION = 11 };

struct rt_decimal rt_trace_decimal(double value)
{
    struct rt_decimal to = rt_decimal(value);

    if (strchr(to.z, '.'))
        to.z[FRACTION] = '\0';
    return to;
}

uint64_t rt_trace_number(double value)
{
    return rt_trace_text(rt_str(rt_trace_decimal(value).z));
}

uint32_t rt_trace_digits(uint64_t hash, unsigned digits)
{
    return (uint32_t)(hash >> (64 - 4 * digits));
}

/* The last argument of a HYPERLINK, the shown one: of
 * IF(…,8,IFERROR(HYPERLINK(…,8),8)) it is all of them. */
bool rt_trace_link(struct rt_str f, struct rt_str *shown)
{
    size_t from;

    if (!memmem(f.p, f.n, "HYPERLINK(", 10))
        return false;
    while (f.n > 0 && f.p[f.n - 1] == ')')
        f.n--;
    from = f.n;
    if (f.n > 1 && f.p[f.n - 1] == '"') {
        from = --f.n;
        while (from > 0 && f.p[from - 1] != '"')
            from--;
    } else {
        while (from > 0 && f.p[from - 1] != ',')
            from--;
    }
    *shown = (struct rt_str){f.p + from, f.n - from};
    return true;
}

/* --- sums ------------------------------------------------------------------- */

/* The first 31 bits, but neither 0 nor the prime. */
uint32_t rt_trace_part(uint64_t hash)
{
    uint32_t part = (uint32_t)(hash >> 33);

    return hash == 0 ? 0 : part == 0 ? 1 : part - (part == RT_TRACE_PRIME);
}

/* What is above 31 bits counts once more below them. */
uint32_t rt_trace_times(uint32_t a, uint32_t b)
{
    uint64_t v = (uint64_t)a * b;

    return rt_trace_plus((uint32_t)(v & RT_TRACE_PRIME), (uint32_t)(v >> 31));
}

uint32_t rt_trace_plus(uint32_t a, uint32_t b)
{
    uint32_t sum = a + b;

    return sum >= RT_TRACE_PRIME ? sum - RT_TRACE_PRIME : sum;
}

uint32_t rt_trace_minus(uint32_t a, uint32_t b)
{
    return rt_trace_plus(a, b == 0 ? 0 : RT_TRACE_PRIME - b);
}

/* By Fermat: b to the power of the prime less two. */
uint32_t rt_trace_over(uint32_t a, uint32_t b)
{
    for (uint32_t power = RT_TRACE_PRIME - 2; power > 0; power >>= 1) {
        if (power & 1)
            a = rt_trace_times(a, b);
        b = rt_trace_times(b, b);
    }
    return a;
}

struct rt_trace_key rt_trace_key(uint64_t hash)
{
    return (struct rt_trace_key){
        (uint32_t)hash % RT_TRACE_BUCKETS, rt_trace_part(hash | 1)};
}

void rt_trace_add(struct rt_trace_sum *to, uint32_t k, uint32_t part)
{
    to->of_cells = rt_trace_plus(to->of_cells, part);
    to->of_keys = rt_trace_plus(to->of_keys, rt_trace_times(k, part));
}
