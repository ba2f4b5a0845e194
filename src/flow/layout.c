/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * A picture for files without one: columns by the longest way from the start, rows near those before; ways back run
 * below.  A sub-process is laid out first and takes the room its inside needs; called processes are drawn closed.
 */
#include <math.h>

#include "flow/picture.h"

static const double GAP_X = 50, GAP_Y = 30, PAD = 24, TITLE = 22, BACK = 30, ORIGIN = 60;

struct plan {
    const struct flow *flow;
    const struct box  *box;
    struct net         net;
    uint32_t          *column;
    double            *row;
    uint8_t           *seen;
    uint32_t          *order, ordered;      /* after all that come behind it */
    double            *x_at;                /* where each column begins      */
};

/* Depth first without recursion; an arc to a node still on the way is a way back. */
static void visit(struct arena *a, struct plan *p, uint32_t start)
{
    uint32_t *stack = ARENA_ARRAY(a, p->net.n + 1, uint32_t), *at = ARENA_ARRAY(a, p->net.n + 1, uint32_t), top = 0;

    if (p->seen[start] != 0)
        return;
    stack[top++] = start;
    p->seen[start] = 1;
    at[start] = p->net.succ_at[start];
    while (top > 0) {
        uint32_t x = stack[top - 1];
        if (at[x] == p->net.succ_at[x + 1]) {
            p->seen[x] = 2;
            p->order[p->ordered++] = x;
            top--;
        } else if (p->seen[p->net.succ[at[x]++]] == 0) {
            uint32_t y = p->net.succ[at[x] - 1];
            p->seen[y] = 1;
            at[y] = p->net.succ_at[y];
            stack[top++] = y;
        }
    }
}

static uint32_t *positions(struct arena *a, const struct plan *p)
{
    uint32_t *at = ARENA_ARRAY(a, p->net.n, uint32_t);

    for (uint32_t k = 0; k < p->ordered; k++)
        at[p->order[k]] = k;
    return at;
}

static bool is_boundary(const struct plan *p, uint32_t x)
{
    return p->flow->nodes[p->box->first + x].kind == NODE_BOUNDARY;
}

static void place_columns(struct arena *a, struct plan *p)
{
    const uint32_t *at = positions(a, p);

    for (uint32_t k = p->ordered; k-- > 0;) {
        uint32_t x = p->order[k];
        for (uint32_t m = p->net.succ_at[x]; m < p->net.succ_at[x + 1]; m++) {
            uint32_t y = p->net.succ[m], wanted = p->column[x] + (is_boundary(p, y) ? 0 : 1);
            if (at[y] < k && p->column[y] < wanted)
                p->column[y] = wanted;
        }
    }
}

static double row_wished(const struct plan *p, const uint32_t *at, uint32_t x, uint32_t k)
{
    double sum = 0;
    uint32_t n = 0;

    for (uint32_t m = p->net.pred_at[x]; m < p->net.pred_at[x + 1]; m++)
        if (at[p->net.pred[m]] > k) {
            sum += p->row[p->net.pred[m]] + (is_boundary(p, p->net.pred[m]) ? 1 : 0);
            n++;
        }
    return n > 0 ? sum / n : 0;
}

/* The wished row when it is free, else the nearest free one below. */
static void place_rows(struct arena *a, struct plan *p)
{
    const uint32_t *at = positions(a, p);
    double *free_from = ARENA_ARRAY(a, p->net.n + 1, double);

    for (uint32_t k = p->ordered; k-- > 0;) {
        uint32_t x = p->order[k];
        double row = floor(row_wished(p, at, x, k));
        if (is_boundary(p, x)) {
            p->row[x] = row;
            continue;
        }
        if (row < free_from[p->column[x]])
            row = free_from[p->column[x]];
        p->row[x] = row;
        free_from[p->column[x]] = row + 1;
    }
}

