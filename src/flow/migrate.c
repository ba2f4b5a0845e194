/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * A running case moves to another version of its process: what is live is matched by element id.  Items and scopes
 * keep their ids, tokens and waits are set anew; timers keep the base time they had, with the span of the new version.
 */
#include "flow/step.h"

struct moving {
    struct arena            *arena;
    const struct flow       *from, *to;
    const struct flow_state *old;
    struct flow_state       *state;
    struct flow_effects     *out;
    struct flow_report      *report;
    size_t                   cap;
    bool                     broken;
};

static void note(struct moving *m, uint32_t element, const char *rule, const char *why)
{
    const struct flow_element *e = &m->from->elements[element];

    m->report->items = arena_grow(m->arena, m->report->items, m->report->count, &m->cap, sizeof *m->report->items);
    m->report->items[m->report->count++] =
        (struct flow_finding){ e->file, e->id, str_of(rule), str_of(why), e->line, true };
}

/* The element of the new version with that id and kind, standing in a place with the same id. */
static uint32_t match(struct moving *m, uint32_t element)
{
    uint32_t i = flow_find(m->to, m->from->elements[element].id);
    uint32_t a = m->from->elements[element].inside, b;

    if (element == m->from->boxes[1].element)
        return m->to->boxes[1].element;
    if (i == 0) {
        note(m, element, "migrate.missing", "the new version has no element with this id");
        return 0;
    }
    b = m->to->elements[i].inside;
    if (m->from->nodes[element].kind != m->to->nodes[i].kind || m->from->nodes[element].trigger != m->to->nodes[i].trigger) {
        note(m, element, "migrate.kind", "the element is of another kind in the new version");
        return 0;
    }
    if (a != 0 && b != 0 && a != m->from->boxes[1].element
        && !str_eq(m->from->elements[a].id, m->to->elements[b].id)) {
        note(m, element, "migrate.place", "the element stands in another sub-process in the new version");
        return 0;
    }
    return i;
}

static void emit(struct moving *m, struct flow_effect e)
{
    if (m->broken)
        return;
    m->out->items = arena_grow(m->arena, m->out->items, m->out->count, &m->out->cap, sizeof *m->out->items);
    m->out->items[m->out->count++] = e;
    m->broken = !state_apply(m->arena, m->state, &e);
}

static void move_scopes(struct moving *m)
{
    for (size_t i = 0; i < m->old->scope_count; i++) {
        const struct scope *c = &m->old->scopes[i];
        emit(m, (struct flow_effect){ .kind = FLOW_SCOPE_SET, .what = FLOW_MOVED, .id = c->id, .scope = c->parent,
                                      .element = match(m, c->element) });
    }
}

static void move_items(struct moving *m)
{
    for (size_t i = 0; i < m->old->item_count; i++) {
        const struct item *it = &m->old->items[i];
        emit(m, (struct flow_effect){ .kind = FLOW_ITEM_SET, .what = FLOW_MOVED, .id = it->id, .scope = it->scope,
                                      .element = match(m, it->element), .n = it->n, .who = it->who });
    }
}

/* A token held before an event-based gateway owns the waits behind it: they follow its new id. */
static void move_token(struct moving *m, const struct token *t, uint32_t *new_id)
{
    uint32_t element = match(m, t->flow);

    emit(m, (struct flow_effect){ .kind = FLOW_TOKEN_TAKE, .id = t->id, .scope = t->scope });
    *new_id = m->state->next_id;
    emit(m, (struct flow_effect){ .kind = FLOW_TOKEN_PUT, .id = *new_id, .scope = t->scope, .element = element });
}

static struct str text_of(const struct moving *m, const struct wait *w, uint32_t element)
{
    const struct node *n = &m->to->nodes[element];

    return n->expr != NULL && w->what == FLOW_ON_TIMER ? w->text : n->text;
}

