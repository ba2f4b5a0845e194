/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/hearing.h"

#include "domain/account.h"
#include "domain/actor.h"
#include "domain/calendars.h"
#include "domain/command.h"
#include "domain/document.h"
#include "domain/handling.h"
#include "domain/hearing.sql.h"
#include "domain/house.h"
#include "domain/mark.h"
#include "domain/said.h"
#include "domain/special.h"
#include "domain/tenure.h"
#include "domain/turn.h"
#include "domain/visit.h"
#include "store/db.h"

bool hearing_known(const struct item *item)
{
    return item->profile != NULL && item->profile->hearing.ask.days > 0;
}

enum err hearing_of_case(struct ctx *cx, int64_t case_id, struct hearing_state *out)
{
    struct row *row;

    *out = (struct hearing_state){ .told_at = 0 };
    TRY(db_select(cx, &SQL_HEARING_READ, &row, ARGS(arg_int(case_id))));
    if (row_next(row))
        *out = (struct hearing_state){
            .told_at = row_int(row, 0), .asked_at = row_int(row, 1), .set_at = row_int(row, 2), .held_on = row_int(row, 3),
            .hall = row_str(row, 4), .host = row_int(row, 5), .host_name = row_str(row, 6), .done_at = row_int(row, 7),
        };
    return row_end(row);
}

enum err hearing_held_of(struct ctx *cx, const int64_t *ids, size_t count, struct hearing_case_list *out)
{
    struct row *row;

    *out = (struct hearing_case_list){ 0 };
    if (count == 0)
        return OK;
    TRY(db_select(cx, &SQL_HEARING_HELD_OF, &row, ARGS(arg_list(cx->arena, ids, count))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = row_int(row, 0);
    }
    return row_end(row);
}

/* ---- what all of them share ---- */

struct sitting { struct case_file c; struct step step; struct hearing_state state; struct hearing_party_list told; };

static enum err load(struct ctx *cx, int64_t case_id, struct sitting *out)
{
    TRY(tenure_renew(cx));
    TRY(step_by_holder(cx, case_id, &out->c, &out->step));
    if (!hearing_known(out->step.item))
        return ctx_fail(cx, ERR_STATE, "gap.hearing.unknown", STR(""));
    if (out->c.state != CASE_ACCEPTED)
        return ctx_fail(cx, ERR_STATE, "gap.special.state", STR(""));
    TRY(hearing_parties(cx, out->step.item, case_id, &out->told));
    return hearing_of_case(cx, case_id, &out->state);
}

static enum err finish(struct ctx *cx, struct sitting *s, const char *type, struct str note, void *out)
{
    struct event ev;

    s->step.type = type;
    if (note.len > 0)
        val_set_str(cx->arena, s->step.payload, "note", str_trim(note));
    TRY(step_stay(cx, &s->step, &ev));
    return case_get(cx, s->c.id, out);
}

static void say_limit(struct ctx *cx, struct sitting *s, const char *kind, const struct limit *l)
{
    clock_say_start(cx, s->step.clocks, str_of(kind), l->days, l->unit);
}

/* ---- the right is told ---- */

static enum err may_tell(struct ctx *cx, const struct sitting *s, const struct val *parties)
{
    if (s->state.told_at > 0 && parties->count == 0)
        return ctx_fail(cx, ERR_STATE, "gap.hearing.told", STR(""));
    return s->state.held_on > 0 ? ctx_fail(cx, ERR_STATE, "gap.hearing.set", day_iso(cx->arena, s->state.held_on)) : OK;
}

static enum err tell(struct ctx *cx, const void *args, void *out)
{
    const struct hearing_telling *t = args;
    struct val *parties;
    struct sitting s;
    enum err named;

    TRY(load(cx, t->case_id, &s));
    named = hearing_name_parties(cx, t, &s.c, &s.told, &parties);
    if (named == OK)
        TRY(may_tell(cx, &s, parties));
    TRY(mark_check_reason(cx, "note", t->why));
    TRY(named);
    if (parties->count > 0)
        val_set(cx->arena, s.step.payload, "parties", parties);
    if (s.state.told_at == 0)
        say_limit(cx, &s, "hearing.ask", &s.step.item->profile->hearing.ask);
    TRY(document_draw(cx, s.step.payload, "hearing", s.c.acceptor_department, s.c.acceptor_place));
    return finish(cx, &s, "case.hearing_told", t->why, out);
}

enum err hearing_tell(struct ctx *cx, const struct hearing_telling *t, struct case_file *out)
{
    return command_run(cx, tell, t, out);
}

/* ---- it is asked for ---- */

static enum err may_ask(struct ctx *cx, const struct sitting *s, int64_t party)
{
    const struct hearing_party *one = NULL;

