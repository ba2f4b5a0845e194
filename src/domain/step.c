/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/step.h"

#include "base/log.h"
#include "domain/answers.h"
#include "domain/channel.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/joint.h"
#include "domain/legal.h"
#include "domain/packs.h"
#include "domain/special.h"
#include "domain/term.h"
#include "domain/turn.h"
#include "feel/feel.h"
#include "pack/decider.h"

/* What one step gathers while it walks the effects. */
struct walk {
    struct ctx        *cx;
    const struct step *s;
    const struct flow *flow;
    struct val *opened, *closed, *waits_opened, *waits_closed;
    struct task_list   before;          /* tasks as they stood */
    struct flow_state *state;           /* before the step; NULL: it begins    */
    bool    moves;                      /* a pause begins or ends              */
    int     open[3];                    /* open tasks of each level after the step */
};

static struct str attr(const struct flow_element *el, const char *name)
{
    return val_str(el->more, name);
}

static enum err read_answers(struct ctx *cx, const struct step *s, const struct val **out)
{
    *out = s->answers;
    return s->answers != NULL ? OK : case_answers(cx, s->case_id, out);
}

static enum err level_of(struct str name, enum level *out)
{
    static const char *const names[] = { [LEVEL_COUNTY] = "county", [LEVEL_TOWNSHIP] = "township", [LEVEL_VILLAGE] = "village" };

    for (int level = LEVEL_COUNTY; level <= LEVEL_VILLAGE; level++)
        if (str_is(name, names[level])) {
            *out = (enum level)level;
            return OK;
        }
    return ERR_INVALID;
}

/* What the county's table sees; date is today, so that a change of the law holds for what is decided after it. */
static enum err decider_facts(struct ctx *cx, const struct step *s, const struct feel **out)
{
    struct arena *a = cx->arena;
    struct val *facts = val_map(a);
    const struct val *answers;

    TRY(read_answers(cx, s, &answers));
    val_set_str(a, facts, "item", s->item->code);
    val_set_int(a, facts, "place", s->place);
    val_set_str(a, facts, "channel", str_of(channel_name(s->channel)));
    val_set_str(a, facts, "date", arena_join(a, STR("@"), day_iso(a, day_of(cx->now))));
    val_set_str(a, facts, "received", arena_join(a, STR("@"), day_iso(a, day_of(s->received_at))));
    val_set(a, facts, "answers", answers_nested(a, answers));
    *out = feel_from_val(a, facts);
    return OK;
}

enum err step_decided(struct ctx *cx, const struct step *s, struct decided *out)
{
    const struct feel *facts;
    const struct pack *pack;

    TRY(packs_get(cx, s->pack, &pack));
    TRY(decider_facts(cx, s, &facts));
    return decider_ask(cx->arena, pack, s->item, facts, out);
}

static void say_decider(struct arena *a, const struct decided *d, struct val *task)
{
    const struct { const char *key; struct str text; } parts[] = {
        { "organ_zh", d->organ.zh }, { "organ_en", label_in(d->organ, LANG_EN) },
        { "basis_zh", d->basis.zh }, { "basis_en", label_in(d->basis, LANG_EN) },
    };

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].text.len > 0)
            val_set_str(a, task, parts[i].key, arena_str(a, parts[i].text));
}

/* "decider.approver": the county's table says which organ; the event keeps what it said, and by which rule. */
static enum err ask_decider(struct walk *w, enum level *level, struct str *department, struct val *task)
{
    const struct item *item = w->s->item;
    struct decided d;

    *level = item->chain[item->chain_length - 1];
    if (item->decider.len == 0)
        return OK;
    if (step_decided(w->cx, w->s, &d) != OK)
        return ctx_fail(w->cx, ERR_STATE, "gap.decider.none", item->decider);
    *level = d.level;
    *department = d.department->code;
    say_decider(w->cx->arena, &d, task);
    return OK;
}

/* "township.handler", "county.handler@GT", "county.handler@*" (* : the department of the instance). */
static enum err resolve_post(struct walk *w, struct str spec, const struct feel *instance, struct val *task)
{
    struct arena *a = w->cx->arena;
    struct str name, rest, role, department;
    enum level level = LEVEL_COUNTY;
    enum role found;

