/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/held.h"

#include "base/calendar.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/draft.sql.h"
#include "domain/held.sql.h"
#include "domain/house.h"
#include "domain/household.h"
#include "domain/ids.h"
#include "domain/paper.h"
#include "domain/person.h"
#include "domain/person_use.h"
#include "domain/tenure.h"
#include "domain/timeline.h"
#include "store/blob.h"
#include "store/db.h"

/* ---- what lies here ---- */

static enum err collect(struct ctx *cx, struct row *row, struct held_list *out)
{
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct held_paper){
            .case_id = row_int(row, 0), .n = row_int(row, 1), .number = row_str(row, 2), .item_zh = row_str(row, 3),
            .item_en = row_str(row, 4), .slot = row_str(row, 5), .name_zh = row_str(row, 6), .name_en = row_str(row, 7),
            .digest = row_str(row, 8), .type = row_str(row, 9), .grade = row_str(row, 10), .bytes = row_int(row, 11),
            .taken_at = row_int(row, 12),
        };
    }
    return row_end(row);
}

static enum err papers_of(struct ctx *cx, int64_t person, struct held_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_HELD_PAPERS, &row, ARGS(arg_int(person))));
    return collect(cx, row, out);
}

static bool serves(const struct ctx *cx, const struct material *m, const struct held_paper *paper)
{
    return str_eq(paper->slot, m->id) &&
           (m->valid_days == 0 || paper->taken_at + m->valid_days * DAY_MS > cx->now);
}

static const struct held_paper *newest(const struct ctx *cx, const struct material *m, const struct held_list *from)
{
    const struct held_paper *found = NULL;

    for (size_t i = 0; i < from->count; i++)
        if (serves(cx, m, &from->items[i]) && (found == NULL || from->items[i].taken_at > found->taken_at))
            found = &from->items[i];
    return found;
}

/* A paper of several pages lies in one slot of one case: all of them. */
static void take_pages(const struct ctx *cx, const struct material *m, const struct held_paper *one, const struct held_list *from,
                       struct held_list *out)
{
    for (size_t i = 0; i < from->count; i++) {
        if (from->items[i].case_id != one->case_id || !serves(cx, m, &from->items[i]))
            continue;
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from->items[i];
    }
}

static bool of_household(const struct ctx *cx, struct str material)
{
    const struct pack *pack = cx->house->pack;

    for (size_t i = 0; i < pack->household_paper_count; i++)
        if (str_eq(pack->household_papers[i], material))
            return true;
    return false;
}

/* Papers of those who live with the person, by the question that finds them. */
static enum err of_others(struct ctx *cx, int64_t person, enum err (*find)(struct ctx *, int64_t, struct held_list *),
                          struct held_list *out)
{
    struct household h;
    int64_t home;

    TRY(household_of_person(cx, person, &home));
    if (home == 0)
        return OK;
    TRY(household_get(cx, home, &h));
    for (size_t i = 0; i < h.member_count; i++)
        if (h.members[i].standing == STANDING_HERE && h.members[i].person != person)
            TRY(find(cx, h.members[i].person, out));
    return OK;
}

/* What lies here of a person, and of those who live with him. */
struct shelf { struct held_list own, others; };

static void take(struct ctx *cx, const struct material *m, const struct shelf *from, struct held_list *out)
{
    const struct held_paper *own = newest(cx, m, &from->own);
    const struct held_paper *other = of_household(cx, m->id) ? newest(cx, m, &from->others) : NULL;

    if (other != NULL && (own == NULL || other->taken_at > own->taken_at))
        take_pages(cx, m, other, &from->others, out);
    else if (own != NULL)
        take_pages(cx, m, own, &from->own, out);
}

/* What our own organ made comes before what somebody brought. */
enum err held_for(struct ctx *cx, const struct item *item, int64_t person, struct held_list *out)
{
    struct shelf papers = { 0 }, results = { 0 };

    *out = (struct held_list){ 0 };
    if (person == 0)
        return OK;
    TRY(papers_of(cx, person, &papers.own));
    TRY(of_others(cx, person, papers_of, &papers.others));
    TRY(held_results(cx, person, &results.own));
    TRY(of_others(cx, person, held_results, &results.others));
    for (size_t i = 0; i < item->material_count; i++) {
        const struct material *m = &item->materials[i];
        take(cx, m, &results, out);
        if (m->held && held_in(out, m->id) == NULL)
            take(cx, m, &papers, out);
    }
    return OK;
}

const struct held_paper *held_in(const struct held_list *papers, struct str slot)
{
    for (size_t i = 0; i < papers->count; i++)
        if (str_eq(papers->items[i].slot, slot))
            return &papers->items[i];
    return NULL;
}

enum err held_of_draft(struct ctx *cx, int64_t draft, struct held_list *out)
{
    struct row *row;

    *out = (struct held_list){ 0 };
    TRY(db_select(cx, &SQL_HELD_OF_DRAFT, &row, ARGS(arg_int(draft))));
    return collect(cx, row, out);
}

/* ---- linking ---- */

