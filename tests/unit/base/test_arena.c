/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <string.h>

#include "base/buf.h"

static void small_and_large_pieces_are_zeroed_and_apart(void **state)
{
    static const size_t sizes[] = { 1, 15, 16, 17, 900, 5000, 8192, 8193, 300000, 3 };
    struct arena *a = arena_new(100);
    unsigned char *pieces[sizeof sizes / sizeof *sizes];

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pieces[i] = arena_alloc(a, sizes[i]);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        for (size_t b = 0; b < sizes[i]; b++)
            assert_int_equal(pieces[i][b], 0);
        memset(pieces[i], (int)i + 1, sizes[i]);
    }
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t b = 0; b < sizes[i]; b++)
            assert_int_equal(pieces[i][b], i + 1);
    arena_free(a);
}

static void a_printed_text_is_whole_wherever_the_block_ends(void **state)
{
    struct arena *a = arena_new(64);

    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct str s = arena_printf(a, "%0*d", i, 7);
        assert_int_equal(s.len, i > 0 ? i : 1);
        assert_int_equal(s.p[s.len - 1], '7');
        assert_int_equal(s.p[s.len], '\0');
    }
    assert_int_equal(arena_printf(a, "%020000d", 7).len, 20000);
    arena_free(a);
}

static void a_resized_piece_keeps_what_it_held(void **state)
{
    static const size_t sizes[] = { 10, 100, 8192, 9000, 100000, 9000, 50 };
    struct arena *a = arena_new(0);
    char *p = NULL;
    size_t old = 0;

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        p = arena_resize(a, p, old, sizes[i]);
        if (old == 0)
            memcpy(p, "0123456789", 10);
        old = sizes[i];
        assert_memory_equal(p, "0123456789", 10);
    }
    arena_free(a);
}

static void a_long_text_grows_byte_by_byte(void **state)
{
    struct arena *a = arena_new(0);
    struct buf b = buf_in(a);

    (void)state;
    for (int i = 0; i < 100000; i++)
        buf_char(&b, (char)('a' + i % 26));
    assert_int_equal(buf_str(&b).len, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(b.p[i], 'a' + i % 26);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_and_large_pieces_are_zeroed_and_apart),
        cmocka_unit_test(a_printed_text_is_whole_wherever_the_block_ends),
        cmocka_unit_test(a_resized_piece_keeps_what_it_held),
        cmocka_unit_test(a_long_text_grows_byte_by_byte),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
