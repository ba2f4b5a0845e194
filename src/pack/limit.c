/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/limit.h"

static const char *const units[] = { [WORKING_DAYS] = "working_days", [CALENDAR_DAYS] = "calendar_days" };
static const char *const levels[] = { [LEVEL_COUNTY] = "county", [LEVEL_TOWNSHIP] = "township", [LEVEL_VILLAGE] = "village" };
/* GB/T 39046-2020 A.1, without 00 which names the whole group */
static const char *const item_types[] = { "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20" };
static const char *const bases[] = { "sourced", "general_knowledge", "reconstructed", "none_known" };

struct str limit_basis(struct reading *r, const struct val *map)
{
    return str_of(bases[reading_word(r, map, "basis", bases, sizeof bases / sizeof *bases)]);
}

enum level limit_level(struct reading *r, const struct val *v)
{
    return (enum level)reading_word_of(r, v, levels, sizeof levels / sizeof *levels);
}

const char *limit_level_name(enum level level)
{
    return levels[level];
}

struct limit limit_read(struct reading *r, const struct val *map)
{
    struct limit l = { .unit = WORKING_DAYS, .basis = STR("none_known") };

    if (map->kind != VAL_MAP)
        return l;
    l.basis = limit_basis(r, map);
    l.days = (int32_t)reading_int(r, map, "days", 0, LIMIT_DAYS_MAX, REQUIRED);
    if (val_has(map, "unit") || l.days > 0)
        l.unit = (enum day_unit)reading_word(r, map, "unit", units, sizeof units / sizeof *units);
    l.note = reading_label(r, map, "note", OPTIONAL);
    l.source = reading_text(r, map, "source", OPTIONAL);
    if (str_is(l.basis, "none_known") && l.days > 0)
        reading_fault(r, map->line, "days are given but their basis is \"none_known\"; say where they come from");
    if (str_is(l.basis, "sourced") && l.source.len == 0)
        reading_fault(r, map->line, "the basis is \"sourced\" but \"source\" is missing; give its address");
    return l;
}

struct limit limit_of(struct reading *r, const struct val *map, const char *key)
{
    const struct val *v = reading_kind(r, map, key, VAL_MAP, OPTIONAL);

    reading_keys(r, v, "days unit basis note source");
    return limit_read(r, v);
}

struct str limit_type(struct reading *r, const struct val *map, const char *key)
{
    return str_of(item_types[reading_word(r, map, key, item_types, sizeof item_types / sizeof *item_types)]);
}

static bool one_unit(const struct limit *path, size_t count, struct limit limit)
{
    for (size_t i = 0; i < count; i++)
        if (path[i].days > 0 && path[i].unit != limit.unit)
            return false;
    return true;
}

static int64_t end_of(const struct calendar *c, int64_t day, const struct limit *path, size_t count, bool *provisional)
{
    for (size_t i = 0; i < count; i++) {
        bool crossed;
        day = calendar_add(c, day, path[i].days, path[i].unit, &crossed);
        *provisional = *provisional || crossed;
    }
    return day;
}

static bool exceeded_some_day(const struct calendar *c, const struct limit *path, size_t count, struct limit limit)
{
    int64_t day = 0, last = 0;

    if (day_from_civil(CALENDAR_YEAR_MIN, 1, 1, &day) != OK || day_from_civil(CALENDAR_YEAR_MAX, 1, 1, &last) != OK)
        return false;
    for (; day < last; day++) {
        bool provisional = !calendar_covers(c, day);
        if (!provisional && end_of(c, day, path, count, &provisional) > end_of(c, day, &limit, 1, &provisional)
            && !provisional)
            return true;
    }
    return false;
}

bool limit_exceeded(const struct calendar *c, const struct limit *path, size_t count, struct limit limit)
{
    int64_t sum = 0;

    if (!one_unit(path, count, limit))
        return exceeded_some_day(c, path, count, limit);
    for (size_t i = 0; i < count; i++)
        sum += path[i].days;
    return sum > limit.days;
}
