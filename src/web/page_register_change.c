/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_register_change - what a keeper of the register changes: a household entered, corrected, moved, merged, its people. */
#include "domain/actor.h"
#include "domain/household_change.h"
#include "domain/register_note.h"
#include "web/choice.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/register_pieces.h"

/* ---- what was typed ---- */

static struct str typed(const struct page *p, const char *field)
{
    return str_trim(page_field(p, field));
}

static struct household_entry entry(struct page *p, int64_t id)
{
    return (struct household_entry){
        .id = id, .number = typed(p, "number"), .group = typed(p, "group"), .address = typed(p, "address"),
        .place = choice_place(p, "place"), .why = str_head(typed(p, "why"), HOUSEHOLD_TEXT_MAX),
    };
}

static struct member_entry member(struct page *p)
{
    struct member_entry m = { .id_no = typed(p, "id_no"), .name = typed(p, "name"), .phone = typed(p, "phone"),
                              .account = typed(p, "account") };

    if (str_int(typed(p, "person"), &m.person) != OK)
        m.person = val_num(p->rq->form, "person");
    if (relation_of(typed(p, "relation"), &m.relation) != OK)
        m.relation = RELATION_OTHER;
    if (standing_of(typed(p, "standing"), &m.standing) != OK)
        m.standing = STANDING_HERE;
    return m;
}

static void keep_typed(struct page *p)
{
    static const char *const fields[] = { "number", "group", "address", "name", "id_no", "phone", "account", "why" };

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        val_set_str(page_arena(p), p->model, fields[i], typed(p, fields[i]));
}

/* ---- a new household ---- */

/* Villages whose register the actor keeps. */
static struct val *kept_places(const struct page *p, int64_t chosen)
{
    struct arena *a = page_arena(p);
    const struct val *all = choice_places(p, chosen);
    struct val *list = val_list(a);

    for (size_t i = 0; i < all->count; i++) {
        int64_t code = val_num(all->items[i], "code");
        if (division_level(code) == LEVEL_VILLAGE && household_kept(p->cx, code))
            val_push(a, list, all->items[i]);
    }
    if (list->count == 1)
        val_set_bool(a, list->items[0], "on", true);
    return list;
}

static enum err show_new(struct page *p)
{
    int64_t place = val_num(p->rq->form, "place");

    if (place == 0 && str_int(typed(p, "place"), &place) != OK)
        place = 0;
    keep_typed(p);
    val_set(page_arena(p), p->model, "places", kept_places(p, place));
    page_show(p, "household_new", page_word(p, "register.enter"));
    return OK;
}

enum err page_household_new(struct page *p)
{
    return show_new(p);
}

static void go_to(struct page *p, int64_t household, const char *done)
{
    page_go(p, arena_printf(page_arena(p), "/register/%lld?done=%s", (long long)household, done));
}

enum err page_household_enter(struct page *p)
{
    struct household_entry h = entry(p, 0);
    struct member_entry head = member(p);
    int64_t id = 0;
    enum err e = p->cx->gap_count > 0 ? ERR_INVALID : household_enter(p->cx, &h, &head, &id);

    if (e == ERR_INVALID) {
        TRY(show_new(p));
        return page_again(p, e, "household_new", page_word(p, "register.enter"));
    }
    TRY(e);
    go_to(p, id, "household_entered");
    return OK;
}

/* ---- one that is there ---- */

/* The page again with what was wrong; the household is read as it is. */
static enum err again(struct page *p, enum err e)
{
    struct household h;

    if (e != ERR_INVALID)
        return e;
    TRY(register_see(p, &h));
    model_errors(p);
    keep_typed(p);
    TRY(register_show(p, &h));
    p->status = model_status(e);
    return OK;
}

enum err page_household_edit(struct page *p)
{
    struct household_entry h;
    int64_t id;
    enum err e;

    TRY(page_id(p, 0, &id));
    h = entry(p, id);
    e = p->cx->gap_count > 0 ? ERR_INVALID : household_edit(p->cx, &h);
    if (e != OK)
        return again(p, e);
    go_to(p, id, "household_changed");
    return OK;
}

