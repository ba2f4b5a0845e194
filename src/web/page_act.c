/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_act - one act of an officer, said plainly before it is done; withdrawing on the applicant's behalf. */
#include "domain/formality.h"
#include "domain/house.h"
#include "domain/paper.h"
#include "domain/supplement.h"
#include "domain/turn.h"
#include "web/case_once.h"
#include "web/comer.h"
#include "web/desk.h"
#include "web/hearings.h"
#include "web/inside.h"
#include "web/link.h"
#include "web/mytask.h"
#include "web/offices.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/points.h"
#include "web/visiting.h"
#include "web/words.h"

enum { CHOICES_MAX = 8, GAP_LINES = 5 };

struct sheet { struct task task; struct case_file c; const struct act_choice *choice; struct review review; struct turn_list turns; };

static const struct act_choice *find_choice(const struct task *t, const struct case_file *c, struct str outcome)
{
    const struct act_choice *all[CHOICES_MAX];
    size_t count = handling_choices(t->kind, c->corrected, all, CHOICES_MAX);

    for (size_t i = 0; i < count; i++)
        if (str_is(outcome, all[i]->outcome))
            return all[i];
    return NULL;
}

static enum err load(struct page *p, struct sheet *out)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(task_get(p->cx, id, &out->task));
    TRY(page_see(p, out->task.case_id, &out->c));
    out->choice = find_choice(&out->task, &out->c, p->params[1]);
    if (out->choice == NULL)
        return ERR_NOT_FOUND;
    TRY(turn_of_case(p->cx, out->c.id, &out->turns));
    return points_of(p, piece_item(p, &out->c), &out->task, &out->review);
}

static bool has_slot(const struct case_material_list *papers, struct str slot)
{
    for (size_t i = 0; i < papers->count; i++)
        if (str_eq(papers->items[i].slot, slot))
            return true;
    return false;
}

/* Papers the guide asks for that are not there: the first candidates of a correction notice. */
static enum err missing(struct page *p, const struct case_file *c, struct val **out)
{
    const struct item *item = piece_item(p, c);
    struct case_material_list papers;

    *out = val_list(page_arena(p));
    TRY(case_materials(p->cx, c->id, &papers));
    for (size_t i = 0; item != NULL && i < item->material_count; i++)
        if (item->materials[i].required && !has_slot(&papers, item->materials[i].id))
            val_push(page_arena(p), *out, val_text(page_arena(p), page_label(p, item->materials[i].name)));
    return OK;
}

static void add_gap_line(struct page *p, struct val *list, struct str text)
{
    struct arena *a = page_arena(p);

    val_push(a, list, val_set_str(a, val_set_int(a, val_map(a), "n", (int64_t)list->count + 1), "text", text));
}

/* What did not hold stands there already, to be made into words for the applicant. */
static struct val *gap_lines(struct page *p, const struct review *review)
{
    struct val *list = val_list(page_arena(p)), *open = points_gaps(p, review);

    for (size_t i = 0; i < open->count; i++)
        add_gap_line(p, list, open->items[i]->text);
    for (size_t i = 0; i < GAP_LINES; i++)
        add_gap_line(p, list, STR(""));
    return list;
}

static struct str first_note(struct page *p, const struct sheet *s)
{
    struct str typed = page_field(p, "note");
    bool yes = review_needed(s->task.kind, str_of(s->choice->outcome));

    return typed.len > 0 || yes || s->choice->needs_gaps || !s->choice->needs_note ? typed : points_reason(p, &s->review);
}

/* Who comes before the last person proposes: the same buttons say so. */
static void put_turn(struct page *p, const struct sheet *s, struct val *m)
{
    const struct turn *now = turn_now(&s->turns, s->task.id);
    struct arena *a = page_arena(p);
    bool draft = now != NULL && !turn_last(&s->turns, now);

    val_set_bool(a, m, "draft", draft);
    if (draft)
        val_set_str(a, m, "next_role", page_word(p, arena_printf(a, "role.%s", role_name(now[1].role)).p));
}

static struct str names_of(struct page *p, const struct val *list)
{
    struct str all = STR("");

    for (size_t i = 0; i < list->count; i++)
        all = i == 0 ? list->items[i]->text : arena_join(page_arena(p), arena_join(page_arena(p), all, STR("、")), list->items[i]->text);
    return all;
}

