/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/step.h"

#include "base/log.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/packs.h"
#include "feel/feel.h"

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

/* "township.handler", "county.handler@GT", "county.handler@*" (* : the department of the instance). */
static enum err resolve_post(struct walk *w, struct str spec, const struct feel *instance, struct val *task)
{
    static const struct { const char *name; enum level level; } levels[] = {
        { "county", LEVEL_COUNTY }, { "township", LEVEL_TOWNSHIP }, { "village", LEVEL_VILLAGE },
    };
    struct arena *a = w->cx->arena;
    struct str level, rest, role, department;
    enum role found;

    str_cut(spec, '.', &level, &rest);
    if (!str_cut(rest, '@', &role, &department))
        department = w->s->item->department->code;
    if (str_is(department, "*"))
        department = feel_str(instance);
    TRY(role_of(role, &found));
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
        if (str_is(level, levels[i].name)) {
            val_set_int(a, task, "place", division_at(w->s->place, levels[i].level));
            val_set_int(a, task, "role", found);
            val_set_str(a, task, "department", arena_str(a, department));
            return OK;
        }
    return ERR_INVALID;
}

static enum level stage_of(const struct flow_element *el)
{
    struct str stage = attr(el, "stage");

    if (str_is(stage, "village"))
        return LEVEL_VILLAGE;
    return str_is(stage, "township") ? LEVEL_TOWNSHIP : LEVEL_COUNTY;
}

static enum err open_item(struct walk *w, const struct flow_effect *e)
{
    const struct flow_element *el = flow_element(w->flow, e->element);
    struct arena *a = w->cx->arena;
    struct val *t = val_map(a);
    struct str english = attr(el, "name_en");

    val_set_int(a, t, "id", ids_next(w->cx->house->ids));
    val_set_int(a, t, "item", e->id);
    val_set_str(a, t, "element", el->id);
    val_set_str(a, t, "kind", attr(el, "kind"));
    val_set_str(a, t, "name_zh", el->name);
    val_set_str(a, t, "name_en", english.len > 0 ? english : el->name);
    val_set_int(a, t, "stage", stage_of(el));
    w->open[stage_of(el)]++;
    val_push(a, w->opened, t);
    w->moves |= attr(el, "pause").len > 0;
    if (resolve_post(w, el->post, e->data, t) == OK)
        return OK;
    log_event(LOG_ERROR, "step.post", LOG_TEXT("element", el->id), LOG_TEXT("post", el->post));
    return ERR_INTERNAL;
}

static enum err close_item(struct walk *w, const struct flow_effect *e)
{
    const struct flow_element *el = flow_element(w->flow, e->element);

    w->open[stage_of(el)]--;
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
    if (e->what != FLOW_ON_TIMER)
        return OK;
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

static int32_t stage_days(const struct item *item, enum level level, enum day_unit *unit)
{
    for (size_t i = 0; i < item->stage_count; i++)
        if (item->stages[i].level == level) {
            *unit = item->stages[i].target.unit;
            return item->stages[i].target.days;
        }
    return 0;
}

static void say_stage(struct walk *w, enum level level, bool was_open)
{
    struct str kind = arena_printf(w->cx->arena, "stage.%d", (int)level);
    enum day_unit unit = WORKING_DAYS;
    int32_t days = stage_days(w->s->item, level, &unit);

    if (days == 0 || was_open == (w->open[level] > 0))
        return;
    if (was_open)
        clock_say_end(w->cx, w->s->clocks, kind);
    else
        clock_say_start(w->cx, w->s->clocks, kind, days, unit);
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

static enum err say_clocks(struct walk *w, const int before[3], const struct flow_effects *effects)
{
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
    enum err e;

    TRY(load(cx, w->s, w->flow, &w->state));
    e = flow_step(cx->arena, w->flow, w->state, cx->now, &w->s->move, step_facts(cx, w->s->item, w->s->place), effects);
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
    val_set(a, s->payload, "by", by);
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
    say_task(w->cx, w->s);
    say_post(w->cx, w->s);
}

const struct feel *step_facts(struct ctx *cx, const struct item *item, int64_t place)
{
    struct arena *a = cx->arena;
    struct val *facts = val_map(a), *departments = val_list(a);

    val_push(a, departments, val_text(a, item->department->code));
    for (size_t i = 0; i < item->joining_count; i++)
        val_push(a, departments, val_text(a, item->joining[i]->code));
    val_set_str(a, facts, "item", item->code);
    val_set_int(a, facts, "place", place);
    val_set(a, facts, "departments", departments);
    return feel_from_val(a, facts);
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
