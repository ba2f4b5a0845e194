/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "domain/session.h"
#include "people_fixture.h"

#define PASSWORD PEOPLE_PASSWORD
#define MINUTE_MS ((int64_t)60 * 1000)
#define START_MS 1772413200000

/* A clerk of his own for each test. */
static struct { const char *login; int64_t id, number; } clerk;

static int at_the_start(void **state)
{
    (void)state;
    house.cx->now = START_MS;
    clerk.login = arena_printf(house.cx->arena, "clerk%d", (int)++clerk.number).p;
    clerk.id = people_add(&house, clerk.login, ROLE_CLERK, VILLAGE_PLACE, STR(PEOPLE_HASH));
    return 0;
}

static enum err sign_in(const char *login, const char *password, struct str *token)
{
    return session_sign_in(people_as(&house, 0), str_of(login), str_of(password), token);
}

static bool known(struct str token)
{
    struct session s;
    enum err e = session_find(house.cx, token, &s);

    assert_true(e == OK || e == ERR_UNAUTHENTICATED);
    return e == OK;
}

static struct actor actor_of(struct str token)
{
    struct session s;
    struct actor actor;

    assert_int_equal(session_find(house.cx, token, &s), OK);
    assert_int_equal(session_actor(house.cx, &s, &actor), OK);
    return actor;
}

static void who_signs_in_acts_with_his_posts(void **state)
{
    struct account account;
    struct str token;
    struct actor actor;

    (void)state;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
    actor = actor_of(token);
    assert_int_equal(actor.account, clerk.id);
    assert_int_equal(actor.post_count, 1);
    assert_int_equal(actor.posts[0].place, VILLAGE_PLACE);
    assert_int_equal(actor.roles, ROLES(ROLE_CLERK));
    assert_true(str_starts(actor.owner, STR("account:")));
    assert_int_equal(actor.csrf.len, 64);
    assert_false(actor.must_change_password);
    assert_int_equal(account_get(house.cx, clerk.id, &account), OK);
    assert_int_equal(account.last_in_at, START_MS);
}

static void the_token_is_kept_nowhere_and_each_session_has_its_own_secrets(void **state)
{
    struct str first, second;

    (void)state;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &first), OK);
    assert_int_equal(sign_in(clerk.login, PASSWORD, &second), OK);
    assert_false(str_eq(first, second));
    assert_false(str_eq(actor_of(first).csrf, actor_of(second).csrf));
    assert_false(str_eq(actor_of(first).session, first));
    assert_false(known(actor_of(first).session));
    assert_false(known(STR("")));
}

static void a_wrong_password_and_an_unknown_login_are_told_alike(void **state)
{
    struct str token;

    (void)state;
    assert_int_equal(sign_in(clerk.login, "wrong", &token), ERR_UNAUTHENTICATED);
    assert_true(people_told(house.cx, "", "gap.sign_in.wrong"));
    assert_int_equal(sign_in("nobody-has-this", "wrong", &token), ERR_UNAUTHENTICATED);
    assert_true(people_told(house.cx, "", "gap.sign_in.wrong"));
    assert_int_equal(sign_in("\xff", "wrong", &token), ERR_UNAUTHENTICATED);
}

static void five_wrong_passwords_lock_for_fifteen_minutes_then_for_thirty(void **state)
{
    struct account account;
    struct str token;

    (void)state;
    for (int i = 0; i < 5; i++)
        assert_int_equal(sign_in(clerk.login, "wrong", &token), ERR_UNAUTHENTICATED);
    assert_true(people_told(house.cx, "", "gap.sign_in.locked"));
    assert_str(house.cx->gaps[0].detail, "15");
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), ERR_UNAUTHENTICATED);
    assert_int_equal(account_get(house.cx, clerk.id, &account), OK);
    assert_int_equal(account.locked_until, START_MS + 15 * MINUTE_MS);
    house.cx->now += 15 * MINUTE_MS;
    for (int i = 0; i < 5; i++)
        assert_int_equal(sign_in(clerk.login, "wrong", &token), ERR_UNAUTHENTICATED);
    assert_str(house.cx->gaps[0].detail, "30");
    house.cx->now += 30 * MINUTE_MS;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
    assert_int_equal(account_get(house.cx, clerk.id, &account), OK);
    assert_int_equal(account.locked_until, 0);
}

static void a_right_password_begins_the_count_anew(void **state)
{
    struct str token;

    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(sign_in(clerk.login, "wrong", &token), ERR_UNAUTHENTICATED);
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
    assert_int_equal(sign_in(clerk.login, "wrong", &token), ERR_UNAUTHENTICATED);
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
}

static void a_login_nobody_has_is_locked_as_well(void **state)
{
    struct str token;

    (void)state;
    for (int i = 0; i < 5; i++)
        assert_int_equal(sign_in("guessing", "wrong", &token), ERR_UNAUTHENTICATED);
    assert_true(people_told(house.cx, "", "gap.sign_in.locked"));
}

static void the_security_administrator_unlocks_at_once(void **state)
{
    struct str token;

    (void)state;
    for (int i = 0; i < 5; i++)
        assert_int_equal(sign_in(clerk.login, "wrong", &token), ERR_UNAUTHENTICATED);
    assert_int_equal(account_unlock(people_as(&house, people.secadmin), clerk.id), OK);
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
}

