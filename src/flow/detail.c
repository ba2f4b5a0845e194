/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/read.h"

static const char *const trigger_names[TRIGGER_COUNT] = {
    [ON_TIMER] = "timerEventDefinition", [ON_MESSAGE] = "messageEventDefinition",
    [ON_SIGNAL] = "signalEventDefinition", [ON_CONDITION] = "conditionalEventDefinition",
    [ON_ERROR] = "errorEventDefinition", [ON_ESCALATION] = "escalationEventDefinition",
    [ON_LINK] = "linkEventDefinition", [ON_COMPENSATION] = "compensateEventDefinition",
    [ON_TERMINATE] = "terminateEventDefinition",
};

enum {
    WAITED = 1 << ON_TIMER | 1 << ON_MESSAGE | 1 << ON_SIGNAL | 1 << ON_CONDITION,
    THROWN = 1 << ON_NONE | 1 << ON_MESSAGE | 1 << ON_SIGNAL | 1 << ON_ESCALATION | 1 << ON_COMPENSATION,
    STARTED = 1 << ON_NONE | WAITED
};

/* BPMN 2.0.2 table 10.93: which trigger may stand on which event. */
static const unsigned allowed[NODE_KIND_COUNT] = {
    [NODE_START] = STARTED | 1 << ON_ERROR | 1 << ON_ESCALATION | 1 << ON_COMPENSATION,
    [NODE_END] = THROWN | 1 << ON_ERROR | 1 << ON_TERMINATE,
    [NODE_CATCH] = WAITED | 1 << ON_LINK,
    [NODE_THROW] = THROWN | 1 << ON_LINK,
    [NODE_BOUNDARY] = WAITED | 1 << ON_ERROR | 1 << ON_ESCALATION | 1 << ON_COMPENSATION,
};

static const struct xml *child(const struct xml *x, const char *name)
{
    return xml_child(x, BPMN_NAMESPACE, name);
}

static struct str child_text(const struct xml *x, const char *name)
{
    const struct xml *c = child(x, name);

    return c != NULL ? str_trim(c->text) : STR("");
}

/* Vendors put the same few attributes under namespaces of their own; ours goes first. */
static struct str any_attr(const struct xml *x, const char *name)
{
    struct str own = xml_attr_ns(x, FLOW_NAMESPACE, name);

    for (size_t i = 0; own.len == 0 && x != NULL && i < x->attr_count; i++)
        if (str_is(x->attrs[i].name, name))
            return x->attrs[i].value;
    return own;
}

static const struct xml *extension(const struct xml *x, const char *name)
{
    return xml_child(child(x, "extensionElements"), NULL, name);
}

static struct val *attrs_of(struct arena *a, const struct xml *x, const char *ns)
{
    struct val *map = val_map(a);

    for (size_t i = 0; i < x->attr_count; i++)
        if (str_is(x->attrs[i].ns, ns))
            val_put(a, map, x->attrs[i].name, val_text(a, x->attrs[i].value));
    map->line = x->line;
    return map;
}

struct val *detail_more(struct arena *a, const struct xml *x)
{
    struct val *more = attrs_of(a, x, FLOW_NAMESPACE);
    const struct xml *inside = child(x, "extensionElements");

    for (const struct xml *c = inside != NULL ? inside->first : NULL; c != NULL; c = c->next) {
        struct val *list, *item;
        if (!str_is(c->ns, FLOW_NAMESPACE))
            continue;
        list = (struct val *)(uintptr_t)val_find(more, c->name);
        if (list == NULL || list->kind != VAL_LIST) {
            list = val_list(a);
            val_put(a, more, c->name, list);
        }
        item = attrs_of(a, c, "");
        if (str_trim(c->text).len > 0)
            val_set_str(a, item, "text", str_trim(c->text));
        val_push(a, list, item);
    }
    return more;
}

const struct xml *detail_event(struct reader *r, uint32_t file, const struct xml *x, size_t *count)
{
    const struct xml *found = NULL;

    *count = 0;
    for (const struct xml *c = x->first; c != NULL; c = c->next) {
        bool by_reference = xml_is(c, BPMN_NAMESPACE, "eventDefinitionRef");
        if (!by_reference && !str_ends(c->name, STR("EventDefinition")))
            continue;
        ++*count;
        found = by_reference ? read_known(r, file, c->text) : c;
    }
    return found;
}

