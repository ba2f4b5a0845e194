/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/proxy.h"

#include "base/calendar.h"
#include "base/citizen.h"
#include "base/json.h"
#include "domain/actor.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/proxy.sql.h"
#include "domain/slot.h"
#include "domain/tenure.h"
#include "domain/timeline.h"
#include "secure/secure.h"
#include "store/db.h"

enum { VERSION_CHARS = 8 };
#define GAP_FIELD STR("material." SLOT_PROXY_LETTER)

static bool names(const struct val *list, struct str text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_eq(list->items[i]->text, text))
            return true;
    return list->kind == VAL_TEXT && str_eq(list->text, text);
}

static bool is_guardian(const struct val *answers)
{
    return str_is(val_str(answers, "agent.kind"), "guardian");
}

/* ---- what the letter says ---- */

static void check_needed(struct ctx *cx, const struct val *answers, bool filing)
{
    static const char *const always[] = { "agent.name", "agent.id_no", "agent.phone", "agent.relation", "agent.kind" };

    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (val_str(answers, always[i]).len == 0)
            ctx_gap(cx, str_of(always[i]), "gap.required", STR(""));
    if (is_guardian(answers))
        return;
    if (filing && !names(val_at(answers, "agent.powers"), STR("file")))
        ctx_gap(cx, STR("agent.powers"), "gap.proxy.file", STR(""));
    else if (!val_truth(val_at(answers, "agent.powers")))
        ctx_gap(cx, STR("agent.powers"), "gap.no_choice", STR(""));
}

static void check_until(struct ctx *cx, const struct val *answers)
{
    struct str text = val_str(answers, "agent.until");
    int64_t day, today = day_of(cx->now);

    if (is_guardian(answers))
        return;
    if (text.len == 0)
        ctx_gap(cx, STR("agent.until"), "gap.required", STR(""));
    else if (day_parse(text, &day) != OK)
        return;                             /* the field says so itself */
    else if (day < today)
        ctx_gap(cx, STR("agent.until"), "gap.proxy.over", STR(""));
    else if (day > today + PROXY_DAYS_MAX)
        ctx_gap(cx, STR("agent.until"), "gap.proxy.too_long", STR("3"));
}

/* Nobody is an agent of himself. */
static void check_other(struct ctx *cx, const struct val *answers)
{
    struct str agent = val_str(answers, "agent.id_no");

    if (agent.len > 0 && str_eq(agent, val_str(answers, "applicant.id_no")))
        ctx_gap(cx, STR("agent.id_no"), "gap.proxy.self", STR(""));
}

static void check_child(struct ctx *cx, const struct val *answers)
{
    struct citizen c;
    bool guarded = val_str(answers, "agent.acts").len > 0 && is_guardian(answers);

    if (guarded || citizen_check(val_str(answers, "applicant.id_no"), day_of(cx->now), &c) != CITIZEN_OK)
        return;
    if (citizen_age(c.born, day_of(cx->now)) < PROXY_GUARDED_AGE)
        ctx_gap(cx, STR("agent.acts"), "gap.proxy.child", STR(""));
}

void proxy_check_answers(struct ctx *cx, const struct val *answers, bool filing)
{
    check_child(cx, answers);
    if (val_str(answers, "agent.acts").len == 0)
        return;
    check_needed(cx, answers, filing);
    check_until(cx, answers);
    check_other(cx, answers);
}

struct str proxy_letter_version(struct ctx *cx, const struct val *answers)
{
    struct arena *a = cx->arena;
    struct val *said = val_map(a);

    for (size_t i = 0; i < answers->count; i++)
        if ((str_starts(answers->keys[i], STR("agent.")) || str_starts(answers->keys[i], STR("applicant."))) &&
            val_truth(answers->items[i]))
            val_put(a, said, answers->keys[i], answers->items[i]);
    return str_sub(secure_index(cx->house->keys, a, "letter", json_write(a, said)), 0, VERSION_CHARS);
}

static const struct scan *find_letter(const struct scan_list *scans)
{
    const struct scan *found = NULL;

    for (size_t i = 0; i < scans->count; i++)
        if (str_is(scans->items[i].slot, SLOT_PROXY_LETTER))
            found = &scans->items[i];
    return found;
}

enum err proxy_check(struct ctx *cx, const struct draft *d, const struct scan_list *scans)
{
    const struct scan *letter = find_letter(scans);

    if (val_str(d->answers, "agent.acts").len == 0)
        return OK;
    if (letter == NULL)
        return ctx_gap(cx, GAP_FIELD, is_guardian(d->answers) ? "gap.proxy.no_proof" : "gap.proxy.no_letter", STR(""));
    if (!str_eq(letter->form, proxy_letter_version(cx, d->answers)))
        return ctx_gap(cx, GAP_FIELD, "gap.proxy.outdated", STR(""));
    return OK;
}

