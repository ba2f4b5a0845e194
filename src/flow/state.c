/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/state.h"

#include <string.h>

#include "base/buf.h"

enum { ROOM = 4 };

struct flow_state *state_new(struct arena *a)
{
    struct flow_state *s = ARENA_NEW(a, struct flow_state);

    s->next_id = 1;
    s->marks = ARENA_NEW(a, uint64_t);
    return s;
}

static char *carve(char **at, const void *from, size_t count, size_t cap, size_t bytes)
{
    char *p = *at;

    if (count > 0)
        memcpy(p, from, count * bytes);
    *at = p + (cap * bytes + 7) / 8 * 8;
    return p;
}

/* One block for all of it: a step copies the state once, and that copy is most of its cost. */
struct flow_state *state_copy(struct arena *a, const struct flow_state *s)
{
    size_t marks = words_for(s->elements) * sizeof *s->marks;
    size_t bytes = sizeof *s + marks + (s->scope_count + ROOM) * sizeof *s->scopes
        + (s->token_count + ROOM) * sizeof *s->tokens + (s->item_count + ROOM) * sizeof *s->items
        + (s->wait_count + ROOM) * sizeof *s->waits + (s->value_count + ROOM) * sizeof *s->values + 5 * 8;
    struct flow_state *t = arena_alloc(a, bytes);
    char *at = (char *)(t + 1);

    *t = *s;
    t->scope_cap = s->scope_count + ROOM;
    t->token_cap = s->token_count + ROOM;
    t->item_cap = s->item_count + ROOM;
    t->wait_cap = s->wait_count + ROOM;
    t->value_cap = s->value_count + ROOM;
    t->marks = (uint64_t *)(void *)carve(&at, s->marks, 1, 1, marks);
    t->scopes = (struct scope *)(void *)carve(&at, s->scopes, s->scope_count, t->scope_cap, sizeof *s->scopes);
    t->items = (struct item *)(void *)carve(&at, s->items, s->item_count, t->item_cap, sizeof *s->items);
    t->waits = (struct wait *)(void *)carve(&at, s->waits, s->wait_count, t->wait_cap, sizeof *s->waits);
    t->values = (struct value *)(void *)carve(&at, s->values, s->value_count, t->value_cap, sizeof *s->values);
    t->tokens = (struct token *)(void *)carve(&at, s->tokens, s->token_count, t->token_cap, sizeof *s->tokens);
    return t;
}

