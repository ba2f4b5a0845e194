/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <stdlib.h>

#include "flow/read.h"

enum refusal { TAKEN, REFUSED };
struct kind_row { const char *name; enum node_kind kind; enum refusal refused; };

static const struct kind_row kinds[] = {
    { "startEvent", NODE_START, TAKEN },
    { "endEvent", NODE_END, TAKEN },
    { "task", NODE_TASK, TAKEN },
    { "userTask", NODE_USER, TAKEN },
    { "manualTask", NODE_MANUAL, TAKEN },
    { "serviceTask", NODE_SERVICE, TAKEN },
    { "sendTask", NODE_SEND, TAKEN },
    { "receiveTask", NODE_RECEIVE, TAKEN },
    { "scriptTask", NODE_SCRIPT, TAKEN },
    { "businessRuleTask", NODE_RULE, TAKEN },
    { "exclusiveGateway", NODE_EXCLUSIVE, TAKEN },
    { "parallelGateway", NODE_PARALLEL, TAKEN },
    { "inclusiveGateway", NODE_INCLUSIVE, TAKEN },
    { "eventBasedGateway", NODE_EVENT_BASED, TAKEN },
    { "intermediateCatchEvent", NODE_CATCH, TAKEN },
    { "intermediateThrowEvent", NODE_THROW, TAKEN },
    { "boundaryEvent", NODE_BOUNDARY, TAKEN },
    { "subProcess", NODE_SUB, TAKEN },
    { "callActivity", NODE_CALL, TAKEN },
    { "complexGateway", NODE_NONE, REFUSED },
    { "transaction", NODE_NONE, REFUSED },
    { "adHocSubProcess", NODE_NONE, REFUSED },
    { "implicitThrowEvent", NODE_NONE, REFUSED },
    { "subChoreography", NODE_NONE, REFUSED },
    { "callChoreography", NODE_NONE, REFUSED },
    { "choreographyTask", NODE_NONE, REFUSED },
};

static const struct kind_row *kind_of(const struct xml *x)
{
    for (size_t i = 0; str_is(x->ns, BPMN_NAMESPACE) && i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(x->name, kinds[i].name))
            return &kinds[i];
    return NULL;
}

static uint32_t add_element(struct reader *r, enum node_kind kind, uint32_t box, const struct xml *x)
{
    struct flow *f = r->flow;
    uint32_t i = f->count + 1;
    uint32_t file = f->boxes[box].file;

    f->nodes = arena_grow(r->arena, f->nodes, i, &r->node_cap, sizeof *f->nodes);
    f->elements = arena_grow(r->arena, f->elements, i, &r->element_cap, sizeof *f->elements);
    f->nodes[i] = (struct node){ .kind = kind, .box = box, .xml = x, .interrupting = true };
    f->elements[i] = (struct flow_element){
        .id = xml_attr(x, "id"), .name = xml_attr(x, "name"), .kind = x->name, .file = f->files[file].name,
        .line = x->line, .inside = f->boxes[box].element, .more = detail_more(r->arena, x) };
    f->elements[i].post = val_str(f->elements[i].more, "post");
    if (f->elements[i].id.len == 0 && kind != NODE_FLOW)
        f->elements[i].id = arena_printf(r->arena, "%.*s-%d", STR_ARG(x->name), x->line);
    f->count = i;
    return i;
}

static uint32_t add_box(struct reader *r, const struct xml *x, uint32_t file, uint32_t element)
{
    struct flow *f = r->flow;
    uint32_t b = f->box_count + 1;

    f->boxes = arena_grow(r->arena, f->boxes, b, &r->box_cap, sizeof *f->boxes);
    f->boxes[b] = (struct box){ .element = element, .xml = x, .file = file };
    f->box_count = b;
    return b;
}

static uint32_t process_box(struct reader *r, const struct xml *x, uint32_t file)
{
    uint32_t b;

    for (b = 1; b <= r->flow->box_count; b++)
        if (r->flow->boxes[b].xml == x)
            return b;
    b = add_box(r, x, file, 0);
    r->flow->boxes[b].element = add_element(r, NODE_PROCESS, b, x);
    r->flow->elements[r->flow->count].inside = 0;
    return b;
}

