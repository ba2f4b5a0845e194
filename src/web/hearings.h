/* SPDX-License-Identifier: MulanPSL-2.0 */
/* hearings - 听证 on pages: who was told, who asked, who signed the record, and the record before who decides (hearing.h). */
#ifndef WEB_HEARINGS_H
#define WEB_HEARINGS_H

#include "domain/handling.h"
#include "domain/hearing.h"
#include "web/page.h"

/*
 * "hearing" {day, hall, host, done, record, told [{n, name, self, interest, told_at, last, asked_at, part, may_ask, may_drop, chosen, said}]}
 * of the model, nothing before anybody was told; can (NULL: the reader may do nothing): hearing_tell, hearing_more,
 * hearing_ask, hearing_drop, hearing_set, hearing_hold.
 */
NODISCARD enum err hearings_put(struct page *p, const struct case_file *c, const struct item *item, struct val *can);
/* "heard" {day, record, on} into the act of a decision behind a hearing. */
NODISCARD enum err hearings_put_read(struct page *p, const struct case_file *c, struct str outcome, struct val *act);

/* What the pages send; errors of hearing.h. */
NODISCARD enum err hearings_tell(struct page *p, int64_t case_id, struct case_file *out);
NODISCARD enum err hearings_ask(struct page *p, int64_t case_id, struct case_file *out);
NODISCARD enum err hearings_drop(struct page *p, int64_t case_id, struct case_file *out);
NODISCARD enum err hearings_set(struct page *p, int64_t case_id, struct case_file *out);
NODISCARD enum err hearings_hold(struct page *p, int64_t case_id, struct case_file *out);

#endif
