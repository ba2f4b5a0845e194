/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tally - how often each address of the route table was answered, and how; since the program began, in memory. */
#ifndef WEB_TALLY_H
#define WEB_TALLY_H

#include "base/buf.h"
#include "web/route.h"

struct tally;

struct tally *tally_new(struct arena *a);
/* route NULL: an address that does not exist, or a request refused before it had one. */
void tally_add(struct tally *t, const struct route *route, int status);
/* Lines for Prometheus: buchucun_answers_total{operation="case",class="2xx"} 12; those that are not zero. */
void tally_write(const struct tally *t, struct buf *out);

#endif
