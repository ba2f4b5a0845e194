/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/lockout.h"

#include "domain/house.h"
#include "domain/lockout.sql.h"
#include "secure/secure.h"
#include "store/db.h"

static const int64_t MINUTE_MS = 60 * 1000, FORGOTTEN_MS = 24 * 60 * 60 * 1000;

struct count { int64_t failures, lockouts, locked_until; };

static struct str key(struct ctx *cx, struct str login)
{
    return secure_index(cx->house->keys, cx->arena, "lockout", login);
}

static enum err read(struct ctx *cx, struct str login, struct count *out)
{
    struct row *row;

    *out = (struct count){ 0 };
    TRY(db_select(cx, &SQL_LOCKOUT_READ, &row, ARGS(arg_text(key(cx, login)))));
    if (row_next(row) && row_int(row, 3) > cx->now - FORGOTTEN_MS)
        *out = (struct count){ row_int(row, 0), row_int(row, 1), row_int(row, 2) };
    return row_end(row);
}

static int64_t lock_ms(int64_t lockouts)
{
    int64_t minutes = LOCKOUT_FIRST_MINUTES;

    while (lockouts-- > 0 && minutes < LOCKOUT_LONGEST_MINUTES)
        minutes *= 2;
    return (minutes < LOCKOUT_LONGEST_MINUTES ? minutes : LOCKOUT_LONGEST_MINUTES) * MINUTE_MS;
}

enum err lockout_until(struct ctx *cx, struct str login, int64_t *out)
{
    struct count c;

    TRY(read(cx, login, &c));
    *out = c.locked_until > cx->now ? c.locked_until : 0;
    return OK;
}

struct str lockout_minutes(struct ctx *cx, int64_t until)
{
    return arena_printf(cx->arena, "%lld", (long long)((until - cx->now + MINUTE_MS - 1) / MINUTE_MS));
}

enum err lockout_count(struct ctx *cx, struct str login, int64_t *out)
{
    struct count c;

    *out = 0;
    TRY(read(cx, login, &c));
    if (++c.failures >= LOCKOUT_FAILURES) {
        *out = c.locked_until = cx->now + lock_ms(c.lockouts++);
        c.failures = 0;
    }
    TRY(db_put(cx, &SQL_LOCKOUT_PRUNE, ARGS(arg_int(cx->now - FORGOTTEN_MS))));
    return db_put(cx, &SQL_LOCKOUT_WRITE, ARGS(arg_text(key(cx, login)), arg_int(c.failures), arg_int(c.lockouts),
                                               arg_int(c.locked_until), arg_int(cx->now)));
}

enum err lockout_clear(struct ctx *cx, struct str login)
{
    return db_put(cx, &SQL_LOCKOUT_CLEAR, ARGS(arg_text(key(cx, login))));
}
