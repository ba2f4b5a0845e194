/* SPDX-License-Identifier: MulanPSL-2.0 */
/* actor - who acts in this request: a signed-in account with its posts, or a visitor known by a cookie. */
#ifndef DOMAIN_ACTOR_H
#define DOMAIN_ACTOR_H

#include "domain/post.h"

struct actor {
    int64_t      account;       /* 0: a visitor without account                                  */
    struct str   name;          /* display name; "" for a visitor                                */
    struct str   owner;         /* owner key of drafts: "account:ID" or "visitor:DIGEST"         */
    struct post *posts;         /* those in force now                                            */
    size_t       post_count;
    uint32_t     roles;         /* ROLES() of all posts                                          */
    bool         must_change_password;
    int64_t      leave;         /* the leave he is on: it holds his posts; 0: in service         */
    struct str   session;       /* digest of the session token, "" for a visitor                 */
    struct str   csrf;          /* token expected in forms of this session                       */
};

/* True when a form was sent by this session; in constant time. */
bool actor_token_fits(const struct actor *actor, struct str sent);
/* The first post of the actor that satisfies the test; NULL: none. cx->actor may be NULL. */
const struct post *actor_post(const struct ctx *cx, enum role role, int64_t place, struct str department, struct str item);
bool actor_has(const struct ctx *cx, uint32_t roles);
/* The post by which the actor may see a case of that place, department and item; NULL: none. */
const struct post *actor_sees(const struct ctx *cx, int64_t place, struct str department, struct str item);

#endif