/* Every record begins with its id and the ids rise: the place of an id, or where it would stand. */
static size_t place(const void *records, size_t count, size_t bytes, uint32_t id)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (*(const uint32_t *)(const void *)((const char *)records + mid * bytes) < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

#define FIND(s, list, count, id) \
    size_t at_ = place((s)->list, (s)->count, sizeof *(s)->list, (id)); \
    return at_ < (s)->count && (s)->list[at_].id == (id) ? &(s)->list[at_] : NULL

struct scope *state_scope(const struct flow_state *s, uint32_t id) { FIND(s, scopes, scope_count, id); }
struct token *state_token(const struct flow_state *s, uint32_t id) { FIND(s, tokens, token_count, id); }
struct item  *state_item(const struct flow_state *s, uint32_t id)  { FIND(s, items, item_count, id); }
struct wait  *state_wait(const struct flow_state *s, uint32_t id)  { FIND(s, waits, wait_count, id); }

bool state_inside(const struct flow_state *s, uint32_t scope, uint32_t around)
{
    while (scope != 0 && scope != around) {
        const struct scope *c = state_scope(s, scope);
        scope = c != NULL ? c->parent : 0;
    }
    return scope == around;
}

enum flow_what state_item_what(enum node_kind kind)
{
    static const enum flow_what whats[NODE_KIND_COUNT] = {
        [NODE_USER] = FLOW_ITEM_USER, [NODE_MANUAL] = FLOW_ITEM_MANUAL, [NODE_SERVICE] = FLOW_ITEM_SERVICE,
        [NODE_SEND] = FLOW_ITEM_SEND, [NODE_RECEIVE] = FLOW_ITEM_RECEIVE };

    return whats[kind];
}

enum flow_what state_wait_what(enum trigger trigger)
{
    static const enum flow_what whats[TRIGGER_COUNT] = {
        [ON_TIMER] = FLOW_ON_TIMER, [ON_MESSAGE] = FLOW_ON_MESSAGE, [ON_SIGNAL] = FLOW_ON_SIGNAL,
        [ON_CONDITION] = FLOW_ON_CONDITION, [ON_COMPENSATION] = FLOW_ON_COMPENSATION };

    return whats[trigger];
}

/* After a broken change of version an old number may lie beyond the marks. */
static void mark(struct flow_state *s, uint32_t element)
{
    if (element <= s->elements)
        bit_set(s->marks, element);
}

/* Takes a new id; false when it was used already. */
static bool take_id(struct flow_state *s, uint32_t id)
{
    if (id < s->next_id || id == UINT32_MAX)
        return false;
    s->next_id = id + 1;
    return true;
}

static bool settle(const struct flow_state *s, uint32_t scope, int by)
{
    struct scope *c = state_scope(s, scope);

    if (c != NULL)
        c->live += (uint32_t)by;
    return c != NULL;
}

static bool open_scope(struct arena *a, struct flow_state *s, const struct flow_effect *e)
{
    if (!take_id(s, e->id) || (e->scope != 0 && !settle(s, e->scope, 1)) || s->scope_count >= FLOW_LIVE_MAX)
        return false;
    s->scopes = arena_grow(a, s->scopes, s->scope_count, &s->scope_cap, sizeof *s->scopes);
    s->scopes[s->scope_count++] = (struct scope){ .id = e->id, .parent = e->scope, .element = e->element,
        .owner = e->owner != 0 ? e->owner : e->id, .n = e->n, .what = e->what, .who = e->who };
    return true;
}

/* Done, with something that may be undone: it counts as nothing live from now on. */
static bool keep_scope(struct flow_state *s, struct scope *c)
{
    if (c->parent == 0 || c->live != 0 || c->what == FLOW_IN_KEPT)
        return false;
    mark(s, c->element);
    settle(s, c->parent, -1);
    c->what = FLOW_IN_KEPT;
    return true;
}

static bool revive_scope(struct flow_state *s, struct scope *c, uint32_t parent)
{
    if (c->what != FLOW_IN_KEPT || state_inside(s, parent, c->id) || !settle(s, parent, 1))
        return false;
    c->parent = parent;
    c->what = FLOW_IN_COMPENSATION;
    c->n = c->done = c->turn = 0;
    return true;
}

/* n: how many are finished; at: how many have begun; owner: how many there are. */
static bool set_scope(struct flow_state *s, const struct flow_effect *e)
{
    struct scope *c = state_scope(s, e->id);

    if (c == NULL || e->at < 0 || e->at > UINT32_MAX)
        return false;
    if (e->what == FLOW_MOVED) {
        c->element = e->element;
        return true;
    }
    if (e->what == FLOW_IN_KEPT)
        return keep_scope(s, c);
    if (e->what == FLOW_IN_COMPENSATION)
        return revive_scope(s, c, e->scope);
    c->done = e->n;
    c->turn = (uint32_t)e->at;
    c->n = e->owner;
    return true;
}

static void drop_values(struct flow_state *s, uint32_t scope)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->value_count; i++)
        if (s->values[i].scope != scope)
            s->values[kept++] = s->values[i];
    s->value_count = kept;
}

#define REMOVE(s, list, count, p) do { \
    size_t i_ = (size_t)((p) - (s)->list); \
    memmove((p), (p) + 1, ((s)->count - i_ - 1) * sizeof *(p)); \
    (s)->count--; } while (0)

/* The values of the process itself outlive it: they are its outcome. */
static bool close_scope(struct flow_state *s, const struct flow_effect *e)
{
    struct scope *c = state_scope(s, e->id);

    if (c == NULL || c->live != 0)
        return false;
    if (e->what == FLOW_CLOSED_DONE)
        mark(s, c->element);
    if (c->parent != 0) {
        settle(s, c->parent, c->what == FLOW_IN_KEPT ? 0 : -1);
        drop_values(s, c->id);
    }
    REMOVE(s, scopes, scope_count, c);
    return true;
}

static bool put_token(struct arena *a, struct flow_state *s, const struct flow_effect *e)
{
    mark(s, e->element);
    if (e->id == 0)
        return true;
    if (!take_id(s, e->id) || !settle(s, e->scope, 1) || s->token_count >= FLOW_LIVE_MAX)
        return false;
    s->tokens = arena_grow(a, s->tokens, s->token_count, &s->token_cap, sizeof *s->tokens);
    s->tokens[s->token_count++] = (struct token){ e->id, e->scope, e->element };
    return true;
}

