/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * lockout - 登录失败处理: wrong passwords counted by the login typed in, and how long it is locked then.
 *
 * Five in a row lock it for 15 minutes, the next five for 30, and so on up to a day; a right
 * password begins anew, so does a day without a try.  Logins nobody has are counted as well, so that
 * a lock does not tell which exist.
 */
#ifndef DOMAIN_LOCKOUT_H
#define DOMAIN_LOCKOUT_H

#include "base/ctx.h"

enum { LOCKOUT_FAILURES = 5, LOCKOUT_FIRST_MINUTES = 15, LOCKOUT_LONGEST_MINUTES = 24 * 60 };

/* Until when the login is locked; 0: it is not. */
NODISCARD enum err lockout_until(struct ctx *cx, struct str login, int64_t *out);
/* Whole minutes from now until then, for the message. */
struct str lockout_minutes(struct ctx *cx, int64_t until);
/* Inside a command: counts one more; out: until when it is locked now, 0: not yet. */
NODISCARD enum err lockout_count(struct ctx *cx, struct str login, int64_t *out);
/* Inside a command. */
NODISCARD enum err lockout_clear(struct ctx *cx, struct str login);

#endif
