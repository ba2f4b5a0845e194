/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_office - acts of an office beside the ordinary way: pre-review, sending back, taking back, forwarding up,
 * void; what was mended on the spot and what was objected to a notice. */
#include "domain/ending.h"
#include "domain/house.h"
#include "domain/objection.h"
#include "domain/onsite.h"
#include "domain/prereview.h"
#include "domain/stepback.h"
#include "domain/turn.h"
#include "web/inside.h"
#include "web/offices.h"
#include "web/pages.h"
#include "web/pieces.h"

/* What a reader may do now, and how; fields: what the form asks beside the reason. */
struct office_act {
    const char *key, *fields;
    enum err (*may)(struct page *p, const struct case_file *c, bool *out);
    enum err (*run)(struct page *p, const struct case_file *c, struct case_file *out);
};

/* ---- each act ---- */

static enum err may_preview(struct page *p, const struct case_file *c, bool *out)
{
    return prereview_possible(p->cx, c, out);
}

static enum err preview(struct page *p, const struct case_file *c, struct case_file *out)
{
    struct prereview_note n = { c->id, str_is(page_field(p, "complete"), "yes"), page_field(p, "note") };

    *out = *c;
    return prereview_write(p->cx, &n);
}

static enum err may_send_back(struct page *p, const struct case_file *c, bool *out)
{
    struct stepback_ways ways;

    TRY(stepback_ways(p->cx, c, &ways));
    *out = ways.count > 0;
    return OK;
}

static enum err send_back(struct page *p, const struct case_file *c, struct case_file *out)
{
    struct stepback s = { c->id, page_field(p, "element"), page_field(p, "note") };

    return stepback_send_back(p->cx, &s, out);
}

static enum err may_return(struct page *p, const struct case_file *c, bool *out)
{
    struct task t;

    TRY(turn_returnable(p->cx, c, &t));
    *out = t.id != 0;
    return OK;
}

static enum err return_draft(struct page *p, const struct case_file *c, struct case_file *out)
{
    struct turn_return r = { c->id, page_field(p, "note") };

    return turn_send_back(p->cx, &r, out);
}

static enum err may_take_back(struct page *p, const struct case_file *c, bool *out)
{
    struct task_list tasks;

    TRY(task_of_case(p->cx, c->id, &tasks));
    *out = stepback_own(p->cx, c, &tasks) != NULL;
    return OK;
}

static enum err take_back(struct page *p, const struct case_file *c, struct case_file *out)
{
    struct stepback s = { .case_id = c->id, .reason = page_field(p, "note") };

    return stepback_take_back(p->cx, &s, out);
}

static enum err may_forward_up(struct page *p, const struct case_file *c, bool *out)
{
    const struct item *item = piece_item(p, c);
    struct task_list tasks;

    TRY(task_of_case(p->cx, c->id, &tasks));
    *out = item != NULL && ending_forward_post(p->cx, c, item, &tasks) != NULL;
    return OK;
}

static enum err forward_up(struct page *p, const struct case_file *c, struct case_file *out)
{
    struct ending e = { c->id, page_field(p, "note"), page_field(p, "organ") };

    return ending_forward_up(p->cx, &e, out);
}

static enum err may_void(struct page *p, const struct case_file *c, bool *out)
{
    const struct item *item = piece_item(p, c);

    *out = item != NULL && ending_void_post(p->cx, c, item) != NULL;
    return OK;
}

static enum err make_void(struct page *p, const struct case_file *c, struct case_file *out)
{
    struct ending e = { .case_id = c->id, .reason = page_field(p, "note") };

    return ending_void(p->cx, &e, out);
}

static enum err may_mend(struct page *p, const struct case_file *c, bool *out)
{
    const struct post *by;

    TRY(onsite_post(p->cx, c, &by));
    *out = by != NULL;
    return OK;
}

static enum err mend(struct page *p, const struct case_file *c, struct case_file *out)
{
    *out = *c;
    return onsite_mend(p->cx, c->id, page_field(p, "note"));
}

static enum err may_object(struct page *p, const struct case_file *c, bool *out)
{
    bool ignored;

    return objection_possible(p->cx, c, out, &ignored);
}

static enum err object(struct page *p, const struct case_file *c, struct case_file *out)
{
    return objection_make(p->cx, c->id, page_field(p, "note"), out);
}

static enum err may_answer(struct page *p, const struct case_file *c, bool *out)
{
    bool ignored;

    return objection_possible(p->cx, c, &ignored, out);
}

static enum err answer(struct page *p, const struct case_file *c, struct case_file *out)
{
    return objection_answer(p->cx, c->id, page_field(p, "note"), out);
}

static const struct office_act acts[] = {
    { "onsite",     "",         may_mend,       mend },
    { "objection",  "",         may_object,     object },
    { "objection_answer", "",   may_answer,     answer },
    { "prereview",  "complete", may_preview,    preview },
    { "take_back",  "",         may_take_back,  take_back },
    { "draft_back", "",         may_return,     return_draft },
    { "send_back",  "element",  may_send_back,  send_back },
    { "forward_up", "organ",    may_forward_up, forward_up },
    { "void",       "",         may_void,       make_void },
};

static const struct office_act *find_act(struct str key)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (str_is(key, acts[i].key))
            return &acts[i];
    return NULL;
}

