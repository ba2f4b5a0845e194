/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/pieces.h"

#include "base/buf.h"
#include "domain/calendars.h"
#include "domain/formality.h"
#include "domain/held.h"
#include "domain/house.h"
#include "domain/mandate.h"
#include "domain/original.h"
#include "domain/packs.h"
#include "domain/timeline.h"
#include "web/inside.h"
#include "web/visiting.h"

static const struct pack *pack_of(const struct page *p)
{
    return p->cx->house->pack;
}

static struct str words(const struct page *p, struct str left, struct str right)
{
    if (left.len == 0 || right.len == 0)
        return left.len > 0 ? left : right;
    return arena_join(page_arena(p), arena_join(page_arena(p), left, STR(" ")), right);
}

static struct str division_name(const struct page *p, int64_t place)
{
    const struct division *d = pack_division(pack_of(p), place);

    return d != NULL ? page_label(p, d->name) : STR("");
}

struct str piece_place(const struct page *p, int64_t place)
{
    if (division_level(place) == LEVEL_COUNTY)
        return page_label(p, pack_of(p)->title);
    if (division_level(place) == LEVEL_TOWNSHIP)
        return division_name(p, place);
    return words(p, division_name(p, division_at(place, LEVEL_TOWNSHIP)), division_name(p, place));
}

struct str piece_organ(const struct page *p, int64_t place, struct str department)
{
    const struct department *d = pack_department(pack_of(p), department);

    return words(p, piece_place(p, place), d != NULL ? page_label(p, d->name) : STR(""));
}

struct str piece_office(const struct page *p, enum role role, int64_t place, struct str department)
{
    struct str key;

    if (role >= ROLE_COUNT)
        return STR("");
    key = arena_join(page_arena(p), STR("role."), str_of(role_name(role)));
    return words(p, piece_organ(p, place, department), page_word(p, key.p));
}

struct str piece_name(const struct page *p, struct str zh, struct str en)
{
    return page_label(p, (struct label){ zh, en });
}

struct str piece_item_plain(const struct page *p, struct str code)
{
    const struct item *item = pack_item(pack_of(p), code);

    return item != NULL ? page_label(p, item->plain) : STR("");
}

/* Where the pack a case began with cannot be read, its way can still be told by the one in force. */
const struct item *piece_item(const struct page *p, const struct case_file *c)
{
    const struct pack *pack;

    if (packs_get(p->cx, c->pack_version, &pack) != OK)
        pack = pack_of(p);
    return pack_item(pack, c->item);
}

/* ---- limits ---- */

bool piece_clock_over(const struct page *p, const struct clock *c)
{
    return c->ended_day > 0 || (str_is(c->kind, "hearing.ask") && c->due_at < p->cx->now);
}

struct str piece_clock_name(const struct page *p, struct str kind)
{
    struct str objection = STR("objection.");
    const struct department *d = str_starts(kind, STR("part."))
                               ? pack_department(p->cx->house->pack, str_sub(kind, 5, kind.len)) : NULL;

    if (str_starts(kind, objection))
        return arena_printf(page_arena(p), "%.*s · %.*s", STR_ARG(page_word(p, "clock.objection")),
                            STR_ARG(str_sub(kind, objection.len, kind.len)));
    if (d == NULL)
        return page_word(p, arena_join(page_arena(p), STR("clock."), kind).p);
    return arena_printf(page_arena(p), "%.*s · %.*s", STR_ARG(page_label(p, d->name)), STR_ARG(page_word(p, "clock.part")));
}


static const char *level_of(int32_t left)
{
    if (left < 0)
        return "over";
    return left <= 1 ? "near" : "";       /* 提示: one working day before (standards, 6.1) */
}

enum err piece_left(const struct page *p, struct val *m, int64_t due_at)
{
    struct arena *a = page_arena(p);
    const struct calendar *cal;
    int32_t left;

    if (due_at == 0 || due_at == DUE_NONE)
        return OK;
    TRY(calendars_get(p->cx, p->cx->house->calendar, &cal));
    left = calendar_working_days(cal, day_of(p->cx->now), day_of(due_at));
    if (left == 0 && p->cx->now > due_at)
        left = -1;
    val_set_int(a, m, "left", left);
    val_set_int(a, m, "due", due_at);
    val_set_str(a, m, "unit", STR("working"));
    val_set_str(a, m, "level", str_of(level_of(left)));
    return OK;
}

static const struct clock *running(const struct clock_list *clocks, const char *kind)
{
    const struct clock *c = clock_find(clocks, str_of(kind));

    return c != NULL && c->ended_day == 0 ? c : NULL;
}

/* Before acceptance the five days of checking, then the promise; once an extension was approved, the day it set. */
static const struct clock *counted(const struct clock_list *clocks)
{
    const struct clock *legal = running(clocks, "legal"), *promise = running(clocks, "promise");

    if (legal != NULL && legal->extended_days > 0)
        return legal;
    return promise != NULL ? promise : running(clocks, "correction");
}

