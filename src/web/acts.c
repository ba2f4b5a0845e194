/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/acts.h"

#include "domain/actor.h"
#include "domain/delivery.h"
#include "domain/leave.h"
#include "domain/payout.h"
#include "domain/reassign.h"
#include "domain/redress.h"
#include "domain/slot.h"
#include "domain/urgent.h"
#include "web/inside.h"
#include "web/offices.h"
#include "web/pieces.h"

/* ---- one case ---- */

static void add(struct page *p, struct val *list, const char *key, const struct case_file *c, const char *page)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "key", str_of(key));

    val_push(a, list, val_set_str(a, m, "url", arena_printf(a, "/cases/%lld/%s", (long long)c->id, page)));
}

static enum err urgent_now(struct page *p, const struct case_file *c, struct urgent *out, bool *is)
{
    enum err e = urgent_of(p->cx, c->id, out);

    *is = e == OK && out->lifted_at == 0;
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err put_urgent(struct page *p, const struct case_file *c, struct val *more)
{
    struct arena *a = page_arena(p);
    struct urgent u;
    bool is;

    TRY(urgent_now(p, c, &u, &is));
    if (is) {
        struct val *m = val_set_str(a, val_map(a), "reason", page_label(p, u.reason));
        val_set_int(a, m, "at", u.set_at);
        val_set(a, p->model, "urgent", val_set_str(a, m, "who", u.set_name));
    }
    if (c->state < CASE_DECIDED && actor_has(p->cx, ROLES_URGENT) && actor_sees(p->cx, c->place, c->department, c->item) != NULL)
        add(p, more, is ? "urgent_lifted" : "urgent", c, is ? "urgent/lift" : "urgent");
    return OK;
}

enum err acts_deliveries(struct page *p, const struct case_file *c, bool whole)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct handover_list all;

    TRY(delivery_of_case(p->cx, c->id, &all));
    for (size_t i = all.count; i-- > 0;) {
        const struct handover *h = &all.items[i];
        struct val *m = val_set_str(a, val_map(a), "way", h->way);
        val_set_str(a, m, "state", h->state);
        val_set_str(a, m, "carrier", h->carrier);
        val_set_str(a, m, "tracking", h->tracking);
        val_set_str(a, m, "payer", h->payer);
        val_set_int(a, m, "at", h->at);
        val_set_int(a, m, "ended_at", h->ended_at);
        if (whole) {
            val_set_str(a, m, "taken_by", h->taken_by);
            val_set_str(a, m, "relation", h->relation);
            val_set_str(a, m, "proof", h->proof);
            val_set_str(a, m, "note", h->note);
        }
        val_push(a, list, m);
    }
    val_set(a, p->model, "deliveries", list);
    val_set_bool(a, p->model, "letter", delivery_under_way(&all) != NULL);
    return OK;
}

enum err acts_payouts(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct payout_list all;

    TRY(payout_of_case(p->cx, c->id, &all));
    for (size_t i = all.count; i-- > 0;) {
        const struct payout *o = &all.items[i];
        struct val *m = val_set_int(a, val_map(a), "amount_fen", o->amount_fen);
        val_set_int(a, m, "day", day_start(o->day));
        val_set_str(a, m, "batch", o->batch);
        val_set_str(a, m, "tail", o->tail);
        val_set_int(a, m, "came_back_at", o->came_back_at);
        val_push(a, list, val_set_str(a, m, "why", o->why));
    }
    val_set(a, p->model, "payouts", list);
    return OK;
}

static enum err put_money(struct page *p, const struct case_file *c, struct val *more)
{
    int64_t fen;
    bool money;

    TRY(acts_payouts(p, c));
    TRY(payout_granted(p->cx, c, &fen, &money));
    if (money && actor_has(p->cx, ROLES_PAYING))
        add(p, more, "money", c, "money");
    return OK;
}

enum err acts_redresses(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct redress_list all;

    TRY(redress_of_case(p->cx, c->id, &all));
    for (size_t i = all.count; i-- > 0;) {
        const struct redress *r = &all.items[i];
        struct val *m = val_set_str(a, val_map(a), "kind", r->kind);
        val_set_str(a, m, "reason", r->reason);
        val_set_str(a, m, "correct", r->correct);
        val_set_str(a, m, "old_outcome", r->old_outcome);
        val_set_str(a, m, "old_reason", r->old_reason);
        val_set_int(a, m, "old_decided_at", r->old_decided_at);
        val_set_int(a, m, "at", r->at);
        val_set_str(a, m, "who", p->face == FACE_STAFF ? r->by_name : STR(""));
        val_push(a, list, m);
    }
    val_set(a, p->model, "redresses", list);
    return OK;
}

static enum err put_redress(struct page *p, const struct case_file *c, struct val *more)
{
    static const char *const kinds[] = { "corrected", "annulled", "reopened" };
    struct arena *a = page_arena(p);

