/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include "base/calendar.h"
#include "domain/mandate.h"
#include "people_fixture.h"

static struct val *list_of(const char *text)
{
    struct arena *a = house.cx->arena;
    struct val *list = val_list(a);

    if (text != NULL)
        val_push(a, list, val_text(a, str_of(text)));
    return list;
}

/* The department lets the clerks of the township's villages receive, from today on for ten days. */
static struct mandate good(void)
{
    int64_t today = day_of(house.cx->now);

    return (struct mandate){
        .department = STR("MZ"), .organ_place = COUNTY_PLACE, .role = ROLE_CLERK, .place = TOWNSHIP_PLACE,
        .items = list_of("S-MZ-01"), .powers = list_of("accept"), .document = STR("2026-3"), .from_day = today,
        .until_day = today + 10,
    };
}

static int64_t granted(struct mandate m)
{
    assert_int_equal(mandate_grant(people_as(&house, people.secadmin), &m), OK);
    return m.id;
}

static int64_t found(int64_t place, const char *item, const char *power)
{
    struct mandate m;

    assert_int_equal(mandate_for(house.cx, STR("MZ"), ROLE_CLERK, place, str_of(item), power, &m), OK);
    return m.id;
}

static void refused(struct mandate m, const char *field, const char *key)
{
    assert_int_equal(mandate_grant(people_as(&house, people.secadmin), &m), ERR_INVALID);
    assert_true(people_told(house.cx, field, key));
}

static void a_mandate_lets_the_posts_below_act_until_it_is_revoked(void **state)
{
    int64_t id = granted(good());
    struct mandate_list all;

    (void)state;
    assert_int_equal(found(VILLAGE_PLACE, "S-MZ-01", "accept"), id);
    assert_int_equal(mandate_revoke(people_as(&house, people.secadmin), id), OK);
    assert_int_equal(found(VILLAGE_PLACE, "S-MZ-01", "accept"), 0);
    assert_int_equal(mandate_of_department(house.cx, STR("MZ"), &all), OK);
    assert_int_equal(all.items[all.count - 1].id, id);
    assert_true(all.items[all.count - 1].revoked_at > 0);
    assert_int_equal(mandate_revoke(people_as(&house, people.secadmin), id), ERR_STATE);
    assert_int_equal(mandate_revoke(people_as(&house, people.secadmin), 12345), ERR_NOT_FOUND);
}

static void it_reaches_no_further_than_its_paper_says(void **state)
{
    int64_t id = granted(good());

    (void)state;
    assert_int_equal(found(VILLAGE_PLACE, "S-MZ-02", "accept"), 0);
    assert_int_equal(found(VILLAGE_PLACE, "S-MZ-01", "decide"), 0);
    assert_int_equal(found(COUNTY_PLACE, "S-MZ-01", "accept"), 0);
    assert_int_equal(mandate_revoke(people_as(&house, people.secadmin), id), OK);
}

static void without_items_it_covers_all_of_the_organ(void **state)
{
    struct mandate m = good();
    int64_t id;

    (void)state;
    m.items = list_of(NULL);
    id = granted(m);
    assert_int_equal(found(VILLAGE_PLACE, "S-MZ-02", "accept"), id);
    assert_int_equal(mandate_revoke(people_as(&house, people.secadmin), id), OK);
}

static void it_holds_on_its_first_and_last_day_and_on_no_other(void **state)
{
    struct mandate m = { .from_day = 100, .until_day = 110 };

    (void)state;
    assert_false(mandate_in_force(&m, 99));
    assert_true(mandate_in_force(&m, 100));
    assert_true(mandate_in_force(&m, 110));
    assert_false(mandate_in_force(&m, 111));
    m.revoked_at = 1;
    assert_false(mandate_in_force(&m, 105));
}

static void one_that_is_over_or_not_yet_begun_gives_no_power(void **state)
{
    struct mandate m = good();
    int64_t id;

    (void)state;
    m.from_day++;
    id = granted(m);
    assert_int_equal(found(VILLAGE_PLACE, "S-MZ-01", "accept"), 0);
    assert_int_equal(mandate_revoke(people_as(&house, people.secadmin), id), OK);
}

static void a_paper_that_is_not_whole_is_refused_at_its_field(void **state)
{
    struct mandate m;

    (void)state;
    m = good(); m.document = STR("  ");
    refused(m, "document", "gap.required");
    m = good(); m.department = STR("XX");
    refused(m, "department", "gap.department.unknown");
    m = good(); m.place = 999999999999;
    refused(m, "place", "gap.place.unknown");
    m = good(); m.items = list_of("S-XX-99");
    refused(m, "items", "gap.item.unknown");
    m = good(); m.powers = list_of(NULL);
    refused(m, "powers", "gap.no_choice");
    m = good(); m.powers = list_of("fly");
    refused(m, "powers", "gap.no_choice");
    m = good(); m.from_day = 0;
    refused(m, "from", "gap.required");
    m = good(); m.until_day = 0;
    refused(m, "until", "gap.required");
    m = good(); m.until_day = m.from_day - 1;
    refused(m, "until", "gap.mandate.dates");
}

static void a_provider_is_no_organ_and_mandates_nobody(void **state)
{
    struct mandate m = good();

    (void)state;
    m.department = STR("POST");
    refused(m, "department", "gap.department.unknown");
}

static void only_the_security_administrator_enters_and_revokes(void **state)
{
    int64_t id = granted(good()), others[] = { people.sysadmin, people.officer, 0 };

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct mandate m = good();
        assert_int_equal(mandate_grant(people_as(&house, others[i]), &m), ERR_FORBIDDEN);
        assert_int_equal(m.id, 0);
        assert_int_equal(mandate_revoke(people_as(&house, others[i]), id), ERR_FORBIDDEN);
    }
    assert_int_equal(found(VILLAGE_PLACE, "S-MZ-01", "accept"), id);
    assert_int_equal(mandate_revoke(people_as(&house, people.secadmin), id), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mandate_lets_the_posts_below_act_until_it_is_revoked),
        cmocka_unit_test(it_reaches_no_further_than_its_paper_says),
        cmocka_unit_test(without_items_it_covers_all_of_the_organ),
        cmocka_unit_test(it_holds_on_its_first_and_last_day_and_on_no_other),
        cmocka_unit_test(one_that_is_over_or_not_yet_begun_gives_no_power),
        cmocka_unit_test(a_paper_that_is_not_whole_is_refused_at_its_field),
        cmocka_unit_test(a_provider_is_no_organ_and_mandates_nobody),
        cmocka_unit_test(only_the_security_administrator_enters_and_revokes),
    };

    return PEOPLE_RUN_ON_BOTH(tests);
}
