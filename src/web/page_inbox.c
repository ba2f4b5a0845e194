/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_inbox - everything that waits for the reader, filtered and sorted as the address says. */
#include <stdlib.h>

#include "domain/house.h"
#include "domain/ids.h"
#include "web/desk.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

enum { INBOX_MAX = 200 };

struct wish { struct str only, item, kind, q, sort; int64_t place; };

static struct wish wish_of(const struct page *p)
{
    return (struct wish){
        .only = request_query(p->rq, "only"), .item = request_query(p->rq, "item"), .kind = request_query(p->rq, "kind"),
        .q = str_trim(request_query(p->rq, "q")), .sort = request_query(p->rq, "sort"), .place = page_query_int(p, "place", 0),
    };
}

/* ---- filtering ---- */

static bool within(int64_t place, int64_t wanted)
{
    int64_t first, last;

    if (wanted == 0)
        return true;
    division_range(wanted, &first, &last);
    return place >= first && place <= last;
}

static bool fits(const struct inbox_line *l, const struct wish *w)
{
    return (w->item.len == 0 || str_eq(l->item, w->item)) && (w->kind.len == 0 || str_eq(l->task.kind, w->kind)) &&
           within(l->case_place, w->place) &&
           (w->q.len == 0 || str_find(l->applicant_name, w->q) >= 0 || str_find(l->number, w->q) >= 0);
}

static bool level_fits(const struct val *line, struct str only)
{
    return only.len == 0 || str_is(only, "waiting") || str_eq(val_str(line, "level"), only);
}

/* ---- sorting; ties keep the order of the clock ---- */

struct keyed { const struct inbox_line *line; size_t at; };

static int by_at(const struct keyed *l, const struct keyed *r)
{
    return (l->at > r->at) - (l->at < r->at);
}

static int by_received(const void *x, const void *y)
{
    const struct keyed *l = x, *r = y;
    int64_t a = l->line->received_at, b = r->line->received_at;

    return a != b ? (a > b) - (a < b) : by_at(l, r);
}

static int by_place(const void *x, const void *y)
{
    const struct keyed *l = x, *r = y;
    int64_t a = l->line->case_place, b = r->line->case_place;

    return a != b ? (a > b) - (a < b) : by_at(l, r);
}

static int by_item(const void *x, const void *y)
{
    const struct keyed *l = x, *r = y;
    int order = str_cmp(l->line->item, r->line->item);

    return order != 0 ? order : by_at(l, r);
}

static int by_name(const void *x, const void *y)
{
    const struct keyed *l = x, *r = y;
    int order = str_cmp(l->line->applicant_name, r->line->applicant_name);

    return order != 0 ? order : by_at(l, r);
}

static const struct { const char *key; int (*compare)(const void *, const void *); } orders[] = {
    { "due", NULL }, { "received", by_received }, { "place", by_place }, { "item", by_item }, { "name", by_name },
};
enum { ORDERS = sizeof orders / sizeof *orders };

static void sort(struct keyed *lines, size_t count, struct str how)
{
    for (size_t i = 0; i < ORDERS; i++)
        if (str_is(how, orders[i].key) && orders[i].compare != NULL && count > 0)
            qsort(lines, count, sizeof *lines, orders[i].compare);
}

/* ---- what can be chosen ---- */

static void offer(struct arena *a, struct val *list, struct str value, struct str name, struct str chosen)
{
    struct val *m;

    for (size_t i = 0; i < list->count; i++)
        if (str_eq(val_str(list->items[i], "value"), value)) {
            val_set_int(a, list->items[i], "count", val_num(list->items[i], "count") + 1);
            return;
        }
    m = val_set_str(a, val_set_str(a, val_map(a), "value", value), "name", name);
    val_push(a, list, val_set_bool(a, val_set_int(a, m, "count", 1), "on", str_eq(value, chosen)));
}

static void put_filters(struct page *p, const struct inbox *all, const struct wish *w)
{
    struct arena *a = page_arena(p);
    struct val *items = val_list(a), *places = val_list(a), *kinds = val_list(a), *sorts = val_list(a);
    struct str place = arena_printf(a, "%lld", (long long)w->place);

    for (size_t i = 0; i < all->count; i++) {
        const struct inbox_line *l = &all->items[i];
        struct str kind = arena_join(a, STR("kind."), l->task.kind);
        offer(a, items, l->item, piece_name(p, l->item_zh, l->item_en), w->item);
        offer(a, places, arena_printf(a, "%lld", (long long)l->case_place), piece_place(p, l->case_place), place);
        offer(a, kinds, l->task.kind, page_word(p, kind.p), w->kind);
    }
    for (size_t i = 0; i < ORDERS; i++)
        val_push(a, sorts, val_set_bool(a, val_set_str(a, val_map(a), "value", str_of(orders[i].key)), "on",
                                        str_is(w->sort, orders[i].key)));
    val_set(a, p->model, "items", items);
    val_set(a, p->model, "places", places);
    val_set(a, p->model, "kinds", kinds);
    val_set(a, p->model, "sorts", sorts);
    val_set_str(a, p->model, "q", w->q);
    val_set_bool(a, p->model, "filtered", w->item.len + w->kind.len + w->q.len > 0 || w->place != 0);
}

/* ---- the page ---- */

static enum err put_lines(struct page *p, const struct inbox *all, const struct wish *w)
{
    struct arena *a = page_arena(p);
    struct keyed *kept = ARENA_ARRAY(a, all->count, struct keyed);
    struct val *lines = val_list(a), *m;
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++)
        if (fits(&all->items[i], w))
            kept[count++] = (struct keyed){ &all->items[i], i };
    sort(kept, count, w->sort);
    for (size_t i = 0; i < count; i++) {
        TRY(desk_line(p, kept[i].line, 0, &m));
        if (level_fits(m, w->only))
            val_push(a, lines, m);
    }
    val_set(a, p->model, "lines", lines);
    val_set_int(a, p->model, "total", (int64_t)lines->count);
    return OK;
}

enum err page_inbox(struct page *p)
{
    struct wish w = wish_of(p);
    struct arena *a = page_arena(p);
    struct inbox all;

    TRY(desk_gather(p, INBOX_MAX, &all));
    TRY(put_lines(p, &all, &w));
    TRY(batch_put_groups(p, &all));
    put_filters(p, &all, &w);
    val_set_bool(a, p->model, "queue_more", all.more);
    val_set_str(a, p->model, "only", w.only);
    val_set_int(a, p->model, "position", ids_position(p->cx->house->ids));
    page_show(p, "inbox", page_word(p, "inbox.title"));
    return OK;
}
