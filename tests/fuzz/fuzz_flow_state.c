/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Decodes hostile bytes as the state of one process with most constructs in it and goes on from there. */
#include "base/xml.h"
#include "flow/flow.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char process[] =
    "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='p'><startEvent id='s'/>"
    "<parallelGateway id='f'/><userTask id='a'/><boundaryEvent id='t' attachedToRef='a'><timerEventDefinition><timeDuration>"
    "PT1H</timeDuration></timerEventDefinition></boundaryEvent><userTask id='m'><multiInstanceLoopCharacteristics>"
    "<loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask><subProcess id='sub'>"
    "<startEvent id='s2'/><userTask id='b'/><sequenceFlow id='x' sourceRef='s2' targetRef='b'/></subProcess>"
    "<inclusiveGateway id='j'/><callActivity id='c' calledElement='q'/><subProcess id='es' triggeredByEvent='true'>"
    "<startEvent id='s3' isInterrupting='false'><messageEventDefinition/></startEvent><userTask id='h'/>"
    "<sequenceFlow id='y' sourceRef='s3' targetRef='h'/></subProcess>"
    "<sequenceFlow id='f1' sourceRef='s' targetRef='f'/><sequenceFlow id='f2' sourceRef='f' targetRef='a'/>"
    "<sequenceFlow id='f3' sourceRef='f' targetRef='m'/><sequenceFlow id='f4' sourceRef='f' targetRef='sub'/>"
    "<sequenceFlow id='f5' sourceRef='a' targetRef='j'/><sequenceFlow id='f6' sourceRef='m' targetRef='j'/>"
    "<sequenceFlow id='f7' sourceRef='sub' targetRef='j'/><sequenceFlow id='f8' sourceRef='j' targetRef='c'/></process>"
    "<process id='q'><startEvent id='s4'/><userTask id='d'/><sequenceFlow id='z' sourceRef='s4' targetRef='d'/></process>"
    "</definitions>";

static struct flow *compiled(void)
{
    static struct flow *f;
    struct flow_source file = { STR("f.bpmn"), { process, sizeof process - 1 } };
    struct flow_report report;

    if (f == NULL && flow_compile(arena_new(0), &file, 1, STR(""), &f, &report) != OK)
        __builtin_trap();
    return f;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    xml_start();
    compiled();
    return 0;
}

/* A state that decodes must take any event without harm. The hash is put in, so that the fuzzer need not find it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct flow *f = compiled();
    struct arena *a = arena_new(65536);
    char *bytes = ARENA_ARRAY(a, size + 9, char);
    uint64_t hash = flow_hash(f);
    struct flow_state *s;
    struct flow_effects open, e;

    if (size < 2 || size > 4096) {
        arena_free(a);
        return 0;
    }
    bytes[0] = 1;
    for (size_t i = 0; i < 8; i++)
        bytes[1 + i] = (char)(hash >> (8 * i));
    for (size_t i = 1; i < size; i++)
        bytes[8 + i] = (char)data[i];
    if (flow_decode(a, NULL, (struct str){ bytes, size + 8 }, &s) == OK)
        flow_encode(a, s);
    if (flow_decode(a, f, (struct str){ bytes, size + 8 }, &s) == OK && flow_open(a, s, &open) == OK)
        for (size_t i = 0; i < open.count && i < 20; i++) {
            struct flow_event ev = { .kind = (enum flow_event_kind)((data[0] + i) % FLOW_EVENT_COUNT), .id = open.items[i].id,
                .element = data[0] % 30u, .how = (enum flow_how)(data[0] % 5), .who = 5, .name = open.items[i].text };
            struct flow_state *next;
            if (flow_step(a, f, s, 0, &ev, NULL, &e) == OK && flow_apply(a, f, s, &e, &next) == OK)
                s = next;
        }
    arena_free(a);
    return 0;
}
