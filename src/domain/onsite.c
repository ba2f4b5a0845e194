/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/onsite.h"

#include "domain/channel.h"
#include "domain/command.h"
#include "domain/mark.h"
#include "domain/onsite.sql.h"
#include "domain/packs.h"
#include "domain/task.h"
#include "domain/tenure.h"
#include "store/db.h"

enum err onsite_of_case(struct ctx *cx, int64_t case_id, struct onsite_list *out)
{
    struct row *row;

    *out = (struct onsite_list){ 0 };
    TRY(db_select(cx, &SQL_ONSITE_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct onsite){ .n = row_int(row, 0), .note = row_str(row, 1), .by_name = row_str(row, 2),
                                                    .at = row_int(row, 3) };
    }
    return row_end(row);
}

/* ---- who ---- */

static bool looks_at_papers(const struct task *t)
{
    return t->state == TASK_OPEN && (str_is(t->kind, "accept") || str_is(t->kind, "gather"));
}

enum err onsite_post(struct ctx *cx, const struct case_file *c, const struct post **out)
{
    const struct pack *pack;
    struct task_list tasks;

    *out = NULL;
    if (c->state != CASE_RECEIVED)
        return OK;
    TRY(task_of_case(cx, c->id, &tasks));
    for (size_t i = 0; i < tasks.count && *out == NULL; i++)
        if (looks_at_papers(&tasks.items[i]))
            *out = task_post(cx, &tasks.items[i], c->item);
    if (*out != NULL)
        return OK;
    TRY(packs_get(cx, c->pack_version, &pack));
    *out = pack_item(pack, c->item) != NULL ? channel_window(cx, pack_item(pack, c->item), c) : NULL;
    return OK;
}

/* ---- doing it ---- */

struct mending { int64_t case_id; struct str note; };

static enum err mend(struct ctx *cx, const void *args, void *out)
{
    const struct mending *m = args;
    struct val *payload = val_map(cx->arena);
    const struct post *by;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(case_see(cx, m->case_id, &c));
    if (c.state != CASE_RECEIVED)
        return ctx_fail(cx, ERR_STATE, "gap.onsite.state", STR(""));
    TRY(onsite_post(cx, &c, &by));
    if (by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.onsite.not_yours", STR(""));
    TRY(mark_check_reason(cx, "note", m->note));
    val_set_str(cx->arena, payload, "note", str_trim(m->note));
    return mark_append(cx, &c, "case.mended_onsite", by, payload, &ev);
}

enum err onsite_mend(struct ctx *cx, int64_t case_id, struct str note)
{
    struct mending args = { case_id, note };

    return command_run(cx, mend, &args, NULL);
}

enum err apply_onsite(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_ONSITE_WRITE, ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_text(val_str(ev->payload, "note")),
                                           arg_text(ev->actor_name), arg_int(ev->at))));
    return apply_mark(cx, ev);
}
