/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/division.h"

#include <stdlib.h>

/* 统计用区划代码, 12 digits: county 6, township 3, village 3; 001 to 199 of the last are communities (居委会). */
static const int64_t COUNTY = 1000000, TOWNSHIP = 1000, COMMUNITY_END = 200;

enum level division_level(int64_t place)
{
    if (place % COUNTY == 0)
        return LEVEL_COUNTY;
    return place % TOWNSHIP == 0 ? LEVEL_TOWNSHIP : LEVEL_VILLAGE;
}

int64_t division_at(int64_t place, enum level level)
{
    if (level > division_level(place))
        return 0;
    if (level == LEVEL_COUNTY)
        return place - place % COUNTY;
    return level == LEVEL_TOWNSHIP ? place - place % TOWNSHIP : place;
}

void division_range(int64_t place, int64_t *first, int64_t *last)
{
    static const int64_t inside[] = { [LEVEL_COUNTY] = 999999, [LEVEL_TOWNSHIP] = 999, [LEVEL_VILLAGE] = 0 };

    *first = place;
    *last = place + inside[division_level(place)];
}

const struct division *pack_division(const struct pack *p, int64_t code)
{
    size_t low = 0, high = p->division_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (p->divisions[mid].code == code)
            return &p->divisions[mid];
        if (p->divisions[mid].code < code)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static int by_code(const void *l, const void *r)
{
    int64_t x = ((const struct division *)l)->code, y = ((const struct division *)r)->code;

    return x < y ? -1 : x > y;
}

static void add(struct reading *r, const struct val *v, enum level level, int64_t inside, size_t *cap)
{
    struct pack *p = r->pack;
    struct division d = { .level = level };
    int64_t first, last;

    d.code = reading_int(r, v, "code", 100000000000, 999999999999, REQUIRED);
    d.name = reading_name(r, v);
    d.community = level == LEVEL_VILLAGE && d.code % TOWNSHIP < COMMUNITY_END;
    division_range(inside, &first, &last);
    if (d.code != 0 && (d.code <= first || d.code > last || division_level(d.code) != level))
        reading_fault(r, v->line, "%lld is no %s of %lld: the leading digits must be the same", (long long)d.code,
                      level == LEVEL_TOWNSHIP ? "township" : "village or community", (long long)inside);
    p->divisions = arena_grow(r->arena, p->divisions, p->division_count, cap, sizeof *p->divisions);
    p->divisions[p->division_count++] = d;
}

static void add_township(struct reading *r, const struct val *v, size_t *cap)
{
    const struct val *places = reading_kind(r, v, "places", VAL_LIST, REQUIRED);

    reading_keys(r, v, "code zh en places");
    add(r, v, LEVEL_TOWNSHIP, r->pack->county, cap);
    for (size_t i = 0; i < places->count; i++) {
        reading_keys(r, places->items[i], "code zh en");
        add(r, places->items[i], LEVEL_VILLAGE, val_num(v, "code"), cap);
    }
}

static void refuse_doubles(struct reading *r)
{
    const struct pack *p = r->pack;

    for (size_t i = 1; i < p->division_count; i++)
        if (p->divisions[i].code == p->divisions[i - 1].code)
            reading_fault(r, 0, "the code %lld stands twice; each place has its own", (long long)p->divisions[i].code);
}

void division_read(struct reading *r)
{
    const struct source *file = reading_file(r, "divisions.yaml");
    struct pack *p = r->pack;
    const struct val *townships;
    size_t cap = 0;

    if (file == NULL) {
        reading_fault(r, 0, "the file is missing: list the townships and their villages in it");
        return;
    }
    reading_keys(r, file->root, "source townships");
    townships = reading_kind(r, file->root, "townships", VAL_LIST, REQUIRED);
    p->divisions = arena_grow(r->arena, NULL, 0, &cap, sizeof *p->divisions);
    p->divisions[p->division_count++] = (struct division){ p->county, LEVEL_COUNTY, p->title, false };
    for (size_t i = 0; i < townships->count; i++)
        add_township(r, townships->items[i], &cap);
    qsort(p->divisions, p->division_count, sizeof *p->divisions, by_code);
    refuse_doubles(r);
}
