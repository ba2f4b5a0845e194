/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <math.h>
#include <stdlib.h>

#include "flow/picture.h"

#define DI "http://www.omg.org/spec/BPMN/20100524/DI"

static const double FAR = 100000;       /* a diagram beyond this is a mistake, or hostile */

/* Values of attributes end in NUL. */
static double number(const struct xml *x, const char *name)
{
    struct str s = xml_attr(x, name);
    double n = s.len > 0 ? strtod(s.p, NULL) : 0;

    return isfinite(n) && n < FAR && n > -FAR ? n : 0;
}

static struct str local(struct str qname)
{
    struct str prefix, rest;

    return str_cut(qname, ':', &prefix, &rest) ? rest : qname;
}

static const struct xml *find_id(const struct xml *x, struct str id)
{
    const struct xml *hit = NULL;

    if (str_eq(xml_attr(x, "id"), id))
        return x;
    for (const struct xml *c = x->first; c != NULL && hit == NULL; c = c->next)
        hit = find_id(c, id);
    return hit;
}

static void read_strip(struct arena *a, const struct xml *root, const struct xml *shape, struct figure at, struct picture *out)
{
    const struct xml *x = find_id(root, local(xml_attr(shape, "bpmnElement")));

    if (x == NULL || !(str_is(x->name, "participant") || str_is(x->name, "lane")))
        return;
    out->strips = arena_grow(a, out->strips, out->strip_count, &out->strip_cap, sizeof *out->strips);
    out->strips[out->strip_count++] = (struct strip){ xml_attr(x, "name"), at.x, at.y, at.w, at.h,
                                                      str_is(xml_attr(shape, "isHorizontal"), "false") };
}

static bool read_label(const struct xml *x, struct point *out)
{
    const struct xml *label = xml_child(xml_child(x, DI, "BPMNLabel"), NULL, "Bounds");

    if (label != NULL)
        *out = (struct point){ number(label, "x") + number(label, "width") / 2, number(label, "y") };
    return label != NULL;
}

static void read_shape(struct arena *a, const struct flow *f, const struct xml *root, const struct xml *shape,
                       struct picture *out)
{
    const struct xml *bounds = xml_child(shape, NULL, "Bounds");
    uint32_t i = flow_find(f, local(xml_attr(shape, "bpmnElement")));
    struct figure fig = { .there = true, .x = number(bounds, "x"), .y = number(bounds, "y"),
        .w = fmax(number(bounds, "width"), 4), .h = fmax(number(bounds, "height"), 4) };

    if (bounds == NULL)
        return;
    if (i == 0) {
        read_strip(a, root, shape, fig, out);
        return;
    }
    fig.has_label = read_label(shape, &fig.label);
    fig.closed = f->nodes[i].kind == NODE_CALL || str_is(xml_attr(shape, "isExpanded"), "false");
    out->figures[i] = fig;
}

static void read_edge(struct arena *a, const struct flow *f, const struct xml *edge, struct picture *out)
{
    uint32_t i = flow_find(f, local(xml_attr(edge, "bpmnElement")));
    struct track t = { .points = NULL };
    size_t cap = 0;

    if (i == 0 || f->nodes[i].kind != NODE_FLOW)
        return;
    for (const struct xml *p = xml_child(edge, NULL, "waypoint"); p != NULL; p = xml_next(p, NULL, "waypoint")) {
        t.points = arena_grow(a, t.points, t.count, &cap, sizeof *t.points);
        t.points[t.count++] = (struct point){ number(p, "x"), number(p, "y") };
    }
    t.has_label = read_label(edge, &t.label);
    out->tracks[i] = t;
}

static void read_plane(struct arena *a, const struct flow *f, const struct xml *root, const struct xml *plane,
                       struct picture *out)
{
    for (const struct xml *x = plane->first; x != NULL; x = x->next) {
        if (xml_is(x, DI, "BPMNShape"))
            read_shape(a, f, root, x, out);
        else if (xml_is(x, DI, "BPMNEdge"))
            read_edge(a, f, x, out);
    }
}

/* A plane of its own for what a closed sub-process hides; or none at all. */
static bool is_inside(const struct flow *f, const struct xml *plane)
{
    uint32_t i = plane != NULL ? flow_find(f, local(xml_attr(plane, "bpmnElement"))) : 0;

    return plane == NULL || f->nodes[i].kind == NODE_SUB || f->nodes[i].kind == NODE_EVENT_SUB;
}

/* A diagram counts when every node of the process itself has its place. */
static bool is_whole(const struct flow *f, const struct picture *p)
{
    const struct box *box = &f->boxes[1];

    for (uint32_t i = box->first; i < box->first + box->nodes; i++)
        if (!p->figures[i].there)
            return false;
    return box->nodes > 0;
}

bool diagram_read(struct arena *a, const struct flow *f, struct picture *out)
{
    const struct xml *root = f->documents[f->boxes[1].file];

    *out = (struct picture){ .figures = ARENA_ARRAY(a, f->count + 1, struct figure),
                             .tracks = ARENA_ARRAY(a, f->count + 1, struct track) };
    for (const struct xml *d = xml_child(root, DI, "BPMNDiagram"); d != NULL; d = xml_next(d, DI, "BPMNDiagram"))
        if (!is_inside(f, xml_child(d, DI, "BPMNPlane")))
            read_plane(a, f, root, xml_child(d, DI, "BPMNPlane"), out);
    return is_whole(f, out);
}