/* Of who lives in a village of others nothing is told by his number either; without a household he is of where he last was. */
static enum err check_kept(struct ctx *cx, int64_t person, bool *out)
{
    struct household h;
    struct person p;
    int64_t home;

    TRY(household_of_person(cx, person, &home));
    TRY(person_get(cx, person, &p));
    if (home != 0)
        TRY(household_get(cx, home, &h));
    *out = household_kept(cx, home != 0 ? h.place : p.place);
    return OK;
}

enum err held_person(struct ctx *cx, const struct draft *d, int64_t *out)
{
    struct citizen c;
    int64_t person;
    bool kept;

    *out = 0;
    if (citizen_check(val_str(d->answers, "applicant.id_no"), day_of(cx->now), &c) != CITIZEN_OK)
        return OK;
    TRY(person_find(cx, str_of(c.id_no), &person));
    if (person == 0)
        return OK;
    TRY(check_kept(cx, person, &kept));
    *out = kept ? person : 0;
    return OK;
}

static bool has_scan(const struct scan_list *scans, struct str slot)
{
    for (size_t i = 0; i < scans->count; i++)
        if (str_eq(scans->items[i].slot, slot))
            return true;
    return false;
}

static enum err link_one(struct ctx *cx, const struct draft *d, const struct held_paper *paper)
{
    struct scan s = { .slot = paper->slot, .digest = paper->digest, .type = paper->type, .bytes = paper->bytes,
                      .source = STR(SOURCE_HELD) };

    TRY(draft_add_scan_inside(cx, d->id, &s));
    return db_put(cx, &SQL_HELD_LINK, ARGS(arg_int(d->id), arg_text(paper->slot), arg_text(paper->digest),
                                           arg_int(paper->case_id), arg_text(paper->grade), arg_int(paper->taken_at)));
}

struct linking { int64_t draft; struct str slot; struct held_list stated; };     /* stated: whose statements are written */

/* One that was granted this very moment has no statement yet: it is offered the next time. */
static bool wanted(const struct linking *l, const struct held_paper *paper)
{
    bool stated = paper->statement.len == 0;

    for (size_t i = 0; i < l->stated.count; i++)
        stated = stated || str_eq(l->stated.items[i].digest, paper->digest);
    return stated && (l->slot.len == 0 || str_eq(paper->slot, l->slot));
}

static enum err link_papers(struct ctx *cx, const void *args, void *out)
{
    const struct linking *l = args;
    struct held_list papers;
    struct scan_list scans;
    const struct item *item;
    int64_t person;
    struct draft d;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(draft_get(cx, l->draft, &d));
    if (cx->actor == NULL || cx->actor->account == 0)
        return ERR_FORBIDDEN;
    if (d.case_id != 0)
        return ctx_fail(cx, ERR_STATE, "gap.draft.submitted", STR(""));
    item = pack_item(cx->house->pack, d.item);
    if (item == NULL)
        return ctx_fail(cx, ERR_INVALID, "gap.item.gone", d.item);
    TRY(held_person(cx, &d, &person));
    TRY(held_for(cx, item, person, &papers));
    TRY(draft_scans(cx, d.id, &scans));
    for (size_t i = 0; i < papers.count; i++)
        if (wanted(l, &papers.items[i]) && !has_scan(&scans, papers.items[i].slot))
            TRY(link_one(cx, &d, &papers.items[i]));
    return papers.count > 0 ? person_use_note(cx, person, d.place, 0, "reused", d.item) : OK;
}

/* A statement is written before anything names it, as every paper is. */
static enum err store_statements(struct ctx *cx, int64_t draft, struct held_list *out)
{
    const struct item *item;
    struct draft d;
    int64_t person;

    TRY(draft_get(cx, draft, &d));
    item = pack_item(cx->house->pack, d.item);
    if (item == NULL)
        return OK;
    TRY(held_person(cx, &d, &person));
    TRY(held_for(cx, item, person, out));
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].statement.len > 0)
            TRY(blob_put(cx->house->blobs, out->items[i].digest, out->items[i].statement));
    return OK;
}

enum err held_link(struct ctx *cx, int64_t draft, struct str slot)
{
    struct linking args = { .draft = draft, .slot = slot };

    TRY(store_statements(cx, draft, &args.stated));
    return command_run(cx, link_papers, &args, NULL);
}

/* ---- the grade ---- */

static const struct material *material_of(const struct item *item, struct str slot)
{
    for (size_t i = 0; i < item->material_count; i++)
        if (str_eq(item->materials[i].id, slot))
            return &item->materials[i];
    return NULL;
}

/* How it came; where nothing is said of that, who brought it in: a clerk at the desk has the original before him. */
static struct str grade_of(const struct ctx *cx, const struct item *item, const struct val *paper)
{
    const struct material *m = material_of(item, val_str(paper, "slot"));
    struct str source = val_str(paper, "source");
    bool staff = cx->actor != NULL && cx->actor->account != 0;

    if (m == NULL || str_is(m->grade, "D"))
        return STR("D");
    if (source.len == 0)
        return staff ? STR("B") : STR("C");
    return str_is(source, "in_person_original") ? STR("B") : STR("C");
}

