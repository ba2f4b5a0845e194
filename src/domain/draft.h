/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * draft - 草稿: an application while it is being filled in; only its maker sees it.
 *
 * Each page is saved as it is left, gaps or not, so nothing is lost by sign-out or power cut.  version
 * counts the saves: a page sent twice, or from two windows, is noticed.
 */
#ifndef DOMAIN_DRAFT_H
#define DOMAIN_DRAFT_H

#include "base/ctx.h"
#include "base/val.h"

struct draft {
    int64_t    id;
    struct str owner;               /* see actor.h */
    struct str item;
    int64_t    place;               /* the applicant's village */
    int64_t    version;
    struct val *answers;            /* see answers.h */
    int64_t    made_at, saved_at;
    int64_t    case_id;             /* 0: not submitted */
    struct str printed;             /* version of the form last printed, see consent.h; "" never */
};
struct draft_list { struct draft *items; size_t count, cap; };

/* One stored paper of a draft.  form: what print or letter the sheet is a scan of; source: how it came, see paper.h. */
struct scan { int64_t id; struct str slot, digest, type; int64_t bytes, width, height; struct str form, source; };
struct scan_list { struct scan *items; size_t count, cap; };

/* What one draft may hold; a visitor, whom nobody knows, less. */
enum { SCANS_MAX = 60, DRAFTS_LISTED = 50, DRAFT_ANSWERS_BYTES_MAX = 256 << 10,
       DRAFT_SCANS_MB_MAX = 300, VISITOR_SCANS_MB_MAX = 60, VISITOR_DRAFTS_MAX = 20 };

/*
 * Begins one of the actor's own. ERR_INVALID: unknown item or place, or one the public may not file (gaps);
 * ERR_LIMIT: VISITOR_DRAFTS_MAX.
 */
NODISCARD enum err draft_begin(struct ctx *cx, struct str item, int64_t place, int64_t *out);
/*
 * The same with what was answered already, for a program or a page that knows it: sent is a map of field keys,
 * keys that no page of the item asks for are left out.  ERR_LIMIT also: DRAFT_ANSWERS_BYTES_MAX.
 */
NODISCARD enum err draft_begin_with(struct ctx *cx, struct str item, int64_t place, const struct val *sent, int64_t *out);
/* ERR_NOT_FOUND: none, or another's. */
NODISCARD enum err draft_get(struct ctx *cx, int64_t id, struct draft *out);
NODISCARD enum err draft_mine(struct ctx *cx, struct draft_list *out);         /* unsubmitted, newest first; no answers */
/*
 * Saves d->answers over version d->version and counts it up. ERR_CONFLICT: saved meanwhile; ERR_STATE: submitted;
 * ERR_LIMIT: DRAFT_ANSWERS_BYTES_MAX.
 */
NODISCARD enum err draft_save(struct ctx *cx, struct draft *d);
NODISCARD enum err draft_drop(struct ctx *cx, int64_t id);

NODISCARD enum err draft_scans(struct ctx *cx, int64_t id, struct scan_list *out);
/* Asked before bytes are stored. ERR_NOT_FOUND; ERR_STATE: submitted; ERR_LIMIT: too many, or too much in all. */
NODISCARD enum err draft_takes(struct ctx *cx, int64_t id, int64_t bytes);
/* The bytes are durable already (blob). The same paper in the same slot twice is kept once. Errors as draft_takes. */
NODISCARD enum err draft_add_scan(struct ctx *cx, int64_t id, const struct scan *s);
/* The same inside a command. */
NODISCARD enum err draft_add_scan_inside(struct ctx *cx, int64_t id, const struct scan *s);
NODISCARD enum err draft_drop_scan(struct ctx *cx, int64_t id, int64_t scan);
/* Inside a command: writes a paper whose draft was looked at; source "": scanned here, or sent by the visitor. */
NODISCARD enum err draft_write_scan(struct ctx *cx, const struct draft *d, const struct scan *s, int64_t by);
/* Inside a command: marks the draft as handed in. */
NODISCARD enum err draft_close(struct ctx *cx, int64_t id, int64_t case_id);

#endif
