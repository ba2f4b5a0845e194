/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/actor.h"
#include "domain/attempt.h"
#include "domain/delivery.h"
#include "domain/document.h"
#include "domain/household_change.h"
#include "domain/payout.h"
#include "domain/person_use.h"
#include "domain/rebuild.h"
#include "domain/slot.h"

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

/* Walks a case of a township item to the task that delivers; each act is the first of its kind. */
static struct case_file decided(const char *item, int n)
{
    struct case_file c = county_file(item, n);
    struct act_choice const *choices[16];

    for (int steps = 0; steps < 20; steps++) {
        struct task t = { .id = 0 };
        int desk = 0;
        for (; desk < DESKS && t.id == 0; desk++)
            t = county_task(c.id, (enum desk)desk);
        assert_int_not_equal(t.id, 0);
        if (str_is(t.kind, "deliver"))
            break;
        assert_true(handling_choices(t.kind, 0, choices, 16) > 0);
        assert_int_equal(county_act(c.id, (enum desk)(desk - 1), choices[0]->outcome, "情况属实，符合条件。"), OK);
    }
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_DECIDED);
    return c;
}

static struct val *form(const char *const pairs[])
{
    struct arena *a = house.store.arena;
    struct val *m = val_map(a);

    for (size_t i = 0; pairs[i] != NULL; i += 2)
        val_set_str(a, m, pairs[i], str_of(pairs[i + 1]));
    return m;
}
#define FORM(...) form((const char *const[]){ __VA_ARGS__, NULL })

static enum err deliver(int64_t case_id, const struct val *how)
{
    struct act act = { .task = county_task(case_id, AT_VILLAGE).id, .outcome = STR("delivered"), .note = STR(""), .delivery = how };
    struct case_file c;

    return handling_act(county_as(AT_VILLAGE), &act, &c);
}

static struct handover last(int64_t case_id)
{
    struct handover_list all;

    assert_int_equal(delivery_of_case(house.cx, case_id, &all), OK);
    assert_true(all.count > 0);
    return all.items[all.count - 1];
}

/* ---- handing over ---- */

static void nothing_is_handed_over_without_who_took_it_and_what_proves_it(void **state)
{
    struct case_file c = decided("S-JS-04", 1001);
    struct document_list papers;

    (void)state;
    assert_int_equal(deliver(c.id, NULL), ERR_INVALID);
    assert_true(told("gap.delivery.way"));
    assert_int_equal(deliver(c.id, FORM("way", "pigeon")), ERR_INVALID);
    assert_int_equal(deliver(c.id, FORM("way", "counter", "taken_by", "覃守英", "relation", "self")), ERR_INVALID);
    assert_true(told("gap.delivery.proof"));
    assert_int_equal(deliver(c.id, FORM("way", "counter", "relation", "cousin", "proof", "signature")), ERR_INVALID);
    assert_true(told("gap.required") && told("gap.no_choice"));
    assert_int_equal(deliver(c.id, FORM("way", "counter", "taken_by", "覃守英", "relation", "self", "proof", "thumbprint")), OK);
    assert_str(last(c.id).taken_by, "覃守英");
    assert_str(last(c.id).state, "delivered");
    assert_int_equal(document_of_case(house.cx, c.id, &papers), OK);
    assert_non_null(document_last(&papers, STR("delivery")));
}

/* ---- who takes it ---- */

static enum err hand_to(int64_t case_id, const char *name, const char *relation)
{
    return deliver(case_id, FORM("way", "counter", "taken_by", name, "relation", relation, "proof", "signature"));
}

static void assert_kept(int64_t case_id, const char *rule)
{
    struct attempt_list all;

    assert_int_equal(attempt_of_case(house.cx, case_id, &all), OK);
    assert_true(all.count > 0);
    assert_true(str_is(all.items[all.count - 1].rule, rule));
}

static void nobody_takes_a_result_as_the_applicant_under_another_name(void **state)
{
    struct case_file c = decided("S-JS-04", 1020);

    (void)state;
    assert_int_equal(hand_to(c.id, "覃小军", "self"), ERR_INVALID);
    assert_true(told("gap.taker.not_applicant"));
    assert_int_equal(hand_to(c.id, "覃守英", "self"), OK);
}

