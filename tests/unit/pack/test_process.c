/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Every process of Badong played from receipt to its end, whatever the offices answer. */
#include "fixture.h"

enum { STEPS_MAX = 60 };

struct world { struct arena *arena; struct pack *pack; };
/* What is answered to a task of a kind; "" leaves the usual answer. */
struct mood { const char *first_accept, *supplement, *decide; };

static int open_world(void **state)
{
    struct arena *a = arena_new(0);
    struct world *w = ARENA_NEW(a, struct world);
    struct pack_report report;

    w->arena = a;
    if (pack_read(a, BADONG_PACK, &w->pack, &report) != OK)
        fail_msg("%s", pack_report_text(a, STR(BADONG_PACK), &report).p);
    *state = w;
    return 0;
}

static int close_world(void **state)
{
    arena_free(((struct world *)*state)->arena);
    return 0;
}

static const char *usual(struct str kind)
{
    static const struct { const char *kind, *outcome; } usuals[] = {
        { "accept", "accepted" }, { "supplement", "supplied" }, { "opinion", "agree" }, { "decide", "granted" },
        { "gather", "no_gaps" }, { "decide_part", "granted" }, { "summary", "granted" }, { "deliver", "delivered" },
    };

    for (size_t i = 0; i < sizeof usuals / sizeof *usuals; i++)
        if (str_is(kind, usuals[i].kind))
            return usuals[i].outcome;
    return "done";
}

static const char *answer(struct str kind, const struct mood *mood, int accepts)
{
    const char *said = "";

    if (str_is(kind, "accept") && accepts == 0)
        said = mood->first_accept;
    if (str_is(kind, "supplement"))
        said = mood->supplement;
    if (str_is(kind, "decide") || str_is(kind, "summary"))
        said = mood->decide;
    return said[0] != '\0' ? said : usual(kind);
}

static const struct feel *facts_of(struct arena *a, const struct item *it)
{
    const struct feel **codes = ARENA_ARRAY(a, it->joining_count + 1, const struct feel *), *facts;

    codes[0] = feel_text(a, it->department->code);
    for (size_t i = 0; i < it->joining_count; i++)
        codes[i + 1] = feel_text(a, it->joining[i]->code);
    facts = feel_put(a, feel_context(a), STR("departments"), feel_list(a, codes, it->joining_count + 1));
    facts = feel_put(a, facts, STR("notice"), feel_text(a, notice_spec(a, &it->notice)));
    return feel_put(a, facts, STR("joining"), feel_list(a, codes + 1, it->joining_count));
}

struct play { struct arena *arena; const struct item *item; struct flow_state *state; struct str end; size_t gathered, decided; int accepts; };

static void step(struct play *p, const struct flow_event *ev)
{
    const struct flow *flow = p->item->process->flow;
    struct flow_effects effects = { 0 };

    if (flow_step(p->arena, flow, p->state, 0, ev, facts_of(p->arena, p->item), &effects) != OK)
        fail_msg("%.*s refused: %.*s", STR_ARG(p->item->process->name), STR_ARG(effects.refused));
    for (size_t i = 0; i < effects.count; i++)
        if (effects.items[i].kind == FLOW_TRACE && effects.items[i].what == FLOW_TRACE_END)
            p->end = val_str(flow_element(flow, effects.items[i].element)->more, "result");
    assert_int_equal(flow_apply(p->arena, flow, p->state, &effects, &p->state), OK);
}

