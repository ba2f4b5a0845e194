/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_urgent - making a case urgent or ordinary again, and how many of each department's are. */
#include "base/calendar.h"
#include "domain/house.h"
#include "domain/urgent.h"
#include "web/acts.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

enum { SHARE_DAYS = 90, SHARE_HIGH_PERCENT = 10 };

/* The reasons the item names; own words are always possible. */
static struct val *reasons_of(struct page *p, const struct case_file *c)
{
    const struct item *item = piece_item(p, c);
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; item != NULL && i < item->urgent_count; i++) {
        const struct choice *r = &item->urgent_reasons[i];
        struct val *m = val_set_str(a, val_map(a), "id", r->value);
        val_set_str(a, m, "name", page_label(p, r->name));
        val_push(a, list, val_set_bool(a, m, "on", str_eq(page_field(p, "reason"), r->value)));
    }
    return list;
}

static enum err show(struct page *p, const struct case_file *c, bool lift)
{
    struct str action = arena_printf(page_arena(p), "/cases/%lld/urgent%s", (long long)c->id, lift ? "/lift" : "");

    if (!lift)
        val_set(page_arena(p), p->model, "reasons", reasons_of(p, c));
    return acts_show(p, c, lift ? "urgent_lifted" : "urgent", action);
}

static enum err form(struct page *p, bool lift)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return show(p, &c, lift);
}

static enum err act(struct page *p, bool lift)
{
    struct urgent_why why = { page_field(p, "reason"), page_field(p, "note") };
    struct case_file c;
    enum err e;

    TRY(page_see_case(p, 0, &c));
    e = lift ? urgent_lift(p->cx, c.id, why.words) : urgent_set(p->cx, c.id, why);
    if (e == ERR_INVALID) {
        TRY(show(p, &c, lift));
        return page_again(p, e, "act", page_word(p, "act.urgent"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld?done=%s", (long long)c.id, lift ? "urgent_lifted" : "urgent"));
    return OK;
}

enum err page_urgent_form(struct page *p) { return form(p, false); }
enum err page_urgent(struct page *p) { return act(p, false); }
enum err page_urgent_lift_form(struct page *p) { return form(p, true); }
enum err page_urgent_lift(struct page *p) { return act(p, true); }

enum err page_urgent_share(struct page *p)
{
    const struct pack *pack = p->cx->house->pack;
    int64_t since = p->cx->now - SHARE_DAYS * DAY_MS;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < pack->department_count; i++) {
        struct val *m = val_set_str(a, val_map(a), "name", page_label(p, pack->departments[i].name));
        struct urgent_share share;
        int64_t percent;
        TRY(urgent_count(p->cx, pack->departments[i].code, since, &share));
        if (share.all == 0)
            continue;
        percent = (share.urgent * 100 + share.all / 2) / share.all;
        val_set_int(a, m, "urgent", share.urgent);
        val_set_int(a, m, "all", share.all);
        val_set_int(a, m, "percent", percent);
        val_push(a, list, val_set_bool(a, m, "high", percent > SHARE_HIGH_PERCENT));
    }
    val_set(a, p->model, "shares", list);
    val_set_int(a, p->model, "days", SHARE_DAYS);
    page_show(p, "urgent", page_word(p, "urgent.title"));
    return OK;
}
