/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/register_judge.h"

#include "base/json.h"

/* ---- what a household of the list would change ---- */

static bool differs(struct str said, struct str is)
{
    return said.len > 0 && !str_eq(said, is);
}

static enum err find_member(struct ctx *cx, const struct household *h, const struct member_entry *m, bool *same)
{
    struct person p;
    int64_t id;

    *same = false;
    TRY(person_find(cx, m->id_no, &id));
    for (size_t i = 0; id != 0 && i < h->member_count; i++) {
        if (h->members[i].person != id)
            continue;
        TRY(person_get(cx, id, &p));
        *same = h->members[i].relation == m->relation && h->members[i].standing == m->standing && !differs(m->name, p.name) &&
                !differs(m->phone, p.phone) && !differs(m->account, p.account);
    }
    return OK;
}

static bool is_member(const struct household *h, int64_t person)
{
    for (size_t i = 0; i < h->member_count; i++)
        if (h->members[i].person == person)
            return true;
    return false;
}

/* Who is said to live here, or is new to this household, and lives where the actor keeps nothing. */
static enum err lives_elsewhere(struct ctx *cx, const struct household *h, const struct member_entry *m, bool *out)
{
    struct household other;
    int64_t person, home = 0;

    *out = false;
    TRY(person_find(cx, m->id_no, &person));
    if (person != 0)
        TRY(household_of_person(cx, person, &home));
    if (home == 0 || home == h->id)
        return OK;
    TRY(household_get(cx, home, &other));
    *out = m->standing == STANDING_HERE || (!household_kept(cx, other.place) && !is_member(h, person));
    return OK;
}

/* A person of the list who lives in another household of the register. */
static enum err check_elsewhere(struct ctx *cx, const struct household *h, const struct list_household *l, const struct list_person **out)
{
    bool elsewhere;

    *out = NULL;
    for (size_t i = 0; i < l->count && *out == NULL; i++) {
        TRY(lives_elsewhere(cx, h, &l->people[i].m, &elsewhere));
        if (elsewhere)
            *out = &l->people[i];
    }
    return OK;
}

static enum err compare(struct ctx *cx, const struct list_household *l, const struct household *h, struct judged *out)
{
    bool same = h->place == l->h.place && !differs(l->h.group, h->group) && !differs(l->h.address, h->address);

    for (size_t i = 0; same && i < l->count; i++)
        TRY(find_member(cx, h, &l->people[i].m, &same));
    out->verdict = same ? SAME : CHANGED;
    return OK;
}

enum err register_judge(struct ctx *cx, const struct list_household *l, struct judged *out)
{
    struct household h = { .place = l->h.place };

    *out = (struct judged){ .verdict = FRESH };
    TRY(household_by_number(cx, l->h.number, &out->household));
    if (out->household != 0)
        TRY(household_get(cx, out->household, &h));
    TRY(check_elsewhere(cx, &h, l, &out->who));
    if (!household_kept(cx, h.place) || !household_kept(cx, l->h.place))
        out->key = "gap.place.not_yours";
    else if (out->who != NULL)
        out->key = "gap.member.elsewhere";
    if (out->key != NULL)
        out->verdict = REFUSED;
    else if (out->household != 0)
        TRY(compare(cx, l, &h, out));
    return OK;
}

/* ---- sealed, for as long as it waits ---- */

struct val *register_list_value(struct ctx *cx, const struct list_household *l)
{
    struct arena *a = cx->arena;
    struct val *v = val_set_str(a, val_map(a), "number", l->h.number), *people = val_list(a);

    val_set_int(a, v, "row", l->row);
    val_set_int(a, v, "place", l->h.place);
    val_set_str(a, v, "group", l->h.group);
    val_set_str(a, v, "address", l->h.address);
    for (size_t i = 0; i < l->count; i++) {
        const struct member_entry *m = &l->people[i].m;
        struct val *p = val_set_int(a, val_map(a), "row", l->people[i].row);
        val_set_str(a, p, "id_no", m->id_no);
        val_set_str(a, p, "name", m->name);
        val_set_str(a, p, "phone", m->phone);
        val_set_str(a, p, "account", m->account);
        val_set_int(a, p, "relation", m->relation);
        val_push(a, people, val_set_int(a, p, "standing", m->standing));
    }
    return val_set(a, v, "people", people);
}

struct list_household register_list_of(struct ctx *cx, const struct val *v)
{
    const struct val *people = val_at(v, "people");
    struct list_household l = { .row = val_num(v, "row"),
                                .h = { .number = val_str(v, "number"), .place = val_num(v, "place"), .group = val_str(v, "group"),
                                       .address = val_str(v, "address") } };

    l.people = ARENA_ARRAY(cx->arena, people->count + 1, struct list_person);
    for (size_t i = 0; i < people->count; i++) {
        const struct val *p = people->items[i];
        l.people[l.count].row = val_num(p, "row");
        l.people[l.count++].m = (struct member_entry){
            .id_no = val_str(p, "id_no"), .name = val_str(p, "name"), .phone = val_str(p, "phone"),
            .account = val_str(p, "account"), .relation = (enum relation)val_num(p, "relation"),
            .standing = (enum standing)val_num(p, "standing"),
        };
    }
    return l;
}

struct str register_sealed(struct ctx *cx, const struct val *v)
{
    return person_seal(cx, json_write(cx->arena, v));
}

enum err register_opened(struct ctx *cx, struct str bytes, struct val **out)
{
    struct str plain;

    TRY(person_unseal(cx, bytes, &plain));
    return json_read(cx->arena, plain, out, NULL) == OK ? OK : ERR_INTERNAL;
}
