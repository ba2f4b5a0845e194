/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/taker.h"

#include "base/citizen.h"
#include "domain/person_use.h"
#include "domain/proxy.h"

#define POWER "receive"

static bool grown_up(const struct ctx *cx, const struct register_hit *m)
{
    return citizen_age(m->birth_day, day_of(cx->now)) >= TAKER_AGE_MIN;
}

/* Who lives with the applicant today, himself left out. */
static enum err household_of(struct ctx *cx, int64_t applicant, struct register_hits *out)
{
    int64_t home;
    size_t kept = 0;

    *out = (struct register_hits){ 0 };
    TRY(household_of_person(cx, applicant, &home));
    if (home == 0)
        return OK;
    TRY(household_people(cx, home, out));
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].standing == STANDING_HERE && out->items[i].person != applicant)
            out->items[kept++] = out->items[i];
    out->count = kept;
    return OK;
}

enum err taker_of_household(struct ctx *cx, const struct item *item, const struct case_file *c, struct register_hits *out)
{
    size_t kept = 0;

    *out = (struct register_hits){ 0 };
    if (!item->household)
        return OK;
    TRY(household_of(cx, c->applicant, out));
    for (size_t i = 0; i < out->count; i++)
        if (grown_up(cx, &out->items[i]) && household_kept(cx, out->items[i].place))
            out->items[kept++] = out->items[i];
    out->count = kept;
    return OK;
}

static enum err refuse_member(struct ctx *cx, const char *key, struct str name)
{
    return ctx_gap(cx, STR("relation"), key, name);
}

/* Of two of one name the grown-up counts. */
static enum err member_may(struct ctx *cx, const struct case_file *c, struct str name)
{
    const struct register_hit *found = NULL;
    struct register_hits home;

    TRY(household_of(cx, c->applicant, &home));
    for (size_t i = 0; i < home.count; i++)
        if (str_eq(home.items[i].name, name) && (found == NULL || !grown_up(cx, found)))
            found = &home.items[i];
    if (found == NULL)
        return refuse_member(cx, "gap.taker.no_member", name);
    if (!grown_up(cx, found))
        return refuse_member(cx, "gap.taker.minor", name);
    return person_use_note(cx, found->person, found->place, c->id, "received", c->item);
}

enum err taker_may(struct ctx *cx, const struct item *item, const struct case_file *c, const struct taker *t,
                   struct val *payload)
{
    struct proxy_wish wish = { .case_id = c->id, .power = POWER, .field = "relation" };

    if (str_is(t->relation, "self"))
        return str_eq(t->name, c->applicant_name) ? OK
             : ctx_gap(cx, STR("taken_by"), "gap.taker.not_applicant", c->applicant_name);
    TRY(proxy_named(cx, c->id, t->name, POWER, &wish.who));
    if (!str_is(t->relation, "family") || !str_is(wish.who, PROXY_OTHER))
        return proxy_may(cx, &wish, payload);
    return item->household ? member_may(cx, c, t->name) : refuse_member(cx, "gap.taker.personal", t->name);
}
