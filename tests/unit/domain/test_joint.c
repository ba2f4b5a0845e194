/* SPDX-License-Identifier: MulanPSL-2.0 */
/* A joint case of three departments: poverty relief leads, land and housing join. */
#include "../test.h"
#include "county_fixture.h"
#include "domain/attempt.h"
#include "domain/command.h"
#include "domain/decision.h"
#include "domain/document.h"
#include "domain/ending.h"
#include "domain/joint.h"
#include "domain/rebuild.h"
#include "domain/redress.h"

#define LEAD "FP"
#define LAND "GT"
#define HOUSING "ZJ"

static int64_t officers[3];
static const char *const codes[3] = { LEAD, LAND, HOUSING };

struct seat { const char *login, *department; };

static enum err add(struct ctx *cx, const void *args, void *out)
{
    const struct seat *seat = args;
    struct account_new new = { str_of(seat->login), str_of(seat->login), STR(""), false };
    struct tenure t = { .post = { .role = ROLE_HANDLER, .place = COUNTY_PLACE, .department = str_of(seat->department) },
                        .from_day = day_of(cx->now) };

    TRY(account_make(cx, &new, STR("none"), &t.account));
    *(int64_t *)out = t.account;
    return tenure_make(cx, &t);
}

/* The context of the officer of a department. */
static struct ctx *as(const char *department)
{
    struct ctx *cx;
    struct actor *actor;
    int which = 0;

    while (!str_is(str_of(codes[which]), department))
        which++;
    if (officers[which] == 0) {
        struct seat seat = { arena_printf(house.store.arena, "handler.%s", department).p, department };
        assert_int_equal(command_run(people_as(&house, 0), add, &seat, &officers[which]), OK);
    }
    cx = people_as(&house, officers[which]);
    actor = ARENA_NEW(cx->arena, struct actor);
    *actor = *cx->actor;
    actor->name = str_of(department);
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

/* The task of that kind a department answers for, open or not; id 0: none. */
static struct task task_of(int64_t case_id, const char *department, const char *kind)
{
    struct task_list tasks;
    struct task found = { .id = 0 };

    assert_int_equal(task_of_case(house.cx, case_id, &tasks), OK);
    for (size_t i = 0; i < tasks.count; i++)
        if (str_is(tasks.items[i].department, department) && str_is(tasks.items[i].kind, kind))
            found = tasks.items[i];
    return found;
}

static const struct val *texts(const char *one)
{
    struct val *list = val_list(house.cx->arena);

    if (one != NULL)
        val_push(house.cx->arena, list, val_text(house.cx->arena, str_of(one)));
    return list;
}

static enum err does(int64_t case_id, const char *department, const char *kind, const char *outcome, const char *note, const char *gap)
{
    struct act act = { .task = task_of(case_id, department, kind).id, .outcome = str_of(outcome), .note = str_of(note),
                       .gaps = texts(gap) };
    struct case_file c;

    house.cx->now += 60000;
    act.marks = county_marks(house.cx->arena);
    return handling_act(as(department), &act, &c);
}

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static struct case_file filed(int n)
{
    county_clock("2026-03-02", 9);
    return county_file("S-FP-03", 200 + n);
}

/* Two officers go, the notice hangs its days in the village, then the township says what it thinks. */
static void township_does_its_part(int64_t case_id, const char *notice_over)
{
    assert_int_equal(county_act(case_id, AT_TOWNSHIP_HANDLER, "done", "两人到场，情况属实。"), OK);
    assert_int_equal(county_act(case_id, AT_TOWNSHIP_HANDLER, "done", "已在村务公开栏张贴。"), OK);
    county_clock(notice_over, 9);
    county_fire();
    assert_int_equal(county_act(case_id, AT_TOWNSHIP_HANDLER, "done", "公示期满，无异议。"), OK);
    assert_int_equal(county_act(case_id, AT_TOWNSHIP_HANDLER, "agree", "情况属实，同意上报。"), OK);
}

/* Accepted, with the township's opinion: the departments decide. */
static struct case_file at_decisions(int n)
{
    struct case_file c = filed(n);