static const struct xml *find_process(const struct reader *r, struct str id, uint32_t *file)
{
    for (*file = 0; *file < r->flow->file_count; ++*file) {
        const struct xml *x = read_known(r, *file, id);
        if (xml_is(x, BPMN_NAMESPACE, "process"))
            return x;
    }
    return NULL;
}

/* A call of a global task is that task. */
static bool is_global_task(struct reader *r, uint32_t i, struct str called)
{
    static const struct { const char *name; enum node_kind kind; } kinds_of[] = {
        { "globalTask", NODE_TASK }, { "globalUserTask", NODE_USER }, { "globalManualTask", NODE_MANUAL } };
    const struct xml *x = called.len > 0 ? read_known(r, r->flow->boxes[r->flow->nodes[i].box].file, called) : NULL;

    for (size_t k = 0; k < sizeof kinds_of / sizeof *kinds_of; k++)
        if (xml_is(x, BPMN_NAMESPACE, kinds_of[k].name)) {
            r->flow->nodes[i].kind = kinds_of[k].kind;
            return true;
        }
    return false;
}

static void open_call(struct reader *r, uint32_t i)
{
    struct str called = xml_attr(r->flow->nodes[i].xml, "calledElement");
    uint32_t file;
    const struct xml *x;

    if (called.len == 0)
        called = xml_attr(xml_child(xml_child(r->flow->nodes[i].xml, BPMN_NAMESPACE, "extensionElements"), NULL,
                                    "calledElement"), "processId");
    if (is_global_task(r, i, called))
        return;
    x = find_process(r, called, &file);
    if (x == NULL && called.len == 0)
        read_finding(r, i, true, "call.unknown", STR("calledElement names no process"));
    else if (x == NULL)
        read_finding(r, i, true, "call.unknown", arena_printf(r->arena, "no process \"%.*s\" in the files given",
                                                              STR_ARG(called)));
    else {
        uint32_t body = process_box(r, x, file);
        r->flow->nodes[i].body = body;
    }
}

static void add_node(struct reader *r, uint32_t box, const struct xml *x)
{
    const struct kind_row *row = kind_of(x);
    uint32_t i;

    if (row == NULL)
        return;
    i = add_element(r, row->kind, box, x);
    if (row->refused == REFUSED)
        read_finding(r, i, true, "element.unsupported",
                     arena_printf(r->arena, "%.*s is not supported", STR_ARG(x->name)));
    if (row->kind == NODE_SUB && str_is(xml_attr(x, "triggeredByEvent"), "true"))
        r->flow->nodes[i].kind = NODE_EVENT_SUB;
}

/* Called processes and sub-processes get boxes only after the numbers of this box are given. */
static void number_box(struct reader *r, uint32_t b)
{
    struct flow *f = r->flow;
    const struct xml *x = f->boxes[b].xml;
    uint32_t first = f->count + 1, nodes;

    for (const struct xml *c = x->first; c != NULL && f->count < FLOW_ELEMENTS_MAX; c = c->next)
        add_node(r, b, c);
    nodes = f->count + 1 - first;
    for (const struct xml *c = xml_child(x, BPMN_NAMESPACE, "sequenceFlow"); c != NULL && f->count < FLOW_ELEMENTS_MAX;
         c = xml_next(c, BPMN_NAMESPACE, "sequenceFlow"))
        add_element(r, NODE_FLOW, b, c);
    f->boxes[b].first = first;
    f->boxes[b].nodes = nodes;
    f->boxes[b].flows = f->count + 1 - first - nodes;
    for (uint32_t i = first; i < first + nodes; i++) {
        if (f->nodes[i].kind == NODE_SUB || f->nodes[i].kind == NODE_EVENT_SUB)
            f->nodes[i].body = add_box(r, f->nodes[i].xml, f->boxes[b].file, i);
        else if (f->nodes[i].kind == NODE_CALL)
            open_call(r, i);
    }
}

struct id_at { struct str id; uint32_t element; };

static int by_id(const void *l, const void *r)
{
    return str_cmp(((const struct id_at *)l)->id, ((const struct id_at *)r)->id);
}

static struct id_at *sort_ids(struct arena *a, const struct flow *f, uint32_t first, uint32_t count)
{
    struct id_at *ids = ARENA_ARRAY(a, count, struct id_at);

    for (uint32_t i = 0; i < count; i++)
        ids[i] = (struct id_at){ f->elements[first + i].id, first + i };
    if (count > 0)
        qsort(ids, count, sizeof *ids, by_id);
    return ids;
}

