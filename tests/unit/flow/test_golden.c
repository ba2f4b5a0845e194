/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * Every (kind of element, state, event) of the engine against golden.txt, which is read and approved by people.
 * FLOW_GOLDEN=write writes the table anew; the difference then shows in version control.
 */
#include "play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#define CATCHES(definition) "<intermediateCatchEvent id='x'>" definition "</intermediateCatchEvent>"
#define THROWS(definition) "<intermediateThrowEvent id='x'>" definition "</intermediateThrowEvent>"
#define ENDS(definition) "<endEvent id='x'>" definition "</endEvent>"
#define GUARDED(definition) "<userTask id='x'/><boundaryEvent id='b' attachedToRef='x'>" definition "</boundaryEvent>" \
    "<userTask id='y'/>" F(b, y)
#define INSIDE "<startEvent id='s2'/><userTask id='i'/>" F(s2, i)
#define TIMER "<timerEventDefinition><timeDuration>P5WD</timeDuration></timerEventDefinition>"

#define CYCLE "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition>"
#define BORDER(how, definition) "<boundaryEvent id='b' attachedToRef='x' " how ">" definition "</boundaryEvent>" \
    "<userTask id='y'/>" F(b, y)
#define EVENT_SUB_ALONE(how, definition) "<subProcess id='e' triggeredByEvent='true'><startEvent id='s2' " how ">" definition \
    "</startEvent><userTask id='i'/>" F(s2, i) "</subProcess>"
#define EVENT_SUB(how, definition) "<userTask id='x'/>" EVENT_SUB_ALONE(how, definition)
#define HANDLED "<userTask id='k'/><boundaryEvent id='b' attachedToRef='k'><compensateEventDefinition/></boundaryEvent>" \
    "<userTask id='h' isForCompensation='true'/><association id='as' sourceRef='b' targetRef='h'/>" F(k, x)
#define UNDOABLE "<subProcess id='k'><startEvent id='s2'/><userTask id='i'/><boundaryEvent id='b' attachedToRef='i'>" \
    "<compensateEventDefinition/></boundaryEvent><userTask id='h' isForCompensation='true'/>" F(s2, i) \
    "<association id='as' sourceRef='b' targetRef='h'/></subProcess>" F(k, x)

