/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * warrant - under which mandate a village clerk acts for the organ.
 *
 * A village room is no organ and no licence can be entrusted to it (行政许可法 24): what its clerk does in the
 * organ's name needs the organ's written mandate for that power, and the paper speaks for the organ.  Windows of
 * the township and county belong to the organ and need none.
 */
#ifndef DOMAIN_WARRANT_H
#define DOMAIN_WARRANT_H

#include "domain/post.h"
#include "pack/pack.h"

/*
 * Mandate for a task of that kind; *out 0: the post needs none, or carries papers without one.
 * ERR_FORBIDDEN: a village clerk without a mandate in force that gives "accept" for accept, "review" for opinion and
 * check, "decide" for decide; or decide of an item that is not decided in the village (直办).
 */
NODISCARD enum err warrant_find(struct ctx *cx, const struct item *item, const struct post *post, struct str kind,
                                int64_t *out);

#endif