/* The name a message, signal, error or escalation goes by: attr of what ref points to, else ref itself. */
static struct str called(const struct reader *r, const struct node *n, const struct xml *def, const char *ref,
                         const char *attr)
{
    struct str id = xml_attr(def, ref);
    const struct xml *x = read_known(r, r->flow->boxes[n->box].file, id);
    struct str name = xml_attr(x, attr);

    if (name.len > 0 || id.len == 0)
        return name;
    return x != NULL && str_is(str_of(attr), "name") ? xml_attr(x, "id") : x != NULL ? STR("") : read_local(id);
}

static struct str or_own_name(const struct reader *r, uint32_t i, struct str name)
{
    const struct flow_element *e = &r->flow->elements[i];

    return name.len > 0 ? name : e->name.len > 0 ? e->name : e->id;
}

static void read_timer(struct reader *r, uint32_t i, const struct xml *def)
{
    struct node *n = &r->flow->nodes[i];
    struct str spec = child_text(def, "timeDuration");
    struct flow_timer timer;

    if (spec.len == 0)
        spec = child_text(def, "timeDate");
    if (spec.len == 0)
        spec = child_text(def, "timeCycle");
    if (spec.len == 0)
        read_finding(r, i, true, "timer.empty", STR("the timer says no date, duration or cycle"));
    n->text = spec;
    if (spec.len > 0 && flow_timer(spec, &timer) != OK)
        n->expr = read_feel(r, i, def, spec);
}

static uint32_t sibling(const struct reader *r, uint32_t b, struct str id)
{
    const struct box *box = &r->flow->boxes[b];

    for (uint32_t i = box->first; i < box->first + box->nodes; i++)
        if (str_eq(r->flow->elements[i].id, id))
            return i;
    return 0;
}

static void link_throw(struct reader *r, uint32_t i)
{
    struct node *n = &r->flow->nodes[i];
    const struct box *box = &r->flow->boxes[n->box];

    for (uint32_t k = box->first; k < box->first + box->nodes; k++) {
        const struct xml *def = child(r->flow->nodes[k].xml, "linkEventDefinition");
        if (r->flow->nodes[k].kind == NODE_CATCH && def != NULL && str_eq(xml_attr(def, "name"), n->text))
            n->jump = k;
    }
    if (n->jump == 0)
        read_finding(r, i, true, "link.catch", arena_printf(r->arena, "no link \"%.*s\" to go to", STR_ARG(n->text)));
}

/* The handler of a compensation boundary event is joined to it by an association. */
static void find_handler(struct reader *r, uint32_t i)
{
    struct node *n = &r->flow->nodes[i];
    struct str id = r->flow->elements[i].id;

    for (const struct xml *x = child(r->flow->boxes[n->box].xml, "association"); x != NULL;
         x = xml_next(x, BPMN_NAMESPACE, "association")) {
        if (str_eq(read_local(xml_attr(x, "sourceRef")), id))
            n->jump = sibling(r, n->box, read_local(xml_attr(x, "targetRef")));
        if (n->jump > 0)
            return;
    }
    if (n->out.count == 1)
        n->jump = r->flow->nodes[r->flow->links[n->out.at]].to;
    if (n->jump == 0)
        read_finding(r, i, true, "compensation.handler", STR("no activity is associated with this event"));
    else
        r->flow->nodes[n->jump].for_compensation = true;
}

/* BPMN 2.0.2, 10.7.1: an event sub-process may also undo what stands beside it. */
static uint32_t activity_in_reach(const struct reader *r, uint32_t b, struct str id)
{
    const struct flow *f = r->flow;
    uint32_t found = sibling(r, b, id);

    while (found == 0 && f->nodes[f->boxes[b].element].kind == NODE_EVENT_SUB) {
        b = f->nodes[f->boxes[b].element].box;
        found = sibling(r, b, id);
    }
    return node_is_activity(f->nodes[found].kind) ? found : 0;
}

static void read_compensation(struct reader *r, uint32_t i, const struct xml *def)
{
    struct node *n = &r->flow->nodes[i];
    struct str wanted = read_local(xml_attr(def, "activityRef"));

    n->aside = n->kind == NODE_THROW && str_is(xml_attr(def, "waitForCompletion"), "false");
    if (n->kind == NODE_BOUNDARY)
        find_handler(r, i);
    else if (n->kind != NODE_START && wanted.len > 0) {
        n->jump = activity_in_reach(r, n->box, wanted);
        if (n->jump == 0)
            read_finding(r, i, true, "compensation.activity",
                         STR("activityRef names no activity of the same level, or of the one around an event sub-process"));
    }
}