/* Why and since when it stands, and the days that are kept meanwhile, or by how many it was late already. */
static enum err put_stop(const struct page *p, struct val *m, const struct clock *c)
{
    struct arena *a = page_arena(p);
    int32_t kept;

    TRY(clock_left(p->cx, c, &kept));
    val_set_str(a, m, "stopped", c->stopped_why);
    val_set_int(a, m, "since", day_start(c->stopped_since));
    val_set_int(a, m, "kept", kept > 0 ? kept : 0);
    val_set_int(a, m, "overrun", kept < 0 ? -kept : 0);
    val_set_bool(a, m, "kept_calendar", c->unit != WORKING_DAYS);
    return OK;
}

enum err piece_clock(const struct page *p, struct val *m, const struct clock_list *clocks)
{
    const struct clock *c = counted(clocks);
    struct arena *a = page_arena(p);

    if (c == NULL)
        return OK;
    val_set_bool(a, m, "provisional", c->provisional);
    if (c->extended_days > 0) {
        struct val *e = val_set_int(a, val_map(a), "days", c->extended_days);
        val_set_str(a, e, "unit", c->unit == WORKING_DAYS ? STR("working") : STR("calendar"));
        val_set(a, m, "extended", c->due_at != DUE_NONE ? val_set_int(a, e, "until", c->due_at) : e);
    }
    if (c->stopped_since > 0)
        TRY(put_stop(p, m, c));
    return piece_left(p, m, c->due_at);
}

/* ---- the case ---- */

/* The surname stays (compound surnames are rare enough to err on the side of hiding). */
struct str piece_masked(const struct page *p, struct str name)
{
    size_t hidden = str_chars(name) > 2 ? 2 : 1;

    return arena_join(page_arena(p), str_head(name, 1), hidden == 2 ? STR("**") : STR("*"));
}

struct str piece_hidden(const struct page *p, struct str s, size_t front, size_t back)
{
    size_t chars = str_chars(s), at = str_head(s, front).len, end = str_head(s, chars > back ? chars - back : 0).len;
    struct buf b = buf_in(page_arena(p));

    if (chars <= front + back)
        return STR("****");
    buf_add(&b, str_sub(s, 0, at));
    for (size_t i = front; i + back < chars; i++)
        buf_char(&b, '*');
    buf_add(&b, str_sub(s, end, s.len));
    return buf_str(&b);
}

enum err piece_mandate(const struct page *p, const struct case_file *c, struct val *m)
{
    struct mandate_list all;

    if (c->mandate == 0)
        return OK;
    TRY(mandate_of_department(p->cx, c->department, &all));
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].id == c->mandate)
            val_set_str(page_arena(p), m, "mandate", all.items[i].document);
    return OK;
}

struct val *piece_case(const struct page *p, const struct case_file *c, bool masked)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    if (!masked) {
        val_set_int(a, m, "id", c->id);
        val_set_str(a, m, "url", arena_printf(a, "/cases/%lld", (long long)c->id));
        val_set_str(a, m, "handler", c->handler_name);
    }
    val_set_str(a, m, "number", c->number);
    val_set_str(a, m, "item_code", c->item);
    val_set_str(a, m, "item", piece_name(p, c->item_zh, c->item_en));
    val_set_str(a, m, "item_plain", piece_item_plain(p, c->item));
    val_set_str(a, m, "applicant", masked ? piece_masked(p, c->applicant_name) : c->applicant_name);
    val_set_str(a, m, "agent", masked && c->agent_name.len > 0 ? piece_masked(p, c->agent_name) : c->agent_name);
    val_set_str(a, m, "state", str_of(case_state_name(c->state)));
    val_set_str(a, m, "outcome", c->outcome);
    val_set_str(a, m, "reason", c->reason);
    val_set_str(a, m, "place", piece_place(p, c->place));
    val_set_int(a, m, "received_at", c->received_at);
    val_set_int(a, m, "accepted_at", c->accepted_at);
    val_set_int(a, m, "decided_at", c->decided_at);
    val_set_int(a, m, "closed_at", c->closed_at);
    val_set_str(a, m, "acceptor", piece_organ(p, c->acceptor_place, c->acceptor_department));
    return m;
}

/*
 * What the applicant does not read: words between offices, and what one person proposed before another decides.  Several
 * decisions are told together, each with its paper.
 */
static const struct { const char *what; bool line, outcome; } kept_inside[] = {
    { "case.prereviewed", true, true }, { "case.draft_returned", true, true }, { "case.attempt", true, true },
    { "case.drafted", false, true }, { "case.part_decided", false, true },
};

