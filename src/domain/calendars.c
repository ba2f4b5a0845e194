/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/calendars.h"

#include <pthread.h>

#include "base/json.h"
#include "domain/calendars.sql.h"
#include "domain/clock.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/timer.h"
#include "secure/secure.h"
#include "store/db.h"

enum { KEPT_MAX = 64, VERSION_CHARS = 16 };     /* a county publishes one calendar a year */

struct kept { struct str version; const struct calendar *calendar; };

struct calendars {
    pthread_mutex_t lock;
    struct arena   *arena;          /* grown under the lock only */
    struct kept     kept[KEPT_MAX];
    size_t          count;
};

struct calendars *calendars_new(struct arena *a)
{
    struct calendars *c = ARENA_NEW(a, struct calendars);

    pthread_mutex_init(&c->lock, NULL);
    c->arena = a;
    return c;
}

static const struct calendar *kept(struct calendars *c, struct str version)
{
    for (size_t i = 0; i < c->count; i++)
        if (str_eq(c->kept[i].version, version))
            return c->kept[i].calendar;
    return NULL;
}

static enum err read_days(struct ctx *cx, struct str version, struct str *days)
{
    struct row *row;

    *days = STR("");
    TRY(db_select(cx, &SQL_CALENDARS_READ, &row, ARGS(arg_text(version))));
    if (row_next(row))
        *days = row_str(row, 0);
    TRY(row_end(row));
    return days->len > 0 ? OK : ERR_NOT_FOUND;
}

static enum err keep(struct ctx *cx, struct calendars *c, struct str version, const struct calendar **out)
{
    struct calendar *made;
    struct val *days;
    struct str text;

    TRY(read_days(cx, version, &text));
    if (c->count == KEPT_MAX)
        return ERR_LIMIT;
    TRY(json_read(c->arena, text, &days, NULL));
    TRY(calendar_build(c->arena, days, &made));
    c->kept[c->count++] = (struct kept){ arena_str(c->arena, version), made };
    *out = made;
    return OK;
}

enum err calendars_get(struct ctx *cx, struct str version, const struct calendar **out)
{
    struct calendars *c = cx->house->calendars;
    enum err e = OK;

    pthread_mutex_lock(&c->lock);
    *out = kept(c, version);
    if (*out == NULL)
        e = keep(cx, c, version, out);
    pthread_mutex_unlock(&c->lock);
    return e;
}

static struct str version_of(struct ctx *cx, const struct val *days)
{
    return str_sub(digest_sm3(cx->arena, json_write(cx->arena, days)), 0, VERSION_CHARS);
}

static enum err publish(struct ctx *cx, const void *args, void *out)
{
    const struct val *days = args;
    struct val *payload = val_map(cx->arena);
    struct str version = version_of(cx, days), known;
    enum err e = read_days(cx, version, &known);

    if (e != ERR_NOT_FOUND)
        return e;
    val_set_str(cx->arena, payload, "version", version);
    val_set(cx->arena, payload, "days", val_copy(cx->arena, days));
    return event_append(cx, &(struct event_new){ .kind = STREAM_COUNTY, .stream = STREAM_ONLY,
                                                 .type = "county.calendar", .payload = payload }, out);
}

enum err calendars_publish(struct ctx *cx, const struct val *days, struct str *out)
{
    struct event ev;

    *out = version_of(cx, days);
    return command_run(cx, publish, days, &ev);
}

enum err apply_county_calendar(struct ctx *cx, const struct event *ev)
{
    struct str version = val_str(ev->payload, "version");

    TRY(db_put(cx, &SQL_CALENDARS_WRITE, ARGS(arg_text(version), arg_text(json_write(cx->arena, val_at(ev->payload, "days"))))));
    TRY(apply_clocks_again(cx, version));
    return apply_timers_again(cx, version);
}
