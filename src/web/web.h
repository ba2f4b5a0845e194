/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web - from a request to an answer: the route, the gate, the handler, the page. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "base/ctx.h"
#include "http/request.h"
#include "web/route.h"

struct web;

/* Figures app knows and /metrics shows; filled when asked. */
struct web_figure { const char *name, *help, *kind; int64_t value; };
struct web_options {
    const struct house *house;
    size_t (*figures)(void *user, struct web_figure *out, size_t max);      /* NULL: none */
    bool   (*ready)(void *user);                                            /* for /healthz; NULL: always */
    void    *user;
};

/* Loads the templates and words built into the program. why: for the operator. */
NODISCARD enum err web_open(struct arena *a, const struct web_options *o, struct web **out, struct str *why);

/* What a request asks for, found before anything is leased for it. */
struct web_plan { const struct route *route; struct str params[ROUTE_PARAMS_MAX]; int status; };
void web_find(const struct request *rq, struct web_plan *out);
bool web_needs_reader(const struct web_plan *plan);
/* Answers; cx->db is a leased reader when web_needs_reader said so. */
void web_answer(const struct web *w, struct ctx *cx, const struct web_plan *plan, const struct request *rq,
                struct response *rs);

/* Makes the answer to a request the http floor refused a page like the others (or JSON); may run on a loop thread. */
void web_refused(const struct web *w, struct ctx *cx, const struct request *rq, struct str why, struct response *rs);

#endif