/* element: entered at x, or at k or g where there is one, after the task a; ends: leads to z by itself, or nowhere. */
static const struct { const char *kind, *element; bool ends; } kinds[] = {
    { "task", "<task id='x'/>", false },
    { "userTask", "<userTask id='x'/>", false },
    { "manualTask", "<manualTask id='x'/>", false },
    { "serviceTask", "<serviceTask id='x'/>", false },
    { "sendTask", "<sendTask id='x'/>", false },
    { "receiveTask", "<receiveTask id='x' name='m'/>", false },
    { "scriptTask", "<scriptTask id='x'><script>{n: 1}</script></scriptTask>", false },
    { "businessRuleTask", "<businessRuleTask id='x'/>", false },
    { "exclusiveGateway", "<exclusiveGateway id='x'/>", false },
    { "parallelGateway", "<parallelGateway id='x'/><userTask id='y'/>" F(x, y), false },
    { "inclusiveGateway", "<inclusiveGateway id='x'/><userTask id='y'/>" F(x, y), false },
    { "eventBasedGateway", "<eventBasedGateway id='g'/>" F(g, x) F(g, y) CATCHES("<messageEventDefinition messageRef='m'/>")
      "<intermediateCatchEvent id='y'>" TIMER "</intermediateCatchEvent>", false },
    { "catch timer", CATCHES(TIMER), false },
    { "catch message", CATCHES("<messageEventDefinition messageRef='m'/>"), false },
    { "catch signal", CATCHES("<signalEventDefinition signalRef='m'/>"), false },
    { "catch condition", CATCHES("<conditionalEventDefinition><condition>ready</condition></conditionalEventDefinition>"), false },
    { "throw none", THROWS(""), false },
    { "throw message", THROWS("<messageEventDefinition messageRef='m'/>"), false },
    { "throw signal", THROWS("<signalEventDefinition signalRef='m'/>"), false },
    { "throw escalation", THROWS("<escalationEventDefinition escalationRef='m'/>"), false },
    { "throw compensation", THROWS("<compensateEventDefinition/>"), false },
    { "end none", ENDS(""), true },
    { "end terminate", ENDS("<terminateEventDefinition/>"), true },
    { "end error", ENDS("<errorEventDefinition errorRef='m'/>"), true },
    { "end message", ENDS("<messageEventDefinition messageRef='m'/>"), true },
    { "end signal", ENDS("<signalEventDefinition signalRef='m'/>"), true },
    { "end escalation", ENDS("<escalationEventDefinition escalationRef='m'/>"), true },
    { "boundary timer", GUARDED(TIMER), false },
    { "boundary message", GUARDED("<messageEventDefinition messageRef='m'/>"), false },
    { "boundary signal", GUARDED("<signalEventDefinition signalRef='m'/>"), false },
    { "boundary error", GUARDED("<errorEventDefinition/>"), false },
    { "boundary condition", GUARDED("<conditionalEventDefinition><condition>ready</condition></conditionalEventDefinition>"),
      false },
    { "subProcess", "<subProcess id='x'>" INSIDE "</subProcess>", false },
    { "event sub-process", "<userTask id='x'/><subProcess id='e' triggeredByEvent='true'><startEvent id='s2'>"
      "<messageEventDefinition messageRef='m'/></startEvent><userTask id='i'/>" F(s2, i) "</subProcess>", false },
    { "multi-instance parallel", "<userTask id='x'><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
      "</multiInstanceLoopCharacteristics></userTask>", false },
    { "multi-instance sequential", "<userTask id='x'><multiInstanceLoopCharacteristics isSequential='true'><loopCardinality>2"
      "</loopCardinality></multiInstanceLoopCharacteristics></userTask>", false },
    { "callActivity", "<callActivity id='x' calledElement='called'/>", false },
    { "link", "<intermediateThrowEvent id='x'><linkEventDefinition name='L'/></intermediateThrowEvent>"
      "<intermediateCatchEvent id='y'><linkEventDefinition name='L'/></intermediateCatchEvent>" F(y, z), true },
    { "throw compensation of a sub-process", UNDOABLE THROWS("<compensateEventDefinition/>"), false },
    { "end compensation", HANDLED ENDS("<compensateEventDefinition/>"), true },
    { "boundary compensation", HANDLED THROWS("<compensateEventDefinition activityRef='k'/>"), false },
    { "boundary escalation", "<subProcess id='x'><startEvent id='s2'/><userTask id='i'/><endEvent id='o'>"
      "<escalationEventDefinition escalationRef='m'/></endEvent>" F(s2, i) F(i, o) "</subProcess>" BORDER("", "<escalationEventDefinition/>"),
      false },
    { "boundary timer beside", "<userTask id='x'/>" BORDER("cancelActivity='false'", CYCLE), false },
    { "boundary message beside", "<userTask id='x'/>" BORDER("cancelActivity='false'", "<messageEventDefinition messageRef='m'/>"),
      false },
    { "boundary signal beside", "<userTask id='x'/>" BORDER("cancelActivity='false'", "<signalEventDefinition signalRef='m'/>"), false },
    { "boundary condition beside", "<userTask id='x'/>" BORDER("cancelActivity='false'",
      "<conditionalEventDefinition><condition>ready</condition></conditionalEventDefinition>"), false },
    { "boundary escalation beside", "<subProcess id='x'><startEvent id='s2'/><userTask id='i'/><intermediateThrowEvent id='o'>"
      "<escalationEventDefinition escalationRef='m'/></intermediateThrowEvent>" F(s2, i) F(i, o) "</subProcess>"
      BORDER("cancelActivity='false'", "<escalationEventDefinition/>"), false },
    { "event sub-process timer", EVENT_SUB("", TIMER), false },
    { "event sub-process signal", EVENT_SUB("", "<signalEventDefinition signalRef='m'/>"), false },
    { "event sub-process condition", EVENT_SUB("", "<conditionalEventDefinition><condition>ready</condition>"
      "</conditionalEventDefinition>"), false },
    { "event sub-process error", EVENT_SUB("", "<errorEventDefinition/>"), false },
    { "event sub-process escalation", "<userTask id='k'/><intermediateThrowEvent id='x'><escalationEventDefinition/>"
      "</intermediateThrowEvent>" F(k, x) EVENT_SUB_ALONE("", "<escalationEventDefinition/>"), false },
    { "event sub-process message beside", EVENT_SUB("isInterrupting='false'", "<messageEventDefinition messageRef='m'/>"), false },
    { "event sub-process timer beside", EVENT_SUB("isInterrupting='false'", CYCLE), false },
    { "event sub-process signal beside", EVENT_SUB("isInterrupting='false'", "<signalEventDefinition signalRef='m'/>"), false },
    { "event sub-process condition beside", EVENT_SUB("isInterrupting='false'", "<conditionalEventDefinition><condition>ready"
      "</condition></conditionalEventDefinition>"), false },
    { "event sub-process escalation beside", "<userTask id='k'/><intermediateThrowEvent id='x'><escalationEventDefinition/>"
      "</intermediateThrowEvent>" F(k, x) EVENT_SUB_ALONE("isInterrupting='false'", "<escalationEventDefinition/>"), false },
    { "event sub-process compensation", "<subProcess id='k'>" INSIDE "<subProcess id='e' triggeredByEvent='true'><startEvent id='s3'>"
      "<compensateEventDefinition/></startEvent><userTask id='j'/>" F(s3, j) "</subProcess></subProcess>" F(k, x)
      THROWS("<compensateEventDefinition/>"), false },
    { "multi-instance sub-process", "<subProcess id='x'><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
      "</multiInstanceLoopCharacteristics>" INSIDE "</subProcess>", false },
    { "standard loop", "<userTask id='x'><standardLoopCharacteristics loopMaximum='2'/></userTask>", false },
};

