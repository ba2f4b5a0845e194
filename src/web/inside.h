/* SPDX-License-Identifier: MulanPSL-2.0 */
/* inside - what the files of the web floor share and no other floor sees. */
#ifndef WEB_INSIDE_H
#define WEB_INSIDE_H

#include "domain/house.h"
#include "text/text.h"
#include "web/page.h"
#include "web/web.h"

struct tally;
struct throttle;

struct web {
    struct web_options options;
    struct text       *text;
    struct throttle   *throttle;        /* wrong sign-ins and query codes, by address */
    struct tally       *tally;
};

/* ---- gate.c: who asks, and may they ---- */
/* Finds the actor of the request, or makes a visitor; then asks the route's door and the CSRF token. */
NODISCARD enum err gate_pass(struct page *p);
/* Gives the browser its session; token "" ends it. */
void gate_set_session(struct page *p, struct str token);
/* What is counted by the client's address within a quarter of an hour, each with its limits. */
enum gate_count { GATE_SIGN_IN, GATE_TRACK, GATE_VISIT, GATE_DRAFT, GATE_LINK };
/* One more allowed?  ERR_LIMIT: too many from this address, or of this subject, in the last minutes. */
NODISCARD enum err gate_try(struct page *p, enum gate_count what, struct str subject);
/* Counts a wrong guess, or one more of what costs us something. */
void gate_wrong(struct page *p, enum gate_count what, struct str subject);
/* Before dear work (a password); ERR_BUSY: too many are at it.  After OK always gate_leave. */
NODISCARD enum err gate_enter(struct page *p);
void gate_leave(struct page *p);

/* ---- model.c: keys every page has, and the answer itself ---- */
void model_begin(struct page *p);
void model_errors(struct page *p);                  /* errors and gap out of cx->gaps */
void model_answer(struct page *p, enum err e);      /* HTML, JSON, redirect or error page */
int  model_status(enum err e);                      /* the one table from error to HTTP status */

/* ---- openapi.c ---- */
struct str openapi_document(struct arena *a);

#endif
