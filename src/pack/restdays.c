/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/restdays.h"

/* Rest days that stand in every notice whatever the moon does (全国年节及纪念日放假办法). */
static const struct { int month, day; } fixed[] = { { 1, 1 }, { 5, 1 }, { 10, 1 }, { 10, 2 }, { 10, 3 } };

static bool listed(const struct val *days, int64_t day)
{
    int64_t d;

    for (size_t i = 0; i < days->count; i++)
        if (day_parse(val_str(days->items[i], "date"), &d) == OK && d == day)
            return true;
    return false;
}

static void add_day(struct reading *r, const struct val *v, int year, struct str source, struct val *all)
{
    struct arena *a = r->arena;
    struct val *entry = val_map(a);
    struct str date = reading_text(r, v, "date", REQUIRED);
    struct label name = reading_label(r, v, "name", REQUIRED);
    int64_t day;
    bool off;

    reading_keys(r, v, "date name off");
    off = reading_kind(r, v, "off", VAL_BOOL, REQUIRED)->num != 0;
    if (day_parse(date, &day) != OK) {
        reading_fault(r, v->line, "\"%.*s\" is no date; write it as 2026-01-31", STR_ARG(date));
        return;
    }
    if (day_civil(day).year != year && day_civil(day + 3).year != year)
        reading_fault(r, v->line, "%.*s is not a day of %d", STR_ARG(date), year);
    if (!off && day_civil(day).weekday < 6)
        reading_fault(r, v->line, "%.*s is no weekend: only a weekend can be made a working day", STR_ARG(date));
    if (listed(all, day)) {
        reading_fault(r, v->line, "%.*s stands twice", STR_ARG(date));
        return;
    }
    val_set_str(a, entry, "date", date);
    val_set_bool(a, entry, "off", off);
    val_set(a, entry, "name", val_set_str(a, val_set_str(a, val_map(a), "zh", name.zh), "en", name.en));
    val_set_str(a, entry, "source", source);
    val_push(a, all, entry);
}

static void expect_fixed(struct reading *r, const struct val *all, int year)
{
    int64_t day;

    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (day_from_civil(year, fixed[i].month, fixed[i].day, &day) == OK && !listed(all, day))
            reading_fault(r, 0, "%04d-%02d-%02d is missing: every notice names it; copy the whole notice",
                          year, fixed[i].month, fixed[i].day);
}

static int read_year(struct reading *r, const struct source *file, struct val *all)
{
    int year = (int)reading_int(r, file->root, "year", CALENDAR_YEAR_MIN, CALENDAR_YEAR_MAX, REQUIRED);
    struct str source = reading_text(r, file->root, "source", REQUIRED);
    const struct val *days = reading_kind(r, file->root, "days", VAL_LIST, REQUIRED);
    int64_t named = 0;

    reading_keys(r, file->root, "year source issued days");
    if (str_int(reading_stem(file->path), &named) != OK || named != year)
        reading_fault(r, file->root->line, "the file of the year %d must be called %d.yaml", year, year);
    if (year == 0)
        return 0;
    for (size_t i = 0; i < days->count; i++)
        add_day(r, days->items[i], year, source, all);
    expect_fixed(r, all, year);
    return year;
}

void restdays_read(struct reading *r)
{
    size_t count;
    const struct source *files = reading_folder(r, "calendars/", &count);
    struct val *all = val_list(r->arena);
    int before = 0;

    r->file = STR("calendars/");
    if (count == 0)
        reading_fault(r, 0, "there is no calendar: put the rest days of each year into calendars/YEAR.yaml");
    for (size_t i = 0; i < count; i++) {
        int year;
        r->file = files[i].path;
        year = files[i].root != NULL ? read_year(r, &files[i], all) : 0;
        if (before != 0 && year > before + 1)
            reading_fault(r, 0, "the calendar of %d is missing: %d and %d stand on both sides of it", before + 1, before, year);
        before = year;
    }
    r->pack->calendars = all;
    r->file = STR("calendars/");
    if (calendar_build(r->arena, all, &r->pack->calendar) != OK)
        reading_fault(r, 0, "the rest days make no calendar");
}
