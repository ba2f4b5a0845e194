/* SPDX-License-Identifier: MulanPSL-2.0 */
/* 行政许可法 34: who looks at a place does not go alone, and says with whom he went. */
#include "law_say.h"
#include "domain/batch.h"
#include "domain/stepback.h"
#include "domain/visit.h"

static bool told_at(const char *field, const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].field, field) && str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static int64_t account_at(enum desk desk)
{
    return county_as(desk)->actor->account;
}

static struct val *nobody(void)
{
    return val_map(house.cx->arena);
}

static struct val *listed(struct val *form, const char *field, struct str text)
{
    struct arena *a = house.cx->arena;
    struct val *list = val_has(form, field) ? (struct val *)(uintptr_t)val_at(form, field) : val_list(a);

    val_push(a, list, val_text(a, text));
    return val_set(a, form, field, list);
}

static struct val *with(struct val *form, int64_t account)
{
    return listed(form, "officers", arena_printf(house.cx->arena, "%lld", (long long)account));
}

static struct val *with_name(struct val *form, const char *line)
{
    return listed(form, "officers_other", str_of(line));
}

/* A case whose visit waits at the township's handler. */
static struct case_file to_visit(const char *item, int n)
{
    struct case_file c = county_file(item, n);

    while (item_officers(pack_item(house.house.pack, str_of(item)), county_task(c.id, AT_TOWNSHIP_HANDLER).element) < 2) {
        enum desk desk = county_task(c.id, AT_TOWNSHIP_HANDLER).id != 0 ? AT_TOWNSHIP_HANDLER : AT_COUNTY_HANDLER;
        assert_int_equal(county_act(c.id, desk, "accepted", ""), OK);
    }
    return c;
}

static enum err record_at(enum desk desk, int64_t case_id, const char *outcome, const struct val *form)
{
    struct act act = { .task = county_task(case_id, desk).id, .outcome = str_of(outcome), .visit = form,
                       .note = STR("到场查看，房屋三间，情况属实") };
    struct ctx *cx = county_as(desk);
    struct case_file c;

    act.marks = county_marks(cx->arena);
    return handling_act(cx, &act, &c);
}

static enum err record(int64_t case_id, const struct val *form)
{
    return record_at(AT_TOWNSHIP_HANDLER, case_id, "done", form);
}

static struct officer_list there_of(int64_t case_id)
{
    struct officer_list all;

    assert_int_equal(visit_of_case(house.cx, case_id, &all), OK);
    return all;
}

static void a_visit_made_alone_is_refused_and_the_law_is_named_where_it_is_the_law_that_asks(void **state)
{
    struct case_file benefit = to_visit("S-MZ-01", 1101), licence = to_visit("S-SL-01", 1102);
    static const char *const opinions[] = { "agree", "disagree" };

    (void)state;
    assert_int_equal(record(benefit.id, NULL), ERR_INVALID);
    assert_true(told_at("officers", "gap.visit.few"));
    assert_int_equal(record(benefit.id, with_name(nobody(), " ")), ERR_INVALID);
    assert_true(told_at("officers", "gap.visit.few"));
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(record_at(AT_TOWNSHIP_HANDLER, licence.id, opinions[i], NULL), ERR_INVALID);
        assert_true(told_at("officers", "gap.visit.few_licence"));
        assert_str(house.cx->gaps[0].detail, "2");
    }
    assert_int_equal(county_task(benefit.id, AT_TOWNSHIP_HANDLER).state, TASK_OPEN);
    assert_int_equal(there_of(benefit.id).count, 0);
}

static void who_went_along_is_named_by_account_or_by_name_and_position_and_is_kept(void **state)
{
    struct case_file c = to_visit("S-MZ-01", 1103);
    struct officer_list all;
    struct event_list events;

    (void)state;
    assert_int_equal(record(c.id, with_name(with(nobody(), account_at(AT_TOWNSHIP_CHECKER)), "谭明，民政办科员")), OK);
    all = there_of(c.id);
    assert_int_equal(all.count, 3);
    assert_str(all.items[0].name, "thandler");
    assert_int_equal(all.items[0].role, ROLE_HANDLER);
    assert_int_equal(all.items[1].account, account_at(AT_TOWNSHIP_CHECKER));
    assert_int_equal(all.items[1].place, HOME_TOWNSHIP);
    assert_str(all.items[2].name, "谭明");
    assert_str(all.items[2].duty, "民政办科员");
    assert_int_equal(all.items[2].account, 0);
    assert_int_equal(all.items[2].role, ROLE_COUNT);
    assert_int_equal(event_stream(house.cx, STREAM_CASE, c.id, &events), OK);
    assert_str(events.items[events.count - 1].type, "case.recorded");
    assert_int_equal(events.items[events.count - 1].seq, all.items[0].seq);
    assert_int_equal(val_at(events.items[events.count - 1].payload, "officers")->count, 3);
    assert_rebuilt_alike();
    assert_int_equal(there_of(c.id).count, 3);
}

