/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/choice.h"

#include "base/calendar.h"
#include "domain/house.h"
#include "web/pieces.h"

/* ---- offered ---- */

struct val *choice_places(const struct page *p, int64_t chosen)
{
    const struct pack *pack = p->cx->house->pack;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < pack->division_count; i++) {
        int64_t code = pack->divisions[i].code;
        struct val *m = val_set_int(a, val_map(a), "code", code);
        val_set_str(a, m, "name", piece_place(p, code));
        val_push(a, list, val_set_bool(a, m, "on", code == chosen));
    }
    return list;
}

struct val *choice_departments(const struct page *p, struct str chosen, bool providers)
{
    const struct pack *pack = p->cx->house->pack;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < pack->department_count; i++) {
        const struct department *d = &pack->departments[i];
        struct val *m = val_set_str(a, val_map(a), "code", d->code);
        val_set_str(a, m, "name", page_label(p, d->name));
        val_set_bool(a, m, "on", str_eq(d->code, chosen));
        if (providers || !d->provider)
            val_push(a, list, m);
    }
    return list;
}

struct val *choice_roles(const struct page *p, uint32_t offered, struct str chosen)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (int r = 0; r < ROLE_COUNT; r++) {
        struct str value = str_of(role_name((enum role)r));
        struct val *m = val_set_str(a, val_map(a), "value", value);
        if ((offered & ROLES(r)) != 0)
            val_push(a, list, val_set_bool(a, m, "on", str_eq(value, chosen)));
    }
    return list;
}

/* ---- what came back ---- */

/* How many bytes of text at `at` stand between codes; 0: a code goes on. */
static size_t separator(struct str text, size_t at)
{
    static const char *const marks[] = { " ", ",", ";", "\t", "\r", "\n", "，", "、", "；", "　" };

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_starts(str_sub(text, at, text.len), str_of(marks[i])))
            return str_of(marks[i]).len;
    return 0;
}

static void split(struct arena *a, struct str text, struct val *list)
{
    size_t from = 0, at = 0, skip;

    while (at < text.len) {
        skip = separator(text, at);
        if (skip > 0 && at > from)
            val_push(a, list, val_text(a, str_sub(text, from, at - from)));
        at += skip > 0 ? skip : 1;
        from = skip > 0 ? at : from;
    }
    if (at > from)
        val_push(a, list, val_text(a, str_sub(text, from, at - from)));
}

struct val *choice_codes(const struct page *p, const char *field)
{
    const struct val *sent = val_at(p->rq->form, field);
    struct val *list = val_list(page_arena(p));

    split(page_arena(p), sent->text, list);
    for (size_t i = 0; sent->kind == VAL_LIST && i < sent->count; i++)
        split(page_arena(p), sent->items[i]->text, list);
    return list;
}

int64_t choice_place(const struct page *p, const char *field)
{
    int64_t place = val_num(p->rq->form, field);

    if (place == 0 && str_int(page_field(p, field), &place) != OK)
        ctx_gap(p->cx, str_of(field), "gap.place.unknown", STR(""));
    return place;
}

enum role choice_role(const struct page *p, const char *field, uint32_t offered)
{
    enum role role = ROLE_COUNT;

    if (role_of(page_field(p, field), &role) != OK || (offered & ROLES(role)) == 0)
        ctx_gap(p->cx, str_of(field), "gap.no_choice", STR(""));
    return role;
}

int64_t choice_day(const struct page *p, const char *field, int64_t missing)
{
    struct str text = str_trim(page_field(p, field));
    int64_t day = missing;

    if (text.len > 0 && day_parse(text, &day) != OK)
        ctx_gap(p->cx, str_of(field), "gap.no_date", STR(""));
    return day;
}

struct str choice_done(const struct page *p)
{
    struct str asked = request_query(p->rq, "done");
    struct str key = arena_join(page_arena(p), STR("did."), asked);

    return str_eq(page_word(p, key.p), key) ? STR("") : asked;
}
