/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/point.h"

#include "pack/limit.h"

enum { POINTS_MAX = 60 };      /* of one item: more than a person can tick */

static const struct point *find(const struct point *points, size_t count, struct str id)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(points[i].id, id))
            return &points[i];
    return NULL;
}

static struct point read_one(struct reading *r, const struct val *v)
{
    struct point p = { .id = reading_text(r, v, "id", REQUIRED), .at = reading_text(r, v, "at", REQUIRED),
                       .text = reading_label(r, v, "text", REQUIRED) };

    reading_keys(r, v, "id at text basis");
    p.basis = limit_basis(r, v);
    return p;
}

static void check_set(struct reading *r, const struct val *set)
{
    if (set->kind != VAL_LIST)
        reading_fault(r, set->line, "a set of points must be a list of their ids");
    for (size_t i = 0; i < set->count; i++)
        if (find(r->pack->points, r->pack->point_count, set->items[i]->text) == NULL)
            reading_fault(r, set->items[i]->line, "there is no point \"%.*s\" above", STR_ARG(set->items[i]->text));
}

void point_read_shared(struct reading *r)
{
    const struct source *file = reading_file(r, "points.yaml");
    struct pack *p = r->pack;
    const struct val *list;

    p->point_sets = &val_none;
    if (file == NULL)
        return;
    reading_keys(r, file->root, "points sets");
    list = reading_kind(r, file->root, "points", VAL_LIST, REQUIRED);
    p->points = ARENA_ARRAY(r->arena, list->count, struct point);
    for (size_t i = 0; i < list->count; i++) {
        struct point one = read_one(r, list->items[i]);
        if (find(p->points, p->point_count, one.id) != NULL)
            reading_fault(r, list->items[i]->line, "the point \"%.*s\" stands twice", STR_ARG(one.id));
        p->points[p->point_count++] = one;
    }
    p->point_sets = reading_kind(r, file->root, "sets", VAL_MAP, OPTIONAL);
    for (size_t i = 0; i < p->point_sets->count; i++)
        check_set(r, p->point_sets->items[i]);
}

static void add(struct reading *r, int line, const struct point *one, struct item *it)
{
    if (find(it->points, it->point_count, one->id) != NULL)
        reading_fault(r, line, "the point \"%.*s\" stands twice", STR_ARG(one->id));
    else if (it->point_count == POINTS_MAX)
        reading_fault(r, line, "an item has at most %d points", POINTS_MAX);
    else
        it->points[it->point_count++] = *one;
}

static void add_named(struct reading *r, const struct val *v, struct item *it)
{
    const struct pack *p = r->pack;
    const struct point *one = find(p->points, p->point_count, v->text);
    const struct val *set = val_find(p->point_sets, v->text);

    if (one == NULL && set == NULL)
        reading_fault(r, v->line, "there is no point or set \"%.*s\" in points.yaml", STR_ARG(v->text));
    else if (one != NULL)
        add(r, v->line, one, it);
    for (size_t i = 0; one == NULL && set != NULL && i < set->count; i++) {
        one = find(p->points, p->point_count, set->items[i]->text);
        if (one != NULL)
            add(r, v->line, one, it);
        one = NULL;
    }
}

void point_read(struct reading *r, const struct val *item, struct item *it)
{
    const struct val *list = reading_kind(r, item, "points", VAL_LIST, OPTIONAL);

    it->points = ARENA_ARRAY(r->arena, POINTS_MAX, struct point);
    for (size_t i = 0; i < list->count; i++) {
        const struct val *v = list->items[i];
        if (v->kind == VAL_TEXT) {
            add_named(r, v, it);
        } else {
            struct point own = read_one(r, v);
            add(r, v->line, &own, it);
        }
    }
}

bool point_applies(const struct point *point, struct str kind, struct str element)
{
    if (str_is(point->at, "decide") && str_is(kind, "decide_part"))
        return true;
    return str_eq(point->at, kind) || str_eq(point->at, element);
}
