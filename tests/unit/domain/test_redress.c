/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/actor.h"
#include "domain/clock.h"
#include "domain/decision.h"
#include "domain/document.h"
#include "domain/reassign.h"
#include "domain/rebuild.h"
#include "domain/redress.h"

static int64_t second, manager, head, guard;

static bool told(const char *key)
{
    return house.cx->gap_count > 0 && str_is(house.cx->gaps[0].key, key);
}

static struct ctx *as(int64_t account, const char *name)
{
    struct ctx *cx = people_as(&house, account);
    struct actor *actor = ARENA_NEW(cx->arena, struct actor);

    *actor = *cx->actor;
    actor->name = str_of(name);
    assert_int_equal(tenure_fill(cx, actor), OK);
    cx->actor = actor;
    return cx;
}

static struct case_file again(int64_t id)
{
    struct case_file c;

    assert_int_equal(case_get(house.cx, id, &c), OK);
    return c;
}

static struct case_file decided(int n)
{
    struct case_file c = county_file("S-MZ-05", n);

    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_CHECKER, "agree", "家庭困难属实，同意上报"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "agree", "材料齐全，建议准予救助"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_APPROVER, "granted", "符合条件，准予救助"), OK);
    return again(c.id);
}

static enum err mend(struct ctx *cx, int64_t id, const char *kind, const char *reason, const char *correct)
{
    struct redress_new r = { id, str_of(kind), str_of(reason), str_of(correct), STR("") };

    return redress_make(cx, &r);
}

/* ---- wrong decisions ---- */

static void only_a_decision_is_mended_and_not_by_who_made_it(void **state)
{
    struct case_file open = county_file("S-MZ-05", 1101), c = decided(1102);

    (void)state;
    assert_int_equal(mend(as(head, "head"), open.id, "annulled", "姓名录入有误", ""), ERR_STATE);
    assert_true(told("gap.redress.state"));
    assert_int_equal(mend(county_as(AT_COUNTY_APPROVER), c.id, "annulled", "事实认定有误", ""), ERR_FORBIDDEN);
    assert_true(told("gap.redress.own"));
    assert_int_equal(mend(county_as(AT_COUNTY_HANDLER), c.id, "annulled", "事实认定有误", ""), ERR_FORBIDDEN);
    assert_int_equal(mend(as(head, "head"), c.id, "erased", "事实认定有误", ""), ERR_INVALID);
    assert_int_equal(mend(as(head, "head"), c.id, "annulled", "错", ""), ERR_INVALID);
    assert_int_equal(mend(as(head, "head"), c.id, "corrected", "姓名录入有误", ""), ERR_INVALID);
}

static void a_correction_has_its_paper_and_the_decision_stands(void **state)
{
    struct case_file c = decided(1103);
    struct document_list papers;
    struct redress_list all;

    (void)state;
    assert_int_equal(mend(as(head, "head"), c.id, "corrected", "决定书姓名误写", "申请人姓名应为覃守英"), OK);
    assert_str(again(c.id).outcome, "granted");
    assert_int_equal(redress_of_case(house.cx, c.id, &all), OK);
    assert_str(all.items[0].correct, "申请人姓名应为覃守英");
    assert_int_equal(document_of_case(house.cx, c.id, &papers), OK);
    assert_non_null(document_last(&papers, STR("corrected")));
}

static void an_annulled_decision_stays_readable_and_what_was_open_ends(void **state)
{
    struct case_file c = decided(1104);
    struct redress_list all;

    (void)state;
    assert_int_not_equal(county_task(c.id, AT_VILLAGE).id, 0);
    assert_int_equal(mend(as(head, "head"), c.id, "annulled", "核查发现不符合条件", ""), OK);
    assert_str(again(c.id).outcome, "annulled");
    assert_int_equal(again(c.id).state, CASE_CLOSED);
    assert_int_equal(county_task(c.id, AT_VILLAGE).id, 0);
    assert_int_equal(redress_of_case(house.cx, c.id, &all), OK);
    assert_str(all.items[0].old_outcome, "granted");
    assert_int_equal(mend(as(head, "head"), c.id, "annulled", "核查发现不符合条件", ""), ERR_STATE);
}