/* ---- papers brought after a correction notice ---- */

static enum err put_slots(struct page *p, const struct sheet *s)
{
    const struct item *item = piece_item(p, &s->c);
    struct arena *a = page_arena(p);
    struct val *slots = val_list(a);
    struct scan_list scans;

    if (!str_is(s->task.kind, "supplement") || item == NULL)
        return OK;
    TRY(supplement_scans(p->cx, s->c.id, &scans));
    for (size_t i = 0; i < item->material_count; i++) {
        struct val *m = val_set_str(a, val_map(a), "id", item->materials[i].id);
        long long task = s->task.id;
        val_set_str(a, m, "name", page_label(p, item->materials[i].name));
        val_set_str(a, m, "upload_url", arena_printf(a, "/tasks/%lld/papers?slot=%.*s", task, STR_ARG(item->materials[i].id)));
        val_set_str(a, m, "drop_url", arena_printf(a, "/tasks/%lld/papers/drop", task));
        val_set(a, m, "scans", piece_scans(p, arena_printf(a, "/tasks/%lld/papers", task), &scans, item->materials[i].id));
        val_push(a, slots, m);
    }
    TRY(link_put(p, arena_printf(a, "/tasks/%lld", (long long)s->task.id), s->c.id, &scans));
    val_set(a, p->model, "slots", slots);
    return OK;
}

static struct val *organs(struct page *p)
{
    const struct pack *pack = p->cx->house->pack;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < pack->department_count; i++) {
        struct val *m = val_set_str(a, val_map(a), "code", pack->departments[i].code);
        if (pack->departments[i].provider)
            continue;
        val_set_str(a, m, "name", page_label(p, pack->departments[i].name));
        val_set_bool(a, m, "on", str_eq(pack->departments[i].code, page_field(p, "competent")));
        val_push(a, list, m);
    }
    return list;
}

/* What law wants named beside the reason. */
static enum err put_formality(struct page *p, const struct sheet *s, struct val *m)
{
    struct str outcome = str_of(s->choice->outcome);
    const struct val *told;

    if (formality_needs_organ(outcome)) {
        val_set(page_arena(p), m, "organs", organs(p));
        val_set_str(page_arena(p), m, "competent_other", page_field(p, "competent_other"));
    }
    if (!formality_needs_told_gaps(outcome))
        return OK;
    TRY(formality_told(p->cx, s->c.id, &told));
    val_set(page_arena(p), m, "unmended", val_copy(page_arena(p), told));
    return OK;
}

static enum err put_act(struct page *p, const struct sheet *s)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "outcome", str_of(s->choice->outcome)), *gaps;

    val_set_int(a, m, "task", s->task.id);
    val_set_str(a, m, "action", arena_printf(a, "/tasks/%lld/%s", (long long)s->task.id, s->choice->outcome));
    val_set_bool(a, m, "needs_note", s->choice->needs_note);
    val_set_bool(a, m, "needs_gaps", s->choice->needs_gaps);
    val_set_bool(a, m, "final", s->choice->final);
    val_set_str(a, m, "note", first_note(p, s));
    TRY(missing(p, &s->c, &gaps));
    if (s->choice->needs_gaps) {
        val_set(a, m, "missing", gaps);
        val_set(a, m, "gaps", gap_lines(p, &s->review));
    }
    TRY(put_formality(p, s, m));
    TRY(offices_put_choices(p, &s->task, &s->c, str_of(s->choice->outcome), m));
    TRY(visiting_put(p, piece_item(p, &s->c), &s->task, m));
    TRY(hearings_put_read(p, &s->c, str_of(s->choice->outcome), m));
    put_turn(p, s, m);
    TRY(mytask_put_returned(p, &s->task, &s->turns, m));
    val_set(a, p->model, "act", m);
    points_put(p, &s->task, &s->review);
    return words_put(p, &s->c, str_of(s->choice->outcome), names_of(p, gaps));
}

/* The clerk who mends a gap reads what the notice said. */
static enum err put_gaps_told(struct page *p, const struct sheet *s)
{
    struct val *gaps;

    if (!str_is(s->task.kind, "supplement"))
        return OK;
    TRY(piece_gaps(p, s->c.id, &gaps));
    val_set(page_arena(p), p->model, "told", gaps);
    return str_is(str_of(s->choice->outcome), "supplied") ? comer_put(p, s->c.id) : OK;
}

