/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/run.h"

#include "base/buf.h"
#include "base/calendar.h"
#include "base/json.h"

struct play {
    struct arena          *arena;
    const struct flow     *flow;
    const struct run_plan *plan;
    struct flow_state     *state;
    int64_t                now;
    bool                  *posted, *done;       /* of the plan's posts and dos */
    uint32_t              *bodies;              /* open scopes of sub-processes, called processes, compensation */
    size_t                 body_count, body_cap;
    bool                   failed;
};

/* ---- telling ---- */

static struct str quoted(const struct play *p, struct str text)
{
    return json_write(p->arena, val_text(p->arena, text));
}

static void tell(struct play *p, const char *event, uint32_t element, struct str text)
{
    const struct flow_element *e = flow_element(p->flow, element);
    struct buf line = buf_in(p->arena);

    buf_printf(&line, "{\"t\":%lld,\"event\":\"%s\"", (long long)(p->now - p->plan->start), event);
    if (e != NULL)
        buf_printf(&line, ",\"element\":%.*s,\"kind\":%.*s", STR_ARG(quoted(p, e->id)), STR_ARG(quoted(p, e->kind)));
    if (text.len > 0)
        buf_printf(&line, ",\"text\":%.*s", STR_ARG(quoted(p, text)));
    buf_add(&line, STR("}"));
    p->plan->line(p->plan->user, buf_str(&line));
}

static bool is_kind(const struct play *p, uint32_t element, const char *kind)
{
    const struct flow_element *e = flow_element(p->flow, element);

    return e != NULL && str_is(e->kind, kind);
}

/* next: what the step records behind it. */
static void tell_trace(struct play *p, const struct flow_effect *e, const struct flow_effect *next)
{
    struct flow_timer timer;

    switch (e->what) {
    case FLOW_TRACE_PASS:
        if (!is_kind(p, e->element, "scriptTask"))
            tell(p, "enter", e->element, STR(""));
        tell(p, "complete", e->element, STR(""));
        break;
    case FLOW_TRACE_SCRIPT:
        tell(p, "enter", e->element, STR(""));
        tell(p, "script", e->element, e->text);
        break;
    case FLOW_TRACE_THROW:
        tell(p, "enter", e->element, STR(""));
        tell(p, "throw", e->element, e->text);
        if (is_kind(p, e->element, "intermediateThrowEvent") && !(next != NULL && next->what == FLOW_IN_COMPENSATION))
            tell(p, "complete", e->element, STR(""));
        break;
    case FLOW_TRACE_CATCH:
        tell(p, flow_timer(e->text, &timer) == OK ? "timer" : "catch", e->element, e->text);
        if (is_kind(p, e->element, "intermediateCatchEvent"))
            tell(p, "complete", e->element, STR(""));
        break;
    case FLOW_TRACE_ERROR: tell(p, "error", e->element, e->text); break;
    case FLOW_TRACE_END:   tell(p, "end", e->element, STR("")); break;
    default: break;
    }
}

static bool is_body(enum flow_what what)
{
    return what == FLOW_IN_SUB || what == FLOW_IN_CALL || what == FLOW_IN_EVENT_SUB;
}

static void tell_opened(struct play *p, const struct flow_effect *e)
{
    if (!is_body(e->what) && e->what != FLOW_IN_COMPENSATION)
        return;
    p->bodies = arena_grow(p->arena, p->bodies, p->body_count, &p->body_cap, sizeof *p->bodies);
    p->bodies[p->body_count++] = e->id;
    if (is_body(e->what))
        tell(p, "enter", e->element, STR(""));
}

/* All instances together have a scope too: of that nothing is told. */
static void tell_closed(struct play *p, const struct flow_effect *e)
{
    for (size_t i = 0; i < p->body_count; i++)
        if (p->bodies[i] == e->id) {
            p->bodies[i] = p->bodies[--p->body_count];
            if (e->what != FLOW_CLOSED_CANCELLED && !is_kind(p, e->element, "endEvent"))
                tell(p, "complete", e->element, STR(""));
            return;
        }
}

static void tell_effect(struct play *p, const struct flow_effect *e, const struct flow_effect *next)
{
    switch (e->kind) {
    case FLOW_ITEM_OPEN:
        tell(p, "enter", e->element, STR(""));
        tell(p, "wait", e->element, STR(""));
        break;
    case FLOW_ITEM_CLOSE:
        if (e->what == FLOW_CLOSED_DONE)
            tell(p, "complete", e->element, STR(""));
        break;
    case FLOW_SCOPE_OPEN:
        tell_opened(p, e);
        break;
    case FLOW_SCOPE_SET:
        if (e->what == FLOW_IN_KEPT)
            tell_closed(p, e);
        break;
    case FLOW_SCOPE_CLOSE:
        tell_closed(p, e);
        break;
    case FLOW_WAIT_OPEN:
        if (is_kind(p, e->element, "intermediateCatchEvent")) {
            tell(p, "enter", e->element, STR(""));
            tell(p, "wait", e->element, e->text);
        }
        break;
    case FLOW_TRACE: tell_trace(p, e, next); break;
    default: break;
    }
}

