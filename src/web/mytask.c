/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/mytask.h"

#include "domain/copied.h"
#include "domain/turn.h"
#include "web/desk.h"
#include "web/inside.h"
#include "web/pieces.h"
#include "web/points.h"

/* ---- whose turn it is ---- */

static struct val *role_line(const struct page *p, const struct turn *t, const struct turn *now)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_str(a, m, "name", page_word(p, arena_printf(a, "role.%s", role_name(t->role)).p));
    val_set_str(a, m, "state", t->done_at > 0 ? STR("done") : t == now ? STR("now") : STR("next"));
    val_set_str(a, m, "who", t->done_name);
    val_set_int(a, m, "at", t->done_at);
    val_set_str(a, m, "outcome", t->outcome);
    return m;
}

/* The drafter reads why, until the draft goes out again. */
enum err mytask_put_returned(struct page *p, const struct task *t, const struct turn_list *turns, struct val *m)
{
    const struct turn *now = turn_now(turns, t->id), *back;
    struct arena *a = page_arena(p);
    struct turn_list returns;
    struct val *said;
    int times;

    if (now == NULL || now->n != 1)
        return OK;
    TRY(turn_returns(p->cx, t->case_id, &returns));
    back = turn_returned(&returns, t->id, &times);
    if (back == NULL)
        return OK;
    said = val_set_str(a, val_map(a), "why", back->note);
    val_set_str(a, said, "who", back->done_name);
    val_set_str(a, said, "role", page_word(p, arena_printf(a, "role.%s", role_name(back->role)).p));
    val_set_int(a, said, "at", back->done_at);
    val_set(a, m, "returned", val_set_int(a, said, "times", times));
    return OK;
}

static void put_turns(struct page *p, const struct task *t, const struct turn_list *turns, struct val *m, struct val *actions)
{
    const struct turn *now = turn_now(turns, t->id);
    struct arena *a = page_arena(p);
    struct val *roles = val_list(a);

    if (now == NULL)
        return;
    for (size_t i = 0; i < turns->count; i++)
        if (turns->items[i].task == t->id)
            val_push(a, roles, role_line(p, &turns->items[i], now));
    val_set_int(a, m, "turn", now->n);
    val_set(a, m, "roles", roles);
    if (turn_last(turns, now))
        return;
    for (size_t i = 0; i < actions->count; i++)
        val_set_bool(a, actions->items[i], "draft", true);
}

/* ---- never the same person twice ---- */

static enum err refuse_same(struct page *p, const struct item *item, const struct task *t, struct val *m, struct val *actions)
{
    size_t gaps = p->cx->gap_count;
    enum err e = turn_check(p->cx, item, t);

    if (e != ERR_STATE)
        return e;
    model_errors(p);
    val_set_str(page_arena(p), m, "why", val_str(val_at(p->model, "errors")->items[gaps], "text"));
    val_set(page_arena(p), p->model, "errors", val_list(page_arena(p)));
    p->cx->gap_count = gaps;
    actions->count = 0;
    return OK;
}

enum err mytask_put(struct page *p, const struct case_file *c, const struct task *t, struct val *m, struct val *actions)
{
    const struct item *item = piece_item(p, c);
    struct turn_list turns;
    struct review review;

    if (item == NULL)
        return OK;
    TRY(turn_of_case(p->cx, c->id, &turns));
    put_turns(p, t, &turns, m, actions);
    TRY(mytask_put_returned(p, t, &turns, m));
    TRY(refuse_same(p, item, t, m, actions));
    TRY(points_of(p, item, t, &review));
    points_put(p, t, &review);
    return desk_put_next(p, c->id);
}

/* ---- what was said ---- */

static struct val *proposal(struct page *p, const struct turn *t, bool proposed)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "who", t->done_name);

    val_set_str(a, m, "post", page_word(p, arena_printf(a, "role.%s", role_name(t->role)).p));
    val_set_int(a, m, "at", t->done_at);
    val_set_str(a, m, "outcome", t->outcome);
    val_set_str(a, m, "note", t->note);
    return val_set_bool(a, m, "proposed", proposed);
}

/* Drafts that went back stay to be read, each with the reason behind it. */
static enum err put_returned_drafts(struct page *p, int64_t case_id, struct val *opinions)
{
    struct turn_list returns;

    TRY(turn_returns(p->cx, case_id, &returns));
    for (size_t i = 0; i < returns.count; i++)
        val_push(page_arena(p), opinions, proposal(p, &returns.items[i], !str_is(returns.items[i].outcome, TURN_RETURNED)));
    return OK;
}

static enum err put_proposals(struct page *p, const struct task_list *tasks)
{
    struct val *opinions = (struct val *)(uintptr_t)val_at(p->model, "opinions");
    struct arena *a = page_arena(p);
    struct turn_list turns = { 0 };

    if (tasks->count == 0)
        return OK;
    TRY(put_returned_drafts(p, tasks->items[0].case_id, opinions));
    TRY(turn_of_case(p->cx, tasks->items[0].case_id, &turns));
    for (size_t i = 0; i < turns.count; i++)
        if (turns.items[i].done_at != 0 && !turn_last(&turns, &turns.items[i]))
            val_push(a, opinions, proposal(p, &turns.items[i], true));
    return OK;
}

static enum err put_copy(struct page *p, const struct case_file *c, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);
    struct copied copied;

    if (item == NULL || item->copy_sheet.count == 0)
        return OK;
    TRY(copied_of_case(p->cx, c->id, &copied));
    val_set_str(a, m, "url", arena_printf(a, "/cases/%lld/copy", (long long)c->id));
    val_set_str(a, m, "system", page_label(p, item->copy_sheet.system));
    val_set_str(a, m, "label", page_label(p, item->copy_sheet.number));
    val_set_str(a, m, "number", copied.number);
    val_set(a, p->model, "copy", m);
    return OK;
}

enum err mytask_put_said(struct page *p, const struct case_file *c, const struct task_list *tasks)
{
    const struct item *item = piece_item(p, c);

    TRY(put_proposals(p, tasks));
    TRY(points_put_said(p, item, tasks));
    return put_copy(p, c, item);
}

const struct case_file *mytask_done_with(struct page *p, const struct case_file *shown, struct case_file *other, struct val *m)
{
    int64_t of = page_query_int(p, "of", shown->id);
    struct arena *a = page_arena(p);

    if (of == shown->id || case_see(p->cx, of, other) != OK)
        return shown;
    val_set(a, m, "case", val_set_str(a, val_set_str(a, val_map(a), "applicant", other->applicant_name), "url",
                                      arena_printf(a, "/cases/%lld", (long long)of)));
    return other;
}
