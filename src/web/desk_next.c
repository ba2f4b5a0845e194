/* SPDX-License-Identifier: MulanPSL-2.0 */
/* desk_next - the next case opens by itself: which one it is, and the thumbnails of its papers fetched ahead. */
#include "domain/turn.h"
#include "web/desk.h"
#include "web/inside.h"
#include "web/pieces.h"

enum { LOOK_AHEAD = 30, THUMBS_AHEAD = 8 };

/* Who must not do a step because of an earlier part would be led to it again and again. */
static enum err open_to_reader(struct page *p, const struct inbox *all, bool *out)
{
    struct arena *a = page_arena(p);
    const struct item **items = ARENA_ARRAY(a, all->count, const struct item *);
    struct task *tasks = ARENA_ARRAY(a, all->count, struct task);
    int64_t *ids = ARENA_ARRAY(a, all->count, int64_t);
    struct case_list cases;

    for (size_t i = 0; i < all->count; i++) {
        tasks[i] = all->items[i].task;
        ids[i] = tasks[i].case_id;
    }
    TRY(case_get_all(p->cx, ids, all->count, &cases));
    for (size_t i = 0; i < all->count; i++) {
        const struct case_file *c = case_list_find(&cases, ids[i]);
        items[i] = c != NULL ? piece_item(p, c) : NULL;
    }
    return turn_check_all(p->cx, items, tasks, all->count, out);
}

/* 0: nothing waits beside this case. */
static enum err find_next(struct page *p, int64_t case_id, int64_t *out)
{
    struct inbox all;
    bool *fits;

    *out = 0;
    TRY(desk_gather(p, LOOK_AHEAD, &all));
    fits = ARENA_ARRAY(page_arena(p), all.count, bool);
    TRY(open_to_reader(p, &all, fits));
    for (size_t i = 0; i < all.count && *out == 0; i++)
        if (fits[i] && all.items[i].task.case_id != case_id)
            *out = all.items[i].task.case_id;
    return OK;
}

static bool goes_on(const struct page *p)
{
    return !request_wants_json(p->rq) && val_truth(val_at(p->model, "goes_on"));
}

enum err desk_go_on(struct page *p, const struct case_file *c, struct str outcome)
{
    struct arena *a = page_arena(p);
    int64_t next = 0;

    if (str_is(page_field(p, "back"), "head")) {
        page_go(p, arena_printf(a, "/head?done=%.*s&of=%lld", STR_ARG(outcome), (long long)c->id));
        return OK;
    }
    if (goes_on(p))
        TRY(find_next(p, c->id, &next));
    if (next != 0)
        page_go(p, arena_printf(a, "/cases/%lld?done=%.*s&of=%lld", (long long)next, STR_ARG(outcome), (long long)c->id));
    else
        page_go(p, arena_printf(a, "/cases/%lld?done=%.*s", (long long)c->id, STR_ARG(outcome)));
    return OK;
}

/* Thumbnails only: an original may be megabytes, and may never be opened. */
enum err desk_put_next(struct page *p, int64_t case_id)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a), *thumbs = val_list(a);
    struct case_material_list papers;
    int64_t next = 0;

    if (goes_on(p))
        TRY(find_next(p, case_id, &next));
    if (next == 0)
        return OK;
    TRY(case_materials(p->cx, next, &papers));
    for (size_t i = 0; i < papers.count && i < THUMBS_AHEAD; i++)
        val_push(a, thumbs, val_text(a, arena_printf(a, "/cases/%lld/papers/%lld/thumb", (long long)next, (long long)papers.items[i].n)));
    val_set_str(a, m, "url", arena_printf(a, "/cases/%lld", (long long)next));
    val_set(a, p->model, "next_case", val_set(a, m, "thumbs", thumbs));
    return OK;
}
