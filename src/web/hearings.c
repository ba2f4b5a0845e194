/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/hearings.h"

#include "domain/said.h"
#include "web/inside.h"

/* ---- how it stands ---- */

static bool may_ask(const struct page *p, const struct hearing_party *one, const struct hearing_state *h)
{
    return one->asked_at == 0 && h->done_at == 0 && one->last_day >= day_of(p->cx->now);
}

static bool may_drop(const struct page *p, const struct hearing_party *one, const struct hearing_state *h)
{
    return h->done_at == 0 && hearing_may_give_up(one, day_of(p->cx->now));
}

static struct val *told_line(struct page *p, const struct case_file *c, const struct hearing_party *one, const struct hearing_state *h,
                             bool alone)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_int(a, val_map(a), "n", one->n);
    struct str sent = page_field(p, arena_printf(a, "signed.%lld", (long long)one->n).p);

    val_set_bool(a, m, "self", one->n == 0);
    val_set_str(a, m, "name", one->n == 0 ? c->applicant_name : one->name);
    val_set_str(a, m, "interest", one->interest);
    val_set_int(a, m, "told_at", one->told_at);
    val_set_int(a, m, "last", day_start(one->last_day));
    val_set_int(a, m, "asked_at", one->asked_at);
    val_set_bool(a, m, "may_ask", may_ask(p, one, h));
    val_set_bool(a, m, "may_drop", may_drop(p, one, h));
    val_set_str(a, m, "part", one->part);
    val_set_str(a, m, "said", sent);
    return val_set_bool(a, m, "chosen", alone || str_eq(page_field(p, "party"), arena_printf(a, "%lld", (long long)one->n)));
}

static enum err record_of(struct page *p, int64_t case_id, struct val *m)
{
    const struct val *record;

    TRY(said_last(p->cx, case_id, SAID_HEARING_RECORD, &record));
    val_set_str(page_arena(p), m, "record", record->text);
    return OK;
}

static enum err put_state(struct page *p, const struct case_file *c, const struct hearing_party_list *told, const struct hearing_state *h)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a), *list = val_list(a);

    for (size_t i = 0; i < told->count; i++)
        val_push(a, list, told_line(p, c, &told->items[i], h, told->count == 1));
    val_set(a, m, "told", list);
    val_set_int(a, m, "day", h->held_on > 0 ? day_start(h->held_on) : 0);
    val_set_str(a, m, "hall", h->hall);
    val_set_str(a, m, "host", h->host_name);
    val_set_bool(a, m, "done", h->done_at > 0);
    if (h->done_at > 0)                     /* else it is that of a run before the case was reopened */
        TRY(record_of(p, c->id, m));
    val_set(a, p->model, "hearing", m);
    return OK;
}

enum err hearings_put(struct page *p, const struct case_file *c, const struct item *item, struct val *can)
{
    struct arena *a = page_arena(p);
    struct hearing_party_list told;
    struct hearing_state h;
    bool waits = false, drops = false;

    if (!hearing_known(item))
        return OK;
    TRY(hearing_of_case(p->cx, c->id, &h));
    TRY(hearing_parties(p->cx, item, c->id, &told));
    if (h.told_at > 0)
        TRY(put_state(p, c, &told, &h));
    if (can == NULL)
        return OK;
    for (size_t i = 0; i < told.count; i++) {
        waits = waits || may_ask(p, &told.items[i], &h);
        drops = drops || may_drop(p, &told.items[i], &h);
    }
    val_set_bool(a, can, "hearing_tell", h.told_at == 0);
    val_set_bool(a, can, "hearing_more", h.told_at > 0 && h.held_on == 0);
    val_set_bool(a, can, "hearing_ask", waits);
    val_set_bool(a, can, "hearing_drop", drops);
    val_set_bool(a, can, "hearing_set", h.asked_at > 0 && h.done_at == 0);
    val_set_bool(a, can, "hearing_hold", h.held_on > 0 && h.done_at == 0);
    return OK;
}

enum err hearings_put_read(struct page *p, const struct case_file *c, struct str outcome, struct val *act)
{
    struct arena *a = page_arena(p);
    struct hearing_state h;
    struct val *m = val_map(a);

    if (!str_is(outcome, "granted") && !str_is(outcome, "refused"))
        return OK;
    TRY(hearing_of_case(p->cx, c->id, &h));
    if (h.done_at == 0)
        return OK;
    val_set_int(a, m, "day", day_start(h.held_on));
    val_set_bool(a, m, "on", page_field(p, "heard").len > 0);
    TRY(record_of(p, c->id, m));
    val_set(a, act, "heard", m);
    return OK;
}

/* ---- what is sent ---- */

enum err hearings_tell(struct page *p, int64_t case_id, struct case_file *out)
{
    struct hearing_telling t = { case_id, page_field(p, "note"), val_at(p->rq->form, "parties") };

    return hearing_tell(p->cx, &t, out);
}

static enum err read_wish(struct page *p, int64_t case_id, struct hearing_wish *out)
{
    struct str party = page_field(p, "party");

    *out = (struct hearing_wish){ .case_id = case_id, .party = HEARING_NOBODY_NAMED, .note = page_field(p, "note") };
    if (party.len > 0 && str_int(party, &out->party) != OK)
        return ctx_gap(p->cx, STR("party"), "gap.hearing.not_told", STR(""));
    return OK;
}

enum err hearings_ask(struct page *p, int64_t case_id, struct case_file *out)
{
    struct hearing_wish w;

    TRY(read_wish(p, case_id, &w));
    return hearing_ask(p->cx, &w, out);
}

enum err hearings_drop(struct page *p, int64_t case_id, struct case_file *out)
{
    struct hearing_wish w;

    TRY(read_wish(p, case_id, &w));
    return hearing_give_up(p->cx, &w, out);
}

enum err hearings_set(struct page *p, int64_t case_id, struct case_file *out)
{
    struct hearing_day when = { .case_id = case_id, .hall = page_field(p, "hall"), .host = page_field(p, "host") };

    if (day_parse(str_trim(page_field(p, "day")), &when.day) != OK)
        return ctx_gap(p->cx, STR("day"), "gap.no_date", STR(""));
    return hearing_set(p->cx, &when, out);
}

enum err hearings_hold(struct page *p, int64_t case_id, struct case_file *out)
{
    struct hearing_record r = { case_id, page_field(p, "note"), p->rq->form };

    return hearing_hold(p->cx, &r, out);
}