static struct val *say_powers(struct arena *a, const struct val *answers)
{
    const struct val *chosen = val_at(answers, "agent.powers");
    struct val *list = val_list(a);

    if (chosen->kind == VAL_TEXT)
        val_push(a, list, val_copy(a, chosen));
    return chosen->kind == VAL_LIST ? val_copy(a, chosen) : list;
}

struct val *proxy_say(struct ctx *cx, const struct val *answers, int64_t person, const struct scan_list *scans)
{
    const struct scan *letter = find_letter(scans);
    struct arena *a = cx->arena;
    struct val *m = val_set_int(a, val_map(a), "person", person);
    int64_t until = 0;

    if (!is_guardian(answers) && day_parse(val_str(answers, "agent.until"), &until) != OK)
        until = 0;
    val_set_str(a, m, "name", val_str(answers, "agent.name"));
    val_set_str(a, m, "relation", val_str(answers, "agent.relation"));
    val_set_str(a, m, "kind", val_str(answers, "agent.kind"));
    val_set(a, m, "powers", is_guardian(answers) ? val_list(a) : say_powers(a, answers));
    val_set_int(a, m, "from", day_of(cx->now));
    val_set_int(a, m, "until", until);
    return val_set_str(a, m, "letter", letter != NULL ? letter->digest : STR(""));
}

/* ---- who may act now ---- */

bool proxy_in_force(const struct proxy *p, int64_t day)
{
    return p->revoked_at == 0 && (p->until_day == 0 || day <= p->until_day);
}

static const struct val *list_of(struct ctx *cx, struct str json)
{
    struct val *v;

    return json_read(cx->arena, json, &v, NULL) == OK ? v : &val_none;
}

enum err proxy_of_case(struct ctx *cx, int64_t case_id, struct proxy_list *out)
{
    struct row *row;

    *out = (struct proxy_list){ 0 };
    TRY(db_select(cx, &SQL_PROXY_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct proxy){
            .n = row_int(row, 0), .person = row_int(row, 1), .name = row_str(row, 2), .relation = row_str(row, 3),
            .kind = row_str(row, 4), .powers = list_of(cx, row_str(row, 5)), .from_day = row_int(row, 6),
            .until_day = row_int(row, 7), .letter = row_str(row, 8), .revoked_at = row_int(row, 9), .reason = row_str(row, 10),
        };
    }
    return row_end(row);
}

/* ---- taking it back ---- */

struct revoking { int64_t case_id, n; struct str reason; };

static enum err require_standing(struct ctx *cx, const struct revoking *r)
{
    struct proxy_list all;

    TRY(proxy_of_case(cx, r->case_id, &all));
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].n == r->n)
            return all.items[i].revoked_at == 0 ? OK : ctx_fail(cx, ERR_STATE, "gap.proxy.revoked", STR(""));
    return ERR_NOT_FOUND;
}

static enum err revoke(struct ctx *cx, const void *args, void *out)
{
    const struct revoking *r = args;
    size_t chars = str_chars(str_trim(r->reason));
    struct arena *a = cx->arena;
    struct val *payload = val_map(a);
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(case_see(cx, r->case_id, &c));
    TRY(require_standing(cx, r));
    if (chars < PROXY_REASON_CHARS_MIN || chars > PROXY_REASON_CHARS_MAX)
        return ctx_gap(cx, STR("reason"), "gap.note.short", STR("4"));
    val_set_int(a, payload, "n", r->n);
    val_set_str(a, payload, "reason", str_trim(r->reason));
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c.id, .type = "case.proxy_revoked",
                                                 .pack = c.pack_version, .payload = payload }, &ev);
}

enum err proxy_revoke(struct ctx *cx, int64_t case_id, int64_t n, struct str reason)
{
    struct revoking args = { case_id, n, reason };

    return command_run(cx, revoke, &args, NULL);
}

/* ---- into the projection ---- */

enum err apply_proxy(struct ctx *cx, const struct event *ev)
{
    const struct val *p = val_at(ev->payload, "proxy");

    if (p->kind != VAL_MAP)
        return OK;
    return db_put(cx, &SQL_PROXY_WRITE,
                  ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_int(val_num(p, "person")), arg_text(val_str(p, "name")),
                       arg_text(val_str(p, "relation")), arg_text(val_str(p, "kind")),
                       arg_text(json_write(cx->arena, val_at(p, "powers"))), arg_int(val_num(p, "from")),
                       arg_int(val_num(p, "until")), arg_text(val_str(p, "letter"))));
}

enum err apply_proxy_revoked(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_PROXY_END, ARGS(arg_int(ev->stream), arg_int(val_num(ev->payload, "n")), arg_int(ev->at),
                                        arg_text(val_str(ev->payload, "reason")))));
    return apply_case_note(cx, ev);
}
