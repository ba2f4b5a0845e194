/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/joint.h"
#include "domain/redress.h"
#include "web/inside.h"
#include "web/pieces.h"

/* What a walk along the line needs to know of the case. */
struct line {
    const struct page      *p;
    const struct item      *item;
    const struct case_file *c;          /* NULL: an item, as it should go */
    struct task_list        tasks;
    struct clock_list       clocks;
    int64_t                 until;      /* 延期: no level is late before that day; 0: none was approved */
    int64_t                 since;      /* what was done before does not count: the case was reopened then */
    struct val             *stops;
    struct str              where;      /* name of the stop where the case is */
    const char             *where_kind;
};

static const char *const kinds[] = {
    [LEVEL_COUNTY] = "county", [LEVEL_TOWNSHIP] = "township", [LEVEL_VILLAGE] = "village",
};

static struct val *add_stop(struct line *l, struct str name, const char *kind, const char *state)
{
    struct arena *a = page_arena(l->p);
    struct val *stop = val_map(a);

    val_set_str(a, stop, "name", name);
    val_set_str(a, stop, "kind", str_of(kind));
    val_set_str(a, stop, "state", str_of(state));
    val_push(a, l->stops, stop);
    if (str_is(str_of(state), "now") || str_is(str_of(state), "late") || str_is(str_of(state), "wait")) {
        l->where = str_is(str_of(kind), "home") ? page_word(l->p, "journey.way_home") : name;
        l->where_kind = kind;
    }
    return stop;
}

/*
 * Counts of the tasks of a level, and of one department in it where department is given.  now: the open one with the
 * most time left, so that a stop of several departments is late only when all of them are.
 */
struct count { int open, done; bool refused; int64_t last; const struct task *now; };

/* What the county did for the acceptance is not yet its part of the way. */
static bool is_past_acceptance(const struct line *l, const struct task *t)
{
    return l->c->accepted_at > 0 && t->stage == LEVEL_COUNTY && (str_is(t->kind, "gather") || str_is(t->kind, "accept"));
}

static struct count count_tasks(const struct line *l, enum level level, struct str department)
{
    struct count n = { 0 };

    for (size_t i = 0; i < l->tasks.count; i++) {
        const struct task *t = &l->tasks.items[i];
        if (t->stage != level || t->opened_at < l->since || str_is(t->kind, "deliver") || (department.len > 0 && !str_eq(t->department, department)))
            continue;
        n.open += t->state == TASK_OPEN;
        n.done += t->state == TASK_DONE && !is_past_acceptance(l, t);
        n.refused |= t->state == TASK_DONE && str_is(t->kind, PART_KIND) && str_is(t->outcome, "refused");
        if (t->state == TASK_OPEN && (n.now == NULL || t->due_at >= n.now->due_at))
            n.now = t;
        if (t->done_at > n.last)
            n.last = t->done_at;
    }
    return n;
}

static const char *state_of(const struct line *l, const struct count *n, int64_t until)
{
    if (n->open > 0 && l->c->state == CASE_AWAITING_CORRECTION)
        return "wait";
    if (n->open > 0)
        return n->now->due_at < l->p->cx->now && until < l->p->cx->now ? "late" : "now";
    if (n->done > 0)
        return "done";
    return l->c->state == CASE_CLOSED && l->c->decided_at == 0 ? "skip" : "next";
}

/* The applicant hears all decisions of a joint case at once. */
static bool is_told(const struct line *l)
{
    return l->p->face == FACE_STAFF || l->c->decided_at > 0;
}

/* Each department with its own limit and outcome: one that is late or refuses changes its own branch only. */
static enum err add_branch(struct line *l, struct val *branches, const struct department *d)
{
    struct arena *a = page_arena(l->p);
    struct count n = count_tasks(l, LEVEL_COUNTY, d->code);
    struct val *b = val_map(a);

