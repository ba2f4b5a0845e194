/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include "domain/household_change.h"
#include "domain/person_use.h"
#include "domain/rebuild.h"
#include "people_fixture.h"

static int64_t clerk, other_clerk, township;

static int open_on(enum backend backend)
{
    house_fixture_open(&house, backend);
    house.cx->now = INT64_C(1767600000000);     /* 2026-01-05 */
    clerk = people_add(&house, "clerk", ROLE_CLERK, VILLAGE_PLACE, STR(""));
    other_clerk = people_add(&house, "other", ROLE_CLERK, OTHER_VILLAGE_PLACE, STR(""));
    township = people_add(&house, "town", ROLE_HANDLER, TOWNSHIP_PLACE, STR(""));
    return 0;
}

static int open_on_sqlite(void **state) { (void)state; return open_on(ON_SQLITE); }
static int open_on_postgres(void **state) { (void)state; return open_on(ON_POSTGRES); }

static int close_house(void **state)
{
    (void)state;
    house_fixture_close(&house);
    return 0;
}

static struct str id_no(int n)
{
    static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    struct str head = arena_printf(house.cx->arena, "4228231960%02d%02d%03d", 1 + n % 12, 1 + n % 28, n * 2 % 999);
    int sum = 0;

    for (int i = 0; i < 17; i++)
        sum += (head.p[i] - '0') * weights[i];
    return arena_printf(house.cx->arena, "%.*s%c", STR_ARG(head), "10X98765432"[sum % 11]);
}

static struct ctx *as(int64_t account)
{
    struct ctx *cx = people_as(&house, account);

    if (account != 0) {
        struct actor *actor = ARENA_NEW(cx->arena, struct actor);
        *actor = *cx->actor;
        assert_int_equal(tenure_fill(cx, actor), OK);
        cx->actor = actor;
    }
    return cx;
}

static bool told(const char *field, const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key) && str_is(house.cx->gaps[i].field, field))
            return true;
    return false;
}

static struct member_entry person(int n, const char *name, enum relation relation)
{
    return (struct member_entry){ .id_no = id_no(n), .name = str_of(name), .phone = STR("13871000001"), .relation = relation };
}

static int64_t entered(int64_t by, const char *number, int64_t place, int n, const char *name)
{
    struct household_entry h = { .number = str_of(number), .group = STR("三组"), .address = STR("12号"), .place = place };
    struct member_entry head = person(n, name, RELATION_HEAD);
    int64_t id = 0;

    assert_int_equal(household_enter(as(by), &h, &head, &id), OK);
    return id;
}

static size_t found(int64_t by, struct str q, struct register_hits *hits)
{
    assert_int_equal(household_search(as(by), q, hits), OK);
    return hits->count;
}

static void a_household_is_found_by_number_by_name_and_by_the_whole_id_number(void **state)
{
    int64_t id = entered(clerk, "H100", VILLAGE_PLACE, 1, "覃守英");
    struct register_hits hits;

    (void)state;
    assert_int_equal(found(clerk, STR("H100"), &hits), 1);
    assert_int_equal(hits.items[0].household, id);
    assert_int_equal(found(clerk, STR("覃守"), &hits), 1);
    assert_str(hits.items[0].name, "覃守英");
    assert_int_equal(found(clerk, id_no(1), &hits), 1);
    assert_int_equal(hits.items[0].relation, RELATION_HEAD);
    assert_int_equal(found(clerk, STR("守英"), &hits), 0);
}

static void a_clerk_sees_his_village_and_an_officer_of_the_township_all_of_it(void **state)
{
    int64_t id = entered(other_clerk, "H200", OTHER_VILLAGE_PLACE, 2, "向大菊");
    struct register_hits hits;
    struct household h;

    (void)state;
    assert_int_equal(found(clerk, STR("H200"), &hits), 0);
    assert_int_equal(found(clerk, STR("向大菊"), &hits), 0);
    assert_int_equal(found(clerk, id_no(2), &hits), 0);
    assert_int_equal(household_see(as(clerk), id, &h), ERR_NOT_FOUND);
    assert_int_equal(household_list(as(clerk), OTHER_VILLAGE_PLACE, STR(""), STR(""), 0, &hits), ERR_NOT_FOUND);
    assert_int_equal(found(township, STR("向大菊"), &hits), 1);
    assert_int_equal(household_see(as(township), id, &h), OK);
}

static void a_household_of_another_village_cannot_be_entered_or_changed(void **state)
{
    struct household_entry h = { .number = STR("H300"), .place = OTHER_VILLAGE_PLACE };
    struct member_entry head = person(3, "税家兰", RELATION_HEAD);
    int64_t id;

    (void)state;
    assert_int_equal(household_enter(as(clerk), &h, &head, &id), ERR_INVALID);
    assert_true(told("place", "gap.place.not_yours"));
    id = entered(other_clerk, "H300", OTHER_VILLAGE_PLACE, 3, "税家兰");
    assert_int_equal(household_set_member(as(clerk), id, &head, STR("")), ERR_NOT_FOUND);
    assert_int_equal(household_merge(as(clerk), id, id + 1, STR("")), ERR_NOT_FOUND);
}