static uint32_t find_id(const struct id_at *ids, uint32_t count, struct str id)
{
    struct id_at wanted = { read_local(id), 0 };
    const struct id_at *hit = count > 0 ? bsearch(&wanted, ids, count, sizeof *ids, by_id) : NULL;

    return hit != NULL ? hit->element : 0;
}

static uint32_t node_named(struct reader *r, uint32_t i, const struct id_at *ids, uint32_t count, const char *attr,
                           const char *rule)
{
    struct str id = xml_attr(r->flow->nodes[i].xml, attr);
    uint32_t found = find_id(ids, count, id);

    if (found == 0)
        read_finding(r, i, true, rule, arena_printf(r->arena, "%s \"%.*s\" is no element of the same process",
                                                    attr, STR_ARG(id)));
    return found;
}

static void resolve_box(struct reader *r, uint32_t b)
{
    struct flow *f = r->flow;
    const struct box *box = &f->boxes[b];
    struct id_at *ids = sort_ids(r->arena, f, box->first, box->nodes);
    struct id_at *flows = sort_ids(r->arena, f, box->first + box->nodes, box->flows);

    for (uint32_t i = box->first + box->nodes; i < box->first + box->nodes + box->flows; i++) {
        f->nodes[i].from = node_named(r, i, ids, box->nodes, "sourceRef", "flow.source");
        f->nodes[i].to = node_named(r, i, ids, box->nodes, "targetRef", "flow.target");
    }
    for (uint32_t i = box->first; i < box->first + box->nodes; i++) {
        if (xml_attr(f->nodes[i].xml, "default").len > 0)
            f->nodes[i].usual = node_named(r, i, flows, box->flows, "default", "flow.default");
        if (f->nodes[i].kind == NODE_BOUNDARY)
            f->nodes[i].host = node_named(r, i, ids, box->nodes, "attachedToRef", "boundary.host");
    }
}

static void push_link(struct reader *r, struct slice *s, uint32_t element)
{
    struct flow *f = r->flow;

    f->links = arena_grow(r->arena, f->links, f->link_count, &r->link_cap, sizeof *f->links);
    if (s->count == 0)
        s->at = (uint32_t)f->link_count;
    f->links[f->link_count++] = element;
    s->count++;
}

/* Slices must be consecutive, so each kind of link is laid down in the order of its owners. */
struct ends { uint32_t owner, element; };

static int by_owner(const void *l, const void *r)
{
    const struct ends *a = l, *b = r;

    if (a->owner != b->owner)
        return a->owner < b->owner ? -1 : 1;
    return a->element < b->element ? -1 : a->element > b->element;
}

static void link_all(struct reader *r, struct ends *ends, size_t count, size_t slice_offset)
{
    if (count > 0)
        qsort(ends, count, sizeof *ends, by_owner);
    for (size_t i = 0; i < count; i++)
        push_link(r, (struct slice *)((char *)&r->flow->nodes[ends[i].owner] + slice_offset), ends[i].element);
}

static void link_flows(struct reader *r)
{
    struct flow *f = r->flow;
    struct ends *in = ARENA_ARRAY(r->arena, f->count, struct ends), *out = ARENA_ARRAY(r->arena, f->count, struct ends);
    struct ends *edge = ARENA_ARRAY(r->arena, f->count, struct ends);
    size_t flows = 0, edges = 0;

    for (uint32_t i = 1; i <= f->count; i++) {
        if (f->nodes[i].kind == NODE_FLOW && f->nodes[i].from > 0 && f->nodes[i].to > 0) {
            in[flows] = (struct ends){ f->nodes[i].to, i };
            out[flows++] = (struct ends){ f->nodes[i].from, i };
        } else if (f->nodes[i].kind == NODE_BOUNDARY && f->nodes[i].host > 0)
            edge[edges++] = (struct ends){ f->nodes[i].host, i };
    }
    link_all(r, in, flows, offsetof(struct node, in));
    link_all(r, out, flows, offsetof(struct node, out));
    link_all(r, edge, edges, offsetof(struct node, edges));
}