    for (size_t i = 0; i < s->told.count; i++)
        if (s->told.items[i].n == party)
            one = &s->told.items[i];
    if (one == NULL || one->asked_at > 0)
        return ctx_fail(cx, ERR_STATE, one == NULL ? "gap.hearing.not_told" : "gap.hearing.asked", STR(""));
    if (s->state.done_at > 0)
        return ctx_fail(cx, ERR_STATE, "gap.hearing.over", STR(""));
    return day_of(cx->now) > one->last_day ? ctx_fail(cx, ERR_STATE, "gap.hearing.late", STR("")) : OK;
}

enum err hearing_say_stop(struct ctx *cx, const struct case_file *c, struct step *step, struct str note)
{
    const struct limit *held = &step->item->profile->hearing.hold;
    struct special_act stop = { .reason = STR("hearing"), .note = note, .days = held->days, .unit = held->unit };

    return special_say_begin(cx, &stop, c, step);
}

/*
 * Whoever asks first makes the clocks stand; who asks after him is heard with him.  Where they stand for something else
 * already, they go on to stand for the hearing when that ends (special_end).
 */
static enum err stop_clocks(struct ctx *cx, struct sitting *s, struct str note)
{
    struct str standing;

    TRY(special_open_reason(cx, s->c.id, &standing));
    clock_say_end(cx, s->step.clocks, STR("hearing.ask"));
    if (standing.len == 0)
        TRY(hearing_say_stop(cx, &s->c, &s->step, note));
    say_limit(cx, s, "hearing.hold", &s->step.item->profile->hearing.hold);
    return OK;
}

/* Held, or nobody is left who asked. */
static enum err go_on(struct ctx *cx, struct sitting *s)
{
    struct str standing;

    TRY(special_open_reason(cx, s->c.id, &standing));
    clock_say_end(cx, s->step.clocks, STR("hearing.hold"));
    return str_is(standing, "hearing") ? special_say_end(cx, &s->c, &s->step) : OK;
}

/* Where the applicant alone was told it is he. */
static enum err who_asks(struct ctx *cx, const struct hearing_wish *w, const struct sitting *s, int64_t *out)
{
    *out = w->party == HEARING_NOBODY_NAMED ? 0 : w->party;
    if (w->party == HEARING_NOBODY_NAMED && s->told.count > 1)
        return ctx_gap(cx, STR("party"), "gap.hearing.party", STR(""));
    return may_ask(cx, s, *out);
}

static enum err ask(struct ctx *cx, const void *args, void *out)
{
    const struct hearing_wish *w = args;
    struct sitting s;
    int64_t party;

    TRY(load(cx, w->case_id, &s));
    TRY(who_asks(cx, w, &s, &party));
    TRY(mark_check_reason(cx, "note", w->note));
    if (party != 0)
        val_set_int(cx->arena, s.step.payload, "party", party);
    if (s.state.asked_at == 0)
        TRY(stop_clocks(cx, &s, w->note));
    return finish(cx, &s, "case.hearing_asked", w->note, out);
}

enum err hearing_ask(struct ctx *cx, const struct hearing_wish *w, struct case_file *out)
{
    return command_run(cx, ask, w, out);
}

/* ---- who asked, or still may, gives it up ---- */

bool hearing_may_give_up(const struct hearing_party *p, int64_t today)
{
    return p->asked_at > 0 || (!str_is(p->part, HEARING_WAIVED) && p->last_day >= today);
}

/* Where one alone can it is he; asked: how many asked, he among them or not. */
static const struct hearing_party *who_gives_up(const struct ctx *cx, const struct sitting *s, int64_t party, size_t *asked)
{
    const struct hearing_party *one = NULL;
    size_t can = 0;

    *asked = 0;
    for (size_t i = 0; i < s->told.count; i++) {
        const struct hearing_party *p = &s->told.items[i];
        *asked += p->asked_at > 0;
        if (!hearing_may_give_up(p, day_of(cx->now)))
            continue;
        can++;
        if (party == HEARING_NOBODY_NAMED || p->n == party)
            one = p;
    }
    return party == HEARING_NOBODY_NAMED && can > 1 ? NULL : one;
}

static enum err give_up(struct ctx *cx, const void *args, void *out)
{
    const struct hearing_wish *w = args;
    const struct hearing_party *one;
    struct sitting s;
    size_t asked;