static void somebody_else_takes_no_result_without_a_letter_and_the_attempt_is_kept(void **state)
{
    struct case_file c = decided("S-JS-04", 1021);

    (void)state;
    assert_int_equal(hand_to(c.id, "谭不知", "other"), ERR_INVALID);
    assert_true(told("gap.proxy.none"));
    assert_kept(c.id, "gap.proxy.none");
    assert_int_equal(hand_to(c.id, "覃小军", "family"), ERR_INVALID);
    assert_true(told("gap.taker.personal"));
    assert_kept(c.id, "gap.taker.personal");
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_DECIDED);
}

static void live_together(int64_t applicant, const char *name, const char *id_no)
{
    struct member_entry m = { .relation = RELATION_CHILD, .name = str_of(name), .id_no = str_of(id_no) };
    int64_t home;

    assert_int_equal(household_of_person(house.cx, applicant, &home), OK);
    assert_int_not_equal(home, 0);
    assert_int_equal(household_set_member(county_as(AT_VILLAGE), home, &m, STR("")), OK);
}

static void a_result_of_the_household_goes_to_a_grown_up_of_it_that_the_register_knows_and_to_no_other(void **state)
{
    struct case_file c = decided("S-MZ-14", 1022);
    struct person_use_list uses;
    int64_t daughter;

    (void)state;
    live_together(c.applicant, "覃小妹", "42282320001231458X");
    live_together(c.applicant, "覃小弟", "42282320150302002X");
    assert_int_equal(hand_to(c.id, "覃远房", "family"), ERR_INVALID);
    assert_true(told("gap.taker.no_member"));
    assert_kept(c.id, "gap.taker.no_member");
    assert_int_equal(hand_to(c.id, "覃小弟", "family"), ERR_INVALID);
    assert_true(told("gap.taker.minor"));
    assert_kept(c.id, "gap.taker.minor");
    assert_int_equal(hand_to(c.id, "覃小妹", "family"), OK);
    assert_str(last(c.id).taken_by, "覃小妹");
    assert_int_equal(person_find(house.cx, STR("42282320001231458X"), &daughter), OK);
    assert_int_equal(person_use_of(house.cx, daughter, 0, 0, &uses), OK);
    assert_true(uses.count > 0 && str_is(uses.items[0].what, "received"));
}

static void who_moved_out_of_the_household_takes_its_results_no_more(void **state)
{
    struct case_file c = decided("S-MZ-14", 1023);
    struct member_entry m = { .name = STR("覃出嫁"), .id_no = STR("422823198002030014"), .relation = RELATION_CHILD };
    int64_t home;

    (void)state;
    live_together(c.applicant, "覃出嫁", "422823198002030014");
    m.standing = STANDING_MOVED;
    assert_int_equal(household_of_person(house.cx, c.applicant, &home), OK);
    assert_int_equal(household_set_member(county_as(AT_VILLAGE), home, &m, STR("出嫁迁出")), OK);
    assert_int_equal(hand_to(c.id, "覃出嫁", "family"), ERR_INVALID);
    assert_true(told("gap.taker.no_member"));
}

/* ---- after it was handed over ---- */

static void the_signed_proof_is_kept_with_the_case_once_the_result_was_handed_over(void **state)
{
    struct case_file c = decided("S-JS-04", 1010);
    int64_t task = county_task(c.id, AT_VILLAGE).id;
    struct scan sheet = { .digest = STR("dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"), .type = STR("JPEG"), .bytes = 1000,
                          .source = STR("in_person_original") };
    struct case_material_list papers;

    (void)state;
    assert_int_equal(delivery_keep_proof(county_as(AT_VILLAGE), task, &sheet), ERR_STATE);
    assert_true(told("gap.delivery.not_yet"));
    assert_int_equal(deliver(c.id, county_signed()), OK);
    assert_int_equal(delivery_keep_proof(county_as(AT_TOWNSHIP_CHECKER), task, &sheet), ERR_FORBIDDEN);
    assert_int_equal(delivery_keep_proof(county_as(AT_VILLAGE), task, &sheet), OK);
    assert_int_equal(delivery_keep_proof(county_as(AT_VILLAGE), task, &sheet), ERR_STATE);
    assert_true(told("gap.delivery.proof_there"));
    assert_int_equal(case_materials(house.cx, c.id, &papers), OK);
    assert_str(papers.items[papers.count - 1].slot, SLOT_DELIVERY_PROOF);
    assert_str(papers.items[papers.count - 1].name_zh, "送达回证");
}