static void read_trigger(struct reader *r, uint32_t i, const struct xml *def)
{
    struct node *n = &r->flow->nodes[i];

    switch (n->trigger) {
    case ON_TIMER:        read_timer(r, i, def); break;
    case ON_MESSAGE:      n->text = or_own_name(r, i, called(r, n, def, "messageRef", "name")); break;
    case ON_SIGNAL:       n->text = or_own_name(r, i, called(r, n, def, "signalRef", "name")); break;
    case ON_ERROR:        n->text = called(r, n, def, "errorRef", "errorCode"); break;
    case ON_ESCALATION:   n->text = called(r, n, def, "escalationRef", "escalationCode"); break;
    case ON_CONDITION:    n->expr = read_feel(r, i, def, child_text(def, "condition")); break;
    case ON_LINK:         n->text = xml_attr(def, "name"); break;
    case ON_COMPENSATION: read_compensation(r, i, def); break;
    default: break;
    }
    if (n->kind == NODE_THROW && n->trigger == ON_LINK)
        link_throw(r, i);
    if (n->trigger == ON_CONDITION && n->expr == NULL && child_text(def, "condition").len == 0)
        read_finding(r, i, true, "condition.empty", STR("the event has no condition"));
}

static bool stands_in_sub_process(const struct reader *r, uint32_t event_box)
{
    const struct flow *f = r->flow;
    uint32_t around = f->nodes[f->boxes[event_box].element].box;

    return f->nodes[f->boxes[around].element].kind == NODE_SUB;
}

/* BPMN 2.0.2 10.5.2: a sub-process starts without a trigger, an event sub-process with one. */
static void check_start_trigger(struct reader *r, uint32_t i)
{
    const struct node *n = &r->flow->nodes[i];
    enum node_kind around = r->flow->nodes[r->flow->boxes[n->box].element].kind;

    if (around == NODE_EVENT_SUB && n->trigger == ON_NONE)
        read_finding(r, i, true, "start.trigger", STR("an event sub-process starts with a trigger"));
    if (around == NODE_EVENT_SUB && n->trigger == ON_COMPENSATION && !stands_in_sub_process(r, n->box))
        read_finding(r, i, true, "start.trigger",
                     STR("a compensation event sub-process stands in a sub-process: what it undoes is that sub-process"));
    if (around != NODE_EVENT_SUB && (n->trigger >= ON_ERROR || (around == NODE_SUB && n->trigger != ON_NONE)))
        read_finding(r, i, true, "start.trigger", STR("this trigger may only start an event sub-process"));
}

static void read_event(struct reader *r, uint32_t i)
{
    struct node *n = &r->flow->nodes[i];
    size_t count;
    const struct xml *def = detail_event(r, r->flow->boxes[n->box].file, n->xml, &count);

    n->interrupting = !str_is(xml_attr(n->xml, n->kind == NODE_BOUNDARY ? "cancelActivity" : "isInterrupting"), "false");
    if (count > 1) {
        read_finding(r, i, true, "event.multiple", STR("an event with several triggers is not "
            "supported: write one event for each, behind an event-based gateway or side by side on the border"));
        return;
    }
    for (int t = ON_TIMER; def != NULL && t < TRIGGER_COUNT; t++)
        if (str_is(def->name, trigger_names[t]))
            n->trigger = (enum trigger)t;
    if ((count == 1 && n->trigger == ON_NONE) || !(allowed[n->kind] >> n->trigger & 1)) {
        read_finding(r, i, true, "event.unsupported", arena_printf(r->arena, "%.*s cannot stand on this event",
                     STR_ARG(def != NULL ? def->name : STR("no trigger"))));
        return;
    }
    if (def != NULL)
        read_trigger(r, i, def);
    if (n->kind == NODE_START)
        check_start_trigger(r, i);
}

static struct str data_name(const struct reader *r, const struct node *n, struct str ref)
{
    struct str name = xml_attr(read_known(r, r->flow->boxes[n->box].file, ref), "name");

    return name.len > 0 ? name : read_local(ref);
}

static const struct feel_expr *collection_of(struct reader *r, uint32_t i, const struct xml *m, const struct xml *zeebe)
{
    struct str text = any_attr(zeebe, "inputCollection");

    if (text.len == 0)
        text = any_attr(m, "collection");
    if (text.len == 0 && child(m, "loopDataInputRef") != NULL)
        text = data_name(r, &r->flow->nodes[i], child_text(m, "loopDataInputRef"));
    return read_feel(r, i, m, text);
}