/* Answers the first thing that is open; false when nothing is. */
static bool answer_one(struct play *p, const struct mood *mood)
{
    struct flow_effects open = { 0 };
    struct flow_event ev = { .kind = FLOW_TIMER };
    const struct flow_element *el;
    struct str kind;

    assert_int_equal(flow_open(p->arena, p->state, &open), OK);
    if (open.count == 0)
        return false;
    el = flow_element(p->item->process->flow, open.items[0].element);
    kind = val_str(el->more, "kind");
    ev.id = open.items[0].id;
    if (open.items[0].kind == FLOW_ITEM_OPEN) {
        ev.kind = FLOW_COMPLETE;
        ev.data = feel_put(p->arena, feel_context(p->arena), STR("outcome"),
                           feel_text(p->arena, str_of(answer(kind, mood, p->accepts))));
        p->accepts += str_is(kind, "accept") ? 1 : 0;
        p->gathered += str_is(kind, "gather") ? 1 : 0;
        p->decided += str_is(kind, "decide_part") ? 1 : 0;
    }
    step(p, &ev);
    return true;
}

/* The result of the end event the case came to. */
static struct str play(struct play *p, const struct mood *mood)
{
    int steps = 0;

    step(p, &(struct flow_event){ .kind = FLOW_START });
    while (answer_one(p, mood))
        assert_true(++steps < STEPS_MAX);
    assert_int_equal(flow_status(p->state), FLOW_FINISHED);
    return p->end;
}

static void every_approval_ends(void **state, struct mood mood, const char *result)
{
    const struct world *w = *state;

    for (size_t i = 0; i < w->pack->item_count; i++) {
        struct play p = { .arena = arena_new(0), .item = &w->pack->items[i] };
        if (p.item->class == ITEM_APPROVAL && !str_is(play(&p, &mood), result))
            fail_msg("%.*s does not end %s", STR_ARG(p.item->code), result);
        arena_free(p.arena);
    }
}

static void every_approval_can_be_granted(void **state)
{
    every_approval_ends(state, (struct mood){ "", "", "" }, "granted");
}

static void every_approval_can_be_refused_and_the_refusal_delivered(void **state)
{
    every_approval_ends(state, (struct mood){ "", "", "refused" }, "refused");
}

static void a_gap_that_is_mended_leads_back_to_acceptance(void **state)
{
    every_approval_ends(state, (struct mood){ "correction", "", "" }, "granted");
}

static void a_gap_that_is_not_mended_ends_the_case(void **state)
{
    every_approval_ends(state, (struct mood){ "correction", "expired", "" }, "lapsed");
}

static void an_office_that_is_not_competent_ends_the_case(void **state)
{
    every_approval_ends(state, (struct mood){ "not_accepted", "", "" }, "not_accepted");
}

static void joining_departments_name_gaps_and_each_department_decides(void **state)
{
    const struct world *w = *state;
    struct play p = { .arena = arena_new(0), .item = pack_item(w->pack, STR("S-FP-03")) };

    assert_str(play(&p, &(struct mood){ "", "", "" }), "granted");
    assert_int_equal(p.gathered, 2);
    assert_int_equal(p.decided, 3);
    arena_free(p.arena);
}

static void a_step_is_found_by_its_id_or_else_by_its_kind(void **state)
{
    const struct world *w = *state;
    const struct process *dibao = pack_process(w->pack, STR("dibao"));
    struct process_step visit = process_step(dibao, STR("visit")), decide = process_step(dibao, STR("decide"));

    assert_str(visit.name.zh, "两人入户调查");
    assert_true(visit.order > 0 && decide.order > visit.order);
    assert_int_equal(process_step(dibao, STR("nowhere")).order, 0);
    assert_int_equal(process_step(NULL, STR("visit")).order, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_approval_can_be_granted),
        cmocka_unit_test(every_approval_can_be_refused_and_the_refusal_delivered),
        cmocka_unit_test(a_gap_that_is_mended_leads_back_to_acceptance),
        cmocka_unit_test(a_gap_that_is_not_mended_ends_the_case),
        cmocka_unit_test(an_office_that_is_not_competent_ends_the_case),
        cmocka_unit_test(a_step_is_found_by_its_id_or_else_by_its_kind),
        cmocka_unit_test(joining_departments_name_gaps_and_each_department_decides),
    };

    return cmocka_run_group_tests(tests, open_world, close_world);
}
