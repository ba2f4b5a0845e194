/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_register - the register of households: looking up, one household, one person with what was done with his data. */
#include "base/calendar.h"
#include "domain/actor.h"
#include "domain/audit.h"
#include "domain/case.h"
#include "domain/house.h"
#include "domain/household.h"
#include "domain/person.h"
#include "domain/person_use.h"
#include "domain/register_note.h"
#include "web/choice.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/register_pieces.h"

/* ---- lines ---- */

struct val *register_hit_model(const struct page *p, const struct register_hit *hit)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_int(a, val_map(a), "person", hit->person);
    struct str url = arena_printf(a, "/register/%lld", (long long)hit->household);

    val_set_str(a, m, "url", url);
    val_set_str(a, m, "person_url", arena_printf(a, "%.*s/people/%lld", STR_ARG(url), (long long)hit->person));
    val_set_int(a, m, "household", hit->household);
    val_set_str(a, m, "number", hit->number);
    val_set_str(a, m, "name", hit->name);
    val_set_str(a, m, "place", piece_place(p, hit->place));
    val_set_str(a, m, "group", hit->group);
    val_set_str(a, m, "address", hit->address);
    val_set_str(a, m, "sex", hit->sex == 1 ? STR("male") : STR("female"));
    val_set_int(a, m, "age", citizen_age(hit->birth_day, day_of(p->cx->now)));
    val_set_str(a, m, "relation", str_of(relation_name(hit->relation)));
    val_set_str(a, m, "standing", str_of(standing_name(hit->standing)));
    return val_set_bool(a, m, "here", hit->standing == STANDING_HERE);
}

struct val *register_hits_model(const struct page *p, const struct register_hits *hits)
{
    struct val *list = val_list(page_arena(p));

    for (size_t i = 0; i < hits->count; i++)
        val_push(page_arena(p), list, register_hit_model(p, &hits->items[i]));
    return list;
}

/* ---- looking up ---- */

/* The place of the first post that keeps a register: where a list begins when none was asked for. */
static int64_t own_place(const struct page *p)
{
    const struct actor *actor = p->cx->actor;

    for (size_t i = 0; i < actor->post_count; i++)
        if (household_kept(p->cx, actor->posts[i].place))
            return actor->posts[i].place;
    return 0;
}

/* A village by its groups; above the village, each village with the sum of its groups. */
static enum err put_groups(struct page *p, int64_t place, struct str group)
{
    bool by_group = division_level(place) == LEVEL_VILLAGE;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a), *m = NULL;
    struct register_groups groups;
    int64_t last = 0, sum = 0;

    TRY(household_groups(p->cx, place, &groups));
    for (size_t i = 0; i < groups.count; i++) {
        const struct register_group *g = &groups.items[i];
        if (by_group || g->place != last) {
            m = val_set_str(a, val_map(a), "name", by_group ? g->group : piece_place(p, g->place));
            val_set_int(a, m, "place", g->place);
            val_set_str(a, m, "group", by_group ? g->group : STR(""));
            val_set_bool(a, m, "current", by_group && str_eq(g->group, group));
            val_push(a, list, m);
            sum = 0;
        }
        sum += g->households;
        last = g->place;
        val_set_int(a, m, "households", sum);
    }
    val_set(a, p->model, "groups", list);
    return OK;
}

static enum err put_list(struct page *p, int64_t place, struct str group)
{
    struct str after = request_query(p->rq, "number");
    struct arena *a = page_arena(p);
    struct register_hits hits;

    TRY(household_list(p->cx, place, group, after, page_query_int(p, "after", 0), &hits));
    val_set(a, p->model, "households", register_hits_model(p, &hits));
    if (hits.count == HOUSEHOLDS_LISTED)
        val_set(a, p->model, "next", register_hit_model(p, &hits.items[hits.count - 1]));
    return OK;
}

static enum err put_found(struct page *p, struct str q)
{
    struct register_hits hits;

    TRY(household_search(p->cx, q, &hits));
    val_set(page_arena(p), p->model, "found", register_hits_model(p, &hits));
    val_set_bool(page_arena(p), p->model, "none", hits.count == 0);
    return OK;
}

enum err page_register(struct page *p)
{
    struct str q = str_trim(request_query(p->rq, "q")), group = request_query(p->rq, "group");
    int64_t place = page_query_int(p, "place", own_place(p));
    struct arena *a = page_arena(p);

