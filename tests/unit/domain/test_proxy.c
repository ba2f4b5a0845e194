/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/attempt.h"
#include "domain/consent.h"
#include "domain/link.h"
#include "domain/payee.h"
#include "domain/proxy.h"
#include "domain/rebuild.h"
#include "domain/slot.h"
#include "domain/timeline.h"

static const char ITEM[] = "S-MZ-06";

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static void change(int64_t draft, const char *const pairs[][2])
{
    struct ctx *cx = county_as(AT_VILLAGE);
    struct draft d;

    assert_int_equal(draft_get(cx, draft, &d), OK);
    for (size_t i = 0; pairs[i][0] != NULL; i++)
        val_put(cx->arena, d.answers, str_of(pairs[i][0]), val_text(cx->arena, str_of(pairs[i][1])));
    assert_int_equal(draft_save(cx, &d), OK);
}

static const char *const agent[][2] = {
    { "agent.acts", "yes" }, { "agent.name", "谭明" }, { "agent.id_no", "422823198002030014" },
    { "agent.phone", "13871000009" }, { "agent.relation", "侄子" }, { "agent.kind", "proxy" },
    { "agent.powers", "file" }, { "agent.until", "2026-03-31" }, { NULL, NULL },
};

/* A draft in which the nephew acts; letter and form are signed when the answers stand. */
static int64_t agent_draft(int n, const char *const more[][2], bool letter)
{
    int64_t draft = county_draft(ITEM, n);

    change(draft, agent);
    if (more != NULL)
        change(draft, more);
    if (letter)
        county_scan(draft, SLOT_PROXY_LETTER);
    county_scan(draft, SLOT_SIGNED_FORM);
    return draft;
}

static enum err file(int64_t draft, struct case_file *c)
{
    return filing_submit(county_as(AT_VILLAGE), draft, c);
}

static struct proxy_list proxies_of(int64_t case_id)
{
    struct proxy_list all;

    assert_int_equal(proxy_of_case(house.cx, case_id, &all), OK);
    return all;
}

static struct attempt last_attempt(int64_t case_id);

static void what_was_tried_at_filing_without_a_letter_is_kept_and_becomes_the_cases(void **state)
{
    static const char *const past[][2] = { { "agent.until", "2026-01-04" }, { NULL, NULL } };
    static const char *const valid[][2] = { { "agent.until", "2026-03-31" }, { NULL, NULL } };
    int64_t draft = agent_draft(60, NULL, false);
    struct attempt_list all;
    struct case_file c;

    (void)state;
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_str(last_attempt(draft).rule, "gap.proxy.no_letter");
    assert_str(last_attempt(draft).what, "谭明: 代为申请");
    assert_str(last_attempt(draft).department, "");
    assert_int_equal(last_attempt(draft).role, ROLE_CLERK);
    change(draft, past);
    county_scan(draft, SLOT_PROXY_LETTER);
    county_scan(draft, SLOT_SIGNED_FORM);
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.proxy.over"));
    assert_str(last_attempt(draft).rule, "gap.proxy.over");
    change(draft, valid);
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_str(last_attempt(draft).rule, "gap.proxy.outdated");
    county_scan(draft, SLOT_PROXY_LETTER);
    county_scan(draft, SLOT_SIGNED_FORM);
    assert_int_equal(file(draft, &c), OK);
    assert_int_equal(attempt_of_case(house.cx, draft, &all), OK);
    assert_int_equal(all.count, 0);
    assert_int_equal(attempt_of_case(house.cx, c.id, &all), OK);
    assert_int_equal(all.count, 3);
}

static void a_case_filed_at_once_begins_without_an_attempt(void **state)
{
    struct attempt_list all;
    struct case_file c;

    (void)state;
    assert_int_equal(file(agent_draft(61, NULL, true), &c), OK);
    assert_int_equal(attempt_of_case(house.cx, c.id, &all), OK);
    assert_int_equal(all.count, 0);
}

static void who_acts_without_a_letter_is_refused(void **state)
{
    int64_t draft = agent_draft(1, NULL, false);
    struct case_file c;

    (void)state;
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.proxy.no_letter"));
}

