/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/register_import.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/job.h"
#include "domain/register_import.sql.h"
#include "domain/register_judge.h"
#include "domain/tenure.h"
#include "store/db.h"

enum { TAKEN_AT_ONCE = 25 };
static const char JOB_KIND[] = "import";

/* ---- reading ---- */

static struct import from_row(struct row *row)
{
    return (struct import){
        .id = row_int(row, 0), .made_at = row_int(row, 1), .name = row_str(row, 2), .account_name = row_str(row, 3),
        .state = (enum import_state)row_int(row, 4), .rows = row_int(row, 5), .refused = row_int(row, 6), .done = row_int(row, 7),
        .digest = row_str(row, 8),
    };
}

enum err import_get(struct ctx *cx, int64_t id, struct import *out)
{
    struct str report = STR("");
    struct val *v;
    struct row *row;
    bool found;

    TRY(db_select(cx, &SQL_IMPORT_READ, &row, ARGS(arg_int(id), arg_int(cx->actor->account))));
    found = row_next(row);
    if (found) {
        *out = from_row(row);
        report = row_str(row, 9);
    }
    TRY(row_end(row));
    if (!found)
        return ERR_NOT_FOUND;
    TRY(register_opened(cx, report, &v));
    out->fresh = val_num(v, "fresh");
    out->changed = val_num(v, "changed");
    out->same = val_num(v, "same");
    out->households = val_num(v, "households");
    out->faults = val_at(v, "faults");
    return OK;
}

enum err import_mine(struct ctx *cx, struct import_list *out)
{
    struct row *row;

    *out = (struct import_list){ 0 };
    TRY(db_select(cx, &SQL_IMPORT_MINE, &row, ARGS(arg_int(cx->actor->account))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(row);
    }
    return row_end(row);
}

/* ---- taking over ---- */

/* The head first: whoever was head before makes room for him. */
static enum err put_people(struct ctx *cx, const struct list_household *l, struct household *h, struct str why)
{
    for (int heads = 1; heads >= 0; heads--)
        for (size_t i = 0; i < l->count; i++)
            if ((l->people[i].m.relation == RELATION_HEAD) == (heads == 1))
                TRY(household_put_member(cx, h, &l->people[i].m, why));
    return OK;
}

static enum err take_household(struct ctx *cx, const struct list_household *l, struct str why)
{
    struct household h = { .number = l->h.number };
    struct judged judged;
    bool fresh;

    TRY(register_judge(cx, l, &judged));
    if (judged.verdict == REFUSED || judged.verdict == SAME)
        return OK;
    fresh = judged.household == 0;
    if (fresh)
        h.id = ids_next(cx->house->ids);
    else
        TRY(household_get(cx, judged.household, &h));
    h.place = l->h.place;
    h.group = l->h.group.len > 0 ? l->h.group : h.group;
    h.address = l->h.address.len > 0 ? l->h.address : h.address;
    TRY(put_people(cx, l, &h, why));
    return household_say(cx, fresh ? "household.entered" : "household.changed", &h, why, 0);
}

struct waiting { int64_t n; struct str sealed; };

static enum err read_some(struct ctx *cx, int64_t id, struct waiting *out, size_t *count)
{
    struct row *row;

    *count = 0;
    TRY(db_select(cx, &SQL_IMPORT_SOME, &row, ARGS(arg_int(id), arg_int(TAKEN_AT_ONCE))));
    while (row_next(row) && *count < TAKEN_AT_ONCE) {
        out[*count] = (struct waiting){ row_int(row, 0), row_str(row, 1) };
        ++*count;
    }
    return row_end(row);
}

/* The last piece ends the job in the same transaction. */
static enum err count_on(struct ctx *cx, const struct import *import, const struct waiting *some, size_t count)
{
    bool last = count < TAKEN_AT_ONCE;

    if (count > 0)
        TRY(db_put(cx, &SQL_IMPORT_DROP, ARGS(arg_int(import->id), arg_int(some[count - 1].n))));
    TRY(db_put(cx, &SQL_IMPORT_STEP, ARGS(arg_int(import->id), arg_int(last ? IMPORT_DONE : IMPORT_TAKING), arg_int((int64_t)count))));
    return last ? job_end(cx, JOB_KIND, import->digest, JOB_DONE) : OK;
}

static enum err take_some(struct ctx *cx, const void *args, void *out)
{
    struct waiting some[TAKEN_AT_ONCE];
    struct import import;
    size_t count;
    struct val *v;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(import_get(cx, *(const int64_t *)args, &import));
    if (import.state != IMPORT_TAKING)
        return OK;                          /* cancelled while this piece waited */
    TRY(read_some(cx, import.id, some, &count));
    for (size_t i = 0; i < count; i++) {
        struct list_household l;
        TRY(register_opened(cx, some[i].sealed, &v));
        l = register_list_of(cx, v);
        TRY(take_household(cx, &l, import.name));
    }
    return count_on(cx, &import, some, count);
}

enum err import_step(struct ctx *cx, int64_t id)
{
    return command_run(cx, take_some, &id, NULL);
}

static enum err begin_taking(struct ctx *cx, const void *args, void *out)
{
    struct import import;

    (void)out;
    TRY(import_get(cx, *(const int64_t *)args, &import));
    if (import.state == IMPORT_DONE)
        return ctx_fail(cx, ERR_STATE, "gap.import.done", STR(""));
    if (import.state != IMPORT_CHECKED && import.state != IMPORT_STOPPED && import.state != IMPORT_TAKING)
        return ctx_fail(cx, ERR_STATE, "gap.import.unread", STR(""));
    if (import.state == IMPORT_TAKING || job_begin(cx, JOB_KIND, import.id, import.digest) != OK)
        return ctx_fail(cx, ERR_STATE, "gap.import.running", STR(""));
    return db_put(cx, &SQL_IMPORT_SET_STATE, ARGS(arg_int(import.id), arg_int(IMPORT_TAKING)));
}

enum err import_take(struct ctx *cx, int64_t id)
{
    return command_run(cx, begin_taking, &id, NULL);
}

struct stopping { int64_t id; enum job_state how; };

static enum err stop(struct ctx *cx, const void *args, void *out)
{
    const struct stopping *s = args;
    struct import import;

    (void)out;
    TRY(import_get(cx, s->id, &import));
    if (import.state != IMPORT_TAKING)
        return ctx_fail(cx, ERR_STATE, "gap.import.not_running", STR(""));
    TRY(job_end(cx, JOB_KIND, import.digest, s->how));
    return db_put(cx, &SQL_IMPORT_SET_STATE, ARGS(arg_int(import.id), arg_int(IMPORT_STOPPED)));
}

enum err import_cancel(struct ctx *cx, int64_t id)
{
    struct import import;

    TRY(import_get(cx, id, &import));
    if (import.state == IMPORT_CHECKING)
        return import_look_cancel(cx, id);
    return command_run(cx, stop, &(struct stopping){ id, JOB_CANCELLED }, NULL);
}

enum err import_fail(struct ctx *cx, int64_t id)
{
    return command_run(cx, stop, &(struct stopping){ id, JOB_FAILED }, NULL);
}