static void a_letter_goes_comes_back_goes_again_and_arrives(void **state)
{
    struct case_file c = decided("S-JS-04", 1002);
    int64_t task = county_task(c.id, AT_VILLAGE).id;
    const struct val *letter = FORM("carrier", "中国邮政", "tracking", "EM123456789CN", "payer", "office");

    (void)state;
    assert_int_equal(delivery_send(county_as(AT_VILLAGE), task, FORM("carrier", "中国邮政")), ERR_INVALID);
    assert_true(told("gap.required") && told("gap.no_choice"));
    assert_int_equal(delivery_send(county_as(AT_TOWNSHIP_HANDLER), task, letter), ERR_FORBIDDEN);
    assert_int_equal(delivery_came_back(county_as(AT_VILLAGE), task, STR("无人签收退回")), ERR_STATE);
    assert_int_equal(delivery_send(county_as(AT_VILLAGE), task, letter), OK);
    assert_int_equal(delivery_send(county_as(AT_VILLAGE), task, letter), ERR_STATE);
    assert_int_equal(deliver(c.id, county_signed()), ERR_INVALID);
    assert_true(told("gap.delivery.under_way"));
    assert_int_equal(delivery_came_back(county_as(AT_VILLAGE), task, STR("无人签收退回")), OK);
    assert_str(last(c.id).state, "came_back");
    assert_int_equal(delivery_send(county_as(AT_VILLAGE), task, letter), OK);
    assert_int_equal(deliver(c.id, FORM("way", "post", "taken_by", "覃守英", "relation", "self")), OK);
    assert_str(last(c.id).proof, "post_receipt");
    assert_str(last(c.id).tracking, "EM123456789CN");
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_CLOSED);
    assert_int_equal(delivery_send(county_as(AT_VILLAGE), task, letter), ERR_STATE);
}

static void electronic_delivery_needs_the_recorded_consent(void **state)
{
    struct case_file c = decided("S-MZ-14", 1003);

    (void)state;
    assert_int_equal(deliver(c.id, FORM("way", "electronic")), ERR_INVALID);
    assert_true(told("gap.required"));
    assert_int_equal(deliver(c.id, FORM("way", "electronic", "consent", "11月20日电话里同意网上领取")), OK);
    assert_str(last(c.id).proof, "consent");
}

static void a_way_the_item_does_not_offer_is_refused(void **state)
{
    struct case_file c = decided("S-JS-04", 1004);

    (void)state;
    assert_int_equal(deliver(c.id, FORM("way", "electronic", "consent", "电话里同意网上领取")), ERR_INVALID);
    assert_true(told("gap.delivery.way"));
}

/* ---- money ---- */

static enum err pay(int64_t case_id, int64_t fen, const char *day, const char *batch)
{
    struct payout_new p = { .case_id = case_id, .amount_fen = fen, .batch = str_of(batch) };

    assert_int_equal(day_parse(str_of(day), &p.day), OK);
    return payout_mark(county_as(AT_COUNTY_HANDLER), &p);
}

static void money_is_marked_as_paid_once_and_again_when_it_came_back(void **state)
{
    struct case_file c;
    struct payout_list paid;

    (void)state;
    county_clock("2026-05-11", 9);
    c = decided("S-MZ-05", 1005);
    assert_int_equal(pay(c.id, 0, "2026-05-11", "2026-05批"), ERR_INVALID);
    assert_int_equal(pay(c.id, 50000, "2026-05-12", "2026-05批"), ERR_INVALID);
    assert_true(told("gap.payout.day"));
    assert_int_equal(pay(c.id, 50000, "2026-05-08", "2026-05批"), ERR_INVALID);
    assert_int_equal(payout_return(county_as(AT_COUNTY_HANDLER), c.id, STR("账号户名不符")), ERR_STATE);
    assert_int_equal(pay(c.id, 50000, "2026-05-11", "2026-05批"), OK);
    assert_int_equal(pay(c.id, 50000, "2026-05-11", "2026-05批"), ERR_STATE);
    assert_true(told("gap.payout.paid"));
    assert_int_equal(payout_return(county_as(AT_COUNTY_HANDLER), c.id, STR("账号户名不符")), OK);
    assert_int_equal(pay(c.id, 50000, "2026-05-11", "2026-06批"), OK);
    assert_int_equal(payout_of_case(house.cx, c.id, &paid), OK);
    assert_int_equal(paid.count, 2);
    assert_int_not_equal(paid.items[0].came_back_at, 0);
    assert_str(payout_standing(&paid)->batch, "2026-06批");
}

