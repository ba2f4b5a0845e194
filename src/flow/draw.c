/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <math.h>

#include "flow/marker.h"
#include "flow/picture.h"

#define BLUE "#0B5394"
#define GREEN "#2E7D32"
#define AMBER "#9A5B00"
#define RED "#B3261E"
#define GREY "#5F6B76"

/* Colour never speaks alone: each has a sign of its own beside it. */
enum tone { TONE_PLAIN, TONE_DONE, TONE_LIVE, TONE_NEAR, TONE_LATE, TONE_COUNT };
static const struct { const char *name, *line, *fill; enum mark mark; } tones[TONE_COUNT] = {
    [TONE_PLAIN] = { "plain", GREY, "#FFFFFF", MARK_DONE },
    [TONE_DONE]  = { "done", GREEN, "#F1F8F1", MARK_DONE },
    [TONE_LIVE]  = { "live", BLUE, "#E7F0F8", MARK_LIVE },
    [TONE_NEAR]  = { "near", AMBER, "#FBF3E4", MARK_NEAR },
    [TONE_LATE]  = { "late", RED, "#FBEAE9", MARK_LATE },
};

struct drawing {
    struct arena        *arena;
    const struct flow   *flow;
    const struct flow_state *state;
    struct picture       picture;
    enum tone           *tones;     /* by element */
    struct buf           out;
};

/* ---- what is where in the case ---- */

static void raise_tone(struct drawing *d, uint32_t element, enum tone tone)
{
    for (; element != 0; element = d->flow->elements[element].inside)
        if (d->tones[element] < tone)
            d->tones[element] = tone;
}

static bool listed(const uint32_t *ids, size_t count, uint32_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Something live in a called process shows on the activity that called it. */
static void raise_with_callers(struct drawing *d, uint32_t scope, uint32_t element, enum tone tone)
{
    const struct scope *c = state_scope(d->state, scope);

    raise_tone(d, element, tone);
    for (; c != NULL; c = state_scope(d->state, c->parent))
        raise_tone(d, c->element, c->what == FLOW_IN_PROCESS ? TONE_PLAIN : tone);
}

static void find_tones(struct drawing *d, const struct flow_look *look)
{
    const struct flow_state *s = d->state;

    for (uint32_t i = 1; i <= d->flow->count && i <= s->elements; i++) {
        const struct node *n = &d->flow->nodes[i];
        if (!bit_get(s->marks, i))
            continue;
        d->tones[i] = TONE_DONE;
        if (n->kind == NODE_FLOW) {
            d->tones[n->from] = TONE_DONE;
            if (!node_is_activity(d->flow->nodes[n->to].kind) && d->tones[n->to] == TONE_PLAIN)
                d->tones[n->to] = TONE_DONE;
        }
    }
    for (size_t i = 0; i < s->item_count; i++) {
        const struct item *it = &s->items[i];
        enum tone tone = listed(look->overdue, look->overdue_count, it->id) ? TONE_LATE
            : listed(look->near, look->near_count, it->id) ? TONE_NEAR : TONE_LIVE;
        raise_with_callers(d, it->scope, it->element, tone);
    }
    for (size_t i = 0; i < s->wait_count; i++)
        if (s->waits[i].owner == 0)
            raise_with_callers(d, s->waits[i].scope, s->waits[i].element, TONE_LIVE);
    for (size_t i = 0; i < s->token_count; i++)
        raise_with_callers(d, s->tokens[i].scope, d->flow->nodes[s->tokens[i].flow].to, TONE_LIVE);
}

/* ---- text ---- */

static void add_escaped(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        switch (s.p[i]) {
        case '<': buf_add(b, STR("&lt;")); break;
        case '>': buf_add(b, STR("&gt;")); break;
        case '&': buf_add(b, STR("&amp;")); break;
        case '"': buf_add(b, STR("&quot;")); break;
        default: buf_char(b, (unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i]); break;
        }
    }
}

/* Half-width characters take a little more than half of a full one. */
static size_t fitting(struct str s, double ems)
{
    size_t at = 0, fits = 0;

    while (at < s.len && ems > 0) {
        int32_t c = str_next(s, &at);
        if (c < 0)
            break;
        ems -= c < 0x2e80 ? 0.56 : 1;
        if (ems >= -0.01)
            fits = at;
    }
    return fits > 0 ? fits : at;
}

