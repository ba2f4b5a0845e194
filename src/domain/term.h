/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * term - 期满: what follows by law when a limit is over, as for the second birth: not refused within the county's days, the
 * permit must be issued (badong.md 3.3).
 *
 * The boundary timer of the process names the clock (bcc:clock), and that clock fires it: so it stands while the clock
 * stands, is lengthened with it, and comes with the end of a working day (民法典 203).
 */
#ifndef DOMAIN_TERM_H
#define DOMAIN_TERM_H

#include "base/ctx.h"
#include "flow/flow.h"

/* True where a timer of the process is fired by the clock of that kind. */
bool term_hangs_on(const struct flow *flow, const char *clock);
/* Lets the timer of each clock of the case that ran out fire; nothing where none did. */
NODISCARD enum err term_over(struct ctx *cx, int64_t case_id);

#endif