static struct person known(int n)
{
    struct person p;
    int64_t id;

    assert_int_equal(person_find(as(clerk), id_no(n), &id), OK);
    assert_int_equal(person_get(as(clerk), id, &p), OK);
    return p;
}

static void who_lives_in_another_village_is_not_changed_by_naming_him_as_moved_or_dead(void **state)
{
    int64_t home = entered(clerk, "H310", VILLAGE_PLACE, 31, "谭三");
    struct member_entry m = person(32, "向四", RELATION_OTHER);

    (void)state;
    entered(other_clerk, "H320", OTHER_VILLAGE_PLACE, 32, "向小四");
    m.account = STR("6217000012345678");
    m.phone = STR("13900000000");
    for (enum standing s = STANDING_MOVED; s <= STANDING_DEAD; s++) {
        m.standing = s;
        assert_int_equal(household_set_member(as(clerk), home, &m, STR("")), ERR_INVALID);
        assert_true(told("id_no", "gap.member.elsewhere"));
    }
    assert_str(known(32).name, "向小四");
    assert_str(known(32).phone, "13871000001");
    assert_int_equal(known(32).account.len, 0);
}

static void who_moved_to_another_village_is_its_clerks_to_change_from_then_on(void **state)
{
    int64_t home = entered(clerk, "H330", VILLAGE_PLACE, 33, "谭五");
    struct member_entry m = person(34, "谭小五", RELATION_CHILD);

    (void)state;
    assert_int_equal(household_set_member(as(clerk), home, &m, STR("")), OK);
    m.standing = STANDING_MOVED;
    assert_int_equal(household_set_member(as(clerk), home, &m, STR("")), OK);
    entered(other_clerk, "H340", OTHER_VILLAGE_PLACE, 34, "谭小五");
    m.person = known(34).id;
    m.phone = STR("13900000000");
    assert_int_equal(household_set_member(as(clerk), home, &m, STR("")), ERR_INVALID);
    assert_true(told("id_no", "gap.member.elsewhere"));
    assert_str(known(34).phone, "13871000001");
    m.standing = STANDING_MOVED;
    assert_int_equal(household_set_member(as(township), home, &m, STR("")), OK);
}

static void every_fault_of_an_entry_is_told_at_its_field(void **state)
{
    struct household_entry h = { .number = STR("H 4;0"), .place = TOWNSHIP_PLACE };
    struct member_entry head = { .id_no = STR("422823199002290013"), .phone = STR("12"), .account = STR("62x8") };
    int64_t id;

    (void)state;
    assert_int_equal(household_enter(as(clerk), &h, &head, &id), ERR_INVALID);
    assert_true(told("number", "gap.household.number"));
    assert_true(told("place", "gap.place.unknown"));
    h = (struct household_entry){ .number = STR("H400"), .place = VILLAGE_PLACE };
    assert_int_equal(household_enter(as(clerk), &h, &head, &id), ERR_INVALID);
    assert_true(told("name", "gap.required"));
    assert_true(told("id_no", "gap.id_no.date"));
    assert_true(told("phone", "gap.no_phone"));
    assert_true(told("account", "gap.no_account"));
}

static void two_households_have_no_number_in_common(void **state)
{
    struct household_entry h = { .number = STR("H500"), .place = VILLAGE_PLACE };
    struct member_entry head = person(6, "谭二", RELATION_HEAD);
    int64_t id;

    (void)state;
    entered(clerk, "H500", VILLAGE_PLACE, 5, "谭一");
    assert_int_equal(household_enter(as(clerk), &h, &head, &id), ERR_INVALID);
    assert_true(told("number", "gap.household.taken"));
}

static void a_person_lives_in_one_household_until_he_moves_away(void **state)
{
    int64_t first = entered(clerk, "H600", VILLAGE_PLACE, 7, "邓一"), second = entered(clerk, "H601", VILLAGE_PLACE, 8, "邓二");
    struct member_entry child = person(9, "邓三", RELATION_CHILD);
    struct household h;

    (void)state;
    assert_int_equal(household_set_member(as(clerk), first, &child, STR("")), OK);
    assert_int_equal(household_set_member(as(clerk), second, &child, STR("")), ERR_INVALID);
    assert_true(told("id_no", "gap.member.elsewhere"));
    child.standing = STANDING_MOVED;
    assert_int_equal(household_set_member(as(clerk), first, &child, STR("结婚")), OK);
    child.standing = STANDING_HERE;
    child.relation = RELATION_CHILD_IN_LAW;
    assert_int_equal(household_set_member(as(clerk), second, &child, STR("结婚")), OK);
    assert_int_equal(household_see(as(clerk), first, &h), OK);
    assert_int_equal(h.members[1].standing, STANDING_MOVED);
}