static void add_text(struct drawing *d, struct str s, double x, double y, double ems, int lines, const char *color)
{
    for (int line = 0; line < lines && s.len > 0; line++) {
        size_t n = fitting(s, ems);
        bool cut = line == lines - 1 && n < s.len;
        buf_printf(&d->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"%s\">", x, y + line * 15.0, color);
        add_escaped(&d->out, str_trim(str_sub(s, 0, cut ? fitting(s, ems - 1) : n)));
        buf_add(&d->out, cut ? STR("…</text>") : STR("</text>"));
        s = str_sub(s, n, s.len);
    }
}

static int lines_of(struct str s, double ems, int most)
{
    int lines = 0;

    for (; s.len > 0 && lines < most; lines++)
        s = str_sub(s, fitting(s, ems), s.len);
    return lines;
}

/* ---- figures ---- */

static void draw_gateway(struct drawing *d, const struct figure *g, enum node_kind kind, const char *line, const char *fill)
{
    double x = g->x + g->w / 2, y = g->y + g->h / 2, r = g->w / 5;

    buf_printf(&d->out, "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fZ\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"/>",
               x, g->y, g->x + g->w, y, x, g->y + g->h, g->x, y, fill, line);
    if (kind == NODE_EXCLUSIVE)
        buf_printf(&d->out, "<path d=\"M%.1f %.1fL%.1f %.1fM%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\"2.5\"/>",
                   x - r * .7, y - r, x + r * .7, y + r, x + r * .7, y - r, x - r * .7, y + r, line);
    else if (kind == NODE_PARALLEL)
        buf_printf(&d->out, "<path d=\"M%.1f %.1fL%.1f %.1fM%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\"2.5\"/>",
                   x - r, y, x + r, y, x, y - r, x, y + r, line);
    else
        buf_printf(&d->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>",
                   x, y, r, line, kind == NODE_INCLUSIVE ? "2.5" : "1");
}

static void draw_event(struct drawing *d, const struct figure *g, const struct node *n, const char *line, const char *fill)
{
    double x = g->x + g->w / 2, y = g->y + g->h / 2, r = g->w / 2;
    const char *dash = n->kind != NODE_END && !n->interrupting ? " stroke-dasharray=\"4 2\"" : "";

    buf_printf(&d->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>",
               x, y, r, fill, line, n->kind == NODE_END ? "3" : "1.5", dash);
    if (n->kind == NODE_CATCH || n->kind == NODE_THROW || n->kind == NODE_BOUNDARY)
        buf_printf(&d->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"none\" stroke=\"%s\"%s/>", x, y, r - 3, line, dash);
    marker_event(&d->out, n->trigger, n->kind == NODE_END || n->kind == NODE_THROW, x, y, r, line);
}

static void draw_activity(struct drawing *d, const struct figure *g, const struct node *n, enum tone tone)
{
    bool open = n->body != 0 && !g->closed;

    buf_printf(&d->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\" fill=\"%s\" stroke=\"%s\""
               " stroke-width=\"%s\"%s/>", g->x, g->y, g->w, g->h, open ? "none" : tones[tone].fill, tones[tone].line,
               tone >= TONE_LIVE ? "2.5" : n->kind == NODE_CALL ? "3" : "1.5",
               n->kind == NODE_EVENT_SUB ? " stroke-dasharray=\"3 3\"" : "");
    marker_foot(&d->out, n, n->body != 0 && g->closed, g->x + g->w / 2, g->y + g->h - 9, tones[tone].line);
    marker_task(&d->out, n->kind, g->x + 2, g->y + 2, tones[tone].line);
}

static void draw_label(struct drawing *d, const struct figure *g, const struct node *n, struct str name)
{
    double x = g->x + g->w / 2, y = g->y + g->h + 15, ems = 9;

    if (node_is_activity(n->kind) || n->kind == NODE_EVENT_SUB) {
        bool open = n->body != 0 && !g->closed;
        ems = (g->w - 10) / 12;
        y = open ? g->y + 16 : g->y + g->h / 2 + 4 - (lines_of(name, ems, 3) - 1) * 7.5;
    } else if (g->has_label) {
        x = g->label.x;
        y = g->label.y + 12;
    }
    add_text(d, name, x, y, ems, 3, "#1F2933");
}

