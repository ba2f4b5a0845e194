/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * payee - 收款账户: the account that money of a case goes to, and what it takes to change it after filing.
 *
 * A changed account counts only when somebody else than who entered it has called the applicant on the telephone number
 * of the application and the applicant said yes.  Accounts lie in the sealed events of the case (PIPL 28); tables and
 * pages hold the last four digits.
 */
#ifndef DOMAIN_PAYEE_H
#define DOMAIN_PAYEE_H

#include "domain/case.h"
#include "domain/post.h"

#define ROLES_PAYING (ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_HEAD))
enum { ACCOUNT_DIGITS_MIN = 8, ACCOUNT_DIGITS_MAX = 30, ACCOUNT_TAIL = 4 };

struct payee_change {
    int64_t    n;
    struct str tail, state;             /* asked, confirmed, denied */
    int64_t    asked_at, asked_by; struct str asked_name;
    int64_t    called_at; struct str called_name;           /* 0: not called yet */
};
struct payee_list { struct payee_change *items; size_t count, cap; };

NODISCARD enum err payee_changes(struct ctx *cx, int64_t case_id, struct payee_list *out);
/* The change nobody has called about yet; NULL: none. */
const struct payee_change *payee_open(const struct payee_list *all);
/* The last four digits of the account in force: of the last confirmed change, else of the application; "": none. */
NODISCARD enum err payee_tail(struct ctx *cx, const struct case_file *c, struct str *out);

/*
 * Enters another account.  ERR_INVALID: no account, or who came may not (gap "who"; kept as an attempt); ERR_STATE: a
 * change waits for its call; ERR_FORBIDDEN: not an officer who sees the case; ERR_NOT_FOUND.
 */
struct payee_wish { int64_t case_id; struct str account, reason, who; };       /* who: see proxy.h */
NODISCARD enum err payee_ask(struct ctx *cx, const struct payee_wish *w);
/*
 * Records the call to the telephone of the application: who answered said yes, or no.  ERR_STATE: no change waits;
 * ERR_FORBIDDEN: the caller entered the change himself; ERR_INVALID: who answered and what is missing (gap).
 */
NODISCARD enum err payee_call(struct ctx *cx, int64_t case_id, bool confirmed, struct str note);

NODISCARD enum err apply_case_account_change(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_case_account_called(struct ctx *cx, const struct event *ev);

#endif
