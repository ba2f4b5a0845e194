/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/json.h"
#include "domain/rebuild.h"
#include "domain/session.h"
#include "people_fixture.h"

#define FIRST PEOPLE_PASSWORD

static struct account read(int64_t id)
{
    struct account account;

    assert_int_equal(account_get(house.cx, id, &account), OK);
    return account;
}

static void an_account_is_opened_with_a_password_that_must_be_changed(void **state)
{
    struct account_new new = { STR("tan.chunhua"), STR(" 谭春华 "), STR("xk-Bmz7w"), true };
    struct account account;
    int64_t id;

    (void)state;
    assert_int_equal(account_open(people_as(&house, people.sysadmin), &new, &id), OK);
    assert_int_equal(account_by_login(house.cx, STR("tan.chunhua"), &account), OK);
    assert_int_equal(account.id, id);
    assert_str(account.name, "谭春华");
    assert_int_equal(account.opened_at, house.cx->now);
    assert_int_equal(account.closed_at, 0);
    assert_true(account_must_change(&account, house.cx->now));
    assert_int_equal(account_open(people_as(&house, people.sysadmin), &new, &id), ERR_INVALID);
    assert_true(people_told(house.cx, "login", "gap.login.taken"));
}

static void the_form_of_a_new_account_is_told_all_at_once(void **state)
{
    struct account_new new = { STR("Tan Chunhua"), STR("  "), STR("xk-Bmz7w"), true };
    int64_t id;

    (void)state;
    assert_int_equal(account_open(people_as(&house, people.sysadmin), &new, &id), ERR_INVALID);
    assert_int_equal(house.cx->gap_count, 2);
    new = (struct account_new){ STR("tan"), STR("谭"), STR("short"), true };
    assert_int_equal(account_open(people_as(&house, people.sysadmin), &new, &id), ERR_INVALID);
    assert_str(house.cx->gaps[0].field, "password");
}

static void only_the_system_administrator_opens_and_closes_accounts(void **state)
{
    struct account_new new = { STR("nobody"), STR("谭"), STR("xk-Bmz7w"), true };
    int64_t id;

    (void)state;
    assert_int_equal(account_open(people_as(&house, people.secadmin), &new, &id), ERR_FORBIDDEN);
    assert_int_equal(account_open(people_as(&house, people.officer), &new, &id), ERR_FORBIDDEN);
    assert_int_equal(account_open(people_as(&house, 0), &new, &id), ERR_FORBIDDEN);
    assert_int_equal(account_close(people_as(&house, people.secadmin), people.officer), ERR_FORBIDDEN);
    assert_int_equal(account_close(people_as(&house, people.sysadmin), people.sysadmin), ERR_FORBIDDEN);
}

static void only_the_security_administrator_locks_unlocks_and_resets(void **state)
{
    (void)state;
    assert_int_equal(account_lock(people_as(&house, people.sysadmin), people.officer, STR("x")), ERR_FORBIDDEN);
    assert_int_equal(account_unlock(people_as(&house, people.sysadmin), people.officer), ERR_FORBIDDEN);
    assert_int_equal(account_reset_password(people_as(&house, people.sysadmin), people.officer, STR("xk-Bmz7w")), ERR_FORBIDDEN);
    assert_int_equal(account_lock(people_as(&house, people.secadmin), people.secadmin, STR("x")), ERR_FORBIDDEN);
    assert_int_equal(account_unlock(people_as(&house, people.secadmin), people.secadmin), ERR_FORBIDDEN);
    assert_int_equal(account_reset_password(people_as(&house, people.secadmin), people.secadmin, STR("xk-Bmz7w")), ERR_FORBIDDEN);
}

static void closing_an_account_ends_its_posts(void **state)
{
    int64_t leaving = people_add(&house, "leaving", ROLE_CLERK, VILLAGE_PLACE, STR(""));
    struct tenure_list held;

    (void)state;
    assert_int_equal(account_close(people_as(&house, people.sysadmin), leaving), OK);
    assert_int_equal(read(leaving).closed_at, house.cx->now);
    assert_int_equal(tenure_of_account(house.cx, leaving, &held), OK);
    assert_int_equal(held.items[0].ended_at, house.cx->now);
    assert_int_equal(account_close(people_as(&house, people.sysadmin), leaving), ERR_STATE);
    assert_int_equal(account_close(people_as(&house, people.sysadmin), 4711), ERR_NOT_FOUND);
    assert_int_equal(account_unlock(people_as(&house, people.secadmin), leaving), ERR_STATE);
}

static void a_lock_needs_a_reason_and_lasts_until_it_is_taken_away(void **state)
{
    int64_t locked = people_add(&house, "locked", ROLE_CLERK, VILLAGE_PLACE, STR(""));

    (void)state;
    assert_int_equal(account_lock(people_as(&house, people.secadmin), locked, STR(" ")), ERR_INVALID);
    assert_true(people_told(house.cx, "reason", "gap.required"));
    assert_int_equal(account_lock(people_as(&house, people.secadmin), locked, STR("left the office")), OK);
    assert_true(read(locked).locked_until == ACCOUNT_LOCKED_FOR_GOOD);
    assert_int_equal(account_unlock(people_as(&house, people.secadmin), locked), OK);
    assert_int_equal(read(locked).locked_until, 0);
}

