/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/account.h"

#include "base/calendar.h"
#include "domain/account.sql.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/leave.h"
#include "domain/lockout.h"
#include "domain/passrule.h"
#include "domain/session.h"
#include "domain/tenure.h"
#include "secure/secure.h"
#include "store/db.h"
#include "store/store.h"

enum { LOGIN_MIN = 3, LOGIN_MAX = 32 };


/* Hashes of an account, the one in force first; n: its number. */
struct hashes { struct str items[ACCOUNT_PASSWORDS_KEPT]; size_t count; int64_t n; };

/* ---- reading ---- */

static struct account from_row(struct row *row)
{
    return (struct account){
        .id = row_int(row, 0), .login = row_str(row, 1), .name = row_str(row, 2), .opened_at = row_int(row, 3),
        .closed_at = row_int(row, 4), .must_change = row_int(row, 5) != 0, .password_at = row_int(row, 6),
        .locked_until = row_int(row, 7), .last_in_at = row_int(row, 8),
    };
}

static enum err read_one(struct ctx *cx, const struct stmt *st, struct arg key, struct account *out)
{
    struct row *row;
    bool found;

    TRY(db_select(cx, st, &row, &key, 1));
    found = row_next(row);
    if (found)
        *out = from_row(row);
    TRY(row_end(row));
    return found ? OK : ERR_NOT_FOUND;
}

enum err account_get(struct ctx *cx, int64_t id, struct account *out)
{
    return read_one(cx, &SQL_ACCOUNT_READ, arg_int(id), out);
}

enum err account_by_login(struct ctx *cx, struct str login, struct account *out)
{
    return read_one(cx, &SQL_ACCOUNT_FIND, arg_text(login), out);
}

enum err account_page(struct ctx *cx, struct str after, size_t limit, struct account_list *out)
{
    struct row *row;

    *out = (struct account_list){ 0 };
    TRY(db_select(cx, &SQL_ACCOUNT_LIST, &row, ARGS(arg_text(after), arg_int((int64_t)limit))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(row);
    }
    return row_end(row);
}

enum err account_named_in(struct ctx *cx, struct str text, size_t limit, struct str *out, size_t *count)
{
    struct row *row;

    *count = 0;
    TRY(db_select(cx, &SQL_ACCOUNT_NAMED_IN, &row, ARGS(arg_text(text), arg_int((int64_t)limit))));
    while (*count < limit && row_next(row))
        out[(*count)++] = row_str(row, 0);
    return row_end(row);
}

bool account_must_change(const struct account *a, int64_t now)
{
    return a->must_change || now - a->password_at > ACCOUNT_PASSWORD_DAYS * DAY_MS;
}

static enum err read_hashes(struct ctx *cx, int64_t id, struct hashes *out)
{
    struct row *row;

    *out = (struct hashes){ 0 };
    TRY(db_select(cx, &SQL_ACCOUNT_HASHES, &row, ARGS(arg_int(id))));
    while (out->count < ACCOUNT_PASSWORDS_KEPT && row_next(row)) {
        if (out->count == 0)
            out->n = row_int(row, 0);
        out->items[out->count++] = row_str(row, 1);
    }
    return row_end(row);
}

enum err account_hash(struct ctx *cx, int64_t id, struct str *out)
{
    struct hashes hashes;

    TRY(read_hashes(cx, id, &hashes));
    *out = hashes.items[0];
    return OK;
}

/* ---- Argon2 ---- */

/* Sign-ins queue for Argon2: with a reader each they would soon hold all of them. */
static bool give_reader(struct ctx *cx)
{
    bool leased = cx->db != NULL && cx->house->store != NULL;

    if (leased) {
        store_return(cx->house->store, cx->db);
        cx->db = NULL;
    }
    return leased;
}

static void take_reader(struct ctx *cx, bool leased)
{
    if (leased)
        cx->db = store_lease(cx->house->store);
}

struct str account_hash_of(struct ctx *cx, struct str password)
{
    bool leased = give_reader(cx);
    struct str hash = password_hash(cx->arena, password);

