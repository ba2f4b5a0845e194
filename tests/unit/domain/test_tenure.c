/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/calendar.h"
#include "people_fixture.h"

static struct tenure tenure(int64_t account, enum role role, int64_t place, const char *department)
{
    return (struct tenure){ .account = account, .post = { .role = role, .place = place, .department = str_of(department) } };
}

static enum err assign(int64_t by, struct tenure t, int64_t *id)
{
    enum err e = tenure_assign(people_as(&house, by), &t);

    *id = t.post.id;
    return e;
}

static void refused(struct tenure t, enum err want, const char *field, const char *key)
{
    int64_t id;

    assert_int_equal(assign(people.secadmin, t, &id), want);
    assert_true(people_told(house.cx, field, key));
}

static void a_post_is_held_from_the_day_it_is_given_until_it_is_ended(void **state)
{
    int64_t clerk = people_add(&house, "clerk", ROLE_CLERK, VILLAGE_PLACE, STR("")), today = day_of(house.cx->now), id;
    struct str items[] = { STR("S-MZ-01"), STR("S-MZ-02") };
    struct tenure t = tenure(clerk, ROLE_CLERK, OTHER_VILLAGE_PLACE, "MZ");
    struct tenure_list held;

    (void)state;
    t.post.items = items;
    t.post.item_count = 2;
    assert_int_equal(assign(people.secadmin, t, &id), OK);
    assert_int_equal(tenure_of_account(house.cx, clerk, &held), OK);
    assert_int_equal(held.count, 2);
    assert_int_equal(held.items[1].post.id, id);
    assert_int_equal(held.items[1].post.role, ROLE_CLERK);
    assert_int_equal(held.items[1].post.place, OTHER_VILLAGE_PLACE);
    assert_str(held.items[1].post.department, "MZ");
    assert_int_equal(held.items[1].post.item_count, 2);
    assert_str(held.items[1].post.items[1], "S-MZ-02");
    assert_true(tenure_in_force(&held.items[1], today));
    assert_false(tenure_in_force(&held.items[1], today - 1));
    assert_int_equal(tenure_end(people_as(&house, people.secadmin), id), OK);
    assert_int_equal(tenure_of_account(house.cx, clerk, &held), OK);
    assert_false(tenure_in_force(&held.items[1], today));
    assert_int_equal(tenure_end(people_as(&house, people.secadmin), id), ERR_STATE);
    assert_int_equal(tenure_end(people_as(&house, people.secadmin), 12345), ERR_NOT_FOUND);
}

static void a_post_may_be_given_for_some_days_only(void **state)
{
    struct tenure t = { .from_day = 100, .until_day = 110 };

    (void)state;
    assert_false(tenure_in_force(&t, 99));
    assert_true(tenure_in_force(&t, 100));
    assert_true(tenure_in_force(&t, 110));
    assert_false(tenure_in_force(&t, 111));
}

static void only_the_security_administrator_gives_posts(void **state)
{
    int64_t id;

    (void)state;
    assert_int_equal(assign(0, tenure(people.officer, ROLE_CHECKER, TOWNSHIP_PLACE, ""), &id), ERR_FORBIDDEN);
    assert_int_equal(assign(people.officer, tenure(people.officer, ROLE_CHECKER, TOWNSHIP_PLACE, ""), &id), ERR_FORBIDDEN);
    assert_int_equal(assign(people.sysadmin, tenure(people.officer, ROLE_CHECKER, TOWNSHIP_PLACE, ""), &id), ERR_FORBIDDEN);
}

static void nobody_gives_or_ends_a_post_of_his_own(void **state)
{
    struct tenure_list held;

    (void)state;
    refused(tenure(people.secadmin, ROLE_AUDITADMIN, COUNTY_PLACE, ""), ERR_FORBIDDEN, "", "gap.post.own");
    assert_int_equal(tenure_of_account(house.cx, people.secadmin, &held), OK);
    assert_int_equal(tenure_end(people_as(&house, people.secadmin), held.items[0].post.id), ERR_FORBIDDEN);
}

