/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/supplement.h"

#include "domain/actor.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/draft.sql.h"
#include "domain/filing.h"
#include "domain/held.h"
#include "domain/house.h"
#include "domain/identity.h"
#include "domain/ids.h"
#include "domain/link.h"
#include "domain/packs.h"
#include "domain/paper.h"
#include "domain/slot.h"
#include "domain/tenure.h"
#include "store/db.h"

struct addition { int64_t task, scan; const struct scan *paper; };

static enum err load(struct ctx *cx, int64_t id, struct task *t, struct case_file *c)
{
    TRY(task_get(cx, id, t));
    TRY(case_see(cx, t->case_id, c));
    if (task_post(cx, t, c->item) == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    if (t->state != TASK_OPEN || !str_is(t->kind, "supplement"))
        return ctx_fail(cx, ERR_STATE, "gap.supplement.closed", STR(""));
    return OK;
}

static enum err check_slot(struct ctx *cx, const struct case_file *c, struct str slot)
{
    const struct pack *pack;
    const struct item *item;

    TRY(packs_get(cx, c->pack_version, &pack));
    item = pack_item(pack, c->item);
    return item != NULL && slot_exists(item, slot) ? OK : ctx_gap(cx, STR("slot"), "gap.scan.slot", STR(""));
}

static enum err check(struct ctx *cx, int64_t task, struct str slot, struct task *t)
{
    struct scan_list there;
    struct case_file c;

    TRY(load(cx, task, t, &c));
    TRY(check_slot(cx, &c, slot));
    TRY(supplement_scans(cx, t->case_id, &there));
    return there.count < SCANS_MAX
        ? OK : ctx_fail(cx, ERR_LIMIT, "gap.scan.too_many", arena_printf(cx->arena, "%d", SCANS_MAX));
}

enum err supplement_takes(struct ctx *cx, int64_t task, struct str slot)
{
    struct task ignored;

    return check(cx, task, slot, &ignored);
}

enum err supplement_write(struct ctx *cx, int64_t case_id, const struct scan *s, int64_t by)
{
    struct str source = s->source.len > 0 ? s->source : STR(SOURCE_ORIGINAL);

    return db_put(cx, &SQL_DRAFT_WRITE_SCAN,
               ARGS(arg_int(ids_next(cx->house->ids)), arg_int(case_id), arg_text(s->slot), arg_text(s->digest),
                    arg_text(s->type), arg_int(s->bytes), arg_int(s->width), arg_int(s->height), arg_int(cx->now),
                    arg_int(by), arg_text(STR("")), arg_text(source)));
}

static enum err add(struct ctx *cx, const void *args, void *out)
{
    const struct addition *a = args;
    const struct scan *s = a->paper;
    struct task t;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(check(cx, a->task, s->slot, &t));
    return supplement_write(cx, t.case_id, s, cx->actor->account);
}

enum err supplement_add(struct ctx *cx, int64_t task, const struct scan *s)
{
    struct addition args = { .task = task, .paper = s };

    return command_run(cx, add, &args, NULL);
}

static enum err drop(struct ctx *cx, const void *args, void *out)
{
    const struct addition *a = args;
    struct case_file c;
    struct task t;
    size_t changed;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(load(cx, a->task, &t, &c));
    TRY(db_change(cx, &SQL_DRAFT_REMOVE_SCAN, &changed, ARGS(arg_int(a->scan), arg_int(t.case_id))));
    return changed == 1 ? OK : ERR_NOT_FOUND;
}

enum err supplement_drop(struct ctx *cx, int64_t task, int64_t scan)
{
    struct addition args = { .task = task, .scan = scan };

    return command_run(cx, drop, &args, NULL);
}

enum err supplement_scans(struct ctx *cx, int64_t case_id, struct scan_list *out)
{
    return draft_scans(cx, case_id, out);
}

enum err supplement_say(struct ctx *cx, int64_t case_id, const struct item *item, struct val **out)
{
    struct scan_list scans;

    TRY(supplement_scans(cx, case_id, &scans));
    *out = filing_say_papers(cx, item, &scans);
    return held_say(cx, case_id, item, *out);
}

enum err supplement_clear(struct ctx *cx, int64_t case_id)
{
    TRY(link_end_all(cx, case_id));
    TRY(identity_clear(cx, case_id));
    return db_put(cx, &SQL_DRAFT_REMOVE_SCANS, ARGS(arg_int(case_id)));
}
