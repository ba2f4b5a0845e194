/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * calendars - the published rest-day tables by version; an event names the version it reckoned with.
 *
 * A version is a row of the projection calendar_version, made by the event county.calendar; built
 * calendars are kept in memory, they never change.
 */
#ifndef DOMAIN_CALENDARS_H
#define DOMAIN_CALENDARS_H

#include "base/calendar.h"
#include "domain/event.h"

struct calendars;

struct calendars *calendars_new(struct arena *a);
/* Publishes the days when their version is new; out: the version (16 hex digits). */
NODISCARD enum err calendars_publish(struct ctx *cx, const struct val *days, struct str *out);
/* ERR_NOT_FOUND: no such version. */
NODISCARD enum err calendars_get(struct ctx *cx, struct str version, const struct calendar **out);
NODISCARD enum err apply_county_calendar(struct ctx *cx, const struct event *ev);

#endif
