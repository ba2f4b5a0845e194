/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/joint.h"

#include "base/buf.h"
#include "domain/attempt.h"
#include "domain/house.h"
#include "domain/joint.sql.h"
#include "store/db.h"

/* ---- gaps ---- */

enum err joint_gaps(struct ctx *cx, int64_t case_id, struct joint_gap_list *out)
{
    struct row *row;

    *out = (struct joint_gap_list){ 0 };
    TRY(db_select(cx, &SQL_JOINT_READ_GAPS, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct joint_gap){ .department = row_str(row, 0), .text = row_str(row, 1),
                                                       .at = row_int(row, 2), .actor_name = row_str(row, 3) };
    }
    return row_end(row);
}

struct str joint_gap_text(const struct ctx *cx, const struct joint_gap *g)
{
    const struct department *d = pack_department(cx->house->pack, g->department);
    struct str name = d != NULL ? d->name.zh : g->department;

    return arena_printf(cx->arena, "%.*s：%.*s", STR_ARG(name), STR_ARG(g->text));
}

static bool has_text(const struct val *list, struct str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_eq(list->items[i]->text, text))
            return true;
    return false;
}

enum err joint_complete(struct ctx *cx, const struct task *t, const struct case_file *c, struct act *act)
{
    struct joint_gap_list found;
    struct val *all;

    if (!str_is(t->kind, "accept") || c->corrected > 0)
        return OK;
    TRY(joint_gaps(cx, c->id, &found));
    if (found.count > 0 && str_is(act->outcome, "accepted") && str_chars(str_trim(act->note)) < NOTE_CHARS_MIN)
        return ctx_gap(cx, STR("note"), "gap.joint.unsent", STR(""));
    if (found.count == 0 || !str_is(act->outcome, "correction"))
        return OK;
    all = act->gaps != NULL ? val_copy(cx->arena, act->gaps) : val_list(cx->arena);
    for (size_t i = 0; i < found.count; i++) {
        struct str text = joint_gap_text(cx, &found.items[i]);
        if (!has_text(all, text))
            val_push(cx->arena, all, val_text(cx->arena, text));
    }
    act->gaps = all;
    return OK;
}

enum err apply_joint(struct ctx *cx, const struct event *ev)
{
    const struct val *found = val_at(ev->payload, "found");
    struct str department = val_str(val_at(ev->payload, "by"), "department");

    for (size_t i = 0; i < found->count; i++)
        TRY(db_put(cx, &SQL_JOINT_WRITE_GAP,
                   ARGS(arg_int(ev->stream), arg_int(ev->seq * 1000 + (int64_t)i), arg_text(department),
                        arg_text(found->items[i]->text), arg_int(ev->at), arg_text(ev->actor_name))));
    return OK;
}

enum err apply_joint_anew(struct ctx *cx, int64_t case_id)
{
    return db_put(cx, &SQL_JOINT_DROP_GAPS, ARGS(arg_int(case_id)));
}

/* ---- too late ---- */

static struct str joined(struct ctx *cx, const struct val *texts)
{
    struct buf b = buf_in(cx->arena);

    for (size_t i = 0; i < texts->count; i++)
        buf_printf(&b, "%s%.*s", i > 0 ? "\n" : "", STR_ARG(str_head(texts->items[i]->text, GAP_CHARS_MAX)));
    return buf_str(&b);
}

enum err joint_refused(struct ctx *cx, const struct act *act, enum err e)
{
    struct task t;

    if (e != ERR_CONFLICT || act->gaps == NULL || act->gaps->count == 0)
        return e;
    TRY(task_get(cx, act->task, &t));
    if (t.state != TASK_CANCELLED || !str_is(t.kind, "gather"))
        return e;
    ctx_gap(cx, STR("gaps"), "gap.joint.late", STR(""));
    return attempt_keep(cx, t.case_id, "gap.joint.late", joined(cx, act->gaps), e);
}

/* ---- clocks ---- */

struct str joint_clock(struct arena *a, struct str department)
{
    return arena_join(a, STR("part."), department);
}

/* Its own, else that of the whole level. */
static const struct limit *limit_of(const struct item *item, struct str department)
{
    const struct limit *county = NULL;

    for (size_t i = 0; i < item->stage_count; i++) {
        const struct stage *s = &item->stages[i];
        if (s->level != LEVEL_COUNTY)
            continue;
        if (s->department != NULL && str_eq(s->department->code, department))
            return &s->target;
        if (s->department == NULL)
            county = &s->target;
    }
    return county;
}

void joint_say_clock(struct ctx *cx, const struct item *item, struct str department, struct val *clocks)
{
    const struct limit *limit = limit_of(item, department);

    if (limit != NULL && limit->days > 0)
        clock_say_start(cx, clocks, joint_clock(cx->arena, department), limit->days, limit->unit);
}
