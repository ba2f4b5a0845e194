/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/handling.h"

#include "domain/account.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/channel.h"
#include "domain/decision.h"
#include "domain/document.h"
#include "domain/deemed.h"
#include "domain/delivery.h"
#include "domain/filing.h"
#include "domain/formality.h"
#include "domain/held.h"
#include "domain/identity.h"
#include "domain/joint.h"
#include "domain/legal.h"
#include "domain/opinion.h"
#include "domain/phrase.h"
#include "domain/proxy.h"
#include "domain/review.h"
#include "domain/standin.h"
#include "domain/step.h"
#include "domain/supplement.h"
#include "domain/tenure.h"
#include "domain/term.h"
#include "domain/timer.h"
#include "domain/turn.h"
#include "domain/visit.h"
#include "domain/warrant.h"
#include "feel/feel.h"

enum clock_move { CLOCKS_STAY, CLOCKS_ACCEPT, CLOCKS_CORRECT, CLOCKS_CHECK_ANEW, CLOCKS_DECIDE, CLOCKS_ALL_END };

/* The table of the header, row by row. */
static const struct rule {
    struct act_choice choice;
    const char *type, *state, *result;      /* result: outcome of the case, "" leaves it */
    enum clock_move clocks;
} rules[] = {
    { { "accept", "accepted", false, false, false }, "case.accepted", "accepted", "", CLOCKS_ACCEPT },
    { { "accept", "correction", false, true, false }, "case.correction_asked", "awaiting_correction", "", CLOCKS_CORRECT },
    { { "accept", "not_mended", true, false, true }, "case.not_accepted", "closed", "not_accepted", CLOCKS_ALL_END },
    { { "accept", "not_required", true, false, true }, "case.not_required", "closed", "not_required", CLOCKS_ALL_END },
    { { "accept", "not_accepted", true, false, true }, "case.not_accepted", "closed", "not_accepted", CLOCKS_ALL_END },
    { { "supplement", "supplied", false, false, false }, "case.supplied", "received", "", CLOCKS_CHECK_ANEW },
    { { "supplement", "expired", true, false, true }, "case.lapsed", "closed", "lapsed", CLOCKS_ALL_END },
    { { "gather", "no_gaps", false, false, false }, "case.gathered", "", "", CLOCKS_STAY },
    { { "gather", "gaps_found", false, true, false }, "case.gathered", "", "", CLOCKS_STAY },
    { { "opinion", "agree", true, false, false }, "case.opinion", "", "", CLOCKS_STAY },
    { { "opinion", "disagree", true, false, false }, "case.opinion", "", "", CLOCKS_STAY },
    { { "record", "done", true, false, false }, "case.recorded", "", "", CLOCKS_STAY },
    { { "notice", "done", true, false, false }, "case.recorded", "", "", CLOCKS_STAY },
    { { "check", "done", true, false, false }, "case.recorded", "", "", CLOCKS_STAY },
    { { "decide", "granted", true, false, true }, "case.decided", "decided", "granted", CLOCKS_DECIDE },
    { { "decide", "refused", true, false, true }, "case.decided", "decided", "refused", CLOCKS_DECIDE },
    { { PART_KIND, "granted", true, false, true }, "case.part_decided", "", "", CLOCKS_STAY },
    { { PART_KIND, "refused", true, false, true }, "case.part_decided", "", "", CLOCKS_STAY },
    { { "summary", "told", false, false, true }, "case.summed", "decided", "granted", CLOCKS_DECIDE },
    { { "issue", "granted", true, false, true }, "case.decided", "decided", "granted", CLOCKS_DECIDE },
    { { "deliver", "delivered", false, false, false }, "case.delivered", "closed", "", CLOCKS_ALL_END },
};
enum { RULES = sizeof rules / sizeof *rules };