/* ---- on the case page ---- */

enum err offices_put_acts(struct page *p, const struct case_file *c, struct val *more)
{
    struct arena *a = page_arena(p);
    bool may;

    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        struct val *m = val_map(a);
        TRY(acts[i].may(p, c, &may));
        if (!may)
            continue;
        val_set_str(a, m, "key", str_of(acts[i].key));
        val_set_str(a, m, "url", arena_printf(a, "/cases/%lld/acts/%s", (long long)c->id, acts[i].key));
        val_push(a, more, m);
    }
    return OK;
}

enum err offices_put_previews(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct prereview_list notes;

    TRY(prereview_of_case(p->cx, c->id, &notes));
    for (size_t i = notes.count; i-- > 0;) {
        const struct prereview *n = &notes.items[i];
        struct val *m = val_set_bool(a, val_map(a), "complete", n->complete);
        val_set_str(a, m, "office", piece_office(p, ROLE_HANDLER, division_at(c->place, LEVEL_COUNTY), n->department));
        val_set_str(a, m, "who", n->actor_name);
        val_set_str(a, m, "note", n->note);
        val_set_int(a, m, "at", n->at);
        val_push(a, list, m);
    }
    val_set(a, p->model, "previews", list);
    return OK;
}

static struct val *note_of(struct arena *a, struct str note, struct str who, int64_t at)
{
    return val_set_int(a, val_set_str(a, val_set_str(a, val_map(a), "note", note), "who", who), "at", at);
}

enum err offices_put_rules(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *mended = val_list(a), *objections = val_list(a);
    struct objection_list against;
    struct onsite_list all;

    TRY(onsite_of_case(p->cx, c->id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct onsite *o = &all.items[i];
        val_push(a, mended, note_of(a, o->note, o->by_name, o->at));
    }
    TRY(objection_of_case(p->cx, c->id, &against));
    for (size_t i = 0; i < against.count; i++) {
        const struct objection *o = &against.items[i];
        struct val *m = note_of(a, o->note, o->by_name, o->at);
        val_set_int(a, m, "n", o->n);
        if (o->answered_at > 0)
            val_set(a, m, "answered", note_of(a, o->answer, o->answered_name, o->answered_at));
        val_push(a, objections, m);
    }
    val_set(a, p->model, "mended", mended);
    val_set(a, p->model, "objections", objections);
    return OK;
}

/* ---- the form ---- */

static enum err put_ways(struct page *p, const struct case_file *c, struct val *m)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct stepback_ways ways;

    TRY(stepback_ways(p->cx, c, &ways));
    for (size_t i = ways.count; i-- > 0;) {
        struct val *w = val_set_str(a, val_map(a), "value", ways.items[i].element);
        val_set_str(a, w, "name", piece_name(p, ways.items[i].name_zh, ways.items[i].name_en));
        val_set_bool(a, w, "on", str_eq(page_field(p, "element"), ways.items[i].element) || list->count == 0);
        val_push(a, list, w);
    }
    val_set(a, m, "steps", list);
    return OK;
}

static enum err show(struct page *p, const struct case_file *c, const struct office_act *act)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "key", str_of(act->key)), *journey;
    struct str title = arena_join(a, STR("act."), str_of(act->key));

    TRY(journey_of_case(p, c, &journey));
    val_set_str(a, m, "action", arena_printf(a, "/cases/%lld/acts/%s", (long long)c->id, act->key));
    val_set_str(a, m, "note", page_field(p, "note"));
    val_set_str(a, m, "organ", page_field(p, "organ"));
    val_set_bool(a, m, "asks_organ", str_is(str_of(act->fields), "organ"));
    val_set_bool(a, m, "asks_complete", str_is(str_of(act->fields), "complete"));
    val_set_bool(a, m, "complete", !str_is(page_field(p, "complete"), "no"));
    if (str_is(str_of(act->fields), "element"))
        TRY(put_ways(p, c, m));
    val_set(a, p->model, "act", m);
    val_set(a, p->model, "case", piece_case(p, c, false));
    val_set(a, p->model, "journey", journey);
    page_show(p, "office_act", page_word(p, title.p));
    return OK;
}

/* An act that is not possible now is no page: the case page says what is. */
enum err page_office_form(struct page *p)
{
    const struct office_act *act = find_act(p->params[1]);
    struct case_file c;
    bool may;

    if (act == NULL)
        return ERR_NOT_FOUND;
    TRY(page_see_case(p, 0, &c));
    TRY(act->may(p, &c, &may));
    return may ? show(p, &c, act) : ctx_fail(p->cx, ERR_STATE, "gap.office.not_now", STR(""));
}

enum err page_office_act(struct page *p)
{
    const struct office_act *act = find_act(p->params[1]);
    struct case_file c, after;
    enum err e;

    if (act == NULL)
        return ERR_NOT_FOUND;
    TRY(page_see_case(p, 0, &c));
    e = act->run(p, &c, &after);
    if (e == ERR_INVALID) {
        model_errors(p);
        TRY(show(p, &c, act));
        p->status = model_status(e);
        return OK;
    }
    TRY(e);
    TRY(piece_waiting(p, c.id));
    page_go(p, arena_printf(page_arena(p), "/cases/%lld?done=%s", (long long)c.id, act->key));
    return OK;
}