    val_set_str(a, p->model, "q", q);
    val_set_str(a, p->model, "place_name", piece_place(p, place));
    val_set_str(a, p->model, "chosen", group);
    val_set_int(a, p->model, "at_place", place);
    if (q.len > 0)
        TRY(put_found(p, q));
    else
        TRY(put_list(p, place, group));
    TRY(put_groups(p, place, group));
    /* Whose data is not known yet, but that somebody looked is. */
    TRY(audit_view(p->cx, 0, "register"));
    page_show(p, "register", page_word(p, "register.title"));
    return OK;
}

/* ---- one household ---- */

static struct val *member_model(const struct page *p, const struct register_hit *hit, const struct person *person)
{
    struct arena *a = page_arena(p);
    struct val *m = register_hit_model(p, hit);

    val_set_str(a, m, "id_no", person->id_no);
    val_set_str(a, m, "phone", person->phone);
    val_set_str(a, m, "account", person->account);
    return val_set_str(a, m, "edit_url", arena_printf(a, "/register/%lld/member?person=%lld", (long long)hit->household,
                                                      (long long)hit->person));
}

static int64_t *persons_of(const struct page *p, const struct register_hits *people)
{
    int64_t *ids = ARENA_ARRAY(page_arena(p), people->count, int64_t);

    for (size_t i = 0; i < people->count; i++)
        ids[i] = people->items[i].person;
    return ids;
}

static enum err put_members(struct page *p, const struct register_hits *people)
{
    struct arena *a = page_arena(p);
    struct person *persons = ARENA_ARRAY(a, people->count, struct person);
    struct val *list = val_list(a);

    TRY(person_get_all(p->cx, persons_of(p, people), people->count, persons));
    for (size_t i = 0; i < people->count; i++)
        val_push(a, list, member_model(p, &people->items[i], &persons[i]));
    val_set(a, p->model, "members", list);
    return OK;
}

static struct val *household_model(const struct page *p, const struct household *h)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "url", arena_printf(a, "/register/%lld", (long long)h->id));

    val_set_str(a, m, "number", h->number);
    val_set_int(a, m, "place", h->place);
    val_set_str(a, m, "place_name", piece_place(p, h->place));
    val_set_str(a, m, "group", h->group);
    val_set_str(a, m, "address", h->address);
    val_set_int(a, m, "changed_at", h->changed_at);
    if (h->merged_into != 0)
        val_set_str(a, m, "merged_url", arena_printf(a, "/register/%lld", (long long)h->merged_into));
    return m;
}

static enum err put_history(struct page *p, int64_t id)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct event_list events;
    struct str *numbers;
    int64_t *cases;

    TRY(event_stream(p->cx, STREAM_HOUSEHOLD, id, &events));
    numbers = ARENA_ARRAY(a, events.count, struct str);
    cases = ARENA_ARRAY(a, events.count, int64_t);
    for (size_t i = 0; i < events.count; i++)
        cases[i] = val_num(events.items[i].payload, "case");
    TRY(case_numbers(p->cx, cases, events.count, numbers));
    for (size_t i = events.count; i-- > 0;) {
        const struct event *ev = &events.items[i];
        struct val *m = val_set_int(a, val_map(a), "at", ev->at);
        val_set_str(a, m, "what", ev->type);
        val_set_str(a, m, "who", ev->actor_name);
        val_set_str(a, m, "why", val_str(ev->payload, "why"));
        val_set_str(a, m, "number", numbers[i]);
        val_push(a, list, m);
    }
    val_set(a, p->model, "history", list);
    return OK;
}

static struct val *proposal_model(const struct page *p, const struct proposal *o, struct str name, struct str number)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_int(a, val_map(a), "id", o->id);

    val_set_str(a, m, "name", name);
    val_set_str(a, m, "field", o->field);
    val_set_str(a, m, "value", o->value);
    val_set_int(a, m, "at", o->at);
    val_set_str(a, m, "who", o->account_name);
    return val_set_str(a, m, "number", number);
}

