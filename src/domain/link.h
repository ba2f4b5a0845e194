/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * link - 一次性链接: papers come from a telephone into exactly the slots that are missing, without an account.
 *
 * The token (256 random bits) is in the address and nowhere else; only its digest is kept.  A link lasts seven
 * days, ends when its papers are handed in or when the officer ends it, and takes so many papers and bytes and
 * no more.  What comes by it has the source "phone_link".
 */
#ifndef DOMAIN_LINK_H
#define DOMAIN_LINK_H

#include "domain/case.h"
#include "domain/draft.h"

enum { LINK_DAYS = 7, LINK_FILES_MAX = 40, LINK_MB_MAX = 120, LINKS_OPEN_MAX = 5,
       LINK_PIECE_BYTES_MAX = 1 << 20, LINK_PIECE_BYTES_MIN = 16 << 10, LINK_PARTS_OPEN_MAX = 20 };

struct link {
    int64_t    id, subject;         /* the draft, or the case whose correction it answers */
    int64_t    task;                /* the open task of the correction; 0: of a draft     */
    struct str item, pack_version;
    const struct val *slots;        /* list of slot ids                                   */
    struct str keeper;              /* owner of the draft, see actor.h; "" of a case      */
    int64_t    made_at, made_by;    /* made_by 0: the applicant, by number and query code */
    struct str made_name;
    int64_t    until_at, ended_at;
    struct str ended_why;           /* revoked, filed, sent                               */
    int64_t    files, bytes;
};
struct link_list { struct link *items; size_t count, cap; };

/* Why it takes nothing any more: "expired", or ended_why; NULL: it does. */
const char *link_over(const struct link *l, int64_t now);

/* ---- made by an officer, or by the applicant ---- */
/* how: of identity.h, "" when it is to be checked later. */
struct link_wish { int64_t id; const struct val *slots; struct str how, note; };
/*
 * For a draft of the actor (id).  token: for the address, told once.  ERR_INVALID: gaps of slots (none, unknown) or
 * identity.how; ERR_STATE: submitted; ERR_LIMIT: LINKS_OPEN_MAX.
 */
NODISCARD enum err link_make(struct ctx *cx, const struct link_wish *w, struct str *token);
/* For a correction (id: the open task) the actor answers for. Errors likewise; ERR_FORBIDDEN: another post's. */
NODISCARD enum err link_make_supplement(struct ctx *cx, const struct link_wish *w, struct str *token);
/* For the applicant who has number and query code: every slot of the item. ERR_STATE: nothing is to be corrected now. */
NODISCARD enum err link_make_by_code(struct ctx *cx, int64_t case_id, struct str *token);
/* ERR_NOT_FOUND. */
NODISCARD enum err link_get(struct ctx *cx, int64_t id, struct link *out);
/* Newest first. */
NODISCARD enum err link_of_subject(struct ctx *cx, int64_t subject, struct link_list *out);
/* ERR_NOT_FOUND: none of that subject; ERR_STATE: over.  The caller has looked whether the actor may see the subject. */
NODISCARD enum err link_revoke(struct ctx *cx, int64_t subject, int64_t id);
/* Inside a command: the subject is handed in. */
NODISCARD enum err link_end_all(struct ctx *cx, int64_t subject);

/* ---- used by whoever holds the token; no actor ---- */
/* ERR_NOT_FOUND: no such token.  A link that is over is found too, so that its page can say so. */
NODISCARD enum err link_find(struct ctx *cx, struct str token, struct link *out);
/* Asked before bytes are stored.  ERR_STATE: over; ERR_INVALID: a slot it is not for (gap); ERR_LIMIT: files or bytes. */
NODISCARD enum err link_takes(struct ctx *cx, const struct link *l, struct str slot, int64_t bytes);
/* The bytes are durable already (paper_take).  The same paper twice counts once.  Errors as link_takes. */
NODISCARD enum err link_add(struct ctx *cx, int64_t link, const struct scan *s);
/* Takes a photograph out again that came by a link.  ERR_NOT_FOUND. */
NODISCARD enum err link_drop(struct ctx *cx, int64_t link, int64_t scan);
/* Item and applicant it is for. ERR_NOT_FOUND: the draft was thrown away. */
struct link_subject { struct str item, applicant; int64_t place; bool handed_in; };
NODISCARD enum err link_about(struct ctx *cx, const struct link *l, struct link_subject *out);
/* What lies in its slots and came by a link. */
NODISCARD enum err link_scans(struct ctx *cx, const struct link *l, struct scan_list *out);
/*
 * All is sent: a correction is handed in (case.supplied), a draft's link ends.  who: of proxy.h, asked for a correction.
 * ERR_STATE; ERR_INVALID: nothing was sent, or who sends it may not (gap "who"; kept as an attempt).
 */
NODISCARD enum err link_hand_in(struct ctx *cx, const struct link *l, struct str who);

/* ---- a paper in pieces ---- */
struct link_part { int64_t id, link; struct str slot; int64_t bytes; struct str sha256; int64_t received; };
/* sha256: what the whole must be, hex; "" not known.  Errors as link_takes. */
NODISCARD enum err link_part_begin(struct ctx *cx, int64_t link, struct str slot, int64_t bytes, struct str sha256, int64_t *out);
/* ERR_NOT_FOUND: not of this link. */
NODISCARD enum err link_part_get(struct ctx *cx, int64_t link, int64_t part, struct link_part *out);
/*
 * The piece at that offset; it is durable when this returns.  A piece that is there is not counted twice.  ERR_CONFLICT: it does not
 * begin where the part ends (received tells where); ERR_INVALID: too large, too small, or past the end.
 */
struct link_piece { int64_t link, part, at; struct str bytes; };
NODISCARD enum err link_part_add(struct ctx *cx, const struct link_piece *p, int64_t *received);
/* All bytes, when all are there.  ERR_STATE: not yet; ERR_INVALID: they are not what was promised (gap). */
NODISCARD enum err link_part_bytes(struct ctx *cx, const struct link_part *part, struct str *out);
NODISCARD enum err link_part_end(struct ctx *cx, int64_t link, int64_t part);

#endif
