/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <pthread.h>

#include "../test.h"
#include "secure/secure.h"

static void a_password_opens_only_its_own_hash(void **state)
{
    struct arena *a = arena_new(0);
    struct str hash = password_hash(a, STR("木龙垭-42"));

    (void)state;
    assert_true(str_starts(hash, STR("$argon2id$v=19$m=65536,t=3,p=1$")));
    assert_true(password_check(hash, STR("木龙垭-42")));
    assert_false(password_check(hash, STR("木龙垭-43")));
    assert_false(password_check(hash, STR("")));
    arena_free(a);
}

static void the_same_password_is_hashed_differently_each_time(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_false(str_eq(password_hash(a, STR("same")), password_hash(a, STR("same"))));
    arena_free(a);
}

static void what_is_no_hash_opens_for_nobody(void **state)
{
    char endless[400];

    (void)state;
    for (size_t i = 0; i < sizeof endless; i++)
        endless[i] = '$';
    assert_false(password_check(STR(""), STR("")));
    assert_false(password_check(STR("plain"), STR("plain")));
    assert_false(password_check((struct str){ endless, sizeof endless }, STR("x")));
}

/* 2 of the about 200 ms of a real check would be seen: the decoy must be decoded and computed. */
static void the_decoy_is_a_hash_that_takes_the_usual_time_and_fits_nothing(void **state)
{
    struct arena *a = arena_new(0);
    struct str real = password_hash(a, STR("x")), decoy = password_decoy();

    (void)state;
    assert_int_equal(real.len, decoy.len);
    assert_memory_equal(real.p, decoy.p, sizeof "$argon2id$v=19$m=65536,t=3,p=1$" - 1);
    assert_false(password_check(decoy, STR("")));
    assert_false(password_check(decoy, STR("x")));
    arena_free(a);
}

static void *check(void *hash)
{
    return password_check(*(struct str *)hash, STR("x")) ? hash : NULL;
}

static void many_may_sign_in_at_once(void **state)
{
    struct arena *a = arena_new(0);
    struct str hash = password_hash(a, STR("x"));
    pthread_t threads[5];
    void *result;

    (void)state;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, check, &hash), 0);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_ptr_equal(result, &hash);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_password_opens_only_its_own_hash),
        cmocka_unit_test(the_same_password_is_hashed_differently_each_time),
        cmocka_unit_test(what_is_no_hash_opens_for_nobody),
        cmocka_unit_test(the_decoy_is_a_hash_that_takes_the_usual_time_and_fits_nothing),
        cmocka_unit_test(many_may_sign_in_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
