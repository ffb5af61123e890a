/* base/deflate: what is packed in pieces unpacks as a whole. */
#include "unit.h"

#include <zlib.h>

#include "base/deflate.h"

static struct rt_error err;

static void ok(enum rt_status rc)
{
    if (rc != RT_OK)
        fail_msg("%s", err.text);
}

/* What begins the piece comes again: the address of what packs it must not
 * decide whether that is seen. */
TEST(the_same_piece_packs_into_the_same_bytes)
{
    struct rt_deflate *all[400] = {0};
    struct rt_buf first = RT_BUF(4096), packed = RT_BUF(4096);
    struct rt_str piece = RT_STR("</sheetData><autoFilter ref=\"A1:Z9\"/>"
                                 "<pageSetup scale=\"70\"/></worksheet>");

    memset(&err, 0, sizeof err);
    for (size_t i = 0; i < RT_COUNT(all); i++) {
        ok(rt_deflate_new(false, &all[i], &err));
        rt_buf_clear(&packed);
        ok(rt_deflate_piece(all[i], piece, i ? &packed : &first, &err));
        if (i > 0)
            assert_true(rt_str_eq(rt_buf_str(&first), rt_buf_str(&packed)));
    }
    for (size_t i = 0; i < RT_COUNT(all); i++)
        rt_deflate_free(all[i]);
    rt_buf_fini(&first);
    rt_buf_fini(&packed);
}

enum { WHOLE = 300000 };

/* Half of it repeats itself, half is noise. */
static void fill(char *to)
{
    uint32_t seed = 1;

    for (size_t i = 0; i < WHOLE; i++) {
        seed = seed * 1664525 + 1013904223;
        to[i] = (char)(i % 20000 < 10000 ? i % 97 : seed >> 24);
    }
}

/* zlib itself unpacks it, and compares its checksum. */
static void zlib_reads(const char *from, size_t n, size_t piece)
{
    struct rt_zlib z;
    struct rt_buf packed = RT_BUF(2 * WHOLE);
    static unsigned char to[WHOLE + 1];
    uLongf got = sizeof to;

    ok(rt_zlib_begin(&z, &packed, &err));
    for (size_t at = 0; at < n; at += piece)
        ok(rt_zlib_piece(&z,
            (struct rt_str){from + at, n - at < piece ? n - at : piece},
            &packed, &err));
    ok(rt_zlib_end(&z, &packed, &err));
    rt_zlib_fini(&z);
    assert_int_equal(
        uncompress(to, &got, (const Bytef *)packed.data, packed.len), Z_OK);
    assert_int_equal(got, n);
    assert_memory_equal(to, from, n);
    packed.data[packed.len - 1] ^= 1;
    got = sizeof to;
    assert_int_equal(
        uncompress(to, &got, (const Bytef *)packed.data, packed.len),
        Z_DATA_ERROR);
    rt_buf_fini(&packed);
}

TEST(zlib_reads_its_streams)
{
    static char whole[WHOLE];
    static const size_t sizes[] = {0, 1, 4, 5, 4096, 65535, 65536, WHOLE},
                        pieces[] = {1000, 65536, WHOLE};

    memset(&err, 0, sizeof err);
    fill(whole);
    for (size_t i = 0; i < RT_COUNT(sizes); i++) {
        for (size_t k = 0; k < RT_COUNT(pieces); k++)
            zlib_reads(whole, sizes[i], pieces[k]);
    }
}

ALL_TESTS(NULL, NULL)