/* Of everybody in the household, in its order: what cases said of them otherwise. */
static enum err put_proposals(struct page *p, const struct register_hits *people)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct proposal_list open;
    struct str *numbers;
    int64_t *cases;

    TRY(proposal_of(p->cx, persons_of(p, people), people->count, &open));
    numbers = ARENA_ARRAY(a, open.count, struct str);
    cases = ARENA_ARRAY(a, open.count, int64_t);
    for (size_t k = 0; k < open.count; k++)
        cases[k] = open.items[k].case_id;
    TRY(case_numbers(p->cx, cases, open.count, numbers));
    for (size_t i = 0; i < people->count; i++)
        for (size_t k = 0; k < open.count; k++)
            if (open.items[k].person == people->items[i].person)
                val_push(a, list, proposal_model(p, &open.items[k], people->items[i].name, numbers[k]));
    val_set(a, p->model, "proposals", list);
    return OK;
}

enum err register_see(struct page *p, struct household *out)
{
    int64_t id;
    enum err e;

    TRY(page_id(p, 0, &id));
    e = household_see(p->cx, id, out);
    if (e == ERR_NOT_FOUND && household_get(p->cx, id, out) == OK)
        TRY(audit_view(p->cx, id, "refused"));
    p->seen = id;
    return e;
}

enum err register_show(struct page *p, const struct household *h)
{
    struct arena *a = page_arena(p);
    struct register_hits people;

    TRY(household_people(p->cx, h->id, &people));
    TRY(put_members(p, &people));
    val_set(a, p->model, "household", household_model(p, h));
    val_set(a, p->model, "places", choice_places(p, h->place));
    TRY(put_proposals(p, &people));
    TRY(put_history(p, h->id));
    val_set_str(a, p->model, "done", choice_done(p));
    page_show(p, "household", people.count > 0 ? people.items[0].name : page_word(p, "register.title"));
    return OK;
}

enum err page_household(struct page *p)
{
    struct household h;

    TRY(register_see(p, &h));
    return register_show(p, &h);
}

/* ---- one person ---- */

static const struct register_hit *find_hit(const struct register_hits *people, int64_t person)
{
    for (size_t i = 0; i < people->count; i++)
        if (people->items[i].person == person)
            return &people->items[i];
    return NULL;
}

/* A use has words of its own; the reading of a page has those of the audit. */
static struct str use_words(const struct page *p, struct str what)
{
    struct str key = arena_join(page_arena(p), STR("use."), what);
    struct str words = page_word(p, key.p);

    return str_eq(words, key) ? page_word(p, arena_join(page_arena(p), STR("audit.page."), what).p) : words;
}

static enum err put_uses(struct page *p, const struct register_hit *hit)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct person_use_list uses;
    struct str *numbers;
    int64_t *cases;

    TRY(person_use_of(p->cx, hit->person, hit->household, hit->place, &uses));
    numbers = ARENA_ARRAY(a, uses.count, struct str);
    cases = ARENA_ARRAY(a, uses.count, int64_t);
    for (size_t i = 0; i < uses.count; i++)
        cases[i] = uses.items[i].case_id;
    TRY(case_numbers(p->cx, cases, uses.count, numbers));
    for (size_t i = 0; i < uses.count; i++) {
        const struct person_use *u = &uses.items[i];
        struct val *m = val_set_int(a, val_map(a), "at", u->at);
        const struct item *item = pack_item(p->cx->house->pack, u->why);
        val_set_str(a, m, "who", u->account_name);
        val_set_str(a, m, "what", u->what);
        val_set_str(a, m, "did", use_words(p, u->what));
        val_set_str(a, m, "why", item != NULL ? page_label(p, item->name) : u->why);
        val_set_str(a, m, "number", numbers[i]);
        val_push(a, list, m);
    }
    val_set(a, p->model, "uses", list);
    return OK;
}

enum err page_register_person(struct page *p)
{
    const struct register_hit *hit;
    struct arena *a = page_arena(p);
    struct register_hits people;
    struct household h;
    struct person person;
    int64_t id;

    TRY(register_see(p, &h));
    TRY(page_id(p, 1, &id));
    TRY(household_people(p->cx, h.id, &people));
    hit = find_hit(&people, id);
    if (hit == NULL)
        return ERR_NOT_FOUND;
    TRY(person_get(p->cx, hit->person, &person));
    val_set(a, p->model, "member", member_model(p, hit, &person));
    val_set(a, p->model, "household", household_model(p, &h));
    TRY(put_uses(p, hit));
    p->seen = id;
    page_show(p, "register_person", hit->name);
    return OK;
}