    str_cut(spec, '.', &name, &rest);
    if (!str_cut(rest, '@', &role, &department))
        department = w->s->item->department->code;
    if (str_is(department, "*"))
        department = feel_str(instance);
    TRY(role_of(role, &found));
    if (str_is(name, "decider"))
        TRY(ask_decider(w, &level, &department, task));
    else
        TRY(level_of(name, &level));
    val_set_int(a, task, "place", division_at(w->s->place, level));
    val_set_int(a, task, "role", found);
    val_set_str(a, task, "department", arena_str(a, department));
    if (str_is(name, "decider"))
        val_set_int(a, task, "stage", level);
    return OK;
}

static enum level stage_of(const struct flow_element *el)
{
    enum level level = LEVEL_COUNTY;

    return level_of(attr(el, "stage"), &level) == OK ? level : LEVEL_COUNTY;
}

static enum err open_item(struct walk *w, const struct flow_effect *effect)
{
    const struct flow_element *el = flow_element(w->flow, effect->element);
    struct arena *a = w->cx->arena;
    struct val *t = val_map(a);
    struct str english = attr(el, "name_en");
    enum err e;

    val_set_int(a, t, "id", ids_next(w->cx->house->ids));
    val_set_int(a, t, "item", effect->id);
    val_set_str(a, t, "element", el->id);
    val_set_str(a, t, "kind", attr(el, "kind"));
    val_set_str(a, t, "name_zh", el->name);
    val_set_str(a, t, "name_en", english.len > 0 ? english : el->name);
    val_set_int(a, t, "stage", stage_of(el));
    e = resolve_post(w, el->post, effect->data, t);
    if (e != OK) {
        log_event(LOG_ERROR, "step.post", LOG_TEXT("element", el->id), LOG_TEXT("post", el->post));
        return e == ERR_INVALID ? ERR_INTERNAL : e;
    }
    w->open[val_num(t, "stage")]++;
    val_push(a, w->opened, t);
    w->moves |= attr(el, "pause").len > 0;
    if (str_is(attr(el, "kind"), PART_KIND))
        joint_say_clock(w->cx, w->s->item, val_str(t, "department"), w->s->clocks);
    turn_plan(a, w->s->item, attr(el, "kind"), el->id, t);
    return OK;
}

/* The open task of an item before this step; NULL: it had none. */
static const struct task *task_before(const struct walk *w, uint32_t item)
{
    for (size_t i = 0; i < w->before.count; i++)
        if (w->before.items[i].flow_item == item && w->before.items[i].state == TASK_OPEN)
            return &w->before.items[i];
    return NULL;
}

static enum err close_item(struct walk *w, const struct flow_effect *e)
{
    const struct flow_element *el = flow_element(w->flow, e->element);
    const struct task *t = task_before(w, e->id);

    w->open[t != NULL ? t->stage : stage_of(el)]--;
    if (t != NULL && str_is(t->kind, PART_KIND))
        clock_say_end(w->cx, w->s->clocks, joint_clock(w->cx->arena, t->department));
    w->moves |= attr(el, "pause").len > 0;
    if (w->s->task == NULL || w->s->task->flow_item != e->id)
        val_push(w->cx->arena, w->closed, val_int(w->cx->arena, e->id));
    return OK;
}

static enum err open_wait(struct walk *w, const struct flow_effect *e)
{
    struct arena *a = w->cx->arena;
    struct val *t = val_map(a);

    w->moves |= attr(flow_element(w->flow, e->element), "pause").len > 0;
    if (e->what != FLOW_ON_TIMER || attr(flow_element(w->flow, e->element), "clock").len > 0)
        return OK;                          /* that one comes due with its clock (term.h) */
    val_set_int(a, t, "wait", e->id);
    val_set_int(a, t, "at", e->at);
    val_set_str(a, t, "spec", e->text);
    val_push(a, w->waits_opened, t);
    return OK;
}

static enum err close_wait(struct walk *w, const struct flow_effect *e)
{
    w->moves |= attr(flow_element(w->flow, e->element), "pause").len > 0;
    val_push(w->cx->arena, w->waits_closed, val_int(w->cx->arena, e->id));
    return OK;
}

static enum err walk_effect(struct walk *w, const struct flow_effect *e)
{
    switch (e->kind) {
    case FLOW_ITEM_OPEN:  return open_item(w, e);
    case FLOW_ITEM_CLOSE: return close_item(w, e);
    case FLOW_WAIT_OPEN:  return open_wait(w, e);
    case FLOW_WAIT_CLOSE: return close_wait(w, e);
    default:              return OK;
    }
}

/* ---- stages and pauses ---- */