static enum err change(const char *old, const char *new)
{
    return account_change_password(people_as(&house, people.officer), str_of(old), str_of(new));
}

static void a_new_password_is_none_of_the_last_five(void **state)
{
    static const char *const next[] = { "xk-Bmz7w-2", "xk-Bmz7w-3", "xk-Bmz7w-4", "xk-Bmz7w-5" };
    const char *now = FIRST;

    (void)state;
    assert_int_equal(change(FIRST, FIRST), ERR_INVALID);
    assert_true(people_told(house.cx, "new_password", "gap.password.reused"));
    for (size_t i = 0; i < 4; now = next[i++])
        assert_int_equal(change(now, next[i]), OK);
    assert_int_equal(change(now, FIRST), ERR_INVALID);
    assert_int_equal(change(now, "xk-Bmz7w-6"), OK);
    assert_int_equal(change("xk-Bmz7w-6", FIRST), OK);
}

static void who_does_not_know_the_old_password_changes_nothing(void **state)
{
    (void)state;
    assert_int_equal(change("wrong", "qr-Wmz7w-new"), ERR_INVALID);
    assert_true(people_told(house.cx, "old_password", "gap.password.wrong"));
    assert_int_equal(change(FIRST, "weak"), ERR_INVALID);
    assert_str(house.cx->gaps[0].field, "new_password");
    assert_int_equal(account_change_password(people_as(&house, 0), STR(FIRST), STR("qr-Wmz7w-new")), ERR_UNAUTHENTICATED);
}

static void a_password_given_by_the_administrator_must_be_changed(void **state)
{
    (void)state;
    assert_false(read(people.officer).must_change);
    assert_int_equal(account_reset_password(people_as(&house, people.secadmin), people.officer, STR("qr-Wmz7w-given")), OK);
    assert_true(read(people.officer).must_change);
    assert_int_equal(change("qr-Wmz7w-given", "qr-Wmz7w-own"), OK);
    assert_false(read(people.officer).must_change);
}

static void a_password_must_be_changed_after_ninety_days(void **state)
{
    struct account account = { .password_at = 1000 };
    int64_t days = (int64_t)90 * 24 * 60 * 60 * 1000;

    (void)state;
    assert_false(account_must_change(&account, 1000 + days));
    assert_true(account_must_change(&account, 1001 + days));
}

static void the_log_tells_that_a_password_was_set_but_no_hash(void **state)
{
    struct event_list events;

    (void)state;
    assert_int_equal(event_stream(house.cx, STREAM_ACCOUNT, people.officer, &events), OK);
    assert_true(events.count > 2);
    assert_str(events.items[0].type, "account.opened");
    assert_str(events.items[1].type, "account.password_set");
    for (size_t i = 0; i < events.count; i++)
        assert_int_equal(str_find(json_write(house.cx->arena, events.items[i].payload), STR("argon2")), -1);
}

static void accounts_and_posts_made_anew_from_the_log_are_the_same(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(house.cx, false, &report), OK);
    assert_true(report.events > 10);
    assert_int_equal(report.different, 0);
}

static void accounts_are_listed_by_login_page_by_page(void **state)
{
    struct account_list first, second;

    (void)state;
    assert_int_equal(account_page(house.cx, STR(""), 2, &first), OK);
    assert_int_equal(first.count, 2);
    assert_int_equal(account_page(house.cx, first.items[1].login, 100, &second), OK);
    assert_true(str_cmp(first.items[0].login, first.items[1].login) < 0);
    assert_true(second.count > 0 && str_cmp(first.items[1].login, second.items[0].login) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_account_is_opened_with_a_password_that_must_be_changed),
        cmocka_unit_test(the_form_of_a_new_account_is_told_all_at_once),
        cmocka_unit_test(only_the_system_administrator_opens_and_closes_accounts),
        cmocka_unit_test(only_the_security_administrator_locks_unlocks_and_resets),
        cmocka_unit_test(closing_an_account_ends_its_posts),
        cmocka_unit_test(a_lock_needs_a_reason_and_lasts_until_it_is_taken_away),
        cmocka_unit_test(a_new_password_is_none_of_the_last_five),
        cmocka_unit_test(who_does_not_know_the_old_password_changes_nothing),
        cmocka_unit_test(a_password_given_by_the_administrator_must_be_changed),
        cmocka_unit_test(a_password_must_be_changed_after_ninety_days),
        cmocka_unit_test(the_log_tells_that_a_password_was_set_but_no_hash),
        cmocka_unit_test(accounts_are_listed_by_login_page_by_page),
        cmocka_unit_test(accounts_and_posts_made_anew_from_the_log_are_the_same),
    };

    return PEOPLE_RUN_ON_BOTH(tests);
}
