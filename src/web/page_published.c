/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_published - 许可公开: licences that were granted, for everybody, with names masked (行政许可法 40). */
#include "domain/document.h"
#include "web/body.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

enum { LINES = 50 };

/* Births and the like name nobody, as on the wall. */
static struct str who(const struct page *p, const struct published *d)
{
    return d->wall_rule == WALL_NUMBER_ONLY ? STR("") : piece_masked(p, d->applicant_name);
}

static struct str older_url(struct arena *a, const struct document *last)
{
    return arena_printf(a, "/decisions?at=%lld&id=%lld&n=%lld", (long long)last->at, (long long)last->case_id, (long long)last->n);
}

enum err page_published(struct page *p)
{
    struct published_mark before = { page_query_int(p, "at", p->cx->now + 1), page_query_int(p, "id", 0),
                                     page_query_int(p, "n", 0) };
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct published_list all;

    TRY(document_published(p->cx, before, LINES, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct published *d = &all.items[i];
        struct val *m = val_set_str(a, val_map(a), "number", d->paper.number);
        val_set_str(a, m, "item", piece_name(p, d->item_zh, d->item_en));
        val_set_str(a, m, "who", who(p, d));
        val_set_str(a, m, "organ", body_organ(p, d->paper.place, d->paper.department));
        val_set_int(a, m, "at", d->paper.at);
        if (d->corrected_at > 0)
            val_set(a, m, "corrected", val_set_int(a, val_set_str(a, val_map(a), "text", d->corrected), "at", d->corrected_at));
        val_push(a, list, m);
    }
    val_set(a, p->model, "decisions", list);
    if (all.more)
        val_set_str(a, p->model, "next_url", older_url(a, &all.items[all.count - 1].paper));
    page_show(p, "published", page_word(p, "published.title"));
    return OK;
}