static void a_reopened_case_runs_again_from_its_start_with_fresh_clocks(void **state)
{
    struct case_file c = decided(1105);
    struct clock_list clocks;

    (void)state;
    assert_int_equal(mend(as(head, "head"), c.id, "reopened", "复议决定责令重办", ""), ERR_STATE);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "delivered", ""), OK);
    assert_int_equal(mend(as(head, "head"), c.id, "reopened", "复议决定责令重办", ""), OK);
    assert_int_equal(again(c.id).state, CASE_RECEIVED);
    assert_str(again(c.id).outcome, "");
    assert_true(str_eq(again(c.id).number, c.number));
    assert_int_equal(clock_of_case(house.cx, c.id, &clocks), OK);
    assert_null(clock_find(&clocks, STR("promise")));
    assert_int_equal(clock_find(&clocks, STR("correction"))->started_day, day_of(house.cx->now));
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_CHECKER, "agree", "家庭困难属实，同意上报"), OK);
}

/* ---- the published list (许可公开) ---- */

#define LICENCE "S-GT-05"

static struct case_file published(int n)
{
    struct case_file c = county_file(LICENCE, n);

    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "accepted", ""), OK);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "agree", "现场看过，位置属实。"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_CHECKER, "done", "材料和现场一致。"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_APPROVER, "granted", "符合条件，准予。"), OK);
    return again(c.id);
}

/* The line of a case in the list of everybody; NULL: it is not there. */
static const struct published *listed(int64_t case_id)
{
    static struct published_list all;

    assert_int_equal(document_published(house.cx, (struct published_mark){ house.cx->now + 1, 0, 0 }, 100, &all), OK);
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].paper.case_id == case_id)
            return &all.items[i];
    return NULL;
}

static void an_annulled_licence_leaves_the_published_list(void **state)
{
    struct case_file c = published(1110);

    (void)state;
    assert_non_null(listed(c.id));
    assert_int_equal(mend(as(head, "head"), c.id, "annulled", "核查发现不符合条件", ""), OK);
    assert_null(listed(c.id));
}

static void a_case_that_runs_again_is_listed_when_it_is_granted_anew(void **state)
{
    struct case_file c = published(1111);
    struct decision_list made;

    (void)state;
    assert_int_equal(county_act(c.id, AT_VILLAGE, "delivered", ""), OK);
    assert_int_equal(mend(as(head, "head"), c.id, "reopened", "复议决定责令重办", ""), OK);
    assert_null(listed(c.id));
    assert_int_equal(decision_of_case(house.cx, c.id, &made), OK);
    assert_int_equal(made.count, 0);
    house.cx->now += 60000;
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "accepted", ""), OK);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "agree", "重新看过，位置属实。"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_CHECKER, "done", "材料和现场一致。"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_APPROVER, "granted", "符合条件，准予。"), OK);
    assert_non_null(listed(c.id));
    assert_int_equal(decision_of_case(house.cx, c.id, &made), OK);
    assert_int_equal(made.count, 1);
}

static void a_corrected_licence_shows_how_it_reads_and_names_nobody(void **state)
{
    struct redress_new r = { .kind = STR("corrected"), .reason = STR("面积误写，以勘测为准"), .correct = STR("面积应为120平方米") };
    struct case_file c = published(1112);

    (void)state;
    r.case_id = c.id;
    assert_int_equal(redress_make(as(head, "head"), &r), ERR_INVALID);
    r.told = STR("申请人覃守英的面积应为120平方米");
    assert_int_equal(redress_make(as(head, "head"), &r), ERR_INVALID);
    assert_true(told("gap.redress.personal"));
    r.told = STR("身份证号应为422823199001011234");
    assert_int_equal(redress_make(as(head, "head"), &r), ERR_INVALID);
    assert_str(listed(c.id)->corrected, "");
    house.cx->now += 60000;
    r.told = STR("面积应为120平方米");
    assert_int_equal(redress_make(as(head, "head"), &r), OK);
    assert_str(listed(c.id)->corrected, "面积应为120平方米");
    assert_int_equal(listed(c.id)->corrected_at, house.cx->now);
}

/* ---- handing on ---- */

