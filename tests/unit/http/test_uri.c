/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "http/uri.h"

static enum err path(struct arena *a, const char *raw)
{
    struct str out;

    return uri_path(a, str_of(raw), &out);
}

static void a_path_is_decoded_exactly_once(void **state)
{
    struct arena *a = arena_new(0);
    struct str out;

    (void)state;
    assert_int_equal(uri_path(a, STR("/%E6%9D%91/a%20b/%2525"), &out), OK);
    assert_str(out, "/村/a b/%25");
    assert_int_equal(uri_path(a, STR("/"), &out), OK);
    assert_str(out, "/");
    assert_int_equal(uri_path(a, STR("/.well-known/..a/b.."), &out), OK);
    assert_str(out, "/.well-known/..a/b..");
    arena_free(a);
}

static void a_path_two_readers_could_read_differently_is_refused(void **state)
{
    static const char *const REFUSED[] = {
        "", "a", "//", "/a/", "/a//b", "/.", "/..", "/a/./b", "/a/../b", "/%2e", "/%2E%2e/x", "/a%2Fb", "/a%5cb",
        "/a\\b", "/a%00", "/a%0a", "/a%7f", "/a\x7f", "/a\tb", "/a b", "/a#b", "/a\"b", "/a<b", "/a>b", "/%", "/%4",
        "/%4g", "/% 41", "/%+4", "/%ff", "/%c0%af", "/%ed%a0%80", "/\xe6\x9d\x91",
    };
    struct arena *a = arena_new(0);

    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++)
        if (path(a, REFUSED[i]) != ERR_INVALID)
            fail_msg("taken: %s", REFUSED[i]);
    arena_free(a);
}

static void pairs_are_decoded_in_order_with_plus_as_blank(void **state)
{
    struct arena *a = arena_new(0);
    struct http_pair *p;
    size_t count;
    struct str bad;

    (void)state;
    assert_int_equal(uri_pairs(a, STR("a=1&&b=+%2B%3D%26&c&=d&a=x=y"), &p, &count, &bad), OK);
    assert_int_equal(count, 5);
    assert_str(p[0].value, "1");
    assert_str(p[1].value, " +=&");
    assert_str(p[2].name, "c");
    assert_str(p[2].value, "");
    assert_str(p[3].name, "");
    assert_str(p[4].value, "x=y");
    assert_int_equal(uri_pairs(a, STR(""), &p, &count, &bad), OK);
    assert_int_equal(count, 0);
    arena_free(a);
}

static void a_pair_that_is_not_text_is_refused_by_name(void **state)
{
    static const char *const REFUSED[] = { "a=1&who=%ff", "who=%00", "who=%e6%9c", "who=%zz", "who=%", "who=\xff" };
    struct arena *a = arena_new(0);
    struct http_pair *p;
    size_t count;
    struct str bad;

    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        assert_int_equal(uri_pairs(a, str_of(REFUSED[i]), &p, &count, &bad), ERR_INVALID);
        assert_str(bad, "who");
    }
    arena_free(a);
}

static void more_pairs_than_any_form_has_are_refused(void **state)
{
    struct arena *a = arena_new(0);
    char text[3 * (URI_PAIRS_MAX + 1)];
    struct http_pair *p;
    size_t count;
    struct str bad;

    (void)state;
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = "a=&"[i % 3];
    assert_int_equal(uri_pairs(a, (struct str){ text, sizeof text - 3 }, &p, &count, &bad), OK);
    assert_int_equal(count, URI_PAIRS_MAX);
    assert_int_equal(uri_pairs(a, (struct str){ text, sizeof text }, &p, &count, &bad), ERR_LIMIT);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_decoded_exactly_once),
        cmocka_unit_test(a_path_two_readers_could_read_differently_is_refused),
        cmocka_unit_test(pairs_are_decoded_in_order_with_plus_as_blank),
        cmocka_unit_test(a_pair_that_is_not_text_is_refused_by_name),
        cmocka_unit_test(more_pairs_than_any_form_has_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
