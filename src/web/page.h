/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * page - one answer in the making: a handler reads or acts, fills the model, names the template.
 *
 * The same model is rendered as HTML or sent as JSON, as the Accept header asks.  A handler that
 * changed something ends with page_go: a browser is redirected, a program gets the address as JSON.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "base/ctx.h"
#include "domain/case.h"
#include "domain/task.h"
#include "web/route.h"

struct web;

struct page {
    struct ctx          *cx;
    const struct web    *web;
    const struct request *rq;
    struct response     *rs;
    const struct route  *route;
    enum face            face;
    struct str           params[ROUTE_PARAMS_MAX];
    struct val          *model;         /* common keys are there already */
    const char          *template;      /* set by the handler            */
    int                  status;        /* 0: 200, or what the error says */
    struct str           go;            /* not "": where to go next       */
    int64_t              seen;          /* the case whose papers are shown, for LOGS_VIEW; 0: none */
};

/* ---- the request ---- */
/* The n-th :name as an id. ERR_NOT_FOUND: not a number. */
NODISCARD enum err page_id(const struct page *p, int n, int64_t *out);
struct str page_field(const struct page *p, const char *name);      /* text of a form field, "" when absent */
int64_t    page_query_int(const struct page *p, const char *name, int64_t missing);

/* The case of the n-th :name, if a post of the reader covers it; the reading is noted where the route says so. */
NODISCARD enum err page_see_case(struct page *p, int n, struct case_file *out);
/* The same, the case of a task that was found by its own number. */
NODISCARD enum err page_see(struct page *p, int64_t id, struct case_file *out);

/* ---- the answer ---- */
struct arena *page_arena(const struct page *p);
void page_show(struct page *p, const char *template, struct str title);
void page_go(struct page *p, struct str address);
/* Shows the form again with what was wrong, at each field and in the summary; keeps the status of e. */
enum err page_again(struct page *p, enum err e, const char *template, struct str title);
/* Words of the reader's language. */
struct str page_word(const struct page *p, const char *key);
struct str page_label(const struct page *p, struct label l);
/* The bytes of a paper, as a file of its type that runs no script; its thumbnail, or a sign of a sheet. */
NODISCARD enum err page_send_paper(struct page *p, struct str digest, struct str type);
NODISCARD enum err page_send_thumb(struct page *p, struct str digest, struct str type);


#endif
