/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/household_change.h"

#include "base/codes.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/person_use.h"
#include "domain/tenure.h"

enum { NAME_CHARS_MAX = 50, NUMBER_CHARS_MAX = 30, ACCOUNT_DIGITS_MIN = 8, ACCOUNT_DIGITS_MAX = 30 };

/* ---- what is typed in ---- */

static void check_length(struct ctx *cx, const char *field, struct str text, size_t most)
{
    if (str_chars(text) > most)
        ctx_gap(cx, str_of(field), "gap.too_long", arena_printf(cx->arena, "%zu", most));
}

void household_check(struct ctx *cx, const struct household_entry *h)
{
    for (size_t i = 0; i < h->number.len; i++) {
        char c = h->number.p[i];
        if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && c != '-') {
            ctx_gap(cx, STR("number"), "gap.household.number", STR(""));
            break;
        }
    }
    check_length(cx, "number", h->number, NUMBER_CHARS_MAX);
    check_length(cx, "group", h->group, HOUSEHOLD_TEXT_MAX);
    check_length(cx, "address", h->address, HOUSEHOLD_TEXT_MAX);
}

static bool account_valid(struct str account)
{
    return account.len >= ACCOUNT_DIGITS_MIN && account.len <= ACCOUNT_DIGITS_MAX && str_digits(account);
}

void household_check_member(struct ctx *cx, const struct member_entry *m, struct person *p)
{
    *p = (struct person){ .id = m->person, .name = m->name, .phone = m->phone, .account = m->account };
    if (m->person == 0 && m->name.len == 0)
        ctx_gap(cx, STR("name"), "gap.required", STR(""));
    check_length(cx, "name", m->name, NAME_CHARS_MAX);
    if (m->phone.len > 0 && !codes_mobile_valid(m->phone) && !codes_landline_valid(m->phone))
        ctx_gap(cx, STR("phone"), "gap.no_phone", STR(""));
    if (m->account.len > 0 && !account_valid(m->account))
        ctx_gap(cx, STR("account"), "gap.no_account", STR(""));
    if (m->person == 0 && m->id_no.len == 0)
        ctx_gap(cx, STR("id_no"), "gap.required", STR(""));
    else if (m->person == 0 && person_of_id_no(cx, STR("id_no"), m->id_no, p) != OK)
        p->id_no = STR("");
}

/* ---- the rules of a household ---- */

static struct member *find_member(struct household *h, int64_t person)
{
    for (size_t i = 0; i < h->member_count; i++)
        if (h->members[i].person == person)
            return &h->members[i];
    return NULL;
}

static enum err check_elsewhere(struct ctx *cx, const struct household *h, int64_t person)
{
    struct household other;
    int64_t lives;

    TRY(household_of_person(cx, person, &lives));
    if (lives == 0 || lives == h->id)
        return OK;
    TRY(household_get(cx, lives, &other));
    return ctx_gap(cx, STR("id_no"), "gap.member.elsewhere", household_kept(cx, other.place) ? other.number : STR(""));
}

/* True for one who lives in a household the actor does not keep: telephone, account and name are its keeper's to change. */
static enum err is_anothers(struct ctx *cx, const struct household *h, int64_t person, bool *out)
{
    struct household other;
    int64_t lives = 0;

    *out = false;
    if (person != 0)
        TRY(household_of_person(cx, person, &lives));
    if (lives == 0 || lives == h->id)
        return OK;
    TRY(household_get(cx, lives, &other));
    *out = !household_kept(cx, other.place);
    return OK;
}

static bool others_live_here(const struct household *h, int64_t person)
{
    for (size_t i = 0; i < h->member_count; i++)
        if (h->members[i].person != person && h->members[i].standing == STANDING_HERE)
            return true;
    return false;
}

static void step_down(struct household *h, int64_t new_head)
{
    for (size_t i = 0; i < h->member_count; i++)
        if (h->members[i].person != new_head && h->members[i].relation == RELATION_HEAD)
            h->members[i].relation = RELATION_OTHER;
    h->head = new_head;
}

static enum err add_member(struct ctx *cx, struct household *h, int64_t person, struct member **out)
{
    struct member *more;

    if (h->member_count >= HOUSEHOLD_MEMBERS_MAX)
        return ctx_fail(cx, ERR_LIMIT, "gap.too_many", arena_printf(cx->arena, "%d", HOUSEHOLD_MEMBERS_MAX));
    more = ARENA_ARRAY(cx->arena, h->member_count + 1, struct member);
    for (size_t i = 0; i < h->member_count; i++)
        more[i] = h->members[i];
    h->members = more;
    *out = &more[h->member_count++];
    (*out)->person = person;
    return OK;
}

static enum err keep_person(struct ctx *cx, struct household *h, const struct member_entry *m, struct str why,
                            int64_t *out)
{
    size_t before = cx->gap_count;
    struct person p, known;
    bool anothers;

    household_check_member(cx, m, &p);
    if (cx->gap_count > before)
        return ERR_INVALID;
    if (m->person != 0) {
        TRY(person_get(cx, m->person, &known));
        p.id_no = known.id_no;
    }
    TRY(person_find(cx, p.id_no, out));
    TRY(is_anothers(cx, h, *out, &anothers));
    if (anothers)
        return find_member(h, *out) != NULL ? OK : check_elsewhere(cx, h, *out);
    p.place = h->place;
    TRY(person_keep(cx, &p));
    *out = p.id;
    return person_use_note(cx, p.id, h->place, 0, "changed", why);
}

enum err household_put_member(struct ctx *cx, struct household *h, const struct member_entry *m, struct str why)
{
    struct member *at;
    int64_t person;

