/* SPDX-License-Identifier: MulanPSL-2.0 */
/* purge - what nobody can reach any more is thrown away: visitors' sessions that are over, drafts they left behind. */
#ifndef DOMAIN_PURGE_H
#define DOMAIN_PURGE_H

#include "base/ctx.h"

/* A visitor's draft is kept that long after it was last saved; his session is over long before. */
enum { PURGE_DRAFT_HOURS = 24 };

/* Waits for the commit.  The files of papers stay: others may name the same bytes. */
NODISCARD enum err purge_run(struct ctx *cx);

#endif