static void one_text_is_as_good_as_a_list_of_one(void **state)
{
    struct case_file c = to_visit("S-SL-01", 1104);
    struct val *form = val_set_int(house.cx->arena, nobody(), "officers", account_at(AT_TOWNSHIP_APPROVER));

    (void)state;
    assert_int_equal(record_at(AT_TOWNSHIP_HANDLER, c.id, "agree", form), OK);
    assert_str(there_of(c.id).items[1].name, "tapprover");
    assert_rebuilt_alike();
}

static void nobody_counts_twice_and_who_records_it_is_counted_already(void **state)
{
    struct case_file c = to_visit("S-MZ-01", 1105);
    int64_t self = account_at(AT_TOWNSHIP_HANDLER), other = account_at(AT_TOWNSHIP_CHECKER);

    (void)state;
    assert_int_equal(record(c.id, with(nobody(), self)), ERR_INVALID);
    assert_true(told_at("officers", "gap.visit.self"));
    assert_int_equal(record(c.id, with_name(nobody(), "thandler，科员")), ERR_INVALID);
    assert_true(told_at("officers_other", "gap.visit.self"));
    assert_int_equal(record(c.id, with(with(nobody(), other), other)), ERR_INVALID);
    assert_true(told_at("officers", "gap.visit.twice"));
    assert_int_equal(record(c.id, with_name(with(nobody(), other), "tchecker 科员")), ERR_INVALID);
    assert_true(told_at("officers_other", "gap.visit.twice"));
    assert_int_equal(record(c.id, with_name(with_name(nobody(), "谭明 民政办科员"), "谭　明，民政办主任")), ERR_INVALID);
    assert_true(told_at("officers_other", "gap.visit.twice"));
    assert_int_equal(there_of(c.id).count, 0);
}

static void a_colleague_is_one_of_the_office_or_stands_there_with_name_and_position(void **state)
{
    struct case_file c = to_visit("S-MZ-01", 1106);
    static const char *const nameless[] = { "谭", "13871000001 科员" };

    (void)state;
    assert_int_equal(record(c.id, with(nobody(), account_at(AT_COUNTY_CHECKER))), ERR_INVALID);
    assert_true(told_at("officers", "gap.visit.unknown"));
    assert_int_equal(record(c.id, with(nobody(), account_at(AT_VILLAGE))), ERR_INVALID);
    assert_true(told_at("officers", "gap.visit.unknown"));
    assert_int_equal(record(c.id, listed(nobody(), "officers", STR("tchecker"))), ERR_INVALID);
    assert_true(told_at("officers", "gap.visit.unknown"));
    assert_int_equal(record(c.id, with_name(nobody(), "谭明")), ERR_INVALID);
    assert_true(told_at("officers_other", "gap.visit.duty"));
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(record(c.id, with_name(nobody(), nameless[i])), ERR_INVALID);
        assert_true(told_at("officers_other", "gap.visit.name"));
    }
    assert_int_equal(there_of(c.id).count, 0);
}

static void more_than_nine_are_refused(void **state)
{
    struct case_file c = to_visit("S-MZ-01", 1107);
    struct val *form = nobody();

    (void)state;
    for (int i = 0; i < VISIT_OFFICERS_MAX; i++)
        with_name(form, arena_printf(house.cx->arena, "谭明%c 科员", 'a' + i).p);
    assert_int_equal(record(c.id, form), ERR_INVALID);
    assert_true(told_at("officers_other", "gap.visit.many"));
}

static void what_else_is_missing_is_told_together_with_who_was_there(void **state)
{
    struct case_file c = to_visit("S-MZ-01", 1108), out;
    struct act act = { .task = county_task(c.id, AT_TOWNSHIP_HANDLER).id, .outcome = STR("done"), .note = STR("") };

    (void)state;
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &out), ERR_INVALID);
    assert_true(told_at("officers", "gap.visit.few"));
    assert_true(told_at("note", "gap.note.short"));
}

