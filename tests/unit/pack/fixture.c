/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "fixture.h"

#include "base/json.h"

struct pack *small_pack(struct arena *a)
{
    struct pack *p;
    struct pack_report report;

    if (pack_read(a, SMALL_PACK, &p, &report) != OK || report.count > 0)
        fail_msg("%s", pack_report_text(a, STR(SMALL_PACK), &report).p);
    return p;
}

static struct str replaced(struct arena *a, struct str in, const struct alteration *c)
{
    ptrdiff_t at = str_find(in, str_of(c->from));

    if (at < 0)
        fail_msg("%s has no \"%s\"", c->file, c->from);
    return arena_printf(a, "%.*s%s%s", (int)at, in.p, c->to, in.p + at + str_of(c->from).len);
}

static struct val *without(struct arena *a, const struct val *map, const char *key)
{
    struct val *rest = val_map(a);

    for (size_t i = 0; i < map->count; i++)
        if (!str_is(map->keys[i], key))
            val_put(a, rest, map->keys[i], map->items[i]);
    return rest;
}

struct str altered(struct arena *a, const struct alteration *c)
{
    struct val *map;
    struct str now;

    assert_int_equal(json_read(a, small_pack(a)->frozen, &map, NULL), OK);
    now = val_str(map, c->file);
    if (c->to == NULL)
        map = without(a, map, c->file);
    else
        val_put(a, map, str_of(c->file), val_text(a, c->from == NULL ? str_of(c->to) : replaced(a, now, c)));
    return json_write(a, map);
}

static bool found(const struct pack_report *report, const char *file, const struct alteration *c, bool fatal)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct pack_finding *f = &report->items[i];
        if (f->fatal == fatal && f->line == c->line && str_is(f->file, file) && str_find(f->why, str_of(c->why)) >= 0)
            return true;
    }
    return false;
}

static void expect(const char *file, const struct alteration *changes, size_t count, bool fatal)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *a = arena_new(0);
        struct pack *p;
        struct pack_report report;
        enum err e = pack_thaw(a, altered(a, &changes[i]), &p, &report);
        if (e != (fatal ? ERR_INVALID : OK) || !found(&report, file != NULL ? file : changes[i].file, &changes[i], fatal))
            fail_msg("expected %s:%d \"%s\", got %s\n%s", changes[i].file, changes[i].line, changes[i].why, err_name(e),
                     pack_report_text(a, STR("small"), &report).p);
        arena_free(a);
    }
}

void expect_refused(const struct alteration *changes, size_t count)
{
    expect(NULL, changes, count, true);
}

void expect_refused_in(const char *file, const struct alteration *changes, size_t count)
{
    expect(file, changes, count, true);
}

void expect_warned(const struct alteration *changes, size_t count)
{
    expect(NULL, changes, count, false);
}
