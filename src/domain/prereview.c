/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/prereview.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/mark.h"
#include "domain/prereview.sql.h"
#include "domain/task.h"
#include "domain/tenure.h"
#include "domain/timeline.h"
#include "store/db.h"

enum err prereview_of_case(struct ctx *cx, int64_t case_id, struct prereview_list *out)
{
    struct row *row;

    *out = (struct prereview_list){ 0 };
    TRY(db_select(cx, &SQL_PREREVIEW_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct prereview){ .department = row_str(row, 0), .complete = row_int(row, 1) != 0,
                                                       .note = row_str(row, 2), .at = row_int(row, 3), .actor_name = row_str(row, 4) };
    }
    return row_end(row);
}

/* ---- may it be done ---- */

static bool is_window(const struct post *p, const struct case_file *c)
{
    static const uint32_t roles = ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER);

    return (ROLES(p->role) & roles) != 0 && p->place == division_at(c->place, LEVEL_COUNTY);
}

enum err prereview_post(struct ctx *cx, const struct case_file *c, const struct post **out)
{
    *out = NULL;
    for (size_t i = 0; cx->actor != NULL && i < cx->actor->post_count && *out == NULL; i++) {
        const struct post *p = &cx->actor->posts[i];
        bool joins = false;
        if (!is_window(p, c))
            continue;
        if (p->department.len > 0)
            TRY(case_joins(cx, c->id, p->department, &joins));
        if (post_covers(p, c->place, joins ? p->department : c->department, c->item))
            *out = p;
    }
    return OK;
}

static enum err own_task(struct ctx *cx, const struct case_file *c, bool *out)
{
    struct task_list tasks;

    *out = false;
    TRY(task_of_case(cx, c->id, &tasks));
    for (size_t i = 0; i < tasks.count; i++)
        *out |= tasks.items[i].state == TASK_OPEN && task_post(cx, &tasks.items[i], c->item) != NULL;
    return OK;
}

enum err prereview_possible(struct ctx *cx, const struct case_file *c, bool *out)
{
    const struct post *post;
    bool waits;

    TRY(prereview_post(cx, c, &post));
    TRY(own_task(cx, c, &waits));
    *out = c->state < CASE_DECIDED && post != NULL && !waits;
    return OK;
}

static enum err check(struct ctx *cx, const struct case_file *c, const struct prereview_note *n)
{
    bool waits;

    if (c->state >= CASE_DECIDED)
        return ctx_fail(cx, ERR_STATE, "gap.prereview.late", STR(""));
    TRY(own_task(cx, c, &waits));
    if (waits)
        return ctx_fail(cx, ERR_STATE, "gap.prereview.your_turn", STR(""));
    return n->complete && str_trim(n->note).len == 0 ? OK : mark_check_reason(cx, "note", n->note);
}

/* ---- writing ---- */

static struct val *say(struct ctx *cx, const struct prereview_note *n, const struct post *post)
{
    struct arena *a = cx->arena;
    struct val *p = val_map(a);

    mark_say_post(cx, p, post);
    val_set_int(a, p, "complete", n->complete);
    val_set_str(a, p, "note", str_trim(n->note));
    return p;
}

static enum err write_note(struct ctx *cx, const void *args, void *out)
{
    const struct prereview_note *n = args;
    const struct post *post;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(case_see(cx, n->case_id, &c));
    TRY(prereview_post(cx, &c, &post));
    if (post == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.prereview.county", STR(""));
    TRY(check(cx, &c, n));
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c.id, .type = "case.prereviewed",
                                                 .pack = c.pack_version, .payload = say(cx, n, post) }, &ev);
}

enum err prereview_write(struct ctx *cx, const struct prereview_note *n)
{
    return command_run(cx, write_note, n, NULL);
}

enum err apply_prereview(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_PREREVIEW_WRITE,
               ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_text(val_str(val_at(ev->payload, "by"), "department")),
                    arg_int(val_num(ev->payload, "complete")), arg_text(val_str(ev->payload, "note")), arg_int(ev->at),
                    arg_text(ev->actor_name))));
    return apply_timeline(cx, ev);
}
