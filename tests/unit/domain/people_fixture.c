/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "people_fixture.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "domain/command.h"

struct house_fixture house;
struct people people;

static int open_house(enum backend backend)
{
    house_fixture_open(&house, backend);
    people = (struct people){
        people_add(&house, "sysadmin", ROLE_SYSADMIN, COUNTY_PLACE, STR("")),
        people_add(&house, "secadmin", ROLE_SECADMIN, COUNTY_PLACE, STR("")),
        people_add(&house, "officer", ROLE_HANDLER, TOWNSHIP_PLACE, STR(PEOPLE_HASH)),
    };
    return 0;
}

int people_open_on_sqlite(void **state)
{
    (void)state;
    return open_house(ON_SQLITE);
}

int people_open_on_postgres(void **state)
{
    (void)state;
    return open_house(ON_POSTGRES);
}

int people_close(void **state)
{
    (void)state;
    house_fixture_close(&house);
    return 0;
}

struct addition { const char *login; struct post post; struct str hash; };

static enum err add(struct ctx *cx, const void *args, void *out)
{
    const struct addition *d = args;
    struct account_new new = { str_of(d->login), str_of(d->login), STR(""), false };
    struct tenure t = { .post = d->post, .from_day = day_of(cx->now) };
    int64_t *id = out;

    TRY(account_make(cx, &new, d->hash.len > 0 ? d->hash : STR("none"), id));
    t.account = *id;
    return tenure_make(cx, &t);
}

int64_t people_add(struct house_fixture *f, const char *login, enum role role, int64_t place, struct str hash)
{
    struct addition d = { login, { .role = role, .place = place }, hash };
    int64_t id;

    if (command_run(people_as(f, 0), add, &d, &id) != OK)
        abort();
    return id;
}

struct ctx *people_as(struct house_fixture *f, int64_t account)
{
    struct actor *actor = ARENA_NEW(f->cx->arena, struct actor);

    *actor = (struct actor){ .account = account, .name = STR("somebody"), .session = STR("") };
    f->cx->actor = account != 0 ? actor : NULL;
    f->cx->gap_count = 0;
    return f->cx;
}

bool people_told(const struct ctx *cx, const char *field, const char *key)
{
    return cx->gap_count == 1 && str_is(cx->gaps[0].field, field) && str_is(cx->gaps[0].key, key);
}
