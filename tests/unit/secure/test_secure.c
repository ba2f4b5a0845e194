/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "../test.h"
#include "secure/keys.h"

static struct kept kept_of_one = { .lock = PTHREAD_MUTEX_INITIALIZER };
static struct kept kept_of_other = { .lock = PTHREAD_MUTEX_INITIALIZER };
static const struct keys one = { .all = { { 1, "the key of this installation 01" } }, .count = 1, .kept = &kept_of_one };
static const struct keys other = { .all = { { 1, "the key of some other county 02" } }, .count = 1, .kept = &kept_of_other };

static void what_was_sealed_opens_again(void **state)
{
    static char long_text[100000], long_salt[500];
    struct arena *a = arena_new(0);
    struct str texts[] = { STR(""), STR("422823199001011234"), { long_text, sizeof long_text } };
    struct str salts[] = { STR(""), STR("salt"), { long_salt, sizeof long_salt } };
    struct str sealed, plain;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        sealed = secure_seal(&one, a, "case", salts[i], texts[i]);
        assert_int_equal(sealed.len, texts[i].len + SEAL_EXTRA_BYTES);
        assert_int_equal(secure_unseal(&one, a, "case", salts[i], sealed, &plain), OK);
        assert_true(str_eq(plain, texts[i]));
    }
    arena_free(a);
}

static void the_same_text_is_sealed_differently_each_time_and_never_shown(void **state)
{
    struct arena *a = arena_new(0);
    struct str first = secure_seal(&one, a, "case", STR("s"), STR("422823199001011234"));
    struct str second = secure_seal(&one, a, "case", STR("s"), STR("422823199001011234"));

    (void)state;
    assert_false(str_eq(first, second));
    assert_int_equal(str_find(first, STR("4228")), -1);
    arena_free(a);
}

static void any_altered_byte_is_noticed(void **state)
{
    struct arena *a = arena_new(0);
    struct str sealed = secure_seal(&one, a, "case", STR("s"), STR("granted"));
    struct str plain;

    (void)state;
    for (size_t i = 0; i < sealed.len; i++) {
        char *bytes = (char *)arena_str(a, sealed).p;

        bytes[i] ^= 1;
        assert_int_equal(secure_unseal(&one, a, "case", STR("s"), (struct str){ bytes, sealed.len }, &plain), ERR_INVALID);
    }
    arena_free(a);
}

static void anything_cut_or_appended_is_noticed(void **state)
{
    struct arena *a = arena_new(0);
    struct str sealed = secure_seal(&one, a, "case", STR("s"), STR("granted"));
    struct str longer = arena_join(a, sealed, STR("x"));
    struct str plain;

    (void)state;
    for (size_t len = 0; len < sealed.len; len++)
        assert_int_equal(secure_unseal(&one, a, "case", STR("s"), str_sub(sealed, 0, len), &plain), ERR_INVALID);
    assert_int_equal(secure_unseal(&one, a, "case", STR("s"), longer, &plain), ERR_INVALID);
    arena_free(a);
}

static void another_purpose_salt_or_installation_cannot_open_it(void **state)
{
    struct arena *a = arena_new(0);
    struct str sealed = secure_seal(&one, a, "case", STR("s"), STR("granted"));
    struct str plain;

    (void)state;
    assert_int_equal(secure_unseal(&one, a, "person", STR("s"), sealed, &plain), ERR_INVALID);
    assert_int_equal(secure_unseal(&one, a, "case", STR("t"), sealed, &plain), ERR_INVALID);
    assert_int_equal(secure_unseal(&one, a, "case", STR(""), sealed, &plain), ERR_INVALID);
    assert_int_equal(secure_unseal(&one, a, "cases", STR(""), sealed, &plain), ERR_INVALID);
    assert_int_equal(secure_unseal(&other, a, "case", STR("s"), sealed, &plain), ERR_INVALID);
    arena_free(a);
}

static void an_index_is_equal_for_equal_texts_of_one_purpose_only(void **state)
{
    struct arena *a = arena_new(0);
    struct str index = secure_index(&one, a, "id_no", STR("422823199001011234"));

    (void)state;
    assert_int_equal(index.len, 64);
    assert_true(str_eq(index, secure_index(&one, a, "id_no", STR("422823199001011234"))));
    assert_false(str_eq(index, secure_index(&one, a, "id_no", STR("422823199001011235"))));
    assert_false(str_eq(index, secure_index(&one, a, "phone", STR("422823199001011234"))));
    assert_false(str_eq(index, secure_index(&other, a, "id_no", STR("422823199001011234"))));
    arena_free(a);
}

static void tokens_are_43_letters_and_never_twice_the_same(void **state)
{
    struct arena *a = arena_new(0);
    struct str first = secure_token(a), second = secure_token(a);

    (void)state;
    assert_int_equal(first.len, 43);
    assert_int_equal(strspn(first.p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
    assert_false(str_eq(first, second));
    arena_free(a);
}

static void codes_are_digits_and_use_all_ten(void **state)
{
    struct arena *a = arena_new(0);
    struct str code = secure_code(a, 1000);
    bool seen[10] = { false };

    (void)state;
    assert_int_equal(code.len, 1000);
    for (size_t i = 0; i < code.len; i++) {
        assert_in_range(code.p[i], '0', '9');
        seen[code.p[i] - '0'] = true;
    }
    for (size_t i = 0; i < 10; i++)
        assert_true(seen[i]);
    arena_free(a);
}

static void equality_looks_at_every_byte_and_the_length(void **state)
{
    (void)state;
    assert_true(secure_equal(STR("abc"), STR("abc")));
    assert_false(secure_equal(STR("abc"), STR("abd")));
    assert_false(secure_equal(STR("abc"), STR("ab")));
    assert_true(secure_equal(STR(""), STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_sealed_opens_again),
        cmocka_unit_test(the_same_text_is_sealed_differently_each_time_and_never_shown),
        cmocka_unit_test(any_altered_byte_is_noticed),
        cmocka_unit_test(anything_cut_or_appended_is_noticed),
        cmocka_unit_test(another_purpose_salt_or_installation_cannot_open_it),
        cmocka_unit_test(an_index_is_equal_for_equal_texts_of_one_purpose_only),
        cmocka_unit_test(tokens_are_43_letters_and_never_twice_the_same),
        cmocka_unit_test(codes_are_digits_and_use_all_ten),
        cmocka_unit_test(equality_looks_at_every_byte_and_the_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