static void an_administrator_holds_no_second_post_and_an_officer_becomes_none(void **state)
{
    (void)state;
    refused(tenure(people.sysadmin, ROLE_AUDITADMIN, COUNTY_PLACE, ""), ERR_CONFLICT, "", "gap.post.admin_exclusive");
    refused(tenure(people.sysadmin, ROLE_HANDLER, COUNTY_PLACE, ""), ERR_CONFLICT, "", "gap.post.admin_exclusive");
    refused(tenure(people.officer, ROLE_SYSADMIN, COUNTY_PLACE, ""), ERR_CONFLICT, "", "gap.post.admin_exclusive");
}

static void once_his_posts_are_ended_an_officer_may_become_administrator(void **state)
{
    int64_t changing = people_add(&house, "changing", ROLE_HANDLER, TOWNSHIP_PLACE, STR("")), id;
    struct tenure_list held;

    (void)state;
    assert_int_equal(tenure_of_account(house.cx, changing, &held), OK);
    assert_int_equal(tenure_end(people_as(&house, people.secadmin), held.items[0].post.id), OK);
    assert_int_equal(assign(people.secadmin, tenure(changing, ROLE_AUDITADMIN, COUNTY_PLACE, ""), &id), OK);
}

static void nothing_is_decided_in_a_village(void **state)
{
    (void)state;
    refused(tenure(people.officer, ROLE_HANDLER, VILLAGE_PLACE, ""), ERR_INVALID, "place", "gap.post.level");
    refused(tenure(people.officer, ROLE_APPROVER, VILLAGE_PLACE, ""), ERR_INVALID, "place", "gap.post.level");
    refused(tenure(people.officer, ROLE_AUDITADMIN, TOWNSHIP_PLACE, ""), ERR_INVALID, "place", "gap.post.level");
}

static void places_departments_items_and_days_are_checked(void **state)
{
    struct tenure bad = tenure(people.officer, ROLE_CLERK, VILLAGE_PLACE, "");
    struct str items[] = { STR("S-MZ-99") };
    int64_t id;

    (void)state;
    refused(tenure(people.officer, ROLE_CLERK, 422823107299, ""), ERR_INVALID, "place", "gap.place.unknown");
    refused(tenure(people.officer, ROLE_CHECKER, TOWNSHIP_PLACE, "XX"), ERR_INVALID, "department", "gap.department.unknown");
    bad.post.items = items;
    bad.post.item_count = 1;
    refused(bad, ERR_INVALID, "items", "gap.item.unknown");
    bad.from_day = 100;
    bad.until_day = 99;
    assert_int_equal(assign(people.secadmin, bad, &id), ERR_INVALID);
    assert_int_equal(house.cx->gap_count, 2);
}

static void an_account_that_does_not_exist_gets_no_post(void **state)
{
    int64_t id;

    (void)state;
    assert_int_equal(assign(people.secadmin, tenure(4711, ROLE_CLERK, VILLAGE_PLACE, ""), &id), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_post_is_held_from_the_day_it_is_given_until_it_is_ended),
        cmocka_unit_test(a_post_may_be_given_for_some_days_only),
        cmocka_unit_test(only_the_security_administrator_gives_posts),
        cmocka_unit_test(nobody_gives_or_ends_a_post_of_his_own),
        cmocka_unit_test(an_administrator_holds_no_second_post_and_an_officer_becomes_none),
        cmocka_unit_test(once_his_posts_are_ended_an_officer_may_become_administrator),
        cmocka_unit_test(nothing_is_decided_in_a_village),
        cmocka_unit_test(places_departments_items_and_days_are_checked),
        cmocka_unit_test(an_account_that_does_not_exist_gets_no_post),
    };

    return PEOPLE_RUN_ON_BOTH(tests);
}
