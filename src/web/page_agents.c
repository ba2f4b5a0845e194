/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_agents - who may act for the applicant of a case, and the letter of an agent taken back. */
#include "domain/proxy.h"
#include "web/case_consent.h"
#include "web/inside.h"
#include "web/pages.h"

static enum err show_agents(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);

    TRY(case_consent_put(p, c));
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
