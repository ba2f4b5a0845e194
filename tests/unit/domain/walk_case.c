/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "walk_case.h"

#include "../test.h"

#include <stdio.h>
#include <string.h>

#include "domain/document.h"
#include "domain/event.h"
#include "domain/mandate.h"

enum { COUNTERS_MAX = 400 };

struct walk walk;
int walk_wrong;
static char departments[4][4];

static void begin_mistake(void)
{
    walk_wrong++;
    print_error("%s %s, %s: ", walk.item->code, walk.way == GRANTED ? "granted" : "refused", walk.at);
}

#define TELL(...) do { begin_mistake(); print_error(__VA_ARGS__); print_error("\n"); } while (0)

void walk_same_num(const char *what, int64_t got, int64_t want)
{
    if (got != want)
        TELL("%s is %lld, not %lld", what, (long long)got, (long long)want);
}

void walk_same_text(const char *what, struct str got, const char *want)
{
    if (!str_is(got, want))
        TELL("%s is %.*s, not %s", what, STR_ARG(got), want);
}

/* ---- who ---- */

/* "township.handler", "county.approver@ZJ" */
struct walk_post walk_post_of(const char *post)
{
    static const struct { const char *name; enum role role; } roles[] = {
        { ".clerk", ROLE_CLERK }, { ".handler", ROLE_HANDLER }, { ".checker", ROLE_CHECKER }, { ".approver", ROLE_APPROVER },
    };
    struct walk_post a = { .place = *post == 'v' ? HOME_VILLAGE : *post == 't' ? HOME_TOWNSHIP : COUNTY_PLACE, .role = ROLE_COUNT };

    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strstr(post, roles[i].name) != NULL)
            a.role = roles[i].role;
    return a;
}

enum level walk_level_of(const char *post)
{
    return *post == 'v' ? LEVEL_VILLAGE : *post == 't' ? LEVEL_TOWNSHIP : LEVEL_COUNTY;
}

/* ---- what is expected: papers ---- */

/* Numbers run without gaps for each organ and kind, over all cases of this file. */
static struct { char key[60]; int n; } counters[COUNTERS_MAX];

void walk_reset(void)
{
    memset(counters, 0, sizeof counters);
    walk_wrong = 0;
}

static int next_number(const char *organ, const char *kind)
{
    char key[60];
    int i = 0;

    snprintf(key, sizeof key, "%s%s", organ, kind);
    while (i < COUNTERS_MAX && counters[i].n > 0 && strcmp(counters[i].key, key) != 0)
        i++;
    assert_true(i < COUNTERS_MAX);
    snprintf(counters[i].key, sizeof counters[i].key, "%s", key);
    return ++counters[i].n;
}

/* 巴民受〔2026〕3号 of the county's bureau, 巴野民收〔2026〕3号 of the township 野三关. */
const char *walk_want_paper(const char *kind, const char *department, int64_t place)
{
    struct want_paper *p = &walk.papers[walk.paper_count++];
    char organ[40];

    snprintf(organ, sizeof organ, "巴%s%s", place == HOME_TOWNSHIP ? "野" : "", walk_short(department));
    *p = (struct want_paper){ .kind = kind, .department = department, .place = place };
    snprintf(p->number, sizeof p->number, "%s%s〔2026〕%d号", organ, walk_word(kind), next_number(organ, kind));
    return p->number;
}

const char *walk_lead(void)
{
    static char code[4];

    snprintf(code, sizeof code, "%.2s", walk.item->code + 2);
    return code;
}

int64_t walk_acceptor_place(void)
{
    return walk.item->acceptor == LEVEL_TOWNSHIP ? HOME_TOWNSHIP : COUNTY_PLACE;
}

void walk_want_acceptors_paper(const char *kind)
{
    walk_want_paper(kind, walk_lead(), walk_acceptor_place());
}

/* ---- what is expected: limits ---- */

static struct watch *watch_of(const char *kind)
{
    for (int i = 0; i < walk.watch_count; i++)
        if (strcmp(walk.watches[i].kind, kind) == 0)
            return &walk.watches[i];
    return NULL;
}

void walk_watch_start(const char *kind, int days, char unit)
{
    if (days > 0)
        walk.watches[walk.watch_count++] = watch_begin(kind, days, unit, walk.today);
}

void walk_watch_end(const char *kind)
{
    for (int i = 0; i < walk.watch_count; i++)
        if (walk.watches[i].ended == 0 && (strcmp(kind, "*") == 0 || strcmp(walk.watches[i].kind, kind) == 0))
            walk.watches[i].ended = walk.today;
}