/* Inside a closed sub-process. */
static bool is_hidden(const struct drawing *d, uint32_t i)
{
    for (i = d->flow->elements[i].inside; i != 0; i = d->flow->elements[i].inside)
        if (d->picture.figures[i].there && d->picture.figures[i].closed)
            return true;
    return false;
}

static void draw_figure(struct drawing *d, uint32_t i)
{
    const struct figure *g = &d->picture.figures[i];
    const struct flow_element *e = &d->flow->elements[i];
    const struct node *n = &d->flow->nodes[i];
    enum tone tone = d->tones[i];
    bool activity = node_is_activity(n->kind) || n->kind == NODE_EVENT_SUB;

    buf_printf(&d->out, "<g class=\"%s\" data-element=\"", tones[tone].name);
    add_escaped(&d->out, e->id);
    buf_add(&d->out, STR("\"><title>"));
    add_escaped(&d->out, e->name.len > 0 ? e->name : e->id);
    buf_add(&d->out, STR("</title>"));
    if (activity)
        draw_activity(d, g, n, tone);
    else if (n->kind >= NODE_EXCLUSIVE && n->kind <= NODE_EVENT_BASED)
        draw_gateway(d, g, n->kind, tones[tone].line, tones[tone].fill);
    else
        draw_event(d, g, n, tones[tone].line, tones[tone].fill);
    draw_label(d, g, n, e->name.len > 0 || !activity ? e->name : e->id);
    if (tone != TONE_PLAIN && activity)
        marker_state(&d->out, tones[tone].mark, g->x + g->w - 10, g->y + 10, tones[tone].line);
    buf_add(&d->out, STR("</g>"));
}

/* Where the file says, else on the longest part of the way, the last of equal ones: there it meets no other label. */
static void draw_way_name(struct drawing *d, const struct track *t, struct str name)
{
    double best = -1, x = 0, y = 0;
    bool upright = false;

    if (t->has_label) {
        add_text(d, name, t->label.x, t->label.y + 11, 10, 2, GREY);
        return;
    }
    for (size_t k = 1; k < t->count; k++) {
        double w = t->points[k].x - t->points[k - 1].x, h = t->points[k].y - t->points[k - 1].y;
        if (fabs(w) + fabs(h) < best - 0.5)
            continue;
        best = fabs(w) + fabs(h);
        x = t->points[k - 1].x + w / 2;
        y = t->points[k - 1].y + h / 2;
        upright = fabs(h) > fabs(w);
    }
    buf_printf(&d->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"" GREY "\" stroke=\"#FFFFFF\" "
               "stroke-width=\"3\" paint-order=\"stroke\">", upright ? x + 5 : x, upright ? y + 4 : y - 6,
               upright ? "start" : "middle");
    add_escaped(&d->out, str_sub(name, 0, fitting(name, 10)));
    buf_add(&d->out, STR("</text>"));
}

static void draw_track(struct drawing *d, uint32_t i)
{
    const struct track *t = &d->picture.tracks[i];
    struct str name = d->flow->elements[i].name;
    bool done = d->tones[i] == TONE_DONE;

    if (t->count < 2 || is_hidden(d, i))
        return;
    buf_printf(&d->out, "<path class=\"%s\" d=\"", done ? "done" : "plain");
    for (size_t k = 0; k < t->count; k++)
        buf_printf(&d->out, "%s%.1f %.1f", k == 0 ? "M" : "L", t->points[k].x, t->points[k].y);
    buf_printf(&d->out, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" marker-end=\"url(#flow-arrow-%s)\"/>",
               done ? GREEN : GREY, done ? "2.2" : "1.3", done ? "done" : "plain");
    if (name.len > 0)
        draw_way_name(d, t, name);
}

/* From a compensation event to what undoes. */
static void draw_handler_line(struct drawing *d, uint32_t i)
{
    const struct node *n = &d->flow->nodes[i];
    const struct figure *from = &d->picture.figures[i], *to = &d->picture.figures[n->jump];
    double x = from->x + from->w / 2, y = from->y + from->h, end = to->y + to->h / 2;

    if (n->trigger != ON_COMPENSATION || !from->there || !to->there || is_hidden(d, i))
        return;
    buf_printf(&d->out, "<path class=\"plain\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1f\" fill=\"none\" stroke=\"" GREY "\" "
               "stroke-width=\"1.3\" stroke-dasharray=\"2 3\"/>", x, y, x, end, to->x < x ? fmin(x, to->x + to->w) : to->x, end);
}