static void a_letter_says_who_for_what_and_until_when_and_the_case_keeps_it(void **state)
{
    int64_t draft = agent_draft(2, NULL, true);
    struct proxy_list all;
    struct assent agreed;
    struct case_file c;

    (void)state;
    assert_int_equal(file(draft, &c), OK);
    assert_str(c.agent_name, "谭明");
    all = proxies_of(c.id);
    assert_int_equal(all.count, 1);
    assert_str(all.items[0].relation, "侄子");
    assert_int_equal(all.items[0].letter.len, 64);
    assert_int_equal(consent_of_case(house.cx, c.id, &agreed), OK);
    assert_true(agreed.by_agent);
    assert_str(agreed.name, "谭明");
    assert_true(proxy_allows(house.cx, &all.items[0], "file"));
    assert_false(proxy_allows(house.cx, &all.items[0], "receive"));
}

static void a_letter_without_end_or_power_or_past_its_day_is_refused(void **state)
{
    static const char *const bad[][2] = { { "agent.powers", "" }, { "agent.until", "" }, { NULL, NULL } };
    static const char *const over[][2] = { { "agent.until", "2026-01-04" }, { NULL, NULL } };
    static const char *const long_time[][2] = { { "agent.until", "2036-01-04" }, { NULL, NULL } };
    struct case_file c;

    (void)state;
    assert_int_equal(file(agent_draft(3, bad, true), &c), ERR_INVALID);
    assert_true(told("gap.proxy.file") && told("gap.required"));
    assert_int_equal(file(agent_draft(4, over, true), &c), ERR_INVALID);
    assert_true(told("gap.proxy.over"));
    assert_int_equal(file(agent_draft(5, long_time, true), &c), ERR_INVALID);
    assert_true(told("gap.proxy.too_long"));
}

static void a_letter_whose_agent_was_changed_must_be_signed_again(void **state)
{
    static const char *const other[][2] = { { "agent.name", "向群" }, { NULL, NULL } };
    int64_t draft = agent_draft(6, NULL, true);
    struct case_file c;

    (void)state;
    change(draft, other);
    county_scan(draft, SLOT_SIGNED_FORM);
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.proxy.outdated"));
}

static void a_guardian_shows_proof_in_place_of_a_letter_and_has_all_powers(void **state)
{
    static const char *const guardian[][2] = { { "agent.kind", "guardian" }, { "agent.powers", "" }, { "agent.until", "" },
                                               { NULL, NULL } };
    int64_t draft = agent_draft(7, guardian, false);
    struct case_file c;

    (void)state;
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.proxy.no_proof"));
    county_scan(draft, SLOT_PROXY_LETTER);
    assert_int_equal(file(draft, &c), OK);
    assert_true(proxy_allows(house.cx, &proxies_of(c.id).items[0], "receive"));
}

static void a_child_applies_through_the_guardian_only(void **state)
{
    static const char *const child[][2] = { { "applicant.id_no", "42282320150302002X" }, { NULL, NULL } };
    int64_t draft = county_draft(ITEM, 8);
    struct case_file c;

    (void)state;
    change(draft, child);
    county_scan(draft, SLOT_SIGNED_FORM);
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.proxy.child"));
}

static void a_letter_taken_back_or_over_lets_nobody_act(void **state)
{
    int64_t draft = agent_draft(9, NULL, true), n;
    struct case_file c;

    (void)state;
    assert_int_equal(file(draft, &c), OK);
    n = proxies_of(c.id).items[0].n;
    assert_int_equal(proxy_revoke(county_as(AT_VILLAGE), c.id, n, STR("无")), ERR_INVALID);
    assert_int_equal(proxy_revoke(county_as(AT_VILLAGE), c.id, 77, STR("本人收回委托")), ERR_NOT_FOUND);
    assert_int_equal(proxy_revoke(county_as(AT_VILLAGE), c.id, n, STR("本人收回委托")), OK);
    assert_int_equal(proxy_revoke(county_as(AT_VILLAGE), c.id, n, STR("本人收回委托")), ERR_STATE);
    assert_false(proxy_allows(house.cx, &proxies_of(c.id).items[0], "file"));
    assert_str(proxies_of(c.id).items[0].reason, "本人收回委托");
    assert_int_equal(file(agent_draft(10, NULL, true), &c), OK);
    county_clock("2026-04-01", 9);
    assert_false(proxy_allows(house.cx, &proxies_of(c.id).items[0], "file"));
    county_clock("2026-01-05", 9);
}

/* ---- each act asks ---- */

/* One letter of the nephew for each way it can stand. */
enum stands { ALLOWS, SILENT, EXPIRED, REVOKED, NEVER, STANDS };
static const char *const told_of[STANDS] = { NULL, "gap.proxy.power", "gap.proxy.expired", "gap.proxy.ended", "gap.proxy.none" };