static bool offered(const struct rule *r, struct str kind, int corrected)
{
    if (formality_needs_told_gaps(str_of(r->choice.outcome)) && corrected == 0)
        return false;
    return str_is(kind, r->choice.kind) && !(r->choice.needs_gaps && corrected > 0);
}

size_t handling_choices(struct str kind, int corrected, const struct act_choice **out, size_t max)
{
    size_t count = 0;

    for (size_t i = 0; i < RULES && count < max; i++)
        if (offered(&rules[i], kind, corrected))
            out[count++] = &rules[i].choice;
    return count;
}

static const struct rule *find_rule(struct str kind, struct str outcome)
{
    for (size_t i = 0; i < RULES; i++)
        if (str_is(kind, rules[i].choice.kind) && str_is(outcome, rules[i].choice.outcome))
            return &rules[i];
    return NULL;
}

/* ---- may it be done ---- */

/* The second officer is told who did it and when. */
static enum err tell_done(struct ctx *cx, const struct task *t)
{
    const char *key = t->state == TASK_DONE ? "gap.task.done" : "gap.task.gone";

    ctx_gap(cx, STR("task"), key, arena_printf(cx->arena, "%.*s|%lld", STR_ARG(t->done_name), (long long)t->done_at));
    return ERR_CONFLICT;
}

/* Whose name alone is no opinion: the officer's, the applicant's, the agent's, and of whoever works here; c NULL: of no one case. */
static enum err check_opinion(struct ctx *cx, struct str note, bool pointed, const struct case_file *c)
{
    enum { OF_THE_CASE = 3, COLLEAGUES = 5, SHORT_CHARS = 30 };
    struct str names[OF_THE_CASE + COLLEAGUES] = { cx->actor->name };
    size_t count = 1, more = 0;

    if (c != NULL) {
        names[count++] = c->applicant_name;
        names[count++] = c->agent_name;
    }
    if (str_chars(note) <= SHORT_CHARS)
        TRY(account_named_in(cx, note, COLLEAGUES, names + count, &more));
    return opinion_check(cx, note, pointed, names, count + more);
}

/* Where every point was looked at, "同意" is an opinion. */
static enum err check_note(struct ctx *cx, bool needed, struct str note, bool pointed, const struct case_file *c)
{
    size_t chars = str_chars(str_trim(note)), least = pointed ? 2 : NOTE_CHARS_MIN;

    if (chars > NOTE_CHARS_MAX)
        return ctx_gap(cx, STR("note"), "gap.too_long", STR("2000"));
    if (phrase_unfilled(note))
        return ctx_gap(cx, STR("note"), "gap.note.placeholder", STR(""));
    if (!needed)
        return OK;
    if (chars < least)
        return ctx_gap(cx, STR("note"), "gap.note.short", STR("4"));
    return check_opinion(cx, note, pointed, c);
}

enum err handling_check_note(struct ctx *cx, struct str note, bool pointed)
{
    return check_note(cx, true, note, pointed, NULL);
}

static enum err check_gaps(struct ctx *cx, const struct rule *r, const struct act *act, const struct case_file *c)
{
    if (!r->choice.needs_gaps)
        return OK;
    if (c->corrected > 0)
        return ctx_fail(cx, ERR_STATE, "gap.correction.second", STR(""));
    if (act->gaps == NULL || act->gaps->count == 0)
        return ctx_gap(cx, STR("gaps"), "gap.correction.empty", STR(""));
    if (act->gaps->count > CORRECTION_GAPS_MAX)
        return ctx_gap(cx, STR("gaps"), "gap.too_many", STR("40"));
    for (size_t i = 0; i < act->gaps->count; i++)
        if (str_chars(act->gaps->items[i]->text) > GAP_CHARS_MAX)
            return ctx_gap(cx, STR("gaps"), "gap.too_long", STR("500"));
    return OK;
}