static void told_of(struct str what, bool staff, bool *line, bool *outcome)
{
    *line = *outcome = true;
    for (size_t i = 0; !staff && i < sizeof kept_inside / sizeof *kept_inside; i++)
        if (str_is(what, kept_inside[i].what)) {
            *line = !kept_inside[i].line;
            *outcome = !kept_inside[i].outcome;
        }
}

enum err piece_timeline(const struct page *p, int64_t case_id, bool staff, struct val **out)
{
    struct arena *a = page_arena(p);
    struct officer_list there;
    struct timeline t;

    *out = val_list(a);
    TRY(timeline_of_case(p->cx, case_id, &t));
    TRY(visit_of_case(p->cx, case_id, &there));
    for (size_t i = t.count; i-- > 0;) {
        const struct timeline_line *l = &t.items[i];
        struct val *m = val_map(a);
        struct str who = piece_office(p, l->role, l->place, l->department);
        bool line, outcome;
        told_of(l->what, staff, &line, &outcome);
        if (!line)
            continue;
        val_set_int(a, m, "at", l->at);
        val_set_str(a, m, "what", l->what);
        val_set_str(a, m, "outcome", outcome ? l->outcome : STR(""));
        val_set_str(a, m, "task", piece_name(p, l->task_zh, l->task_en));
        if (str_is(l->what, "case.drafted"))
            val_set_str(a, m, "part", page_word(p, "event.case.drafted"));
        val_set_str(a, m, "who", staff ? words(p, who, l->actor_name) : who);
        val_set_str(a, m, "for", staff ? l->for_name : STR(""));
        visiting_put_there(p, &there, l->seq, staff, m);
        val_push(a, *out, m);
    }
    return OK;
}

enum err piece_waiting(struct page *p, int64_t case_id)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct task_list tasks;

    if (!request_wants_json(p->rq))
        return OK;
    TRY(task_of_case(p->cx, case_id, &tasks));
    for (size_t i = 0; i < tasks.count; i++) {
        const struct task *t = &tasks.items[i];
        struct val *m = val_set_int(a, val_map(a), "id", t->id);
        if (t->state != TASK_OPEN)
            continue;
        val_set_str(a, m, "name", piece_name(p, t->name_zh, t->name_en));
        val_set_str(a, m, "office", piece_office(p, t->role, t->place, t->department));
        val_push(a, list, m);
    }
    val_set(a, p->model, "waiting", list);
    return OK;
}

enum err piece_gaps(const struct page *p, int64_t case_id, struct val **out)
{
    const struct val *told;

    TRY(formality_told(p->cx, case_id, &told));
    *out = val_copy(page_arena(p), told);
    return OK;
}

struct val *piece_paper(const struct page *p, int64_t case_id, const struct case_material *paper)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);
    long long id = case_id, n = paper->n;

    val_set_str(a, m, "url", arena_printf(a, "/cases/%lld/papers/%lld", id, n));
    val_set_str(a, m, "thumb", arena_printf(a, "/cases/%lld/papers/%lld/thumb", id, n));
    val_set_str(a, m, "kind", paper->type);
    return val_set_int(a, m, "bytes", paper->bytes);
}

struct val *piece_scans(const struct page *p, struct str url, const struct scan_list *scans, struct str slot)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < scans->count; i++) {
        const struct scan *scan = &scans->items[i];
        struct val *m = val_set_int(a, val_map(a), "id", scan->id);
        if (!str_eq(scan->slot, slot))
            continue;
        val_set_str(a, m, "url", arena_printf(a, "%.*s/%lld", STR_ARG(url), (long long)scan->id));
        val_set_str(a, m, "thumb", arena_printf(a, "%.*s/%lld/thumb", STR_ARG(url), (long long)scan->id));
        val_set_str(a, m, "kind", scan->type);
        val_set_int(a, m, "bytes", scan->bytes);
        val_set_str(a, m, "source", str_is(scan->type, HELD_STATEMENT) ? STR("record") : scan->source);
        val_push(a, list, m);
    }
    return list;
}

enum err piece_originals(struct page *p, int64_t case_id, struct val *out)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct original_list all;
    int64_t open = 0;

    TRY(original_of_case(p->cx, case_id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct original *o = &all.items[i];
        struct val *m = val_set_int(a, val_map(a), "n", o->n);
        val_set_str(a, m, "name", o->name);
        val_set_int(a, m, "pages", o->pages);
        val_set_str(a, m, "owner", o->owner);
        val_set_str(a, m, "holder_kind", o->holder_kind);
        val_set_str(a, m, "holder", o->holder);
        val_set_int(a, m, "since", o->held_since);
        val_set_int(a, m, "returned_at", o->returned_at);
        val_set_str(a, m, "proof", o->proof);
        val_push(a, list, m);
        open += o->returned_at == 0;
    }
    val_set(a, out, "originals", list);
    val_set_int(a, out, "originals_open", open);
    return OK;
}
