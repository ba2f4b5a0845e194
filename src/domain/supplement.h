/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * supplement - 补正: papers brought after a correction notice, gathered on the open task until they are handed in.
 *
 * They lie beside the case like the papers of a draft; handing in (handling_act, outcome "supplied")
 * makes them papers of the case.
 */
#ifndef DOMAIN_SUPPLEMENT_H
#define DOMAIN_SUPPLEMENT_H

#include "domain/draft.h"
#include "domain/task.h"

/*
 * Asked before bytes are stored.  ERR_FORBIDDEN: another post's task; ERR_STATE: it is no open supplement;
 * ERR_INVALID: the item has no such slot (gap); ERR_LIMIT: SCANS_MAX.
 */
NODISCARD enum err supplement_takes(struct ctx *cx, int64_t task, struct str slot);
/* The bytes are durable already.  Errors as supplement_takes. */
NODISCARD enum err supplement_add(struct ctx *cx, int64_t task, const struct scan *s);
NODISCARD enum err supplement_drop(struct ctx *cx, int64_t task, int64_t scan);
/* What was gathered and is not yet handed in. */
NODISCARD enum err supplement_scans(struct ctx *cx, int64_t case_id, struct scan_list *out);
/* Inside a command: what was gathered, as the list "materials" of the event; item: for the names. */
NODISCARD enum err supplement_say(struct ctx *cx, int64_t case_id, const struct item *item, struct val **out);
/* Inside a command: writes a paper that was looked at; source "": scanned here. */
NODISCARD enum err supplement_write(struct ctx *cx, int64_t case_id, const struct scan *s, int64_t by);
/* Inside a command: it is handed in, the place beside the case is empty again. */
NODISCARD enum err supplement_clear(struct ctx *cx, int64_t case_id);

#endif
