/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/case_hand.h"

#include "domain/consent.h"
#include "domain/identity.h"
#include "domain/original.h"
#include "domain/proxy.h"
#include "web/inside.h"
#include "web/pages.h"

static enum err put_consent(struct page *p, const struct case_file *c, struct val *hand)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);
    struct assent given;

    TRY(consent_of_case(p->cx, c->id, &given));
    if (given.way.len == 0)
        return OK;
    val_set_str(a, m, "way", given.way);
    val_set_str(a, m, "name", given.name);
    val_set_str(a, m, "how", given.how);
    val_set_str(a, m, "witness", given.witness);
    val_set_str(a, m, "note", given.note);
    val_set_str(a, m, "by_name", given.by_name);
    val_set_str(a, m, "form", given.form);
    val_set_int(a, m, "at", given.at);
    val_set_bool(a, m, "by_agent", given.by_agent);
    val_set(a, hand, "consent", m);
    return OK;
}

static enum err put_identity(struct page *p, const struct case_file *c, struct val *hand)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);
    struct identity seen;

    TRY(identity_of_case(p->cx, c->id, &seen));
    if (seen.how.len == 0)
        return OK;
    val_set_str(a, m, "how", seen.how);
    val_set_str(a, m, "note", seen.note);
    val_set_str(a, m, "by_name", seen.by_name);
    val_set_int(a, m, "at", seen.at);
    val_set(a, hand, "identity", m);
    return OK;
}

static enum err put_proxies(struct page *p, const struct case_file *c, struct val *hand)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct proxy_list all;

    TRY(proxy_of_case(p->cx, c->id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct proxy *one = &all.items[i];
        struct val *m = val_set_int(a, val_map(a), "n", one->n);
        val_set_str(a, m, "name", one->name);
        val_set_str(a, m, "relation", one->relation);
        val_set_str(a, m, "kind", one->kind);
        val_set(a, m, "powers", val_copy(a, one->powers));
        val_set_int(a, m, "until", one->until_day > 0 ? day_start(one->until_day) : 0);
        val_set_bool(a, m, "in_force", proxy_in_force(one, day_of(p->cx->now)));
        val_set_int(a, m, "revoked_at", one->revoked_at);
        val_set_str(a, m, "reason", one->reason);
        val_push(a, list, m);
    }
    val_set(a, hand, "proxies", list);
    return OK;
}

enum err case_hand_originals(struct page *p, int64_t case_id, struct val *out)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct original_list all;
    int64_t open = 0;

    TRY(original_of_case(p->cx, case_id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct original *o = &all.items[i];
        struct val *m = val_set_int(a, val_map(a), "n", o->n);
        val_set_str(a, m, "name", o->name);
        val_set_int(a, m, "pages", o->pages);
        val_set_str(a, m, "owner", o->owner);
        val_set_str(a, m, "holder_kind", o->holder_kind);
        val_set_str(a, m, "holder", o->holder);
        val_set_int(a, m, "since", o->held_since);
        val_set_int(a, m, "returned_at", o->returned_at);
        val_set_str(a, m, "proof", o->proof);
        val_push(a, list, m);
        open += o->returned_at == 0;
    }
    val_set(a, out, "originals", list);
    val_set_int(a, out, "originals_open", open);
    return OK;
}

enum err case_hand_put(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *hand = val_map(a);

    TRY(put_consent(p, c, hand));
    TRY(put_identity(p, c, hand));
    TRY(put_proxies(p, c, hand));
    TRY(case_hand_originals(p, c->id, hand));
    val_set_str(a, hand, "originals_url", arena_printf(a, "/cases/%lld/originals", (long long)c->id));
    val_set_str(a, hand, "agents_url", arena_printf(a, "/cases/%lld/agents", (long long)c->id));
    val_set(a, p->model, "hand", hand);
    return OK;
}

/* ---- the letter taken back ---- */

static enum err show_agents(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);

    TRY(case_hand_put(p, c));
    val_set_str(a, p->model, "back_url", arena_printf(a, "/cases/%lld", (long long)c->id));
    val_set_str(a, p->model, "reason", page_field(p, "reason"));
    page_show(p, "agents", page_word(p, "proxy.title"));
    return OK;
}

enum err page_agents(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return show_agents(p, &c);
}

enum err page_agent_revoke(struct page *p)
{
    struct case_file c;
    int64_t id, n;
    enum err e;

    TRY(page_id(p, 0, &id));
    TRY(page_id(p, 1, &n));
    e = proxy_revoke(p->cx, id, n, page_field(p, "reason"));
    if (e == ERR_INVALID) {
        TRY(page_see(p, id, &c));
        model_errors(p);
        TRY(show_agents(p, &c));
        p->status = model_status(e);
        return OK;
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld/agents", (long long)id));
    return OK;
}