    val_set_str(a, b, "name", page_label(l->p, d->name));
    val_set_str(a, b, "state", str_of(l->c == NULL ? "plan" : n.refused && is_told(l) ? "no" : state_of(l, &n, 0)));
    val_push(a, branches, b);
    return n.now != NULL ? piece_left(l->p, b, n.now->due_at) : OK;
}

static enum err add_branches(struct line *l, struct val *stop)
{
    struct arena *a = page_arena(l->p);
    struct val *branches = val_list(a);

    if (l->item == NULL || l->item->joining_count == 0)
        return OK;
    TRY(add_branch(l, branches, l->item->department));
    for (size_t i = 0; i < l->item->joining_count; i++)
        TRY(add_branch(l, branches, l->item->joining[i]));
    val_set(a, stop, "branches", branches);
    return OK;
}

static struct str level_name(const struct line *l, enum level level)
{
    struct arena *a = page_arena(l->p);

    if (l->c != NULL && level != LEVEL_COUNTY) {
        const struct division *d = pack_division(l->p->cx->house->pack, division_at(l->c->place, level));
        if (d != NULL)
            return page_label(l->p, d->name);
    }
    if (level == LEVEL_COUNTY && l->item != NULL)
        return page_label(l->p, l->item->department->name);
    return page_word(l->p, arena_join(a, STR("level."), str_of(kinds[level])).p);
}

/* The village takes papers in; its stop is done once they are received, whatever it does later. */
static void add_village(struct line *l)
{
    struct arena *a = page_arena(l->p);
    bool waits = l->c != NULL && l->c->state == CASE_AWAITING_CORRECTION;
    struct val *stop = add_stop(l, level_name(l, LEVEL_VILLAGE), "village", l->c == NULL ? "plan" : waits ? "wait" : "done");

    if (l->c != NULL)
        val_set_int(a, stop, "at", l->c->received_at);
}

/* On a guide each level says how long it means to take. */
static void put_target(struct line *l, struct val *stop, enum level level)
{
    struct arena *a = page_arena(l->p);

    for (size_t i = 0; l->c == NULL && l->item != NULL && i < l->item->stage_count; i++) {
        const struct limit *t = &l->item->stages[i].target;
        if (l->item->stages[i].level != level || l->item->stages[i].department != NULL || t->days == 0)
            continue;
        val_set_int(a, stop, "days", t->days);
        val_set_str(a, stop, "unit", t->unit == WORKING_DAYS ? STR("working") : STR("calendar"));
    }
}

static enum err add_level(struct line *l, enum level level)
{
    struct count n = count_tasks(l, level, STR(""));
    const char *state = l->c == NULL ? "plan" : state_of(l, &n, l->until);
    struct val *stop = add_stop(l, level_name(l, level), kinds[level], state);

    if (n.open == 0 && n.done > 0)
        val_set_int(page_arena(l->p), stop, "at", n.last);
    if (n.now != NULL)
        val_set_str(page_arena(l->p), stop, "note", piece_name(l->p, n.now->name_zh, n.now->name_en));
    put_target(l, stop, level);
    return level == LEVEL_COUNTY ? add_branches(l, stop) : OK;
}

static const char *decided_state(const struct case_file *c)
{
    if (c == NULL)
        return "plan";
    if (c->decided_at > 0)
        return str_is(c->outcome, "refused") ? "no" : "done";
    return c->state == CASE_CLOSED ? "skip" : "next";
}

static const char *home_state(const struct case_file *c)
{
    if (c == NULL)
        return "plan";
    if (c->state == CASE_CLOSED)
        return "done";
    return c->state == CASE_DECIDED ? "now" : "next";
}

static void add_end(struct line *l)
{
    struct arena *a = page_arena(l->p);
    struct val *seal = add_stop(l, page_word(l->p, "journey.decision"), "seal", decided_state(l->c)), *home;

    if (l->c != NULL && l->c->decided_at > 0)
        val_set_int(a, seal, "at", l->c->decided_at);
    home = add_stop(l, page_word(l->p, "journey.home"), "home", home_state(l->c));
    if (l->c != NULL && l->c->closed_at > 0)
        val_set_int(a, home, "at", l->c->closed_at);
}

