/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "model.h"

#include <string.h>

#include "base/buf.h"
#include "play.h"

enum { ELEMENTS_MAX = 40, DEPTH_MAX = 3 };

/* splitmix64: the whole sequence follows from the seed. */
uint32_t dice_roll(struct dice *d, uint32_t sides)
{
    uint64_t z = d->state += UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ z >> 31) % sides);
}

struct writer { struct dice *dice; struct buf nodes, flows; int next, count; };

static int new_id(struct writer *w)
{
    w->count++;
    return w->next++;
}

static const char *condition(struct writer *w)
{
    static const char *const conditions[] = { "x > 1", "y = \"b\"", "x &lt; 3 or z", "z = true", "n >= 0", "x = null" };

    return conditions[dice_roll(w->dice, 6)];
}

static void flow(struct writer *w, int from, int to, const char *when)
{
    buf_printf(&w->flows, "<sequenceFlow id='f%d' sourceRef='n%d' targetRef='n%d'>", w->next++, from, to);
    if (when != NULL)
        buf_printf(&w->flows, "<conditionExpression>%s</conditionExpression>", when);
    buf_add(&w->flows, STR("</sequenceFlow>"));
}

static int node(struct writer *w, const char *kind, const char *inside)
{
    int id = new_id(w);

    buf_printf(&w->nodes, "<%s id='n%d'>%s</%.*s>", kind, id, inside, (int)strcspn(kind, " "), kind);
    return id;
}

static int leaf(struct writer *w)
{
    static const struct { const char *kind, *inside; } leaves[] = {
        { "userTask", "" }, { "userTask", "" }, { "manualTask", "" }, { "serviceTask", "" }, { "sendTask", "" },
        { "task", "" }, { "receiveTask", "" }, { "scriptTask", "<script>{n: 1, x: 2}</script>" },
        { "scriptTask", "<script>{z: not(z), x: if x = null then 1 else x + 1}</script>" },
        { "userTask", "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality><completionCondition>"
                      "nrOfCompletedInstances >= 2</completionCondition></multiInstanceLoopCharacteristics>" },
        { "userTask", "<multiInstanceLoopCharacteristics isSequential='true'><loopCardinality>2</loopCardinality>"
                      "</multiInstanceLoopCharacteristics>" },
        { "manualTask", "<standardLoopCharacteristics loopMaximum='2'><loopCondition>true</loopCondition>"
                        "</standardLoopCharacteristics>" },
        { "intermediateCatchEvent", "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>" },
        { "intermediateCatchEvent", "<messageEventDefinition messageRef='m1'/>" },
        { "intermediateCatchEvent", "<signalEventDefinition signalRef='s1'/>" },
        { "intermediateThrowEvent", "<signalEventDefinition signalRef='s1'/>" },
        { "intermediateThrowEvent", "<messageEventDefinition messageRef='m1'/>" },
        { "intermediateThrowEvent", "<escalationEventDefinition escalationRef='k1'/>" },
        { "intermediateThrowEvent", "<compensateEventDefinition/>" },
        { "intermediateThrowEvent", "<compensateEventDefinition waitForCompletion='false'/>" },
        { "intermediateCatchEvent", "<conditionalEventDefinition><condition>x = x</condition></conditionalEventDefinition>" },
        { "callActivity calledElement='q'", "" }, { "businessRuleTask", "" },
    };
    uint32_t i = dice_roll(w->dice, sizeof leaves / sizeof *leaves);

    return node(w, leaves[i].kind, leaves[i].inside);
}

struct part { int in, out; };       /* a piece with one way in and one way out */

static struct part piece(struct writer *w, int depth);

static struct part series(struct writer *w, int depth)
{
    struct part first = piece(w, depth + 1), second = piece(w, depth + 1);

    flow(w, first.out, second.in, NULL);
    return (struct part){ first.in, second.out };
}

static struct part block(struct writer *w, int depth)
{
    static const char *const gateways[] = { "exclusiveGateway", "parallelGateway", "inclusiveGateway" };
    uint32_t kind = dice_roll(w->dice, 3), ways = 2 + dice_roll(w->dice, 2);
    int split = node(w, gateways[kind], ""), join = node(w, gateways[kind], "");

