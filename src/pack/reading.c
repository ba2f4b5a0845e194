/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/reading.h"

#include "base/buf.h"

static void note(struct reading *r, int line, bool fatal, struct str why)
{
    struct pack_report *p = r->report;

    p->items = arena_grow(r->arena, p->items, p->count, &p->cap, sizeof *p->items);
    p->items[p->count++] = (struct pack_finding){ r->file, why, line, fatal };
    p->fatal += fatal ? 1 : 0;
}

void reading_fault(struct reading *r, int line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    note(r, line, true, arena_vprintf(r->arena, format, args));
    va_end(args);
}

void reading_warn(struct reading *r, int line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    note(r, line, false, arena_vprintf(r->arena, format, args));
    va_end(args);
}

void reading_fault_new(struct reading *r, int line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    note(r, line, !r->frozen, arena_vprintf(r->arena, format, args));
    va_end(args);
}

const struct source *reading_file(struct reading *r, const char *path)
{
    r->file = str_of(path);
    for (size_t i = 0; i < r->file_count; i++)
        if (str_is(r->files[i].path, path))
            return &r->files[i];
    return NULL;
}

const struct source *reading_folder(struct reading *r, const char *folder, size_t *count)
{
    const struct source *first = NULL;

    *count = 0;
    for (size_t i = 0; i < r->file_count; i++) {
        if (!str_starts(r->files[i].path, str_of(folder)))
            continue;
        first = first != NULL ? first : &r->files[i];
        (*count)++;
    }
    return first;
}

struct str reading_stem(struct str path)
{
    size_t from = path.len, to;

    while (from > 0 && path.p[from - 1] != '/')
        from--;
    for (to = path.len; to > from && path.p[to - 1] != '.';)
        to--;
    return str_sub(path, from, to > from ? to - 1 - from : path.len - from);
}

static bool listed(const char *words, struct str word)
{
    struct str rest = str_of(words), head;
    bool more = true;

    while (more) {
        more = str_cut(rest, ' ', &head, &rest);
        if (str_eq(head, word))
            return true;
    }
    return false;
}

void reading_keys(struct reading *r, const struct val *map, const char *known)
{
    if (map->kind != VAL_MAP)
        return;
    for (size_t i = 0; i < map->count; i++)
        if (!listed(known, map->keys[i]))
            reading_fault(r, map->items[i]->line, "\"%.*s\" is not a key here; use one of: %s", STR_ARG(map->keys[i]), known);
}

static const char *kind_name(enum val_kind kind)
{
    static const char *const names[] = { "nothing", "true or false", "a whole number", "a text", "a list", "a map" };

    return names[kind];
}

const struct val *reading_kind(struct reading *r, const struct val *map, const char *key, enum val_kind kind, enum need need)
{
    const struct val *v = val_at(map, key);

    if (v->kind == kind)
        return v;
    if (v->kind != VAL_NULL)
        reading_fault(r, v->line, "\"%s\" must be %s", key, kind_name(kind));
    else if (need == REQUIRED)
        reading_fault(r, map->line, "\"%s\" is missing: give %s", key, kind_name(kind));
    return &val_none;
}

struct str reading_text(struct reading *r, const struct val *map, const char *key, enum need need)
{
    const struct val *v = reading_kind(r, map, key, VAL_TEXT, need);

    if (v->kind == VAL_TEXT && need == REQUIRED && v->text.len == 0)
        reading_fault(r, v->line, "\"%s\" is empty: give a text", key);
    return v->kind == VAL_TEXT ? v->text : STR("");
}

struct label reading_name(struct reading *r, const struct val *map)
{
    struct label l = { reading_text(r, map, "zh", REQUIRED), reading_text(r, map, "en", OPTIONAL) };

    if (l.en.len == 0)
        reading_warn(r, map->line, "the English text is missing: the Chinese one will be shown on English pages");
    return l;
}

struct label reading_label_of(struct reading *r, const struct val *v)
{
    if (v->kind == VAL_MAP) {
        reading_keys(r, v, "zh en");
        return reading_name(r, v);
    }
    reading_fault(r, v->line, "give the text in both languages: {zh: ..., en: ...}");
    return (struct label){ STR(""), STR("") };
}

struct label reading_label(struct reading *r, const struct val *map, const char *key, enum need need)
{
    if (val_has(map, key))
        return reading_label_of(r, val_at(map, key));
    if (need == REQUIRED)
        reading_fault(r, map->line, "\"%s\" is missing: give {zh: ..., en: ...}", key);
    return (struct label){ STR(""), STR("") };
}

int64_t reading_int(struct reading *r, const struct val *map, const char *key, int64_t min, int64_t max, enum need need)
{
    const struct val *v = reading_kind(r, map, key, VAL_INT, need);

    if (v->kind != VAL_INT)
        return 0;
    if (v->num >= min && v->num <= max)
        return v->num;
    reading_fault(r, v->line, "\"%s\" must lie between %lld and %lld", key, (long long)min, (long long)max);
    return 0;
}

bool reading_bool(struct reading *r, const struct val *map, const char *key, bool absent)
{
    const struct val *v = reading_kind(r, map, key, VAL_BOOL, OPTIONAL);

    return v->kind == VAL_BOOL ? v->num != 0 : absent;
}

static struct str joined(struct arena *a, const char *const *words, size_t count)
{
    struct buf b = buf_in(a);

    for (size_t i = 0; i < count; i++)
        buf_printf(&b, "%s%s", i > 0 ? ", " : "", words[i]);
    return buf_str(&b);
}

size_t reading_word_of(struct reading *r, const struct val *v, const char *const *words, size_t count)
{
    struct str all;

    for (size_t i = 0; i < count; i++)
        if (v->kind == VAL_TEXT && str_is(v->text, words[i]))
            return i;
    all = joined(r->arena, words, count);
    reading_fault(r, v->line, "\"%.*s\" is not known here; use one of: %.*s", STR_ARG(v->text), STR_ARG(all));
    return 0;
}

size_t reading_word(struct reading *r, const struct val *map, const char *key, const char *const *words, size_t count)
{
    struct str all;

    if (val_has(map, key))
        return reading_word_of(r, val_at(map, key), words, count);
    all = joined(r->arena, words, count);
    reading_fault(r, map->line, "\"%s\" is missing: use one of: %.*s", key, STR_ARG(all));
    return 0;
}
