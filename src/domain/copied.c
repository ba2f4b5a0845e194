/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/copied.h"

#include "domain/actor.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/copied.sql.h"
#include "domain/handling.h"
#include "domain/packs.h"
#include "domain/tenure.h"
#include "domain/timeline.h"
#include "store/db.h"

#define ROLES_COPY (ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER) | ROLES(ROLE_HEAD))

struct entry { int64_t case_id; struct str number, reason; };

enum err copied_of_case(struct ctx *cx, int64_t case_id, struct copied *out)
{
    struct row *row;

    *out = (struct copied){ 0 };
    TRY(db_select(cx, &SQL_COPIED_OF_CASE, &row, ARGS(arg_int(case_id))));
    if (row_next(row))
        *out = (struct copied){ .number = row_str(row, 0), .at = row_int(row, 1), .name = row_str(row, 2),
                                .corrections = (int)row_int(row, 3), .reason = row_str(row, 4) };
    return row_end(row);
}

/* ---- may it be entered ---- */

static bool plain_sign(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
}

static enum err check_form(struct ctx *cx, const struct copy_sheet *sheet, struct str number)
{
    struct str range = arena_printf(cx->arena, "%d–%d", sheet->number_min, sheet->number_max);

    for (size_t i = 0; i < number.len; i++)
        if (!plain_sign(number.p[i]))
            return ctx_gap(cx, STR("number"), "gap.copied.signs", STR(""));
    if (number.len < (size_t)sheet->number_min || number.len > (size_t)sheet->number_max)
        return ctx_gap(cx, STR("number"), "gap.copied.length", range);
    return OK;
}

static enum err check_unused(struct ctx *cx, const struct case_file *c, struct str number)
{
    struct str other = STR("");
    struct row *row;

    TRY(db_select(cx, &SQL_COPIED_OF_NUMBER, &row, ARGS(arg_text(c->item), arg_text(number), arg_int(c->id))));
    if (row_next(row))
        other = row_str(row, 0);
    TRY(row_end(row));
    return other.len == 0 ? OK : ctx_fail(cx, ERR_CONFLICT, "gap.copied.used", other);
}

/* What stands there was typed by hand from a screen: another number needs to say what was wrong. */
static enum err check_reason(struct ctx *cx, const struct copied *before, struct str reason)
{
    if (before->at == 0)
        return OK;
    if (str_chars(reason) > NOTE_CHARS_MAX)
        return ctx_gap(cx, STR("reason"), "gap.too_long", STR("2000"));
    return str_chars(reason) >= NOTE_CHARS_MIN ? OK : ctx_gap(cx, STR("reason"), "gap.copied.second", before->number);
}

static enum err load(struct ctx *cx, int64_t id, struct case_file *c, const struct item **item)
{
    const struct pack *pack;

    TRY(case_see(cx, id, c));
    if (!actor_has(cx, ROLES_COPY))
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.forbidden", STR(""));
    TRY(packs_get(cx, c->pack_version, &pack));
    *item = pack_item(pack, c->item);
    if (*item == NULL || (*item)->copy_sheet.count == 0)
        return ctx_fail(cx, ERR_STATE, "gap.copied.none", STR(""));
    return OK;
}

/* ---- entering ---- */

static struct val *payload_of(struct ctx *cx, const struct case_file *c, const struct entry *e)
{
    struct arena *a = cx->arena;
    const struct post *post = actor_sees(cx, c->place, c->department, c->item);
    struct val *p = val_set_str(a, val_map(a), "number", e->number), *by = val_map(a);

    val_set_str(a, p, "item", c->item);
    if (e->reason.len > 0)
        val_set_str(a, p, "why", e->reason);
    if (post == NULL)
        return p;
    val_set_str(a, by, "role", str_of(role_name(post->role)));
    val_set_int(a, by, "place", post->place);
    val_set_str(a, by, "department", post->department);
    return val_set(a, p, "by", by);
}

static enum err enter(struct ctx *cx, const void *args, void *out)
{
    const struct entry *e = args;
    const struct item *item = NULL;
    struct copied before;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(load(cx, e->case_id, &c, &item));
    TRY(check_form(cx, &item->copy_sheet, e->number));
    TRY(copied_of_case(cx, c.id, &before));
    if (before.at != 0 && str_eq(before.number, e->number))
        return OK;
    TRY(check_reason(cx, &before, e->reason));
    TRY(check_unused(cx, &c, e->number));
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c.id, .type = "case.copied",
                                                 .pack = c.pack_version, .payload = payload_of(cx, &c, e) }, &ev);
}

enum err copied_enter(struct ctx *cx, int64_t case_id, struct str number, struct str reason)
{
    struct entry args = { case_id, str_trim(number), str_trim(reason) };

    return command_run(cx, enter, &args, NULL);
}

enum err apply_case_copied(struct ctx *cx, const struct event *ev)
{
    const struct val *p = ev->payload;

    TRY(db_put(cx, &SQL_COPIED_WRITE, ARGS(arg_int(ev->stream), arg_text(val_str(p, "item")), arg_text(val_str(p, "number")),
                                           arg_int(ev->at), arg_text(ev->actor_name), arg_text(val_str(p, "why")))));
    TRY(db_put(cx, &SQL_COPIED_TOUCH, ARGS(arg_int(ev->stream), arg_int(ev->position))));
    return apply_timeline(cx, ev);
}