static void find_starts(struct reader *r, uint32_t b)
{
    struct flow *f = r->flow;
    struct box *box = &f->boxes[b];

    for (uint32_t i = box->first; i < box->first + box->nodes; i++)
        if (f->nodes[i].kind == NODE_START)
            push_link(r, &box->starts, i);
    for (uint32_t i = box->first; i < box->first + box->nodes; i++)
        if (f->nodes[i].kind == NODE_EVENT_SUB)
            push_link(r, &box->event_subs, i);
    for (uint32_t k = 0; k < box->starts.count; k++) {
        uint32_t i = f->links[box->starts.at + k];
        if (box->start == 0 || (f->nodes[box->start].trigger != ON_NONE && f->nodes[i].trigger == ON_NONE))
            box->start = i;
    }
}

static bool without_way_in(const struct flow *f, uint32_t i)
{
    const struct node *n = &f->nodes[i];
    bool linked = n->kind == NODE_CATCH && n->trigger == ON_LINK;

    return n->in.count == 0 && n->kind != NODE_START && n->kind != NODE_BOUNDARY && n->kind != NODE_EVENT_SUB
        && !n->for_compensation && !linked;
}

/* BPMN 13.2.1: what has no way in starts with the process. Without a start event the first such node is it. */
static void check_start(struct reader *r, uint32_t b)
{
    struct flow *f = r->flow;
    struct box *box = &f->boxes[b];

    for (uint32_t i = box->first; box->start == 0 && i < box->first + box->nodes; i++)
        if (without_way_in(f, i) && f->nodes[i].kind != NODE_NONE)
            box->start = i;
    if (box->start == 0 && !(box->nodes == 0 && f->nodes[box->element].kind == NODE_SUB))
        read_finding(r, box->element, true, "start.missing", STR("nothing to start with"));
}

static void read_lanes(struct reader *r, uint32_t b, const struct xml *set)
{
    struct flow *f = r->flow;
    struct id_at *ids = sort_ids(r->arena, f, f->boxes[b].first, f->boxes[b].nodes);

    for (const struct xml *lane = xml_child(set, BPMN_NAMESPACE, "lane"); lane != NULL;
         lane = xml_next(lane, BPMN_NAMESPACE, "lane")) {
        struct str post = xml_attr_ns(lane, FLOW_NAMESPACE, "post");
        if (post.len == 0)
            post = xml_attr(lane, "name");
        for (const struct xml *ref = xml_child(lane, BPMN_NAMESPACE, "flowNodeRef"); ref != NULL;
             ref = xml_next(ref, BPMN_NAMESPACE, "flowNodeRef")) {
            uint32_t i = find_id(ids, f->boxes[b].nodes, ref->text);
            if (i > 0 && f->elements[i].post.len == 0)
                f->elements[i].post = post;
        }
        read_lanes(r, b, xml_child(lane, BPMN_NAMESPACE, "childLaneSet"));
    }
}

/* A lane of the box around counts for what stands in a sub-process without lanes. */
static void inherit_posts(struct flow *f)
{
    for (uint32_t i = 1; i <= f->count; i++) {
        struct flow_element *e = &f->elements[i];
        if (e->post.len == 0 && e->inside > 0 && node_is_activity(f->nodes[i].kind))
            e->post = f->elements[e->inside].post;
    }
}

/* Depth-first over boxes: 1 on the way, 2 done. */
static bool calls_itself(const struct flow *f, uint32_t b, uint8_t *seen)
{
    const struct box *box = &f->boxes[b];

    if (seen[b] != 0)
        return seen[b] == 1;
    seen[b] = 1;
    for (uint32_t i = box->first; i < box->first + box->nodes; i++)
        if (f->nodes[i].body > 0 && calls_itself(f, f->nodes[i].body, seen))
            return true;
    seen[b] = 2;
    return false;
}

static const struct xml *first_process(const struct reader *r, bool executable, uint32_t *file)
{
    for (*file = 0; *file < r->flow->file_count; ++*file) {
        const struct xml *x = xml_child(r->flow->documents[*file], BPMN_NAMESPACE, "process");
        while (x != NULL && executable && !str_is(xml_attr(x, "isExecutable"), "true"))
            x = xml_next(x, BPMN_NAMESPACE, "process");
        if (x != NULL)
            return x;
    }
    return NULL;
}

static const struct xml *choose_process(struct reader *r, struct str process, uint32_t *file)
{
    const struct xml *x;

    if (process.len > 0)
        return find_process(r, process, file);
    x = first_process(r, true, file);
    return x != NULL ? x : first_process(r, false, file);
}

