/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "house_fixture.h"

#include <stdio.h>
#include <stdlib.h>

#include "domain/ids.h"
#include "domain/migrations.h"
#include "domain/statements.h"
#include "secure/secure.h"

static struct division divisions[] = {
    { .code = COUNTY_PLACE, .level = LEVEL_COUNTY, .name = { { "巴东县", 9 }, { "Badong", 6 } } },
    { .code = TOWNSHIP_PLACE, .level = LEVEL_TOWNSHIP, .name = { { "野三关镇", 12 }, { "Yesanguan", 9 } } },
    { .code = VILLAGE_PLACE, .level = LEVEL_VILLAGE, .name = { { "木龙垭村", 12 }, { "Mulongya", 8 } } },
    { .code = OTHER_VILLAGE_PLACE, .level = LEVEL_VILLAGE, .name = { { "大面山村", 12 }, { "Damianshan", 10 } } },
};
static struct department departments[] = {
    { .code = { "MZ", 2 }, .name = { { "民政局", 9 }, { "Civil Affairs", 13 } } },
    { .code = { "POST", 4 }, .name = { { "邮政公司", 12 }, { "China Post", 10 } }, .provider = true },
};
static struct item items[] = {
    { .code = { "S-MZ-01", 7 }, .department = &departments[0] },
    { .code = { "S-MZ-02", 7 }, .department = &departments[0] },
};
static const struct pack county = {
    .name = { "test", 4 }, .version = { "1", 1 }, .county = COUNTY_PLACE,
    .divisions = divisions, .division_count = sizeof divisions / sizeof *divisions,
    .departments = departments, .department_count = sizeof departments / sizeof *departments,
    .items = items, .item_count = sizeof items / sizeof *items,
};

static void die(const char *what)
{
    fprintf(stderr, "house_fixture: %s\n", what);
    abort();
}

static enum err before_commit(struct ctx *cx, void *user)
{
    const struct house *house = user;

    return house->ids != NULL ? ids_write(cx, house->ids) : OK;
}

static void after_commit(void *user)
{
    const struct house *house = user;

    if (house->ids != NULL)
        ids_committed(house->ids);
}

static void rolled_back(void *user)
{
    const struct house *house = user;

    if (house->ids != NULL)
        ids_rolled_back(house->ids);
}

static enum err open_ids(struct ctx *cx, const void *args, void *out)
{
    (void)args;
    return ids_open(cx, cx->arena, 1, out);
}

void house_fixture_open(struct house_fixture *f, enum backend backend)
{
    struct store_fixture_options o = {
        .backend = backend, .statements = statements, .statement_count = statements_count,
        .migrations = migrations, .migration_count = migrations_count,
        .writer = { .queue_max = 64, .wait_max_ms = 60000, .before_commit = before_commit, .after_commit = after_commit,
                    .rolled_back = rolled_back, .user = &f->house, .house = &f->house },
    };
    struct keys *keys;
    struct str why;

    f->house = (struct house){ .pack = &county };
    store_fixture_open(&f->store, &o);
    f->cx = &f->store.cx;
    if (keys_open(f->store.arena, arena_printf(f->store.arena, "%s/keys", f->store.folder).p, true, &keys, &why) != OK)
        die(why.p);
    if (writer_run(f->store.writer, f->cx, open_ids, NULL, &f->house.ids) != OK)
        die("ids");
    f->house.keys = keys;
    f->house.store = f->store.store;
    f->house.writer = f->store.writer;
}

void house_fixture_close(struct house_fixture *f)
{
    store_fixture_close(&f->store);
}
