/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * State as bytes: version, hash of the flow, then counters, path and records with numbers in base 128, the lowest
 * seven bits first; ids as the distance from the one before.
 */
#include <string.h>

#include "base/buf.h"
#include "flow/state.h"

enum { FORMAT = 1, HASH_BYTES = 8, NUMBER_BYTES = 10, FIELDS_MAX = 12, SMALL_MARKS = 8 };

/* ---- writing: the room for all numbers is taken at once ---- */

static void put(struct buf *b, uint64_t n)
{
    while (n >= 0x80) {
        b->p[b->len++] = (char)((n & 0x7f) | 0x80);
        n >>= 7;
    }
    b->p[b->len++] = (char)n;
}

static void put_signed(struct buf *b, int64_t n)
{
    put(b, (uint64_t)n << 1 ^ (uint64_t)(n >> 63));
}

static void make_room(struct buf *b, size_t bytes)
{
    char *grown;

    if (b->len + bytes < b->cap)
        return;
    grown = arena_alloc(b->arena, b->len + bytes + b->cap + 1);
    if (b->len > 0)
        memcpy(grown, b->p, b->len);
    b->p = grown;
    b->cap = b->len + bytes + b->cap + 1;
}

static void put_text(struct buf *b, struct str s)
{
    make_room(b, s.len + NUMBER_BYTES);
    put(b, s.len);
    if (s.len > 0)
        memcpy(b->p + b->len, s.p, s.len);
    b->len += s.len;
}

static void put_data(struct buf *b, const struct feel *data)
{
    make_room(b, NUMBER_BYTES);
    put(b, data != NULL);
    if (data != NULL)
        feel_encode(b, data);
}

static void put_scopes(struct buf *b, const struct flow_state *s)
{
    uint32_t last = 0;

    put(b, s->scope_count);
    for (size_t i = 0; i < s->scope_count; i++) {
        const struct scope *c = &s->scopes[i];
        make_room(b, FIELDS_MAX * NUMBER_BYTES);
        put(b, c->id - last);
        put(b, c->parent);
        put(b, c->element);
        put(b, c->owner);
        put(b, c->n);
        put(b, c->done);
        put(b, c->turn);
        put(b, (uint64_t)c->what);
        put_signed(b, c->who);
        last = c->id;
    }
}

static void put_tokens(struct buf *b, const struct flow_state *s)
{
    uint32_t last = 0;

    make_room(b, NUMBER_BYTES);
    put(b, s->token_count);
    for (size_t i = 0; i < s->token_count; i++) {
        make_room(b, FIELDS_MAX * NUMBER_BYTES);
        put(b, s->tokens[i].id - last);
        put(b, s->tokens[i].scope);
        put(b, s->tokens[i].flow);
        last = s->tokens[i].id;
    }
}

static void put_items(struct buf *b, const struct flow_state *s)
{
    uint32_t last = 0;

    make_room(b, NUMBER_BYTES);
    put(b, s->item_count);
    for (size_t i = 0; i < s->item_count; i++) {
        const struct item *it = &s->items[i];
        make_room(b, FIELDS_MAX * NUMBER_BYTES);
        put(b, it->id - last);
        put(b, it->scope);
        put(b, it->element);
        put(b, it->n);
        put(b, (uint64_t)it->what << 2 | (uint64_t)it->held << 1 | (uint64_t)it->delegated);
        put_signed(b, it->at);
        put_signed(b, it->who);
        put_signed(b, it->back);
        put_data(b, it->data);
        last = it->id;
    }
}

static void put_waits(struct buf *b, const struct flow_state *s)
{
    uint32_t last = 0;

    make_room(b, NUMBER_BYTES);
    put(b, s->wait_count);
    for (size_t i = 0; i < s->wait_count; i++) {
        const struct wait *w = &s->waits[i];
        make_room(b, FIELDS_MAX * NUMBER_BYTES);
        put(b, w->id - last);
        put(b, w->scope);
        put(b, w->element);
        put(b, w->owner);
        put(b, w->n);
        put(b, (uint64_t)w->what);
        put_signed(b, w->at);
        put_text(b, w->text);
        last = w->id;
    }
}

static void put_values(struct buf *b, const struct flow_state *s)
{
    make_room(b, NUMBER_BYTES);
    put(b, s->value_count);
    for (size_t i = 0; i < s->value_count; i++) {
        make_room(b, NUMBER_BYTES);
        put(b, s->values[i].scope);
        put_text(b, s->values[i].name);
        put_data(b, s->values[i].data);
    }
}

struct str flow_encode(struct arena *a, const struct flow_state *s)
{
    struct buf b = buf_in(a);
    size_t marks = words_for(s->elements) * sizeof *s->marks;
    size_t records = 1 + s->scope_count + s->item_count + s->wait_count;