/* The other household is named by its number, or by its id where it has none. */
static enum err other_household(struct page *p, int64_t *out)
{
    struct str into = typed(p, "into");

    TRY(household_by_number(p->cx, into, out));
    if (*out == 0 && str_int(into, out) != OK)
        *out = val_num(p->rq->form, "into");
    return OK;
}

enum err page_household_merge(struct page *p)
{
    int64_t id, into;
    enum err e;

    TRY(page_id(p, 0, &id));
    TRY(other_household(p, &into));
    e = household_merge(p->cx, id, into, str_head(typed(p, "why"), HOUSEHOLD_TEXT_MAX));
    if (e == ERR_NOT_FOUND)
        e = ctx_gap(p->cx, STR("into"), "gap.household.none", typed(p, "into"));
    if (e != OK)
        return again(p, e);
    go_to(p, into, "household_merged");
    return OK;
}

/* ---- its people ---- */

static struct val *choices(const struct page *p, const char *(*name)(int), int count, struct str chosen)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (int i = 0; i < count; i++) {
        struct val *m = val_set_str(a, val_map(a), "value", str_of(name(i)));
        val_push(a, list, val_set_bool(a, m, "on", str_is(chosen, name(i))));
    }
    return list;
}

static const char *relation_at(int i) { return relation_name((enum relation)i); }
static const char *standing_at(int i) { return standing_name((enum standing)i); }

static void put_choices(struct page *p, struct str relation, struct str standing)
{
    val_set(page_arena(p), p->model, "relations", choices(p, relation_at, RELATION_COUNT, relation));
    val_set(page_arena(p), p->model, "standings", choices(p, standing_at, STANDING_COUNT, standing));
}

static enum err put_person(struct page *p, const struct household *h, int64_t id)
{
    struct arena *a = page_arena(p);
    struct person person;

    for (size_t i = 0; i < h->member_count; i++) {
        if (h->members[i].person != id)
            continue;
        TRY(person_get(p->cx, id, &person));
        val_set_str(a, p->model, "name", person.name);
        val_set_str(a, p->model, "id_no", person.id_no);
        val_set_str(a, p->model, "phone", person.phone);
        val_set_str(a, p->model, "account", person.account);
        put_choices(p, str_of(relation_name(h->members[i].relation)), str_of(standing_name(h->members[i].standing)));
        return OK;
    }
    return ERR_NOT_FOUND;
}

static enum err show_member(struct page *p, int64_t person)
{
    struct arena *a = page_arena(p);
    struct household h;

    TRY(register_see(p, &h));
    val_set_str(a, p->model, "household_url", arena_printf(a, "/register/%lld", (long long)h.id));
    val_set_str(a, p->model, "household_number", h.number);
    val_set_int(a, p->model, "person", person);
    val_set_bool(a, p->model, "known", person != 0);
    put_choices(p, typed(p, "relation"), typed(p, "standing"));
    if (person != 0 && p->rq->method == HTTP_GET)
        TRY(put_person(p, &h, person));
    else
        keep_typed(p);
    page_show(p, "household_member", page_word(p, person != 0 ? "register.change_member" : "register.add_member"));
    return OK;
}

enum err page_member_form(struct page *p)
{
    return show_member(p, page_query_int(p, "person", 0));
}

enum err page_member_set(struct page *p)
{
    struct member_entry m = member(p);
    int64_t id;
    enum err e;

    TRY(page_id(p, 0, &id));
    e = household_set_member(p->cx, id, &m, str_head(typed(p, "why"), HOUSEHOLD_TEXT_MAX));
    if (e == ERR_INVALID) {
        model_errors(p);
        TRY(show_member(p, m.person));
        p->status = model_status(e);
        return OK;
    }
    TRY(e);
    go_to(p, id, "household_changed");
    return OK;
}

/* ---- what cases said ---- */

enum err page_proposal_decide(struct page *p)
{
    int64_t household, proposal;

    TRY(page_id(p, 0, &household));
    if (str_int(page_field(p, "proposal"), &proposal) != OK)
        proposal = val_num(p->rq->form, "proposal");
    TRY(proposal_decide(p->cx, proposal, val_truth(val_at(p->rq->form, "take"))));
    go_to(p, household, "household_changed");
    return OK;
}