    TRY(load(cx, w->case_id, &s));
    one = who_gives_up(cx, &s, w->party, &asked);
    if (s.told.count == 0 || s.state.done_at > 0)
        return ctx_fail(cx, ERR_STATE, s.told.count == 0 ? "gap.hearing.not_told" : "gap.hearing.over", STR(""));
    if (one == NULL)
        return ctx_gap(cx, STR("party"), "gap.hearing.gives_up", STR(""));
    TRY(mark_check_reason(cx, "note", w->note));
    val_set_int(cx->arena, s.step.payload, "party", one->n);
    if (one->asked_at > 0 && asked == 1)
        TRY(go_on(cx, &s));
    return finish(cx, &s, "case.hearing_dropped", w->note, out);
}

enum err hearing_give_up(struct ctx *cx, const struct hearing_wish *w, struct case_file *out)
{
    return command_run(cx, give_up, w, out);
}

/* ---- time, place and host ---- */

static enum err last_day(struct ctx *cx, int64_t case_id, const char *kind, int64_t *out)
{
    const struct clock *c;
    struct clock_list clocks;

    TRY(clock_of_case(cx, case_id, &clocks));
    c = clock_find(&clocks, str_of(kind));
    *out = c != NULL && c->due_at != DUE_NONE ? day_of(c->due_at) : 0;
    return OK;
}

/* Told so many days before: the day of telling is not counted, nor is that of the hearing earlier than the last. */
static enum err check_day(struct ctx *cx, const struct sitting *s, int64_t day)
{
    const struct limit *notice = &s->step.item->profile->hearing.notice;
    const struct calendar *cal;
    int64_t first, last;

    TRY(calendars_get(cx, cx->house->calendar, &cal));
    first = calendar_add(cal, day_of(cx->now), notice->days, notice->unit, NULL);
    TRY(last_day(cx, s->c.id, "hearing.hold", &last));
    if (day < first)
        return ctx_gap(cx, STR("day"), "gap.hearing.soon", day_iso(cx->arena, first));
    if (day > last)
        return ctx_gap(cx, STR("day"), "gap.hearing.far", day_iso(cx->arena, last));
    return calendar_workday(cal, day) ? OK : ctx_gap(cx, STR("day"), "gap.hearing.rest", STR(""));
}

/* 行政许可法 48(3): the host is none of those who examine the application, on paper or on the spot. */
static enum err check_host(struct ctx *cx, int64_t case_id, const struct account *host)
{
    struct officer_list there;
    struct turn_list drafts;
    struct task_list tasks;

    if (host->closed_at > 0)
        return ctx_gap(cx, STR("host"), "gap.hearing.host", STR(""));
    if (host->id == cx->actor->account)         /* who has the case examines it */
        return ctx_gap(cx, STR("host"), "gap.hearing.examiner", host->name);
    TRY(turn_of_case(cx, case_id, &drafts));
    for (size_t i = 0; i < drafts.count; i++)
        if (drafts.items[i].done_by == host->id)
            return ctx_gap(cx, STR("host"), "gap.hearing.examiner", host->name);
    TRY(task_of_case(cx, case_id, &tasks));
    for (size_t i = 0; i < tasks.count; i++)
        if (tasks.items[i].state == TASK_DONE && tasks.items[i].done_by == host->id)
            return ctx_gap(cx, STR("host"), "gap.hearing.examiner", host->name);
    TRY(visit_of_case(cx, case_id, &there));
    for (size_t i = 0; i < there.count; i++)
        if (there.items[i].account == host->id)
            return ctx_gap(cx, STR("host"), "gap.hearing.examiner", host->name);
    return OK;
}

static enum err find_host(struct ctx *cx, int64_t case_id, struct str login, struct account *out)
{
    enum err e = account_by_login(cx, str_trim(login), out);