    make_room(&b, 1 + HASH_BYTES + marks + 10 * NUMBER_BYTES + records * 24);
    b.p[b.len++] = FORMAT;
    memcpy(b.p + b.len, &s->hash, HASH_BYTES);
    b.len += HASH_BYTES;
    put(&b, s->next_id);
    put(&b, s->elements);
    put(&b, (uint64_t)s->status);
    memcpy(b.p + b.len, s->marks, marks);
    b.len += marks;
    put_scopes(&b, s);
    put_tokens(&b, s);
    put_items(&b, s);
    put_waits(&b, s);
    put_values(&b, s);
    return (struct str){ b.p, b.len };
}

/* ---- reading: bytes may be hostile ---- */

struct input { struct arena *arena; struct str bytes; size_t at; bool bad; };

static uint64_t get(struct input *in, uint64_t max)
{
    uint64_t n = 0;

    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t byte;
        if (in->at >= in->bytes.len)
            break;
        byte = (uint8_t)in->bytes.p[in->at++];
        n |= (uint64_t)(byte & 0x7f) << shift;
        if (byte >= 0x80)
            continue;
        in->bad |= n > max;
        return n > max ? 0 : n;
    }
    in->bad = true;
    return 0;
}

static uint32_t get32(struct input *in)
{
    return (uint32_t)get(in, UINT32_MAX);
}

static int64_t get_signed(struct input *in)
{
    uint64_t n = get(in, UINT64_MAX);

    return (int64_t)(n >> 1 ^ (~(n & 1) + 1));
}

/* A record takes at least three bytes, so that a short text cannot ask for much memory. */
static size_t get_count(struct input *in)
{
    size_t n = (size_t)get(in, FLOW_LIVE_MAX);

    if (n > in->bytes.len / 3)
        in->bad = true;
    return in->bad ? 0 : n;
}

static uint32_t get_id(struct input *in, uint32_t *last, uint32_t next_id)
{
    uint64_t id = (uint64_t)*last + get32(in);

    if (id <= *last || id >= next_id)
        in->bad = true;
    *last = in->bad ? *last : (uint32_t)id;
    return *last;
}

static struct str get_text(struct input *in)
{
    size_t len = (size_t)get(in, in->bytes.len);
    struct str s = str_sub(in->bytes, in->at, len);

    if (s.len != len || !str_utf8(s)) {
        in->bad = true;
        return STR("");
    }
    in->at += len;
    return s.len > 0 ? s : STR("");
}

static const struct feel *get_data(struct input *in)
{
    const struct feel *data = NULL;

    if (get(in, 1) == 1 && !in->bad && feel_decode(in->arena, in->bytes, &in->at, &data) != OK)
        in->bad = true;
    return in->bad ? NULL : data;
}

static enum flow_what get_what(struct input *in, enum flow_what least, enum flow_what most)
{
    uint64_t n = get(in, FLOW_WHAT_COUNT - 1);

    if (n < (uint64_t)least || n > (uint64_t)most)
        in->bad = true;
    return in->bad ? least : (enum flow_what)n;
}

static void get_scopes(struct input *in, struct flow_state *s)
{
    uint32_t last = 0;

    s->scope_count = get_count(in);
    if (s->scope_count > s->scope_cap) {
        s->scopes = ARENA_ARRAY(in->arena, s->scope_count, struct scope);
        s->scope_cap = s->scope_count;
    }
    for (size_t i = 0; i < s->scope_count; i++) {
        struct scope *c = &s->scopes[i];
        c->id = get_id(in, &last, s->next_id);
        c->parent = get32(in);
        c->element = (uint32_t)get(in, s->elements);
        c->owner = get32(in);
        c->n = get32(in);
        c->done = get32(in);
        c->turn = get32(in);
        c->what = get_what(in, FLOW_IN_PROCESS, FLOW_IN_KEPT);
        c->who = get_signed(in);
    }
}

static void get_tokens(struct input *in, struct flow_state *s)
{
    uint32_t last = 0;

    s->token_count = get_count(in);
    if (s->token_count > s->token_cap) {
        s->tokens = ARENA_ARRAY(in->arena, s->token_count, struct token);
        s->token_cap = s->token_count;
    }
    for (size_t i = 0; i < s->token_count; i++) {
        s->tokens[i].id = get_id(in, &last, s->next_id);
        s->tokens[i].scope = get32(in);
        s->tokens[i].flow = (uint32_t)get(in, s->elements);
    }
}