static bool is_licence(void)
{
    return strcmp(walk.item->type, "01") == 0;
}

/*
 * The item's own share, or 43: a township that examines a licence before the county decides, unless the whole must be done
 * in fewer days.
 */
struct walk_lower walk_lower(void)
{
    const struct walk_share *own = walk_share(walk.item->code);
    bool by_law = is_licence() && walk.item->stages[LEVEL_TOWNSHIP] >= 0 && walk.item->stages[LEVEL_COUNTY] >= 0 &&
                  walk.item->legal >= 20;

    return own != NULL ? (struct walk_lower){ own->lower, own->lower_unit } : (struct walk_lower){ by_law ? 20 : 0, 'w' };
}

/* Five days to tell gaps (32(4)) began with the papers; from acceptance promise and law; 43 for a lower organ that accepts. */
void walk_expect_accepted(void)
{
    walk_watch_end("correction");
    walk_watch_start("promise", walk.item->promise, 'w');
    walk_watch_start("legal", walk.item->legal, walk.item->legal_unit);
    if (walk.item->acceptor == LEVEL_TOWNSHIP)
        walk_watch_start("lower", walk_lower().days, walk_lower().unit);
    walk_want_acceptors_paper("acceptance");
}

void walk_expect_decided(void)
{
    walk_watch_end("promise");
    walk_watch_end("legal");
    walk_watch_end("lower");
    walk_watch_end("upper");
    walk_watch_start("delivery", 10, 'w');
}

static void stage_kind(char out[WATCH_KIND_MAX], int level)
{
    snprintf(out, WATCH_KIND_MAX, "stage.%d", level);
}

/* A level's limit runs while a step of it is open; entered again it goes on where it was left. */
static void expect_stage(int level, bool open)
{
    char kind[WATCH_KIND_MAX];
    struct watch *s;

    stage_kind(kind, level);
    s = watch_of(kind);
    if (open == walk.level_open[level])
        return;
    walk.level_open[level] = open;
    if (!open) {
        walk_watch_end(kind);
    } else if (s == NULL) {
        if (walk.item->stages[level] >= 0)
            walk.watches[walk.watch_count++] = watch_begin(kind, walk.item->stages[level], walk_stage_unit(walk.item, level), walk.today);
    } else {
        int64_t left = s->ended;
        s->ended = 0;
        watch_stop(s, left);
        watch_go_on(s, walk.today);
    }
}

/*
 * Where the county accepts, from the township's first step; until the county has it, days of notice in between too.  From
 * then on the county's own.
 */
static void expect_lower(bool township_before, const bool open[3])
{
    const struct walk_share *own = walk_share(walk.item->code);
    struct watch *s = watch_of("lower");

    if (walk_lower().days == 0 || (s == NULL && walk.item->acceptor == LEVEL_TOWNSHIP))
        return;
    if (!open[LEVEL_TOWNSHIP] && open[LEVEL_COUNTY]) {
        walk_watch_end("lower");
        if (own != NULL && watch_of("upper") == NULL)
            walk_watch_start("upper", own->upper, own->upper_unit);
    } else if (s == NULL && open[LEVEL_TOWNSHIP] && !township_before) {
        walk_watch_start("lower", walk_lower().days, walk_lower().unit);
    }
}

static bool notice_hangs(void)
{
    for (int i = 0; i < walk.step_count; i++)
        if (walk.steps[i].progress == OPEN && strcmp(walk.steps[i].step->kind, "wait") == 0)
            return true;
    return false;
}

static void expect_limits_after_step(void)
{
    bool open[3] = { false };

    for (int i = 0; i < walk.step_count; i++)
        if (walk.steps[i].progress == OPEN && walk.steps[i].step->post[0] != '\0')
            open[walk_level_of(walk.steps[i].step->post)] = true;
    expect_lower(walk.level_open[LEVEL_TOWNSHIP], open);
    for (int level = 0; level < 3; level++)
        expect_stage(level, open[level]);
    for (int i = 0; i < walk.watch_count; i++)
        if (notice_hangs() && walk.item->stops)
            watch_stop(&walk.watches[i], walk.today);
        else if (walk.watches[i].ended == 0)
            watch_go_on(&walk.watches[i], walk.today);
}

/* ---- what is expected: steps ---- */

static bool named_in(const char *list, const char *id)
{
    size_t len = strlen(id);

    for (const char *at = list; *at != '\0'; at++)
        if ((at == list || at[-1] == ',') && strncmp(at, id, len) == 0 && (at[len] == ',' || at[len] == '\0'))
            return true;
    return false;
}

