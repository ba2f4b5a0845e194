/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * session - 会话: who is signed in, known by a token only the browser has.
 *
 * Rows are keyed by the digest of the token.  A session ends when nothing was done for 15 minutes (a
 * visitor: two hours, for a form takes time), after 12 hours, by signing out, and when the password changes or the account is locked
 * or closed (GB/T 22239-2019 8.1.4.1 b; the figures are practice).
 */
#ifndef DOMAIN_SESSION_H
#define DOMAIN_SESSION_H

#include "domain/actor.h"

enum { SESSION_STAFF_MINUTES = 15, SESSION_VISITOR_MINUTES = 120, SESSION_LONGEST_HOURS = 12 };

struct session {
    struct str digest;
    int64_t    account;                 /* 0: a visitor */
    int64_t    opened_at, seen_at;
};

/*
 * Checks login and password and opens a session; token goes into the cookie and nowhere else.
 * ERR_UNAUTHENTICATED: gap.sign_in.wrong, or gap.sign_in.locked with the minutes left, or
 * gap.sign_in.locked_by_admin (told only to who knows the password).
 */
NODISCARD enum err session_sign_in(struct ctx *cx, struct str login, struct str password, struct str *token);
/* Opens one for a visitor, so that drafts have an owner. */
NODISCARD enum err session_visit(struct ctx *cx, struct str *token);

/* ERR_UNAUTHENTICATED: no such session, or it is over. */
NODISCARD enum err session_find(struct ctx *cx, struct str token, struct session *out);
/* Who acts, with the posts in force today.  ERR_UNAUTHENTICATED: the account was locked or closed. */
NODISCARD enum err session_actor(struct ctx *cx, const struct session *s, struct actor *out);
/* Notes that something was done; writes once a minute at most, so a session may end a minute early. */
NODISCARD enum err session_touch(struct ctx *cx, const struct session *s);
NODISCARD enum err session_sign_out(struct ctx *cx, struct str digest);
/* Inside a command: ends all sessions of an account but one ("" : all). */
NODISCARD enum err session_end_all(struct ctx *cx, int64_t account, struct str but);

#endif