    assert_int_equal(does(c.id, LAND, "gather", "no_gaps", "", NULL), OK);
    assert_int_equal(does(c.id, HOUSING, "gather", "no_gaps", "", NULL), OK);
    assert_int_equal(does(c.id, LEAD, "accept", "accepted", "", NULL), OK);
    township_does_its_part(c.id, "2026-03-10");
    return again(c.id);
}

/* ---- gaps ---- */

static void joining_departments_name_gaps_before_the_lead_accepts(void **state)
{
    struct case_file c = filed(1);

    (void)state;
    assert_int_equal(task_of(c.id, LAND, "gather").state, TASK_OPEN);
    assert_int_equal(task_of(c.id, HOUSING, "gather").state, TASK_OPEN);
    assert_int_equal(task_of(c.id, LEAD, "gather").id, 0);
    assert_int_equal(task_of(c.id, LEAD, "accept").id, 0);
}

static void the_leads_one_notice_names_the_gaps_of_all_departments(void **state)
{
    struct case_file c = filed(2);
    struct event_list events;
    const struct val *gaps;

    (void)state;
    assert_int_equal(does(c.id, LAND, "gather", "gaps_found", "", "缺旧宅基地权属证明"), OK);
    assert_int_equal(does(c.id, HOUSING, "gather", "gaps_found", "", "缺房屋安全鉴定"), OK);
    assert_int_equal(does(c.id, LEAD, "accept", "correction", "", "申请书没有签名"), OK);
    assert_int_equal(again(c.id).state, CASE_AWAITING_CORRECTION);
    assert_int_equal(event_stream(house.cx, STREAM_CASE, c.id, &events), OK);
    gaps = val_at(events.items[events.count - 1].payload, "gaps");
    assert_int_equal(gaps->count, 3);
    assert_str(gaps->items[0]->text, "申请书没有签名");
    assert_str(gaps->items[1]->text, "国土资源局：缺旧宅基地权属证明");
    assert_str(gaps->items[2]->text, "住房和城乡建设局：缺房屋安全鉴定");
}

static void the_lead_may_send_a_notice_that_only_others_asked_for(void **state)
{
    struct case_file c = filed(3);

    (void)state;
    assert_int_equal(does(c.id, LAND, "gather", "gaps_found", "", "缺旧宅基地权属证明"), OK);
    assert_int_equal(does(c.id, HOUSING, "gather", "no_gaps", "", NULL), OK);
    assert_int_equal(does(c.id, LEAD, "accept", "correction", "", NULL), OK);
    assert_int_equal(again(c.id).corrected, 1);
}

static void gaps_of_others_are_not_passed_over_without_a_word(void **state)
{
    struct case_file c = filed(4);

    (void)state;
    assert_int_equal(does(c.id, LAND, "gather", "gaps_found", "", "缺旧宅基地权属证明"), OK);
    assert_int_equal(does(c.id, HOUSING, "gather", "no_gaps", "", NULL), OK);
    assert_int_equal(does(c.id, LEAD, "accept", "accepted", "", NULL), ERR_INVALID);
    assert_true(told("gap.joint.unsent"));
    assert_int_equal(does(c.id, LEAD, "accept", "accepted", "已与国土局核对，证明在档案里。", NULL), OK);
    assert_int_equal(again(c.id).state, CASE_ACCEPTED);
}

static void naming_gaps_without_one_is_refused(void **state)
{
    struct case_file c = filed(5);

    (void)state;
    assert_int_equal(does(c.id, LAND, "gather", "gaps_found", "", NULL), ERR_INVALID);
    assert_true(told("gap.correction.empty"));
}

static void a_department_that_said_nothing_in_time_cannot_add_later_and_the_attempt_is_kept(void **state)
{
    struct case_file c = filed(6);
    struct attempt_list attempts;

    (void)state;
    assert_int_equal(does(c.id, LAND, "gather", "no_gaps", "", NULL), OK);
    county_clock("2026-03-07", 9);
    county_fire();
    assert_int_equal(task_of(c.id, HOUSING, "gather").state, TASK_CANCELLED);
    assert_int_equal(task_of(c.id, LEAD, "accept").state, TASK_OPEN);
    assert_int_equal(does(c.id, HOUSING, "gather", "gaps_found", "", "缺房屋安全鉴定"), ERR_CONFLICT);
    assert_true(told("gap.joint.late"));
    assert_int_equal(attempt_of_case(house.cx, c.id, &attempts), OK);
    assert_int_equal(attempts.count, 1);
    assert_str(attempts.items[0].what, "缺房屋安全鉴定");
}

static void a_department_cannot_speak_for_another(void **state)
{
    struct case_file c = filed(7), out;
    struct act act = { .task = task_of(c.id, LAND, "gather").id, .outcome = STR("no_gaps"), .note = STR("") };

    (void)state;
    assert_int_equal(handling_act(as(HOUSING), &act, &out), ERR_FORBIDDEN);
}

/* ---- decisions ---- */

static struct clock clock_now(int64_t case_id, const char *kind)
{
    struct clock_list clocks;

