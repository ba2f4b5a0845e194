/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/post.h"

#include "pack/pack.h"

enum { PLACE_DIGITS = 12 };

static const struct { const char *name; bool sees_cases; } roles[ROLE_COUNT] = {
    [ROLE_CLERK]      = { "clerk", true },
    [ROLE_HANDLER]    = { "handler", true },
    [ROLE_CHECKER]    = { "checker", true },
    [ROLE_APPROVER]   = { "approver", true },
    [ROLE_HEAD]       = { "head", true },
    [ROLE_EXPERT]     = { "expert", true },
    [ROLE_MANAGER]    = { "manager", true },
    [ROLE_SUPERVISOR] = { "supervisor", true },
    [ROLE_LEADER]     = { "leader", true },
    [ROLE_EDITOR]     = { "editor", false },
    [ROLE_AGENT]      = { "agent", true },
    [ROLE_SYSADMIN]   = { "sysadmin", false },
    [ROLE_SECADMIN]   = { "secadmin", false },
    [ROLE_AUDITADMIN] = { "auditadmin", false },
};

const char *role_name(enum role r)
{
    return roles[r].name;
}

enum err role_of(struct str name, enum role *out)
{
    for (int r = 0; r < ROLE_COUNT; r++)
        if (str_is(name, roles[r].name)) {
            *out = (enum role)r;
            return OK;
        }
    return ERR_INVALID;
}

static bool may_touch(const struct post *p, struct str department, struct str item)
{
    bool named = p->item_count == 0;

    if (p->department.len > 0 && !str_eq(p->department, department))
        return false;
    for (size_t i = 0; i < p->item_count && !named; i++)
        named = str_eq(p->items[i], item);
    return named;
}

bool post_answers(const struct post *p, enum role role, int64_t place, struct str department, struct str item)
{
    return p->role == role && p->place == place && may_touch(p, department, item);
}

bool post_covers(const struct post *p, int64_t place, struct str department, struct str item)
{
    int64_t first, last;

    division_range(p->place, &first, &last);
    return roles[p->role].sees_cases && place >= first && place <= last && may_touch(p, department, item);
}

struct str post_code(struct arena *a, const struct post *p)
{
    return arena_printf(a, "%s:%012lld:%.*s", role_name(p->role), (long long)p->place, STR_ARG(p->department));
}

enum err post_of_code(struct str code, struct post *out)
{
    struct str role, place, rest;

    *out = (struct post){ 0 };
    if (!str_cut(code, ':', &role, &rest) || !str_cut(rest, ':', &place, &out->department))
        return ERR_INVALID;
    if (place.len != PLACE_DIGITS || place.p[0] == '-' || str_int(place, &out->place) != OK)
        return ERR_INVALID;
    return role_of(role, &out->role);
}
