/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_head - the head of a department, on a telephone between two meetings: what he must decide today, in two taps. */
#include "domain/audit.h"
#include "domain/handling.h"
#include "domain/turn.h"
#include "web/desk.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/points.h"

enum { HEAD_MAX = 60, CHOICES_MAX = 8, CARDS_MAX = 20 };

/* ---- one card ---- */

/* What those before him found: the newest opinion first, two at most. */
static void put_opinions(struct page *p, const struct task_list *tasks, const struct turn_list *turns, struct val *card)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = turns->count; i-- > 0 && list->count < 2;)
        if (turns->items[i].note.len > 0 && !turn_last(turns, &turns->items[i]))
            val_push(a, list, val_set_str(a, val_set_str(a, val_set_str(a, val_map(a), "who", turns->items[i].done_name), "note",
                                                         turns->items[i].note), "outcome", turns->items[i].outcome));
    for (size_t i = tasks->count; i-- > 0 && list->count < 2;)
        if (tasks->items[i].state == TASK_DONE && tasks->items[i].note.len > 0)
            val_push(a, list, val_set_str(a, val_set_str(a, val_set_str(a, val_map(a), "who", tasks->items[i].done_name), "note",
                                                         tasks->items[i].note), "outcome", tasks->items[i].outcome));
    val_set(a, card, "opinions", list);
}

static void put_points(struct page *p, const struct review *r, struct val *card)
{
    struct arena *a = page_arena(p);
    struct val *open = val_list(a);

    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].mark == REVIEW_OPEN)
            val_push(a, open, val_text(a, page_label(p, r->items[i].point->text)));
    val_set_int(a, card, "points", (int64_t)r->count);
    val_set(a, card, "open", open);
}

static void put_acts(struct page *p, const struct task *t, const struct case_file *c, const struct turn_list *turns, struct val *card)
{
    const struct act_choice *choices[CHOICES_MAX];
    size_t count = handling_choices(t->kind, c->corrected, choices, CHOICES_MAX);
    const struct turn *now = turn_now(turns, t->id);
    struct arena *a = page_arena(p);
    struct val *acts = val_list(a);

    for (size_t i = 0; i < count; i++) {
        struct str outcome = str_of(choices[i]->outcome), key = arena_join(a, STR("phrase."), outcome);
        struct val *m = val_set_str(a, val_map(a), "outcome", outcome);
        bool yes = review_needed(t->kind, outcome);
        val_set_str(a, m, "action", arena_printf(a, "/tasks/%lld/%.*s", (long long)t->id, STR_ARG(outcome)));
        val_set_bool(a, m, "yes", yes);
        val_set_bool(a, m, "draft", now != NULL && !turn_last(turns, now));
        val_set_str(a, m, "note", yes ? page_word(p, key.p) : STR(""));
        val_push(a, acts, m);
    }
    val_set(a, card, "acts", acts);
}

/* What the cards are made of, read with one question of a kind for all of them. */
struct facts { struct case_list cases; struct task_list tasks; struct turn_list turns; struct review_tick_list said; };

static enum err read_facts(struct page *p, const int64_t *ids, size_t count, struct facts *out)
{
    *out = (struct facts){ 0 };
    if (count == 0)
        return OK;
    TRY(case_get_all(p->cx, ids, count, &out->cases));
    TRY(audit_view_all(p->cx, ids, count, "head"));     /* opinions are read here, of many cases at once */
    TRY(task_of_cases(p->cx, ids, count, &out->tasks));
    TRY(turn_of_cases(p->cx, ids, count, &out->turns));
    return review_of_cases(p->cx, ids, count, &out->said);
}

static enum err card_of(struct page *p, const struct inbox_line *l, const struct facts *facts, struct val **out)
{
    const struct case_file *c = case_list_find(&facts->cases, l->task.case_id);
    struct task_list tasks = task_list_of(&facts->tasks, l->task.case_id);
    struct turn_list turns = turn_list_of(&facts->turns, l->task.case_id);
    struct arena *a = page_arena(p);
    struct val *m = *out = val_set_int(a, val_map(a), "id", l->task.id);
    struct review review;

