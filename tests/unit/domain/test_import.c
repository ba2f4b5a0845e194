/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include "base/buf.h"
#include "domain/household_change.h"
#include "domain/job.h"
#include "domain/person.h"
#include "domain/rebuild.h"
#include "domain/register_import.h"
#include "people_fixture.h"

static int64_t clerk, secadmin;

#define HEAD "户号,村民小组,门牌,姓名,身份证号,与户主关系,联系电话,银行账号,状况\n"

static int open_on(enum backend backend)
{
    house_fixture_open(&house, backend);
    house.cx->now = INT64_C(1767600000000);     /* 2026-01-05 */
    clerk = people_add(&house, "clerk", ROLE_CLERK, VILLAGE_PLACE, STR(""));
    secadmin = people_add(&house, "secadmin", ROLE_SECADMIN, COUNTY_PLACE, STR(""));
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

static struct ctx *as_clerk(void)
{
    struct ctx *cx = people_as(&house, clerk);
    struct actor *actor = ARENA_NEW(cx->arena, struct actor);

    *actor = *cx->actor;
    assert_int_equal(tenure_fill(cx, actor), OK);
    cx->actor = actor;
    return cx;
}

static const char *id_no(int n)
{
    static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    struct str head = arena_printf(house.cx->arena, "4228231970%02d%02d%03d", 1 + n / 499 % 12, 1 + n / 5988 % 28, n % 499 * 2);
    int sum = 0;

    for (int i = 0; i < 17; i++)
        sum += (head.p[i] - '0') * weights[i];
    return arena_printf(house.cx->arena, "%.*s%c", STR_ARG(head), "10X98765432"[sum % 11]).p;
}

/* What the thread of the program does; it knows nothing but the database. */
static bool one_piece(void)
{
    bool worked;

    assert_int_equal(job_work(people_as(&house, 0), &worked), OK);
    return worked;
}

static int64_t sent(struct str text)
{
    int64_t id = 0;

    assert_int_equal(import_check(as_clerk(), STR("list.csv"), text, &id), OK);
    return id;
}

static int64_t checked(struct str text, struct import *out)
{
    int64_t id = sent(text);

    while (one_piece())
        continue;
    assert_int_equal(import_get(as_clerk(), id, out), OK);
    return id;
}

static void take_all(int64_t id)
{
    assert_int_equal(import_take(as_clerk(), id), OK);
    while (one_piece())
        continue;
}

static void end_post(int64_t post)
{
    assert_int_equal(tenure_end(people_as(&house, secadmin), post), OK);
}

static struct str many_households(const char *prefix, int count, int first_id)
{
    struct buf b = buf_in(house.cx->arena);

    buf_add(&b, STR(HEAD));
    for (int i = 0; i < count; i++)
        buf_printf(&b, "%s%d,2组,%d号,谭%d,%s,户主,,,\n", prefix, i, i, i, id_no(first_id + i));
    return buf_str(&b);
}

static int entered(const char *prefix, int count)
{
    int found = 0;

    for (int i = 0; i < count; i++) {
        int64_t id;
        assert_int_equal(household_by_number(house.cx, arena_printf(house.cx->arena, "%s%d", prefix, i), &id), OK);
        found += id != 0;
    }
    return found;
}

static bool faulty(const struct import *import, int64_t row, const char *column, const char *key)
{
    for (size_t i = 0; i < import->faults->count; i++)
        if (val_num(import->faults->items[i], "row") == row && str_is(val_str(import->faults->items[i], "column"), column) &&
            str_is(val_str(import->faults->items[i], "key"), key))
            return true;
    return false;
}

static struct str two_people(const char *number, int n, const char *phone)
{
    return arena_printf(house.cx->arena, HEAD "%s,1组,5号,谭大,%s,户主,%s,6228480012345678903,\n%s,1组,5号,向二,%s,妻,,,在册\n",
                        number, id_no(n), phone, number, id_no(n + 1));
}

static void looking_at_a_list_changes_nothing_and_says_what_it_would(void **state)
{
    struct import import;
    int64_t found;

    (void)state;
    checked(two_people("A1", 1, "13871000001"), &import);
    assert_int_equal(import.state, IMPORT_CHECKED);
    assert_int_equal(import.rows, 2);
    assert_int_equal(import.fresh, 1);
    assert_int_equal(import.refused, 0);
    assert_int_equal(household_by_number(house.cx, STR("A1"), &found), OK);
    assert_int_equal(found, 0);
}

static void a_list_is_taken_once_and_the_same_list_again_changes_nothing(void **state)
{
    struct import import;
    struct household h;
    struct person p;
    int64_t id = checked(two_people("A2", 10, "13871000002"), &import), home;

    (void)state;
    take_all(id);
    assert_int_equal(household_by_number(house.cx, STR("A2"), &home), OK);
    assert_int_equal(household_see(as_clerk(), home, &h), OK);
    assert_int_equal(h.member_count, 2);
    assert_int_equal(h.members[1].relation, RELATION_SPOUSE);
    assert_int_equal(person_get(house.cx, h.head, &p), OK);
    assert_str(p.account, "6228480012345678903");
    assert_int_equal(import_take(as_clerk(), id), ERR_STATE);
    checked(two_people("A2", 10, "13871000002"), &import);
    assert_int_equal(import.same, 1);
    assert_int_equal(import.fresh + import.changed, 0);
    checked(two_people("A2", 10, "13871000003"), &import);
    assert_int_equal(import.changed, 1);
}

static void each_fault_is_named_by_row_column_and_reason_and_its_household_is_left_out(void **state)
{
    struct import import;
    struct str text = arena_printf(house.cx->arena, HEAD
        "B1,,,甲,%s,户主,,,\n"
        "B1,,,乙,422823199002290013,子,,,\n"
        "B2,,,丙,4.22823E+17,户主,,,\n"
        "B3,,,丁,%s,邻居,123,,走了\n"
        "B4,,,戊,%s,子,,,\n"
        "B5,,,己,%s,户主,,,\n"
        ",,,庚,%s,户主,,,\n"
        "B6,,,辛,%s,户主,,=1+1,\n", id_no(20), id_no(21), id_no(22), id_no(20), id_no(23), id_no(24));

    (void)state;
    checked(text, &import);
    assert_true(faulty(&import, 3, "身份证号", "gap.id_no.date"));
    assert_true(faulty(&import, 4, "身份证号", "gap.cell.rounded"));
    assert_true(faulty(&import, 5, "与户主关系", "gap.list.relation"));
    assert_true(faulty(&import, 5, "联系电话", "gap.no_phone"));
    assert_true(faulty(&import, 5, "状况", "gap.list.standing"));
    assert_true(faulty(&import, 6, "与户主关系", "gap.list.no_head"));
    assert_true(faulty(&import, 7, "身份证号", "gap.list.twice"));
    assert_true(faulty(&import, 8, "户号", "gap.required"));
    assert_true(faulty(&import, 9, "银行账号", "gap.cell.formula"));
    assert_int_equal(import.fresh, 0);
}

static void columns_stand_in_any_order_below_a_title_and_others_are_passed_over(void **state)
{
    struct import import;
    struct str text = arena_printf(house.cx->arena, "木龙垭村户籍名单,,,,\n序号,与户主关系,身份证号码,备注,姓名,户号\n"
                                   "1,户主,%s,低保户,税一,C1\n2,长子,%s,,税二,C1\n", id_no(30), id_no(31));

    (void)state;
    checked(text, &import);
    assert_int_equal(import.refused, 0);
    assert_int_equal(import.fresh, 1);
}

static void a_list_without_its_columns_is_refused_with_the_reason_and_cannot_be_taken_over(void **state)
{
    struct import import;
    int64_t id = checked(STR("姓名,电话\n甲,1\n"), &import);

    (void)state;
    assert_int_equal(import.state, IMPORT_UNREADABLE);
    assert_true(faulty(&import, 0, "", "gap.list.head"));
    assert_true(str_find(val_str(import.faults->items[0], "detail"), STR("户号")) >= 0);
    assert_int_equal(import_take(as_clerk(), id), ERR_STATE);
    checked(STR("PK\x03\x04 no archive"), &import);
    assert_int_equal(import.state, IMPORT_UNREADABLE);
    assert_true(str_starts(val_str(import.faults->items[0], "key"), STR("gap.table.")));
}

static void a_list_that_was_looked_at_stays_until_a_later_one_was_read(void **state)
{
    struct import first, second;
    int64_t id = checked(many_households("S", 60, 5200), &first), later;

    (void)state;
    checked(STR("PK\x03\x04 no archive"), &second);
    assert_int_equal(second.state, IMPORT_UNREADABLE);
    take_all(id);
    assert_int_equal(entered("S", 60), 60);
    id = checked(many_households("T", 5, 5300), &first);
    later = checked(many_households("U", 5, 5400), &second);
    assert_int_equal(import_get(as_clerk(), id, &first), OK);
    assert_int_equal(first.state, IMPORT_REPLACED);
    assert_int_equal(import_take(as_clerk(), id), ERR_STATE);
    take_all(later);
    assert_int_equal(entered("T", 5), 0);
    assert_int_equal(entered("U", 5), 5);
}

static void an_empty_file_is_refused_at_once(void **state)
{
    int64_t id;

    (void)state;
    assert_int_equal(import_check(as_clerk(), STR("x.csv"), STR(""), &id), ERR_INVALID);
    assert_true(people_told(house.cx, "file", "gap.table.empty"));
}

static void a_check_that_was_killed_goes_on_and_finds_the_same(void **state)
{
    int64_t id = sent(many_households("N", 250, 4000));
    struct import import;

    (void)state;
    assert_int_equal(import_get(as_clerk(), id, &import), OK);
    assert_int_equal(import.state, IMPORT_CHECKING);
    assert_int_equal(import.households, 0);
    assert_true(one_piece());               /* read */
    assert_int_equal(import_get(as_clerk(), id, &import), OK);
    assert_int_equal(import.households, 250);
    assert_int_equal(import_take(as_clerk(), id), ERR_STATE);
    assert_true(one_piece());               /* some are compared: nothing but the database knows of it */
    assert_int_equal(import_get(as_clerk(), id, &import), OK);
    assert_int_equal(import.done, 100);
    assert_int_equal(import.fresh, 100);
    while (one_piece())
        continue;
    assert_int_equal(import_get(as_clerk(), id, &import), OK);
    assert_int_equal(import.state, IMPORT_CHECKED);
    assert_int_equal(import.fresh, 250);
    assert_int_equal(entered("N", 250), 0);
}

static void a_person_has_one_list_looked_at_at_a_time_and_can_stop_it(void **state)
{
    int64_t id = sent(many_households("P", 3, 4300)), ignored;
    struct import import;

    (void)state;
    assert_int_equal(import_check(as_clerk(), STR("other.csv"), many_households("Q", 3, 4310), &ignored), ERR_INVALID);
    assert_true(people_told(house.cx, "file", "gap.import.checking"));
    assert_int_equal(import_cancel(as_clerk(), id), OK);
    assert_int_equal(import_cancel(as_clerk(), id), ERR_STATE);
    assert_false(one_piece());
    assert_int_equal(import_get(as_clerk(), id, &import), OK);
    assert_int_equal(import.state, IMPORT_UNREADABLE);
    assert_true(faulty(&import, 0, "", "gap.import.cancelled"));
    checked(many_households("Q", 3, 4310), &import);
    assert_int_equal(import.fresh, 3);
}

static void a_village_that_is_not_the_actors_is_refused(void **state)
{
    struct import import;
    struct str text = arena_printf(house.cx->arena, "户号,村,姓名,身份证号,与户主关系\nD1,大面山村,甲,%s,户主\nD2,木龙垭村,乙,%s,户主\n"
                                   "D3,%lld,丙,%s,户主\n", id_no(40), id_no(41), (long long)VILLAGE_PLACE, id_no(42));

    (void)state;
    checked(text, &import);
    assert_true(faulty(&import, 2, "村", "gap.list.village"));
    assert_int_equal(import.fresh, 2);
}

static struct ctx *as_clerk_of(int64_t account)
{
    int64_t mine = clerk;
    struct ctx *cx;

    clerk = account;
    cx = as_clerk();
    clerk = mine;
    return cx;
}

static void a_list_changes_nobody_who_lives_in_another_village_also_not_as_moved(void **state)
{
    int64_t next = people_add(&house, "next", ROLE_CLERK, OTHER_VILLAGE_PLACE, STR("")), home, id;
    struct household_entry h = { .number = STR("N1"), .place = OTHER_VILLAGE_PLACE };
    struct member_entry head = { .id_no = str_of(id_no(50)), .name = STR("丁"), .relation = RELATION_HEAD };
    struct import import;
    struct person p;

    (void)state;
    assert_int_equal(household_enter(as_clerk_of(next), &h, &head, &home), OK);
    id = checked(arena_printf(house.cx->arena, HEAD "N2,1组,5号,戊,%s,户主,,,\nN2,1组,5号,丁丁,%s,其他,13900000000,6228480012345678903,迁出\n",
                              id_no(51), id_no(50)), &import);
    assert_true(faulty(&import, 3, "身份证号", "gap.member.elsewhere"));
    take_all(id);
    assert_int_equal(person_find(house.cx, head.id_no, &id), OK);
    assert_int_equal(person_get(house.cx, id, &p), OK);
    assert_str(p.name, "丁");
    assert_int_equal(p.account.len, 0);
}

static void nobody_looks_into_the_list_of_another(void **state)
{
    int64_t other = people_add(&house, "other", ROLE_CLERK, OTHER_VILLAGE_PLACE, STR(""));
    struct import import;
    int64_t id = checked(two_people("E1", 50, ""), &import);

    (void)state;
    assert_int_equal(import_get(people_as(&house, other), id, &import), ERR_NOT_FOUND);
    assert_int_equal(import_take(people_as(&house, other), id), ERR_NOT_FOUND);
}

static void a_thousand_people_go_in_by_many_small_commands(void **state)
{
    struct buf b = buf_in(house.cx->arena);
    struct import import;
    int64_t id;

    (void)state;
    buf_add(&b, STR(HEAD));
    for (int i = 0; i < 500; i++)
        buf_printf(&b, "F%d,2组,%d号,谭%d,%s,户主,,,\nF%d,2组,%d号,向%d,%s,配偶,,,\n", i, i, i, id_no(1000 + 2 * i), i, i, i, id_no(1001 + 2 * i));
    id = checked(buf_str(&b), &import);
    assert_int_equal(import.fresh, 500);
    take_all(id);
    assert_int_equal(import_get(as_clerk(), id, &import), OK);
    assert_int_equal(import.state, IMPORT_DONE);
    assert_int_equal(import.done, 500);
}

static void whoever_looks_next_goes_on_where_a_killed_program_stood(void **state)
{
    struct import import;
    int64_t id = checked(many_households("G", 60, 3000), &import);

    (void)state;
    assert_int_equal(import_take(as_clerk(), id), OK);
    assert_int_equal(entered("G", 60), 0);
    assert_true(one_piece());
    assert_int_equal(import_get(as_clerk(), id, &import), OK);
    assert_int_equal(import.state, IMPORT_TAKING);
    assert_int_equal(entered("G", 60), import.done);
    while (one_piece())                     /* nothing but the database knows of it */
        continue;
    assert_int_equal(import_get(as_clerk(), id, &import), OK);
    assert_int_equal(import.state, IMPORT_DONE);
    assert_int_equal(import.done, 60);
    assert_int_equal(entered("G", 60), 60);
    checked(many_households("G", 60, 3000), &import);
    assert_int_equal(import.same, 60);
}

static void a_list_that_was_stopped_keeps_what_is_in_and_can_go_on(void **state)
{
    struct import import;
    int64_t id = checked(many_households("H", 60, 3100), &import);

    (void)state;
    assert_int_equal(import_cancel(as_clerk(), id), ERR_STATE);
    assert_int_equal(import_take(as_clerk(), id), OK);
    assert_true(one_piece());
    assert_int_equal(import_cancel(as_clerk(), id), OK);
    assert_false(one_piece());
    assert_int_equal(import_get(as_clerk(), id, &import), OK);
    assert_int_equal(import.state, IMPORT_STOPPED);
    assert_int_equal(entered("H", 60), 25);
    take_all(id);
    assert_int_equal(entered("H", 60), 60);
}

static void the_same_file_is_refused_while_it_is_being_taken_over_and_another_is_not(void **state)
{
    struct import import, other;
    struct str file = many_households("J", 30, 3200);
    int64_t id = checked(file, &import), twin = checked(file, &other), ignored;

    (void)state;
    id = checked(file, &import);
    assert_int_equal(import_take(as_clerk(), id), OK);
    assert_int_equal(import_check(as_clerk(), STR("again.csv"), file, &ignored), ERR_INVALID);
    assert_true(people_told(house.cx, "file", "gap.import.running"));
    assert_int_equal(import_take(as_clerk(), twin), ERR_STATE);
    assert_int_equal(import_take(as_clerk(), id), ERR_STATE);
    checked(many_households("K", 3, 3300), &other);
    assert_int_equal(other.fresh, 3);
    assert_int_equal(entered("J", 30), 30);
}

static void a_job_of_somebody_without_a_post_is_ended_and_the_next_one_is_done(void **state)
{
    int64_t gone = clerk, follower, id, next;
    struct import import;
    struct tenure_list held;

    (void)state;
    id = checked(many_households("L", 30, 3400), &import);
    follower = clerk = people_add(&house, "follower", ROLE_CLERK, VILLAGE_PLACE, STR(""));
    next = checked(many_households("M", 3, 3500), &import);
    clerk = gone;
    assert_int_equal(import_take(as_clerk(), id), OK);
    clerk = follower;
    assert_int_equal(import_take(as_clerk(), next), OK);
    assert_int_equal(tenure_of_account(house.cx, gone, &held), OK);
    end_post(held.items[0].post.id);
    while (one_piece())
        continue;
    assert_int_equal(entered("L", 30), 0);
    assert_int_equal(entered("M", 3), 3);
}

static void the_register_is_the_same_when_it_is_made_anew(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looking_at_a_list_changes_nothing_and_says_what_it_would),
        cmocka_unit_test(a_list_is_taken_once_and_the_same_list_again_changes_nothing),
        cmocka_unit_test(each_fault_is_named_by_row_column_and_reason_and_its_household_is_left_out),
        cmocka_unit_test(columns_stand_in_any_order_below_a_title_and_others_are_passed_over),
        cmocka_unit_test(a_list_without_its_columns_is_refused_with_the_reason_and_cannot_be_taken_over),
        cmocka_unit_test(a_list_that_was_looked_at_stays_until_a_later_one_was_read),
        cmocka_unit_test(an_empty_file_is_refused_at_once),
        cmocka_unit_test(a_check_that_was_killed_goes_on_and_finds_the_same),
        cmocka_unit_test(a_person_has_one_list_looked_at_at_a_time_and_can_stop_it),
        cmocka_unit_test(a_village_that_is_not_the_actors_is_refused),
        cmocka_unit_test(a_list_changes_nobody_who_lives_in_another_village_also_not_as_moved),
        cmocka_unit_test(nobody_looks_into_the_list_of_another),
        cmocka_unit_test(a_thousand_people_go_in_by_many_small_commands),
        cmocka_unit_test(whoever_looks_next_goes_on_where_a_killed_program_stood),
        cmocka_unit_test(a_list_that_was_stopped_keeps_what_is_in_and_can_go_on),
        cmocka_unit_test(the_same_file_is_refused_while_it_is_being_taken_over_and_another_is_not),
        cmocka_unit_test(a_job_of_somebody_without_a_post_is_ended_and_the_next_one_is_done),
        cmocka_unit_test(the_register_is_the_same_when_it_is_made_anew),
    };
    int failed = cmocka_run_group_tests_name("sqlite", tests, open_on_sqlite, close_house);

    if (store_fixture_possible(ON_POSTGRES))
        failed += cmocka_run_group_tests_name("postgres", tests, open_on_postgres, close_house);
    return failed;
}