static enum err load(struct ctx *cx, int64_t task, struct task *t, struct case_file *c, const struct post **by)
{
    TRY(task_get(cx, task, t));
    TRY(case_see(cx, t->case_id, c));
    *by = task_post(cx, t, c->item);
    if (*by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    return t->state == TASK_OPEN ? OK : tell_done(cx, t);
}

/* ---- doing it ---- */

/* Acceptance may count from an earlier day, which the case then shows. */
static enum err say_accepted(struct ctx *cx, const struct case_file *c, struct step *step)
{
    int64_t day;

    TRY(legal_acceptance_day(cx, step->item, c, &day));
    if (day != day_of(cx->now))
        val_set_int(cx->arena, step->payload, "accepted_at", day_start(day));
    legal_say_accepted(cx, step->item, day, step->clocks);
    return OK;
}

static enum err say_clocks(struct ctx *cx, const struct rule *r, const struct case_file *c, struct step *step)
{
    switch (r->clocks) {
    case CLOCKS_STAY:
        break;
    case CLOCKS_ACCEPT:
        return say_accepted(cx, c, step);
    case CLOCKS_CORRECT:
        clock_say_end(cx, step->clocks, STR("correction"));
        break;
    case CLOCKS_CHECK_ANEW:
        legal_say_received(cx, step->item, step->clocks);
        break;
    case CLOCKS_DECIDE:
        legal_say_decided(cx, step->item, step->clocks);
        break;
    case CLOCKS_ALL_END:
        clock_say_end(cx, step->clocks, STR("*"));
        break;
    }
    return OK;
}

static struct val *say_act(struct ctx *cx, const struct rule *r, const struct act *act)
{
    struct arena *a = cx->arena;
    struct val *p = val_map(a);

    if (r->state[0] != '\0')
        val_set_str(a, p, "state", str_of(r->state));
    if (r->result[0] != '\0') {
        val_set_str(a, p, "outcome", str_of(r->result));
        val_set_str(a, p, "reason", str_trim(act->note));
    }
    if (r->choice.needs_gaps)
        val_set(a, p, str_is(str_of(r->choice.kind), "gather") ? "found" : "gaps", val_copy(a, act->gaps));
    if (act->batch != 0)
        val_set_int(a, p, "batch", act->batch);
    return p;
}

/* Several decisions, one outcome; where one organ decides last, its decision sums up those of the departments. */
static enum err sum_up(struct ctx *cx, const struct task *t, const struct case_file *c, struct step *step, struct str *outcome)
{
    bool summary = str_is(t->kind, "summary");
    struct decision_list parts;

    if (!summary && !str_is(t->kind, "decide"))
        return OK;
    TRY(decision_of_case(cx, t->case_id, &parts));
    TRY(decision_sum(cx, t->case_id, summary ? STR("") : *outcome, outcome));
    val_set_str(cx->arena, step->payload, "outcome", *outcome);
    if (summary || parts.count == 0)
        return OK;
    return document_draw(cx, step->payload, "summary", c->acceptor_department, c->acceptor_place);
}

static const struct feel *output(struct ctx *cx, struct str outcome)
{
    return feel_put(cx->arena, feel_context(cx->arena), STR("outcome"), feel_text(cx->arena, outcome));
}

/* Papers are handed in by the applicant, or by an agent whose letter says so. */
static enum err say_who(struct ctx *cx, const struct task *t, const struct act *act, struct val *payload)
{
    struct proxy_wish wish = { t->case_id, act->who, "supply", "who" };

    return str_is(act->outcome, "supplied") ? proxy_may(cx, &wish, payload) : OK;
}

/* Papers gathered on the task go to the case with the act that hands them in. */
static enum err take_supplement(struct ctx *cx, const struct task *t, const struct step *step)
{
    struct identity seen;
    struct val *papers;