    if (c == NULL)
        return ERR_NOT_FOUND;
    TRY(points_lay(p, piece_item(p, c), &l->task, &facts->said, &review));
    val_set_str(a, m, "url", arena_printf(a, "/cases/%lld", (long long)c->id));
    val_set_str(a, m, "applicant", l->applicant_name);
    val_set_str(a, m, "item", piece_name(p, l->item_zh, l->item_en));
    val_set_str(a, m, "place", piece_place(p, l->case_place));
    val_set_str(a, m, "task", piece_name(p, l->task.name_zh, l->task.name_en));
    put_opinions(p, &tasks, &turns, m);
    put_points(p, &review, m);
    put_acts(p, &l->task, c, &turns, m);
    return piece_left(p, m, l->task.due_at);
}

/* ---- the page ---- */

static bool his_to_decide(const struct inbox_line *l)
{
    return str_is(l->task.kind, "decide") || str_is(l->task.kind, "decide_part") || str_is(l->task.kind, "opinion");
}

static bool today(const struct page *p, const struct inbox_line *l)
{
    return l->task.due_at != DUE_NONE && day_of(l->task.due_at) <= day_of(p->cx->now);
}

static void put_count(struct page *p, struct val *list, const char *key, size_t n)
{
    struct arena *a = page_arena(p);

    val_push(a, list, val_set_int(a, val_set_str(a, val_map(a), "key", str_of(key)), "n", (int64_t)n));
}

/* The first of those he decides. */
static enum err read_shown(struct page *p, const struct inbox *all, struct facts *out)
{
    int64_t ids[CARDS_MAX];
    size_t count = 0;

    for (size_t i = 0; i < all->count && count < CARDS_MAX; i++)
        if (his_to_decide(&all->items[i]))
            ids[count++] = all->items[i].task.case_id;
    return read_facts(p, ids, count, out);
}

static enum err put_cards(struct page *p, const struct inbox *all)
{
    struct facts facts;
    struct arena *a = page_arena(p);
    struct val *now = val_list(a), *later = val_list(a), *counts = val_list(a), *m;
    size_t over = 0, due = 0, rest = 0;

    TRY(read_shown(p, all, &facts));
    for (size_t i = 0; i < all->count; i++) {
        const struct inbox_line *l = &all->items[i];
        bool soon = today(p, l);
        if (!his_to_decide(l))
            continue;
        over += soon && l->task.due_at < p->cx->now;
        due += soon && l->task.due_at >= p->cx->now;
        rest += !soon;
        if (now->count + later->count == CARDS_MAX)
            continue;
        TRY(card_of(p, l, &facts, &m));
        val_push(a, soon ? now : later, m);
    }
    put_count(p, counts, "over", over);
    put_count(p, counts, "today", due);
    put_count(p, counts, "later", rest);
    val_set(a, p->model, "today", now);
    val_set(a, p->model, "later", later);
    val_set(a, p->model, "counts", counts);
    val_set_bool(a, p->model, "more", over + due + rest > CARDS_MAX);
    return OK;
}

static void put_done(struct page *p)
{
    struct str asked = request_query(p->rq, "done");
    struct arena *a = page_arena(p);
    struct case_file c;
    int64_t of = page_query_int(p, "of", 0);

    if (asked.len == 0 || case_see(p->cx, of, &c) != OK)
        return;
    val_set(a, p->model, "done", val_set_str(a, val_set_str(a, val_set_str(a, val_map(a), "outcome", asked), "applicant",
                                                            c.applicant_name), "url", arena_printf(a, "/cases/%lld", (long long)of)));
}

enum err page_head(struct page *p)
{
    struct inbox all;

    TRY(desk_gather(p, HEAD_MAX, &all));
    TRY(put_cards(p, &all));
    TRY(batch_put_groups(p, &all));
    put_done(p);
    page_show(p, "head_today", page_word(p, "head.title"));
    return OK;
}