static void a_task_is_handed_on_with_reason_and_the_receivers_yes(void **state)
{
    struct case_file c = county_file("S-MZ-05", 1106);
    int64_t task = county_task(c.id, AT_TOWNSHIP_HANDLER).id;
    struct reassign_list waiting;

    (void)state;
    assert_int_equal(reassign_offer(county_as(AT_TOWNSHIP_HANDLER), task, second, STR("忙")), ERR_INVALID);
    assert_int_equal(reassign_offer(county_as(AT_TOWNSHIP_HANDLER), task, head, STR("这个村由他负责")), ERR_INVALID);
    assert_true(told("gap.reassign.receiver"));
    assert_int_equal(reassign_offer(county_as(AT_COUNTY_HANDLER), task, second, STR("这个村由他负责")), ERR_FORBIDDEN);
    assert_int_equal(reassign_offer(county_as(AT_TOWNSHIP_HANDLER), task, second, STR("这个村由他负责")), OK);
    assert_int_equal(reassign_offer(county_as(AT_TOWNSHIP_HANDLER), task, second, STR("这个村由他负责")), ERR_STATE);
    assert_int_equal(reassign_waiting(as(second, "second"), &waiting), OK);
    assert_int_equal(waiting.count, 1);
    assert_int_not_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, 0);
    assert_int_equal(reassign_answer(county_as(AT_TOWNSHIP_HANDLER), waiting.items[0].id, true, STR("")), ERR_FORBIDDEN);
    assert_int_equal(reassign_answer(as(second, "second"), waiting.items[0].id, false, STR("")), ERR_INVALID);
    assert_int_equal(reassign_answer(as(second, "second"), waiting.items[0].id, true, STR("")), OK);
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, 0);
    assert_int_equal(reassign_answer(as(second, "second"), waiting.items[0].id, true, STR("")), ERR_STATE);
}

static void a_second_one_of_the_same_case_goes_to_the_centre(void **state)
{
    struct case_file c = county_file("S-MZ-05", 1107);
    int64_t task = county_task(c.id, AT_TOWNSHIP_HANDLER).id, first = county_as(AT_TOWNSHIP_HANDLER)->actor->account;
    struct reassign_list waiting;

    (void)state;
    assert_int_equal(reassign_offer(county_as(AT_TOWNSHIP_HANDLER), task, second, STR("这个村由他负责")), OK);
    assert_int_equal(reassign_waiting(as(second, "second"), &waiting), OK);
    assert_int_equal(reassign_answer(as(second, "second"), waiting.items[0].id, true, STR("")), OK);
    assert_int_equal(reassign_offer(as(second, "second"), task, first, STR("申请人是我的亲戚")), OK);
    assert_int_equal(reassign_waiting(county_as(AT_TOWNSHIP_HANDLER), &waiting), OK);
    assert_int_equal(waiting.count, 0);
    assert_int_equal(reassign_waiting(as(manager, "manager"), &waiting), OK);
    assert_int_equal(waiting.count, 1);
    assert_int_equal(reassign_answer(as(manager, "manager"), waiting.items[0].id, true, STR("")), OK);
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, task);
}

static bool in(const struct inbox *inbox, int64_t task)
{
    for (size_t i = 0; i < inbox->count; i++)
        if (inbox->items[i].task.id == task)
            return true;
    return false;
}

/* Gives and ends a post of a new officer of the township, as the security administrator does. */
static int64_t newcomer(const char *login, int64_t *post)
{
    int64_t account = people_add(&house, login, ROLE_HANDLER, HOME_TOWNSHIP, STR(""));
    struct tenure_list held;

    assert_int_equal(tenure_of_account(people_as(&house, account), account, &held), OK);
    *post = held.items[0].post.id;
    return account;
}

static enum err leaves(int64_t post)
{
    return tenure_end(people_as(&house, guard), post);
}

static void who_left_the_post_says_no_yes_to_what_was_offered(void **state)
{
    struct case_file c = county_file("S-MZ-05", 1108);
    int64_t task = county_task(c.id, AT_TOWNSHIP_HANDLER).id, post, account = newcomer("leaver8", &post);
    struct reassign_list waiting;

    (void)state;
    assert_int_equal(reassign_offer(county_as(AT_TOWNSHIP_HANDLER), task, account, STR("这个村由他负责")), OK);
    assert_int_equal(reassign_waiting(as(account, "leaver8"), &waiting), OK);
    assert_int_equal(leaves(post), OK);
    assert_int_equal(reassign_answer(as(account, "leaver8"), waiting.items[0].id, true, STR("")), ERR_STATE);
    assert_true(told("gap.reassign.left"));
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, task);
}

