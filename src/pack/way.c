/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/way.h"

#include "base/buf.h"
#include "base/calendar.h"
#include "flow/path.h"
#include "pack/limit.h"

enum { LEVELS = 3, GROUPS_MAX = 60 };

/* groups 0 to 2 are the levels, behind them each timer stands for itself. */
struct measure { const struct item *item; struct limit limits[GROUPS_MAX]; size_t count; uint64_t *groups; };

static int level_of(const struct flow_element *el)
{
    for (int level = LEVEL_COUNTY; level <= LEVEL_VILLAGE; level++)
        if (str_is(val_str(el->more, "stage"), limit_level_name((enum level)level)))
            return level;
    return -1;
}

/* A timer's days; 0 where it stops the clock, sits on a step whose own limit runs, or waits for no whole day. */
static struct limit timer_limit(const struct item *it, const struct flow_element *el, struct str spec)
{
    struct limit none = { .unit = CALENDAR_DAYS };
    struct flow_timer timer;

    if (spec.len == 0 || !str_is(el->kind, "intermediateCatchEvent") || val_has(el->more, "pause"))
        return none;
    if (str_is(spec, "notice"))
        return it->notice.limit;
    if (flow_timer(spec, &timer) != OK || timer.is_moment)
        return none;
    if (timer.working_days > 0)
        return (struct limit){ .days = timer.working_days, .unit = WORKING_DAYS };
    none.days = (int32_t)(timer.ms / DAY_MS);
    return none;
}

/* Several limits of one level are of departments side by side: the longest of them counts. */
static void take_stages(struct measure *m)
{
    for (size_t i = 0; i < m->item->stage_count; i++) {
        const struct stage *s = &m->item->stages[i];
        if (s->target.days >= m->limits[s->level].days)
            m->limits[s->level] = s->target;
    }
    m->count = LEVELS;
}

static void take_element(struct measure *m, uint32_t element)
{
    const struct flow *flow = m->item->process->flow;
    const struct flow_element *el = flow_element(flow, element);
    int level = level_of(el);
    struct limit timer = timer_limit(m->item, el, path_timer(flow, element));

    if (level >= 0 && !val_has(el->more, "pause"))
        m->groups[element] = UINT64_C(1) << level;
    if (timer.days > 0 && m->count < GROUPS_MAX) {
        m->groups[element] = UINT64_C(1) << m->count;
        m->limits[m->count++] = timer;
    }
}

/* "accept 3, first_wait 7, decide 8": where a limit begins to count. */
static struct str told(struct arena *a, const struct measure *m, const struct path *way)
{
    struct buf b = buf_in(a);
    uint64_t done = 0;

    for (size_t i = 0; i < way->count; i++) {
        uint64_t fresh = m->groups[way->elements[i]] & ~done;
        struct str id = flow_element(m->item->process->flow, way->elements[i])->id;
        done |= fresh;
        for (size_t g = 0; g < m->count; g++)
            if (fresh >> g & 1 && m->limits[g].days > 0)
                buf_printf(&b, "%s%.*s %d%s", b.len > 0 ? ", " : "", STR_ARG(id), m->limits[g].days,
                           m->limits[g].unit == WORKING_DAYS ? "" : " calendar");
    }
    return buf_str(&b);
}

static void check_way(struct reading *r, const struct measure *m, const struct path *way)
{
    const struct item *it = m->item;
    struct limit taken[GROUPS_MAX];
    struct str words;
    size_t count = 0;

    for (size_t g = 0; g < m->count; g++)
        if (way->groups >> g & 1 && m->limits[g].days > 0)
            taken[count++] = m->limits[g];
    if (!limit_exceeded(r->pack->calendar, taken, count, it->promise))
        return;
    words = told(r->arena, m, way);
    reading_fault(r, val_at(it->raw, "stages")->line, "the stages together take longer than the promise of %d %s days on the "
                  "way: %.*s (the figures are days); shorten one", it->promise.days,
                  it->promise.unit == WORKING_DAYS ? "working" : "calendar", STR_ARG(words));
}

void way_check(struct reading *r, const struct item *it)
{
    const struct flow *flow = it->process != NULL ? it->process->flow : NULL;
    struct measure m = { .item = it };
    struct path_list ways;

    if (flow == NULL || it->promise.days == 0)
        return;
    m.groups = ARENA_ARRAY(r->arena, flow_elements(flow) + 1, uint64_t);
    take_stages(&m);
    for (uint32_t n = 1; n <= flow_elements(flow); n++)
        take_element(&m, n);
    if (path_find(r->arena, flow, m.groups, &ways) != OK)
        reading_fault(r, val_at(it->raw, "process")->line, "the process has too many ways to measure; make it simpler");
    for (size_t i = 0; i < ways.count; i++)
        check_way(r, &m, &ways.items[i]);
}