static void an_account_an_administrator_locked_is_out_and_stays_out(void **state)
{
    struct str token, again;

    (void)state;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
    assert_int_equal(account_lock(people_as(&house, people.secadmin), clerk.id, STR("left")), OK);
    assert_false(known(token));
    assert_int_equal(sign_in(clerk.login, PASSWORD, &again), ERR_UNAUTHENTICATED);
    assert_true(people_told(house.cx, "", "gap.sign_in.locked_by_admin"));
    for (int i = 0; i < 5; i++)
        assert_int_equal(sign_in(clerk.login, "wrong", &again), ERR_UNAUTHENTICATED);
    house.cx->now += 16 * MINUTE_MS;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &again), ERR_UNAUTHENTICATED);
    assert_true(people_told(house.cx, "", "gap.sign_in.locked_by_admin"));
}

static void a_closed_account_is_as_if_it_had_never_been(void **state)
{
    struct str token, again;

    (void)state;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
    assert_int_equal(account_close(people_as(&house, people.sysadmin), clerk.id), OK);
    assert_false(known(token));
    assert_int_equal(sign_in(clerk.login, PASSWORD, &again), ERR_UNAUTHENTICATED);
    assert_true(people_told(house.cx, "", "gap.sign_in.wrong"));
}

static void a_session_ends_after_fifteen_minutes_of_nothing(void **state)
{
    struct session s;
    struct str token;

    (void)state;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
    house.cx->now += 15 * MINUTE_MS;
    assert_int_equal(session_find(house.cx, token, &s), OK);
    assert_int_equal(session_touch(house.cx, &s), OK);
    house.cx->now += 15 * MINUTE_MS;
    assert_true(known(token));
    house.cx->now += 1;
    assert_false(known(token));
}

static void a_session_ends_after_twelve_hours_however_busy(void **state)
{
    struct session s;
    struct str token;

    (void)state;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
    for (int i = 0; i < 72; i++) {
        house.cx->now += 10 * MINUTE_MS;
        assert_int_equal(session_find(house.cx, token, &s), OK);
        assert_int_equal(session_touch(house.cx, &s), OK);
    }
    house.cx->now += 1;
    assert_false(known(token));
}

static void signing_out_ends_this_session_and_no_other(void **state)
{
    struct str here, there;

    (void)state;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &here), OK);
    assert_int_equal(sign_in(clerk.login, PASSWORD, &there), OK);
    assert_int_equal(session_sign_out(house.cx, actor_of(here).session), OK);
    assert_false(known(here));
    assert_true(known(there));
}

static void changing_the_password_ends_the_other_sessions(void **state)
{
    struct str here, there, token;
    struct actor actor;

    (void)state;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &here), OK);
    assert_int_equal(sign_in(clerk.login, PASSWORD, &there), OK);
    actor = actor_of(here);
    house.cx->actor = &actor;
    assert_int_equal(account_change_password(house.cx, STR(PASSWORD), STR("qr-Wmz7w-new")), OK);
    assert_true(known(here));
    assert_false(known(there));
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), ERR_UNAUTHENTICATED);
    assert_int_equal(sign_in(clerk.login, "qr-Wmz7w-new", &token), OK);
}

static void a_post_that_is_over_gives_no_rights(void **state)
{
    struct tenure_list held;
    struct str token;

    (void)state;
    assert_int_equal(sign_in(clerk.login, PASSWORD, &token), OK);
    assert_int_equal(tenure_of_account(house.cx, clerk.id, &held), OK);
    assert_int_equal(tenure_end(people_as(&house, people.secadmin), held.items[0].post.id), OK);
    assert_int_equal(actor_of(token).post_count, 0);
    assert_int_equal(actor_of(token).roles, 0);
}

static void a_visitor_is_known_for_two_hours_and_owns_his_drafts(void **state)
{
    struct str token;
    struct actor actor;

    (void)state;
    assert_int_equal(session_visit(people_as(&house, 0), &token), OK);
    actor = actor_of(token);
    assert_int_equal(actor.account, 0);
    assert_int_equal(actor.post_count, 0);
    assert_true(str_starts(actor.owner, STR("visitor:")));
    assert_str(actor.session, "");
    assert_int_equal(actor.csrf.len, 64);
    house.cx->now += SESSION_VISITOR_MINUTES * MINUTE_MS;
    assert_true(known(token));
    house.cx->now += 1;
    assert_false(known(token));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(who_signs_in_acts_with_his_posts, at_the_start),
        cmocka_unit_test_setup(the_token_is_kept_nowhere_and_each_session_has_its_own_secrets, at_the_start),
        cmocka_unit_test_setup(a_wrong_password_and_an_unknown_login_are_told_alike, at_the_start),
        cmocka_unit_test_setup(five_wrong_passwords_lock_for_fifteen_minutes_then_for_thirty, at_the_start),
        cmocka_unit_test_setup(a_right_password_begins_the_count_anew, at_the_start),
        cmocka_unit_test_setup(a_login_nobody_has_is_locked_as_well, at_the_start),
        cmocka_unit_test_setup(the_security_administrator_unlocks_at_once, at_the_start),
        cmocka_unit_test_setup(an_account_an_administrator_locked_is_out_and_stays_out, at_the_start),
        cmocka_unit_test_setup(a_closed_account_is_as_if_it_had_never_been, at_the_start),
        cmocka_unit_test_setup(a_session_ends_after_fifteen_minutes_of_nothing, at_the_start),
        cmocka_unit_test_setup(a_session_ends_after_twelve_hours_however_busy, at_the_start),
        cmocka_unit_test_setup(signing_out_ends_this_session_and_no_other, at_the_start),
        cmocka_unit_test_setup(changing_the_password_ends_the_other_sessions, at_the_start),
        cmocka_unit_test_setup(a_post_that_is_over_gives_no_rights, at_the_start),
        cmocka_unit_test_setup(a_visitor_is_known_for_two_hours_and_owns_his_drafts, at_the_start),
    };

    return PEOPLE_RUN_ON_BOTH(tests);
}