    if (!str_is(t->kind, "supplement"))
        return OK;
    TRY(supplement_say(cx, t->case_id, step->item, &papers));
    if (papers->count > 0)
        val_set(cx->arena, step->payload, "materials", papers);
    TRY(identity_of_draft(cx, t->case_id, &seen));
    if (seen.how.len > 0)
        val_set(cx->arena, step->payload, "identity", identity_say(cx, &seen));
    return supplement_clear(cx, t->case_id);
}

/* Who was there, the points and the note are asked together, so that all gaps are told at once. */
static enum err check_words(struct ctx *cx, const struct rule *r, const struct act *act, const struct case_file *c,
                            const struct step *step)
{
    bool pointed;
    enum err there = visit_say(cx, step, act->visit), points;

    if (there != OK && there != ERR_INVALID)
        return there;
    points = review_act(cx, step->item, step->task, act->marks, act->outcome, step->payload, &pointed);
    if (points != OK && points != ERR_INVALID)
        return points;
    TRY(check_note(cx, r->choice.needs_note, act->note, pointed, c));
    return there != OK ? there : points;
}

static enum err act_on(struct ctx *cx, const void *args, void *out)
{
    struct act own = *(const struct act *)args, *act = &own;
    struct str outcome = act->outcome;
    const struct rule *r;
    const struct post *by;
    struct case_file c;
    struct step step;
    struct event ev;
    struct task t;
    bool passed;

    TRY(tenure_renew(cx));
    TRY(load(cx, act->task, &t, &c, &by));
    r = find_rule(t.kind, act->outcome);
    if (r == NULL)
        return ctx_gap(cx, STR("outcome"), "gap.act.unknown", act->outcome);
    TRY(joint_complete(cx, &t, &c, act));
    TRY(standin_check_apart(cx, &t, by));
    TRY(check_gaps(cx, r, act, &c));
    if (r->choice.needs_gaps)
        TRY(held_check_gaps(cx, &c, act->gaps));
    TRY(step_of_case(cx, &c, &step));
    TRY(warrant_find(cx, step.item, by, t.kind, &step.mandate));
    TRY(turn_check(cx, step.item, &t));
    step.type = r->type;
    step.task = &t;
    step.outcome = act->outcome;
    step.note = str_trim(act->note);
    step.by = by;
    step.payload = say_act(cx, r, act);
    TRY(say_who(cx, &t, act, step.payload));
    TRY(check_words(cx, r, act, &c, &step));
    TRY(formality_check(cx, act, step.item, &c));
    TRY(turn_pass(cx, &step, &passed));
    if (passed)
        return case_get(cx, c.id, out);
    TRY(formality_say(cx, act, &t, &c, step.payload));
    TRY(decision_say(cx, step.item, &t, act, step.payload));
    TRY(delivery_say(cx, step.item, &t, act, step.payload));
    TRY(sum_up(cx, &t, &c, &step, &outcome));
    step.move = (struct flow_event){ .kind = FLOW_COMPLETE, .id = t.flow_item,
                                     .data = output(cx, str_is(t.kind, "summary") ? outcome : formality_reads(act->outcome)) };
    TRY(say_clocks(cx, r, &c, &step));
    TRY(take_supplement(cx, &t, &step));
    TRY(step_take(cx, &step, &ev));
    return case_get(cx, c.id, out);
}

enum err handling_act(struct ctx *cx, const struct act *act, struct case_file *out)
{
    enum err e = joint_refused(cx, act, formality_refused(cx, act, command_run(cx, act_on, act, out)));
    struct task t;

    e = held_keep_refusal(cx, act->task, act->gaps, e);
    if (e != ERR_INVALID)
        return e;
    TRY(task_get(cx, act->task, &t));
    return proxy_refused(cx, t.case_id, e);
}

/* The applicant's own act: no post of an officer is asked for. */
enum err handling_supply(struct ctx *cx, int64_t task, struct str who)
{
    struct act act = { .task = task, .outcome = STR("supplied"), .note = STR(""), .who = who };
    const struct rule *r = find_rule(STR("supplement"), act.outcome);
    struct case_file c;
    struct step step;
    struct event ev;
    struct task t;

