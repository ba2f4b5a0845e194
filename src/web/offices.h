/* SPDX-License-Identifier: MulanPSL-2.0 */
/* offices - parts of the case page and the act page for what several offices do with one case. */
#ifndef WEB_OFFICES_H
#define WEB_OFFICES_H

#include "domain/handling.h"
#include "web/page.h"

/* ---- page_office.c ---- */
/* The acts beside the ordinary way that the reader may do now: {key, url} each, onto the list. */
NODISCARD enum err offices_put_acts(struct page *p, const struct case_file *c, struct val *more);
/* "mended" [{note, who, at}] on the spot and "objections" [{n, note, who, at, answered {note, who, at} or absent}] of the model. */
NODISCARD enum err offices_put_rules(struct page *p, const struct case_file *c);
/* "previews" of the model, newest first. */
NODISCARD enum err offices_put_previews(struct page *p, const struct case_file *c);

/* ---- page_joint.c ---- */
/* [{organ, part, outcome, reason, number, at, results [{name, kind, number, granted, amount}]}], in the order of their making. */
NODISCARD enum err offices_decisions(struct page *p, const struct case_file *c, struct val **out);
/* What the act page asks in a joint case and of results: "gathered" [text], "results" [{id, name, kind, money, on}] into m. */
NODISCARD enum err offices_put_choices(struct page *p, const struct task *t, const struct case_file *c, struct str outcome,
                                       struct val *m);
/* Results as they were sent; NULL: the form did not ask. */
const struct val *offices_sent_results(struct page *p);

#endif
