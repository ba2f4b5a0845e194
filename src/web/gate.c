/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <arpa/inet.h>
#include <string.h>

#include "domain/session.h"
#include "web/inside.h"
#include "web/pieces.h"
#include "web/throttle.h"

/* Browsers keep one jar for all ports of a host: each face has a cookie of its own. */
static const char *const cookies[FACE_COUNT] = {
    [FACE_PUBLIC] = "bcc_visitor", [FACE_STAFF] = "bcc_session", [FACE_SCREEN] = "bcc_screen",
};

/* ---- the session ---- */

void gate_set_session(struct page *p, struct str token)
{
    response_cookie(p->rs, p->rq, cookies[p->face], token, token.len > 0 ? 0 : -1);
}

static enum err take_actor(struct page *p, struct str token, struct actor **out)
{
    struct session s;
    enum err e = session_find(p->cx, token, &s);

    if (e != OK)
        return e;
    *out = ARENA_NEW(p->cx->arena, struct actor);
    TRY(session_actor(p->cx, &s, *out));
    if ((p->route->flags & ASKED_ALONE) != 0)
        return OK;
    e = session_touch(p->cx, &s);
    return e == ERR_BUSY ? OK : e;          /* a busy writer must not close the pages that only read */
}

/* Staff and visitors of the public face are told apart: a session of one does not open the other. */
static bool fits_face(const struct page *p, const struct actor *actor)
{
    return (p->face == FACE_STAFF) == (actor->account != 0);
}

static enum err find_actor(struct page *p)
{
    struct str token = request_cookie(p->rq, cookies[p->face]);
    struct actor *actor = NULL;
    enum err e;

    if (token.len == 0)
        return OK;
    e = take_actor(p, token, &actor);
    if (e == ERR_UNAUTHENTICATED || (e == OK && !fits_face(p, actor)))
        return OK;
    if (e == OK)
        p->cx->actor = actor;
    return e;
}

static void put_user(struct page *p);

/* A visitor gets a session when something of his must be kept. */
static enum err make_visitor(struct page *p)
{
    struct actor *actor = NULL;
    struct str token;

    TRY(gate_try(p, GATE_VISIT, STR("")));
    gate_wrong(p, GATE_VISIT, STR(""));
    TRY(session_visit(p->cx, &token));
    TRY(take_actor(p, token, &actor));
    p->cx->actor = actor;
    gate_set_session(p, token);
    put_user(p);
    return OK;
}

/* ---- the door ---- */

static enum err ask_door(struct page *p)
{
    switch (p->route->door) {
    case DOOR_OPEN:
        return OK;
    case DOOR_VISITOR:
        if (p->face == FACE_STAFF)
            return p->cx->actor != NULL ? OK : ERR_UNAUTHENTICATED;
        return p->cx->actor != NULL ? OK : make_visitor(p);
    case DOOR_SIGNED_IN:
        return p->cx->actor != NULL ? OK : ERR_UNAUTHENTICATED;
    case DOOR_ROLES:
        if (p->cx->actor == NULL)
            return ERR_UNAUTHENTICATED;
        return actor_has(p->cx, p->route->roles) ? OK : ctx_fail(p->cx, ERR_FORBIDDEN, "gap.door", STR(""));
    }
    return ERR_FORBIDDEN;
}

/* A form of ours carries the token of its session; a program sends it as a header. */
static enum err ask_csrf(struct page *p)
{
    struct str sent = page_field(p, "csrf");

    if (p->rq->method == HTTP_GET || p->rq->method == HTTP_HEAD)
        return OK;
    if ((p->route->flags & NO_CSRF) != 0)       /* nobody is signed in at another site's wish */
        return str_is(request_header(p->rq, "sec-fetch-site"), "cross-site") ? ctx_fail(p->cx, ERR_FORBIDDEN, "gap.csrf", STR("")) : OK;
    if (p->cx->actor == NULL)
        return ERR_UNAUTHENTICATED;
    if (sent.len == 0)
        sent = request_header(p->rq, "x-csrf-token");
    return actor_token_fits(p->cx->actor, sent) ? OK : ctx_fail(p->cx, ERR_FORBIDDEN, "gap.csrf", STR(""));
}

static bool must_change_password(struct page *p)
{
    return p->cx->actor != NULL && p->cx->actor->must_change_password && p->route->door != DOOR_OPEN &&
           (p->route->flags & ANY_PASSWORD) == 0;
}

/* A reader gets the form in place of the page; who wanted something done is told that it was not. */
static enum err lead_to_password(struct page *p)
{
    if (p->rq->method == HTTP_POST || request_wants_json(p->rq))
        return ctx_fail(p->cx, ERR_FORBIDDEN, "gap.password.must_change", STR(""));
    p->route = route_named("password_form");
    return OK;
}

/* ---- what a page says of its reader ---- */