static struct case_file case_with_letter(int n, const char *power, enum stands stands)
{
    struct ctx *cx = county_as(AT_VILLAGE);
    int64_t draft = county_draft(ITEM, n);
    struct val *powers = val_list(cx->arena);
    struct case_file c;
    struct draft d;

    change(draft, agent);
    assert_int_equal(draft_get(cx, draft, &d), OK);
    val_push(cx->arena, powers, val_text(cx->arena, STR("file")));
    if (stands != SILENT)
        val_push(cx->arena, powers, val_text(cx->arena, str_of(power)));
    val_set(cx->arena, d.answers, "agent.powers", powers);
    if (stands == EXPIRED)
        val_set_str(cx->arena, d.answers, "agent.until", day_iso(cx->arena, day_of(cx->now)));
    assert_int_equal(draft_save(cx, &d), OK);
    county_scan(draft, SLOT_PROXY_LETTER);
    county_scan(draft, SLOT_SIGNED_FORM);
    assert_int_equal(file(draft, &c), OK);
    return c;
}

/* Who comes, as a page would send it; meanwhile the letter came to its end or was taken back. */
static struct str comes(int64_t case_id, enum stands stands)
{
    int64_t n = proxies_of(case_id).items[0].n;

    if (stands == REVOKED)
        assert_int_equal(proxy_revoke(county_as(AT_VILLAGE), case_id, n, STR("本人收回委托")), OK);
    if (stands == EXPIRED)
        house.cx->now += 86400000LL;
    return stands == NEVER ? STR(PROXY_OTHER) : arena_printf(house.store.arena, "%lld", (long long)n);
}

static struct attempt last_attempt(int64_t case_id)
{
    struct attempt_list all;

    assert_int_equal(attempt_of_case(house.cx, case_id, &all), OK);
    assert_true(all.count > 0);
    return all.items[all.count - 1];
}

/* Allowed: done, nothing kept.  Else: refused with the reason, which is kept with the name of what was tried. */
static void assert_answer(enum err e, const struct case_file *c, enum stands stands, const char *tried)
{
    struct attempt_list all;

    if (stands != ALLOWS) {
        assert_int_equal(e, ERR_INVALID);
        assert_true(told(told_of[stands]));
        assert_true(str_is(last_attempt(c->id).rule, told_of[stands]));
        assert_true(str_find(last_attempt(c->id).what, str_of(tried)) >= 0);
        return;
    }
    assert_int_equal(e, OK);
    assert_int_equal(attempt_of_case(house.cx, c->id, &all), OK);
    assert_int_equal(all.count, 0);
}

static struct val *one_gap(struct arena *a)
{
    struct val *list = val_list(a);

    val_push(a, list, val_text(a, STR("照片不清楚，请重新拍")));
    return list;
}

static void ask_to_correct(int64_t case_id)
{
    struct ctx *cx;
    struct act act = { .task = county_task(case_id, AT_TOWNSHIP_HANDLER).id, .outcome = STR("correction"), .note = STR("") };
    struct case_file c;

    cx = county_as(AT_TOWNSHIP_HANDLER);
    act.gaps = one_gap(cx->arena);
    assert_int_equal(handling_act(cx, &act, &c), OK);
}

static enum err supply(int64_t case_id, struct str who)
{
    struct act act = { .task = county_task(case_id, AT_VILLAGE).id, .outcome = STR("supplied"), .note = STR(""), .who = who };
    struct case_file c;

    return handling_act(county_as(AT_VILLAGE), &act, &c);
}

static void papers_are_supplied_by_an_agent_whose_letter_says_so_and_by_no_other(void **state)
{
    (void)state;
    for (enum stands s = ALLOWS; s < STANDS; s++) {
        struct case_file c = case_with_letter(20 + (int)s, "supply", s);
        struct str who;
        ask_to_correct(c.id);
        who = comes(c.id, s);
        assert_answer(supply(c.id, who), &c, s, "代为补正材料");
        county_clock("2026-01-05", 9);
    }
}

static void an_application_is_taken_back_by_an_agent_whose_letter_says_so_and_by_no_other(void **state)
{
    (void)state;
    for (enum stands s = ALLOWS; s < STANDS; s++) {
        struct case_file c = case_with_letter(30 + (int)s, "withdraw", s), out;
        struct withdrawal w = { c.id, STR("家里商量后不办了"), comes(c.id, s) };
        assert_answer(handling_withdraw(county_as(AT_VILLAGE), &w, &out), &c, s, "代为撤回");
        county_clock("2026-01-05", 9);
    }
}

