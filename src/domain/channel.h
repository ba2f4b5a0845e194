/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * channel - 受理渠道: which window receives an application, by which right.
 *
 *   channel    window                       mandate
 *   village    clerk of the village         always: a village room is no organ (行政许可法 24)
 *   township   handler of its township      none where the item passes the township: it receives as the organ that
 *                                           examines first or decides (行政许可法 43); else the organ's
 *   county     handler of the department    none where the item passes the county: the organ's own window; else the organ's
 *   public     the applicant on line        none
 *
 * A township receives for every village of its own, with or without a line or a clerk there; the county for all.
 */
#ifndef DOMAIN_CHANNEL_H
#define DOMAIN_CHANNEL_H

#include "domain/case.h"
#include "domain/post.h"
#include "pack/pack.h"

/*
 * The channel and post through which the actor receives the item for a place; post NULL: the public.
 * ERR_FORBIDDEN: no post of the actor is a window for that place and item.
 */
NODISCARD enum err channel_of(struct ctx *cx, const struct item *item, int64_t place, enum channel *channel,
                              const struct post **out);
/* Id of the mandate the window receives by; 0: it needs none.  ERR_FORBIDDEN: it needs one and none is in force. */
NODISCARD enum err channel_mandate(struct ctx *cx, const struct item *item, enum channel channel, const struct post *post,
                                   int64_t *out);
/* The post by which the actor is the window that received the case; NULL: another did, or the applicant on line. */
const struct post *channel_window(struct ctx *cx, const struct item *item, const struct case_file *c);
const char *channel_name(enum channel channel);             /* "village", ... */
/* The place of the window; 0 for the public. */
int64_t channel_place(enum channel channel, int64_t place);

#endif