static const struct { const char *key, *href; unsigned faces; enum door door; uint32_t roles; } nav[] = {
    { "items", "/items", ON_PUBLIC, DOOR_OPEN, 0 },
    { "track", "/track", ON_PUBLIC, DOOR_OPEN, 0 },
    { "villages", "/villages", ON_PUBLIC, DOOR_OPEN, 0 },
    { "desk", "/desk", ON_STAFF, DOOR_SIGNED_IN, 0 },
    { "head", "/head", ON_STAFF, DOOR_ROLES, ROLES(ROLE_APPROVER) | ROLES(ROLE_HEAD) },
    { "items", "/items", ON_STAFF, DOOR_ROLES, ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER) },
    { "cases", "/cases", ON_STAFF, DOOR_ROLES, ROLES_CASES },
    { "register", "/register", ON_STAFF, DOOR_ROLES, ROLES_REGISTER },
    { "urgent", "/urgent", ON_STAFF, DOOR_ROLES, ROLES(ROLE_MANAGER) | ROLES(ROLE_SUPERVISOR) | ROLES(ROLE_LEADER) },
    { "people", "/people", ON_STAFF, DOOR_ROLES, ROLES(ROLE_SYSADMIN) | ROLES(ROLE_SECADMIN) },
    { "mandates", "/mandates", ON_STAFF, DOOR_ROLES, ROLES(ROLE_SECADMIN) | ROLES(ROLE_MANAGER) | ROLES(ROLE_SUPERVISOR) |
      ROLES(ROLE_HEAD) },
    { "system", "/system", ON_STAFF, DOOR_ROLES, ROLES(ROLE_SYSADMIN) },
    { "audit", "/audit", ON_STAFF, DOOR_ROLES, ROLES(ROLE_AUDITADMIN) },
};

static void put_nav(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < sizeof nav / sizeof *nav; i++) {
        struct val *m;
        if ((nav[i].faces & 1u << p->face) == 0 || (nav[i].door != DOOR_OPEN && p->cx->actor == NULL) ||
            (nav[i].door == DOOR_ROLES && !actor_has(p->cx, nav[i].roles)))
            continue;
        m = val_set_str(a, val_map(a), "key", str_of(nav[i].key));
        val_set_str(a, m, "href", str_of(nav[i].href));
        val_set_bool(a, m, "current", str_starts(p->rq->path, str_of(nav[i].href)));
        val_push(a, list, m);
    }
    val_set(a, p->model, "nav", list);
}

static void put_user(struct page *p)
{
    const struct actor *actor = p->cx->actor;
    struct arena *a = page_arena(p);
    struct val *user = val_map(a), *posts = val_list(a);

    put_nav(p);
    if (actor == NULL)
        return;
    val_set_str(a, p->model, "csrf", actor->csrf);
    if (actor->account == 0)
        return;
    for (size_t i = 0; i < actor->post_count; i++) {
        const struct post *post = &actor->posts[i];
        struct str name = piece_office(p, post->role, post->place, post->department);
        val_push(a, posts, val_set_str(a, val_map(a), "name", name));
    }
    val_set_str(a, user, "name", actor->name);
    val_set(a, user, "posts", posts);
    val_set(a, p->model, "user", user);
}

enum err gate_pass(struct page *p)
{
    if ((p->route->flags & NO_READER) != 0)
        return OK;
    TRY(find_actor(p));
    put_user(p);
    TRY(ask_door(p));
    if (must_change_password(p))
        return lead_to_password(p);
    return ask_csrf(p);
}

/* ---- guessing, and what costs us something ---- */

/* of_one: by one address of one subject; of_address: of all; of_subject: by all addresses (0: not counted). */
static const struct { const char *name; int of_one, of_address, of_subject; } limits[] = {
    [GATE_SIGN_IN] = { "sign-in", 10, 10, 0 },
    [GATE_TRACK]   = { "track", 10, 100, 50 },
    [GATE_VISIT]   = { "visit", 200, 200, 0 },
    [GATE_DRAFT]   = { "draft", 60, 60, 0 },
    [GATE_LINK]    = { "link", 20, 20, 0 },
};

/* A household or an attacker has a whole /64 of IPv6 addresses. */
static struct str network_of(const struct page *p)
{
    struct in6_addr six;
    char text[INET6_ADDRSTRLEN];

    if (str_find(p->rq->client, STR(":")) < 0 || inet_pton(AF_INET6, arena_cstr(page_arena(p), p->rq->client), &six) != 1)
        return p->rq->client;
    memset(six.s6_addr + 8, 0, 8);
    return arena_str(page_arena(p), str_of(inet_ntop(AF_INET6, &six, text, sizeof text)));
}

enum { KEYS = 3 };

static void keys_of(const struct page *p, enum gate_count what, struct str subject, struct str out[KEYS])
{
    struct str net = network_of(p);
    const char *name = limits[what].name;

    out[0] = arena_printf(page_arena(p), "%s|%.*s|%.*s", name, STR_ARG(net), STR_ARG(subject));
    out[1] = arena_printf(page_arena(p), "%s|%.*s", name, STR_ARG(net));
    out[2] = arena_printf(page_arena(p), "%s||%.*s", name, STR_ARG(subject));
}

enum err gate_try(struct page *p, enum gate_count what, struct str subject)
{
    const int most[KEYS] = { limits[what].of_one, limits[what].of_address, limits[what].of_subject };
    struct str keys[KEYS];

    keys_of(p, what, subject, keys);
    for (int i = 0; i < KEYS; i++)
        if (most[i] > 0 && !throttle_allows(p->web->throttle, keys[i], most[i], p->cx->now))
            return ctx_fail(p->cx, ERR_LIMIT, "gap.too_many_tries", STR("15"));
    return OK;
}

void gate_wrong(struct page *p, enum gate_count what, struct str subject)
{
    struct str keys[KEYS];

    keys_of(p, what, subject, keys);
    for (int i = 0; i < KEYS; i++)
        if (i < 2 || limits[what].of_subject > 0)
            throttle_count(p->web->throttle, keys[i], p->cx->now);
}

enum err gate_enter(struct page *p)
{
    return throttle_enter(p->web->throttle) ? OK : ERR_BUSY;
}

void gate_leave(struct page *p)
{
    throttle_leave(p->web->throttle);
}
