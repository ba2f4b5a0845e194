/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/session.h"

#include "base/calendar.h"
#include "domain/account.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/lockout.h"
#include "domain/passrule.h"
#include "domain/session.sql.h"
#include "domain/tenure.h"
#include "secure/secure.h"
#include "store/db.h"

static const int64_t MINUTE_MS = 60 * 1000, LONGEST_MS = (int64_t)SESSION_LONGEST_HOURS * 60 * 60 * 1000;

enum { LOGIN_BYTES_MAX = 256 };     /* longer is nobody's, and not worth hashing */

/* ---- opening ---- */

static enum err make(struct ctx *cx, struct str digest, int64_t account)
{
    TRY(db_put(cx, &SQL_SESSION_PRUNE, ARGS(arg_int(cx->now - LONGEST_MS))));
    return db_put(cx, &SQL_SESSION_MAKE, ARGS(arg_text(digest), arg_int(account), arg_int(cx->now)));
}

static enum err visit(struct ctx *cx, const void *args, void *out)
{
    const struct str *digest = args;

    (void)out;
    return make(cx, *digest, 0);
}

enum err session_visit(struct ctx *cx, struct str *token)
{
    struct str digest;

    *token = secure_token(cx->arena);
    digest = digest_sm3(cx->arena, *token);
    return command_run(cx, visit, &digest, NULL);
}

/* What was found out before the command; account.id 0: nobody has that login. */
struct trial { struct str login, hash, digest; struct account account; bool good; };

static enum err refuse_locked(struct ctx *cx, int64_t until)
{
    return ctx_fail(cx, ERR_UNAUTHENTICATED, "gap.sign_in.locked", lockout_minutes(cx, until));
}

static enum err refuse_wrong(struct ctx *cx)
{
    return ctx_fail(cx, ERR_UNAUTHENTICATED, "gap.sign_in.wrong", STR(""));
}

/* Refusals are results, not errors: an error would roll back what was counted. */
enum outcome { SIGNED_IN, WRONG, LOCKED, LOCKED_BY_ADMIN, CHANGED };
struct verdict { enum outcome outcome; int64_t until; };

static enum err judge(struct ctx *cx, const struct trial *t, struct verdict *out)
{
    struct account now;
    struct str hash;

    TRY(account_get(cx, t->account.id, &now));
    TRY(account_hash(cx, t->account.id, &hash));
    if (!str_eq(hash, t->hash))
        out->outcome = CHANGED;
    else if (now.closed_at != 0)
        out->outcome = WRONG;
    else
        out->outcome = now.locked_until == ACCOUNT_LOCKED_FOR_GOOD ? LOCKED_BY_ADMIN : SIGNED_IN;
    return OK;
}

static enum err let_in(struct ctx *cx, const struct trial *t)
{
    TRY(lockout_clear(cx, t->login));
    TRY(make(cx, t->digest, t->account.id));
    return account_say(cx, t->account.id, "account.signed_in", NULL);
}

static enum err sign_in(struct ctx *cx, const void *args, void *out)
{
    const struct trial *t = args;
    struct verdict *v = out;

    *v = (struct verdict){ .outcome = LOCKED };
    TRY(lockout_until(cx, t->login, &v->until));
    if (v->until != 0)
        return OK;
    v->outcome = WRONG;
    if (t->good)
        TRY(judge(cx, t, v));
    if (v->outcome == WRONG)
        return account_count_failure(cx, t->account.id, t->login, &v->until);
    return v->outcome == SIGNED_IN ? let_in(cx, t) : OK;
}

static enum err answer(struct ctx *cx, const struct verdict *v)
{
    switch (v->outcome) {
    case SIGNED_IN:       return OK;
    case LOCKED:          return refuse_locked(cx, v->until);
    case LOCKED_BY_ADMIN: return ctx_fail(cx, ERR_UNAUTHENTICATED, "gap.sign_in.locked_by_admin", STR(""));
    case CHANGED:
    case WRONG:           break;
    }
    return v->until != 0 ? refuse_locked(cx, v->until) : refuse_wrong(cx);
}