static void size_of(enum node_kind kind, double *w, double *h)
{
    bool activity = node_is_activity(kind) || kind == NODE_EVENT_SUB;
    bool gateway = kind == NODE_EXCLUSIVE || kind == NODE_PARALLEL || kind == NODE_INCLUSIVE || kind == NODE_EVENT_BASED;

    *w = activity ? 100 : gateway ? 50 : 36;
    *h = activity ? 80 : gateway ? 50 : 36;
}

/* Where each column or row begins: the widest before it and a gap each. */
static double *begins(struct arena *a, const double *sizes, uint32_t count, double gap)
{
    double *at = ARENA_ARRAY(a, count + 1, double);

    for (uint32_t k = 0; k < count; k++)
        at[k + 1] = at[k] + sizes[k] + gap;
    return at;
}

static void place_figures(struct arena *a, struct plan *p, struct picture *out)
{
    double *wide = ARENA_ARRAY(a, p->net.n + 1, double), *high = ARENA_ARRAY(a, p->net.n + 1, double), *y_at;

    for (uint32_t k = 0; k <= p->net.n; k++) {
        wide[k] = 100;
        high[k] = 80;
    }
    for (uint32_t x = 0; x < p->net.n; x++) {
        const struct figure *fig = &out->figures[p->box->first + x];
        uint32_t row = (uint32_t)p->row[x];
        if (is_boundary(p, x))
            continue;
        wide[p->column[x]] = fmax(wide[p->column[x]], fig->w);
        high[row] = fmax(high[row], fig->h);
    }
    p->x_at = begins(a, wide, p->net.n, GAP_X);
    y_at = begins(a, high, p->net.n, GAP_Y);
    for (uint32_t x = 0; x < p->net.n; x++) {
        struct figure *fig = &out->figures[p->box->first + x];
        uint32_t row = (uint32_t)p->row[x];
        fig->x = p->x_at[p->column[x]] + (wide[p->column[x]] - fig->w) / 2;
        fig->y = y_at[row] + (high[row] - fig->h) / 2;
    }
}

/* On the lower edge of its activity, the first on the right. */
static void place_boundaries(const struct plan *p, struct picture *out)
{
    for (uint32_t x = 0; x < p->net.n; x++) {
        const struct node *n = &p->flow->nodes[p->box->first + x];
        const struct slice *edges = &p->flow->nodes[n->host].edges;
        const struct figure *host = &out->figures[n->host];
        for (uint32_t k = 0; n->kind == NODE_BOUNDARY && k < edges->count; k++)
            if (p->flow->links[edges->at + k] == p->box->first + x) {
                out->figures[p->box->first + x].x = host->x + host->w - 26 - 40 * k;
                out->figures[p->box->first + x].y = host->y + host->h - 18;
            }
    }
}

/* True: it runs back, below all else. */
static bool place_track(struct arena *a, const struct plan *plan, uint32_t i, double bottom, struct picture *out)
{
    const struct flow *f = plan->flow;
    const struct figure *s = &out->figures[f->nodes[i].from], *t = &out->figures[f->nodes[i].to];
    struct point from = { s->x + s->w, s->y + s->h / 2 }, to = { t->x, t->y + t->h / 2 };
    struct point *p = ARENA_ARRAY(a, 4, struct point);
    bool down = f->nodes[f->nodes[i].from].kind == NODE_BOUNDARY;
    double bend = plan->x_at[plan->column[f->nodes[i].from - plan->box->first] + 1] - GAP_X / 2;

    out->tracks[i] = (struct track){ .points = p, .count = 4 };
    if (to.x < from.x && !down) {
        p[0] = (struct point){ s->x + s->w / 2, s->y + s->h };
        p[1] = (struct point){ p[0].x, bottom };
        p[2] = (struct point){ t->x + t->w / 2, bottom };
        p[3] = (struct point){ p[2].x, t->y + t->h };
        return true;
    }
    if (down)
        from = (struct point){ s->x + s->w / 2, s->y + s->h };
    p[0] = from;
    p[1] = down ? (struct point){ from.x, to.y } : (struct point){ bend, from.y };
    p[2] = down ? to : (struct point){ bend, to.y };
    p[3] = to;
    return false;
}

