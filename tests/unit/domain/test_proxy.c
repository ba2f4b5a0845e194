/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/consent.h"
#include "domain/proxy.h"
#include "domain/rebuild.h"
#include "domain/slot.h"

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
    assert_int_equal(proxy_may(house.cx, c.id, "file"), OK);
    assert_int_equal(proxy_may(house.cx, c.id, "receive"), ERR_FORBIDDEN);
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
    assert_int_equal(proxy_may(house.cx, c.id, "receive"), OK);
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
    assert_int_equal(proxy_may(house.cx, c.id, "file"), ERR_FORBIDDEN);
    assert_str(proxies_of(c.id).items[0].reason, "本人收回委托");
    assert_int_equal(file(agent_draft(10, NULL, true), &c), OK);
    county_clock("2026-04-01", 9);
    assert_int_equal(proxy_may(house.cx, c.id, "file"), ERR_FORBIDDEN);
    county_clock("2026-01-05", 9);
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
        cmocka_unit_test(a_letter_says_who_for_what_and_until_when_and_the_case_keeps_it),
        cmocka_unit_test(a_letter_without_end_or_power_or_past_its_day_is_refused),
        cmocka_unit_test(a_letter_whose_agent_was_changed_must_be_signed_again),
        cmocka_unit_test(a_guardian_shows_proof_in_place_of_a_letter_and_has_all_powers),
        cmocka_unit_test(a_child_applies_through_the_guardian_only),
        cmocka_unit_test(a_letter_taken_back_or_over_lets_nobody_act),
        cmocka_unit_test(a_rebuild_gives_the_same),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