static void a_task_handed_to_somebody_who_leaves_is_everybodys_of_the_post_again(void **state)
{
    struct case_file c = county_file("S-MZ-05", 1109);
    int64_t before = county_task(c.id, AT_TOWNSHIP_HANDLER).position - 1, news;
    int64_t task = county_task(c.id, AT_TOWNSHIP_HANDLER).id, post, account = newcomer("leaver9", &post);
    struct reassign_list waiting;
    struct inbox inbox;

    (void)state;
    assert_int_equal(reassign_offer(county_as(AT_TOWNSHIP_HANDLER), task, account, STR("这个村由他负责")), OK);
    assert_int_equal(reassign_waiting(as(account, "leaver9"), &waiting), OK);
    assert_int_equal(reassign_answer(as(account, "leaver9"), waiting.items[0].id, true, STR("")), OK);
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, 0);
    county_as(AT_TOWNSHIP_HANDLER);
    assert_int_equal(task_count_since(house.cx, &house.cx->actor->posts[0], before, &news), OK);
    assert_int_equal(news, 0);
    assert_int_equal(leaves(post), OK);
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, task);
    county_as(AT_TOWNSHIP_HANDLER);
    assert_int_equal(task_inbox(house.cx, &house.cx->actor->posts[0], 500, &inbox), OK);
    assert_true(in(&inbox, task));
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
}

static void what_was_offered_waits_for_nobody_once_the_task_is_gone(void **state)
{
    struct case_file c = county_file("S-MZ-05", 1110);
    int64_t task = county_task(c.id, AT_TOWNSHIP_HANDLER).id;
    struct reassign_list waiting;

    (void)state;
    assert_int_equal(reassign_offer(county_as(AT_TOWNSHIP_HANDLER), task, second, STR("这个村由他负责")), OK);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(reassign_waiting(as(second, "second"), &waiting), OK);
    assert_int_equal(waiting.count, 0);
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

static int settle(void)
{
    second = people_add(&house, "second", ROLE_HANDLER, HOME_TOWNSHIP, STR(""));
    manager = people_add(&house, "manager", ROLE_MANAGER, COUNTY_PLACE, STR(""));
    head = people_add(&house, "head", ROLE_HEAD, COUNTY_PLACE, STR(""));
    guard = people_add(&house, "guard", ROLE_SECADMIN, COUNTY_PLACE, STR(""));
    return 0;
}

static int open_on_sqlite(void **state) { return county_open_on_sqlite(state) + settle(); }
static int open_on_postgres(void **state) { return county_open_on_postgres(state) + settle(); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_decision_is_mended_and_not_by_who_made_it),
        cmocka_unit_test(a_correction_has_its_paper_and_the_decision_stands),
        cmocka_unit_test(an_annulled_decision_stays_readable_and_what_was_open_ends),
        cmocka_unit_test(a_reopened_case_runs_again_from_its_start_with_fresh_clocks),
        cmocka_unit_test(an_annulled_licence_leaves_the_published_list),
        cmocka_unit_test(a_case_that_runs_again_is_listed_when_it_is_granted_anew),
        cmocka_unit_test(a_corrected_licence_shows_how_it_reads_and_names_nobody),
        cmocka_unit_test(a_task_is_handed_on_with_reason_and_the_receivers_yes),
        cmocka_unit_test(a_second_one_of_the_same_case_goes_to_the_centre),
        cmocka_unit_test(who_left_the_post_says_no_yes_to_what_was_offered),
        cmocka_unit_test(a_task_handed_to_somebody_who_leaves_is_everybodys_of_the_post_again),
        cmocka_unit_test(what_was_offered_waits_for_nobody_once_the_task_is_gone),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return cmocka_run_group_tests_name("sqlite", tests, open_on_sqlite, county_close) +
           (store_fixture_possible(ON_POSTGRES)
                ? cmocka_run_group_tests_name("postgres", tests, open_on_postgres, county_close) : 0);
}