    TRY(task_get(cx, task, &t));
    if (r == NULL || t.state != TASK_OPEN || !str_is(t.kind, r->choice.kind))
        return ctx_fail(cx, ERR_STATE, "gap.supplement.closed", STR(""));
    TRY(case_get(cx, t.case_id, &c));
    TRY(step_of_case(cx, &c, &step));
    step.type = r->type;
    step.task = &t;
    step.outcome = act.outcome;
    step.payload = say_act(cx, r, &act);
    TRY(say_who(cx, &t, &act, step.payload));
    step.move = (struct flow_event){ .kind = FLOW_COMPLETE, .id = t.flow_item, .data = output(cx, formality_reads(act.outcome)) };
    TRY(say_clocks(cx, r, &c, &step));
    TRY(take_supplement(cx, &t, &step));
    return step_take(cx, &step, &ev);
}

/* ---- withdrawing ---- */

static enum err withdraw(struct ctx *cx, const void *args, void *out)
{
    const struct withdrawal *w = args;
    struct proxy_wish wish = { w->case_id, w->who, "withdraw", "who" };
    enum channel ignored;
    struct case_file c;
    struct step step;
    struct event ev;
    enum err note;

    TRY(tenure_renew(cx));
    TRY(case_see(cx, w->case_id, &c));
    if (c.state >= CASE_DECIDED)
        return ctx_fail(cx, ERR_STATE, "gap.withdraw.late", STR(""));
    TRY(step_of_case(cx, &c, &step));
    note = check_note(cx, true, w->reason, false, &c);
    TRY(proxy_may(cx, &wish, step.payload));
    TRY(note);
    TRY(channel_of(cx, step.item, c.place, &ignored, &step.by));
    step.type = "case.withdrawn";
    step.move = (struct flow_event){ .kind = FLOW_WITHDRAW };
    val_set_str(cx->arena, step.payload, "state", STR("closed"));
    val_set_str(cx->arena, step.payload, "outcome", STR("withdrawn"));
    val_set_str(cx->arena, step.payload, "reason", str_trim(w->reason));
    clock_say_end(cx, step.clocks, STR("*"));
    TRY(supplement_clear(cx, c.id));
    TRY(step_take(cx, &step, &ev));
    return case_get(cx, c.id, out);
}

enum err handling_withdraw(struct ctx *cx, const struct withdrawal *w, struct case_file *out)
{
    return proxy_refused(cx, w->case_id, command_run(cx, withdraw, w, out));
}

/* ---- timers ---- */

struct firing { int64_t case_id; uint32_t wait; };

static enum err fire(struct ctx *cx, const void *args, void *out)
{
    const struct firing *f = args;
    struct case_file c;
    struct step step;
    struct event ev;
    enum err e;

    (void)out;
    if (f->wait == TIMER_FALLS) {
        TRY(deemed_accept(cx, f->case_id));
        return term_over(cx, f->case_id);
    }
    TRY(case_get(cx, f->case_id, &c));
    TRY(step_of_case(cx, &c, &step));
    step.type = "case.timer";
    step.move = (struct flow_event){ .kind = FLOW_TIMER, .id = f->wait };
    e = step_take(cx, &step, &ev);
    return e == ERR_STATE ? OK : e;         /* closed meanwhile: its row went with the step that closed it */
}

void handling_timers(struct ctx *cx, const struct timer *due, size_t count, enum err *answers)
{
    struct firing *firings = ARENA_ARRAY(cx->arena, count, struct firing);
    const void **args = ARENA_ARRAY(cx->arena, count, const void *);

    for (size_t i = 0; i < count; i++) {
        firings[i] = (struct firing){ due[i].case_id, due[i].wait };
        args[i] = &firings[i];
    }
    command_run_all(cx, fire, args, count, answers);
}

enum err handling_timer(struct ctx *cx, int64_t case_id, uint32_t wait)
{
    struct firing args = { case_id, wait };

    return command_run(cx, fire, &args, NULL);
}