static const struct held_paper *linked_as(const struct held_list *linked, const struct val *paper)
{
    for (size_t i = 0; i < linked->count; i++)
        if (str_eq(linked->items[i].slot, val_str(paper, "slot")) && str_eq(linked->items[i].digest, val_str(paper, "digest")))
            return &linked->items[i];
    return NULL;
}

enum err held_say(struct ctx *cx, int64_t draft, const struct item *item, struct val *papers)
{
    struct arena *a = cx->arena;
    struct held_list linked;

    TRY(held_of_draft(cx, draft, &linked));
    for (size_t i = 0; i < papers->count; i++) {
        struct val *paper = papers->items[i];
        const struct held_paper *held = linked_as(&linked, paper);
        if (held != NULL) {
            val_set_str(a, paper, "grade", held->grade);
            val_set_int(a, paper, "held_case", held->case_id);
            val_set_int(a, paper, "taken_at", held->taken_at);
        } else {
            val_set_str(a, paper, "grade", grade_of(cx, item, paper));
        }
    }
    return OK;
}

enum err apply_held(struct ctx *cx, const struct event *ev, int64_t n, const struct val *paper)
{
    int64_t taken_at = val_has(paper, "taken_at") ? val_num(paper, "taken_at") : ev->at;

    return db_put(cx, &SQL_HELD_TRUST_WRITE, ARGS(arg_int(ev->stream), arg_int(n), arg_text(val_str(paper, "grade")),
                                                  arg_int(val_num(paper, "held_case")), arg_int(taken_at)));
}

enum err held_trust(struct ctx *cx, int64_t case_id, struct paper_trust_list *out)
{
    struct row *row;

    *out = (struct paper_trust_list){ 0 };
    TRY(db_select(cx, &SQL_HELD_TRUST_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct paper_trust){
            .n = row_int(row, 0), .held_case = row_int(row, 1), .taken_at = row_int(row, 2), .seen_at = row_int(row, 3),
            .grade = row_str(row, 4), .seen_name = row_str(row, 5),
        };
    }
    return row_end(row);
}

const struct paper_trust *held_trust_of(const struct paper_trust_list *all, int64_t n)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].n == n)
            return &all->items[i];
    return NULL;
}

/* ---- whose it is ---- */

static enum err is_his(struct ctx *cx, const struct held_paper *paper, int64_t person, bool *out)
{
    int64_t lives, home = 0;
    struct case_file c;

    TRY(case_get(cx, paper->case_id, &c));
    *out = person != 0 && c.applicant == person;
    if (*out || person == 0 || !of_household(cx, paper->slot))
        return OK;
    TRY(household_of_person(cx, person, &home));
    TRY(household_of_person(cx, c.applicant, &lives));
    *out = home != 0 && home == lives;
    return OK;
}

static bool lies_in(const struct scan_list *scans, const struct held_paper *paper)
{
    for (size_t i = 0; i < scans->count; i++)
        if (str_eq(scans->items[i].slot, paper->slot) && str_eq(scans->items[i].digest, paper->digest))
            return true;
    return false;
}

enum err held_check_linked(struct ctx *cx, const struct draft *d, const struct scan_list *scans)
{
    struct held_list linked;
    int64_t person;
    enum err e = OK;
    bool his;

    TRY(held_of_draft(cx, d->id, &linked));
    TRY(held_person(cx, d, &person));
    for (size_t i = 0; i < linked.count; i++) {
        if (!lies_in(scans, &linked.items[i]))
            continue;
        TRY(is_his(cx, &linked.items[i], person, &his));
        if (!his)
            e = ctx_gap(cx, arena_join(cx->arena, STR("material."), linked.items[i].slot), "gap.held.other", STR(""));
    }
    return e;
}

/* ---- the original seen ---- */

struct seeing { int64_t case_id, n; };

static enum err see_original(struct ctx *cx, const void *args, void *out)
{
    const struct seeing *s = args;
    const struct paper_trust *paper;
    struct val *payload = val_map(cx->arena);
    struct paper_trust_list all;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(case_see(cx, s->case_id, &c));
    if (!actor_has(cx, ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER)))
        return ERR_FORBIDDEN;
    TRY(held_trust(cx, c.id, &all));
    paper = held_trust_of(&all, s->n);
    if (paper == NULL || !str_is(paper->grade, "C"))
        return ctx_fail(cx, ERR_STATE, "gap.original.not_needed", STR(""));
    val_set_int(cx->arena, payload, "n", s->n);
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c.id, .type = "case.original_seen",
                                                 .pack = c.pack_version, .payload = payload }, &ev);
}

enum err held_see_original(struct ctx *cx, int64_t case_id, int64_t n)
{
    struct seeing args = { case_id, n };

    return command_run(cx, see_original, &args, NULL);
}

enum err apply_original_seen(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_HELD_SEEN, ARGS(arg_int(ev->stream), arg_int(val_num(ev->payload, "n")), arg_int(ev->at),
                                        arg_text(ev->actor_name))));
    TRY(db_put(cx, &SQL_HELD_TOUCH, ARGS(arg_int(ev->stream), arg_int(ev->position))));
    return apply_timeline(cx, ev);
}
