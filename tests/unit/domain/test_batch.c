/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"
#include "domain/batch.h"

enum { MANY = 5 };

/* So many cases that wait for acceptance, every point looked at unless left out. */
static void file_many(int n, int64_t *tasks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct case_file c = county_file("S-MZ-06", n + (int)i);
        tasks[i] = county_task(c.id, AT_TOWNSHIP_HANDLER).id;
        assert_int_equal(review_save(county_as(AT_TOWNSHIP_HANDLER), tasks[i], county_marks(house.cx->arena)), OK);
    }
}

static struct batch_new list_of(const char *request, const int64_t *tasks, size_t count)
{
    return (struct batch_new){ .request = str_of(request), .tasks = tasks, .count = count, .outcome = STR("accepted"),
                               .note = STR("逐件核对无误，予以受理") };
}

static struct task task_of(int64_t id)
{
    struct task t;

    assert_int_equal(task_get(house.cx, id, &t), OK);
    return t;
}

static void each_case_of_a_list_gets_its_own_event_that_names_the_list(void **state)
{
    struct event_list events;
    struct batch_new new;
    int64_t tasks[MANY];
    struct batch b;

    (void)state;
    file_many(1000, tasks, MANY);
    new = list_of("one", tasks, MANY);
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), OK);
    assert_int_equal(b.done, MANY);
    assert_int_equal(b.fell, 0);
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(event_stream(house.cx, STREAM_CASE, b.lines[i].case_id, &events), OK);
        assert_int_equal(val_num(events.items[events.count - 1].payload, "batch"), b.id);
        assert_int_equal(task_of(tasks[i]).state, TASK_DONE);
    }
    assert_rebuilt_alike();
}

static void pressing_twice_makes_one_list_and_does_nothing_twice(void **state)
{
    struct batch first, second;
    struct batch_new new;
    int64_t tasks[MANY];

    (void)state;
    file_many(1020, tasks, MANY);
    new = list_of("twice", tasks, MANY);
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &first), OK);
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &second), OK);
    assert_int_equal(first.id, second.id);
    assert_int_equal(second.done, MANY);
    assert_int_equal(second.fell, 0);
    new.count = MANY - 1;
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &second), ERR_REUSED);
}

static void what_is_not_clean_falls_out_with_its_reason_and_the_others_are_done(void **state)
{
    struct case_file c = county_file("S-MZ-06", 1050), after;
    struct batch_new new;
    int64_t tasks[3];
    struct batch b;

    (void)state;
    file_many(1040, tasks, 2);
    tasks[2] = county_task(c.id, AT_TOWNSHIP_HANDLER).id;
    new = list_of("unclean", tasks, 3);
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), OK);
    assert_int_equal(b.done, 2);
    assert_int_equal(b.fell, 1);
    assert_str(b.lines[2].why, "gap.batch.points");
    assert_int_equal(case_get(house.cx, c.id, &after), OK);
    assert_int_equal(after.state, CASE_RECEIVED);
    assert_rebuilt_alike();
}

static void a_case_decided_by_a_colleague_meanwhile_falls_out_and_says_who(void **state)
{
    struct batch_new new;
    int64_t tasks[2];
    struct batch b;

    (void)state;
    file_many(1060, tasks, 2);
    assert_int_equal(county_act(task_of(tasks[0]).case_id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    new = list_of("meanwhile", tasks, 2);
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), OK);
    assert_int_equal(b.done, 1);
    assert_str(b.lines[0].why, "gap.task.done");
    assert_true(str_starts(b.lines[0].detail, STR("thandler|")));
}

static void a_list_never_refuses_and_never_mixes_what_is_not_alike(void **state)
{
    struct case_file other = county_file("S-MZ-05", 1081);
    struct batch_new new;
    int64_t tasks[2];
    struct batch b;

    (void)state;
    file_many(1080, tasks, 1);
    tasks[1] = county_task(other.id, AT_TOWNSHIP_HANDLER).id;
    new = list_of("mixed", tasks, 2);
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), ERR_INVALID);
    assert_true(told("gap.batch.unlike"));
    new = list_of("no", tasks, 1);
    new.outcome = STR("not_accepted");
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), ERR_INVALID);
    assert_true(told("gap.batch.yes"));
    assert_int_equal(task_of(tasks[0]).state, TASK_OPEN);
}

static void an_empty_list_one_too_long_and_a_bare_name_are_refused(void **state)
{
    int64_t tasks[BATCH_MAX + 1] = { 0 };
    struct batch_new new = list_of("long", tasks, BATCH_MAX + 1);
    struct batch b;

    (void)state;
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), ERR_INVALID);
    assert_true(told("gap.batch.many"));
    new.count = 0;
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), ERR_INVALID);
    assert_true(told("gap.batch.none"));
    file_many(1090, tasks, 1);
    new.count = 1;
    new.note = STR("thandler");
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), ERR_INVALID);
    assert_true(told("gap.note.name"));
}

static void a_list_is_read_by_its_office_and_by_nobody_else(void **state)
{
    struct batch_new new;
    int64_t tasks[1];
    struct batch b;

    (void)state;
    file_many(1100, tasks, 1);
    new = list_of("whose", tasks, 1);
    assert_int_equal(batch_run(county_as(AT_COUNTY_APPROVER), &new, &b), ERR_FORBIDDEN);
    assert_int_equal(batch_run(county_as(AT_TOWNSHIP_HANDLER), &new, &b), OK);
    assert_int_equal(batch_get(county_as(AT_TOWNSHIP_APPROVER), b.id, &b), OK);
    assert_int_equal(batch_get(county_as(AT_VILLAGE), b.id, &b), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_of_a_list_gets_its_own_event_that_names_the_list),
        cmocka_unit_test(pressing_twice_makes_one_list_and_does_nothing_twice),
        cmocka_unit_test(what_is_not_clean_falls_out_with_its_reason_and_the_others_are_done),
        cmocka_unit_test(a_case_decided_by_a_colleague_meanwhile_falls_out_and_says_who),
        cmocka_unit_test(a_list_never_refuses_and_never_mixes_what_is_not_alike),
        cmocka_unit_test(an_empty_list_one_too_long_and_a_bare_name_are_refused),
        cmocka_unit_test(a_list_is_read_by_its_office_and_by_nobody_else),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