    for (uint32_t k = 0; k < ways; k++) {
        struct part p = piece(w, depth + 1);
        flow(w, split, p.in, kind == 1 || k == 0 ? NULL : condition(w));
        flow(w, p.out, join, NULL);
    }
    return (struct part){ split, join };
}

static struct part loop(struct writer *w, int depth)
{
    int merge = node(w, "exclusiveGateway", ""), split = node(w, "exclusiveGateway", "");
    struct part p = piece(w, depth + 1);
    int work = node(w, "userTask", "");

    flow(w, merge, p.in, NULL);
    flow(w, p.out, work, NULL);
    flow(w, work, split, NULL);
    flow(w, split, merge, "again");
    return (struct part){ merge, split };
}

/* A task with a handler that undoes it. */
static struct part handled(struct writer *w, int depth)
{
    int task = node(w, "userTask", ""), edge = new_id(w), handler = new_id(w);

    (void)depth;
    buf_printf(&w->nodes, "<boundaryEvent id='n%d' attachedToRef='n%d'><compensateEventDefinition/></boundaryEvent>"
        "<userTask id='n%d' isForCompensation='true'/><association id='as%d' sourceRef='n%d' targetRef='n%d'/>", edge, task,
        handler, handler, edge, handler);
    return (struct part){ task, task };
}

static struct part race(struct writer *w, int depth)
{
    int gate = node(w, "eventBasedGateway", ""), merge = node(w, "exclusiveGateway", "");
    int message = node(w, "intermediateCatchEvent", "<messageEventDefinition messageRef='m1'/>");
    int timer = node(w, "intermediateCatchEvent", "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>");
    struct part p = piece(w, depth + 1);

    flow(w, gate, message, NULL);
    flow(w, gate, timer, NULL);
    flow(w, message, p.in, NULL);
    flow(w, p.out, merge, NULL);
    flow(w, timer, merge, NULL);
    return (struct part){ gate, merge };
}

static struct part link(struct writer *w, int depth)
{
    int from = new_id(w), to = new_id(w);

    (void)depth;
    buf_printf(&w->nodes, "<intermediateThrowEvent id='n%d'><linkEventDefinition name='L%d'/></intermediateThrowEvent>"
        "<intermediateCatchEvent id='n%d'><linkEventDefinition name='L%d'/></intermediateCatchEvent>", from, to, to, to);
    return (struct part){ from, to };
}

/* What may stand in a sub-process and starts by itself; inside: a start event with its trigger. */
static void event_sub(struct writer *w)
{
    static const char *const starts[] = { "'><compensateEventDefinition/>", "' isInterrupting='false'><messageEventDefinition "
        "messageRef='m1'/>", "'><signalEventDefinition signalRef='s1'/>", "'><errorEventDefinition/>",
        "' isInterrupting='false'><escalationEventDefinition/>", "'><timerEventDefinition><timeDuration>PT1H</timeDuration>"
        "</timerEventDefinition>" };
    struct writer inner = { w->dice, buf_in(w->nodes.arena), buf_in(w->nodes.arena), w->next, w->count };
    int start = new_id(&inner), work = leaf(&inner);

    flow(&inner, start, work, NULL);
    w->next = inner.next;
    w->count = inner.count;
    buf_printf(&w->nodes, "<subProcess id='n%d' triggeredByEvent='true'><startEvent id='n%d%s</startEvent>", new_id(w), start,
               starts[dice_roll(w->dice, 6)]);
    buf_add(&w->nodes, buf_str(&inner.nodes));
    buf_add(&w->nodes, buf_str(&inner.flows));
    buf_add(&w->nodes, STR("</subProcess>"));
}

static struct part sub_process(struct writer *w, int depth)
{
    struct writer inner = { w->dice, buf_in(w->nodes.arena), buf_in(w->nodes.arena), w->next, w->count };
    int start = node(&inner, "startEvent", ""), end = node(&inner, "endEvent", ""), id;
    struct part p = piece(&inner, depth + 1);

