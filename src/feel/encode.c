/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <stdlib.h>

#include "feel/time.h"

/* One byte before every value; they stand in stored states and never change their meaning. */
enum tag {
    TAG_NULL, TAG_FALSE, TAG_TRUE, TAG_INT, TAG_DECIMAL, TAG_TEXT, TAG_DATE, TAG_TIME, TAG_DATE_TIME,
    TAG_DURATION, TAG_LIST, TAG_CONTEXT, TAG_RANGE
};

static void put_count(struct buf *b, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        buf_char(b, (char)(0x80 | (n & 0x7F)));
    buf_char(b, (char)n);
}

static void put_text(struct buf *b, enum tag tag, struct str s)
{
    buf_char(b, (char)tag);
    put_count(b, s.len);
    buf_add(b, s);
}

static void put_number(struct buf *b, const struct feel *v)
{
    int64_t n;

    if (!feel_to_int(v, &n)) {
        put_text(b, TAG_DECIMAL, feel_string(b->arena, v));
        return;
    }
    buf_char(b, TAG_INT);
    put_count(b, (uint64_t)n << 1 ^ (uint64_t)(n >> 63));
}

static void put_list(struct buf *b, const struct feel *v)
{
    buf_char(b, TAG_LIST);
    put_count(b, v->count);
    for (size_t i = 0; i < v->count; i++)
        feel_encode(b, v->items[i]);
}

struct entry { struct str key; const struct feel *item; };

static int by_key(const void *l, const void *r)
{
    return str_cmp(((const struct entry *)l)->key, ((const struct entry *)r)->key);
}

static void put_entry(struct buf *b, struct str key, const struct feel *item)
{
    put_count(b, key.len);
    buf_add(b, key);
    feel_encode(b, item);
}

static void put_sorted(struct buf *b, const struct feel *v)
{
    struct entry *entries = ARENA_ARRAY(b->arena, v->count, struct entry);

    for (size_t i = 0; i < v->count; i++)
        entries[i] = (struct entry){ v->keys[i], v->items[i] };
    qsort(entries, v->count, sizeof *entries, by_key);
    for (size_t i = 0; i < v->count; i++)
        put_entry(b, entries[i].key, entries[i].item);
}

static bool is_sorted(const struct feel *v)
{
    for (size_t i = 1; i < v->count; i++)
        if (str_cmp(v->keys[i - 1], v->keys[i]) > 0)
            return false;
    return true;
}

/* What was decoded before is in order already, and most states are. */
static void put_context(struct buf *b, const struct feel *v)
{
    buf_char(b, TAG_CONTEXT);
    put_count(b, v->count);
    if (!is_sorted(v)) {
        put_sorted(b, v);
        return;
    }
    for (size_t i = 0; i < v->count; i++)
        put_entry(b, v->keys[i], v->items[i]);
}

void feel_encode(struct buf *b, const struct feel *v)
{
    switch (feel_kind(v)) {
    case FEEL_NULL:
    case FEEL_FUNCTION:  buf_char(b, TAG_NULL); break;
    case FEEL_BOOL:      buf_char(b, v->truth ? TAG_TRUE : TAG_FALSE); break;
    case FEEL_NUMBER:    put_number(b, v); break;
    case FEEL_TEXT:      put_text(b, TAG_TEXT, v->text); break;
    case FEEL_DATE:      put_text(b, TAG_DATE, feel_string(b->arena, v)); break;
    case FEEL_TIME:      put_text(b, TAG_TIME, feel_string(b->arena, v)); break;
    case FEEL_DATE_TIME: put_text(b, TAG_DATE_TIME, feel_string(b->arena, v)); break;
    case FEEL_MONTHS:
    case FEEL_SECONDS:   put_text(b, TAG_DURATION, feel_string(b->arena, v)); break;
    case FEEL_LIST:      put_list(b, v); break;
    case FEEL_CONTEXT:   put_context(b, v); break;
    case FEEL_RANGE:
        buf_char(b, TAG_RANGE);
        buf_char(b, (char)((v->range.low_open ? 1 : 0) | (v->range.high_open ? 2 : 0)));
        feel_encode(b, v->range.low);
        feel_encode(b, v->range.high);
        break;
    }
}

/* ---- decoding: every length is checked against what is left before anything is made ---- */

struct source { struct arena *arena; struct str s; size_t at; int depth; };

static bool take_byte(struct source *s, unsigned char *out)
{
    if (s->at >= s->s.len)
        return false;
    *out = (unsigned char)s->s.p[s->at++];
    return true;
}

static enum err take_count(struct source *s, uint64_t *out)
{
    uint64_t n = 0;
    unsigned char c = 0x80;

    for (int shift = 0; c & 0x80; shift += 7) {
        if (shift > 63 || !take_byte(s, &c) || (shift == 63 && c > 1) || (shift > 0 && c == 0))
            return ERR_INVALID;
        n |= (uint64_t)(c & 0x7F) << shift;
    }
    *out = n;
    return OK;
}

static enum err take_text(struct source *s, struct str *out)
{
    uint64_t len;