static void place_box(struct arena *a, struct plan *p)
{
    uint32_t first = p->box->first;

    for (uint32_t x = p->net.n; x-- > 0;)
        if (p->net.pred_at[x] == p->net.pred_at[x + 1] && first + x != p->box->start)
            visit(a, p, x);
    if (p->box->start != 0)
        visit(a, p, p->box->start - first);
    for (uint32_t x = 0; x < p->net.n; x++)
        visit(a, p, x);
    place_columns(a, p);
    place_rows(a, p);
}

static void shift(const struct flow *f, uint32_t b, double dx, double dy, struct picture *out)
{
    const struct box *box = &f->boxes[b];

    for (uint32_t i = box->first; i < box->first + box->nodes + box->flows; i++) {
        out->figures[i].x += dx;
        out->figures[i].y += dy;
        for (size_t k = 0; k < out->tracks[i].count; k++) {
            out->tracks[i].points[k].x += dx;
            out->tracks[i].points[k].y += dy;
        }
        if (f->nodes[i].kind == NODE_SUB || f->nodes[i].kind == NODE_EVENT_SUB)
            shift(f, f->nodes[i].body, dx, dy, out);
    }
}

/* Its right and lower end. */
static struct point extent(const struct box *box, const struct picture *p)
{
    struct point end = { 0, 0 };

    for (uint32_t i = box->first; i < box->first + box->nodes; i++) {
        end.x = fmax(end.x, p->figures[i].x + p->figures[i].w);
        end.y = fmax(end.y, p->figures[i].y + p->figures[i].h);
    }
    return end;
}

static void lay_out(struct arena *a, const struct flow *f, uint32_t b, struct picture *out)
{
    const struct box *box = &f->boxes[b];
    struct plan p = { .flow = f, .box = box, .net = graph_net(a, f, b), .column = ARENA_ARRAY(a, box->nodes, uint32_t),
        .row = ARENA_ARRAY(a, box->nodes, double), .seen = ARENA_ARRAY(a, box->nodes, uint8_t),
        .order = ARENA_ARRAY(a, box->nodes, uint32_t) };
    bool back = false;
    double bottom;

    for (uint32_t i = box->first; i < box->first + box->nodes; i++) {
        struct figure *fig = &out->figures[i];
        const struct node *n = &f->nodes[i];
        size_of(n->kind, &fig->w, &fig->h);
        fig->there = true;
        fig->closed = n->body != 0 && (n->kind == NODE_CALL || f->boxes[n->body].nodes == 0);
        if (n->body == 0 || fig->closed)
            continue;
        lay_out(a, f, n->body, out);
        fig->w = out->figures[0].w + 2 * PAD;
        fig->h = out->figures[0].h + 2 * PAD + TITLE;
    }
    place_box(a, &p);
    place_figures(a, &p, out);
    for (uint32_t i = box->first; i < box->first + box->nodes; i++)
        if (f->nodes[i].body != 0 && !out->figures[i].closed)
            shift(f, f->nodes[i].body, out->figures[i].x + PAD, out->figures[i].y + PAD + TITLE, out);
    place_boundaries(&p, out);
    bottom = extent(box, out).y;
    for (uint32_t i = box->first + box->nodes; i < box->first + box->nodes + box->flows; i++)
        back |= place_track(a, &p, i, bottom + BACK, out);
    out->figures[0].w = extent(box, out).x;
    out->figures[0].h = bottom + (back ? BACK : 0);
}

void layout_make(struct arena *a, const struct flow *f, struct picture *out)
{
    *out = (struct picture){ .figures = ARENA_ARRAY(a, f->count + 1, struct figure),
                             .tracks = ARENA_ARRAY(a, f->count + 1, struct track) };
    lay_out(a, f, 1, out);
    shift(f, 1, ORIGIN, ORIGIN, out);
}
