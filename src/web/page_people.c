/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_people - the accounts of those who work here: who opens, locks and closes them, who gives and ends their posts. */
#include "base/calendar.h"
#include "domain/account.h"
#include "domain/actor.h"
#include "domain/passrule.h"
#include "domain/tenure.h"
#include "web/choice.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

enum { PEOPLE_PAGE = 50, WALK = 200 };
#define EVERY_ROLE (ROLES(ROLE_COUNT) - 1)

/* ---- one account ---- */

static const char *state_of(const struct page *p, const struct account *account)
{
    if (account->closed_at != 0)
        return "closed";
    if (account->locked_until > p->cx->now)
        return "locked";
    return account_must_change(account, p->cx->now) ? "must_change" : "open";
}

static struct str url_of(const struct page *p, int64_t id)
{
    return arena_printf(page_arena(p), "/people/%lld", (long long)id);
}

static struct val *account_model(const struct page *p, const struct account *account)
{
    bool soon_over = account->locked_until > p->cx->now && account->locked_until != ACCOUNT_LOCKED_FOR_GOOD;
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_int(a, m, "id", account->id);
    val_set_str(a, m, "url", url_of(p, account->id));
    val_set_str(a, m, "login", account->login);
    val_set_str(a, m, "name", account->name);
    val_set_str(a, m, "state", str_of(state_of(p, account)));
    val_set_int(a, m, "opened_at", account->opened_at);
    val_set_int(a, m, "closed_at", account->closed_at);
    val_set_int(a, m, "last_in_at", account->last_in_at);
    val_set_int(a, m, "locked_until", soon_over ? account->locked_until : 0);
    return m;
}

static struct str post_name(const struct page *p, const struct post *post)
{
    return piece_office(p, post->role, post->place, post->department);
}

/* The password goes to the reader of this one answer; nowhere else does it stand in the clear. */
static void put_made(struct page *p, const struct account *account, struct str password)
{
    struct arena *a = page_arena(p);
    struct val *m = account_model(p, account);

    val_set(a, p->model, "made", val_set_str(a, m, "password", password));
}

/* ---- the list ---- */

static bool matches(const struct account *account, struct str q)
{
    return q.len == 0 || str_find(account->login, q) >= 0 || str_find(account->name, q) >= 0;
}

static void pick(struct page *p, const struct account_list *from, struct str q, struct account_list *out)
{
    for (size_t i = 0; i < from->count && out->count <= PEOPLE_PAGE; i++)
        if (matches(&from->items[i], q)) {
            out->items = arena_grow(page_arena(p), out->items, out->count, &out->cap, sizeof *out->items);
            out->items[out->count++] = from->items[i];
        }
}

/* One more than a page shows, if there are so many: the search walks all accounts, a county has hundreds. */
static enum err gather(struct page *p, struct str q, struct str after, struct account_list *out)
{
    struct account_list some = { .count = WALK };

    *out = (struct account_list){ 0 };
    while (some.count == WALK && out->count <= PEOPLE_PAGE) {
        TRY(account_page(p->cx, after, WALK, &some));
        pick(p, &some, q, out);
        after = some.count > 0 ? some.items[some.count - 1].login : after;
    }
    return OK;
}

static enum err posts_today(const struct page *p, int64_t account, struct val **out)
{
    struct arena *a = page_arena(p);
    struct tenure_list held;

    *out = val_list(a);
    TRY(tenure_of_account(p->cx, account, &held));
    for (size_t i = 0; i < held.count; i++)
        if (tenure_in_force(&held.items[i], day_of(p->cx->now)))
            val_push(a, *out, val_text(a, post_name(p, &held.items[i].post)));
    return OK;
}

static enum err show_list(struct page *p)
{
    struct str q = str_trim(request_query(p->rq, "q"));
    struct arena *a = page_arena(p);
    struct val *list = val_list(a), *posts;
    struct account_list accounts;

    TRY(gather(p, q, request_query(p->rq, "after"), &accounts));
    for (size_t i = 0; i < accounts.count && i < PEOPLE_PAGE; i++) {
        TRY(posts_today(p, accounts.items[i].id, &posts));
        val_push(a, list, val_set(a, account_model(p, &accounts.items[i]), "posts", posts));
    }
    if (accounts.count > PEOPLE_PAGE)
        val_set_str(a, p->model, "next_after", accounts.items[PEOPLE_PAGE - 1].login);
    val_set(a, p->model, "accounts", list);
    val_set_str(a, p->model, "q", q);
    val_set_bool(a, p->model, "can_open", actor_has(p->cx, ROLES(ROLE_SYSADMIN)));
    page_show(p, "people", page_word(p, "people.title"));
    return OK;
}

