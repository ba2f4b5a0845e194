/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_desk - where staff begin: what waits, sorted by the clock; the search, own drafts, what is new. */
#include "domain/draft.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/number.h"
#include "web/acts.h"
#include "web/desk.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

#include <stdlib.h>

enum { COUNTED_MAX = 200, QUEUE_MAX = 30, CASES_PAGE = 50, RECENT_MAX = 8 };

/* ---- the queue ---- */

enum err desk_line(const struct page *p, const struct inbox_line *l, int64_t current, struct val **out)
{
    struct arena *a = page_arena(p);
    struct val *m = *out = val_map(a);

    val_set_int(a, m, "id", l->task.id);
    val_set_str(a, m, "url", arena_printf(a, "/cases/%lld", (long long)l->task.case_id));
    val_set_str(a, m, "number", l->number);
    val_set_str(a, m, "item", piece_name(p, l->item_zh, l->item_en));
    val_set_str(a, m, "applicant", l->applicant_name);
    val_set_str(a, m, "place", piece_place(p, l->case_place));
    val_set_str(a, m, "task", piece_name(p, l->task.name_zh, l->task.name_en));
    val_set_str(a, m, "kind", l->task.kind);
    val_set_int(a, m, "opened_at", l->task.opened_at);
    val_set_bool(a, m, "current", l->task.id == current);
    val_set_bool(a, m, "urgent", l->task.urgent);
    if (task_post(p->cx, &l->task, l->item) != NULL)
        val_set_str(a, m, "for", task_post(p->cx, &l->task, l->item)->for_name);
    return piece_left(p, m, l->task.due_at);
}

static int by_due(const void *l, const void *r)
{
    const struct inbox_line *left = l, *right = r;

    if (left->task.urgent != right->task.urgent)
        return left->task.urgent ? -1 : 1;
    if (left->task.due_at != right->task.due_at)
        return left->task.due_at < right->task.due_at ? -1 : 1;
    return (left->task.id > right->task.id) - (left->task.id < right->task.id);
}

/* Two posts of one person may answer for the same task; a post for some items answers for no others. */
static void merge(struct page *p, struct inbox *all, const struct inbox *more)
{
    for (size_t i = 0; i < more->count; i++) {
        bool there = task_post(p->cx, &more->items[i].task, more->items[i].item) == NULL;
        for (size_t k = 0; k < all->count; k++)
            there = there || all->items[k].task.id == more->items[i].task.id;
        if (there)
            continue;
        all->items = arena_grow(page_arena(p), all->items, all->count, &all->cap, sizeof *all->items);
        all->items[all->count++] = more->items[i];
    }
    all->more = all->more || more->more;
}

enum err desk_gather(struct page *p, size_t limit, struct inbox *all)
{
    const struct actor *actor = p->cx->actor;

    *all = (struct inbox){ 0 };
    for (size_t i = 0; i < actor->post_count; i++) {
        struct inbox one;
        TRY(task_inbox(p->cx, &actor->posts[i], limit, &one));
        merge(p, all, &one);
    }
    if (all->count > 0)
        qsort(all->items, all->count, sizeof *all->items, by_due);
    all->more = all->more || all->count > limit;
    all->count = all->count > limit ? limit : all->count;
    return OK;
}

static enum err put_queue(struct page *p, const struct inbox *all, int64_t current, size_t limit)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a), *m;

    for (size_t i = 0; i < all->count && i < limit; i++) {
        TRY(desk_line(p, &all->items[i], current, &m));
        val_push(a, list, m);
    }
    val_set(a, p->model, "queue", list);
    val_set_str(a, p->model, "queue_total", arena_printf(a, all->more ? "%zu+" : "%zu", all->count));
    val_set_bool(a, p->model, "queue_more", all->more || all->count > limit);
    val_set_int(a, p->model, "position", ids_position(p->cx->house->ids));
    return OK;
}

enum err desk_queue(struct page *p, int64_t current, size_t limit)
{
    struct inbox all;

    TRY(desk_gather(p, COUNTED_MAX, &all));
    return put_queue(p, &all, current, limit);
}

/* ---- the desk ---- */

