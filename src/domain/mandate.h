/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * mandate - 授权委托书: an organ lets posts act for it; dated, scoped, revocable, checked at every act.
 *
 * A village room is no organ (行政许可法 24): its clerk receives papers for the department that
 * mandated the post, and a case names organ, hand and mandate apart.
 */
#ifndef DOMAIN_MANDATE_H
#define DOMAIN_MANDATE_H

#include "domain/event.h"
#include "domain/post.h"

struct mandate {
    int64_t    id;
    struct str department;              /* the organ                                        */
    int64_t    organ_place;
    enum role  role;                    /* all posts of this role ...                       */
    int64_t    place;                   /* ... in this place and below                      */
    const struct val *items;            /* list of item codes; empty: all of the organ      */
    const struct val *powers;           /* list: "accept", "review", "decide", "seal"       */
    struct str document;                /* number of the signed paper                       */
    int64_t    from_day, until_day;     /* both included, neither 0                         */
    int64_t    revoked_at;              /* 0: in force                                      */
};
struct mandate_list { struct mandate *items; size_t count, cap; };

enum { MANDATE_ITEMS_MAX = 200, MANDATE_DOCUMENT_CHARS_MAX = 100 };

/* The powers an organ can give: "accept", "review", "decide", "seal"; ends with NULL. */
extern const char *const mandate_powers[];

bool mandate_in_force(const struct mandate *m, int64_t day);
/*
 * Enters what an organ signed on paper and fills in its id; waits for the commit.
 * ERR_INVALID: gaps of department (unknown, or a provider, which is no organ), place, items, powers, document,
 * from, until.  ERR_FORBIDDEN: not the security administrator.
 */
NODISCARD enum err mandate_grant(struct ctx *cx, struct mandate *m);
/* Waits for the commit.  ERR_NOT_FOUND; ERR_STATE: revoked before; ERR_FORBIDDEN: as above. */
NODISCARD enum err mandate_revoke(struct ctx *cx, int64_t id);
/* In the order they were entered. */
NODISCARD enum err mandate_of_department(struct ctx *cx, struct str department, struct mandate_list *out);
/* A mandate in force today for that power; out->id is 0 when there is none. */
NODISCARD enum err mandate_for(struct ctx *cx, struct str department, enum role role, int64_t place, struct str item,
                               const char *power, struct mandate *out);

/* Inside a command: as mandate_grant, but asks nobody's rights. */
NODISCARD enum err mandate_make(struct ctx *cx, struct mandate *m);

NODISCARD enum err apply_mandate_granted(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_mandate_revoked(struct ctx *cx, const struct event *ev);

#endif
