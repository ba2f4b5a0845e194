/* SPDX-License-Identifier: MulanPSL-2.0 */
/* packs - the county packs by version: the one in force, and older ones for cases that began with them. */
#ifndef DOMAIN_PACKS_H
#define DOMAIN_PACKS_H

#include "domain/event.h"
#include "pack/pack.h"

struct packs;

struct packs *packs_new(struct arena *a);
/* Keeps the frozen text (durable) and notes the version when it is new. */
NODISCARD enum err packs_publish(struct ctx *cx, const struct pack *p);
/* The pack of a version, thawed once and kept. ERR_INTERNAL: its text is missing or unreadable (logged). */
NODISCARD enum err packs_get(struct ctx *cx, struct str version, const struct pack **out);
NODISCARD enum err apply_county_pack(struct ctx *cx, const struct event *ev);

#endif
