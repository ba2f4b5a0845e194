/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/household.h"

#include "domain/actor.h"
#include "domain/household.sql.h"
#include "domain/person.h"
#include "domain/person_use.h"
#include "pack/pack.h"
#include "store/db.h"

#define KEEPERS (ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER))

static const char *const relations[RELATION_COUNT] = {
    "head", "spouse", "child", "child_in_law", "grandchild", "parent", "grandparent", "sibling", "other",
};
static const char *const standings[STANDING_COUNT] = { "here", "moved", "dead" };

const char *relation_name(enum relation r) { return relations[r]; }
const char *standing_name(enum standing s) { return standings[s]; }

enum err relation_of(struct str name, enum relation *out)
{
    for (int r = 0; r < RELATION_COUNT; r++)
        if (str_is(name, relations[r])) {
            *out = (enum relation)r;
            return OK;
        }
    return ERR_INVALID;
}

enum err standing_of(struct str name, enum standing *out)
{
    for (int s = 0; s < STANDING_COUNT; s++)
        if (str_is(name, standings[s])) {
            *out = (enum standing)s;
            return OK;
        }
    return ERR_INVALID;
}

/* ---- whose register ---- */

static bool keeps(const struct post *post)
{
    return (KEEPERS & ROLES(post->role)) != 0;
}

bool household_kept(const struct ctx *cx, int64_t place)
{
    int64_t first, last;

    for (size_t i = 0; cx->actor != NULL && i < cx->actor->post_count; i++) {
        division_range(cx->actor->posts[i].place, &first, &last);
        if (keeps(&cx->actor->posts[i]) && place >= first && place <= last)
            return true;
    }
    return false;
}

/* ---- one household ---- */

static enum err read_members(struct ctx *cx, struct household *out)
{
    size_t cap = 0;
    struct row *row;

    TRY(db_select(cx, &SQL_HOUSEHOLD_READ_MEMBERS, &row, ARGS(arg_int(out->id))));
    while (row_next(row)) {
        out->members = arena_grow(cx->arena, out->members, out->member_count, &cap, sizeof *out->members);
        out->members[out->member_count++] = (struct member){
            .person = row_int(row, 0), .relation = (enum relation)row_int(row, 1), .standing = (enum standing)row_int(row, 2),
        };
    }
    return row_end(row);
}

enum err household_get(struct ctx *cx, int64_t id, struct household *out)
{
    struct row *row;
    bool found;

    *out = (struct household){ 0 };
    TRY(db_select(cx, &SQL_HOUSEHOLD_READ, &row, ARGS(arg_int(id))));
    found = row_next(row);
    if (found)
        *out = (struct household){
            .id = row_int(row, 0), .number = row_str(row, 1), .place = row_int(row, 2), .group = row_str(row, 3),
            .address = row_str(row, 4), .head = row_int(row, 5), .merged_into = row_int(row, 6), .changed_at = row_int(row, 7),
        };
    TRY(row_end(row));
    return found ? read_members(cx, out) : ERR_NOT_FOUND;
}

enum err household_see(struct ctx *cx, int64_t id, struct household *out)
{
    TRY(household_get(cx, id, out));
    return household_kept(cx, out->place) ? OK : ERR_NOT_FOUND;
}

static enum err one_id(struct ctx *cx, const struct stmt *statement, struct arg key, int64_t *out)
{
    struct row *row;

    *out = 0;
    TRY(db_select(cx, statement, &row, &key, 1));
    if (row_next(row))
        *out = row_int(row, 0);
    return row_end(row);
}

enum err household_of_person(struct ctx *cx, int64_t person, int64_t *out)
{
    return one_id(cx, &SQL_HOUSEHOLD_OF_PERSON, arg_int(person), out);
}

enum err household_by_number(struct ctx *cx, struct str number, int64_t *out)
{
    return one_id(cx, &SQL_HOUSEHOLD_FIND_NUMBER, arg_text(number), out);
}

enum err household_none(struct ctx *cx, bool *out)
{
    int64_t id;

    TRY(one_id(cx, &SQL_HOUSEHOLD_FIRST, arg_int(0), &id));
    *out = id == 0;
    return OK;
}

/* ---- lists ---- */

static enum err collect(struct ctx *cx, struct row *row, struct register_hits *out)
{
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct register_hit){
            .household = row_int(row, 0), .place = row_int(row, 1), .person = row_int(row, 2), .birth_day = row_int(row, 3),
            .number = row_str(row, 4), .group = row_str(row, 5), .address = row_str(row, 6), .name = row_str(row, 7),
            .sex = (int)row_int(row, 8), .relation = (enum relation)row_int(row, 9),
            .standing = (enum standing)row_int(row, 10),
        };
    }
    return row_end(row);
}

enum err household_people(struct ctx *cx, int64_t id, struct register_hits *out)
{
    struct row *row;

    *out = (struct register_hits){ 0 };
    TRY(db_select(cx, &SQL_HOUSEHOLD_PEOPLE, &row, ARGS(arg_int(id))));
    return collect(cx, row, out);
}

enum err household_numbers(struct ctx *cx, const int64_t *ids, size_t count, struct str *out)
{
    return db_texts_of(cx, &SQL_HOUSEHOLD_NUMBERS, ids, count, out);
}

/* Only households the actor keeps: nothing is learned of another village. */
static void leave_kept(const struct ctx *cx, struct register_hits *hits)
{
    size_t kept = 0;

    for (size_t i = 0; i < hits->count; i++)
        if (household_kept(cx, hits->items[i].place))
            hits->items[kept++] = hits->items[i];
    hits->count = kept;
}

static enum err search_id_no(struct ctx *cx, const struct citizen *c, struct register_hits *out)
{
    int64_t person;
    struct row *row;