/* Lines of one due day are of one level: it is asked once a day of the list, which is sorted by it. */
static enum err count_levels(struct page *p, const struct inbox *all, int64_t *near, int64_t *over)
{
    struct str level = STR("");
    int64_t due = 0;

    *near = *over = 0;
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].task.due_at != due) {
            struct val *m = val_map(page_arena(p));
            due = all->items[i].task.due_at;
            TRY(piece_left(p, m, due));
            level = val_str(m, "level");
        }
        *near += str_is(level, "near");
        *over += str_is(level, "over");
    }
    return OK;
}

static enum err put_counts(struct page *p, const struct inbox *all)
{
    struct arena *a = page_arena(p);
    struct { const char *key; int64_t n; } counts[] = { { "waiting", (int64_t)all->count }, { "near", 0 }, { "over", 0 } };
    struct val *list = val_list(a);

    TRY(count_levels(p, all, &counts[1].n, &counts[2].n));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct val *m = val_set_str(a, val_map(a), "key", str_of(counts[i].key));
        val_set_int(a, m, "n", counts[i].n);
        val_set_bool(a, m, "more", all->more && counts[i].n == (int64_t)all->count);
        val_set_str(a, m, "url", arena_printf(a, "/inbox?only=%s", counts[i].key));
        val_push(a, list, m);
    }
    val_set(a, p->model, "counts", list);
    return OK;
}

static struct val *draft_line(const struct page *p, const struct draft *d)
{
    const struct item *item = pack_item(p->cx->house->pack, d->item);
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_int(a, m, "id", d->id);
    val_set_str(a, m, "url", arena_printf(a, "/drafts/%lld/applicant", (long long)d->id));
    val_set_str(a, m, "item", item != NULL ? page_label(p, item->name) : d->item);
    val_set_str(a, m, "place", piece_place(p, d->place));
    val_set_int(a, m, "saved_at", d->saved_at);
    return m;
}

static enum err put_drafts(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct draft_list drafts;

    TRY(draft_mine(p->cx, &drafts));
    for (size_t i = 0; i < drafts.count; i++)
        val_push(a, list, draft_line(p, &drafts.items[i]));
    val_set(a, p->model, "drafts", list);
    return OK;
}

/* The widest post of the reader that sees cases. */
static const struct post *widest(const struct page *p)
{
    const struct post *best = NULL;

    for (size_t i = 0; i < p->cx->actor->post_count; i++) {
        const struct post *post = &p->cx->actor->posts[i];
        if ((ROLES(post->role) & ROLES_CASES) == 0)
            continue;
        if (best == NULL || division_level(post->place) < division_level(best->place))
            best = post;
    }
    return best;
}

/* A post for some items only sees those: the list was read wider than it is shown. */
static enum err cases_in_sight(struct page *p, const struct case_list *cases, struct val **out)
{
    struct case_list seen = *cases;

    seen.items = ARENA_ARRAY(page_arena(p), cases->count, struct case_file);
    for (size_t i = 0; i < cases->count; i++)
        seen.items[i] = cases->items[i];
    *out = val_list(page_arena(p));
    TRY(case_list_in_sight(p->cx, &seen));
    for (size_t i = 0; i < seen.count; i++)
        val_push(page_arena(p), *out, piece_case(p, &seen.items[i], false));
    return OK;
}

/* Township and county see a case from the minute it is received, whoever has the task (同步审核). */
static enum err put_recent(struct page *p)
{
    const struct post *post = widest(p);
    struct case_list cases;
    struct val *list;

    if (post == NULL)
        return OK;
    TRY(case_list_of(p->cx, post->place, post->department, (struct case_mark){ DUE_NONE, 0 }, RECENT_MAX, &cases));
    TRY(cases_in_sight(p, &cases, &list));
    val_set(page_arena(p), p->model, "recent", list);
    return OK;
}

/* Administrators handle no affairs: their day begins with the accounts or the log. */
static const char *other_desk(const struct page *p)
{
    if (actor_has(p->cx, ROLES_CASES | ROLES(ROLE_EXPERT) | ROLES(ROLE_EDITOR) | ROLES(ROLE_AGENT)))
        return NULL;
    if (actor_has(p->cx, ROLES(ROLE_SYSADMIN) | ROLES(ROLE_SECADMIN)))
        return "/people";
    return actor_has(p->cx, ROLES(ROLE_AUDITADMIN)) ? "/audit" : NULL;
}