static bool take_token(struct flow_state *s, const struct flow_effect *e)
{
    struct token *t = state_token(s, e->id);

    if (t == NULL)
        return false;
    settle(s, t->scope, -1);
    REMOVE(s, tokens, token_count, t);
    return true;
}

static bool open_item(struct arena *a, struct flow_state *s, const struct flow_effect *e)
{
    if (!take_id(s, e->id) || !settle(s, e->scope, 1) || s->item_count >= FLOW_LIVE_MAX)
        return false;
    s->items = arena_grow(a, s->items, s->item_count, &s->item_cap, sizeof *s->items);
    s->items[s->item_count++] = (struct item){ .id = e->id, .scope = e->scope, .element = e->element, .n = e->n,
        .what = e->what, .at = e->at, .who = e->who, .data = e->data };
    return true;
}

static bool move_item(struct flow_state *s, struct item *it, const struct flow_effect *e)
{
    if (!settle(s, e->scope, 1))
        return false;
    settle(s, it->scope, -1);
    it->scope = e->scope;
    it->element = e->element;
    return true;
}

static bool set_item(struct flow_state *s, const struct flow_effect *e)
{
    struct item *it = state_item(s, e->id);

    if (it == NULL)
        return false;
    switch (e->what) {
    case FLOW_ITEM_TRANSFERRED: it->who = e->who; it->delegated = false; it->back = 0; return true;
    case FLOW_ITEM_DELEGATED:   it->back = it->who; it->who = e->who; it->delegated = true; return true;
    case FLOW_ITEM_TAKEN_BACK:  it->who = it->back; it->delegated = false; it->back = 0; return true;
    case FLOW_ITEM_HELD:        it->held = true; return true;
    case FLOW_ITEM_FREED:       it->held = false; return true;
    case FLOW_MOVED:       return move_item(s, it, e);
    default: return false;
    }
}

static bool close_item(struct flow_state *s, const struct flow_effect *e)
{
    struct item *it = state_item(s, e->id);

    if (it == NULL)
        return false;
    if (e->what == FLOW_CLOSED_DONE)
        mark(s, it->element);
    settle(s, it->scope, -1);
    REMOVE(s, items, item_count, it);
    return true;
}

static bool holds(const struct wait *w)
{
    return w->owner == 0;
}

static bool open_wait(struct arena *a, struct flow_state *s, const struct flow_effect *e)
{
    struct wait w = { e->id, e->scope, e->element, e->owner, e->n, e->what, e->at, e->text };

    if (!take_id(s, e->id) || !settle(s, e->scope, holds(&w) ? 1 : 0) || s->wait_count >= FLOW_LIVE_MAX)
        return false;
    s->waits = arena_grow(a, s->waits, s->wait_count, &s->wait_cap, sizeof *s->waits);
    s->waits[s->wait_count++] = w;
    return true;
}

static bool close_wait(struct flow_state *s, const struct flow_effect *e)
{
    struct wait *w = state_wait(s, e->id);

    if (w == NULL)
        return false;
    if (holds(w))
        settle(s, w->scope, -1);
    REMOVE(s, waits, wait_count, w);
    return true;
}

static bool set_value(struct arena *a, struct flow_state *s, const struct flow_effect *e)
{
    if (state_scope(s, e->scope) == NULL || e->data == NULL)
        return false;
    for (size_t i = 0; i < s->value_count; i++)
        if (s->values[i].scope == e->scope && str_eq(s->values[i].name, e->text)) {
            s->values[i].data = e->data;
            return true;
        }
    if (s->value_count >= FLOW_LIVE_MAX)
        return false;
    s->values = arena_grow(a, s->values, s->value_count, &s->value_cap, sizeof *s->values);
    s->values[s->value_count++] = (struct value){ e->scope, e->text, e->data };
    return true;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_hex(struct str s, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (hex_digit(s.p[i]) < 0)
            return false;
        *out = *out << 4 | (uint64_t)hex_digit(s.p[i]);
    }
    return s.len == 16;
}

struct str state_marks_text(struct arena *a, const struct flow_state *s, const uint64_t *marks)
{
    struct buf b = buf_in(a);