static void another_account_is_entered_for_an_agent_whose_letter_says_so_and_for_no_other(void **state)
{
    (void)state;
    for (enum stands s = ALLOWS; s < STANDS; s++) {
        struct case_file c = case_with_letter(40 + (int)s, "account", s);
        struct payee_wish w = { c.id, STR("6217990000007654321"), STR("旧卡丢失换卡"), comes(c.id, s) };
        assert_answer(payee_ask(county_as(AT_TOWNSHIP_HANDLER), &w), &c, s, "代为变更收款账户");
        county_clock("2026-01-05", 9);
    }
}

static enum err take_result(int64_t case_id, enum desk desk, const char *name)
{
    struct act act = { .task = county_task(case_id, desk).id, .outcome = STR("delivered"), .note = STR("") };
    struct ctx *cx = county_as(desk);
    struct val *how = val_set_str(cx->arena, val_map(cx->arena), "way", STR("counter"));
    struct case_file c;

    val_set_str(cx->arena, how, "taken_by", str_of(name));
    val_set_str(cx->arena, how, "relation", STR("agent"));
    act.delivery = val_set_str(cx->arena, how, "proof", STR("signature"));
    return handling_act(cx, &act, &c);
}

static void a_result_goes_to_an_agent_whose_letter_says_so_and_to_no_other(void **state)
{
    (void)state;
    for (enum stands s = ALLOWS; s < STANDS; s++) {
        struct case_file c = case_with_letter(50 + (int)s, "receive", s);
        enum desk desk = county_walk_to(c.id, LEVEL_VILLAGE, "deliver");
        comes(c.id, s);
        assert_answer(take_result(c.id, desk, s == NEVER ? "谭不知" : "谭明"), &c, s, "代为领取结果");
        county_clock("2026-01-05", 9);
    }
}

static void where_a_case_has_an_agent_it_has_to_be_said_who_came(void **state)
{
    struct case_file c = case_with_letter(60, "withdraw", ALLOWS), out;
    struct withdrawal w = { c.id, STR("家里商量后不办了"), STR("") };

    (void)state;
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &w, &out), ERR_INVALID);
    assert_true(told("gap.proxy.who"));
    w.who = STR("99999");
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &w, &out), ERR_INVALID);
    w.who = STR(PROXY_SELF);
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &w, &out), OK);
}

/* The telephone is not the letter: who sends the papers of a correction is asked there as well. */
static void papers_by_a_link_are_handed_in_by_who_may(void **state)
{
    struct case_file c = case_with_letter(61, "withdraw", ALLOWS);
    struct str slot = pack_item(house.house.pack, str_of(ITEM))->materials[0].id, token, n;
    struct scan photo = { .slot = slot, .type = { "jpeg", 4 }, .bytes = 1000 };
    struct val *slots = val_list(house.store.arena);
    struct link_wish wish = { .slots = slots, .how = STR("known"), .note = STR("本村人") };
    struct link l;

    (void)state;
    n = comes(c.id, ALLOWS);
    ask_to_correct(c.id);
    wish.id = county_task(c.id, AT_VILLAGE).id;
    val_push(house.store.arena, slots, val_text(house.store.arena, slot));
    assert_int_equal(link_make_supplement(county_as(AT_VILLAGE), &wish, &token), OK);
    token = arena_str(house.store.arena, token);
    assert_int_equal(link_find(people_as(&house, 0), token, &l), OK);
    photo.digest = arena_printf(house.store.arena, "%064d", 61);
    assert_int_equal(link_add(people_as(&house, 0), l.id, &photo), OK);
    assert_int_equal(link_hand_in(people_as(&house, 0), &l, n), ERR_INVALID);
    assert_true(told("gap.proxy.power"));
    assert_str(last_attempt(c.id).rule, "gap.proxy.power");
    assert_int_equal(link_hand_in(people_as(&house, 0), &l, STR(PROXY_SELF)), OK);
}

/* ---- a letter after filing ---- */

static struct val *letter_of(struct arena *a, const char *power)
{
    struct val *m = val_map(a);

    for (size_t i = 0; agent[i][0] != NULL; i++)
        val_set_str(a, m, agent[i][0], str_of(agent[i][1]));
    return val_set_str(a, m, "agent.powers", str_of(power));
}

static struct scan sheet(char digit)
{
    char *digest = arena_alloc(house.store.arena, 64);

    for (int i = 0; i < 64; i++)
        digest[i] = digit;
    return (struct scan){ .digest = { digest, 64 }, .type = { "JPEG", 4 }, .bytes = 1000, .source = STR("in_person_original") };
}

