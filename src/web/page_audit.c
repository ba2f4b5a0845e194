/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_audit - what is open to checking: who looked at whose papers, which organ mandated whom. */
#include "base/calendar.h"
#include "domain/actor.h"
#include "domain/audit.h"
#include "domain/case.h"
#include "domain/household.h"
#include "domain/mandate.h"
#include "web/choice.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

enum { AUDIT_PAGE = 100 };
#define MANDATE_ROLES ROLES_ACT

/* ---- the log of readings ---- */

/* Of a household, or of the one a person lives in. */
/* The auditor sees which case or household, not what is in it. */
static enum err numbers_of(const struct page *p, const struct view_list *views, struct str *out)
{
    int64_t *ids = ARENA_ARRAY(page_arena(p), views->count, int64_t);
    struct str *homes = ARENA_ARRAY(page_arena(p), views->count, struct str);

    for (size_t i = 0; i < views->count; i++)
        ids[i] = views->items[i].case_id;
    TRY(case_numbers(p->cx, ids, views->count, out));
    TRY(household_numbers(p->cx, ids, views->count, homes));
    for (size_t i = 0; i < views->count; i++)
        out[i] = out[i].len > 0 ? out[i] : homes[i];
    return OK;
}

static struct val *view_model(const struct page *p, const struct view *view, struct str number)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_int(a, m, "at", view->at);
    val_set_str(a, m, "who", view->account_name);
    val_set_int(a, m, "account", view->account);
    val_set_str(a, m, "what", view->page);
    return val_set_str(a, m, "detail", number);
}

enum err page_audit(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *lines = val_list(a);
    struct view_list views;
    struct str *numbers;

    TRY(audit_list(p->cx, page_query_int(p, "at", INT64_MAX), page_query_int(p, "id", 0), AUDIT_PAGE, &views));
    numbers = ARENA_ARRAY(a, views.count, struct str);
    TRY(numbers_of(p, &views, numbers));
    for (size_t i = 0; i < views.count; i++)
        val_push(a, lines, view_model(p, &views.items[i], numbers[i]));
    if (views.count == AUDIT_PAGE)
        val_set_str(a, p->model, "next_url", arena_printf(a, "/audit?at=%lld&id=%lld",
                                                          (long long)views.items[AUDIT_PAGE - 1].at,
                                                          (long long)views.items[AUDIT_PAGE - 1].id));
    val_set(a, p->model, "lines", lines);
    page_show(p, "audit", page_word(p, "audit.title"));
    return OK;
}

/* ---- mandates: the list ---- */

static const char *state_of(const struct page *p, const struct mandate *m)
{
    if (m->revoked_at != 0)
        return "revoked";
    if (mandate_in_force(m, day_of(p->cx->now)))
        return "valid";
    return m->from_day > day_of(p->cx->now) ? "future" : "past";
}

static struct val *mandate_model(const struct page *p, const struct mandate *mandate)
{
    bool may = actor_has(p->cx, ROLES(ROLE_SECADMIN));
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_int(a, m, "id", mandate->id);
    val_set_str(a, m, "document", mandate->document);
    val_set_str(a, m, "organ", piece_organ(p, mandate->organ_place, mandate->department));
    val_set_str(a, m, "role", str_of(role_name(mandate->role)));
    val_set_str(a, m, "place", piece_place(p, mandate->place));
    val_set(a, m, "items", val_copy(a, mandate->items));
    val_set(a, m, "powers", val_copy(a, mandate->powers));
    val_set_int(a, m, "from", mandate->from_day);
    val_set_int(a, m, "until", mandate->until_day);
    val_set_int(a, m, "revoked_at", mandate->revoked_at);
    val_set_str(a, m, "state", str_of(state_of(p, mandate)));
    if (may && mandate->revoked_at == 0 && mandate->until_day >= day_of(p->cx->now))
        val_set_str(a, m, "revoke_url", arena_printf(a, "/mandates/%lld/revoke", (long long)mandate->id));
    return m;
}

