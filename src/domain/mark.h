/* SPDX-License-Identifier: MulanPSL-2.0 */
/* mark - an act on a case that moves its process nowhere: said with the acting post, shown in the timeline. */
#ifndef DOMAIN_MARK_H
#define DOMAIN_MARK_H

#include "domain/case.h"
#include "domain/post.h"

/* OK, or a gap of that field: a reason has NOTE_CHARS_MIN to NOTE_CHARS_MAX characters (handling.h). */
NODISCARD enum err mark_check_reason(struct ctx *cx, const char *field, struct str reason);
/* The acting post into the payload ("by"), with the name of whom it is held for; NULL: the applicant, or the system. */
void mark_say_post(struct ctx *cx, struct val *payload, const struct post *by);
/* The post of the actor that sees the case and has one of the roles; ERR_FORBIDDEN: none. */
NODISCARD enum err mark_post(struct ctx *cx, const struct case_file *c, uint32_t roles, const struct post **out);
/* Appends the event to the stream of the case. Inside a command. */
NODISCARD enum err mark_append(struct ctx *cx, const struct case_file *c, const char *type, const struct post *by,
                               struct val *payload, struct event *out);
/* Carries what every such event has: the timeline, where the case stands in the log. */
NODISCARD enum err apply_mark(struct ctx *cx, const struct event *ev);

#endif