static struct multi *read_instances(struct reader *r, uint32_t i, const struct xml *m)
{
    struct multi *multi = ARENA_NEW(r->arena, struct multi);
    const struct xml *zeebe = extension(m, "loopCharacteristics");
    const struct xml *in = child(m, "inputDataItem"), *out = child(m, "outputDataItem");

    multi->sequential = str_is(xml_attr(m, "isSequential"), "true");
    multi->count = read_feel(r, i, m, child_text(m, "loopCardinality"));
    multi->items = collection_of(r, i, m, zeebe);
    multi->until = read_feel(r, i, m, child_text(m, "completionCondition"));
    multi->item_name = any_attr(zeebe, "inputElement");
    if (multi->item_name.len == 0)
        multi->item_name = in != NULL ? xml_attr(in, "name") : any_attr(m, "elementVariable");
    if (in != NULL && multi->item_name.len == 0)
        multi->item_name = xml_attr(in, "id");
    multi->out_name = any_attr(zeebe, "outputCollection");
    if (child(m, "loopDataOutputRef") != NULL)
        multi->out_name = data_name(r, &r->flow->nodes[i], child_text(m, "loopDataOutputRef"));
    multi->each_out = read_feel(r, i, m, out != NULL ? xml_attr(out, "name") : any_attr(zeebe, "outputElement"));
    if (multi->count == NULL && multi->items == NULL)
        read_finding(r, i, true, "multi.count", STR("neither a cardinality nor a collection says how many instances"));
    return multi;
}

static struct multi *read_loop(struct reader *r, uint32_t i, const struct xml *m)
{
    struct multi *multi = ARENA_NEW(r->arena, struct multi);
    int64_t max;

    multi->is_loop = multi->sequential = true;
    multi->test_before = str_is(xml_attr(m, "testBefore"), "true");
    multi->until = read_feel(r, i, m, child_text(m, "loopCondition"));
    if (str_int(xml_attr(m, "loopMaximum"), &max) == OK && max > 0 && max <= FLOW_INSTANCES_MAX)
        multi->max = (uint32_t)max;
    if (multi->until == NULL && multi->max == 0)
        read_finding(r, i, true, "loop.endless", STR("the loop has neither a condition nor a maximum"));
    return multi;
}

static void read_repeats(struct reader *r, uint32_t i)
{
    struct node *n = &r->flow->nodes[i];
    const struct xml *many = child(n->xml, "multiInstanceLoopCharacteristics");
    const struct xml *loop = child(n->xml, "standardLoopCharacteristics");

    if (many != NULL)
        n->multi = read_instances(r, i, many);
    else if (loop != NULL)
        n->multi = read_loop(r, i, loop);
    n->for_compensation |= str_is(xml_attr(n->xml, "isForCompensation"), "true");
}

static void add_copy(struct reader *r, struct copies *c, size_t *cap, struct str to, const struct feel_expr *expr)
{
    if (to.len == 0 || expr == NULL)
        return;
    c->items = arena_grow(r->arena, c->items, c->count, cap, sizeof *c->items);
    c->items[c->count++] = (struct copy_rule){ to, expr };
}

/* <bcc:in source="a" target="b"/>, camunda:in alike; source may be an expression; all="true" or variables="all". */
static void read_extension_copies(struct reader *r, uint32_t i, const char *kind, struct copies *c, size_t *cap)
{
    const struct xml *inside = child(r->flow->nodes[i].xml, "extensionElements");

    for (const struct xml *x = xml_child(inside, NULL, kind); x != NULL; x = xml_next(x, NULL, kind)) {
        struct str source = xml_attr(x, "source");
        c->all |= str_is(xml_attr(x, "variables"), "all") || str_is(xml_attr(x, "all"), "true");
        if (source.len == 0)
            source = xml_attr(x, "sourceExpression");
        add_copy(r, c, cap, xml_attr(x, "target"), read_feel(r, i, x, source));
    }
}

/* Data associations of the standard: assignments with from and to, else sourceRef copied to targetRef. */
static void read_associations(struct reader *r, uint32_t i, const char *kind, struct copies *c, size_t *cap)
{
    const struct node *n = &r->flow->nodes[i];

    for (const struct xml *x = child(n->xml, kind); x != NULL; x = xml_next(x, BPMN_NAMESPACE, kind)) {
        const struct xml *assign = child(x, "assignment");
        if (assign == NULL)
            add_copy(r, c, cap, data_name(r, n, child_text(x, "targetRef")),
                     read_feel(r, i, x, data_name(r, n, child_text(x, "sourceRef"))));
        for (; assign != NULL; assign = xml_next(assign, BPMN_NAMESPACE, "assignment"))
            add_copy(r, c, cap, data_name(r, n, child_text(assign, "to")),
                     read_feel(r, i, assign, child_text(assign, "from")));
    }
}