static void a_head_who_dies_leaves_the_household_to_another_first(void **state)
{
    int64_t id = entered(clerk, "H700", VILLAGE_PLACE, 10, "黄一");
    struct member_entry wife = person(11, "黄二", RELATION_SPOUSE), head = person(10, "黄一", RELATION_HEAD);
    struct household h;

    (void)state;
    assert_int_equal(household_set_member(as(clerk), id, &wife, STR("")), OK);
    head.standing = STANDING_DEAD;
    assert_int_equal(household_set_member(as(clerk), id, &head, STR("")), ERR_INVALID);
    assert_true(told("relation", "gap.member.head"));
    wife.relation = RELATION_HEAD;
    assert_int_equal(household_set_member(as(clerk), id, &wife, STR("")), OK);
    head.relation = RELATION_SPOUSE;
    assert_int_equal(household_set_member(as(clerk), id, &head, STR("死亡证明")), OK);
    assert_int_equal(household_see(as(clerk), id, &h), OK);
    assert_int_equal(h.head, h.members[1].person);
    assert_int_equal(h.members[0].standing, STANDING_DEAD);
}

static void what_an_entry_leaves_empty_stays_as_it_was(void **state)
{
    int64_t id = entered(clerk, "H800", VILLAGE_PLACE, 12, "宋一");
    struct member_entry m = { .relation = RELATION_HEAD, .account = STR("6228480012345678903") };
    struct household h;
    struct person p;

    (void)state;
    assert_int_equal(household_see(as(clerk), id, &h), OK);
    m.person = h.head;
    assert_int_equal(household_set_member(as(clerk), id, &m, STR("")), OK);
    assert_int_equal(person_get(house.cx, h.head, &p), OK);
    assert_str(p.name, "宋一");
    assert_str(p.phone, "13871000001");
    assert_str(p.account, "6228480012345678903");
    assert_true(str_eq(p.id_no, id_no(12)));
}

static void a_household_entered_twice_becomes_one_and_the_other_is_closed(void **state)
{
    int64_t from = entered(clerk, "H900", VILLAGE_PLACE, 13, "韩一"), into = entered(clerk, "", VILLAGE_PLACE, 14, "韩二");
    struct household_entry again = { .id = from, .number = STR("H901"), .place = VILLAGE_PLACE };
    struct household h;

    (void)state;
    assert_int_equal(household_merge(as(clerk), from, from, STR("")), ERR_INVALID);
    assert_int_equal(household_merge(as(clerk), from, into, STR("同一户录了两次")), OK);
    assert_int_equal(household_see(as(clerk), into, &h), OK);
    assert_int_equal(h.member_count, 2);
    assert_str(h.number, "H900");
    assert_int_equal(household_see(as(clerk), from, &h), OK);
    assert_int_equal(h.merged_into, into);
    assert_int_equal(household_edit(as(clerk), &again), ERR_STATE);
}

static void whoever_is_looked_up_by_his_id_number_can_be_told_by_whom(void **state)
{
    int64_t id = entered(clerk, "H910", VILLAGE_PLACE, 15, "卢一");
    struct person_use_list uses;
    struct register_hits hits;
    struct household h;

    (void)state;
    found(township, id_no(15), &hits);
    assert_int_equal(household_see(as(clerk), id, &h), OK);
    assert_int_equal(person_use_of(house.cx, h.head, id, h.place, &uses), OK);
    assert_int_equal(uses.count, 2);
    assert_str(uses.items[0].what, "searched");
    assert_str(uses.items[1].what, "changed");
}

static void the_register_is_the_same_when_it_is_made_anew_from_the_events(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(as(0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_household_is_found_by_number_by_name_and_by_the_whole_id_number),
        cmocka_unit_test(a_clerk_sees_his_village_and_an_officer_of_the_township_all_of_it),
        cmocka_unit_test(a_household_of_another_village_cannot_be_entered_or_changed),
        cmocka_unit_test(who_lives_in_another_village_is_not_changed_by_naming_him_as_moved_or_dead),
        cmocka_unit_test(who_moved_to_another_village_is_its_clerks_to_change_from_then_on),
        cmocka_unit_test(every_fault_of_an_entry_is_told_at_its_field),
        cmocka_unit_test(two_households_have_no_number_in_common),
        cmocka_unit_test(a_person_lives_in_one_household_until_he_moves_away),
        cmocka_unit_test(a_head_who_dies_leaves_the_household_to_another_first),
        cmocka_unit_test(what_an_entry_leaves_empty_stays_as_it_was),
        cmocka_unit_test(a_household_entered_twice_becomes_one_and_the_other_is_closed),
        cmocka_unit_test(whoever_is_looked_up_by_his_id_number_can_be_told_by_whom),
        cmocka_unit_test(the_register_is_the_same_when_it_is_made_anew_from_the_events),
    };
    int failed = cmocka_run_group_tests_name("sqlite", tests, open_on_sqlite, close_house);

    if (store_fixture_possible(ON_POSTGRES))
        failed += cmocka_run_group_tests_name("postgres", tests, open_on_postgres, close_house);
    return failed;
}
