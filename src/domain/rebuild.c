/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/rebuild.h"

#include "domain/apply.h"
#include "domain/command.h"
#include "domain/rebuild.sql.h"
#include "secure/secure.h"
#include "store/db.h"

enum { EVENTS_AT_ONCE = 500, ROWS_AT_ONCE = 1000, PIECE_BYTES = 1 << 20 };

static const struct { const char *name; const struct stmt *clear, *read; int columns; } tables[] = {
    { "calendar_version", &SQL_REBUILD_CLEAR_CALENDAR_VERSION, &SQL_REBUILD_READ_CALENDAR_VERSION, 2 },
    { "pack_version", &SQL_REBUILD_CLEAR_PACK_VERSION, &SQL_REBUILD_READ_PACK_VERSION, 2 },
    { "mandate", &SQL_REBUILD_CLEAR_MANDATE, &SQL_REBUILD_READ_MANDATE, 11 },
    { "case_file", &SQL_REBUILD_CLEAR_CASE_FILE, &SQL_REBUILD_READ_CASE_FILE, 30 },
    { "once_value", &SQL_REBUILD_CLEAR_ONCE_VALUE, &SQL_REBUILD_READ_ONCE_VALUE, 4 },
    { "case_joining", &SQL_REBUILD_CLEAR_CASE_JOINING, &SQL_REBUILD_READ_CASE_JOINING, 2 },
    { "joint_gap", &SQL_REBUILD_CLEAR_JOINT_GAP, &SQL_REBUILD_READ_JOINT_GAP, 6 },
    { "decision", &SQL_REBUILD_CLEAR_DECISION, &SQL_REBUILD_READ_DECISION, 14 },
    { "case_result", &SQL_REBUILD_CLEAR_CASE_RESULT, &SQL_REBUILD_READ_CASE_RESULT, 12 },
    { "prereview", &SQL_REBUILD_CLEAR_PREREVIEW, &SQL_REBUILD_READ_PREREVIEW, 7 },
    { "case_material", &SQL_REBUILD_CLEAR_CASE_MATERIAL, &SQL_REBUILD_READ_CASE_MATERIAL, 16 },
    { "household", &SQL_REBUILD_CLEAR_HOUSEHOLD, &SQL_REBUILD_READ_HOUSEHOLD, 8 },
    { "household_member", &SQL_REBUILD_CLEAR_HOUSEHOLD_MEMBER, &SQL_REBUILD_READ_HOUSEHOLD_MEMBER, 5 },
    { "case_proxy", &SQL_REBUILD_CLEAR_CASE_PROXY, &SQL_REBUILD_READ_CASE_PROXY, 12 },
    { "case_original", &SQL_REBUILD_CLEAR_CASE_ORIGINAL, &SQL_REBUILD_READ_CASE_ORIGINAL, 12 },
    { "case_original_move", &SQL_REBUILD_CLEAR_CASE_ORIGINAL_MOVE, &SQL_REBUILD_READ_CASE_ORIGINAL_MOVE, 9 },
    { "task", &SQL_REBUILD_CLEAR_TASK, &SQL_REBUILD_READ_TASK, 23 },
    { "clock", &SQL_REBUILD_CLEAR_CLOCK, &SQL_REBUILD_READ_CLOCK, 15 },
    { "document", &SQL_REBUILD_CLEAR_DOCUMENT, &SQL_REBUILD_READ_DOCUMENT, 10 },
    { "attempt", &SQL_REBUILD_CLEAR_ATTEMPT, &SQL_REBUILD_READ_ATTEMPT, 10 },
    { "special", &SQL_REBUILD_CLEAR_SPECIAL, &SQL_REBUILD_READ_SPECIAL, 8 },
    { "hearing", &SQL_REBUILD_CLEAR_HEARING, &SQL_REBUILD_READ_HEARING, 9 },
    { "hearing_party", &SQL_REBUILD_CLEAR_HEARING_PARTY, &SQL_REBUILD_READ_HEARING_PARTY, 7 },
    { "timer", &SQL_REBUILD_CLEAR_TIMER, &SQL_REBUILD_READ_TIMER, 3 },
    { "timeline", &SQL_REBUILD_CLEAR_TIMELINE, &SQL_REBUILD_READ_TIMELINE, 13 },
    { "urgent", &SQL_REBUILD_CLEAR_URGENT, &SQL_REBUILD_READ_URGENT, 7 },
    { "review_tick", &SQL_REBUILD_CLEAR_REVIEW_TICK, &SQL_REBUILD_READ_REVIEW_TICK, 7 },
    { "turn", &SQL_REBUILD_CLEAR_TURN, &SQL_REBUILD_READ_TURN, 9 },
    { "turn_back", &SQL_REBUILD_CLEAR_TURN_BACK, &SQL_REBUILD_READ_TURN_BACK, 10 },
    { "visit_officer", &SQL_REBUILD_CLEAR_VISIT_OFFICER, &SQL_REBUILD_READ_VISIT_OFFICER, 10 },
    { "batch", &SQL_REBUILD_CLEAR_BATCH, &SQL_REBUILD_READ_BATCH, 15 },
    { "batch_line", &SQL_REBUILD_CLEAR_BATCH_LINE, &SQL_REBUILD_READ_BATCH_LINE, 7 },
    { "copied", &SQL_REBUILD_CLEAR_COPIED, &SQL_REBUILD_READ_COPIED, 7 },
    { "account", &SQL_REBUILD_CLEAR_ACCOUNT, &SQL_REBUILD_READ_ACCOUNT, 9 },
    { "tenure", &SQL_REBUILD_CLEAR_TENURE, &SQL_REBUILD_READ_TENURE, 9 },
    { "delivery", &SQL_REBUILD_CLEAR_DELIVERY, &SQL_REBUILD_READ_DELIVERY, 13 },
    { "payout", &SQL_REBUILD_CLEAR_PAYOUT, &SQL_REBUILD_READ_PAYOUT, 9 },
    { "payee", &SQL_REBUILD_CLEAR_PAYEE, &SQL_REBUILD_READ_PAYEE, 9 },
    { "reassign", &SQL_REBUILD_CLEAR_REASSIGN, &SQL_REBUILD_READ_REASSIGN, 14 },
    { "redress", &SQL_REBUILD_CLEAR_REDRESS, &SQL_REBUILD_READ_REDRESS, 11 },
    { "onsite", &SQL_REBUILD_CLEAR_ONSITE, &SQL_REBUILD_READ_ONSITE, 5 },
    { "said", &SQL_REBUILD_CLEAR_SAID, &SQL_REBUILD_READ_SAID, 3 },
    { "task_organ", &SQL_REBUILD_CLEAR_TASK_ORGAN, &SQL_REBUILD_READ_TASK_ORGAN, 5 },
    { "objection", &SQL_REBUILD_CLEAR_OBJECTION, &SQL_REBUILD_READ_OBJECTION, 8 },
    { "standin", &SQL_REBUILD_CLEAR_STANDIN, &SQL_REBUILD_READ_STANDIN, 3 },
    { "leave", &SQL_REBUILD_CLEAR_LEAVE, &SQL_REBUILD_READ_LEAVE, 8 },
    { "leave_post", &SQL_REBUILD_CLEAR_LEAVE_POST, &SQL_REBUILD_READ_LEAVE_POST, 4 },
};
enum { TABLES = sizeof tables / sizeof *tables };