static void move_wait(struct moving *m, const struct wait *w, uint32_t owner)
{
    uint32_t element = match(m, w->element);

    emit(m, (struct flow_effect){ .kind = FLOW_WAIT_CLOSE, .what = FLOW_CLOSED_CANCELLED, .id = w->id, .scope = w->scope });
    emit(m, (struct flow_effect){ .kind = FLOW_WAIT_OPEN, .what = w->what, .id = m->state->next_id, .scope = w->scope,
        .element = element, .owner = owner, .n = w->n, .at = w->at,
        .text = w->what == FLOW_ON_TIMER || w->text.len > 0 ? text_of(m, w, element) : STR("") });
}

static void move_tokens_and_waits(struct moving *m)
{
    uint32_t *new_ids = ARENA_ARRAY(m->arena, m->old->token_count, uint32_t);

    for (size_t i = 0; i < m->old->token_count; i++)
        move_token(m, &m->old->tokens[i], &new_ids[i]);
    for (size_t i = 0; i < m->old->wait_count; i++) {
        const struct wait *w = &m->old->waits[i];
        const struct token *t = state_token(m->old, w->owner);
        move_wait(m, w, t != NULL ? new_ids[t - m->old->tokens] : w->owner);
    }
}

static struct str moved_marks(struct moving *m)
{
    uint64_t *marks = ARENA_ARRAY(m->arena, words_for(m->to->count), uint64_t);

    for (uint32_t i = 1; i <= m->from->count; i++) {
        uint32_t to = bit_get(m->old->marks, i) ? flow_find(m->to, m->from->elements[i].id) : 0;
        if (to != 0)
            bit_set(marks, to);
    }
    return state_marks_text(m->arena, m->state, marks);
}

/* Boundary events the new version adds to what is live are armed from now on. */
static void arm_new_edges(struct moving *m, const struct item *it, int64_t now)
{
    const struct node *n = &m->to->nodes[flow_find(m->to, m->from->elements[it->element].id)];

    for (uint32_t k = 0; k < n->edges.count && it->n == 0; k++) {
        uint32_t edge = m->to->links[n->edges.at + k];
        const struct node *e = &m->to->nodes[edge];
        bool literal = e->trigger == ON_TIMER ? e->expr == NULL : e->trigger == ON_MESSAGE || e->trigger == ON_SIGNAL;
        if (literal && flow_find(m->from, m->to->elements[edge].id) == 0)
            emit(m, (struct flow_effect){ .kind = FLOW_WAIT_OPEN, .what = state_wait_what(e->trigger),
                .id = m->state->next_id, .scope = it->scope, .element = edge, .owner = it->id, .n = 1, .at = now,
                .text = e->text });
    }
}

enum err flow_migrate(struct arena *a, const struct flow *from, const struct flow_state *s, const struct flow *to,
                      int64_t now, struct flow_effects *out, struct flow_report *report)
{
    struct moving m = { a, from, to, s, state_copy(a, s), out, report, 0, false };

    *out = (struct flow_effects){ .refused = { "", 0 } };
    *report = (struct flow_report){ NULL, 0, true };
    if (s->fits != from && !state_fits(from, s))
        return ERR_INVALID;
    if (s->status > FLOW_SUSPENDED || s->hash == to->hash)
        out->refused = s->hash == to->hash ? STR("migrate.same") : STR("case.closed");
    if (out->refused.len > 0)
        return ERR_STATE;
    emit(&m, (struct flow_effect){ .kind = FLOW_CASE_SET, .what = FLOW_CASE_VERSION, .n = to->count, .at = now,
                                   .text = to->hash_text });
    emit(&m, (struct flow_effect){ .kind = FLOW_CASE_SET, .what = FLOW_CASE_MARKS, .text = moved_marks(&m) });
    move_scopes(&m);
    move_items(&m);
    move_tokens_and_waits(&m);
    for (size_t i = 0; i < s->item_count && report->count == 0; i++)
        arm_new_edges(&m, &s->items[i], now);
    if (report->count == 0 && !m.broken && !state_fits(to, m.state))
        note(&m, from->boxes[1].element, "migrate.place", "what is live has no place in the new version");
    if (report->count > 0 || m.broken) {
        *out = (struct flow_effects){ .refused = STR("migrate.refused") };
        return ERR_STATE;
    }
    return OK;
}