static uint64_t hash_of(const struct flow *f)
{
    uint64_t hash = str_hash(f->process);

    for (size_t i = 0; i < f->file_count; i++)
        hash = (hash ^ str_hash(f->files[i].bytes)) * UINT64_C(1099511628211) + i;
    return hash;
}

static enum err build(struct reader *r, const struct xml *process, uint32_t file)
{
    struct flow *f = r->flow;
    uint32_t main_box = process_box(r, process, file);

    f->process = f->elements[f->boxes[main_box].element].id;
    for (uint32_t b = 1; b <= f->box_count; b++)
        number_box(r, b);
    if (f->count >= FLOW_ELEMENTS_MAX)
        return ERR_LIMIT;
    for (uint32_t b = 1; b <= f->box_count; b++)
        resolve_box(r, b);
    link_flows(r);
    for (uint32_t i = 1; i <= f->count; i++)
        detail_read(r, i);
    for (uint32_t b = 1; b <= f->box_count; b++) {
        find_starts(r, b);
        check_start(r, b);
        for (const struct xml *set = xml_child(f->boxes[b].xml, BPMN_NAMESPACE, "laneSet"); set != NULL;
             set = xml_next(set, BPMN_NAMESPACE, "laneSet"))
            read_lanes(r, b, set);
    }
    inherit_posts(f);
    if (calls_itself(f, 1, ARENA_ARRAY(r->arena, f->box_count + 1, uint8_t)))
        read_finding(r, f->boxes[1].element, true, "call.cycle", STR("a call activity calls its own process again"));
    f->hash = hash_of(f);
    f->hash_text = arena_printf(r->arena, "%016llx", (unsigned long long)f->hash);
    return OK;
}

static void finish(struct arena *a, struct flow *f)
{
    struct id_at *ids = sort_ids(a, f, 1, f->count);

    f->by_id = ARENA_ARRAY(a, f->count, uint32_t);
    for (uint32_t i = 0; i < f->count; i++)
        f->by_id[i] = ids[i].element;
    graph_build(a, f);
}

enum err flow_compile(struct arena *a, const struct flow_source *files, size_t count, struct str process,
                      struct flow **out, struct flow_report *report)
{
    struct reader r = { .arena = a, .flow = ARENA_NEW(a, struct flow), .report = report };
    const struct xml *x;
    uint32_t file;

    report->items = NULL;
    report->count = 0;
    if (count > FLOW_FILES_MAX)
        return ERR_LIMIT;
    if (count == 0)
        return ERR_INVALID;
    read_files(&r, files, count);
    rule_read_models(&r);
    x = choose_process(&r, process, &file);
    if (x == NULL && r.fatal == 0)
        read_finding_at(&r, 0, NULL, "process.missing", STR("no such process in the files given"));
    if (x == NULL || r.fatal > 0)
        return ERR_INVALID;
    TRY(build(&r, x, file));
    if (r.fatal > 0)
        return ERR_INVALID;
    finish(a, r.flow);
    *out = r.flow;
    return OK;
}

const struct flow_element *flow_element(const struct flow *f, uint32_t element)
{
    return element >= 1 && element <= f->count ? &f->elements[element] : NULL;
}

uint32_t flow_elements(const struct flow *f)
{
    return f->count;
}

uint32_t flow_find(const struct flow *f, struct str id)
{
    uint32_t low = 0, high = f->count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = str_cmp(f->elements[f->by_id[mid]].id, id);
        if (order == 0)
            return f->by_id[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

struct str flow_process(const struct flow *f)
{
    return f->process;
}

uint64_t flow_hash(const struct flow *f)
{
    return f->hash;
}

static bool has_nodes(const struct xml *process)
{
    for (const struct xml *x = process->first; x != NULL; x = x->next)
        if (kind_of(x) != NULL)
            return true;
    return false;
}

size_t flow_processes(struct arena *a, struct str bytes, struct str *out, size_t max)
{
    size_t count = 0;
    struct xml *root;

    if (xml_read(a, bytes, &root, NULL) != OK)
        return 0;
    for (const struct xml *x = xml_child(root, BPMN_NAMESPACE, "process"); x != NULL;
         x = xml_next(x, BPMN_NAMESPACE, "process")) {
        if (!has_nodes(x))
            continue;
        if (count < max)
            out[count] = xml_attr(x, "id");
        count++;
    }
    return count;
}