    assert_int_equal(clock_of_case(house.cx, case_id, &clocks), OK);
    assert_non_null(clock_find(&clocks, str_of(kind)));
    return *clock_find(&clocks, str_of(kind));
}

static void each_department_has_a_clock_of_its_own(void **state)
{
    struct case_file c = at_decisions(10);

    (void)state;
    assert_int_equal(clock_now(c.id, "part." LAND).ended_day, 0);
    assert_int_equal(task_of(c.id, LAND, PART_KIND).due_at, clock_now(c.id, "part." LAND).due_at);
    assert_int_equal(does(c.id, LAND, PART_KIND, "granted", "符合土地利用规划。", NULL), OK);
    assert_int_not_equal(clock_now(c.id, "part." LAND).ended_day, 0);
    assert_int_equal(clock_now(c.id, "part." HOUSING).ended_day, 0);
}

static void what_one_department_decided_is_neither_made_void_nor_forwarded(void **state)
{
    struct case_file c = at_decisions(17), out;
    struct ending e = { c.id, STR("录入时选错了事项"), STR("恩施州扶贫办") };

    (void)state;
    assert_int_equal(does(c.id, LAND, PART_KIND, "granted", "符合土地利用规划。", NULL), OK);
    assert_int_equal(ending_void(as(LEAD), &e, &out), ERR_STATE);
    assert_int_equal(ending_forward_up(as(LEAD), &e, &out), ERR_STATE);
    assert_int_equal(task_of(c.id, HOUSING, PART_KIND).state, TASK_OPEN);
}

static void a_refusal_does_not_silence_the_others_and_the_lead_tells_all_of_it(void **state)
{
    struct case_file c = at_decisions(11);
    struct decision_list made;

    (void)state;
    assert_int_equal(does(c.id, HOUSING, PART_KIND, "refused", "选址在滑坡隐患点，不符合规划。", NULL), OK);
    assert_int_equal(task_of(c.id, LAND, PART_KIND).state, TASK_OPEN);
    assert_int_equal(task_of(c.id, LEAD, "summary").id, 0);
    assert_int_equal(does(c.id, LAND, PART_KIND, "granted", "符合土地利用规划。", NULL), OK);
    assert_int_equal(does(c.id, LEAD, PART_KIND, "granted", "符合搬迁条件。", NULL), OK);
    assert_int_equal(again(c.id).state, CASE_ACCEPTED);
    assert_int_equal(does(c.id, LEAD, "summary", "told", "", NULL), OK);
    assert_int_equal(again(c.id).state, CASE_DECIDED);
    assert_str(again(c.id).outcome, "partly");
    assert_int_equal(decision_of_case(house.cx, c.id, &made), OK);
    assert_int_equal(made.count, 3);
    assert_str(made.items[0].department, HOUSING);
    assert_str(made.items[0].outcome, "refused");
    assert_true(made.items[0].part);
}

static void each_decision_has_a_numbered_paper_of_its_organ(void **state)
{
    struct case_file c = at_decisions(12);
    struct decision_list made;
    struct document_list papers;
    size_t granted = 0;

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(does(c.id, codes[i], PART_KIND, "granted", "审查符合条件。", NULL), OK);
    assert_int_equal(does(c.id, LEAD, "summary", "told", "", NULL), OK);
    assert_str(again(c.id).outcome, "granted");
    assert_int_equal(decision_of_case(house.cx, c.id, &made), OK);
    assert_int_equal(document_of_case(house.cx, c.id, &papers), OK);
    for (size_t i = 0; i < papers.count; i++)
        granted += str_is(papers.items[i].kind, "granted") && str_eq(papers.items[i].number, made.items[granted].number) &&
                   str_eq(papers.items[i].department, made.items[granted].department);
    assert_int_equal(granted, 3);
    assert_non_null(document_last(&papers, STR("summary")));
}

static void when_every_department_refuses_the_case_is_refused(void **state)
{
    struct case_file c = at_decisions(13);

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(does(c.id, codes[i], PART_KIND, "refused", "不符合本部门的条件。", NULL), OK);
    assert_int_equal(does(c.id, LEAD, "summary", "told", "", NULL), OK);
    assert_str(again(c.id).outcome, "refused");
    assert_int_not_equal(county_task(c.id, AT_VILLAGE).id, 0);
}

/* ---- a limit of its own, and a second run ---- */

static void a_department_with_a_limit_of_its_own_is_due_alone(void **state)
{
    struct case_file c;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-GT-01", 230);
    county_walk_to(c.id, LEVEL_COUNTY, PART_KIND);
    assert_int_equal(clock_now(c.id, "part.ZJ").days, 9);
    assert_int_equal(clock_now(c.id, "part.LY").days, 5);
    assert_int_equal(clock_now(c.id, "part.SL").days, 5);
    assert_true(task_of(c.id, "LY", PART_KIND).due_at < task_of(c.id, "ZJ", PART_KIND).due_at);
    assert_int_equal(task_of(c.id, "LY", PART_KIND).due_at, clock_now(c.id, "part.LY").due_at);
}

static void a_joint_case_that_runs_again_counts_no_decision_result_or_gap_of_before(void **state)
{
    struct case_file c = at_decisions(14);
    struct redress_new r = { .case_id = c.id, .kind = STR("reopened"), .reason = STR("复议决定责令重办") };
    int64_t head = people_add(&house, "head.joint", ROLE_HEAD, COUNTY_PLACE, STR(LEAD));
    struct ctx *cx;
    struct actor *actor;
    struct decision_list made;
    struct case_result_list results;
    struct joint_gap_list gaps;

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(does(c.id, codes[i], PART_KIND, "refused", "不符合本部门的条件。", NULL), OK);
    assert_int_equal(does(c.id, LEAD, "summary", "told", "", NULL), OK);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "delivered", ""), OK);
    cx = people_as(&house, head);
    actor = ARENA_NEW(cx->arena, struct actor);
    *actor = *cx->actor;
    actor->name = STR("head");
    assert_int_equal(tenure_fill(cx, actor), OK);
    cx->actor = actor;
    assert_int_equal(redress_make(cx, &r), OK);
    assert_int_equal(decision_of_case(house.cx, c.id, &made), OK);
    assert_int_equal(made.count, 0);
    assert_int_equal(decision_results(house.cx, c.id, &results), OK);
    assert_int_equal(results.count, 0);
    assert_int_equal(joint_gaps(house.cx, c.id, &gaps), OK);
    assert_int_equal(gaps.count, 0);
    assert_int_equal(does(c.id, LAND, "gather", "no_gaps", "", NULL), OK);
    assert_int_equal(does(c.id, HOUSING, "gather", "no_gaps", "", NULL), OK);
    assert_int_equal(does(c.id, LEAD, "accept", "accepted", "", NULL), OK);
    township_does_its_part(c.id, "2026-03-18");
    for (int i = 0; i < 3; i++)
        assert_int_equal(does(c.id, codes[i], PART_KIND, "granted", "重新审查符合条件。", NULL), OK);
    assert_int_equal(does(c.id, LEAD, "summary", "told", "", NULL), OK);
    assert_str(again(c.id).outcome, "granted");
    assert_int_equal(decision_of_case(house.cx, c.id, &made), OK);
    assert_int_equal(made.count, 3);
}