    flow(&inner, start, p.in, NULL);
    flow(&inner, p.out, end, NULL);
    if (dice_roll(w->dice, 3) == 0)
        event_sub(&inner);
    w->next = inner.next;
    w->count = inner.count;
    id = new_id(w);
    buf_printf(&w->nodes, "<subProcess id='n%d'>", id);
    if (dice_roll(w->dice, 4) == 0)
        buf_add(&w->nodes, STR("<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
                               "</multiInstanceLoopCharacteristics>"));
    buf_add(&w->nodes, buf_str(&inner.nodes));
    buf_add(&w->nodes, buf_str(&inner.flows));
    buf_add(&w->nodes, STR("</subProcess>"));
    return (struct part){ id, id };
}

/* A task that a boundary event may leave early; both ways meet again. */
static struct part guarded(struct writer *w, int depth)
{
    static const char *const events[] = { "<timerEventDefinition><timeDuration>P5WD</timeDuration></timerEventDefinition>",
        "<messageEventDefinition messageRef='m1'/>", "<errorEventDefinition/>" };
    int task = node(w, "userTask", ""), edge = new_id(w), merge = node(w, "exclusiveGateway", "");
    struct part p = piece(w, depth + 1);
    uint32_t kind = dice_roll(w->dice, 3);
    bool beside = kind < 2 && dice_roll(w->dice, 3) == 0;

    buf_printf(&w->nodes, "<boundaryEvent id='n%d' attachedToRef='n%d' cancelActivity='%s'>%s</boundaryEvent>", edge, task,
               beside ? "false" : "true", events[kind]);
    flow(w, task, merge, NULL);
    flow(w, edge, p.in, NULL);
    flow(w, p.out, beside ? node(w, "endEvent", "") : merge, NULL);
    return (struct part){ task, merge };
}

static struct part piece(struct writer *w, int depth)
{
    static struct part (*const shapes[])(struct writer *, int) = { series, series, block, block, loop, sub_process, sub_process,
                                                                    guarded, handled, race, link };

    if (depth >= DEPTH_MAX || w->count > ELEMENTS_MAX - 12 || dice_roll(w->dice, 4) == 0) {
        int id = leaf(w);
        return (struct part){ id, id };
    }
    return shapes[dice_roll(w->dice, sizeof shapes / sizeof *shapes)](w, depth);
}

static struct str finish(struct arena *a, struct writer *w)
{
    return play_definitions(a, arena_cstr(a, arena_printf(a, "<message id='m1' name='m1'/><signal id='s1' name='s1'/>"
        "<escalation id='k1' escalationCode='k1'/><process id='p'>%.*s%.*s</process><process id='q'>"
        "<startEvent id='qs'/><userTask id='qa'/><endEvent id='qe'/><sequenceFlow id='qf' sourceRef='qs' targetRef='qa'/>"
        "<sequenceFlow id='qg' sourceRef='qa' targetRef='qe'/></process>", STR_ARG(buf_str(&w->nodes)),
        STR_ARG(buf_str(&w->flows)))));
}

struct str model_of_blocks(struct arena *a, struct dice *d)
{
    struct writer w = { d, buf_in(a), buf_in(a), 0, 0 };
    int start = node(&w, "startEvent", ""), end = node(&w, "endEvent", "");
    struct part p = piece(&w, 0);

    flow(&w, start, p.in, NULL);
    flow(&w, p.out, end, NULL);
    return finish(a, &w);
}

struct str model_free(struct arena *a, struct dice *d)
{
    static const char *const kinds[] = { "userTask", "task", "exclusiveGateway", "parallelGateway", "inclusiveGateway",
                                         "userTask" };
    struct writer w = { d, buf_in(a), buf_in(a), 0, 0 };
    int nodes = 4 + (int)dice_roll(d, 12), start = node(&w, "startEvent", ""), end;

    for (int i = 1; i < nodes; i++)
        node(&w, kinds[dice_roll(d, 6)], "");
    end = node(&w, "endEvent", "");
    flow(&w, start, 1, NULL);
    for (int i = 1; i < nodes; i++) {
        flow(&w, i, i + 1 < nodes && dice_roll(d, 4) > 0 ? i + 1 : end, NULL);
        if (dice_roll(d, 3) == 0)
            flow(&w, i, 1 + (int)dice_roll(d, (uint32_t)nodes - 1), dice_roll(d, 2) == 0 ? NULL : condition(&w));
    }
    return finish(a, &w);
}
