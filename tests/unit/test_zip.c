/* The zip container: its directory by every way it may be written, and 5,000
 * packages that are damaged somewhere. */
#include "book_help.h"
#include "input/zip.h"

#define CASES "tests/golden/xlsx-cases/"

enum { PACKAGE_MAX = 1 << 16, DAMAGED = 1000 };

static struct rt_error err;

static size_t load(const char *name, unsigned char *to)
{
    char path[128];
    snprintf(path, sizeof path, CASES "%s", name);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t n = fread(to, 1, PACKAGE_MAX, f);
    fclose(f);
    return n;
}

/* Reads a part in pieces of `step` bytes. */
static enum rt_status read_part(const struct in_zip *zip,
    const struct in_zip_entry *e, size_t step, uint64_t *bytes)
{
    unsigned char buf[4096];
    struct in_part part;
    size_t got = 0;
    enum rt_status rc = rt_part_open(&part, zip, e, false, &err);
    *bytes = 0;
    if (rc != RT_OK)
        return rc;
    do {
        rc = rt_part_read(&part, buf, step, &got, &err);
        *bytes += got;
    } while (rc == RT_OK && got > 0);
    rt_part_close(&part);
    return rc;
}

/* How many of its parts cannot be read; -1 where its directory cannot. */
static int unread(const void *p, size_t n, size_t step)
{
    struct in_source src = rt_source_mem(p, n);
    struct rt_limits limits = rt_limits_default();
    struct rt_arena arena;
    struct in_zip zip;
    int lost = -1;
    limits.part_bytes = 1 << 24;
    rt_arena_init(&arena);
    err = (struct rt_error){0};
    enum rt_status rc = rt_zip_open(&zip, &src, &limits, &arena, &err);
    for (size_t i = 0; rc == RT_OK && i < zip.count; i++) {
        uint64_t bytes;
        lost += i == 0;
        err = (struct rt_error){0};
        rc = read_part(&zip, &zip.entries[i], step, &bytes);
        lost += rc != RT_OK;
        assert_true(rc == RT_OK ? bytes == zip.entries[i].unpacked
                                : err.code != RT_CODE_NONE);
        rc = RT_OK;
    }
    assert_true(rc == RT_OK || err.code != RT_CODE_NONE);
    rt_arena_fini(&arena);
    return lost;
}

static const char *const packages[] = {"01_phonetic.xlsx", "46_stored.xlsx",
    "71_leading_garbage.xlsx", "77_data_descriptor.xlsx", "78_zip64.xlsx"};

TEST(every_way_of_writing_a_directory)
{
    static unsigned char p[PACKAGE_MAX];
    for (size_t i = 0; i < RT_COUNT(packages); i++) {
        size_t n = load(packages[i], p);
        assert_int_equal(unread(p, n, 4096), 0);
        assert_int_equal(unread(p, n, 1), 0);
    }
}

/* Damage near the end, where the directory is, as often as anywhere. */
static void damage(unsigned char *p, size_t *n, uint64_t *seed)
{
    for (int k = 0; k < 3; k++) {
        *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        size_t near = *n < 512 ? *n : 512, at = (size_t)(*seed >> 33);
        at = *seed >> 32 & 1 ? *n - 1 - at % near : at % *n;
        switch (*seed >> 28 & 7) {
        case 0:
            *n = at + 1;
            break;
        case 1:
            p[at] = 0xFF;
            break;
        case 2:
            p[at] = 0;
            break;
        default:
            p[at] ^= (unsigned char)(1 << (*seed >> 20 & 7));
        }
    }
}

TEST(damaged_packages)
{
    static unsigned char p[PACKAGE_MAX], q[PACKAGE_MAX];
    int good = 0, some = 0, none = 0;
    uint64_t seed = 13;
    for (size_t i = 0; i < RT_COUNT(packages); i++) {
        size_t n = load(packages[i], p);
        for (int k = 0; k < DAMAGED; k++) {
            size_t m = n;
            memcpy(q, p, n);
            damage(q, &m, &seed);
            unsigned char *own = malloc(m);
            assert_non_null(own);
            memcpy(own, q, m);
            int lost = unread(own, m, 1024);
            good += lost == 0;
            some += lost > 0;
            none += lost < 0;
            free(own);
        }
    }
    assert_true(good > 100 && some > 100 && none > 100);
}

/* One part whose sizes and place are in its zip64 field: `extra` is the field
 * with its head, `narrow` what of the three its entry has itself. */