static enum err walk(struct line *l)
{
    l->stops = val_list(page_arena(l->p));
    add_village(l);
    for (size_t i = 0; l->item != NULL && i < l->item->chain_length; i++)
        if (l->item->chain[i] != LEVEL_VILLAGE)
            TRY(add_level(l, l->item->chain[i]));
    add_end(l);
    return OK;
}

struct val *journey_of_item(const struct page *p, const struct item *item)
{
    struct line l = { .p = p, .item = item };

    if (walk(&l) != OK)
        l.stops = val_list(page_arena(p));
    return val_set(page_arena(p), val_map(page_arena(p)), "stops", l.stops);
}

static int64_t extended_until(const struct clock_list *clocks)
{
    const struct clock *legal = clock_find(clocks, STR("legal"));

    return legal != NULL && legal->ended_day == 0 && legal->extended_days > 0 ? legal->due_at : 0;
}

/* A decision that stands in no case that is decided: it runs again. */
static bool was_decided(const struct case_file *c, const struct task_list *tasks)
{
    static const char *const deciding[] = { "decide", "issue", "summary", PART_KIND };

    for (size_t i = 0; c->decided_at == 0 && i < tasks->count; i++)
        for (size_t k = 0; k < sizeof deciding / sizeof *deciding; k++)
            if (tasks->items[i].state == TASK_DONE && str_is(tasks->items[i].kind, deciding[k]))
                return true;
    return false;
}

static int64_t reopened_at(const struct case_file *c, const struct redress_list *all)
{
    int64_t at = 0;

    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].case_id == c->id && str_is(all->items[i].kind, "reopened"))
            at = all->items[i].at;
    return at;
}

/* Few cases ever run again, so the others do not ask. */
static enum err read_redresses(const struct page *p, const struct case_file *cases, size_t count, struct journey_facts *io)
{
    int64_t *ids = ARENA_ARRAY(page_arena(p), count, int64_t);
    size_t again = 0;

    for (size_t i = 0; i < count; i++) {
        struct task_list own = task_list_of(&io->tasks, cases[i].id);
        if (was_decided(&cases[i], &own))
            ids[again++] = cases[i].id;
    }
    return again > 0 ? redress_of_cases(p->cx, ids, again, &io->redresses) : OK;
}

enum err journey_read(const struct page *p, const struct case_file *cases, size_t count, struct journey_facts *out)
{
    int64_t *ids = ARENA_ARRAY(page_arena(p), count, int64_t);

    *out = (struct journey_facts){ 0 };
    for (size_t i = 0; i < count; i++)
        ids[i] = cases[i].id;
    TRY(task_of_cases(p->cx, ids, count, &out->tasks));
    TRY(clock_of_cases(p->cx, ids, count, &out->clocks));
    return read_redresses(p, cases, count, out);
}

enum err journey_draw(const struct page *p, const struct case_file *c, const struct journey_facts *facts, struct val **out)
{
    struct line l = { .p = p, .item = piece_item(p, c), .c = c, .tasks = task_list_of(&facts->tasks, c->id),
                      .clocks = clock_list_of(&facts->clocks, c->id), .since = reopened_at(c, &facts->redresses) };
    struct arena *a = page_arena(p);

    l.until = extended_until(&l.clocks);
    TRY(walk(&l));
    *out = val_map(a);
    val_set(a, *out, "stops", l.stops);
    val_set_str(a, *out, "where", l.where);
    val_set_str(a, *out, "where_kind", str_of(l.where_kind));
    return piece_clock(p, *out, &l.clocks);
}

enum err journey_of_case(const struct page *p, const struct case_file *c, struct val **out)
{
    struct journey_facts facts;

    TRY(journey_read(p, c, 1, &facts));
    return journey_draw(p, c, &facts, out);
}