/* ---- results ---- */

static void a_decision_names_the_results_it_grants(void **state)
{
    struct case_file c = county_file("S-MZ-06", 220), out;
    struct arena *a = house.cx->arena;
    struct val *results = val_list(a);
    struct act act = { .outcome = STR("granted"), .note = STR("按标准救助。"), .results = results,
                       .marks = county_marks(house.cx->arena) };
    struct case_result_list made;
    const struct item *item = pack_item(house.house.pack, STR("S-MZ-06"));
    enum desk desk;

    (void)state;
    desk = county_walk_to(c.id, LEVEL_COUNTY, "decide");
    act.task = county_task(c.id, desk).id;
    assert_int_equal(handling_act(county_as(desk), &act, &out), ERR_INVALID);
    assert_true(told("gap.result.none"));
    val_push(a, results, val_set_str(a, val_map(a), "id", STR("no_such")));
    assert_int_equal(handling_act(county_as(desk), &act, &out), ERR_INVALID);
    assert_true(told("gap.result.unknown"));
    results->count = 0;
    val_push(a, results, val_set_int(a, val_set_str(a, val_map(a), "id", item->results[0].id), "amount_fen", 60000));
    assert_int_equal(handling_act(county_as(desk), &act, &out), OK);
    assert_int_equal(decision_results(house.cx, c.id, &made), OK);
    assert_int_equal(made.count, item->result_count);
    for (size_t i = 0; i < made.count; i++) {
        assert_int_equal(made.items[i].granted, str_eq(made.items[i].id, item->results[0].id));
        assert_int_equal(made.items[i].amount_fen, made.items[i].granted ? 60000 : 0);
    }
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
    officers[0] = officers[1] = officers[2] = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joining_departments_name_gaps_before_the_lead_accepts),
        cmocka_unit_test(the_leads_one_notice_names_the_gaps_of_all_departments),
        cmocka_unit_test(the_lead_may_send_a_notice_that_only_others_asked_for),
        cmocka_unit_test(gaps_of_others_are_not_passed_over_without_a_word),
        cmocka_unit_test(naming_gaps_without_one_is_refused),
        cmocka_unit_test(a_department_that_said_nothing_in_time_cannot_add_later_and_the_attempt_is_kept),
        cmocka_unit_test(a_department_cannot_speak_for_another),
        cmocka_unit_test(each_department_has_a_clock_of_its_own),
        cmocka_unit_test(what_one_department_decided_is_neither_made_void_nor_forwarded),
        cmocka_unit_test(a_refusal_does_not_silence_the_others_and_the_lead_tells_all_of_it),
        cmocka_unit_test(each_decision_has_a_numbered_paper_of_its_organ),
        cmocka_unit_test(when_every_department_refuses_the_case_is_refused),
        cmocka_unit_test(a_department_with_a_limit_of_its_own_is_due_alone),
        cmocka_unit_test(a_joint_case_that_runs_again_counts_no_decision_result_or_gap_of_before),
        cmocka_unit_test(a_decision_names_the_results_it_grants),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