/* True: accepted. A refusal is told as an error and ends the run, unless may_wait. */
static bool step(struct play *p, struct flow_event ev, bool may_wait)
{
    struct flow_effects e;
    enum err err = flow_step(p->arena, p->flow, p->state, p->now, &ev, NULL, &e);

    if (err == OK)
        err = flow_apply(p->arena, p->flow, p->state, &e, &p->state);
    if (err == ERR_STATE && may_wait)
        return false;
    if (err != OK) {
        tell(p, "error", e.element, e.refused.len > 0 ? e.refused : str_of(err_name(err)));
        p->failed = true;
        return false;
    }
    for (size_t i = 0; i < e.count; i++)
        tell_effect(p, &e.items[i], i + 1 < e.count ? &e.items[i + 1] : NULL);
    return true;
}

/* ---- time ---- */

static int64_t add_months(int64_t at, int32_t months)
{
    int64_t day = day_of(at), to, rest = at - day_start(day);
    struct civil c = day_civil(day);
    int month = c.month - 1 + (int)(months % 12), year = c.year + (int)(months / 12) + month / 12;

    for (int d = c.day; d >= 28; d--)
        if (day_from_civil(year, month % 12 + 1, d, &to) == OK)
            return day_start(to) + rest;
    return day_from_civil(year, month % 12 + 1, c.day, &to) == OK ? day_start(to) + rest : at;
}

static int64_t add_working_days(int64_t at, int32_t days)
{
    int64_t day = day_of(at), rest = at - day_start(day);

    while (days > 0)
        if (day_civil(++day).weekday <= 5)
            days--;
    return day_start(day) + rest;
}

static int64_t due_at(const struct flow_effect *wait)
{
    struct flow_timer t;

    if (flow_timer(wait->text, &t) != OK)
        return INT64_MAX;
    if (t.is_moment)
        return t.at;
    return add_working_days(add_months(wait->at, t.months), t.working_days) + t.ms;
}

/* The next thing time brings: a timer (id) or a post (id 0). */
struct next { int64_t at; uint32_t timer; size_t post; };

static struct next next_in_time(struct play *p, const struct flow_effects *open)
{
    struct next next = { INT64_MAX, 0, 0 };

    for (size_t i = 0; i < p->plan->post_count; i++) {
        int64_t at = p->plan->start + p->plan->posts[i].after_ms;
        if (!p->posted[i] && at > p->now && at < next.at)
            next = (struct next){ at, 0, i };
    }
    for (size_t i = 0; i < open->count; i++) {
        const struct flow_effect *e = &open->items[i];
        int64_t at = e->kind == FLOW_WAIT_OPEN && e->what == FLOW_ON_TIMER ? due_at(e) : INT64_MAX;
        if (at < next.at || (at == next.at && next.timer == 0 && at != INT64_MAX))
            next = (struct next){ at, e->id, 0 };
    }
    return next;
}

/* Without --auto and --until the clock only goes as far as the last message or signal given. */
static bool may_pass(const struct play *p, int64_t at)
{
    int64_t last = p->plan->start;

    if (p->plan->until_ms >= 0)
        return at <= p->plan->start + p->plan->until_ms;
    for (size_t i = 0; i < p->plan->post_count; i++)
        if (p->plan->start + p->plan->posts[i].after_ms > last)
            last = p->plan->start + p->plan->posts[i].after_ms;
    return p->plan->automatic || at <= last;
}

static bool pass_time(struct play *p, const struct flow_effects *open)
{
    struct next next = next_in_time(p, open);

    if (next.at == INT64_MAX || !may_pass(p, next.at))
        return false;
    if (next.at > p->now)
        p->now = next.at;
    return next.timer == 0 || step(p, (struct flow_event){ .kind = FLOW_TIMER, .id = next.timer }, false);
}

/* ---- what is done by hand ---- */

/* A message nobody waits for yet is kept; a signal is heard now or never. */
static bool post_due(struct play *p)
{
    for (size_t i = 0; i < p->plan->post_count; i++) {
        const struct run_post *post = &p->plan->posts[i];
        struct flow_event ev = { .kind = post->is_signal ? FLOW_SIGNAL : FLOW_MESSAGE, .name = post->name };
        bool taken;
        if (p->posted[i] || p->plan->start + post->after_ms > p->now)
            continue;
        taken = step(p, ev, true);
        p->posted[i] = taken || post->is_signal;
        if (taken || p->failed)
            return true;
    }
    return false;
}

struct action { const char *name; enum flow_event_kind kind; enum flow_how how; };