static enum err show(struct page *p, const struct sheet *s)
{
    struct val *journey;
    struct str title = arena_join(page_arena(p), STR("act."), str_of(s->choice->outcome));

    TRY(journey_of_case(p, &s->c, &journey));
    val_set(page_arena(p), p->model, "case", piece_case(p, &s->c, false));
    val_set(page_arena(p), p->model, "journey", journey);
    TRY(put_act(p, s));
    TRY(put_slots(p, s));
    TRY(put_gaps_told(p, s));
    TRY(case_once_put(p, &s->c));
    page_show(p, "act", page_word(p, title.p));
    return OK;
}

enum err page_act_form(struct page *p)
{
    struct sheet s;

    TRY(load(p, &s));
    if (str_is(s.task.kind, "deliver")) {
        page_go(p, arena_printf(page_arena(p), "/tasks/%lld/delivery", (long long)s.task.id));
        return OK;
    }
    return show(p, &s);
}

/* Lines that were left empty are no gaps. */
static struct val *sent_gaps(struct page *p)
{
    const struct val *sent = val_at(p->rq->form, "gaps");
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    if (sent->kind == VAL_TEXT && str_trim(sent->text).len > 0)
        val_push(a, list, val_text(a, str_trim(sent->text)));
    for (size_t i = 0; sent->kind == VAL_LIST && i < sent->count; i++)
        if (sent->items[i]->kind == VAL_TEXT && str_trim(sent->items[i]->text).len > 0)
            val_push(a, list, val_text(a, str_trim(sent->items[i]->text)));
    return list;
}

/* What was typed counts before what was chosen. */
static struct str sent_organ(struct page *p)
{
    struct str typed = str_trim(page_field(p, "competent_other"));

    return typed.len > 0 ? typed : str_trim(page_field(p, "competent"));
}

enum err page_act(struct page *p)
{
    struct act act = { .outcome = p->params[1], .note = words_note(p), .gaps = sent_gaps(p), .marks = points_sent(p),
                       .competent = sent_organ(p), .results = offices_sent_results(p), .delivery = p->rq->form,
                       .visit = p->rq->form, .heard = page_field(p, "heard").len > 0, .who = comer_sent(p) };
    struct case_file c;
    struct sheet s;
    enum err e;

    TRY(page_id(p, 0, &act.task));
    e = handling_act(p->cx, &act, &c);
    if (e == ERR_INVALID && load(p, &s) == OK) {
        model_errors(p);
        TRY(show(p, &s));
        p->status = model_status(e);
        return OK;
    }
    TRY(e);
    TRY(piece_waiting(p, c.id));
    val_set(page_arena(p), p->model, "case", piece_case(p, &c, false));
    TRY(task_get(p->cx, act.task, &s.task));
    return desk_go_on(p, &c, s.task.state == TASK_OPEN ? STR("drafted") : act.outcome);
}

/* ---- withdrawing ---- */

static enum err show_withdraw(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "outcome", STR("withdraw")), *journey;

    TRY(journey_of_case(p, c, &journey));
    TRY(comer_put(p, c->id));
    val_set_str(a, m, "action", arena_printf(a, "/cases/%lld/withdraw", (long long)c->id));
    val_set_bool(a, m, "needs_note", true);
    val_set_bool(a, m, "final", true);
    val_set_str(a, m, "note", page_field(p, "note"));
    val_set(a, p->model, "act", m);
    val_set(a, p->model, "case", piece_case(p, c, false));
    val_set(a, p->model, "journey", journey);
    page_show(p, "act", page_word(p, "act.withdraw"));
    return OK;
}

enum err page_withdraw_form(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return show_withdraw(p, &c);
}

enum err page_withdraw(struct page *p)
{
    struct withdrawal w = { .reason = page_field(p, "note"), .who = comer_sent(p) };
    struct case_file c;
    enum err e;

    TRY(page_id(p, 0, &w.case_id));
    e = handling_withdraw(p->cx, &w, &c);
    if (e == ERR_INVALID) {
        TRY(page_see(p, w.case_id, &c));
        model_errors(p);
        TRY(show_withdraw(p, &c));
        p->status = model_status(e);
        return OK;
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld?done=withdraw", (long long)w.case_id));
    return OK;
}
