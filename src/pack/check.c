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
    const struct limit *legal = item_legal(it);

    if (it->class == ITEM_APPROVAL && it->promise.days == 0)
        reading_fault(r, line_of(it, "promise"), "an approval must promise a limit: give days");
    if (legal->days > 0 && limit_exceeded(r->pack->calendar, &it->promise, 1, *legal))
        (it->legal.days > 0 ? reading_fault : reading_fault_new)(
                      r, line_of(it, "promise"), "the promise of %d %s days can end after the legal limit of %d %s days: "
                      "lower it", it->promise.days, unit_name(it->promise.unit), legal->days, unit_name(legal->unit));
}

/* 行政许可法 42: only law gives an item more days than its type has; a figure of our own does not. */
static void check_own_legal(struct reading *r, const struct item *it)
{
    const struct limit *type = it->profile != NULL ? item_type_limit(it) : NULL;
    bool of_law = str_is(it->legal.basis, "sourced") || str_is(it->legal.basis, "general_knowledge");

    if (type != NULL && type->days > 0 && !of_law && limit_exceeded(r->pack->calendar, &it->legal, 1, *type))
        reading_fault_new(r, line_of(it, "legal"), "the legal limit of %d %s days was chosen by us, but law gives this type %d %s days: "
                          "lower it, or say which law gives more", it->legal.days, unit_name(it->legal.unit), type->days,
                          unit_name(type->unit));
}

/* What township or county has for itself: its stage may not outlast that. */
static void check_part(struct reading *r, const struct item *it, const char *key, enum level level, struct limit own)
{
    if (own.days == 0)
        return;
    if (!item_passes(it, LEVEL_TOWNSHIP) || !item_passes(it, LEVEL_COUNTY))
        reading_fault(r, line_of(it, key), "\"%s\" shares the legal limit between township and county, but the chain has not both: "
                      "take it out", key);
    for (size_t i = 0; i < it->stage_count; i++)
        if (it->stages[i].level == level && limit_exceeded(r->pack->calendar, &it->stages[i].target, 1, own))
            reading_fault(r, line_of(it, "stages"), "the %d %s days of the %s can end after the %d %s days that \"%s\" gives it: "
                          "shorten the stage", it->stages[i].target.days, unit_name(it->stages[i].target.unit),
                          limit_level_name(level), own.days, unit_name(own.unit), key);
}

static void check_parts(struct reading *r, const struct item *it)
{
    struct limit parts[] = { it->lower, it->upper };
    const struct limit *legal = item_legal(it);

    check_part(r, it, "lower", LEVEL_TOWNSHIP, it->lower);
    check_part(r, it, "upper", LEVEL_COUNTY, it->upper);
    if (it->lower.days > 0 && it->upper.days > 0 && legal->days > 0 && limit_exceeded(r->pack->calendar, parts, 2, *legal))
        reading_fault(r, line_of(it, "lower"), "\"lower\" and \"upper\" together are more than the legal limit of %d %s days",
                      legal->days, unit_name(legal->unit));
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
        check_own_legal(r, it);
        check_stages(r, it);
        check_parts(r, it);
    }
}
