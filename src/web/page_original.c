/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_original - originals of a case: taken, handed on, given back against a signature. */
#include "domain/house.h"
#include "domain/original.h"
#include "domain/paper.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

enum { ROWS = 6, CHOSEN_MAX = ORIGINALS_MAX };

/* ---- the page ---- */

static struct val *empty_rows(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (int n = 1; n <= ROWS; n++) {
        struct val *m = val_set_int(a, val_map(a), "n", n);
        val_set_str(a, m, "name", page_field(p, arena_printf(a, "name.%d", n).p));
        val_push(a, list, val_set_str(a, m, "pages", page_field(p, arena_printf(a, "pages.%d", n).p)));
    }
    return list;
}

static struct val *kinds(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; original_holders[i] != NULL; i++) {
        struct val *m = val_set_str(a, val_map(a), "value", str_of(original_holders[i]));
        val_push(a, list, val_set_bool(a, m, "on", str_is(page_field(p, "to_kind"), original_holders[i])));
    }
    return list;
}

static enum err put_moves(struct page *p, int64_t case_id)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct original_move_list moves;

    TRY(original_moves(p->cx, case_id, &moves));
    for (size_t i = 0; i < moves.count; i++) {
        const struct original_move *o = &moves.items[i];
        struct val *m = val_set_int(a, val_map(a), "n", o->n);
        val_set_int(a, m, "at", o->at);
        val_set_str(a, m, "from_kind", o->from_kind);
        val_set_str(a, m, "from_name", o->from_name);
        val_set_str(a, m, "to_kind", o->to_kind);
        val_set_str(a, m, "to_name", o->to_name);
        val_set_str(a, m, "by_name", o->by_name);
        val_push(a, list, m);
    }
    val_set(a, p->model, "moves", list);
    return OK;
}

static enum err show(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct str owner = val_has(p->rq->form, "owner") ? page_field(p, "owner") : c->applicant_name;

    TRY(piece_originals(p, c->id, p->model));
    TRY(put_moves(p, c->id));
    val_set(a, p->model, "case", piece_case(p, c, false));
    val_set(a, p->model, "rows", empty_rows(p));
    val_set(a, p->model, "kinds", kinds(p));
    val_set_str(a, p->model, "owner", owner);
    val_set_str(a, p->model, "to_name", page_field(p, "to_name"));
    val_set_str(a, p->model, "back_to", val_has(p->rq->form, "back_to") ? page_field(p, "back_to") : c->applicant_name);
    val_set_str(a, p->model, "proof", page_field(p, "proof"));
    val_set_str(a, p->model, "url", arena_printf(a, "/cases/%lld/originals", (long long)c->id));
    page_show(p, "originals", page_word(p, "original.title"));
    return OK;
}

enum err page_originals(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return show(p, &c);
}

/* The page again with what was wrong, or on to the page as it is now. */
static enum err answer(struct page *p, int64_t id, enum err e)
{
    struct case_file c;

    if (e == ERR_INVALID) {
        TRY(page_see(p, id, &c));
        model_errors(p);
        TRY(show(p, &c));
        p->status = model_status(e);
        return OK;
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld/originals", (long long)id));
    return OK;
}

/* ---- the acts ---- */

enum err page_original_take(struct page *p)
{
    struct original_new items[ROWS];
    struct original_taking t = { .owner = page_field(p, "owner"), .items = items };
    struct arena *a = page_arena(p);

    TRY(page_id(p, 0, &t.case_id));
    for (int n = 1; n <= ROWS; n++) {
        struct original_new *o = &items[t.count];
        o->name = page_field(p, arena_printf(a, "name.%d", n).p);
        if (str_trim(o->name).len == 0)
            continue;
        if (str_int(str_trim(page_field(p, arena_printf(a, "pages.%d", n).p)), &o->pages) != OK)
            o->pages = 0;
        t.count++;
    }
    return answer(p, t.case_id, original_take(p->cx, &t));
}

/* Boxes ticked: one is a text, several are a list. */
static size_t chosen(struct page *p, int64_t out[CHOSEN_MAX])
{
    const struct val *sent = val_at(p->rq->form, "n");
    size_t count = 0;

    if (sent->kind == VAL_TEXT && str_int(sent->text, &out[0]) == OK)
        return 1;
    for (size_t i = 0; sent->kind == VAL_LIST && i < sent->count && count < CHOSEN_MAX; i++)
        if (sent->items[i]->kind == VAL_TEXT && str_int(sent->items[i]->text, &out[count]) == OK)
            count++;
    return count;
}

enum err page_original_hand(struct page *p)
{
    int64_t n[CHOSEN_MAX];
    struct original_handing h = { .n = n, .to_kind = page_field(p, "to_kind"), .to_name = page_field(p, "to_name") };

    TRY(page_id(p, 0, &h.case_id));
    h.count = chosen(p, n);
    return answer(p, h.case_id, original_hand(p->cx, &h));
}

/* The signed sheet is a paper like any other; its digest is the proof. */
static enum err take_proof(struct page *p, struct str *proof)
{
    struct scan s;

    if (p->rq->file_count == 0)
        return OK;
    TRY(paper_take(p->cx, STR("proof"), p->rq->files[0].bytes, &s));
    *proof = s.digest;
    return OK;
}

enum err page_original_return(struct page *p)
{
    int64_t n[CHOSEN_MAX];
    const char *to = val_has(p->rq->form, "back_to") ? "back_to" : "to_name";
    struct original_return r = { .n = n, .to_name = page_field(p, to), .proof = page_field(p, "proof") };
    enum err e = take_proof(p, &r.proof);

    TRY(page_id(p, 0, &r.case_id));
    r.count = chosen(p, n);
    return answer(p, r.case_id, e != OK ? e : original_give_back(p->cx, &r));
}