    for (uint32_t w = 0; w < words_for(s->elements); w++)
        buf_printf(&b, "%016llx", (unsigned long long)marks[w]);
    return buf_str(&b);
}

static bool read_marks(struct flow_state *s, struct str text)
{
    if (text.len != (size_t)words_for(s->elements) * 16)
        return false;
    for (uint32_t w = 0; w < words_for(s->elements); w++)
        if (!read_hex(str_sub(text, (size_t)w * 16, 16), &s->marks[w]))
            return false;
    return true;
}

/* Bound to the flow named by its hash; a new version brings the number of its elements and the path in its numbers. */
static bool bind(struct arena *a, struct flow_state *s, const struct flow_effect *e)
{
    if (e->n == 0 || e->n > FLOW_ELEMENTS_MAX || !read_hex(e->text, &s->hash))
        return false;
    s->elements = e->n;
    s->marks = ARENA_ARRAY(a, words_for(e->n), uint64_t);
    s->fits = NULL;
    return true;
}

static bool set_case(struct arena *a, struct flow_state *s, const struct flow_effect *e)
{
    switch (e->what) {
    case FLOW_CASE_STARTED:   return s->elements == 0 && bind(a, s, e);
    case FLOW_CASE_VERSION:   return bind(a, s, e);
    case FLOW_CASE_MARKS:     return read_marks(s, e->text);
    case FLOW_CASE_SUSPENDED: s->status = FLOW_SUSPENDED; return true;
    case FLOW_CASE_RESUMED:   s->status = FLOW_RUNNING; return true;
    case FLOW_CASE_FINISHED:  s->status = FLOW_FINISHED; return true;
    case FLOW_CASE_FAILED:    s->status = FLOW_FAILED; return true;
    case FLOW_CASE_WITHDRAWN: s->status = FLOW_WITHDRAWN; return true;
    default: return false;
    }
}

bool state_apply(struct arena *a, struct flow_state *s, const struct flow_effect *e)
{
    if (e->kind != FLOW_CASE_SET && e->element > s->elements)
        return false;
    switch (e->kind) {
    case FLOW_SCOPE_OPEN:  return open_scope(a, s, e);
    case FLOW_SCOPE_SET:   return set_scope(s, e);
    case FLOW_SCOPE_CLOSE: return close_scope(s, e);
    case FLOW_TOKEN_PUT:   return put_token(a, s, e);
    case FLOW_TOKEN_TAKE:  return take_token(s, e);
    case FLOW_ITEM_OPEN:   return open_item(a, s, e);
    case FLOW_ITEM_SET:    return set_item(s, e);
    case FLOW_ITEM_CLOSE:  return close_item(s, e);
    case FLOW_WAIT_OPEN:   return open_wait(a, s, e);
    case FLOW_WAIT_CLOSE:  return close_wait(s, e);
    case FLOW_VALUE_SET:   return set_value(a, s, e);
    case FLOW_CASE_SET:    return set_case(a, s, e);
    case FLOW_SEND:
    case FLOW_TRACE:       return true;
    case FLOW_EFFECT_COUNT: break;
    }
    return false;
}

/* A scope may be moved into one that came later (sign round), so parents are followed, not counted in order. */
static bool rooted(const struct flow_state *s, const struct scope *c)
{
    for (size_t steps = 0; steps <= s->scope_count; steps++) {
        if (c->parent == 0)
            return true;
        c = state_scope(s, c->parent);
        if (c == NULL)
            return false;
    }
    return false;
}

bool state_count(struct flow_state *s)
{
    bool good = true;

    for (size_t i = 0; i < s->scope_count; i++)
        s->scopes[i].live = 0;
    for (size_t i = 0; i < s->scope_count; i++)
        good &= rooted(s, &s->scopes[i]) && (s->scopes[i].parent == 0
            || settle(s, s->scopes[i].parent, s->scopes[i].what == FLOW_IN_KEPT ? 0 : 1));
    for (size_t i = 0; i < s->token_count; i++)
        good &= settle(s, s->tokens[i].scope, 1);
    for (size_t i = 0; i < s->item_count; i++)
        good &= settle(s, s->items[i].scope, 1);
    for (size_t i = 0; i < s->wait_count; i++)
        good &= settle(s, s->waits[i].scope, holds(&s->waits[i]) ? 1 : 0);
    return good;
}
