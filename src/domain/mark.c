/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/mark.h"

#include "domain/actor.h"
#include "domain/handling.h"
#include "domain/mark.sql.h"
#include "domain/timeline.h"
#include "store/db.h"

enum err mark_check_reason(struct ctx *cx, const char *field, struct str reason)
{
    size_t chars = str_chars(str_trim(reason));

    if (chars > NOTE_CHARS_MAX)
        return ctx_gap(cx, str_of(field), "gap.too_long", STR("2000"));
    return chars < NOTE_CHARS_MIN ? ctx_gap(cx, str_of(field), "gap.note.short", STR("4")) : OK;
}

void mark_say_post(struct ctx *cx, struct val *payload, const struct post *by)
{
    struct arena *a = cx->arena;
    struct val *m = val_map(a);

    if (by == NULL)
        return;
    val_set_str(a, m, "role", str_of(role_name(by->role)));
    val_set_int(a, m, "place", by->place);
    val_set_str(a, m, "department", by->department);
    if (by->for_account != 0) {
        val_set_int(a, m, "for", by->for_account);
        val_set_str(a, m, "for_name", by->for_name);
    }
    val_set(a, payload, "by", m);
}

/* A joining department sees the case too: case_see has asked that already. */
enum err mark_post(struct ctx *cx, const struct case_file *c, uint32_t roles, const struct post **out)
{
    for (size_t i = 0; cx->actor != NULL && i < cx->actor->post_count; i++) {
        const struct post *p = &cx->actor->posts[i];
        bool joins = false;
        if ((ROLES(p->role) & roles) == 0)
            continue;
        *out = p;
        if (post_covers(p, c->place, c->department, c->item))
            return OK;
        if (p->department.len > 0 && post_covers(p, c->place, p->department, c->item))
            TRY(case_joins(cx, c->id, p->department, &joins));
        if (joins)
            return OK;
    }
    return ctx_fail(cx, ERR_FORBIDDEN, "gap.forbidden", STR(""));
}

enum err mark_append(struct ctx *cx, const struct case_file *c, const char *type, const struct post *by,
                     struct val *payload, struct event *out)
{
    mark_say_post(cx, payload, by);
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c->id, .type = type,
                                                 .pack = c->pack_version, .payload = payload }, out);
}

enum err apply_mark(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_MARK_TOUCH, ARGS(arg_int(ev->stream), arg_int(ev->position))));
    return apply_timeline(cx, ev);
}