    take_reader(cx, leased);
    return hash;
}

bool account_hash_fits(struct ctx *cx, struct str hash, struct str password)
{
    bool leased = give_reader(cx), fits = password_check(hash, password);

    take_reader(cx, leased);
    return fits;
}

/* ---- what commands share ---- */

enum err account_say(struct ctx *cx, int64_t id, const char *type, const struct val *payload)
{
    struct event ev;

    return event_append(cx, &(struct event_new){ .kind = STREAM_ACCOUNT, .stream = id, .type = type,
                                                 .payload = payload != NULL ? payload : val_map(cx->arena) }, &ev);
}

static enum err set_hash(struct ctx *cx, int64_t id, struct str hash, bool must_change)
{
    struct val *payload = val_map(cx->arena);
    struct hashes before;

    TRY(read_hashes(cx, id, &before));
    TRY(db_put(cx, &SQL_ACCOUNT_DROP_HASHES, ARGS(arg_int(id), arg_int(before.n + 1 - ACCOUNT_PASSWORDS_KEPT))));
    TRY(db_put(cx, &SQL_ACCOUNT_ADD_HASH, ARGS(arg_int(id), arg_int(before.n + 1), arg_text(hash))));
    val_set_bool(cx->arena, payload, "must_change", must_change);
    return account_say(cx, id, "account.password_set", payload);
}

static enum err say_locked(struct ctx *cx, int64_t id, const char *why, struct str reason, int64_t until)
{
    struct val *payload = val_map(cx->arena);

    val_set_str(cx->arena, payload, "why", str_of(why));
    val_set_str(cx->arena, payload, "reason", reason);
    val_set_int(cx->arena, payload, "until", until);
    return account_say(cx, id, "account.locked", payload);
}

enum err account_count_failure(struct ctx *cx, int64_t id, struct str login, int64_t *out)
{
    TRY(lockout_count(cx, login, out));
    return *out != 0 && id != 0 ? say_locked(cx, id, "failures", STR(""), *out) : OK;
}

/* An administrator acts on an account in service that is not his own. */
static enum err take(struct ctx *cx, enum role role, int64_t id, struct account *out)
{
    TRY(tenure_require(cx, role));
    if (cx->actor->account == id)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.account.own", STR(""));
    TRY(account_get(cx, id, out));
    return out->closed_at == 0 ? OK : ctx_fail(cx, ERR_STATE, "gap.account.closed", STR(""));
}

/* ---- opening and closing ---- */

static bool login_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

static bool login_ok(struct str login)
{
    for (size_t i = 0; i < login.len; i++)
        if (!login_char(login.p[i]))
            return false;
    return login.len >= LOGIN_MIN && login.len <= LOGIN_MAX;
}

static enum err check_new(struct ctx *cx, const struct account_new *n)
{
    bool wrong = passrule_check(cx, STR("password"), n->login, n->password) != OK;

    if (!login_ok(n->login))
        wrong = ctx_gap(cx, STR("login"), "gap.login.form", STR("")) != OK;
    if (str_trim(n->name).len == 0)
        wrong = ctx_gap(cx, STR("name"), "gap.required", STR("")) != OK;
    else if (!str_utf8(n->name) || str_chars(n->name) > ACCOUNT_NAME_CHARS_MAX)
        wrong = ctx_gap(cx, STR("name"), "gap.too_long", STR("60")) != OK;
    return wrong ? ERR_INVALID : OK;
}

struct opening { const struct account_new *new; struct str hash; };

enum err account_make(struct ctx *cx, const struct account_new *n, struct str hash, int64_t *out)
{
    struct val *payload = val_map(cx->arena);
    struct account taken;
    enum err e = account_by_login(cx, n->login, &taken);

