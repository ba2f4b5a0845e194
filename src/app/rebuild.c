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

static int rebuild(struct arena *a, const struct config *c, const char *clock, bool keep)
{
    struct rebuild_report report;
    struct service s;
    struct str why = STR("");
    struct ctx cx;
    enum err e;

    if (service_open(a, c, clock, &s, &why) != OK) {
        fprintf(stderr, "buchucun: %.*s\n", STR_ARG(why));
        service_close(&s);
        return 1;
    }
    service_begin(&s, &cx);
    e = rebuild_all(&cx, keep, &report);
    if (e == OK)
        say(&report);
    else
        fprintf(stderr, "buchucun: the projections cannot be made anew (%s)\n", err_name(e));
    service_end(&s, &cx);
    service_close(&s);
    return e == OK && (keep || report.different == 0) ? 0 : 1;
}

int rebuild_check(struct arena *a, const struct config *c, const char *clock) { return rebuild(a, c, clock, false); }
int rebuild_run(struct arena *a, const struct config *c, const char *clock) { return rebuild(a, c, clock, true); }