static enum err add_department(const struct page *p, struct str department, struct val *list)
{
    struct mandate_list mandates;

    TRY(mandate_of_department(p->cx, department, &mandates));
    for (size_t i = mandates.count; i-- > 0;)
        val_push(page_arena(p), list, mandate_model(p, &mandates.items[i]));
    return OK;
}

/* Of the chosen department, or of all: a county has a few dozen. */
static enum err put_mandates(struct page *p, struct str department)
{
    const struct pack *pack = p->cx->house->pack;
    struct val *list = val_list(page_arena(p));

    for (size_t i = 0; i < pack->department_count; i++)
        if (department.len == 0 || str_eq(pack->departments[i].code, department))
            TRY(add_department(p, pack->departments[i].code, list));
    val_set(page_arena(p), p->model, "mandates", list);
    return OK;
}

/* ---- mandates: the form ---- */

static bool lists(const struct val *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_is(list->items[i]->text, text))
            return true;
    return false;
}

static struct val *powers_model(const struct page *p)
{
    const struct val *sent = choice_codes(p, "powers");
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; mandate_powers[i] != NULL; i++) {
        struct val *m = val_set_str(a, val_map(a), "value", str_of(mandate_powers[i]));
        val_push(a, list, val_set_bool(a, m, "on", lists(sent, mandate_powers[i])));
    }
    return list;
}

static void put_form(struct page *p)
{
    static const char *const typed[] = { "document", "from", "until", "items" };
    struct arena *a = page_arena(p);
    struct val *form = val_map(a);
    int64_t place = 0;

    if (str_int(page_field(p, "place"), &place) != OK)
        place = p->cx->house->pack->county;
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        val_set_str(a, form, typed[i], page_field(p, typed[i]));
    val_set(a, p->model, "form", form);
    val_set(a, p->model, "roles", choice_roles(p, MANDATE_ROLES, page_field(p, "role")));
    val_set(a, p->model, "places", choice_places(p, place));
    val_set(a, p->model, "powers", powers_model(p));
}

static enum err show_mandates(struct page *p, struct str department)
{
    bool may = actor_has(p->cx, ROLES(ROLE_SECADMIN));
    struct arena *a = page_arena(p);

    TRY(put_mandates(p, department));
    val_set_str(a, p->model, "department", department);
    val_set(a, p->model, "departments", choice_departments(p, department, false));
    val_set_bool(a, p->model, "can_grant", may);
    val_set_str(a, p->model, "done", choice_done(p));
    if (may)
        put_form(p);
    page_show(p, "mandates", page_word(p, "mandate.title"));
    return OK;
}

enum err page_mandates(struct page *p)
{
    return show_mandates(p, str_trim(request_query(p->rq, "department")));
}

/* ---- mandates: entering and revoking ---- */

static struct mandate sent_mandate(struct page *p)
{
    return (struct mandate){
        .department = str_trim(page_field(p, "department")), .organ_place = p->cx->house->pack->county,
        .role = choice_role(p, "role", MANDATE_ROLES), .place = choice_place(p, "place"),
        .items = choice_codes(p, "items"), .powers = choice_codes(p, "powers"),
        .document = str_trim(page_field(p, "document")), .from_day = choice_day(p, "from", 0),
        .until_day = choice_day(p, "until", 0),
    };
}

enum err page_mandate_grant(struct page *p)
{
    struct mandate mandate = sent_mandate(p);
    enum err e = p->cx->gap_count > 0 ? ERR_INVALID : mandate_grant(p->cx, &mandate);

    if (e == ERR_INVALID) {
        TRY(show_mandates(p, mandate.department));
        return page_again(p, e, "mandates", page_word(p, "mandate.title"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/mandates?department=%.*s&done=mandate_granted", STR_ARG(mandate.department)));
    return OK;
}

enum err page_mandate_revoke(struct page *p)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(mandate_revoke(p->cx, id));
    page_go(p, STR("/mandates?done=mandate_revoked"));
    return OK;
}
