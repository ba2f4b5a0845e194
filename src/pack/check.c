/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/check.h"

#include "pack/item.h"
#include "pack/limit.h"
#include "pack/manner.h"
#include "pack/process.h"
#include "pack/way.h"

static int line_of(const struct item *it, const char *key)
{
    return val_at(it->raw, key)->line;
}

static const char *unit_name(enum day_unit unit)
{
    return unit == WORKING_DAYS ? "working" : "calendar";
}

/* 承诺时限 <= 法定时限, on every day of the published years where their units differ. */
static void check_promise(struct reading *r, const struct item *it)
{
    if (it->class == ITEM_APPROVAL && it->promise.days == 0)
        reading_fault(r, line_of(it, "promise"), "an approval must promise a limit: give days");
    if (it->legal.days > 0 && limit_exceeded(r->pack->calendar, &it->promise, 1, it->legal))
        reading_fault(r, line_of(it, "promise"), "the promise of %d %s days can end after the legal limit of %d %s days: "
                      "lower it", it->promise.days, unit_name(it->promise.unit), it->legal.days, unit_name(it->legal.unit));
}

static void check_stages(struct reading *r, const struct item *it)
{
    for (size_t i = 0; i < it->stage_count; i++)
        if (!item_passes(it, it->stages[i].level))
            reading_fault(r, line_of(it, "stages"), "a stage has a limit at a level that is not in the chain: take it out");
    if (it->class == ITEM_APPROVAL && it->stage_count == 0)
        reading_fault(r, line_of(it, "promise"), "\"stages\" is missing: give each level of the chain its share of the promise");
    way_check(r, it);
}

/* 直办: the village room acts under a mandate, the organ above it stays the acceptor. */
static void check_done_here(struct reading *r, const struct item *it)
{
    if (str_is(it->type, "01"))
        reading_fault(r, line_of(it, "mode"), "a licence can be entrusted to another organ only (行政许可法 24): a village room "
                      "cannot decide it");
    if (it->acceptor == LEVEL_VILLAGE)
        reading_fault(r, line_of(it, "acceptor"), "a village room is no organ: name the level of the organ in whose name it acts");
    if (it->chain_length != 1 || it->chain[0] != LEVEL_VILLAGE)
        reading_fault(r, line_of(it, "chain"), "an item decided in the village has the chain [village]");
}

static void check_office(struct reading *r, const struct item *it)
{
    if (it->class == ITEM_APPROVAL && it->mode == MODE_DONE_HERE)
        check_done_here(r, it);
    else if (it->chain_length > 0 && !item_passes(it, it->acceptor))
        reading_fault(r, line_of(it, "acceptor"), "the acceptor is not in the chain of the item");
    if (it->department != NULL && it->department->provider != (it->class == ITEM_COMMERCE))
        reading_fault(r, line_of(it, "department"), "%s", it->class == ITEM_COMMERCE
                      ? "a commerce item belongs to a provider: set \"provider: true\" in departments.yaml or name another"
                      : "a provider cannot handle this class of item: name a department");
}

void check_items(struct reading *r)
{
    for (size_t i = 0; i < r->pack->item_count; i++) {
        const struct item *it = &r->pack->items[i];
        r->file = arena_printf(r->arena, "items/%.*s.yaml", STR_ARG(it->code));
        check_office(r, it);
        process_check_item(r, it);
        manner_check(r, it);
        if (r->pack->calendar == NULL)
            continue;
        check_promise(r, it);
        check_stages(r, it);
    }
}