static void get_items(struct input *in, struct flow_state *s)
{
    uint32_t last = 0;

    s->item_count = get_count(in);
    if (s->item_count > s->item_cap) {
        s->items = ARENA_ARRAY(in->arena, s->item_count, struct item);
        s->item_cap = s->item_count;
    }
    for (size_t i = 0; i < s->item_count; i++) {
        struct item *it = &s->items[i];
        uint64_t what;
        it->id = get_id(in, &last, s->next_id);
        it->scope = get32(in);
        it->element = (uint32_t)get(in, s->elements);
        it->n = get32(in);
        what = get(in, FLOW_ITEM_RECEIVE << 2 | 3);
        it->held = what >> 1 & 1;
        it->delegated = what & 1;
        it->what = (enum flow_what)(what >> 2);
        in->bad |= it->what < FLOW_ITEM_USER;
        it->at = get_signed(in);
        it->who = get_signed(in);
        it->back = get_signed(in);
        it->data = get_data(in);
    }
}

static void get_waits(struct input *in, struct flow_state *s)
{
    uint32_t last = 0;

    s->wait_count = get_count(in);
    if (s->wait_count > s->wait_cap) {
        s->waits = ARENA_ARRAY(in->arena, s->wait_count, struct wait);
        s->wait_cap = s->wait_count;
    }
    for (size_t i = 0; i < s->wait_count; i++) {
        struct wait *w = &s->waits[i];
        w->id = get_id(in, &last, s->next_id);
        w->scope = get32(in);
        w->element = (uint32_t)get(in, s->elements);
        w->owner = get32(in);
        w->n = get32(in);
        w->what = get_what(in, FLOW_ON_TIMER, FLOW_ON_COMPENSATION);
        w->at = get_signed(in);
        w->text = get_text(in);
    }
}

static void get_values(struct input *in, struct flow_state *s)
{
    s->value_count = get_count(in);
    if (s->value_count > s->value_cap) {
        s->values = ARENA_ARRAY(in->arena, s->value_count, struct value);
        s->value_cap = s->value_count;
    }
    for (size_t i = 0; i < s->value_count; i++) {
        s->values[i].scope = get32(in);
        s->values[i].name = get_text(in);
        s->values[i].data = get_data(in);
        in->bad |= s->values[i].data == NULL;
    }
}

/* Most cases have little alive: room for that comes with the state, so that reading one asks for memory twice. */
static struct flow_state *state_small(struct arena *a)
{
    enum { FEW = 4 };
    struct small {
        struct flow_state state;
        uint64_t marks[SMALL_MARKS];
        struct scope scopes[FEW];
        struct token tokens[FEW];
        struct item items[FEW];
        struct wait waits[FEW];
        struct value values[FEW];
    } *small = ARENA_NEW(a, struct small);
    struct flow_state *s = &small->state;

    s->marks = small->marks;
    s->scopes = small->scopes;
    s->tokens = small->tokens;
    s->items = small->items;
    s->waits = small->waits;
    s->values = small->values;
    s->scope_cap = s->token_cap = s->item_cap = s->wait_cap = s->value_cap = FEW;
    return s;
}

static void get_head(struct input *in, struct flow_state *s)
{
    size_t marks;

    if (in->bytes.len < 1 + HASH_BYTES || in->bytes.p[0] != FORMAT) {
        in->bad = true;
        return;
    }
    memcpy(&s->hash, in->bytes.p + 1, HASH_BYTES);
    in->at = 1 + HASH_BYTES;
    s->next_id = get32(in);
    s->elements = (uint32_t)get(in, FLOW_ELEMENTS_MAX);
    s->status = (enum flow_status)get(in, FLOW_WITHDRAWN);
    marks = words_for(s->elements) * sizeof *s->marks;
    if (in->bad || s->next_id == 0 || in->bytes.len - in->at < marks) {
        in->bad = true;
        return;
    }
    if (marks > sizeof *s->marks * SMALL_MARKS)
        s->marks = arena_alloc(in->arena, marks);
    memcpy(s->marks, in->bytes.p + in->at, marks);
    in->at += marks;
}

enum err flow_decode(struct arena *a, const struct flow *f, struct str bytes, struct flow_state **out)
{
    struct flow_state *s = state_small(a);
    struct input in = { a, arena_str(a, bytes), 0, false };

    get_head(&in, s);
    if (!in.bad)
        get_scopes(&in, s);
    if (!in.bad)
        get_tokens(&in, s);
    if (!in.bad)
        get_items(&in, s);
    if (!in.bad)
        get_waits(&in, s);
    if (!in.bad)
        get_values(&in, s);
    if (in.bad || in.at != bytes.len || !state_count(s) || (f != NULL && !state_fits(f, s)))
        return ERR_INVALID;
    s->fits = f;
    *out = s;
    return OK;
}
