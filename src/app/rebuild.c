/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/rebuild.h"

#include <stdio.h>

#include "app/service.h"
#include "domain/rebuild.h"

static void say(const struct rebuild_report *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (!str_eq(r->tables[i].before, r->tables[i].after))
            printf("%s: differs from what the events give\n", r->tables[i].name);
    printf("%zu tables, %lld events, %zu different\n", r->count, (long long)r->events, r->different);
}

static enum err rebuild(struct ctx *cx, bool keep)
{
    struct rebuild_report report;
    enum err e = rebuild_all(cx, keep, &report);

    if (e == OK)
        say(&report);
    else
        fprintf(stderr, "buchucun: the projections cannot be made anew (%s)\n", err_name(e));
    return e == OK && !keep && report.different > 0 ? ERR_CONFLICT : e;
}

static enum err compare(struct service *s, struct ctx *cx)
{
    (void)s;
    return rebuild(cx, false);
}

static enum err replace(struct service *s, struct ctx *cx)
{
    (void)s;
    return rebuild(cx, true);
}

int rebuild_check(struct arena *a, const struct config *c, const char *clock) { return service_do(a, c, clock, compare); }
int rebuild_run(struct arena *a, const struct config *c, const char *clock) { return service_do(a, c, clock, replace); }