enum err page_people(struct page *p)
{
    return show_list(p);
}

static enum err open_refused(struct page *p, enum err e, const struct account_new *new)
{
    val_set_str(page_arena(p), p->model, "login", new->login);
    val_set_str(page_arena(p), p->model, "name", new->name);
    TRY(show_list(p));
    return page_again(p, e, "people", page_word(p, "people.title"));
}

enum err page_person_open(struct page *p)
{
    struct account_new new = {
        .login = str_trim(page_field(p, "login")), .name = str_trim(page_field(p, "name")),
        .password = passrule_make(page_arena(p)), .must_change = true,
    };
    struct account account;
    int64_t id;
    enum err e = account_open(p->cx, &new, &id);

    if (e == ERR_INVALID)
        return open_refused(p, e, &new);
    TRY(e);
    TRY(account_get(p->cx, id, &account));
    put_made(p, &account, new.password);
    return show_list(p);
}

/* ---- what may be done with an account ---- */

enum when { ALWAYS, WHEN_LOCKED, UNLESS_LOCKED_FOR_GOOD };

static enum err lock(struct page *p, const struct account *account)
{
    return account_lock(p->cx, account->id, page_field(p, "reason"));
}

static enum err unlock(struct page *p, const struct account *account)
{
    return account_unlock(p->cx, account->id);
}

static enum err reset(struct page *p, const struct account *account)
{
    struct str password = passrule_make(page_arena(p));

    TRY(account_reset_password(p->cx, account->id, password));
    put_made(p, account, password);
    return OK;
}

static enum err close_it(struct page *p, const struct account *account)
{
    return account_close(p->cx, account->id);
}

static const struct act {
    const char *name, *done;
    enum role   role;
    enum when   when;
    enum err  (*run)(struct page *p, const struct account *account);
} acts[] = {
    { "lock",   "locked",   ROLE_SECADMIN, UNLESS_LOCKED_FOR_GOOD, lock },
    { "unlock", "unlocked", ROLE_SECADMIN, WHEN_LOCKED,            unlock },
    { "reset",  "reset",    ROLE_SECADMIN, ALWAYS,                 reset },
    { "close",  "closed",   ROLE_SYSADMIN, ALWAYS,                 close_it },
};
enum { ACTS = sizeof acts / sizeof *acts };

static bool fits(enum when when, const struct account *account, int64_t now)
{
    if (when == WHEN_LOCKED)
        return account->locked_until > now;
    return when == ALWAYS || account->locked_until != ACCOUNT_LOCKED_FOR_GOOD;
}

/* An administrator does nothing to his own account, and nobody to a closed one. */
static bool in_reach(const struct page *p, const struct account *account, enum role role)
{
    return account->closed_at == 0 && account->id != p->cx->actor->account && actor_has(p->cx, ROLES(role));
}

static struct val *can_model(const struct page *p, const struct account *account)
{
    struct arena *a = page_arena(p);
    struct val *can = val_map(a);

    for (size_t i = 0; i < ACTS; i++)
        val_set_bool(a, can, acts[i].name,
                     in_reach(p, account, acts[i].role) && fits(acts[i].when, account, p->cx->now));
    return val_set_bool(a, can, "give", in_reach(p, account, ROLE_SECADMIN));
}

static const struct act *find_act(struct str name)
{
    for (size_t i = 0; i < ACTS; i++)
        if (str_is(name, acts[i].name))
            return &acts[i];
    return NULL;
}

/* ---- one person ---- */

static const char *post_state(const struct page *p, const struct tenure *t)
{
    if (t->ended_at != 0)
        return "ended";
    if (tenure_in_force(t, day_of(p->cx->now)))
        return "valid";
    return t->from_day > day_of(p->cx->now) ? "future" : "past";
}

static struct val *post_model(const struct page *p, const struct account *account, const struct tenure *t)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a), *items = val_list(a);

    for (size_t i = 0; i < t->post.item_count; i++)
        val_push(a, items, val_text(a, t->post.items[i]));
    val_set_int(a, m, "id", t->post.id);
    val_set_str(a, m, "name", post_name(p, &t->post));
    val_set(a, m, "items", items);
    val_set_int(a, m, "from", t->from_day);
    val_set_int(a, m, "until", t->until_day);
    val_set_int(a, m, "ended_at", t->ended_at);
    val_set_str(a, m, "state", str_of(post_state(p, t)));
    if (t->ended_at == 0 && in_reach(p, account, ROLE_SECADMIN))
        val_set_str(a, m, "end_url", arena_printf(a, "/people/%lld/posts/%lld/end", (long long)account->id,
                                                  (long long)t->post.id));
    return m;
}