/* NULL: the level has no limit; 0 days are one, to be done the same day. */
static const struct limit *stage_limit(const struct item *item, enum level level)
{
    for (size_t i = 0; i < item->stage_count; i++) {
        const struct stage *s = &item->stages[i];
        if (s->level == level && s->department == NULL)
            return s->target.days > 0 || !str_is(s->target.basis, "none_known") ? &s->target : NULL;
    }
    return NULL;
}

static struct str stage_clock(struct arena *a, enum level level)
{
    return arena_printf(a, "stage.%d", (int)level);
}

void step_say_stage(struct ctx *cx, const struct item *item, enum level level, struct val *clocks)
{
    const struct limit *limit = stage_limit(item, level);

    if (limit != NULL)
        clock_say_start(cx, clocks, stage_clock(cx->arena, level), limit->days, limit->unit);
}

static void say_stage(struct walk *w, enum level level, bool was_open)
{
    const struct limit *limit = stage_limit(w->s->item, level);

    if (limit == NULL || was_open == (w->open[level] > 0))
        return;
    if (was_open)
        clock_say_end(w->cx, w->s->clocks, stage_clock(w->cx->arena, level));
    else
        clock_say_start(w->cx, w->s->clocks, stage_clock(w->cx->arena, level), limit->days, limit->unit);
}

/* Why the clocks stand while the case is in that state; "": they run. */
static struct str pause_in(struct walk *w, const struct flow_state *state)
{
    struct arena *a = w->cx->arena;
    size_t count = state != NULL ? flow_live(state, NULL, 0) : 0;
    uint32_t *live = ARENA_ARRAY(a, count, uint32_t);
    struct str why = STR("");

    if (count > 0)
        count = flow_live(state, live, count);
    for (size_t i = 0; i < count && why.len == 0; i++) {
        const struct flow_element *el = flow_element(w->flow, live[i]);
        why = el != NULL ? attr(el, "pause") : why;
    }
    return why;
}

/* One branch may go on while another still waits: clocks stand as long as any pause is live. */
static enum err say_pauses(struct walk *w, const struct flow_effects *effects, bool started)
{
    struct flow_state *after = w->state;
    struct str why;
    bool special;

    TRY(special_is_open(w->cx, w->s->case_id, &special));
    if (special)                            /* the clocks stand by an act of the office until that is ended */
        return OK;
    if (w->moves)
        TRY(flow_apply(w->cx->arena, w->flow, w->state, effects, &after));
    else if (!started)
        return OK;
    why = pause_in(w, after);
    if (why.len > 0)
        clock_say_stop(w->cx, w->s->clocks, why);
    else if (w->moves)
        clock_say_resume(w->cx, w->s->clocks);
    return OK;
}

static bool is_higher(const int open[3])
{
    return open[LEVEL_TOWNSHIP] == 0 && open[LEVEL_COUNTY] > 0;
}

/* A township that decides examines for nobody. */
static bool opens_examining(const struct walk *w)
{
    for (size_t i = 0; i < w->opened->count; i++)
        if (val_num(w->opened->items[i], "stage") == LEVEL_TOWNSHIP && !str_is(val_str(w->opened->items[i], "kind"), "decide"))
            return true;
    return false;
}

/* The lower organ has it: since acceptance where it accepts itself, else since its first task; again when it is sent back. */
static bool comes_to_lower(const struct walk *w, const int before[3])
{
    if (before[LEVEL_TOWNSHIP] > 0 || w->s->flow_state.len == 0 || !opens_examining(w))
        return false;
    return w->s->item->acceptor != LEVEL_TOWNSHIP || is_higher(before);
}

/* The higher organ's own days begin, or go on; a limit that law ends by itself says so. */
static void say_upper(struct walk *w)
{
    const struct limit *own = &w->s->item->upper;

    if (own->days == 0)
        return;
    clock_say_start(w->cx, w->s->clocks, STR("upper"), own->days, own->unit);
    if (term_hangs_on(w->flow, "upper"))
        clock_say_falls(w->cx, w->s->clocks, "term");
}

/* 行政许可法 43: until the higher organ has it, days of notice in between too. */
static void say_lower(struct walk *w, const int before[3])
{
    const struct limit *own = legal_lower(w->s->item);

    if (own == NULL)
        return;
    if (is_higher(w->open) && !is_higher(before) && w->s->flow_state.len > 0) {
        clock_say_end(w->cx, w->s->clocks, STR("lower"));
        say_upper(w);
    } else if (comes_to_lower(w, before)) {
        if (w->s->item->upper.days > 0)
            clock_say_end(w->cx, w->s->clocks, STR("upper"));
        clock_say_start(w->cx, w->s->clocks, STR("lower"), own->days, own->unit);
    }
}