    if (e != ERR_NOT_FOUND)
        return e != OK ? e : ctx_gap(cx, STR("login"), "gap.login.taken", n->login);
    *out = ids_next(cx->house->ids);
    val_set_str(cx->arena, payload, "login", n->login);
    val_set_str(cx->arena, payload, "name", str_trim(n->name));
    TRY(account_say(cx, *out, "account.opened", payload));
    return set_hash(cx, *out, hash, n->must_change);
}

static enum err open_it(struct ctx *cx, const void *args, void *out)
{
    const struct opening *o = args;

    TRY(tenure_require(cx, ROLE_SYSADMIN));
    return account_make(cx, o->new, o->hash, out);
}

enum err account_open(struct ctx *cx, const struct account_new *n, int64_t *out)
{
    struct opening o = { .new = n };

    TRY(check_new(cx, n));
    o.hash = account_hash_of(cx, n->password);
    return command_run(cx, open_it, &o, out);
}

static enum err close_it(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    struct account account;

    (void)out;
    TRY(take(cx, ROLE_SYSADMIN, *id, &account));
    TRY(tenure_end_all(cx, *id));
    TRY(session_end_all(cx, *id, STR("")));
    return account_say(cx, *id, "account.closed", NULL);
}

enum err account_close(struct ctx *cx, int64_t id)
{
    return command_run(cx, close_it, &id, NULL);
}

/* ---- locking ---- */

struct locking { int64_t id; struct str reason; };

static enum err lock_it(struct ctx *cx, const void *args, void *out)
{
    const struct locking *l = args;
    struct account account;

    (void)out;
    TRY(take(cx, ROLE_SECADMIN, l->id, &account));
    TRY(session_end_all(cx, l->id, STR("")));
    return say_locked(cx, l->id, "administrator", l->reason, ACCOUNT_LOCKED_FOR_GOOD);
}

enum err account_lock(struct ctx *cx, int64_t id, struct str reason)
{
    struct locking l = { id, reason };

    if (str_trim(reason).len == 0)
        return ctx_gap(cx, STR("reason"), "gap.required", STR(""));
    if (str_chars(reason) > ACCOUNT_REASON_CHARS_MAX)
        return ctx_gap(cx, STR("reason"), "gap.too_long", STR("500"));
    return command_run(cx, lock_it, &l, NULL);
}

static enum err unlock_it(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    struct account account;

    (void)out;
    TRY(take(cx, ROLE_SECADMIN, *id, &account));
    TRY(lockout_clear(cx, account.login));
    return account_say(cx, *id, "account.unlocked", NULL);
}

enum err account_unlock(struct ctx *cx, int64_t id)
{
    return command_run(cx, unlock_it, &id, NULL);
}

/* ---- passwords ---- */

struct resetting { int64_t id; struct str hash; };

static enum err reset_it(struct ctx *cx, const void *args, void *out)
{
    const struct resetting *r = args;
    struct account account;

    (void)out;
    TRY(take(cx, ROLE_SECADMIN, r->id, &account));
    TRY(session_end_all(cx, r->id, STR("")));
    return set_hash(cx, r->id, r->hash, true);
}

enum err account_reset_password(struct ctx *cx, int64_t id, struct str password)
{
    struct resetting r = { .id = id };
    struct account account;

    TRY(account_get(cx, id, &account));
    TRY(passrule_check(cx, STR("password"), account.login, password));
    r.hash = account_hash_of(cx, password);
    return command_run(cx, reset_it, &r, NULL);
}

struct changing { struct str before, hash; };

static enum err change_it(struct ctx *cx, const void *args, void *out)
{
    const struct changing *c = args;
    int64_t id = cx->actor->account;
    struct str now;

