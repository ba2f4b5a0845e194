/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_system - what programs and operators ask for: assets, health, figures, the API document, the access matrix. */
#include "base/buf.h"
#include "base/json.h"
#include "domain/house.h"
#include "web/embed.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/tally.h"

enum { ASSET_AGE_S = 86400, FIGURES_MAX = 64 };

static void send(struct page *p, struct str type, struct str body)
{
    p->rs->status = p->status > 0 ? p->status : 200;
    p->rs->type = type;
    p->rs->body = body;
}

enum err page_asset(struct page *p)
{
    for (size_t i = 0; i < web_asset_count; i++) {
        const struct asset *as = &web_assets[i];
        bool gz = as->gz != NULL && request_accepts_gzip(p->rq);
        struct str tag = str_of(as->etag);
        if (!str_is(p->rq->path, as->path))
            continue;
        if (response_cached(p->rs, p->rq, str_sub(tag, 1, tag.len - 2), ASSET_AGE_S))
            return OK;
        response_header(p->rs, "Vary", STR("Accept-Encoding"));
        if (gz)
            response_header(p->rs, "Content-Encoding", STR("gzip"));
        send(p, str_of(as->type), (struct str){ (const char *)(gz ? as->gz : as->bytes), gz ? as->gz_len : as->len });
        return OK;
    }
    return ERR_NOT_FOUND;
}

enum err page_health(struct page *p)
{
    const struct web_options *o = &p->web->options;
    bool ready = o->ready == NULL || o->ready(o->user);
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "status", ready ? STR("pass") : STR("fail"));

    p->status = ready ? 200 : 503;
    response_header(p->rs, "Cache-Control", STR("no-store"));
    send(p, STR("application/health+json"), json_write(a, m));
    return OK;
}

enum err page_metrics(struct page *p)
{
    const struct web_options *o = &p->web->options;
    struct web_figure figures[FIGURES_MAX];
    size_t count = o->figures != NULL ? o->figures(o->user, figures, FIGURES_MAX) : 0;
    struct buf b = buf_in(page_arena(p));

    for (size_t i = 0; i < count; i++)
        buf_printf(&b, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", figures[i].name, figures[i].help, figures[i].name,
                   figures[i].kind, figures[i].name, (long long)figures[i].value);
    tally_write(p->web->tally, &b);
    send(p, STR("text/plain; version=0.0.4; charset=utf-8"), buf_str(&b));
    return OK;
}

enum err page_openapi(struct page *p)
{
    send(p, STR("application/json"), openapi_document(page_arena(p)));
    return OK;
}

enum err page_access(struct page *p)
{
    send(p, STR("text/plain; charset=utf-8"), route_matrix(page_arena(p)));
    return OK;
}

/* The same figures for the system administrator to read. */
enum err page_system(struct page *p)
{
    const struct web_options *o = &p->web->options;
    struct web_figure figures[FIGURES_MAX];
    size_t count = o->figures != NULL ? o->figures(o->user, figures, FIGURES_MAX) : 0;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a), *checks = val_list(a), *check = val_map(a);

    for (size_t i = 0; i < count; i++) {
        struct val *m = val_set_str(a, val_map(a), "name", str_of(figures[i].help));
        val_push(a, list, val_set_int(a, m, "value", figures[i].value));
    }
    val_set_str(a, check, "name", page_word(p, "health.ready"));
    val_push(a, checks, val_set_bool(a, check, "ok", o->ready == NULL || o->ready(o->user)));
    val_set(a, p->model, "figures", list);
    val_set(a, p->model, "checks", checks);
    val_set_str(a, p->model, "pack", str_sub(p->cx->house->pack->version, 0, 16));
    page_show(p, "health", page_word(p, "health.title"));
    return OK;
}
