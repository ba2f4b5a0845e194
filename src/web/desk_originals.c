/* SPDX-License-Identifier: MulanPSL-2.0 */
/* desk_originals - the part of the desk that reminds of originals which are still not back. */
#include "domain/actor.h"
#include "domain/original.h"
#include "web/desk.h"
#include "web/inside.h"

enum { LEFT_MAX = 20, SHOWN_MAX = 8 };

static bool there(const struct val *list, struct str url)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_eq(val_str(list->items[i], "url"), url))
            return true;
    return false;
}

static void add(struct page *p, const struct original_reminder *r, struct val *list)
{
    struct arena *a = page_arena(p);
    struct str url = arena_printf(a, "/cases/%lld/originals", (long long)r->case_id);
    struct val *m = val_set_str(a, val_map(a), "url", url);

    if (there(list, url))
        return;
    val_set_str(a, m, "number", r->number);
    val_set_str(a, m, "applicant", r->applicant_name);
    val_push(a, list, val_set_int(a, m, "count", r->count));
}

/* Who keeps a window gives them back. */
enum err desk_put_originals(struct page *p)
{
    const struct actor *actor = p->cx->actor;
    struct val *list = val_list(page_arena(p));
    struct original_reminder_list left;

    for (size_t i = 0; i < actor->post_count; i++) {
        const struct post *post = &actor->posts[i];
        if ((ROLES(post->role) & (ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER))) == 0)
            continue;
        TRY(original_reminders(p->cx, post->place, LEFT_MAX, &left));
        for (size_t k = 0; k < left.count && list->count < SHOWN_MAX; k++)
            if (post_covers(post, left.items[k].place, left.items[k].department, left.items[k].item))
                add(p, &left.items[k], list);
    }
    val_set(page_arena(p), p->model, "left_behind", list);
    return OK;
}