static const struct action actions[] = {
    { "complete", FLOW_COMPLETE, FLOW_BRANCH }, { "fail", FLOW_FAIL, FLOW_BRANCH },
    { "return", FLOW_RETURN, FLOW_CASE }, { "return-branch", FLOW_RETURN, FLOW_BRANCH },
    { "before", FLOW_ADD_SIGN, FLOW_BEFORE }, { "after", FLOW_ADD_SIGN, FLOW_AFTER },
    { "beside", FLOW_ADD_SIGN, FLOW_BESIDE }, { "delegate", FLOW_DELEGATE, FLOW_BRANCH },
    { "take-back", FLOW_TAKE_BACK, FLOW_BRANCH }, { "transfer", FLOW_TRANSFER, FLOW_BRANCH },
    { "withdraw", FLOW_WITHDRAW, FLOW_BRANCH }, { "copy", FLOW_COPY, FLOW_BRANCH }, { "urge", FLOW_URGE, FLOW_BRANCH },
};

static struct flow_event event_of(struct play *p, const struct run_do *d, uint32_t item)
{
    struct flow_event ev = { .kind = FLOW_COMPLETE, .id = item, .data = d->data };

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (!str_is(d->action, actions[i].name))
            continue;
        ev.kind = actions[i].kind;
        ev.how = actions[i].how;
        ev.element = flow_find(p->flow, feel_str(d->data));
        ev.name = feel_str(d->data);
        if (feel_to_int(d->data, &ev.who) && ev.kind != FLOW_COMPLETE)
            ev.data = NULL;
        return ev;
    }
    ev.data = feel_put(p->arena, feel_context(p->arena), STR("action"), feel_text(p->arena, d->action));
    if (feel_kind(d->data) == FEEL_CONTEXT)
        ev.data = feel_merge(p->arena, ev.data, d->data);
    return ev;
}

static uint32_t item_of(const struct flow_effects *open, uint32_t element)
{
    for (size_t i = 0; i < open->count; i++)
        if (open->items[i].kind == FLOW_ITEM_OPEN && (element == 0 || open->items[i].element == element))
            return open->items[i].id;
    return 0;
}

static bool do_next(struct play *p, const struct flow_effects *open)
{
    for (size_t i = 0; i < p->plan->do_count; i++) {
        uint32_t item;
        if (p->done[i])
            continue;
        item = item_of(open, flow_find(p->flow, p->plan->dos[i].element));
        if (item == 0)
            return false;
        p->done[i] = true;
        step(p, event_of(p, &p->plan->dos[i], item), false);
        return true;
    }
    return false;
}

/* The oldest item that is not held by a sign round. */
static bool complete_next(struct play *p, const struct flow_effects *open)
{
    for (size_t i = 0; p->plan->automatic && i < open->count; i++)
        if (open->items[i].kind == FLOW_ITEM_OPEN
            && (step(p, (struct flow_event){ .kind = FLOW_COMPLETE, .id = open->items[i].id }, flow_counts(p->state).items > 1)
                || p->failed))
            return true;
    return false;
}

/* ---- the end ---- */

static enum run_outcome outcome_of(const struct play *p)
{
    struct flow_counts live;

    if (p->failed || p->state == NULL || flow_status(p->state) == FLOW_FAILED)
        return RUN_FAILED;
    if (flow_status(p->state) != FLOW_RUNNING)
        return RUN_FINISHED;
    live = flow_counts(p->state);
    return live.items == 0 && live.waits == 0 ? RUN_STUCK : RUN_WAITING;
}

static struct str tokens_of(struct play *p)
{
    uint32_t live[256];
    size_t count = p->state != NULL ? flow_live(p->state, live, 256) : 0;
    struct val *list = val_list(p->arena);

    for (size_t i = 0; i < count && i < 256; i++)
        val_push(p->arena, list, val_text(p->arena, flow_element(p->flow, live[i])->id));
    return json_write(p->arena, list);
}

static enum run_outcome tell_end(struct play *p)
{
    static const char *const names[] = { "finished", "waiting", "stuck", "failed" };
    enum run_outcome outcome = outcome_of(p);
    const struct feel *data = p->state != NULL ? flow_values(p->arena, p->state) : feel_context(p->arena);

    p->plan->line(p->plan->user, arena_printf(p->arena, "{\"event\":\"%s\",\"tokens\":%.*s,\"data\":%.*s}", names[outcome],
        STR_ARG(tokens_of(p)), STR_ARG(feel_to_json(p->arena, data))));
    return outcome;
}

static bool turn(struct play *p)
{
    struct flow_effects open;

    if (p->failed || flow_status(p->state) != FLOW_RUNNING)
        return false;
    if (post_due(p))
        return true;
    return flow_open(p->arena, p->state, &open) == OK
        && (do_next(p, &open) || complete_next(p, &open) || pass_time(p, &open));
}

enum run_outcome flow_run(struct arena *a, const struct flow *f, const struct run_plan *plan)
{
    struct play p = { .arena = a, .flow = f, .plan = plan, .now = plan->start,
        .posted = ARENA_ARRAY(a, plan->post_count, bool), .done = ARENA_ARRAY(a, plan->do_count, bool) };

    if (step(&p, (struct flow_event){ .kind = FLOW_START, .data = plan->data }, false))
        for (int i = 0; i < RUN_STEPS_MAX && turn(&p); i++)
            continue;
    return tell_end(&p);
}