    TRY(take_count(s, &len));
    if (len > s->s.len - s->at)
        return ERR_INVALID;
    *out = arena_str(s->arena, str_sub(s->s, s->at, (size_t)len));
    s->at += (size_t)len;
    return str_utf8(*out) ? OK : ERR_INVALID;
}

static enum err take_value(struct source *s, const struct feel **out);

static enum err take_int(struct source *s, const struct feel **out)
{
    uint64_t n;

    TRY(take_count(s, &n));
    *out = feel_int(s->arena, (int64_t)(n >> 1 ^ (0 - (n & 1))));
    return OK;
}

static enum feel_kind kind_of(enum tag tag)
{
    switch (tag) {
    case TAG_DECIMAL:   return FEEL_NUMBER;
    case TAG_DATE:      return FEEL_DATE;
    case TAG_TIME:      return FEEL_TIME;
    case TAG_DATE_TIME: return FEEL_DATE_TIME;
    default:            return FEEL_TEXT;
    }
}

/* What was written as text must come out as the same text again, or there would be two forms of a value. */
static enum err take_literal(struct source *s, enum tag tag, const struct feel **out)
{
    struct str text;
    const struct feel *v;
    int64_t whole;
    bool duration;

    TRY(take_text(s, &text));
    v = tag == TAG_DECIMAL ? feel_number(s->arena, text) : feel_temporal(s->arena, text);
    if (feel_to_int(v, &whole))
        return ERR_INVALID;
    duration = tag == TAG_DURATION && (value_is(v, FEEL_MONTHS) || value_is(v, FEEL_SECONDS));
    if ((!duration && !value_is(v, kind_of(tag))) || !str_eq(feel_string(s->arena, v), text))
        return ERR_INVALID;
    *out = v;
    return OK;
}

static enum err take_list(struct source *s, const struct feel **out)
{
    uint64_t count;
    const struct feel **items;

    TRY(take_count(s, &count));
    if (count > s->s.len - s->at)
        return ERR_INVALID;
    items = ARENA_ARRAY(s->arena, (size_t)count, const struct feel *);
    for (size_t i = 0; i < count; i++)
        TRY(take_value(s, &items[i]));
    *out = feel_list(s->arena, items, (size_t)count);
    return OK;
}

static enum err take_context(struct source *s, const struct feel **out)
{
    uint64_t count;
    const struct feel **items;
    struct str *keys;

    TRY(take_count(s, &count));
    if (count > (s->s.len - s->at) / 2)
        return ERR_INVALID;
    items = ARENA_ARRAY(s->arena, (size_t)count, const struct feel *);
    keys = ARENA_ARRAY(s->arena, (size_t)count, struct str);
    for (size_t i = 0; i < count; i++) {
        TRY(take_text(s, &keys[i]));
        if (i > 0 && str_cmp(keys[i - 1], keys[i]) >= 0)
            return ERR_INVALID;
        TRY(take_value(s, &items[i]));
    }
    *out = value_context(s->arena, keys, items, (size_t)count);
    return OK;
}

static enum err take_range(struct source *s, const struct feel **out)
{
    unsigned char ends;
    struct range range;

    if (!take_byte(s, &ends) || ends > 3)
        return ERR_INVALID;
    range = (struct range){ .low_open = (ends & 1) != 0, .high_open = (ends & 2) != 0 };
    TRY(take_value(s, &range.low));
    TRY(take_value(s, &range.high));
    *out = value_range(s->arena, range);
    return OK;
}

static enum err take_tagged(struct source *s, unsigned char tag, const struct feel **out)
{
    struct str text;

    switch (tag) {
    case TAG_NULL:    *out = feel_null(); return OK;
    case TAG_FALSE:   *out = feel_bool(false); return OK;
    case TAG_TRUE:    *out = feel_bool(true); return OK;
    case TAG_INT:     return take_int(s, out);
    case TAG_LIST:    return take_list(s, out);
    case TAG_CONTEXT: return take_context(s, out);
    case TAG_RANGE:   return take_range(s, out);
    case TAG_TEXT:
        TRY(take_text(s, &text));
        *out = feel_text(s->arena, text);
        return OK;
    case TAG_DECIMAL:
    case TAG_DATE:
    case TAG_TIME:
    case TAG_DATE_TIME:
    case TAG_DURATION: return take_literal(s, tag, out);
    default:           return ERR_INVALID;
    }
}

static enum err take_value(struct source *s, const struct feel **out)
{
    unsigned char tag;
    enum err e;

    if (s->depth >= FEEL_DEPTH_MAX)
        return ERR_LIMIT;
    if (!take_byte(s, &tag))
        return ERR_INVALID;
    s->depth++;
    e = take_tagged(s, tag, out);
    s->depth--;
    return e;
}

enum err feel_decode(struct arena *a, struct str bytes, size_t *at, const struct feel **out)
{
    struct source s = { .arena = a, .s = bytes, .at = *at };

    if (*at > bytes.len)
        return ERR_INVALID;
    TRY(take_value(&s, out));
    *at = s.at;
    return OK;
}