static void read_call_data(struct reader *r, uint32_t i)
{
    struct node *n = &r->flow->nodes[i];
    size_t in_cap = 0, out_cap = 0;

    read_extension_copies(r, i, "in", &n->data_in, &in_cap);
    read_extension_copies(r, i, "out", &n->data_out, &out_cap);
    read_associations(r, i, "dataInputAssociation", &n->data_in, &in_cap);
    read_associations(r, i, "dataOutputAssociation", &n->data_out, &out_cap);
}

static bool is_feel(struct str format)
{
    return format.len == 0 || str_ends(format, STR("feel")) || str_ends(format, STR("FEEL"))
        || str_find(format, STR("/FEEL/")) >= 0;
}

static void read_script(struct reader *r, uint32_t i)
{
    struct node *n = &r->flow->nodes[i];
    const struct xml *zeebe = extension(n->xml, "script");
    struct str format = xml_attr(n->xml, "scriptFormat");

    n->text = child_text(n->xml, "script");
    n->result = any_attr(n->xml, "resultVariable");
    if (zeebe != NULL && n->text.len == 0) {
        n->text = any_attr(zeebe, "expression");
        n->result = any_attr(zeebe, "resultVariable");
    }
    n->foreign = !is_feel(format);
    if (n->foreign)
        read_finding(r, i, false, "script.language", arena_printf(r->arena, "a script in \"%.*s\" is not run; write FEEL",
                                                                  STR_ARG(format)));
    else
        n->expr = read_feel(r, i, child(n->xml, "script") != NULL ? child(n->xml, "script") : n->xml, n->text);
}

static void read_rule(struct reader *r, uint32_t i)
{
    struct node *n = &r->flow->nodes[i];
    const struct xml *zeebe = extension(n->xml, "calledDecision");

    n->text = any_attr(n->xml, "decision");
    if (n->text.len == 0)
        n->text = any_attr(n->xml, "decisionRef");
    n->result = any_attr(n->xml, "result");
    if (n->result.len == 0)
        n->result = any_attr(n->xml, "resultVariable");
    if (n->text.len == 0 && zeebe != NULL) {
        n->text = any_attr(zeebe, "decisionId");
        n->result = any_attr(zeebe, "resultVariable");
    }
    rule_bind(r, i);
}

/* BPMN 2.0.2, 10.6.6: behind an event-based gateway something is waited for. */
static bool can_be_waited_for(const struct node *n)
{
    return n->kind == NODE_RECEIVE || (n->kind == NODE_CATCH && (WAITED >> n->trigger & 1));
}

/* The nodes of a box have lower numbers than its flows, so they are read already. */
static void read_flow(struct reader *r, uint32_t i)
{
    struct node *n = &r->flow->nodes[i];
    const struct xml *condition = child(n->xml, "conditionExpression");

    if (condition != NULL)
        n->expr = read_feel(r, i, condition, condition->text);
    if (n->from > 0 && n->to > 0 && r->flow->nodes[n->to].kind == NODE_START)
        read_finding(r, i, true, "flow.target", STR("a start event has no way in"));
    if (n->from > 0 && r->flow->nodes[n->from].kind == NODE_END)
        read_finding(r, i, true, "flow.source", STR("an end event has no way out"));
    if (n->from > 0 && n->to > 0 && r->flow->nodes[n->from].kind == NODE_EVENT_BASED
        && !can_be_waited_for(&r->flow->nodes[n->to]))
        read_finding(r, i, true, "gateway.event", STR("behind an event-based gateway only an event can be waited for"));
}

void detail_read(struct reader *r, uint32_t i)
{
    struct node *n = &r->flow->nodes[i];

    switch (n->kind) {
    case NODE_FLOW: read_flow(r, i); break;
    case NODE_START: case NODE_END: case NODE_CATCH: case NODE_THROW: case NODE_BOUNDARY: read_event(r, i); break;
    case NODE_SEND: case NODE_RECEIVE:
        n->text = or_own_name(r, i, called(r, n, n->xml, "messageRef", "name"));
        break;
    case NODE_SCRIPT: read_script(r, i); break;
    case NODE_RULE: read_rule(r, i); break;
    case NODE_CALL: read_call_data(r, i); break;
    default: break;
    }
    if (node_is_activity(n->kind))
        read_repeats(r, i);
}
