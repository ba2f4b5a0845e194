/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/val.h"

const struct val val_none = { .kind = VAL_NULL };

static struct val *make(struct arena *a, enum val_kind kind)
{
    struct val *v = ARENA_NEW(a, struct val);

    v->kind = kind;
    return v;
}

struct val *val_null(struct arena *a) { return make(a, VAL_NULL); }
struct val *val_list(struct arena *a) { return make(a, VAL_LIST); }
struct val *val_map(struct arena *a) { return make(a, VAL_MAP); }

struct val *val_bool(struct arena *a, bool b)
{
    struct val *v = make(a, VAL_BOOL);

    v->num = b;
    return v;
}

struct val *val_int(struct arena *a, int64_t n)
{
    struct val *v = make(a, VAL_INT);

    v->num = n;
    return v;
}

struct val *val_text(struct arena *a, struct str s)
{
    struct val *v = make(a, VAL_TEXT);

    v->text = s;
    return v;
}

void val_push(struct arena *a, struct val *list, struct val *item)
{
    list->items = arena_grow(a, list->items, list->count, &list->cap, sizeof *list->items);
    list->items[list->count++] = item;
}

static ptrdiff_t slot(const struct val *map, struct str key)
{
    for (size_t i = 0; map != NULL && map->kind == VAL_MAP && i < map->count; i++)
        if (str_eq(map->keys[i], key))
            return (ptrdiff_t)i;
    return -1;
}

void val_put(struct arena *a, struct val *map, struct str key, struct val *value)
{
    ptrdiff_t at = slot(map, key);
    size_t cap = map->cap;

    if (at >= 0) {
        map->items[at] = value;
        return;
    }
    map->items = arena_grow(a, map->items, map->count, &cap, sizeof *map->items);
    map->keys = arena_grow(a, map->keys, map->count, &map->cap, sizeof *map->keys);
    map->keys[map->count] = key;
    map->items[map->count++] = value;
}

struct val *val_set(struct arena *a, struct val *map, const char *key, struct val *value)
{
    val_put(a, map, str_of(key), value);
    return map;
}

struct val *val_set_int(struct arena *a, struct val *map, const char *key, int64_t n)
{
    return val_set(a, map, key, val_int(a, n));
}

struct val *val_set_bool(struct arena *a, struct val *map, const char *key, bool b)
{
    return val_set(a, map, key, val_bool(a, b));
}

struct val *val_set_str(struct arena *a, struct val *map, const char *key, struct str s)
{
    return val_set(a, map, key, val_text(a, s));
}

const struct val *val_find(const struct val *v, struct str key)
{
    ptrdiff_t at = slot(v, key);

    return at >= 0 ? v->items[at] : NULL;
}

const struct val *val_at(const struct val *v, const char *key)
{
    const struct val *found = val_find(v, str_of(key));

    return found != NULL ? found : &val_none;
}

static const struct val *child(const struct val *v, struct str name)
{
    const struct val *found = &val_none;
    int64_t index;

    if (v->kind == VAL_LIST && str_int(name, &index) == OK && index >= 0 && (size_t)index < v->count)
        found = v->items[index];
    else if (v->kind == VAL_MAP && val_find(v, name) != NULL)
        found = val_find(v, name);
    return found;
}

const struct val *val_path(const struct val *v, struct str path)
{
    struct str head;

    while (v != NULL && path.len > 0) {
        str_cut(path, '.', &head, &path);
        v = child(v, head);
    }
    return v != NULL ? v : &val_none;
}

struct str val_str(const struct val *v, const char *key)
{
    const struct val *found = val_at(v, key);

    return found->kind == VAL_TEXT ? found->text : STR("");
}

int64_t val_num(const struct val *v, const char *key)
{
    const struct val *found = val_at(v, key);

    return found->kind == VAL_INT || found->kind == VAL_BOOL ? found->num : 0;
}

bool val_has(const struct val *v, const char *key)
{
    return val_at(v, key)->kind != VAL_NULL;
}

bool val_truth(const struct val *v)
{
    if (v == NULL)
        return false;
    switch (v->kind) {
    case VAL_NULL: return false;
    case VAL_BOOL: return v->num != 0;
    case VAL_INT:  return true;
    case VAL_TEXT: return v->text.len > 0;
    case VAL_LIST: return v->count > 0;
    case VAL_MAP:  return true;
    }
    return false;
}

static bool same_items(const struct val *a, const struct val *b)
{
    for (size_t i = 0; i < a->count; i++) {
        const struct val *other = a->kind == VAL_MAP ? val_find(b, a->keys[i]) : b->items[i];
        if (other == NULL || !val_same(a->items[i], other))
            return false;
    }
    return true;
}

bool val_same(const struct val *a, const struct val *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case VAL_NULL: return true;
    case VAL_BOOL:
    case VAL_INT:  return a->num == b->num;
    case VAL_TEXT: return str_eq(a->text, b->text);
    case VAL_LIST:
    case VAL_MAP:  return a->count == b->count && same_items(a, b);
    }
    return false;
}

struct val *val_copy(struct arena *a, const struct val *v)
{
    struct val *copy = make(a, v->kind);

    copy->line = v->line;
    copy->num = v->num;
    if (v->kind == VAL_TEXT)
        copy->text = arena_str(a, v->text);
    for (size_t i = 0; i < v->count; i++) {
        if (v->kind == VAL_MAP)
            val_put(a, copy, arena_str(a, v->keys[i]), val_copy(a, v->items[i]));
        else
            val_push(a, copy, val_copy(a, v->items[i]));
    }
    return copy;
}