/* What was refused is neither handed over as granted nor announced. */
static bool on_this_way(const char *id)
{
    return !named_in(walk.way == GRANTED ? "deliver_refusal" : "deliver,announcement", id);
}

static bool is_ready(const struct doing *d)
{
    if (d->progress != WAITS || !on_this_way(d->step->id))
        return false;
    for (int i = 0; i < walk.step_count; i++)
        if (named_in(d->step->after, walk.steps[i].step->id) && walk.steps[i].progress != DONE)
            return false;
    return true;
}

void walk_part_kind(char out[WATCH_KIND_MAX], const char *department)
{
    snprintf(out, WATCH_KIND_MAX, "part.%s", department);
}

/* Steps that another step set free, its day being today. */
void walk_open_steps(void)
{
    bool ready[WALK_STEPS_MAX];
    char kind[WATCH_KIND_MAX];

    for (int i = 0; i < walk.step_count; i++)
        ready[i] = is_ready(&walk.steps[i]);
    for (int i = 0; i < walk.step_count; i++) {
        struct doing *d = &walk.steps[i];
        if (!ready[i])
            continue;
        d->progress = OPEN;
        d->opened_at = house.cx->now;
        walk_part_kind(kind, d->department);
        if (strcmp(d->step->kind, "decide_part") == 0)
            walk_watch_start(kind, walk_part_days(walk.item, d->department), 'w');
    }
    expect_limits_after_step();
}

static void add_step(const struct walk_step *s, const char *department)
{
    bool two = strcmp(walk.item->code, "S-JS-01") == 0 && strcmp(s->kind, "decide") == 0;

    walk.steps[walk.step_count++] = (struct doing){ .step = s, .department = department, .persons = two ? 2 : 1 };
}

/* "@*" stands for each joining department, "@+" for these and the lead. */
void walk_plan(const struct walk_step *steps)
{
    int joining = 0;

    for (const char *at = walk.item->joining; *at != '\0'; at += at[2] == ',' ? 3 : 2)
        snprintf(departments[joining++], sizeof departments[0], "%.2s", at);
    for (const struct walk_step *s = steps; s->id != NULL; s++) {
        const char *of = strchr(s->post, '@');
        if (of == NULL || of[1] == '+')
            add_step(s, walk_lead());
        else if (of[1] != '*')
            add_step(s, of + 1);
        for (int i = 0; of != NULL && (of[1] == '*' || of[1] == '+') && i < joining; i++)
            add_step(s, departments[i]);
    }
}

/* ---- looking ---- */

static const char *due_kind(const struct doing *d, char kind[WATCH_KIND_MAX])
{
    if (strcmp(d->step->kind, "gather") == 0)
        return "correction";
    if (strcmp(d->step->kind, "decide_part") == 0)
        walk_part_kind(kind, d->department);
    else
        stage_kind(kind, (int)walk_level_of(d->step->post));
    return kind;
}

static int64_t due_at(const struct watch *s)
{
    return s == NULL || watch_stands(s) ? DUE_NONE : day_end(watch_due(s));
}

static int64_t binding(const char *kind)
{
    const struct watch *s = watch_of(kind);

    return s == NULL || s->ended > 0 ? DUE_NONE : due_at(s);
}

/* The first day of what binds the step: its level or department, the promise, correction while papers are looked at. */
static int64_t step_due(const struct doing *d)
{
    char kind[WATCH_KIND_MAX];
    int64_t first = binding(due_kind(d, kind)), promise = binding("promise"), other = DUE_NONE;

    if (strcmp(d->step->kind, "accept") == 0)
        other = binding("correction");
    if (promise < first)
        first = promise;
    return other < first ? other : first;
}

static void look_at_task(const struct doing *d, const struct task *t)
{
    struct walk_post who = walk_post_of(d->step->post);

    walk_same_text("kind", t->kind, d->step->kind);
    walk_same_num("place", t->place, who.place);
    walk_same_num("role", t->role, d->persons == 2 ? ROLE_HANDLER : who.role);
    walk_same_text("department", t->department, d->department);
    walk_same_num("stage", t->stage, walk_level_of(d->step->post));
    if (t->due_at != step_due(d))
        TELL("%s is due on %lld, not %lld", d->step->id, (long long)day_of(t->due_at), (long long)day_of(step_due(d)));
}

const struct task *walk_task_for(const struct task_list *all, const struct doing *d)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].state == TASK_OPEN && str_is(all->items[i].element, d->step->id) &&
            str_is(all->items[i].department, d->department))
            return &all->items[i];
    return NULL;
}