static enum err say_clocks(struct walk *w, const int before[3], const struct flow_effects *effects)
{
    say_lower(w, before);
    for (int level = 0; level < 3; level++)
        say_stage(w, (enum level)level, before[level] > 0);
    return say_pauses(w, effects, w->s->clocks->count > 0);
}

/* ---- the step ---- */

static enum err load(struct ctx *cx, const struct step *s, const struct flow *flow, struct flow_state **state)
{
    *state = NULL;
    return s->flow_state.len > 0 ? flow_decode(cx->arena, flow, s->flow_state, state) : OK;
}

static enum err ask(struct walk *w, struct flow_effects *effects)
{
    struct ctx *cx = w->cx;
    const struct feel *facts;
    enum err e;

    TRY(load(cx, w->s, w->flow, &w->state));
    TRY(step_facts(cx, w->s, &facts));
    e = flow_step(cx->arena, w->flow, w->state, cx->now, &w->s->move, facts, effects);
    return e == ERR_STATE ? ctx_fail(cx, e, "gap.step.refused", effects->refused) : e;
}

static void count_open(struct walk *w, int before[3])
{
    for (size_t i = 0; i < w->before.count; i++)
        if (w->before.items[i].state == TASK_OPEN)
            w->open[w->before.items[i].stage]++;
    for (int level = 0; level < 3; level++)
        before[level] = w->open[level];
}

static void say_task(struct ctx *cx, const struct step *s)
{
    struct arena *a = cx->arena;
    struct val *t = val_map(a);

    if (s->task == NULL)
        return;
    val_set_int(a, t, "id", s->task->id);
    val_set_str(a, t, "name_zh", s->task->name_zh);
    val_set_str(a, t, "name_en", s->task->name_en);
    val_set_str(a, t, "outcome", s->outcome);
    val_set_str(a, t, "note", s->note);
    val_set(a, s->payload, "task", t);
}

static void say_post(struct ctx *cx, const struct step *s)
{
    struct arena *a = cx->arena;
    struct val *by = val_map(a);

    if (s->by == NULL)
        return;
    val_set_str(a, by, "role", str_of(role_name(s->by->role)));
    val_set_int(a, by, "place", s->by->place);
    val_set_str(a, by, "department", s->by->department.len > 0 || s->task == NULL ? s->by->department : s->task->department);
    if (s->by->for_account != 0) {
        val_set_int(a, by, "for", s->by->for_account);
        val_set_str(a, by, "for_name", s->by->for_name);
    }
    val_set(a, s->payload, "by", by);
}

void step_say_who(struct ctx *cx, const struct step *s)
{
    say_task(cx, s);
    say_post(cx, s);
}

/* Lists are left out where they are empty: most events open and close little. */
static void put_list(struct walk *w, const char *key, struct val *list)
{
    if (list->count > 0)
        val_set(w->cx->arena, w->s->payload, key, list);
}

static void fill(struct walk *w, const struct flow_effects *effects)
{
    struct arena *a = w->cx->arena;

    val_set(a, w->s->payload, "effects", flow_effects_to_val(a, effects));
    val_set_str(a, w->s->payload, "calendar", w->cx->house->calendar);
    put_list(w, "opened", w->opened);
    put_list(w, "closed", w->closed);
    put_list(w, "waits_opened", w->waits_opened);
    put_list(w, "waits_closed", w->waits_closed);
    put_list(w, "clocks", w->s->clocks);
    step_say_who(w->cx, w->s);
}

/* Reading the first event costs: only where the process names the answers. */
static enum err put_answers(struct ctx *cx, const struct step *s, struct val *facts)
{
    const struct val *answers;

    if (str_find(s->item->process->bpmn, STR("answers.")) < 0)
        return OK;
    TRY(read_answers(cx, s, &answers));
    val_set(cx->arena, facts, "answers", answers_nested(cx->arena, answers));
    return OK;
}

enum err step_facts(struct ctx *cx, const struct step *s, const struct feel **out)
{
    struct arena *a = cx->arena;
    struct val *facts = val_map(a), *departments = val_list(a), *joining = val_list(a);

    val_push(a, departments, val_text(a, s->item->department->code));
    for (size_t i = 0; i < s->item->joining_count; i++) {
        val_push(a, departments, val_text(a, s->item->joining[i]->code));
        val_push(a, joining, val_text(a, s->item->joining[i]->code));
    }
    val_set_str(a, facts, "item", s->item->code);
    val_set_int(a, facts, "place", s->place);
    val_set(a, facts, "departments", departments);
    val_set(a, facts, "joining", joining);
    if (s->item->notice.limit.days > 0)
        val_set_str(a, facts, "notice", notice_spec(a, &s->item->notice));
    TRY(put_answers(cx, s, facts));
    *out = feel_from_val(a, facts);
    return OK;
}

