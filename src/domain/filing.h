/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * filing - 收件: a draft becomes a case; papers are received, the five days of checking begin.
 *
 * The village room receives on behalf (mandate), the organ accepts: both are named from the first
 * event on.  What needs no licence is answered in the same moment (exempt.h).  Handing the same draft
 * in again gives the same case.
 */
#ifndef DOMAIN_FILING_H
#define DOMAIN_FILING_H

#include "domain/case.h"
#include "domain/draft.h"
#include "domain/post.h"
#include "pack/pack.h"

/*
 * Checks everything once more and files.  Any gap: ERR_INVALID with all of them, nothing is done.
 * ERR_FORBIDDEN: nobody of a window for this item and place, or without the mandate it needs (channel.h); a visitor,
 * an item the public may not file.
 * ERR_NOT_FOUND: no such draft of the actor.
 */
NODISCARD enum err filing_submit(struct ctx *cx, int64_t draft, struct case_file *out);
/* What is still missing, as gaps: fields by their keys, papers as "material.<id>". ERR_INVALID: something is. */
NODISCARD enum err filing_check(struct ctx *cx, const struct draft *d);

/* Inside a command: the person that answers name ("applicant", "agent"), known or entered. ERR_INVALID: no ID number. */
NODISCARD enum err filing_person(struct ctx *cx, const struct val *answers, const char *who, int64_t place, int64_t *out);
/* Inside a command: one sheet that came beside the process, in a slot of its own, as "materials" of an event of the case. */
NODISCARD enum err filing_say_sheet(struct ctx *cx, const struct case_file *c, const struct scan *sheet, const char *slot,
                                    struct val *payload);
/* Papers as the list "materials" of an event. */
struct val *filing_say_papers(struct ctx *cx, const struct item *item, const struct scan_list *scans);

#endif