static void look_at_tasks(void)
{
    struct task_list all;
    int64_t open = 0, wanted = 0;

    assert_int_equal(task_of_case(house.cx, walk.id, &all), OK);
    for (size_t i = 0; i < all.count; i++)
        open += all.items[i].state == TASK_OPEN;
    for (int i = 0; i < walk.step_count; i++) {
        const struct doing *d = &walk.steps[i];
        if (d->progress != OPEN || strcmp(d->step->kind, "wait") == 0)
            continue;
        wanted++;
        if (walk_task_for(&all, d) != NULL)
            look_at_task(d, walk_task_for(&all, d));
        else
            TELL("no task %s of %s", d->step->id, d->department);
    }
    walk_same_num("open tasks", open, wanted);
}

static void look_at_limit(const struct watch *want, const struct clock *got)
{
    walk_same_num("start", got->started_day, want->start);
    walk_same_num("end", got->ended_day, want->ended);
    if (want->ended == 0 && got->due_at != due_at(want))
        TELL("%s is due on %lld, not %lld", want->kind, (long long)day_of(got->due_at), (long long)day_of(due_at(want)));
}

static void look_at_limits(void)
{
    struct clock_list clocks;

    assert_int_equal(clock_of_case(house.cx, walk.id, &clocks), OK);
    walk_same_num("limits", (int64_t)clocks.count, walk.watch_count);
    for (int i = 0; i < walk.watch_count; i++) {
        const struct clock *got = clock_find(&clocks, str_of(walk.watches[i].kind));
        if (got == NULL)
            TELL("no limit %s", walk.watches[i].kind);
        else
            look_at_limit(&walk.watches[i], got);
    }
}

static void look_at_papers(void)
{
    struct document_list all;

    assert_int_equal(document_of_case(house.cx, walk.id, &all), OK);
    walk_same_num("papers", (int64_t)all.count, walk.paper_count);
    for (int i = 0; i < walk.paper_count && i < (int)all.count; i++) {
        walk_same_text("paper", all.items[i].kind, walk.papers[i].kind);
        walk_same_text("its organ", all.items[i].department, walk.papers[i].department);
        walk_same_num("its place", all.items[i].place, walk.papers[i].place);
        walk_same_text("its number", all.items[i].number, walk.papers[i].number);
    }
}

/* Who is bound, whose hand it was and by which mandate stay what they were at filing. */
static void look_at_case(void)
{
    struct case_file c;

    assert_int_equal(case_get(house.cx, walk.id, &c), OK);
    walk_same_text("acceptor", c.acceptor_department, walk_lead());
    walk_same_num("its place", c.acceptor_place, walk_acceptor_place());
    walk_same_text("handler", c.handler_name, "clerk");
    if (c.mandate == 0)
        TELL("the village received without a mandate");
}

void walk_look(void)
{
    look_at_case();
    look_at_tasks();
    look_at_limits();
    look_at_papers();
}

/* A village clerk acts under a mandate of the organ that gives the power; offices of the organ need none. */
static void look_at_mandate(const struct event *ev, bool clerk, const char *power)
{
    struct mandate_list all;
    bool fits = false;

    if (!clerk) {
        walk_same_num("mandate of an office", ev->mandate, 0);
        return;
    }
    assert_int_equal(mandate_of_department(house.cx, str_of(walk_lead()), &all), OK);
    for (size_t i = 0; i < all.count; i++)
        for (size_t k = 0; k < all.items[i].powers->count; k++)
            fits = fits || (all.items[i].id == ev->mandate && str_is(all.items[i].powers->items[k]->text, power));
    if (!fits)
        TELL("mandate %lld does not give %s", (long long)ev->mandate, power);
}

void walk_look_at_event(const char *by, struct walk_post post, const char *department, const char *power)
{
    const struct val *said;
    struct event ev;

    walk.seq++;
    assert_int_equal(event_at(house.cx, STREAM_CASE, walk.id, walk.seq, &ev), OK);
    assert_int_equal(event_at(house.cx, STREAM_CASE, walk.id, walk.seq + 1, &(struct event){ .seq = 0 }), ERR_NOT_FOUND);
    said = val_at(ev.payload, "by");
    walk_same_text("actor", ev.actor_name, by);
    walk_same_text("post", val_str(said, "role"), role_name(post.role));
    walk_same_num("place of the post", val_num(said, "place"), post.place);
    if (department != NULL)
        walk_same_text("department of the post", val_str(said, "department"), department);
    look_at_mandate(&ev, post.role == ROLE_CLERK, power);
}