static void a_step_that_is_no_visit_asks_nobody_and_keeps_nobody(void **state)
{
    struct case_file c = county_file("S-MZ-01", 1109);
    int asked;
    struct task t = county_task(c.id, AT_TOWNSHIP_HANDLER);

    (void)state;
    assert_int_equal(visit_asks(house.cx, pack_item(house.house.pack, STR("S-MZ-01")), &t, &asked), OK);
    assert_int_equal(asked, 0);
    assert_int_equal(record_at(AT_TOWNSHIP_HANDLER, c.id, "accepted", with(nobody(), account_at(AT_TOWNSHIP_CHECKER))), OK);
    assert_int_equal(there_of(c.id).count, 0);
}

static void a_visit_recorded_again_has_a_list_of_its_own(void **state)
{
    struct case_file c = to_visit("S-MZ-01", 1110), out;
    struct stepback back = { .case_id = c.id, .reason = STR("同去的人写错了，重写") };
    struct officer_list all;

    (void)state;
    assert_int_equal(record(c.id, with_name(nobody(), "谭明 科员")), OK);
    house.cx->now += 60000;
    assert_int_equal(stepback_take_back(county_as(AT_TOWNSHIP_HANDLER), &back, &out), OK);
    house.cx->now += 60000;
    assert_int_equal(record(c.id, NULL), ERR_INVALID);
    assert_int_equal(record(c.id, with_name(nobody(), "向群 科员")), OK);
    all = there_of(c.id);
    assert_int_equal(all.count, 4);
    assert_str(all.items[1].name, "谭明");
    assert_str(all.items[3].name, "向群");
    assert_true(all.items[3].seq > all.items[1].seq);
    assert_rebuilt_alike();
}

/* The pack of the test is its own: no item of Badong has a visit that passes through two persons. */
static void where_a_visit_passes_through_two_persons_the_first_one_says_who_was_there(void **state)
{
    static struct persons two[] = { { { "visit", 5 }, 2 } };
    struct item *item = (struct item *)(uintptr_t)pack_item(house.house.pack, STR("S-MZ-01"));
    struct case_file c;

    (void)state;
    item->persons = two;
    item->persons_count = 1;
    c = to_visit("S-MZ-01", 1111);
    assert_int_equal(record(c.id, NULL), ERR_INVALID);
    assert_int_equal(record(c.id, with_name(nobody(), "谭明 科员")), OK);
    assert_int_equal(there_of(c.id).count, 2);
    assert_int_equal(record_at(AT_TOWNSHIP_CHECKER, c.id, "done", NULL), OK);
    assert_int_equal(there_of(c.id).count, 2);
    assert_rebuilt_alike();
    item->persons_count = 0;
}

static void visits_are_not_recorded_with_one_list_for_several(void **state)
{
    int64_t tasks[2];
    struct batch_new new = { .request = STR("visits"), .tasks = tasks, .count = 2, .outcome = STR("done"),
                             .note = STR("两户都去看过，情况属实") };
    struct batch b;

    (void)state;
    for (int i = 0; i < 2; i++) {
        tasks[i] = county_task(to_visit("S-MZ-01", 1112 + i).id, AT_TOWNSHIP_HANDLER).id;
        assert_int_equal(review_save(county_as(AT_TOWNSHIP_HANDLER), tasks[i], county_marks(house.cx->arena)), OK);
    }
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), OK);
    assert_int_equal(b.done, 0);
    assert_int_equal(b.fell, 2);
    assert_str(b.lines[0].why, "gap.batch.visit");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visit_made_alone_is_refused_and_the_law_is_named_where_it_is_the_law_that_asks),
        cmocka_unit_test(who_went_along_is_named_by_account_or_by_name_and_position_and_is_kept),
        cmocka_unit_test(one_text_is_as_good_as_a_list_of_one),
        cmocka_unit_test(nobody_counts_twice_and_who_records_it_is_counted_already),
        cmocka_unit_test(a_colleague_is_one_of_the_office_or_stands_there_with_name_and_position),
        cmocka_unit_test(more_than_nine_are_refused),
        cmocka_unit_test(what_else_is_missing_is_told_together_with_who_was_there),
        cmocka_unit_test(a_step_that_is_no_visit_asks_nobody_and_keeps_nobody),
        cmocka_unit_test(a_visit_recorded_again_has_a_list_of_its_own),
        cmocka_unit_test(where_a_visit_passes_through_two_persons_the_first_one_says_who_was_there),
        cmocka_unit_test(visits_are_not_recorded_with_one_list_for_several),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