static const struct { const char *kind, *definition; } starts[] = {
    { "start timer", TIMER }, { "start message", "<messageEventDefinition messageRef='m'/>" },
    { "start signal", "<signalEventDefinition signalRef='m'/>" },
    { "start condition", "<conditionalEventDefinition><condition>ready</condition></conditionalEventDefinition>" },
};

/* AGAIN: what was there is completed or comes once more, so that handlers and second turns are seen too. */
enum stage { STAGE_NEW, STAGE_THERE, STAGE_AGAIN, STAGE_SUSPENDED, STAGE_HELD, STAGE_DELEGATED, STAGE_WITHDRAWN, STAGE_COUNT };
static const char *const stages[STAGE_COUNT] = { "new", "there", "again", "suspended", "held", "delegated", "withdrawn" };

static enum err quiet_step(struct play *p, struct flow_event ev)
{
    struct flow_state *next;
    enum err e = flow_step(p->arena, p->flow, p->state, p->now, &ev, p->facts, &p->last);

    if (e == OK) {
        assert_int_equal(flow_apply(p->arena, p->flow, p->state, &p->last, &next), OK);
        p->state = next;
    }
    return e;
}

static uint32_t first_open(struct play *p)
{
    struct flow_effects open;

    if (p->state == NULL)
        return 0;
    assert_int_equal(flow_open(p->arena, p->state, &open), OK);
    return open.count > 0 ? open.items[0].id : 0;
}

static bool reach(struct play *p, enum stage stage)
{
    p->state = NULL;
    if (stage == STAGE_NEW)
        return true;
    if (quiet_step(p, (struct flow_event){ .kind = FLOW_START }) != OK
        || quiet_step(p, (struct flow_event){ .kind = FLOW_COMPLETE, .id = first_open(p) }) != OK)
        return false;
    switch (stage) {
    case STAGE_AGAIN: return quiet_step(p, (struct flow_event){ .kind = FLOW_COMPLETE, .id = first_open(p) }) == OK;
    case STAGE_SUSPENDED: return quiet_step(p, (struct flow_event){ .kind = FLOW_SUSPEND }) == OK;
    case STAGE_WITHDRAWN: return quiet_step(p, (struct flow_event){ .kind = FLOW_WITHDRAW }) == OK;
    case STAGE_HELD:
        return quiet_step(p, (struct flow_event){ .kind = FLOW_ADD_SIGN, .id = first_open(p), .how = FLOW_BEFORE, .who = 7 }) == OK;
    case STAGE_DELEGATED:
        return quiet_step(p, (struct flow_event){ .kind = FLOW_DELEGATE, .id = first_open(p), .who = 8 }) == OK;
    default: return true;
    }
}

static struct str outcome(struct play *p, enum flow_event_kind kind)
{
    struct flow_event ev = { .kind = kind, .id = first_open(p), .who = 9, .name = STR("m"), .how = FLOW_CASE,
        .element = kind == FLOW_RETURN || kind == FLOW_WITHDRAW ? flow_find(p->flow, STR("a")) : 0 };
    struct flow_effects open;
    struct buf b = buf_in(p->arena);
    enum err e;

