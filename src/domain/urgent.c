/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/urgent.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/handling.h"
#include "domain/house.h"
#include "domain/mark.h"
#include "domain/packs.h"
#include "domain/tenure.h"
#include "domain/urgent.sql.h"
#include "store/db.h"

enum err urgent_of(struct ctx *cx, int64_t case_id, struct urgent *out)
{
    struct row *row;
    bool found;

    TRY(db_select(cx, &SQL_URGENT_READ, &row, ARGS(arg_int(case_id))));
    found = row_next(row);
    if (found)
        *out = (struct urgent){ .reason = { row_str(row, 0), row_str(row, 1) }, .set_at = row_int(row, 2),
                                .set_by = row_int(row, 3), .set_name = row_str(row, 4), .lifted_at = row_int(row, 5) };
    TRY(row_end(row));
    return found ? OK : ERR_NOT_FOUND;
}

enum err urgent_count(struct ctx *cx, struct str department, int64_t since, struct urgent_share *out)
{
    struct row *row;

    *out = (struct urgent_share){ 0 };
    TRY(db_select(cx, &SQL_URGENT_SHARE_OF, &row, ARGS(arg_text(department), arg_int(since))));
    if (row_next(row))
        *out = (struct urgent_share){ .all = row_int(row, 0), .urgent = row_int(row, 1) };
    return row_end(row);
}

/* ---- the acts ---- */

struct wish { int64_t case_id; struct urgent_why why; bool urgent; };

/* The reason of that id as the item of the case had it when it was filed. */
static enum err find_reason(struct ctx *cx, const struct case_file *c, struct str id, struct label *out)
{
    const struct pack *pack;
    const struct item *item;

    TRY(packs_get(cx, c->pack_version, &pack));
    item = pack_item(pack, c->item);
    for (size_t i = 0; item != NULL && i < item->urgent_count; i++)
        if (str_eq(item->urgent_reasons[i].value, id)) {
            *out = item->urgent_reasons[i].name;
            return OK;
        }
    return ctx_gap(cx, STR("reason"), "gap.urgent.reason", STR(""));
}

/* What is kept: the words of the reason, then the officer's own. */
static enum err say_reason(struct ctx *cx, const struct wish *w, const struct case_file *c, struct val *payload)
{
    struct str words = str_trim(w->why.words);
    struct label reason = { words, words };

    if (w->why.reason.len > 0) {
        TRY(find_reason(cx, c, w->why.reason, &reason));
        reason.en = label_in(reason, LANG_EN);
        val_set_str(cx->arena, payload, "reason", w->why.reason);
    }
    if (w->why.reason.len > 0 && words.len > 0)
        reason = (struct label){ arena_join(cx->arena, reason.zh, arena_join(cx->arena, STR("："), words)),
                                 arena_join(cx->arena, reason.en, arena_join(cx->arena, STR(": "), words)) };
    val_set_str(cx->arena, payload, "reason_zh", reason.zh);
    val_set_str(cx->arena, payload, "reason_en", reason.en);
    return OK;
}

/* A reason of the item says enough; words beside it may be few. */
static enum err check_words(struct ctx *cx, const struct urgent_why *why)
{
    if (why->reason.len == 0)
        return mark_check_reason(cx, "note", why->words);
    return str_chars(why->words) <= NOTE_CHARS_MAX ? OK : ctx_gap(cx, STR("note"), "gap.too_long", STR("2000"));
}

static enum err check(struct ctx *cx, const struct wish *w, struct case_file *c, const struct post **by)
{
    struct urgent now = { .lifted_at = 1 };
    enum err e;

    TRY(case_see(cx, w->case_id, c));
    TRY(mark_post(cx, c, ROLES_URGENT, by));
    if (c->state >= CASE_DECIDED)
        return ctx_fail(cx, ERR_STATE, "gap.urgent.decided", STR(""));
    e = urgent_of(cx, c->id, &now);
    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    if ((now.lifted_at == 0) == w->urgent)
        return ctx_fail(cx, ERR_STATE, w->urgent ? "gap.urgent.already" : "gap.urgent.not", STR(""));
    return check_words(cx, &w->why);
}

static enum err act(struct ctx *cx, const void *args, void *out)
{
    const struct wish *w = args;
    struct val *payload = val_map(cx->arena);
    const struct post *by;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(check(cx, w, &c, &by));
    TRY(say_reason(cx, w, &c, payload));
    return mark_append(cx, &c, w->urgent ? "case.urgent" : "case.urgent_lifted", by, payload, &ev);
}

enum err urgent_set(struct ctx *cx, int64_t case_id, struct urgent_why why)
{
    struct wish w = { case_id, why, true };

    return command_run(cx, act, &w, NULL);
}

enum err urgent_lift(struct ctx *cx, int64_t case_id, struct str reason)
{
    struct wish w = { case_id, { .words = reason }, false };

    return command_run(cx, act, &w, NULL);
}

/* ---- into the projection ---- */

enum err apply_case_urgent(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_URGENT_WRITE,
               ARGS(arg_int(ev->stream), arg_text(val_str(ev->payload, "reason_zh")),
                    arg_text(val_str(ev->payload, "reason_en")), arg_int(ev->at), arg_int(ev->actor),
                    arg_text(ev->actor_name))));
    TRY(db_put(cx, &SQL_URGENT_TASKS, ARGS(arg_int(ev->stream), arg_int(0))));
    return apply_mark(cx, ev);
}

enum err apply_case_urgent_lifted(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_URGENT_SET_LIFTED, ARGS(arg_int(ev->stream), arg_int(ev->at))));
    TRY(db_put(cx, &SQL_URGENT_TASKS, ARGS(arg_int(ev->stream), arg_int(1))));
    return apply_mark(cx, ev);
}
