/* SPDX-License-Identifier: MulanPSL-2.0 */
/* apply - carries an event into the projections, live and in rebuild; no clock, chance or pack. */
#ifndef DOMAIN_APPLY_H
#define DOMAIN_APPLY_H

#include "domain/event.h"

/* ERR_INTERNAL: a type this program does not know. */
NODISCARD enum err apply_event(struct ctx *cx, const struct event *ev);

#endif
