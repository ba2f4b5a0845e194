/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_wall - the villages, and the screen in a village room: how cases stand, masked by the rule of each item. */
#include "base/calendar.h"
#include "domain/house.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

enum { ROWS_MAX = 200, ROWS_A_PAGE = 10, CLOSED_SHOWN_DAYS = 14,
       WALL_DIGITS = 16 };              /* without the place, which is the village of the screen */

static enum err village_of(struct page *p, const struct division **out)
{
    int64_t code;

    TRY(page_id(p, 0, &code));
    *out = pack_division(p->cx->house->pack, code);
    return *out != NULL && (*out)->level == LEVEL_VILLAGE ? OK : ERR_NOT_FOUND;
}

/* Poverty, illness, disability and children are nobody's business: the number only. */
static struct str shown_name(const struct page *p, const struct case_file *c)
{
    struct val *m;

    if (c->wall_rule == WALL_NUMBER_ONLY)
        return STR("");
    m = piece_case(p, c, true);
    return val_str(m, "applicant");
}

/* The department would tell what kind of affair it is. */
static struct str shown_stop(const struct page *p, const struct case_file *c, const struct val *journey)
{
    if (c->wall_rule == WALL_NUMBER_ONLY && str_is(val_str(journey, "where_kind"), "county"))
        return page_word(p, "level.county");
    return val_str(journey, "where");
}

static enum err row(struct page *p, const struct case_file *c, const struct journey_facts *facts, struct val **out)
{
    struct clock_list clocks = clock_list_of(&facts->clocks, c->id);
    struct arena *a = page_arena(p);
    struct val *m = *out = val_map(a), *journey;

    TRY(journey_draw(p, c, facts, &journey));
    val_set_str(a, m, "number", str_sub(c->number, c->number.len - WALL_DIGITS, WALL_DIGITS));
    val_set_str(a, m, "who", shown_name(p, c));
    val_set_str(a, m, "item", c->wall_rule == WALL_NUMBER_ONLY ? page_word(p, "wall.item_hidden")
                                                               : piece_name(p, c->item_zh, c->item_en));
    val_set_str(a, m, "at", shown_stop(p, c, journey));
    val_set_str(a, m, "state", str_of(case_state_name(c->state)));
    if (c->state == CASE_AWAITING_CORRECTION || c->state >= CASE_DECIDED) {
        val_set_str(a, m, "level", c->state == CASE_AWAITING_CORRECTION ? STR("turn") : STR("done"));
        return OK;
    }
    return piece_clock(p, m, &clocks);
}

/* The rows of one page of the list, and how many pages there are. */
static enum err put_rows(struct page *p, const struct division *village, size_t rows_a_page, int64_t *page, int64_t *pages)
{
    struct arena *a = page_arena(p);
    struct val *rows = val_list(a), *m;
    struct journey_facts facts;
    struct case_list cases;
    size_t first, count;

    TRY(case_list_open(p->cx, village->code, p->cx->now - CLOSED_SHOWN_DAYS * DAY_MS, ROWS_MAX, &cases));
    *pages = cases.count > 0 ? (int64_t)((cases.count + rows_a_page - 1) / rows_a_page) : 1;
    *page = *page < 1 || *page > *pages ? 1 : *page;
    first = (size_t)(*page - 1) * rows_a_page;
    count = cases.count - first < rows_a_page ? cases.count - first : rows_a_page;
    if (count > 0)
        TRY(journey_read(p, &cases.items[first], count, &facts));
    for (size_t i = first; i < first + count; i++) {
        TRY(row(p, &cases.items[i], &facts, &m));
        val_push(a, rows, m);
    }
    val_set(a, p->model, "rows", rows);
    return OK;
}

enum err page_wall(struct page *p)
{
    int64_t page = page_query_int(p, "page", 1), pages;
    const struct division *village;
    struct arena *a = page_arena(p);

    TRY(village_of(p, &village));
    TRY(put_rows(p, village, ROWS_A_PAGE, &page, &pages));
    val_set_str(a, p->model, "village", page_label(p, village->name));
    val_set_int(a, p->model, "page", page);
    val_set_int(a, p->model, "pages", pages);
    val_set_str(a, p->model, "next_url", arena_printf(a, "/wall/%lld?page=%lld", (long long)village->code,
                                                      (long long)(page % pages + 1)));
    val_set_str(a, p->model, "events_url", arena_printf(a, "/wall/%lld/events", (long long)village->code));
    p->template = "wall";
    return OK;
}

/* The same list for whoever looks from home. */
enum err page_village(struct page *p)
{
    const struct division *village, *township;
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);
    int64_t page = 1, pages;

    TRY(village_of(p, &village));
    TRY(put_rows(p, village, ROWS_MAX, &page, &pages));
    township = pack_division(p->cx->house->pack, division_at(village->code, LEVEL_TOWNSHIP));
    val_set_str(a, m, "name", page_label(p, village->name));
    val_set_str(a, m, "township", township != NULL ? page_label(p, township->name) : STR(""));
    val_set(a, p->model, "village", m);
    page_show(p, "village", page_label(p, village->name));
    return OK;
}

enum err page_wall_events(struct page *p)
{
    const struct division *village;

    TRY(village_of(p, &village));
    p->rs->events = STR("log");
    return OK;
}

/* ---- villages ---- */

static struct val *village_line(const struct page *p, const struct division *d)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "name", page_label(p, d->name));

    val_set_int(a, m, "code", d->code);
    return val_set_str(a, m, "url", arena_printf(a, p->face == FACE_SCREEN ? "/wall/%lld" : "/villages/%lld", (long long)d->code));
}

enum err page_villages(struct page *p)
{
    const struct pack *pack = p->cx->house->pack;
    struct arena *a = page_arena(p);
    struct val *townships = val_list(a), *villages = val_list(a);

    for (size_t i = 0; i < pack->division_count; i++) {
        const struct division *d = &pack->divisions[i];
        struct val *m = village_line(p, d);
        if (d->level == LEVEL_TOWNSHIP) {
            villages = val_list(a);
            val_push(a, townships, val_set(a, m, "villages", villages));
        } else if (d->level == LEVEL_VILLAGE) {
            val_push(a, villages, m);
        }
    }
    val_set(a, p->model, "townships", townships);
    page_show(p, "villages", page_word(p, "villages.title"));
    return OK;
}
