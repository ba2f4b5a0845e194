/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/web.h"

#include "domain/audit.h"
#include "web/inside.h"
#include "web/tally.h"
#include "web/throttle.h"
#include "web/wording.h"

enum err web_open(struct arena *a, const struct web_options *o, struct web **out, struct str *why)
{
    struct web *w = ARENA_NEW(a, struct web);
    struct pack_report report = { 0 };
    enum err e;

    w->options = *o;
    w->throttle = throttle_new(a);
    w->tally = tally_new(a);
    e = wording_load(a, o->house->pack, &w->text, &report);
    if (e != OK)
        *why = pack_report_text(a, o->house->pack != NULL ? o->house->pack->name : STR(""), &report);
    *out = w;
    return e;
}

void web_find(const struct request *rq, struct web_plan *out)
{
    *out = (struct web_plan){ .route = NULL };
    out->route = route_find(rq->method, rq->path, (enum face)rq->face, out->params, &out->status);
}

bool web_needs_reader(const struct web_plan *plan)
{
    return plan->route == NULL || (plan->route->flags & NO_READER) == 0;
}

static enum err run(struct page *p)
{
    if (p->route == NULL)
        return p->status == 405 ? ERR_STATE : ERR_NOT_FOUND;
    TRY(gate_pass(p));
    TRY(p->route->run(p));
    /* Nobody reads unseen: the note is durable before the page goes out. */
    if ((p->route->flags & LOGS_VIEW) != 0 && p->seen != 0)
        return audit_view(p->cx, p->seen, p->route->name);
    return OK;
}

void web_answer(const struct web *w, struct ctx *cx, const struct web_plan *plan, const struct request *rq,
                struct response *rs)
{
    struct page p = { .cx = cx, .web = w, .rq = rq, .rs = rs, .route = plan->route, .face = (enum face)rq->face,
                      .status = plan->route == NULL ? plan->status : 0 };
    enum err e;

    for (int i = 0; i < ROUTE_PARAMS_MAX; i++)
        p.params[i] = plan->params[i];
    model_begin(&p);
    e = run(&p);
    if (p.route == NULL || (p.route->flags & RAW) == 0 || e != OK)
        model_answer(&p, e);
    tally_add(w->tally, p.route, rs->status);
}

void web_refused(const struct web *w, struct ctx *cx, const struct request *rq, struct str why, struct response *rs)
{
    struct page p = { .cx = cx, .web = w, .rq = rq, .rs = rs, .face = (enum face)rq->face, .status = rs->status };

    model_begin(&p);
    val_set_str(cx->arena, p.model, "reason", why);
    model_answer(&p, rs->status == 503 ? ERR_BUSY : ERR_INVALID);
    tally_add(w->tally, NULL, rs->status);
}