    if (e == ERR_NOT_FOUND)
        return ctx_gap(cx, STR("host"), "gap.hearing.host", STR(""));
    TRY(e);
    return check_host(cx, case_id, out);
}

static enum err set(struct ctx *cx, const void *args, void *out)
{
    const struct hearing_day *when = args;
    struct arena *a = cx->arena;
    struct val *p = val_map(a);
    struct account host;
    struct sitting s;
    enum err day, who;

    TRY(load(cx, when->case_id, &s));
    if (s.state.asked_at == 0 || s.state.done_at > 0)
        return ctx_fail(cx, ERR_STATE, "gap.hearing.not_asked", STR(""));
    day = check_day(cx, &s, when->day);
    who = find_host(cx, s.c.id, when->host, &host);
    if (str_trim(when->hall).len == 0 || str_chars(when->hall) > HALL_CHARS_MAX)
        return ctx_gap(cx, STR("hall"), "gap.hearing.hall", STR(""));
    if (day != OK || who != OK)
        return day != OK ? day : who;
    val_set_int(a, p, "day", when->day);
    val_set_str(a, p, "hall", str_trim(when->hall));
    val_set_int(a, p, "host", host.id);
    val_set_str(a, p, "host_name", host.name);
    val_set_int(a, p, "parties", (int64_t)s.told.count - 1);
    val_set(a, s.step.payload, "hearing", p);
    TRY(document_draw(cx, s.step.payload, "hearing", s.c.acceptor_department, s.c.acceptor_place));
    return finish(cx, &s, "case.hearing_set", STR(""), out);
}

enum err hearing_set(struct ctx *cx, const struct hearing_day *when, struct case_file *out)
{
    return command_run(cx, set, when, out);
}

/* ---- it was held ---- */

static enum err hold(struct ctx *cx, const void *args, void *out)
{
    const struct hearing_record *r = args;
    struct sitting s;
    struct val *parts;
    enum err named;

    TRY(load(cx, r->case_id, &s));
    if (s.state.held_on == 0 || s.state.done_at > 0)
        return ctx_fail(cx, ERR_STATE, "gap.hearing.not_set", STR(""));
    if (day_of(cx->now) < s.state.held_on)
        return ctx_fail(cx, ERR_STATE, "gap.hearing.ahead", day_iso(cx->arena, s.state.held_on));
    named = hearing_name_parts(cx, r, &s.c, &s.told, &parts);
    TRY(mark_check_reason(cx, "note", r->note));
    TRY(named);
    val_set(cx->arena, s.step.payload, "parts", parts);
    val_set_str(cx->arena, s.step.payload, SAID_HEARING_RECORD, str_trim(r->note));
    TRY(go_on(cx, &s));
    return finish(cx, &s, "case.hearing_held", STR(""), out);
}

enum err hearing_hold(struct ctx *cx, const struct hearing_record *r, struct case_file *out)
{
    return command_run(cx, hold, r, out);
}

/* ---- applying ---- */

static enum err apply_set(struct ctx *cx, const struct event *ev)
{
    const struct val *h = val_at(ev->payload, "hearing");

    return db_put(cx, &SQL_HEARING_SET,
                  ARGS(arg_int(ev->stream), arg_int(ev->at), arg_int(val_num(h, "day")), arg_text(val_str(h, "hall")),
                       arg_int(val_num(h, "host")), arg_text(val_str(h, "host_name"))));
}

static enum err apply_move(struct ctx *cx, const struct event *ev)
{
    const struct arg args[] = { arg_int(ev->stream), arg_int(ev->at) };

    if (str_is(ev->type, "case.hearing_told"))
        return db_put(cx, &SQL_HEARING_TELL, args, 2);
    if (str_is(ev->type, "case.hearing_asked"))
        return db_put(cx, &SQL_HEARING_ASKED, args, 2);
    if (str_is(ev->type, "case.hearing_dropped"))
        return OK;                          /* of one party; what it means for the hearing, apply_hearing_parties knows */
    return str_is(ev->type, "case.hearing_held") ? db_put(cx, &SQL_HEARING_HELD, args, 2) : apply_set(cx, ev);
}

enum err apply_hearing(struct ctx *cx, const struct event *ev)
{
    TRY(apply_move(cx, ev));
    TRY(apply_hearing_parties(cx, ev));
    return apply_case_stay(cx, ev);
}