static enum err put_posts(struct page *p, const struct account *account)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct tenure_list held;

    TRY(tenure_of_account(p->cx, account->id, &held));
    for (size_t i = held.count; i-- > 0;)
        val_push(a, list, post_model(p, account, &held.items[i]));
    val_set(a, p->model, "posts", list);
    return OK;
}

/* The form for a post, with what was typed. */
static void put_form(struct page *p)
{
    static const char *const typed[] = { "items", "from", "until", "reason" };
    struct arena *a = page_arena(p);
    int64_t place = 0;

    if (str_int(page_field(p, "place"), &place) != OK)
        place = p->cx->house->pack->county;
    val_set(a, p->model, "roles", choice_roles(p, EVERY_ROLE, page_field(p, "role")));
    val_set(a, p->model, "places", choice_places(p, place));
    val_set(a, p->model, "departments", choice_departments(p, page_field(p, "department"), true));
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        val_set_str(a, p->model, typed[i], page_field(p, typed[i]));
}

static enum err show_person(struct page *p, int64_t id)
{
    struct account account;

    TRY(account_get(p->cx, id, &account));
    TRY(put_posts(p, &account));
    val_set(page_arena(p), p->model, "account", account_model(p, &account));
    val_set(page_arena(p), p->model, "can", can_model(p, &account));
    val_set_bool(page_arena(p), p->model, "own", id == p->cx->actor->account);
    val_set_str(page_arena(p), p->model, "done", choice_done(p));
    if (in_reach(p, &account, ROLE_SECADMIN))
        put_form(p);
    page_show(p, "person", account.name);
    return OK;
}

/* Conflicts with another post are mended on the page as well. */
static enum err person_again(struct page *p, enum err e, int64_t id)
{
    if (e != ERR_INVALID && e != ERR_CONFLICT)
        return e;
    TRY(show_person(p, id));
    model_errors(p);
    p->status = model_status(e);
    return OK;
}

static void go_person(struct page *p, int64_t id, const char *done)
{
    page_go(p, arena_printf(page_arena(p), "/people/%lld?done=%s", (long long)id, done));
}

enum err page_person(struct page *p)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    return show_person(p, id);
}

enum err page_person_act(struct page *p)
{
    const struct act *act = find_act(p->params[1]);
    struct account account;
    int64_t id;
    enum err e;

    TRY(page_id(p, 0, &id));
    TRY(account_get(p->cx, id, &account));
    if (act == NULL)
        return ERR_NOT_FOUND;
    e = act->run(p, &account);
    if (e != OK)
        return person_again(p, e, id);
    if (val_has(p->model, "made"))
        return show_person(p, id);
    go_person(p, id, act->done);
    return OK;
}

/* ---- posts ---- */

static struct post sent_post(struct page *p)
{
    const struct val *codes = choice_codes(p, "items");
    struct post post = {
        .role = choice_role(p, "role", EVERY_ROLE), .place = choice_place(p, "place"),
        .department = str_trim(page_field(p, "department")),
        .items = ARENA_ARRAY(page_arena(p), codes->count, struct str), .item_count = codes->count,
    };

    for (size_t i = 0; i < codes->count; i++)
        post.items[i] = codes->items[i]->text;
    return post;
}

enum err page_post_give(struct page *p)
{
    struct tenure t = { .post = sent_post(p), .from_day = choice_day(p, "from", 0), .until_day = choice_day(p, "until", 0) };
    enum err e;

    TRY(page_id(p, 0, &t.account));
    e = p->cx->gap_count > 0 ? ERR_INVALID : tenure_assign(p->cx, &t);
    if (e != OK)
        return person_again(p, e, t.account);
    go_person(p, t.account, "post_given");
    return OK;
}

enum err page_post_end(struct page *p)
{
    struct tenure_list held;
    int64_t id, post;
    size_t i = 0;

    TRY(page_id(p, 0, &id));
    TRY(page_id(p, 1, &post));
    TRY(tenure_of_account(p->cx, id, &held));
    while (i < held.count && held.items[i].post.id != post)
        i++;
    if (i == held.count)
        return ERR_NOT_FOUND;
    TRY(tenure_end(p->cx, post));
    go_person(p, id, "post_ended");
    return OK;
}