static enum err try_password(struct ctx *cx, struct str password, struct trial *t)
{
    enum err e = account_by_login(cx, t->login, &t->account);

    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    if (e == OK)
        TRY(account_hash(cx, t->account.id, &t->hash));
    t->good = account_hash_fits(cx, t->hash.len > 0 ? t->hash : password_decoy(), password) && t->hash.len > 0;
    return OK;
}

enum err session_sign_in(struct ctx *cx, struct str login, struct str password, struct str *token)
{
    struct trial t = { .login = login };
    struct verdict v;
    int64_t until;

    if (!str_utf8(login) || login.len > LOGIN_BYTES_MAX || password.len > PASSRULE_BYTES_MAX)
        return refuse_wrong(cx);
    TRY(lockout_until(cx, login, &until));
    if (until != 0)
        return refuse_locked(cx, until);
    TRY(try_password(cx, password, &t));
    *token = secure_token(cx->arena);
    t.digest = digest_sm3(cx->arena, *token);
    TRY(command_run(cx, sign_in, &t, &v));
    return answer(cx, &v);
}

/* ---- knowing again ---- */

static bool over(const struct session *s, int64_t now)
{
    int64_t idle_ms = (s->account != 0 ? SESSION_STAFF_MINUTES : SESSION_VISITOR_MINUTES) * MINUTE_MS;

    return now - s->seen_at > idle_ms || now - s->opened_at > LONGEST_MS;
}

enum err session_find(struct ctx *cx, struct str token, struct session *out)
{
    struct row *row;
    bool found;

    *out = (struct session){ .digest = digest_sm3(cx->arena, token) };
    TRY(db_select(cx, &SQL_SESSION_READ, &row, ARGS(arg_text(out->digest))));
    found = row_next(row);
    if (found) {
        out->account = row_int(row, 0);
        out->opened_at = row_int(row, 1);
        out->seen_at = row_int(row, 2);
    }
    TRY(row_end(row));
    return found && !over(out, cx->now) ? OK : ERR_UNAUTHENTICATED;
}

enum err session_actor(struct ctx *cx, const struct session *s, struct actor *out)
{
    struct account account;
    enum err e;

    *out = (struct actor){
        .account = s->account, .name = STR(""), .session = s->account != 0 ? s->digest : STR(""),
        .csrf = secure_index(cx->house->keys, cx->arena, "csrf", s->digest),
    };
    if (s->account == 0) {
        out->owner = arena_join(cx->arena, STR("visitor:"), s->digest);
        return OK;
    }
    e = account_get(cx, s->account, &account);
    if (e != OK)
        return e == ERR_NOT_FOUND ? ERR_UNAUTHENTICATED : e;
    if (account.closed_at != 0 || account.locked_until == ACCOUNT_LOCKED_FOR_GOOD)
        return ERR_UNAUTHENTICATED;
    out->name = account.name;
    out->owner = arena_printf(cx->arena, "account:%lld", (long long)account.id);
    out->must_change_password = account_must_change(&account, cx->now);
    return tenure_fill(cx, out);
}

static enum err touch(struct ctx *cx, const void *args, void *out)
{
    const struct session *s = args;

    (void)out;
    return db_put(cx, &SQL_SESSION_SET_SEEN, ARGS(arg_text(s->digest), arg_int(cx->now)));
}

enum err session_touch(struct ctx *cx, const struct session *s)
{
    return cx->now - s->seen_at < MINUTE_MS ? OK : command_run(cx, touch, s, NULL);
}

/* ---- ending ---- */

static enum err sign_out(struct ctx *cx, const void *args, void *out)
{
    const struct str *digest = args;

    (void)out;
    return db_put(cx, &SQL_SESSION_END, ARGS(arg_text(*digest)));
}

enum err session_sign_out(struct ctx *cx, struct str digest)
{
    return command_run(cx, sign_out, &digest, NULL);
}

enum err session_end_all(struct ctx *cx, int64_t account, struct str but)
{
    return db_put(cx, &SQL_SESSION_END_OF_ACCOUNT, ARGS(arg_int(account), arg_text(but)));
}
