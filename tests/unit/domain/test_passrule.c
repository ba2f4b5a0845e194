/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "../test.h"
#include "domain/passrule.h"

/* The first rule broken, or "". */
static const char *broken(struct arena *a, const char *login, const char *password)
{
    struct ctx cx = { .arena = a };

    if (passrule_check(&cx, STR("password"), str_of(login), str_of(password)) == OK)
        return "";
    assert_true(cx.gap_count > 0);
    assert_str(cx.gaps[0].field, "password");
    return cx.gaps[0].key.p;
}

static void eight_characters_of_three_classes_are_enough(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_string_equal(broken(a, "tan", "xk-Bmz7w"), "");
    assert_string_equal(broken(a, "tan", "xkqbmz7-"), "");
    assert_string_equal(broken(a, "tan", "木龙垭的山Xk7"), "");
    arena_free(a);
}

static void what_is_shorter_is_refused_counted_in_characters(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_string_equal(broken(a, "tan", "xk-Bmz7"), "gap.password.short");
    assert_string_equal(broken(a, "tan", "木龙Xk7"), "gap.password.short");
    assert_string_equal(broken(a, "tan", ""), "gap.password.short");
    arena_free(a);
}

static void two_classes_are_not_enough(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_string_equal(broken(a, "tan", "xkqbmzw7"), "gap.password.classes");
    assert_string_equal(broken(a, "tan", "12-34-56-78"), "gap.password.classes");
    assert_string_equal(broken(a, "tan", "木龙垭的山水木龙垭的山水"), "gap.password.classes");
    arena_free(a);
}

static void what_everybody_tries_first_is_refused(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_string_equal(broken(a, "tan", "P@ssw0rd"), "gap.password.weak");
    assert_string_equal(broken(a, "tan", "Password1!"), "gap.password.weak");
    assert_string_equal(broken(a, "tan", "Aa123456."), "gap.password.weak");
    assert_string_equal(broken(a, "tan", "1qaz@WSX"), "gap.password.weak");
    assert_string_equal(broken(a, "tan", "Admin123"), "gap.password.weak");
    arena_free(a);
}

static void the_login_is_no_part_of_the_password(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_string_equal(broken(a, "tanchunhua", "7-TanChunHua"), "gap.password.login");
    arena_free(a);
}

static void what_is_longer_than_the_limit_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    char password[PASSRULE_BYTES_MAX + 2];

    (void)state;
    memset(password, 'x', sizeof password - 1);
    memcpy(password, "A7-", 3);
    password[sizeof password - 1] = '\0';
    assert_string_equal(broken(a, "tan", password), "gap.password.long");
    password[sizeof password - 2] = '\0';
    assert_string_equal(broken(a, "tan", password), "");
    arena_free(a);
}

static void all_broken_rules_are_told_at_once(void **state)
{
    struct arena *a = arena_new(0);
    struct ctx cx = { .arena = a };

    (void)state;
    assert_int_equal(passrule_check(&cx, STR("password"), STR("tan"), STR("admin")), ERR_INVALID);
    assert_int_equal(cx.gap_count, 3);
    arena_free(a);
}

static void made_passwords_keep_the_rules_and_are_never_twice_the_same(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    for (int i = 0; i < 200; i++) {
        struct str made = passrule_make(a);

        assert_int_equal(made.len, 14);
        assert_null(strpbrk(made.p, "0O1lI"));
        assert_string_equal(broken(a, "tan", made.p), "");
    }
    assert_false(str_eq(passrule_make(a), passrule_make(a)));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(eight_characters_of_three_classes_are_enough),
        cmocka_unit_test(what_is_shorter_is_refused_counted_in_characters),
        cmocka_unit_test(two_classes_are_not_enough),
        cmocka_unit_test(what_everybody_tries_first_is_refused),
        cmocka_unit_test(the_login_is_no_part_of_the_password),
        cmocka_unit_test(what_is_longer_than_the_limit_is_refused),
        cmocka_unit_test(all_broken_rules_are_told_at_once),
        cmocka_unit_test(made_passwords_keep_the_rules_and_are_never_twice_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