    if (kind == FLOW_ADD_SIGN)
        ev.how = FLOW_AFTER;
    if (kind == FLOW_START)
        ev.name = STR("");
    for (size_t i = 0; p->state != NULL && flow_open(p->arena, p->state, &open) == OK && i < open.count; i++)
        if ((kind == FLOW_TIMER && open.items[i].what == FLOW_ON_TIMER)
            || (kind == FLOW_MESSAGE && open.items[i].what == FLOW_ON_MESSAGE))
            ev.id = open.items[i].id;
    p->facts = kind == FLOW_FACTS ? play_json(p, "{\"ready\":true}") : NULL;
    e = quiet_step(p, ev);
    p->facts = NULL;
    if (e != OK)
        return e == ERR_STATE ? arena_printf(p->arena, "refused %.*s", STR_ARG(p->last.refused)) : str_of(err_name(e));
    for (size_t i = 0; i < p->last.count; i++)
        if (p->last.items[i].kind != FLOW_TOKEN_PUT || p->last.items[i].id != 0)
            buf_printf(&b, "%s%s%s%s", i > 0 ? ", " : "", flow_effect_name(p->last.items[i].kind),
                       p->last.items[i].what != FLOW_WHAT_NONE ? " " : "", flow_what_name(p->last.items[i].what));
    return b.len > 0 ? buf_str(&b) : STR("nothing");
}

static void write_rows(struct buf *b, struct play *p, const char *kind, enum stage stage)
{
    for (int ev = 0; ev < FLOW_EVENT_COUNT; ev++) {
        struct str got;
        if (!reach(p, stage))
            return;
        got = outcome(p, (enum flow_event_kind)ev);
        buf_printf(b, "%s | %s | %s | %.*s\n", kind, stages[stage], flow_event_name((enum flow_event_kind)ev), STR_ARG(got));
    }
}

static const char *entry_of(const char *element)
{
    return strstr(element, "id='k'") != NULL ? "k" : strstr(element, "id='g'") != NULL ? "g" : "x";
}

static struct str table(struct arena *a)
{
    struct buf b = buf_in(a);

    buf_add(&b, STR("kind | state | event | what the step records, or the rule that refuses it\n"));
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct play p = play_make_all(arena_cstr(a, arena_printf(a, "<process id='p'><startEvent id='s'/><userTask id='a'/>"
            "<userTask id='z'/>" F(s, a) "<sequenceFlow id='in' sourceRef='a' targetRef='%s'/>%s%s</process><process id='called'>"
            "<startEvent id='cs'/><userTask id='ci'/>" F(cs, ci) "</process>", entry_of(kinds[i].element), kinds[i].element, kinds[i].ends ? "" : F(x, z))));
        for (int stage = 0; stage < STAGE_COUNT; stage++)
            write_rows(&b, &p, kinds[i].kind, (enum stage)stage);
        play_end(&p);
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct play p = play_make(arena_cstr(a, arena_printf(a, "<startEvent id='s'>%s</startEvent><userTask id='a'/>"
            "<userTask id='z'/>" F(s, a) F(a, z), starts[i].definition)));
        write_rows(&b, &p, starts[i].kind, STAGE_NEW);
        write_rows(&b, &p, starts[i].kind, STAGE_THERE);
        play_end(&p);
    }
    return buf_str(&b);
}

static struct str read_all(struct arena *a, const char *path)
{
    struct buf b = buf_in(a);
    FILE *file = fopen(path, "r");
    char line[4096];

    if (file == NULL)
        return STR("");
    while (fgets(line, sizeof line, file) != NULL)
        buf_add(&b, str_of(line));
    fclose(file);
    return buf_str(&b);
}

static void every_kind_state_and_event_is_as_approved(void **state)
{
    struct arena *a = arena_new(0);
    struct str got = table(a), want, got_line, want_line;
    const char *mode = getenv("FLOW_GOLDEN");

    (void)state;
    if (mode != NULL && strcmp(mode, "write") == 0) {
        FILE *file = fopen(GOLDEN, "w");
        assert_non_null(file);
        fwrite(got.p, 1, got.len, file);
        fclose(file);
    }
    want = read_all(a, GOLDEN);
    assert_true(want.len > 0);
    while (got.len > 0 || want.len > 0) {
        str_cut(got, '\n', &got_line, &got);
        str_cut(want, '\n', &want_line, &want);
        if (!str_eq(got_line, want_line))
            fail_msg("\n got %.*s\nwant %.*s", STR_ARG(got_line), STR_ARG(want_line));
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_state_and_event_is_as_approved),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