    TRY(person_find(cx, str_of(c->id_no), &person));
    if (person == 0)
        return OK;
    TRY(db_select(cx, &SQL_HOUSEHOLD_SEARCH_PERSON, &row, ARGS(arg_int(person))));
    TRY(collect(cx, row, out));
    leave_kept(cx, out);
    return out->count > 0 ? person_use_tell(cx, person, 0, "searched", STR("")) : OK;
}

static enum err search_name(struct ctx *cx, struct str q, struct register_hits *out)
{
    struct str beyond = arena_join(cx->arena, q, STR("\xf4\x8f\xbf\xbf"));     /* the last code point */
    int64_t first, last;
    struct row *row;

    for (size_t i = 0; i < cx->actor->post_count && out->count < HOUSEHOLDS_LISTED; i++) {
        if (!keeps(&cx->actor->posts[i]))
            continue;
        division_range(cx->actor->posts[i].place, &first, &last);
        TRY(db_select(cx, &SQL_HOUSEHOLD_SEARCH_NAME, &row,
                      ARGS(arg_text(q), arg_text(beyond), arg_int(first), arg_int(last), arg_int(HOUSEHOLDS_LISTED))));
        TRY(collect(cx, row, out));
    }
    return OK;
}

enum err household_search(struct ctx *cx, struct str q, struct register_hits *out)
{
    struct citizen c;
    int64_t id;

    *out = (struct register_hits){ 0 };
    if (cx->actor == NULL || q.len == 0)
        return OK;
    if (citizen_check(q, day_of(cx->now), &c) == CITIZEN_OK)
        return search_id_no(cx, &c, out);
    TRY(household_by_number(cx, q, &id));
    if (id == 0)
        return search_name(cx, q, out);
    TRY(household_people(cx, id, out));
    leave_kept(cx, out);
    return OK;
}

enum err household_list(struct ctx *cx, int64_t place, struct str group, struct str number, int64_t id,
                        struct register_hits *out)
{
    int64_t first, last;
    struct row *row;

    *out = (struct register_hits){ 0 };
    if (!household_kept(cx, place))
        return ERR_NOT_FOUND;
    division_range(place, &first, &last);
    TRY(db_select(cx, &SQL_HOUSEHOLD_PAGE, &row, ARGS(arg_int(first), arg_int(last), arg_text(group), arg_text(number),
                                                      arg_int(id), arg_int(HOUSEHOLDS_LISTED))));
    return collect(cx, row, out);
}

enum err household_groups(struct ctx *cx, int64_t place, struct register_groups *out)
{
    int64_t first, last;
    struct row *row;

    *out = (struct register_groups){ 0 };
    if (!household_kept(cx, place))
        return ERR_NOT_FOUND;
    division_range(place, &first, &last);
    TRY(db_select(cx, &SQL_HOUSEHOLD_GROUPS, &row, ARGS(arg_int(first), arg_int(last))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct register_group){ row_int(row, 0), row_str(row, 1), row_int(row, 2) };
    }
    return row_end(row);
}

/* ---- events ---- */

struct val *household_value(struct ctx *cx, const struct household *h)
{
    struct arena *a = cx->arena;
    struct val *v = val_map(a), *members = val_list(a);

    for (size_t i = 0; i < h->member_count; i++) {
        struct val *m = val_set_int(a, val_map(a), "person", h->members[i].person);
        val_set_int(a, m, "relation", h->members[i].relation);
        val_push(a, members, val_set_int(a, m, "standing", h->members[i].standing));
    }
    val_set_str(a, v, "number", h->number);
    val_set_int(a, v, "place", h->place);
    val_set_str(a, v, "group", h->group);
    val_set_str(a, v, "address", h->address);
    val_set_int(a, v, "head", h->head);
    val_set_int(a, v, "merged_into", h->merged_into);
    return val_set(a, v, "members", members);
}

enum err household_say(struct ctx *cx, const char *type, const struct household *h, struct str why, int64_t case_id)
{
    struct val *payload = val_map(cx->arena);
    struct event_new what = { .kind = STREAM_HOUSEHOLD, .stream = h->id, .type = type, .payload = payload };
    struct event ev;

    val_set(cx->arena, payload, "household", household_value(cx, h));
    if (why.len > 0)
        val_set_str(cx->arena, payload, "why", why);
    if (case_id != 0)
        val_set_int(cx->arena, payload, "case", case_id);
    return event_append(cx, &what, &ev);
}

enum err apply_household_value(struct ctx *cx, int64_t id, const struct val *v, int64_t at)
{
    const struct val *members = val_at(v, "members");

    TRY(db_put(cx, &SQL_HOUSEHOLD_WRITE,
               ARGS(arg_int(id), arg_text(val_str(v, "number")), arg_int(val_num(v, "place")), arg_text(val_str(v, "group")),
                    arg_text(val_str(v, "address")), arg_int(val_num(v, "head")), arg_int(val_num(v, "merged_into")),
                    arg_int(at))));
    TRY(db_put(cx, &SQL_HOUSEHOLD_CLEAR_MEMBERS, ARGS(arg_int(id))));
    for (size_t i = 0; i < members->count; i++) {
        const struct val *m = members->items[i];
        TRY(db_put(cx, &SQL_HOUSEHOLD_WRITE_MEMBER,
                   ARGS(arg_int(id), arg_int((int64_t)i + 1), arg_int(val_num(m, "person")), arg_int(val_num(m, "relation")),
                        arg_int(val_num(m, "standing")))));
    }
    return OK;
}

enum err apply_household(struct ctx *cx, const struct event *ev)
{
    return apply_household_value(cx, ev->stream, val_at(ev->payload, "household"), ev->at);
}