    TRY(keep_person(cx, h, m, why, &person));
    if (m->standing == STANDING_HERE)
        TRY(check_elsewhere(cx, h, person));
    at = find_member(h, person);
    if (at == NULL)
        TRY(add_member(cx, h, person, &at));
    if (h->head == person && (m->standing != STANDING_HERE || m->relation != RELATION_HEAD) && others_live_here(h, person))
        return ctx_gap(cx, STR("relation"), "gap.member.head", STR(""));
    at->relation = m->relation;
    at->standing = m->standing;
    if (m->relation == RELATION_HEAD)
        step_down(h, person);
    return OK;
}

/* ---- commands ---- */

static enum err check_place(struct ctx *cx, int64_t place)
{
    if (pack_division(cx->house->pack, place) == NULL || division_level(place) != LEVEL_VILLAGE)
        return ctx_gap(cx, STR("place"), "gap.place.unknown", STR(""));
    return household_kept(cx, place) ? OK : ctx_gap(cx, STR("place"), "gap.place.not_yours", STR(""));
}

static enum err check_entry(struct ctx *cx, const struct household_entry *h)
{
    size_t before = cx->gap_count;
    enum err placed;
    int64_t same;

    household_check(cx, h);
    placed = check_place(cx, h->place);
    TRY(household_by_number(cx, h->number, &same));
    if (same != 0 && same != h->id)
        ctx_gap(cx, STR("number"), "gap.household.taken", h->number);
    return placed != OK || cx->gap_count > before ? ERR_INVALID : OK;
}

static void take_entry(struct household *h, const struct household_entry *e)
{
    h->number = e->number;
    h->place = e->place;
    h->group = e->group;
    h->address = e->address;
}

struct entering { const struct household_entry *h; const struct member_entry *head; };

static enum err enter(struct ctx *cx, const void *args, void *out)
{
    const struct entering *e = args;
    struct household h = { .id = ids_next(cx->house->ids) };
    struct member_entry head = *e->head;

    TRY(tenure_renew(cx));
    TRY(check_entry(cx, e->h));
    take_entry(&h, e->h);
    head.relation = RELATION_HEAD;
    head.standing = STANDING_HERE;
    TRY(household_put_member(cx, &h, &head, e->h->why));
    *(int64_t *)out = h.id;
    return household_say(cx, "household.entered", &h, e->h->why, 0);
}

enum err household_enter(struct ctx *cx, const struct household_entry *h, const struct member_entry *head, int64_t *out)
{
    struct entering args = { h, head };

    return command_run(cx, enter, &args, out);
}

/* Of one that was merged nothing is changed any more. */
static enum err load(struct ctx *cx, int64_t id, struct household *out)
{
    TRY(tenure_renew(cx));
    TRY(household_see(cx, id, out));
    return out->merged_into == 0 ? OK : ctx_fail(cx, ERR_STATE, "gap.household.merged", STR(""));
}

static enum err edit(struct ctx *cx, const void *args, void *out)
{
    const struct household_entry *e = args;
    struct household h;

    (void)out;
    TRY(load(cx, e->id, &h));
    TRY(check_entry(cx, e));
    take_entry(&h, e);
    return household_say(cx, "household.changed", &h, e->why, 0);
}

enum err household_edit(struct ctx *cx, const struct household_entry *h)
{
    return command_run(cx, edit, h, NULL);
}

/* A list may name again who moved away from here; who types in a change is told where it belongs. */
static enum err check_yours(struct ctx *cx, const struct household *h, int64_t person)
{
    bool anothers;

    TRY(is_anothers(cx, h, person, &anothers));
    return anothers ? check_elsewhere(cx, h, person) : OK;
}

struct setting { int64_t id; const struct member_entry *m; struct str why; };

static enum err set_member(struct ctx *cx, const void *args, void *out)
{
    const struct setting *s = args;
    struct household h;

    (void)out;
    TRY(load(cx, s->id, &h));
    TRY(check_yours(cx, &h, s->m->person));
    TRY(household_put_member(cx, &h, s->m, s->why));
    return household_say(cx, "household.changed", &h, s->why, 0);
}

enum err household_set_member(struct ctx *cx, int64_t id, const struct member_entry *m, struct str why)
{
    struct setting args = { id, m, why };

    return command_run(cx, set_member, &args, NULL);
}

struct merging { int64_t from, into; struct str why; };

static enum err take_people(struct ctx *cx, const struct household *from, struct household *into)
{
    struct member *at = NULL;

    for (size_t i = 0; i < from->member_count; i++) {
        if (find_member(into, from->members[i].person) != NULL)
            continue;
        TRY(add_member(cx, into, from->members[i].person, &at));
        at->standing = from->members[i].standing;
        at->relation = from->members[i].relation == RELATION_HEAD ? RELATION_OTHER : from->members[i].relation;
    }
    return OK;
}

static enum err merge(struct ctx *cx, const void *args, void *out)
{
    const struct merging *m = args;
    struct household from, into;

    (void)out;
    if (m->from == m->into)
        return ctx_gap(cx, STR("into"), "gap.household.itself", STR(""));
    TRY(load(cx, m->from, &from));
    TRY(load(cx, m->into, &into));
    TRY(take_people(cx, &from, &into));
    if (into.number.len == 0)
        into.number = from.number;
    from.number = STR("");
    from.merged_into = into.id;
    from.member_count = 0;
    TRY(household_say(cx, "household.merged", &from, m->why, 0));
    return household_say(cx, "household.changed", &into, m->why, 0);
}

enum err household_merge(struct ctx *cx, int64_t from, int64_t into, struct str why)
{
    struct merging args = { from, into, why };

    return command_run(cx, merge, &args, NULL);
}
