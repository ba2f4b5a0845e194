/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/legal.h"

#include "domain/step.h"
#include "pack/item.h"

const struct limit *legal_limit(const struct item *item)
{
    return item_legal(item);
}

const struct extension *legal_extension(const struct item *item)
{
    if (item->joining_count > 0 && item->profile != NULL && item->profile->joint_extension.limit.days > 0)
        return &item->profile->joint_extension;
    return &item->extension;
}

const struct limit *legal_lower(const struct item *item)
{
    const struct limit *whole = legal_limit(item), *lower = item->profile != NULL ? &item->profile->lower : NULL;

    if (item->lower.days > 0)
        return &item->lower;
    if (lower == NULL || lower->days == 0 || !item_passes(item, LEVEL_TOWNSHIP) || !item_passes(item, LEVEL_COUNTY))
        return NULL;
    return whole->days == 0 || whole->days >= lower->days ? lower : NULL;
}

enum err legal_acceptance_day(struct ctx *cx, const struct item *item, const struct case_file *c, int64_t *out)
{
    const struct clock *correction;
    struct clock_list clocks;

    *out = day_of(cx->now);
    if (c->corrected == 0 || item->profile == NULL || !item->profile->deemed_accepted)
        return OK;
    TRY(clock_of_case(cx, c->id, &clocks));
    correction = clock_find(&clocks, STR("correction"));
    if (correction != NULL)
        *out = correction->started_day;
    return OK;
}

static void say_limit(struct ctx *cx, struct val *clocks, const char *kind, const struct limit *l, int64_t day)
{
    if (l->days > 0)
        clock_say_start_on(cx, clocks, str_of(kind), l->days, l->unit, day);
}

void legal_say_received(struct ctx *cx, const struct item *item, struct val *clocks)
{
    if (item->profile == NULL || item->profile->correction.days == 0)
        return;
    say_limit(cx, clocks, "correction", &item->profile->correction, day_of(cx->now));
    if (item->profile->deemed_accepted)
        clock_say_falls(cx, clocks, "accepted");
}

void legal_say_accepted(struct ctx *cx, const struct item *item, int64_t day, struct val *clocks)
{
    clock_say_end(cx, clocks, STR("correction"));
    say_limit(cx, clocks, "promise", &item->promise, day);
    say_limit(cx, clocks, "legal", legal_limit(item), day);
    if (legal_lower(item) != NULL && item->acceptor == LEVEL_TOWNSHIP)
        say_limit(cx, clocks, "lower", legal_lower(item), day);
    if (item->side_by_side)
        step_say_stage(cx, item, LEVEL_COUNTY, clocks);
}

void legal_say_decided(struct ctx *cx, const struct item *item, struct val *clocks)
{
    clock_say_end(cx, clocks, STR("promise"));
    clock_say_end(cx, clocks, STR("legal"));
    if (legal_lower(item) != NULL)
        clock_say_end(cx, clocks, STR("lower"));
    if (item->upper.days > 0)
        clock_say_end(cx, clocks, STR("upper"));
    if (item->profile != NULL)
        say_limit(cx, clocks, "delivery", &item->profile->delivery, day_of(cx->now));
}