enum err step_of_case(struct ctx *cx, const struct case_file *c, struct step *out)
{
    const struct pack *pack;

    TRY(packs_get(cx, c->pack_version, &pack));
    *out = (struct step){
        .case_id = c->id, .place = c->place, .channel = c->channel, .received_at = c->received_at,
        .item = pack_item(pack, c->item), .pack = c->pack_version, .flow_state = c->flow_state,
        .payload = val_map(cx->arena), .clocks = val_list(cx->arena),
    };
    return out->item != NULL ? OK : ERR_INTERNAL;
}

/* Traces leave no mark in the state: the log does without them. */
static void drop_traces(struct flow_effects *effects)
{
    size_t kept = 0;

    for (size_t i = 0; i < effects->count; i++)
        if (effects->items[i].kind != FLOW_TRACE)
            effects->items[kept++] = effects->items[i];
    effects->count = kept;
}

enum err step_take(struct ctx *cx, const struct step *s, struct event *out)
{
    struct arena *a = cx->arena;
    struct walk w = { .cx = cx, .s = s, .flow = s->item->process->flow, .opened = val_list(a), .closed = val_list(a),
                      .waits_opened = val_list(a), .waits_closed = val_list(a) };
    struct flow_effects effects;
    int before[3];

    if (s->flow_state.len > 0)
        TRY(task_of_case(cx, s->case_id, &w.before));
    count_open(&w, before);
    TRY(ask(&w, &effects));
    for (size_t i = 0; i < effects.count; i++)
        TRY(walk_effect(&w, &effects.items[i]));
    TRY(say_clocks(&w, before, &effects));
    drop_traces(&effects);
    fill(&w, &effects);
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = s->case_id, .type = s->type,
                                                 .mandate = s->mandate, .pack = s->pack, .payload = s->payload }, out);
}

/* ---- what the office does beside the process ---- */

enum err step_by_holder(struct ctx *cx, int64_t case_id, struct case_file *c, struct step *out)
{
    struct task_list tasks;

    TRY(case_see(cx, case_id, c));
    TRY(step_of_case(cx, c, out));
    TRY(task_of_case(cx, case_id, &tasks));
    for (size_t i = 0; i < tasks.count && out->by == NULL; i++)
        if (tasks.items[i].state == TASK_OPEN)
            out->by = task_post(cx, &tasks.items[i], c->item);
    return out->by != NULL ? OK : ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
}

enum err step_stay(struct ctx *cx, const struct step *s, struct event *out)
{
    val_set_str(cx->arena, s->payload, "calendar", cx->house->calendar);
    if (s->clocks->count > 0)
        val_set(cx->arena, s->payload, "clocks", s->clocks);
    say_post(cx, s);
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = s->case_id, .type = s->type,
                                                 .mandate = s->mandate, .pack = s->pack, .payload = s->payload }, out);
}

enum err step_pause(struct ctx *cx, const struct case_file *c, struct str *out)
{
    struct walk w = { .cx = cx };
    struct step s;

    *out = STR("");
    TRY(step_of_case(cx, c, &s));
    w.flow = s.item->process->flow;
    TRY(load(cx, &s, w.flow, &w.state));
    *out = pause_in(&w, w.state);
    return OK;
}

enum err step_drawing(struct ctx *cx, const struct case_file *c, struct str *out)
{
    struct flow_state *state;
    const struct pack *pack;
    const struct item *item;
    struct task_list tasks;
    struct flow_look look = { 0 };
    uint32_t *overdue;

    TRY(packs_get(cx, c->pack_version, &pack));
    item = pack_item(pack, c->item);
    if (item == NULL || item->process == NULL)
        return ERR_INTERNAL;
    TRY(flow_decode(cx->arena, item->process->flow, c->flow_state, &state));
    TRY(task_of_case(cx, c->id, &tasks));
    overdue = ARENA_ARRAY(cx->arena, tasks.count, uint32_t);
    for (size_t i = 0; i < tasks.count; i++)
        if (tasks.items[i].state == TASK_OPEN && tasks.items[i].due_at < cx->now)
            overdue[look.overdue_count++] = tasks.items[i].flow_item;
    look.overdue = overdue;
    *out = flow_draw_look(cx->arena, item->process->flow, state, look);
    return OK;
}