static int unread_wide(const unsigned char *extra, size_t n, unsigned narrow)
{
    struct zip_maker z = {0};
    struct zip_part *e = &z.parts[0];
    zip_put(&z, "ahead", 5);
    zip_add(&z, "a", "one text");
    size_t dir = z.n;
    zip_head(&z, e, true);
    z.p[dir + 30] = (unsigned char)n;
    for (size_t i = 0; i < 3; i++) {
        static const size_t at[] = {24, 20, 42}; /* unpacked, packed, place */
        if (!(narrow >> i & 1))
            memset(z.p + dir + at[i], 0xFF, 4);
    }
    zip_put(&z, extra, n);
    size_t len = z.n - dir;
    zip_le(&z, 0x06054b50, 4);
    zip_le(&z, 0, 4);
    zip_le(&z, 1, 2);
    zip_le(&z, 1, 2);
    zip_le(&z, (uint32_t)len, 4);
    zip_le(&z, (uint32_t)dir, 4);
    zip_le(&z, 0, 2);
    int lost = unread(z.p, z.n, 100);
    free(z.p);
    return lost;
}

TEST(wide_numbers_of_an_entry)
{
    static const unsigned char all[]
        = {9, 9, 2, 0, 7, 7, /* another field before it */
            1, 0, 24, 0, 8, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 5, 0,
            0, 0, 0, 0, 0, 0},
        place[] = {1, 0, 8, 0, 5, 0, 0, 0, 0, 0, 0, 0};
    assert_int_equal(unread_wide(all, sizeof all, 0), 0);
    assert_int_equal(unread_wide(all + 6, sizeof all - 6, 0), 0);
    assert_int_equal(unread_wide(place, sizeof place, 3), 0);
    /* too short, or in another field: the part is nowhere */
    assert_int_equal(unread_wide(place, sizeof place, 0), 1);
    assert_int_equal(unread_wide(all, 4, 0), 1);
    assert_int_equal(unread_wide(all, sizeof all - 1, 0), 1);
    unsigned char other[sizeof place];
    memcpy(other, place, sizeof place);
    other[0] = 2;
    assert_int_equal(unread_wide(other, sizeof other, 3), 1);
}

TEST(names_are_fit_for_messages)
{
    struct zip_maker z = {0};
    struct rt_limits limits = rt_limits_default();
    struct rt_arena arena;
    struct in_zip zip;
    zip_add(&z, "/Xl\\A\x1f\x20\x7e\x7f\xff\xc2\x80", "");
    zip_end(&z);
    struct in_source src = rt_source_mem(z.p, z.n);
    rt_arena_init(&arena);
    assert_int_equal(rt_zip_open(&zip, &src, &limits, &arena, &err), RT_OK);
    assert_string_equal(zip.entries[0].name, "/Xl\\A? ~??\xc2\x80");
    assert_string_equal(zip.entries[0].key, "xl/a\x1f\x20\x7e\x7f\xff\xc2\x80");
    rt_arena_fini(&arena);
    free(z.p);
}

/* What a directory says otherwise than the part is, by the part's own entry. */
static enum rt_what lie(size_t field, uint32_t value)
{
    struct zip_maker z = {0};
    zip_add(&z, "a", "one text");
    size_t dir = z.n;
    zip_end(&z);
    for (size_t i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)(value >> (8 * i));
        z.p[dir + 2 + field + i] = c;
        z.p[field + i] = c;
    }
    int lost = unread(z.p, z.n, 100);
    free(z.p);
    return lost == 1 ? err.what : RT_WHAT_NONE;
}

TEST(parts_that_are_not_as_said)
{
    assert_int_equal(lie(14, 1), RT_ZIP_CHECKSUM);
    assert_int_equal(lie(18, 7), RT_ZIP_SIZE);
    assert_int_equal(lie(18, 1 << 20), RT_ZIP_SIZE);
    assert_int_equal(lie(22, 9), RT_ZIP_SIZE);
    assert_int_equal(lie(22, 7), RT_ZIP_SIZE);
}

/* A directory whose last entry is announced and not there. */
TEST(entries_that_are_not_there)
{
    struct zip_maker z = {0};
    zip_add(&z, "a", "one text");
    zip_end(&z);
    assert_int_equal(unread(z.p, z.n, 100), 0);
    z.p[z.n - 14]++;
    assert_int_equal(unread(z.p, z.n, 100), -1); /* two counts */
    z.p[z.n - 12]++;
    assert_int_equal(unread(z.p, z.n, 100), -1);
    free(z.p);
}
