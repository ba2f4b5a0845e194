/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * deemed - 视为受理: a licence whose gaps nobody told in time is accepted by law (行政许可法 32(4)).
 *
 * It counts from the day the papers were received, or were complete after the correction: promise and legal clock
 * start there, not on the day the five days ran out.  Nobody decides it; the event has no post.
 */
#ifndef DOMAIN_DEEMED_H
#define DOMAIN_DEEMED_H

#include "base/ctx.h"

/* The correction clock of a case ran out. A command; harmless when it was answered meanwhile. */
NODISCARD enum err deemed_accept(struct ctx *cx, int64_t case_id);

#endif