    TRY(acts_redresses(p, c));
    for (size_t i = 0; actor_has(p->cx, ROLES_REDRESS) && i < sizeof kinds / sizeof *kinds; i++)
        if (redress_fits(c, str_of(kinds[i])))
            add(p, more, arena_printf(a, "redress_%s", kinds[i]).p, c, arena_printf(a, "redress/%s", kinds[i]).p);
    return OK;
}

/* The reader's own open task may be handed on. */
static void put_reassign(struct page *p, const struct case_file *c, const struct task_list *tasks, struct val *more)
{
    struct arena *a = page_arena(p);

    for (size_t i = 0; i < tasks->count; i++) {
        const struct task *t = &tasks->items[i];
        struct val *m = val_map(a);
        if (t->state != TASK_OPEN || task_post(p->cx, t, c->item) == NULL)
            continue;
        val_set_str(a, m, "key", STR("reassign"));
        val_push(a, more, val_set_str(a, m, "url", arena_printf(a, "/tasks/%lld/reassign", (long long)t->id)));
        return;
    }
}

/* Who handed the result over brings the signed proof back. */
static enum err put_proof(struct page *p, const struct case_file *c, const struct task_list *tasks)
{
    struct arena *a = page_arena(p);
    struct case_material_list papers;
    bool back = false;

    TRY(case_materials(p->cx, c->id, &papers));
    for (size_t i = 0; i < papers.count; i++)
        back = back || str_is(papers.items[i].slot, SLOT_DELIVERY_PROOF);
    val_set_bool(a, p->model, "proof_back", back);
    for (size_t i = 0; i < tasks->count; i++) {
        const struct task *t = &tasks->items[i];
        if (str_is(t->kind, "deliver") && t->state == TASK_DONE && task_post(p->cx, t, c->item) != NULL)
            val_set_str(a, p->model, "proof_url", arena_printf(a, "/tasks/%lld/delivery", (long long)t->id));
    }
    return OK;
}

enum err acts_of_case(struct page *p, const struct case_file *c, const struct task_list *tasks)
{
    struct val *more = val_list(page_arena(p));

    TRY(put_urgent(p, c, more));
    TRY(offices_put_acts(p, c, more));
    TRY(acts_deliveries(p, c, true));
    TRY(put_proof(p, c, tasks));
    TRY(put_money(p, c, more));
    TRY(put_redress(p, c, more));
    put_reassign(p, c, tasks, more);
    val_set(page_arena(p), p->model, "more", more);
    return OK;
}

enum err acts_for_applicant(struct page *p, const struct case_file *c)
{
    struct urgent u;
    bool is;

    TRY(acts_deliveries(p, c, false));
    TRY(acts_redresses(p, c));
    TRY(acts_payouts(p, c));
    TRY(urgent_now(p, c, &u, &is));
    val_set_bool(page_arena(p), p->model, "urgent", is);
    return OK;
}

enum err acts_show(struct page *p, const struct case_file *c, const char *key, struct str action)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "outcome", str_of(key)), *journey;

    TRY(journey_of_case(p, c, &journey));
    val_set_str(a, m, "action", action);
    val_set_bool(a, m, "needs_note", true);
    val_set_str(a, m, "note", page_field(p, "note"));
    val_set(a, p->model, "act", m);
    val_set(a, p->model, "case", piece_case(p, c, false));
    val_set(a, p->model, "journey", journey);
    page_show(p, "act", page_word(p, arena_printf(a, "act.%s", key).p));
    return OK;
}

/* ---- the desk ---- */

static struct val *note(struct page *p, struct val *list, const char *key, const char *url)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "key", str_of(key));

    val_push(a, list, val_set_str(a, m, "url", str_of(url)));
    return m;
}

static enum err note_leave(struct page *p, struct val *list)
{
    const struct actor *actor = p->cx->actor;
    struct leave_list own;

    if (actor->leave == 0)
        return OK;
    TRY(leave_of_account(p->cx, actor->account, &own));
    for (size_t i = 0; i < own.count; i++)
        if (own.items[i].id == actor->leave)
            val_set_int(page_arena(p), note(p, list, "away", "/leave"), "until", day_start(own.items[i].until_day));
    return OK;
}

static void note_stood_in(struct page *p, struct val *list)
{
    const struct actor *actor = p->cx->actor;

    for (size_t i = 0; i < actor->post_count; i++) {
        const struct post *post = &actor->posts[i];
        bool said = post->for_account == 0;
        for (size_t k = 0; k < i; k++)
            said = said || actor->posts[k].for_account == post->for_account;
        if (!said)
            val_set_str(page_arena(p), note(p, list, "stands_in", "/leave"), "name", post->for_name);
    }
}

static enum err note_offers(struct page *p, struct val *list)
{
    struct reassign_list waiting;

    TRY(reassign_waiting(p->cx, &waiting));
    if (waiting.count > 0)
        val_set_int(page_arena(p), note(p, list, "offered", "/reassign"), "n", (int64_t)waiting.count);
    return OK;
}

enum err acts_notes(struct page *p)
{
    struct val *list = val_list(page_arena(p));

    TRY(note_leave(p, list));
    note_stood_in(p, list);
    TRY(note_offers(p, list));
    val_set(page_arena(p), p->model, "notes", list);
    return OK;
}
