/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_batch - 批量办理: alike cases chosen from a list, one opinion for all, what became of each, the list to print. */
#include "domain/batch.h"
#include "domain/house.h"
#include "web/desk.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/words.h"

enum { LINES_MAX = BATCH_MAX };

/* ---- groups of alike cases ---- */

static bool alike(const struct inbox_line *l, const struct inbox_line *r)
{
    return str_eq(l->item, r->item) && str_eq(l->task.element, r->task.element) && l->task.role == r->task.role &&
           l->task.place == r->task.place && str_eq(l->task.department, r->task.department);
}

/* The act a list can do; NULL: none. */
static const char *yes_of(struct str kind)
{
    static const char *const rows[][2] = {
        { "accept", "accepted" }, { "opinion", "agree" }, { "decide", "granted" }, { "record", "done" }, { "notice", "done" },
        { "check", "done" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(kind, rows[i][0]))
            return rows[i][1];
    return NULL;
}

/* Of a visit it is said who was there, case by case. */
static bool is_visit(const struct page *p, const struct inbox_line *l)
{
    const struct item *item = pack_item(p->cx->house->pack, l->item);

    return item != NULL && item_officers(item, l->task.element) > 1;
}

static size_t count_alike(const struct inbox *all, size_t first)
{
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++) {
        if (!alike(&all->items[i], &all->items[first]))
            continue;
        if (i < first)
            return 0;               /* counted with the earlier one */
        count++;
    }
    return count;
}

enum err batch_put_groups(struct page *p, const struct inbox *all)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < all->count; i++) {
        const struct inbox_line *l = &all->items[i];
        size_t count = yes_of(l->task.kind) != NULL && !is_visit(p, l) ? count_alike(all, i) : 0;
        struct val *m = val_set_int(a, val_map(a), "count", (int64_t)count);
        if (count < 2)
            continue;
        val_set_str(a, m, "item", piece_name(p, l->item_zh, l->item_en));
        val_set_str(a, m, "task", piece_name(p, l->task.name_zh, l->task.name_en));
        val_set_str(a, m, "url", arena_printf(a, "/batch?of=%lld", (long long)l->task.id));
        val_push(a, list, m);
    }
    val_set(a, p->model, "groups", list);
    return OK;
}

/* ---- choosing ---- */

static bool chosen(const struct page *p, int64_t task)
{
    const struct val *sent = val_at(p->rq->form, "task");
    int64_t id;

    if (sent->kind == VAL_TEXT)
        return str_int(sent->text, &id) == OK && id == task;
    for (size_t i = 0; sent->kind == VAL_LIST && i < sent->count; i++)
        if (str_int(sent->items[i]->text, &id) == OK && id == task)
            return true;
    return false;
}

static enum err choice_of(struct page *p, const struct inbox_line *l, const char *why, struct val **out)
{
    struct arena *a = page_arena(p);
    struct val *m = *out = val_set_int(a, val_map(a), "id", l->task.id);
    bool again = p->rq->method == HTTP_POST;

    val_set_str(a, m, "url", arena_printf(a, "/cases/%lld", (long long)l->task.case_id));
    val_set_str(a, m, "number", l->number);
    val_set_str(a, m, "applicant", l->applicant_name);
    val_set_str(a, m, "place", piece_place(p, l->case_place));
    val_set_bool(a, m, "on", why == NULL && (!again || chosen(p, l->task.id)));
    if (why != NULL)
        val_set_str(a, m, "why", page_word(p, why));
    return piece_left(p, m, l->task.due_at);
}

static size_t leave_alike(const struct inbox *all, size_t first, struct inbox_line *out)
{
    size_t count = 0;

    for (size_t i = 0; i < all->count && count < LINES_MAX; i++)
        if (alike(&all->items[i], &all->items[first]))
            out[count++] = all->items[i];
    return count;
}

static enum err obstacles_of(struct page *p, const struct inbox_line *lines, size_t count, const char **out)
{
    struct arena *a = page_arena(p);
    int64_t *ids = ARENA_ARRAY(a, count, int64_t);
    struct task *tasks = ARENA_ARRAY(a, count, struct task);
    struct case_list cases;

    for (size_t i = 0; i < count; i++) {
        tasks[i] = lines[i].task;
        ids[i] = tasks[i].case_id;
    }
    TRY(case_get_all(p->cx, ids, count, &cases));
    return batch_obstacles(p->cx, tasks, count, &cases, out);
}

static enum err put_choices(struct page *p, const struct inbox *all, size_t first)
{
    struct arena *a = page_arena(p);
    struct inbox_line *lines = ARENA_ARRAY(a, all->count, struct inbox_line);
    size_t count = leave_alike(all, first, lines);
    const char **why = ARENA_ARRAY(a, count, const char *);
    struct val *list = val_list(a), *m;
    int64_t clean = 0;

    TRY(obstacles_of(p, lines, count, why));
    for (size_t i = 0; i < count; i++) {
        TRY(choice_of(p, &lines[i], why[i], &m));
        clean += !val_has(m, "why");
        val_push(a, list, m);
    }
    val_set(a, p->model, "lines", list);
    val_set_int(a, p->model, "clean", clean);
    return OK;
}

/* The key of the page: pressing twice, or again after the line dropped, makes one list. */
static void put_request(struct page *p, int64_t of)
{
    struct str sent = page_field(p, "request");
    struct arena *a = page_arena(p);

    if (sent.len == 0)
        sent = arena_printf(a, "%lld-%lld", (long long)of, (long long)p->cx->now);
    val_set_str(a, p->model, "request", str_sub(sent, 0, BATCH_KEY_BYTES_MAX));
}

