/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/case_consent.h"

#include "domain/consent.h"
#include "domain/identity.h"
#include "domain/proxy.h"
#include "web/inside.h"
#include "web/pieces.h"

static enum err put_consent(struct page *p, const struct case_file *c, struct val *side)
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
    val_set(a, side, "consent", m);
    return OK;
}

static enum err put_identity(struct page *p, const struct case_file *c, struct val *side)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct identity_list seen;

    TRY(identity_of_case(p->cx, c->id, &seen));
    for (size_t i = 0; i < seen.count; i++) {
        struct val *m = val_set_str(a, val_map(a), "how", seen.items[i].how);
        val_set_str(a, m, "note", seen.items[i].note);
        val_set_str(a, m, "by_name", seen.items[i].by_name);
        val_push(a, list, val_set_int(a, m, "at", seen.items[i].at));
    }
    val_set(a, side, "identity", list);
    return OK;
}

static enum err put_proxies(struct page *p, const struct case_file *c, struct val *side)
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
    val_set(a, side, "proxies", list);
    return OK;
}

enum err case_consent_put(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    TRY(put_consent(p, c, m));
    TRY(put_identity(p, c, m));
    TRY(put_proxies(p, c, m));
    TRY(piece_originals(p, c->id, m));
    val_set_str(a, m, "originals_url", arena_printf(a, "/cases/%lld/originals", (long long)c->id));
    val_set_str(a, m, "agents_url", arena_printf(a, "/cases/%lld/agents", (long long)c->id));
    val_set(a, p->model, "applicant_side", m);
    return OK;
}