size_t rebuild_tables(const char **out, size_t max)
{
    size_t count = TABLES < max ? TABLES : max;

    for (size_t i = 0; i < count; i++)
        out[i] = tables[i].name;
    return count;
}

/* Length before bytes, so that no two rows look alike. */
static void digest_field(struct ctx *cx, struct digest *d, struct row *row, int column)
{
    struct str s = row_null(row, column) ? STR("") : row_str(row, column);

    digest_update(d, arena_printf(cx->arena, "%c%zu:", row_null(row, column) ? 'n' : 's', s.len));
    digest_update(d, s);
}

/* A county has a million rows: what was read of them goes back every thousand. */
static enum err digest_rows(struct ctx *cx, size_t table, struct digest *d)
{
    struct ctx own = *cx;
    struct row *row;
    size_t rows = 0;

    TRY(db_select(&own, tables[table].read, &row, NO_ARGS));
    own.arena = arena_new(PIECE_BYTES);
    for (; row_next(row); rows++) {
        if (rows % ROWS_AT_ONCE == ROWS_AT_ONCE - 1) {
            arena_free(own.arena);
            own.arena = arena_new(PIECE_BYTES);
        }
        for (int c = 0; c < tables[table].columns; c++)
            digest_field(&own, d, row, c);
    }
    arena_free(own.arena);
    digest_update(d, arena_printf(cx->arena, "%zu", rows));
    return row_end(row);
}

static enum err digest_table(struct ctx *cx, size_t table, struct str *out)
{
    struct digest *d = digest_new(cx->arena, DIGEST_SM3);
    enum err e = digest_rows(cx, table, d);

    *out = digest_final(d, cx->arena);
    return e;
}

static enum err digest_all(struct ctx *cx, struct rebuild_report *report, bool after)
{
    for (size_t i = 0; i < TABLES; i++) {
        report->tables[i].name = tables[i].name;
        TRY(digest_table(cx, i, after ? &report->tables[i].after : &report->tables[i].before));
    }
    return OK;
}

static enum err replay_some(struct ctx *cx, int64_t *position, size_t *count)
{
    struct ctx own = *cx;
    struct event_list events;
    enum err e;

    own.arena = arena_new(PIECE_BYTES);
    e = event_after(&own, *position, EVENTS_AT_ONCE, &events);
    *count = e == OK ? events.count : 0;
    for (size_t i = 0; e == OK && i < events.count; i++) {
        e = apply_event(&own, &events.items[i]);
        *position = events.items[i].position;
    }
    arena_free(own.arena);
    return e;
}

static enum err replay(struct ctx *cx, struct rebuild_report *report)
{
    int64_t position = 0;
    size_t count;

    do {
        TRY(replay_some(cx, &position, &count));
        report->events += (int64_t)count;
    } while (count > 0);
    return OK;
}

struct wish { bool keep; };

static enum err run(struct ctx *cx, const void *args, void *out)
{
    const struct wish *wish = args;
    struct rebuild_report *report = out;

    *report = (struct rebuild_report){ 0 };
    TRY(digest_all(cx, report, false));
    for (size_t i = TABLES; i-- > 0;)
        TRY(db_put(cx, tables[i].clear, NO_ARGS));
    TRY(replay(cx, report));
    TRY(digest_all(cx, report, true));
    for (size_t i = 0; i < TABLES; i++)
        report->different += !str_eq(report->tables[i].before, report->tables[i].after);
    report->count = TABLES;
    return wish->keep ? OK : ERR_STATE;         /* ERR_STATE: the writer undoes it all */
}

enum err rebuild_all(struct ctx *cx, bool keep, struct rebuild_report *out)
{
    struct wish wish = { keep };
    enum err e = command_run(cx, run, &wish, out);

    /* A step that failed with ERR_STATE never came as far as the comparison. */
    return e == ERR_STATE && !keep && out->count == TABLES ? OK : e;
}