static enum err put_act(struct page *p, const struct inbox_line *l)
{
    struct arena *a = page_arena(p);
    struct str outcome = str_of(yes_of(l->task.kind));
    struct val *m = val_set_str(a, val_map(a), "outcome", outcome);
    struct case_file all = { .item_zh = l->item_zh, .item_en = l->item_en };

    val_set_int(a, m, "of", l->task.id);
    val_set_str(a, m, "item", piece_name(p, l->item_zh, l->item_en));
    val_set_str(a, m, "task", piece_name(p, l->task.name_zh, l->task.name_en));
    val_set_str(a, m, "note", page_field(p, "note"));
    val_set(a, p->model, "act", m);
    put_request(p, l->task.id);
    return words_put(p, &all, outcome, STR(""));
}

/* Where the task stands in the list; all->count: it is not there, or no list can do it. */
static size_t find_task(const struct inbox *all, int64_t task)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].task.id == task && yes_of(all->items[i].task.kind) != NULL)
            return i;
    return all->count;
}

static enum err show_form(struct page *p, int64_t of)
{
    struct inbox all;
    size_t first;

    TRY(desk_gather(p, LINES_MAX, &all));
    first = find_task(&all, of);
    if (first == all.count) {
        page_go(p, STR("/inbox"));      /* done meanwhile, by oneself or a colleague */
        return OK;
    }
    TRY(put_act(p, &all.items[first]));
    TRY(put_choices(p, &all, first));
    page_show(p, "batch", page_word(p, "batch.title"));
    return OK;
}

enum err page_batch_form(struct page *p)
{
    return show_form(p, page_query_int(p, "of", 0));
}

/* ---- doing ---- */

static size_t tasks_sent(const struct page *p, int64_t *out)
{
    const struct val *sent = val_at(p->rq->form, "task");
    size_t count = 0;

    if (sent->kind == VAL_TEXT && str_int(sent->text, &out[0]) == OK)
        return 1;
    for (size_t i = 0; sent->kind == VAL_LIST && i < sent->count; i++)
        if (str_int(sent->items[i]->text, &out[count]) == OK)
            count++;
    return count;
}

enum err page_batch(struct page *p)
{
    const struct val *sent = val_at(p->rq->form, "task");
    int64_t *tasks = ARENA_ARRAY(page_arena(p), sent->count + 1, int64_t), of = 0;
    struct batch_new new = { .request = page_field(p, "request"), .tasks = tasks, .count = tasks_sent(p, tasks),
                             .outcome = page_field(p, "outcome"), .note = words_note(p) };
    struct batch done;
    enum err e = batch_run(p->cx, &new, &done);

    if (e == ERR_INVALID && str_int(page_field(p, "of"), &of) == OK) {
        TRY(show_form(p, of));
        return p->go.len > 0 ? OK : page_again(p, e, "batch", page_word(p, "batch.title"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/batch/%lld", (long long)done.id));
    return OK;
}

/* ---- what became of it ---- */

static struct str why_text(const struct page *p, const struct batch_line *l)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);
    struct str who, at;
    int64_t ms;

    val_set_str(a, m, "detail", l->detail);
    if (str_cut(l->detail, '|', &who, &at) && str_int(at, &ms) == OK)
        val_set_int(a, val_set_str(a, m, "who", who), "at", ms);
    return text_message(p->web->text, a, l->why, m, p->cx->lang);
}

static struct val *line_of(const struct page *p, const struct batch_line *l, size_t n)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_int(a, val_map(a), "n", (int64_t)n);

    val_set_str(a, m, "url", arena_printf(a, "/cases/%lld", (long long)l->case_id));
    val_set_str(a, m, "number", l->number);
    val_set_str(a, m, "applicant", l->applicant_name);
    val_set_str(a, m, "place", piece_place(p, l->place));
    if (l->state == BATCH_FELL)
        val_set_str(a, m, "why", why_text(p, l));
    return m;
}

static enum err put_batch(struct page *p, struct batch *b)
{
    static const char *const keys[] = { [BATCH_WAITING] = "waiting", [BATCH_DONE] = "lines", [BATCH_FELL] = "fallen" };
    struct arena *a = page_arena(p);
    struct val *lists[] = { val_list(a), val_list(a), val_list(a) }, *m = val_map(a);
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(batch_get(p->cx, id, b));
    for (size_t i = 0; i < b->count; i++)
        val_push(a, lists[b->lines[i].state], line_of(p, &b->lines[i], lists[b->lines[i].state]->count + 1));
    for (int s = BATCH_WAITING; s <= BATCH_FELL; s++)
        val_set(a, p->model, keys[s], lists[s]);
    val_set_str(a, m, "url", arena_printf(a, "/batch/%lld", (long long)b->id));
    val_set_str(a, m, "item", piece_name(p, b->item_zh, b->item_en));
    val_set_str(a, m, "task", piece_name(p, b->task_zh, b->task_en));
    val_set_str(a, m, "outcome", b->outcome);
    val_set_str(a, m, "note", b->note);
    val_set_str(a, m, "who", b->name);
    val_set_str(a, m, "office", piece_office(p, b->role, b->place, b->department));
    val_set_str(a, m, "organ", piece_organ(p, b->place, b->department));
    val_set_int(a, m, "at", b->at);
    val_set_int(a, m, "done", (int64_t)b->done);
    val_set_int(a, m, "fell", (int64_t)b->fell);
    val_set(a, p->model, "batch", m);
    return OK;
}

enum err page_batch_show(struct page *p)
{
    struct batch b;

    TRY(put_batch(p, &b));
    page_show(p, "batch_done", page_word(p, "batch.done"));
    return OK;
}

enum err page_batch_list(struct page *p)
{
    struct batch b;

    TRY(put_batch(p, &b));
    page_show(p, "batch_list", page_word(p, "batch.list"));
    return OK;
}