static enum err add_letter(int64_t case_id, enum desk desk, const char *power, const struct scan *letter)
{
    struct proxy_new w = { case_id, letter_of(house.store.arena, power), letter };

    return proxy_add(county_as(desk), &w);
}

static bool in_timeline(int64_t case_id, const char *what)
{
    struct timeline lines;

    assert_int_equal(timeline_of_case(house.cx, case_id, &lines), OK);
    for (size_t i = 0; i < lines.count; i++)
        if (str_is(lines.items[i].what, what))
            return true;
    return false;
}

static void a_letter_that_comes_after_filing_lets_its_agent_act_from_then_on(void **state)
{
    struct case_file c = county_file(ITEM, 70), out;
    struct scan letter = sheet('a');
    struct withdrawal w = { c.id, STR("家里商量后不办了"), STR(PROXY_OTHER) };
    struct case_material_list papers;

    (void)state;
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &w, &out), ERR_INVALID);
    assert_int_equal(add_letter(c.id, AT_VILLAGE, "withdraw", &letter), OK);
    assert_int_equal(proxies_of(c.id).count, 1);
    assert_str(proxies_of(c.id).items[0].name, "谭明");
    assert_true(in_timeline(c.id, "case.proxy_added"));
    assert_int_equal(case_materials(house.cx, c.id, &papers), OK);
    assert_str(papers.items[papers.count - 1].slot, SLOT_PROXY_LETTER);
    w.who = arena_printf(house.store.arena, "%lld", (long long)proxies_of(c.id).items[0].n);
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &w, &out), OK);
}

static void a_letter_is_entered_whole_signed_once_and_at_a_window(void **state)
{
    struct case_file c = county_file(ITEM, 71);
    struct scan letter = sheet('b');

    (void)state;
    assert_int_equal(add_letter(c.id, AT_VILLAGE, "receive", NULL), ERR_INVALID);
    assert_true(told("gap.proxy.unsigned"));
    assert_int_equal(add_letter(c.id, AT_VILLAGE, "", &letter), ERR_INVALID);
    assert_true(told("gap.no_choice"));
    assert_int_equal(add_letter(c.id, AT_VILLAGE, "sell_the_house", &letter), ERR_INVALID);
    assert_int_equal(add_letter(c.id, AT_COUNTY_APPROVER, "receive", &letter), ERR_FORBIDDEN);
    assert_int_equal(proxies_of(c.id).count, 0);
    assert_int_equal(add_letter(c.id, AT_VILLAGE, "receive", &letter), OK);
    assert_int_equal(add_letter(c.id, AT_VILLAGE, "receive", &letter), ERR_STATE);
    assert_true(told("gap.proxy.there"));
    assert_int_equal(proxies_of(c.id).count, 1);
}

static void a_rebuild_gives_the_same(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_acts_without_a_letter_is_refused),
        cmocka_unit_test(what_was_tried_at_filing_without_a_letter_is_kept_and_becomes_the_cases),
        cmocka_unit_test(a_case_filed_at_once_begins_without_an_attempt),
        cmocka_unit_test(a_letter_says_who_for_what_and_until_when_and_the_case_keeps_it),
        cmocka_unit_test(a_letter_without_end_or_power_or_past_its_day_is_refused),
        cmocka_unit_test(a_letter_whose_agent_was_changed_must_be_signed_again),
        cmocka_unit_test(a_guardian_shows_proof_in_place_of_a_letter_and_has_all_powers),
        cmocka_unit_test(a_child_applies_through_the_guardian_only),
        cmocka_unit_test(a_letter_taken_back_or_over_lets_nobody_act),
        cmocka_unit_test(papers_are_supplied_by_an_agent_whose_letter_says_so_and_by_no_other),
        cmocka_unit_test(an_application_is_taken_back_by_an_agent_whose_letter_says_so_and_by_no_other),
        cmocka_unit_test(another_account_is_entered_for_an_agent_whose_letter_says_so_and_for_no_other),
        cmocka_unit_test(a_result_goes_to_an_agent_whose_letter_says_so_and_to_no_other),
        cmocka_unit_test(where_a_case_has_an_agent_it_has_to_be_said_who_came),
        cmocka_unit_test(papers_by_a_link_are_handed_in_by_who_may),
        cmocka_unit_test(a_letter_that_comes_after_filing_lets_its_agent_act_from_then_on),
        cmocka_unit_test(a_letter_is_entered_whole_signed_once_and_at_a_window),
        cmocka_unit_test(a_rebuild_gives_the_same),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