    (void)out;
    TRY(account_hash(cx, id, &now));
    if (!str_eq(now, c->before))
        return ctx_fail(cx, ERR_CONFLICT, "gap.password.changed", STR(""));
    TRY(session_end_all(cx, id, cx->actor->session));
    return set_hash(cx, id, c->hash, false);
}

static enum err count_wrong(struct ctx *cx, const void *args, void *out)
{
    const struct account *account = args;

    return account_count_failure(cx, account->id, account->login, out);
}

static enum err check_old(struct ctx *cx, const struct account *account, struct str hash, struct str old)
{
    int64_t locked;

    TRY(lockout_until(cx, account->login, &locked));
    if (locked != 0)
        return ctx_fail(cx, ERR_LIMIT, "gap.sign_in.locked", lockout_minutes(cx, locked));
    if (account_hash_fits(cx, hash, old))
        return OK;
    TRY(command_run(cx, count_wrong, account, &locked));
    return ctx_gap(cx, STR("old_password"), "gap.password.wrong", STR(""));
}

static enum err check_unused(struct ctx *cx, const struct hashes *hashes, struct str new)
{
    for (size_t i = 0; i < hashes->count; i++)
        if (account_hash_fits(cx, hashes->items[i], new))
            return ctx_gap(cx, STR("new_password"), "gap.password.reused", STR(""));
    return OK;
}

enum err account_change_password(struct ctx *cx, struct str old, struct str new)
{
    struct changing c;
    struct hashes hashes;
    struct account account;

    if (cx->actor == NULL || cx->actor->account == 0)
        return ERR_UNAUTHENTICATED;
    TRY(account_get(cx, cx->actor->account, &account));
    TRY(read_hashes(cx, account.id, &hashes));
    TRY(passrule_check(cx, STR("new_password"), account.login, new));
    TRY(check_old(cx, &account, hashes.items[0], old));
    TRY(check_unused(cx, &hashes, new));
    c = (struct changing){ hashes.items[0], account_hash_of(cx, new) };
    return command_run(cx, change_it, &c, NULL);
}

/* ---- into the projection ---- */

static enum err apply_opened(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_ACCOUNT_MAKE, ARGS(arg_int(ev->stream), arg_text(val_str(ev->payload, "login")),
                                              arg_text(val_str(ev->payload, "name")), arg_int(ev->at)));
}

static enum err apply_password_set(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_ACCOUNT_SET_PASSWORD,
                  ARGS(arg_int(ev->stream), arg_int(ev->at), arg_int(val_num(ev->payload, "must_change"))));
}

/* A lock never shortens another: five wrong passwords do not open what an administrator locked. */
static enum err apply_locked(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_ACCOUNT_SET_LOCK, ARGS(arg_int(ev->stream), arg_int(val_num(ev->payload, "until"))));
}

static enum err apply_unlocked(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_ACCOUNT_CLEAR_LOCK, ARGS(arg_int(ev->stream)));
}

static enum err apply_closed(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_ACCOUNT_SET_CLOSED, ARGS(arg_int(ev->stream), arg_int(ev->at)));
}

static enum err apply_signed_in(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_ACCOUNT_SET_IN, ARGS(arg_int(ev->stream), arg_int(ev->at)));
}

static const struct { const char *type; enum err (*apply)(struct ctx *, const struct event *); } table[] = {
    { "account.opened",       apply_opened },
    { "account.password_set", apply_password_set },
    { "account.locked",       apply_locked },
    { "account.unlocked",     apply_unlocked },
    { "account.closed",       apply_closed },
    { "account.signed_in",    apply_signed_in },
    { "post.assigned",        apply_post_assigned },
    { "post.ended",           apply_post_ended },
    { "post.standin_named",   apply_standin_named },
    { "leave.entered",        apply_leave_entered },
    { "leave.ended",          apply_leave_ended },
};

enum err apply_account(struct ctx *cx, const struct event *ev)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_is(ev->type, table[i].type))
            return table[i].apply(cx, ev);
    return ERR_INTERNAL;
}