enum err page_desk(struct page *p)
{
    struct arena *a = page_arena(p);
    struct inbox all;

    if (other_desk(p) != NULL) {
        page_go(p, str_of(other_desk(p)));
        return OK;
    }
    TRY(desk_gather(p, COUNTED_MAX, &all));
    TRY(put_queue(p, &all, 0, QUEUE_MAX));
    TRY(put_counts(p, &all));
    TRY(put_drafts(p));
    TRY(put_recent(p));
    TRY(acts_notes(p));
    TRY(desk_put_originals(p));
    val_set_bool(a, p->model, "can_search", actor_has(p->cx, ROLES_CASES));
    val_set_bool(a, p->model, "can_file", actor_has(p->cx, ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER)));
    page_show(p, "desk", page_word(p, "desk.title"));
    return OK;
}

enum err page_drafts(struct page *p)
{
    TRY(put_drafts(p));
    page_show(p, "drafts", page_word(p, "desk.drafts"));
    return OK;
}

/* What is new behind a position: the desk asks every few seconds, one small answer. */
enum err page_changes(struct page *p)
{
    int64_t since = page_query_int(p, "since", 0), fresh = 0;
    struct arena *a = page_arena(p);
    const struct actor *actor = p->cx->actor;

    for (size_t i = 0; i < actor->post_count; i++) {
        int64_t n;
        TRY(task_count_since(p->cx, &actor->posts[i], since, &n));
        fresh += n;
    }
    if (request_wants_json(p->rq))
        p->model = val_map(a);
    val_set_int(a, p->model, "position", ids_position(p->cx->house->ids));
    val_set_int(a, p->model, "fresh", fresh);
    page_show(p, "changes", STR(""));
    return OK;
}

/* ---- cases ---- */

static struct str older_url(const struct page *p, const struct case_file *last)
{
    struct str q = str_trim(request_query(p->rq, "q"));
    struct buf url = buf_in(page_arena(p));

    buf_printf(&url, "/cases?at=%lld&id=%lld", (long long)last->received_at, (long long)last->id);
    if (q.len > 0) {
        buf_add(&url, STR("&q="));
        buf_percent(&url, q);
    }
    return buf_str(&url);
}

static enum err put_cases(struct page *p, const struct case_list *cases)
{
    struct arena *a = page_arena(p);
    struct val *list;

    TRY(cases_in_sight(p, cases, &list));
    val_set(a, p->model, "cases", list);
    if (cases->count == CASES_PAGE)
        val_set_str(a, p->model, "next_url", older_url(p, &cases->items[cases->count - 1]));
    page_show(p, "cases", page_word(p, "cases.title"));
    return OK;
}

/* A whole case number leads straight to the case. */
static enum err find_number(struct page *p, struct str number, bool *found)
{
    struct case_file c;
    enum err e = case_by_number(p->cx, number, &c);

    *found = false;
    if (e == OK)
        e = case_see(p->cx, c.id, &c);
    if (e != OK)
        return e == ERR_NOT_FOUND ? OK : e;
    *found = true;
    page_go(p, arena_printf(page_arena(p), "/cases/%lld", (long long)c.id));
    return OK;
}

enum err page_cases(struct page *p)
{
    struct str q = str_trim(request_query(p->rq, "q")), number;
    const struct post *post = widest(p);
    struct case_mark before = { page_query_int(p, "at", DUE_NONE), page_query_int(p, "id", 0) };
    struct case_list cases = { 0 };
    bool found = false;

    val_set_str(page_arena(p), p->model, "q", q);
    if (number_clean(page_arena(p), q, &number) == OK)
        TRY(find_number(p, number, &found));
    if (found)
        return OK;
    if (post != NULL && q.len > 0)
        TRY(case_list_named(p->cx, post->place, post->department, q, before, CASES_PAGE, &cases));
    if (post != NULL && q.len == 0)
        TRY(case_list_of(p->cx, post->place, post->department, before, CASES_PAGE, &cases));
    return put_cases(p, &cases);
}