static void nothing_is_paid_before_it_is_granted_or_where_no_money_is(void **state)
{
    struct case_file open = county_file("S-MZ-05", 1006), paper = decided("S-JS-04", 1007);

    (void)state;
    assert_int_equal(pay(open.id, 50000, "2026-05-11", "2026-05批"), ERR_STATE);
    assert_int_equal(pay(paper.id, 50000, "2026-05-11", "2026-05批"), ERR_STATE);
    assert_true(told("gap.payout.not_granted"));
}

static enum err ask(int64_t case_id, const char *account)
{
    struct payee_wish w = { case_id, str_of(account), STR("旧卡丢失换卡"), STR("") };

    return payee_ask(county_as(AT_COUNTY_HANDLER), &w);
}

static void a_changed_account_counts_after_a_call_by_somebody_else(void **state)
{
    struct case_file c = decided("S-MZ-05", 1008);
    struct payee_list changes;
    struct str before, after;

    (void)state;
    assert_int_equal(payee_tail(house.cx, &c, &before), OK);
    assert_int_equal(ask(c.id, "62x"), ERR_INVALID);
    assert_true(told("gap.no_account"));
    assert_int_equal(payee_call(county_as(AT_COUNTY_CHECKER), c.id, true, STR("本人接听，确认换卡")), ERR_STATE);
    assert_int_equal(ask(c.id, "6217990000007654321"), OK);
    assert_int_equal(ask(c.id, "6217990000007654321"), ERR_STATE);
    assert_int_equal(pay(c.id, 50000, "2026-05-11", "2026-05批"), ERR_STATE);
    assert_true(told("gap.payee.open"));
    assert_int_equal(payee_call(county_as(AT_COUNTY_HANDLER), c.id, true, STR("本人接听，确认换卡")), ERR_FORBIDDEN);
    assert_true(told("gap.payee.apart"));
    assert_int_equal(payee_call(county_as(AT_COUNTY_CHECKER), c.id, true, STR("本人接听，确认换卡")), OK);
    assert_int_equal(payee_tail(house.cx, &c, &after), OK);
    assert_str(after, "4321");
    assert_false(str_eq(before, after));
    assert_int_equal(payee_changes(house.cx, c.id, &changes), OK);
    assert_str(changes.items[0].called_name, "checker");
}

static void a_denied_change_leaves_the_account_as_it_was(void **state)
{
    struct case_file c = decided("S-MZ-05", 1009);
    struct str before, after;

    (void)state;
    assert_int_equal(payee_tail(house.cx, &c, &before), OK);
    assert_int_equal(ask(c.id, "6217990000007654321"), OK);
    assert_int_equal(payee_call(county_as(AT_COUNTY_CHECKER), c.id, false, STR("本人说没有换过卡")), OK);
    assert_int_equal(payee_tail(house.cx, &c, &after), OK);
    assert_true(str_eq(before, after));
    assert_int_equal(pay(c.id, 50000, "2026-05-11", "2026-05批"), OK);
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_handed_over_without_who_took_it_and_what_proves_it),
        cmocka_unit_test(nobody_takes_a_result_as_the_applicant_under_another_name),
        cmocka_unit_test(somebody_else_takes_no_result_without_a_letter_and_the_attempt_is_kept),
        cmocka_unit_test(a_result_of_the_household_goes_to_a_grown_up_of_it_that_the_register_knows_and_to_no_other),
        cmocka_unit_test(who_moved_out_of_the_household_takes_its_results_no_more),
        cmocka_unit_test(the_signed_proof_is_kept_with_the_case_once_the_result_was_handed_over),
        cmocka_unit_test(a_letter_goes_comes_back_goes_again_and_arrives),
        cmocka_unit_test(electronic_delivery_needs_the_recorded_consent),
        cmocka_unit_test(a_way_the_item_does_not_offer_is_refused),
        cmocka_unit_test(money_is_marked_as_paid_once_and_again_when_it_came_back),
        cmocka_unit_test(nothing_is_paid_before_it_is_granted_or_where_no_money_is),
        cmocka_unit_test(a_changed_account_counts_after_a_call_by_somebody_else),
        cmocka_unit_test(a_denied_change_leaves_the_account_as_it_was),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
