/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/points.h"

#include "base/buf.h"
#include "domain/house.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

/* ---- what was sent ---- */

static void mark_each(struct arena *a, struct val *marks, const struct val *sent, enum review_mark mark)
{
    if (sent->kind == VAL_TEXT && sent->text.len > 0)
        val_put(a, marks, sent->text, val_int(a, mark));
    for (size_t i = 0; sent->kind == VAL_LIST && i < sent->count; i++)
        if (sent->items[i]->kind == VAL_TEXT)
            val_put(a, marks, sent->items[i]->text, val_int(a, mark));
}

static void mark_listed(struct arena *a, struct val *marks, struct str listed, enum review_mark mark)
{
    struct str one, rest = listed;

    while (rest.len > 0) {
        bool more = str_cut(rest, ',', &one, &rest);
        if (one.len > 0)
            val_put(a, marks, one, val_int(a, mark));
        if (!more)
            return;
    }
}

/* "Does not apply" is the rarer word and stands over a tick beside it. */
const struct val *points_sent(const struct page *p)
{
    struct str holds = request_query(p->rq, "holds"), waived = request_query(p->rq, "waived");
    const struct val *point = val_at(p->rq->form, "point"), *waive = val_at(p->rq->form, "waive");
    bool form = val_has(p->rq->form, "points") || val_has(p->rq->form, "point") || val_has(p->rq->form, "waive");
    struct arena *a = page_arena(p);
    struct val *marks = val_map(a);

    if (!form && holds.len == 0 && waived.len == 0)
        return NULL;
    mark_each(a, marks, point, REVIEW_HOLDS);
    mark_each(a, marks, waive, REVIEW_WAIVED);
    mark_listed(a, marks, holds, REVIEW_HOLDS);
    mark_listed(a, marks, waived, REVIEW_WAIVED);
    return marks;
}

static enum err take_sent(struct page *p, struct review *out)
{
    size_t gaps = p->cx->gap_count;
    enum err e = review_take(p->cx, points_sent(p), out);

    if (e == ERR_INVALID)
        p->cx->gap_count = gaps;        /* an old address names points that are gone: they count for nothing */
    return e == ERR_INVALID ? OK : e;
}

enum err points_of(struct page *p, const struct item *item, const struct task *t, struct review *out)
{
    *out = (struct review){ 0 };
    if (item == NULL)
        return OK;
    TRY(review_of_task(p->cx, item, t, out));
    return take_sent(p, out);
}

enum err points_lay(struct page *p, const struct item *item, const struct task *t, const struct review_tick_list *said,
                    struct review *out)
{
    *out = (struct review){ 0 };
    if (item == NULL)
        return OK;
    review_lay(page_arena(p), item, t, said, out);
    return take_sent(p, out);
}

/* ---- what is shown ---- */

static struct val *line_of(const struct page *p, const struct review_line *l)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "id", l->point->id);

    val_set_str(a, m, "text", page_label(p, l->point->text));
    val_set_str(a, m, "basis", l->point->basis);
    val_set_bool(a, m, "holds", l->mark == REVIEW_HOLDS);
    val_set_bool(a, m, "waived", l->mark == REVIEW_WAIVED);
    val_set_str(a, m, "who", l->name);
    val_set_int(a, m, "at", l->at);
    return m;
}

void points_put(struct page *p, const struct task *t, const struct review *r)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a), *lines = val_list(a);

    if (r->count == 0)
        return;
    for (size_t i = 0; i < r->count; i++)
        val_push(a, lines, line_of(p, &r->items[i]));
    val_set_str(a, m, "url", arena_printf(a, "/tasks/%lld/points", (long long)t->id));
    val_set_int(a, m, "count", (int64_t)r->count);
    val_set_int(a, m, "open", (int64_t)r->open);
    val_set_int(a, m, "looked", (int64_t)(r->count - r->open));
    val_set_bool(a, m, "all", r->open == 0);
    val_set(a, m, "lines", lines);
    val_set(a, p->model, "points", m);
}

static const char *const marks[] = { "open", "holds", "waived" };

static struct val *said_lines(const struct page *p, const struct review *r)
{
    struct arena *a = page_arena(p);
    struct val *lines = val_list(a);

    for (size_t i = 0; i < r->count; i++) {
        struct val *m = line_of(p, &r->items[i]);
        if (r->items[i].account == 0)
            continue;
        val_set_str(a, m, "mark", str_of(marks[r->items[i].mark]));
        val_push(a, lines, m);
    }
    return lines;
}

enum err points_put_said(struct page *p, const struct item *item, const struct task_list *tasks)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct review_tick_list said;

    val_set(a, p->model, "reviewed", list);
    if (item == NULL || item->point_count == 0 || tasks->count == 0)
        return OK;
    TRY(review_of_case(p->cx, tasks->items[0].case_id, &said));
    for (size_t i = 0; i < tasks->count && said.count > 0; i++) {
        const struct task *t = &tasks->items[i];
        struct val *m = val_set_str(a, val_map(a), "task", piece_name(p, t->name_zh, t->name_en)), *lines;
        struct review r;
        review_lay(a, item, t, &said, &r);
        lines = said_lines(p, &r);
        if (lines->count > 0)
            val_push(a, list, val_set(a, m, "lines", lines));
    }
    return OK;
}

/* ---- where a refusal begins ---- */

static bool nobody_looked(const struct review *r)
{
    return r->open == r->count;
}

/* "{{detail}}" of the message is the point. */
static struct str worded(const struct page *p, const char *key, struct str text)
{
    struct arena *a = page_arena(p);

    return text_message(p->web->text, a, str_of(key), val_set_str(a, val_map(a), "detail", text), p->cx->lang);
}

struct val *points_gaps(const struct page *p, const struct review *r)
{
    struct val *list = val_list(page_arena(p));

    for (size_t i = 0; i < r->count && !nobody_looked(r); i++)
        if (r->items[i].mark == REVIEW_OPEN)
            val_push(page_arena(p), list,
                     val_text(page_arena(p), worded(p, "points.gap", page_label(p, r->items[i].point->text))));
    return list;
}

struct str points_reason(const struct page *p, const struct review *r)
{
    struct buf b = buf_in(page_arena(p));
    int n = 0;

    if (r->open == 0 || nobody_looked(r))
        return STR("");
    buf_add(&b, page_word(p, "points.reason"));
    for (size_t i = 0; i < r->count; i++) {
        struct str text = page_label(p, r->items[i].point->text);
        if (r->items[i].mark == REVIEW_OPEN)
            buf_printf(&b, "\n%d. %.*s", ++n, STR_ARG(text));
    }
    return buf_str(&b);
}

/* ---- saving ---- */

enum err page_points(struct page *p)
{
    struct case_file c;
    struct task t;
    int64_t id;
    enum err e;

    TRY(page_id(p, 0, &id));
    TRY(task_get(p->cx, id, &t));
    TRY(page_see(p, t.case_id, &c));
    e = review_save(p->cx, id, points_sent(p));
    if (e != ERR_INVALID)
        TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld?done=points", (long long)c.id));
    return OK;
}
