/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/purge.h"

#include "domain/command.h"
#include "domain/purge.sql.h"
#include "domain/session.h"
#include "store/db.h"

static const int64_t MINUTE_MS = 60 * 1000, HOUR_MS = 60 * 60 * 1000;

static enum err purge(struct ctx *cx, const void *args, void *out)
{
    int64_t idle_since = cx->now - SESSION_VISITOR_MINUTES * MINUTE_MS;
    int64_t left_since = cx->now - PURGE_DRAFT_HOURS * HOUR_MS;

    (void)args;
    (void)out;
    TRY(db_put(cx, &SQL_PURGE_SESSIONS, ARGS(arg_int(idle_since))));
    TRY(db_put(cx, &SQL_PURGE_SCANS, ARGS(arg_int(left_since))));
    TRY(db_put(cx, &SQL_PURGE_CONSENTS, ARGS(arg_int(left_since))));
    return db_put(cx, &SQL_PURGE_DRAFTS, ARGS(arg_int(left_since)));
}

enum err purge_run(struct ctx *cx)
{
    return command_run(cx, purge, NULL, NULL);
}
