/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/demo.h"

#include <stdio.h>

#include "app/file.h"
#include "app/service.h"
#include "base/buf.h"
#include "domain/command.h"
#include "domain/mandate.h"
#include "domain/people.h"
#include "domain/population.h"

enum { MANDATE_YEARS = 3, HOUSEHOLDS = 5000 };

/* ---- mandates: every department lets the village rooms receive for it, and decide what is decided there ---- */

/* number: of the paper; items: empty for all of the department. */
static enum err grant(struct ctx *cx, const struct department *d, int number, enum role role, const char *power, struct val *items)
{
    struct arena *a = cx->arena;
    const struct pack *pack = cx->house->pack;
    struct val *powers = val_list(a);
    struct mandate m = {
        .department = d->code, .organ_place = pack->county, .role = role, .place = pack->county,
        .items = items, .powers = powers, .from_day = day_of(cx->now) - 1,
        .until_day = day_of(cx->now) + MANDATE_YEARS * 365,
        .document = arena_printf(a, "%.*s授权〔%d〕%d号", STR_ARG(d->name.zh), day_civil(day_of(cx->now)).year, number),
    };

    val_push(a, powers, val_text(a, str_of(power)));
    return mandate_make(cx, &m);
}

static struct val *decided_here(struct ctx *cx, const struct department *d)
{
    const struct pack *pack = cx->house->pack;
    struct val *items = val_list(cx->arena);

    for (size_t i = 0; i < pack->item_count; i++)
        if (pack->items[i].department == d && pack->items[i].process != NULL && pack->items[i].mode == MODE_DONE_HERE)
            val_push(cx->arena, items, val_text(cx->arena, pack->items[i].code));
    return items;
}

/* The third is for windows outside the chain of an item (channel.h). */
static enum err grant_windows(struct ctx *cx, const struct department *d)
{
    struct val *here = decided_here(cx, d);

    TRY(grant(cx, d, 1, ROLE_CLERK, "accept", val_list(cx->arena)));
    TRY(grant(cx, d, 3, ROLE_HANDLER, "accept", val_list(cx->arena)));
    return here->count > 0 ? grant(cx, d, 2, ROLE_CLERK, "decide", here) : OK;
}

static bool mandates_needed(const struct pack *pack, const struct department *d)
{
    for (size_t i = 0; i < pack->item_count; i++)
        if (pack->items[i].department == d && pack->items[i].process != NULL)
            return true;
    return false;
}

static enum err grant_all(struct ctx *cx, const void *args, void *out)
{
    const struct pack *pack = cx->house->pack;

    (void)args;
    (void)out;
    for (size_t i = 0; i < pack->department_count; i++)
        if (mandates_needed(pack, &pack->departments[i]))
            TRY(grant_windows(cx, &pack->departments[i]));
    return OK;
}

/* ---- the list of sign-ins ---- */

/* "-2", "-gt": what tells one from others of his role; "": the first of it. */
static struct str which_of(const struct newcomer *n)
{
    struct str last = str_sub(n->login, n->login.len - 1, n->login.len), head, which;

    if (str_cut(n->login, '_', &head, &which))
        return which;
    return last.p[0] >= '2' && last.p[0] <= '9' ? last : STR("");
}

/* "village-clerk", "township-handler-2", "county-approver-gt"; others by their role. */
static struct str kind_of(struct arena *a, const struct newcomer *n)
{
    static const char *const levels[] = { [LEVEL_COUNTY] = "county-", [LEVEL_TOWNSHIP] = "township-", [LEVEL_VILLAGE] = "village-" };
    bool levelled = n->post.role <= ROLE_HEAD || n->post.role == ROLE_LEADER;
    struct str which = which_of(n);

    return arena_printf(a, "%s%s%s%.*s", levelled ? levels[division_level(n->post.place)] : "", role_name(n->post.role),
                        which.len > 0 ? "-" : "", STR_ARG(which));
}

static void put_lines(struct arena *a, const struct pack *pack, const struct newcomer_list *people, bool first, struct buf *b)
{
    for (size_t i = 0; i < people->count; i++) {
        const struct newcomer *n = &people->items[i];
        const struct division *d = pack_division(pack, n->post.place);
        const struct department *of = pack_department(pack, n->post.department);
        struct str where = d != NULL ? d->name.zh : pack->title.zh;
        if (first == (which_of(n).len == 0))
            buf_printf(b, "%-20.*s  %-18.*s  %-14.*s  %.*s  %.*s%s%.*s\n", STR_ARG(kind_of(a, n)), STR_ARG(n->login), STR_ARG(n->password),
                       STR_ARG(n->name), STR_ARG(where), of != NULL ? " " : "", STR_ARG(of != NULL ? of->name.zh : STR("")));
    }
}

/* One of each role first, as ./run shows them; then an empty line, and the others. */
static struct str list_of(struct arena *a, const struct pack *pack, const struct newcomer_list *people)
{
    struct buf b = buf_in(a), others = buf_in(a);

    buf_add(&b, STR("# Invented people of the demonstration: role, account, password, name, place. Staff sign in at the staff address.\n"));
    put_lines(a, pack, people, true, &b);
    put_lines(a, pack, people, false, &others);
    if (buf_str(&others).len > 0)
        buf_add(&b, STR("\n# Others of these roles: further places and departments.\n"));
    buf_add(&b, buf_str(&others));
    return buf_str(&b);
}

/* ---- the commands ---- */

static void say_why(const struct ctx *cx, enum err e)
{
    fprintf(stderr, "buchucun: %s\n", err_name(e));
    for (size_t i = 0; i < cx->gap_count; i++)
        fprintf(stderr, "  %.*s %.*s\n", STR_ARG(cx->gaps[i].key), STR_ARG(cx->gaps[i].detail));
}

static enum err make_demo(struct service *s, struct ctx *cx)
{
    const struct pack *pack = s->house.pack;
    struct newcomer_list people;

    TRY(people_demonstrate(cx, pack->demo_villages, &people));
    TRY(command_run(cx, grant_all, NULL, NULL));
    return file_write(cx->arena, arena_printf(cx->arena, "%s/demo-accounts.txt", s->config->var).p,
                      list_of(cx->arena, pack, &people));
}

static enum err told(const struct ctx *cx, enum err e)
{
    if (e != OK)
        say_why(cx, e);
    return e;
}

static enum err demonstrate(struct service *s, struct ctx *cx) { return told(cx, make_demo(s, cx)); }

int demo_make(struct arena *a, const struct config *c, const char *clock)
{
    return service_do(a, c, clock, demonstrate);
}

static enum err make_register(struct service *s, struct ctx *cx)
{
    int64_t people;

    (void)s;
    return population_invent(cx, HOUSEHOLDS, &people);
}

static enum err fill_register(struct service *s, struct ctx *cx) { return told(cx, make_register(s, cx)); }

int demo_register(struct arena *a, const struct config *c, const char *clock)
{
    return service_do(a, c, clock, fill_register);
}

static enum err make_found(struct service *s, struct ctx *cx)
{
    struct newcomer_list people;

    TRY(people_found(cx, &people));
    printf("%.*s", STR_ARG(list_of(cx->arena, s->house.pack, &people)));
    return OK;
}

static enum err found(struct service *s, struct ctx *cx) { return told(cx, make_found(s, cx)); }

int demo_found(struct arena *a, const struct config *c, const char *clock)
{
    return service_do(a, c, clock, found);
}
