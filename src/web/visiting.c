/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/visiting.h"

#include "domain/actor.h"
#include "web/inside.h"
#include "web/pieces.h"

enum { LINES_MIN = 2 };

/* What stands in one of several inputs of the same name. */
static struct str sent_line(const struct page *p, const char *field, size_t n)
{
    const struct val *sent = val_at(p->rq->form, field);

    if (sent->kind == VAL_LIST)
        return n < sent->count ? str_trim(sent->items[n]->text) : STR("");
    return n == 0 ? str_trim(sent->text) : STR("");
}

static bool sent_one(const struct page *p, const char *field, struct str value)
{
    const struct val *sent = val_at(p->rq->form, field);

    for (size_t i = 0; i == 0 || (sent->kind == VAL_LIST && i < sent->count); i++)
        if (str_eq(sent_line(p, field, i), value))
            return true;
    return false;
}

static enum err put_colleagues(struct page *p, const struct task *t, struct val *m)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct colleague_list all;

    TRY(visit_colleagues(p->cx, t, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct colleague *c = &all.items[i];
        struct str id = arena_printf(a, "%lld", (long long)c->account);
        struct val *one = val_set_str(a, val_map(a), "id", id);
        val_set_str(a, one, "name", c->name);
        val_set_str(a, one, "post", piece_office(p, c->post.role, c->post.place, c->post.department));
        val_push(a, list, val_set_bool(a, one, "on", sent_one(p, "officers", id)));
    }
    val_set(a, m, "colleagues", list);
    return OK;
}

/* As many lines as may be needed by who has no colleague with an account. */
static struct val *lines(const struct page *p, int asked)
{
    size_t count = asked > LINES_MIN ? (size_t)asked : LINES_MIN;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < count || sent_line(p, "officers_other", i).len > 0; i++) {
        struct val *one = val_set_int(a, val_map(a), "n", (int64_t)i + 1);
        val_push(a, list, val_set_str(a, one, "text", sent_line(p, "officers_other", i)));
    }
    return list;
}

enum err visiting_put(struct page *p, const struct item *item, const struct task *t, struct val *act)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);
    int asked = 0;

    if (item != NULL)
        TRY(visit_asks(p->cx, item, t, &asked));
    if (asked == 0)
        return OK;
    val_set_int(a, m, "asked", asked);
    val_set_int(a, m, "least", asked + 1);
    val_set_str(a, m, "self", p->cx->actor->name);
    val_set_bool(a, m, "law", str_is(item->type, "01"));
    TRY(put_colleagues(p, t, m));
    val_set(a, m, "lines", lines(p, asked));
    val_set(a, act, "visit", m);
    return OK;
}

/* ---- behind it ---- */

static struct str officer_text(const struct page *p, const struct officer *o)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "name", o->name);

    val_set_str(a, m, "post", o->role < ROLE_COUNT ? page_word(p, arena_printf(a, "role.%s", role_name(o->role)).p) : o->duty);
    return text_message(p->web->text, a, STR("visit.officer"), m, p->cx->lang);
}

void visiting_put_there(const struct page *p, const struct officer_list *all, int64_t seq, bool staff, struct val *m)
{
    struct arena *a = page_arena(p);
    struct str names = STR("");
    int64_t count = 0;
    struct val *there;

    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].seq != seq)
            continue;
        if (count++ > 0)
            names = arena_join(a, names, page_word(p, "visit.and"));
        names = arena_join(a, names, officer_text(p, &all->items[i]));
    }
    if (count == 0 || seq == 0)
        return;
    there = val_set_int(a, val_map(a), "count", count);
    if (staff)
        val_set_str(a, there, "names", names);
    val_set(a, m, "there", there);
}

int64_t visiting_last(const struct officer_list *all, int64_t task)
{
    int64_t seq = 0;

    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].task == task)
            seq = all->items[i].seq;
    return seq;
}