static void draw_strip(struct drawing *d, const struct strip *s)
{
    double x = s->upright ? s->x + s->w / 2 : s->x + 16, y = s->upright ? s->y + 20 : s->y + s->h / 2;

    buf_printf(&d->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"none\" stroke=\"#B8C1CA\"/>"
               "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"" GREY "\"", s->x, s->y, s->w, s->h, x, y);
    if (!s->upright)
        buf_printf(&d->out, " transform=\"rotate(-90 %.1f %.1f)\"", x, y);
    buf_char(&d->out, '>');
    add_escaped(&d->out, s->name);
    buf_add(&d->out, STR("</text>"));
}

/* ---- the whole ---- */

static void widen(double frame[4], double x, double y)
{
    frame[0] = fmin(frame[0], x);
    frame[1] = fmin(frame[1], y);
    frame[2] = fmax(frame[2], x);
    frame[3] = fmax(frame[3], y);
}

static void open_svg(struct drawing *d)
{
    double f[4] = { 1e9, 1e9, -1e9, -1e9 };
    struct str name = d->flow->elements[d->flow->boxes[1].element].name;

    for (uint32_t i = 1; i <= d->flow->count; i++) {
        const struct figure *g = &d->picture.figures[i];
        for (size_t k = 0; k < d->picture.tracks[i].count && !is_hidden(d, i); k++)
            widen(f, d->picture.tracks[i].points[k].x, d->picture.tracks[i].points[k].y);
        if (g->there && !is_hidden(d, i)) {
            widen(f, g->x, g->y);
            widen(f, g->x + g->w, g->y + g->h);
        }
    }
    for (size_t i = 0; i < d->picture.strip_count; i++) {
        widen(f, d->picture.strips[i].x, d->picture.strips[i].y);
        widen(f, d->picture.strips[i].x + d->picture.strips[i].w, d->picture.strips[i].y + d->picture.strips[i].h);
    }
    buf_printf(&d->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.0f %.0f %.0f %.0f\" role=\"img\" "
               "font-family=\"'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif\" font-size=\"12\" "
               "aria-label=\"", f[0] - 40, f[1] - 20, f[2] - f[0] + 80, f[3] - f[1] + 70);
    add_escaped(&d->out, name.len > 0 ? name : d->flow->process);
    buf_add(&d->out, STR("\"><defs>"));
    for (int done = 0; done < 2; done++)
        buf_printf(&d->out, "<marker id=\"flow-arrow-%s\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" "
                   "markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 1L10 5L0 9Z\" "
                   "fill=\"%s\"/></marker>", done ? "done" : "plain", done ? GREEN : GREY);
    buf_add(&d->out, STR("</defs>"));
}

/* Sub-processes first, their inside above them, boundary events last. */
static void draw_all(struct drawing *d)
{
    for (size_t i = 0; i < d->picture.strip_count; i++)
        draw_strip(d, &d->picture.strips[i]);
    for (int layer = 0; layer < 3; layer++)
        for (uint32_t i = 1; i <= d->flow->count; i++) {
            const struct node *n = &d->flow->nodes[i];
            int own = n->kind == NODE_BOUNDARY ? 2 : n->body != 0 && !d->picture.figures[i].closed ? 0 : 1;
            if (n->kind == NODE_BOUNDARY && layer == 1)
                draw_handler_line(d, i);
            if (d->picture.figures[i].there && own == layer && !is_hidden(d, i))
                draw_figure(d, i);
            else if (n->kind == NODE_FLOW && layer == 1)
                draw_track(d, i);
        }
}

struct str flow_draw_look(struct arena *a, const struct flow *f, const struct flow_state *s, struct flow_look look)
{
    struct drawing d = { .arena = a, .flow = f, .state = s, .tones = ARENA_ARRAY(a, f->count + 1, enum tone),
                         .out = buf_in(a) };

    if (!diagram_read(a, f, &d.picture))
        layout_make(a, f, &d.picture);
    if (s != NULL && (s->fits == f || state_fits(f, s)))
        find_tones(&d, &look);
    open_svg(&d);
    draw_all(&d);
    buf_add(&d.out, STR("</svg>"));
    return buf_str(&d.out);
}

struct str flow_draw(struct arena *a, const struct flow *f, const struct flow_state *s)
{
    return flow_draw_look(a, f, s, (struct flow_look){ NULL, NULL, 0, 0 });
}
