/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * account - 账号: one for each person who works here, with a password only that person knows.
 *
 * The system administrator opens and closes accounts, the security administrator locks, unlocks and
 * gives new passwords, nobody for himself.  Events say that a password was set, never its hash: the
 * last five hashes are state.  All these functions wait for the commit; what costs time (Argon2)
 * is done before the command.
 */
#ifndef DOMAIN_ACCOUNT_H
#define DOMAIN_ACCOUNT_H

#include "domain/event.h"

#define ACCOUNT_LOCKED_FOR_GOOD 9007199254740991       /* until an administrator unlocks it */
enum { ACCOUNT_PASSWORDS_KEPT = 5, ACCOUNT_PASSWORD_DAYS = 90, ACCOUNT_NAME_CHARS_MAX = 60,
       ACCOUNT_REASON_CHARS_MAX = 500 };

struct account {
    int64_t    id;
    struct str login;           /* what is typed in: 3 to 32 of a-z 0-9 . _ -                 */
    struct str name;            /* shown, and in the events                                    */
    int64_t    opened_at, closed_at;        /* closed_at 0: in service                         */
    bool       must_change;     /* the password was given by somebody else                     */
    int64_t    password_at;
    int64_t    locked_until;    /* 0, or unix ms; ACCOUNT_LOCKED_FOR_GOOD                      */
    int64_t    last_in_at;      /* 0: never                                                    */
};
struct account_list { struct account *items; size_t count, cap; };

/* ERR_NOT_FOUND. */
NODISCARD enum err account_get(struct ctx *cx, int64_t id, struct account *out);
NODISCARD enum err account_by_login(struct ctx *cx, struct str login, struct account *out);
/* A page by login, behind one ("": the first). */
NODISCARD enum err account_page(struct ctx *cx, struct str after, size_t limit, struct account_list *out);
/* Names of those who work here that stand in the text, at most limit of them; out has room for so many. */
NODISCARD enum err account_named_in(struct ctx *cx, struct str text, size_t limit, struct str *out, size_t *count);
/* True when the password has to be changed before anything else: it was given, or is older than 90 days. */
bool account_must_change(const struct account *a, int64_t now);

/* password: usually passrule_make's.  must_change: false only in the demonstration. */
struct account_new { struct str login, name, password; bool must_change; };
/* ERR_INVALID: gaps of login, name, password.  ERR_FORBIDDEN: not the system administrator. */
NODISCARD enum err account_open(struct ctx *cx, const struct account_new *n, int64_t *out);
/* Ends its posts and sessions too.  ERR_NOT_FOUND; ERR_STATE: closed; ERR_FORBIDDEN. */
NODISCARD enum err account_close(struct ctx *cx, int64_t id);
/* Ends its sessions.  Errors as above. */
NODISCARD enum err account_lock(struct ctx *cx, int64_t id, struct str reason);
/* After an administrator's lock or too many wrong passwords. */
NODISCARD enum err account_unlock(struct ctx *cx, int64_t id);
/* Gives a password that must be changed, ends the sessions.  ERR_INVALID: gaps of password. */
NODISCARD enum err account_reset_password(struct ctx *cx, int64_t id, struct str password);
/*
 * The actor's own.  Ends his other sessions.  ERR_INVALID: gaps of old_password (wrong) or new_password (rules,
 * one of the last five).  ERR_LIMIT: too many wrong ones.  ERR_CONFLICT: changed meanwhile.
 */
NODISCARD enum err account_change_password(struct ctx *cx, struct str old, struct str new);

/* The hash of the password in force, "" when there is none. */
NODISCARD enum err account_hash(struct ctx *cx, int64_t id, struct str *out);
/* Argon2, a fifth of a second; meanwhile others may have the reader of cx. */
struct str account_hash_of(struct ctx *cx, struct str password);
bool account_hash_fits(struct ctx *cx, struct str hash, struct str password);

/* ---- inside a command; they ask nobody's rights ---- */

/* hash: of n->password.  ERR_INVALID: the login is taken (gap). */
NODISCARD enum err account_make(struct ctx *cx, const struct account_new *n, struct str hash, int64_t *out);
/* Counts a wrong password; id 0: nobody has that login.  out: until when it is locked now, or 0. */
NODISCARD enum err account_count_failure(struct ctx *cx, int64_t id, struct str login, int64_t *out);
/* Says something of an account; payload NULL: nothing more to say. */
NODISCARD enum err account_say(struct ctx *cx, int64_t id, const char *type, const struct val *payload);

/* Carries the events of STREAM_ACCOUNT, account.* and post.*, into the projections. */
NODISCARD enum err apply_account(struct ctx *cx, const struct event *ev);

#endif
