/* SPDX-License-Identifier: MulanPSL-2.0 */
/* acts - what can be done with a case beside its task, and what was: urgent, handed on, mended, delivered. */
#ifndef WEB_ACTS_H
#define WEB_ACTS_H

#include "web/page.h"

/* "more" [{key, url}] and "urgent" {reason, at, who} of a case for staff into the model. */
NODISCARD enum err acts_of_case(struct page *p, const struct case_file *c, const struct task_list *tasks);
/* "urgent": true for the applicant, no reason. */
NODISCARD enum err acts_for_applicant(struct page *p, const struct case_file *c);
/* "deliveries" and "letter" (one is under way); whole: with who took it and how it was proved. */
NODISCARD enum err acts_deliveries(struct page *p, const struct case_file *c, bool whole);
/* "payouts": amount, day and batch, the account by its last digits. */
NODISCARD enum err acts_payouts(struct page *p, const struct case_file *c);
/* "redresses": what was mended of its decision, with the old one. */
NODISCARD enum err acts_redresses(struct page *p, const struct case_file *c);
/* "notes" [{key, name, until, n, url}] of the desk: who is away, for whom one acts, what waits for an answer. */
NODISCARD enum err acts_notes(struct page *p);

/* Shows the page of one act with a reason: key of act.KEY, act_what.KEY; action: where the form goes. */
NODISCARD enum err acts_show(struct page *p, const struct case_file *c, const char *key, struct str action);

#endif
