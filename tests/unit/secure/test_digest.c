/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "secure/secure.h"

/* GB/T 32905-2016 appendix A. */
static void sm3_gives_the_published_digests(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(digest_sm3(a, STR("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assert_str(digest_sm3(a, STR("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd")),
               "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
    arena_free(a);
}

/* FIPS 180-4 examples. */
static void sha256_gives_the_published_digests(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(digest_sha256(a, STR("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_str(digest_sha256(a, (struct str){ NULL, 0 }),
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    arena_free(a);
}

static void pieces_give_the_digest_of_the_whole(void **state)
{
    struct arena *a = arena_new(0);
    struct digest *sm3 = digest_new(a, DIGEST_SM3), *sha = digest_new(a, DIGEST_SHA256);

    (void)state;
    digest_update(sm3, STR("a"));
    digest_update(sm3, (struct str){ NULL, 0 });
    digest_update(sm3, STR("bc"));
    digest_update(sha, STR("ab"));
    digest_update(sha, STR("c"));
    assert_str(digest_final(sm3, a), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assert_str(digest_final(sha, a), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    arena_free(a);
}

static void a_salted_digest_names_its_algorithm_and_covers_the_salt_first(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(digest_salted(a, STR("ab"), STR("c")),
               "sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assert_false(str_eq(digest_salted(a, STR("c"), STR("ab")), digest_salted(a, STR("ab"), STR("c"))));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sm3_gives_the_published_digests),
        cmocka_unit_test(sha256_gives_the_published_digests),
        cmocka_unit_test(pieces_give_the_digest_of_the_whole),
        cmocka_unit_test(a_salted_digest_names_its_algorithm_and_covers_the_salt_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
