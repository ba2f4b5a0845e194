/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_case - one case before the officer: journey, answers beside scans, opinions, what can be done. */
#include "domain/answers.h"
#include "domain/audit.h"
#include "domain/handling.h"
#include "domain/house.h"
#include "domain/person.h"
#include "domain/step.h"
#include "web/acts.h"
#include "web/body.h"
#include "web/case_once.h"
#include "web/case_consent.h"
#include "web/desk.h"
#include "web/inside.h"
#include "web/offices.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/register_file.h"
#include "web/points.h"
#include "web/mytask.h"
#include "web/question.h"
#include "web/visiting.h"

enum { QUEUE_MAX = 30, CHOICES_MAX = 8 };

/* ---- the person ---- */

/* Whole numbers are shown when asked for, and that is noted. */
static bool shows_whole(const struct page *p)
{
    return str_is(request_query(p->rq, "show"), "id");
}

/* Telephone and address as this application gave them. */
static enum err put_person(struct page *p, const struct case_file *c, struct val *m)
{
    struct arena *a = page_arena(p);
    bool whole = shows_whole(p);
    const struct val *answers;
    struct str phone;
    struct person person;

    if (whole)
        TRY(audit_view(p->cx, c->id, "id_no"));
    TRY(person_get(p->cx, c->applicant, &person));
    TRY(case_answers(p->cx, c->id, &answers));
    phone = val_str(answers, "applicant.phone");
    val_set_str(a, m, "id_no", whole ? person.id_no : piece_hidden(p, person.id_no, 6, 4));
    val_set_str(a, m, "phone", whole ? phone : piece_hidden(p, phone, 3, 4));
    val_set_str(a, m, "address", val_str(answers, "applicant.address"));
    val_set_int(a, m, "birth", day_start(person.birth_day));
    val_set_int(a, m, "age", citizen_age(person.birth_day, day_of(p->cx->now)));
    val_set_int(a, m, "sex", person.sex);
    if (!whole)
        val_set_str(a, m, "reveal_url", arena_printf(a, "/cases/%lld?show=id", (long long)c->id));
    return OK;
}

/* ---- answers ---- */

static enum err put_sections(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *sections = val_list(a);
    const struct val *answers;
    const struct item *item = piece_item(p, c);

    TRY(case_answers(p->cx, c->id, &answers));
    for (size_t i = 0; item != NULL && item->form != NULL && i < item->form->page_count; i++) {
        const struct form_page *page = &item->form->pages[i];
        struct val *m = val_set_str(a, val_map(a), "name", page_label(p, page->name));
        val_set(a, m, "rows", question_answers(p, page, answers, shows_whole(p)));
        val_push(a, sections, m);
    }
    val_set(a, p->model, "sections", sections);
    return OK;
}

/* ---- papers ---- */

static struct val *slot_of(const struct page *p, struct val *slots, const struct case_material *m)
{
    struct arena *a = page_arena(p);
    struct val *slot;

    for (size_t i = 0; i < slots->count; i++)
        if (str_eq(val_str(slots->items[i], "id"), m->slot))
            return slots->items[i];
    slot = val_map(a);
    val_set_str(a, slot, "id", m->slot);
    val_set_str(a, slot, "name", piece_name(p, m->name_zh, m->name_en));
    val_set(a, slot, "scans", val_list(a));
    val_push(a, slots, slot);
    return slot;
}

/* As the guide lists them, which is how they lie on the table; others behind. */
static struct val *slots_in_order(const struct page *p, const struct case_file *c, const struct case_material_list *papers)
{
    const struct item *item = piece_item(p, c);
    struct val *slots = val_list(page_arena(p));

    for (size_t i = 0; item != NULL && i < item->material_count; i++)
        for (size_t k = 0; k < papers->count; k++)
            if (str_eq(papers->items[k].slot, item->materials[i].id))
                slot_of(p, slots, &papers->items[k]);
    return slots;
}

static enum err put_papers(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct case_material_list papers;
    struct val *slots;
    struct paper_trust_list trust;

    TRY(case_materials(p->cx, c->id, &papers));
    TRY(held_trust(p->cx, c->id, &trust));
    slots = slots_in_order(p, c, &papers);
    for (size_t i = 0; i < papers.count; i++) {
        struct val *slot = slot_of(p, slots, &papers.items[i]), *m = piece_paper(p, c->id, &papers.items[i]);
        TRY(register_put_trust(p, c, &trust, papers.items[i].n, m));
        val_push(a, (struct val *)(uintptr_t)val_at(slot, "scans"), m);
    }
    val_set(a, p->model, "slots", slots);
    return OK;
}

/* ---- what was said, what runs ---- */

static enum err put_opinions(struct page *p, int64_t case_id, const struct task_list *tasks)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct officer_list there;

    TRY(visit_of_case(p->cx, case_id, &there));
    for (size_t i = 0; i < tasks->count; i++) {
        const struct task *t = &tasks->items[i];
        struct val *m = val_map(a);
        if (t->state != TASK_DONE || t->note.len == 0)
            continue;
        val_set_str(a, m, "who", t->done_name);
        val_set_str(a, m, "for", t->done_for);
        val_set_str(a, m, "post", piece_office(p, t->role, t->place, t->department));
        val_set_str(a, m, "task", piece_name(p, t->name_zh, t->name_en));
        val_set_int(a, m, "at", t->done_at);
        val_set_str(a, m, "outcome", t->outcome);
        val_set_str(a, m, "note", t->note);
        visiting_put_there(p, &there, visiting_last(&there, t->id), true, m);
        val_push(a, list, m);
    }
    val_set(a, p->model, "opinions", list);
    return OK;
}

static enum err put_clocks(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct clock_list clocks;

    TRY(clock_of_case(p->cx, c->id, &clocks));
    for (size_t i = 0; i < clocks.count; i++) {
        const struct clock *k = &clocks.items[i];
        struct val *m = val_set_str(a, val_map(a), "kind", k->kind);
        val_set_str(a, m, "name", piece_clock_name(p, k->kind));
        val_set_int(a, m, "days", k->days);
        val_set_str(a, m, "unit", k->unit == WORKING_DAYS ? STR("working") : STR("calendar"));
        val_set_bool(a, m, "ended", piece_clock_over(p, k));
        if (piece_clock_over(p, k))
            val_set_int(a, m, "due", k->due_at != DUE_NONE ? k->due_at : 0);
        else
            TRY(piece_left(p, m, k->due_at));
        if (k->stopped_since > 0 && k->ended_day == 0) {
            struct str key = arena_join(a, STR("pause."), k->stopped_why);
            val_set_str(a, m, "stopped", page_word(p, key.p));
        }
        val_push(a, list, m);
    }
    val_set(a, p->model, "clocks", list);
    return OK;
}

/* ---- what can be done ---- */

static void add_action(const struct page *p, struct val *list, const char *key, struct str url, bool danger)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "key", str_of(key));

    val_set_str(a, m, "url", url);
    val_set_bool(a, m, "primary", list->count == 0 && !danger);
    val_set_bool(a, m, "danger", danger);
    val_set_int(a, m, "n", (int64_t)list->count + 1);
    val_push(a, list, m);
}

static bool negative(const char *outcome)
{
    static const char *const words[] = { "refused", "not_accepted", "not_mended", "not_required", "disagree", "expired" };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(str_of(outcome), words[i]))
            return true;
    return false;
}

static enum err put_task(struct page *p, const struct case_file *c, const struct task *t, struct val *actions)
{
    const struct act_choice *choices[CHOICES_MAX];
    size_t count = handling_choices(t->kind, c->corrected, choices, CHOICES_MAX);
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_int(a, m, "id", t->id);
    val_set_str(a, m, "name", piece_name(p, t->name_zh, t->name_en));
    val_set_str(a, m, "kind", t->kind);
    TRY(piece_left(p, m, t->due_at));
    val_set(a, p->model, "task", m);
    for (size_t i = 0; i < count; i++)
        add_action(p, actions, choices[i]->outcome,
                   arena_printf(a, "/tasks/%lld/%s", (long long)t->id, choices[i]->outcome), negative(choices[i]->outcome));
    return mytask_put(p, c, t, m, actions);
}

static enum err put_actions(struct page *p, const struct case_file *c, const struct task_list *tasks, int64_t *current)
{
    struct arena *a = page_arena(p);
    struct val *actions = val_list(a);

    *current = 0;
    for (size_t i = 0; i < tasks->count && *current == 0; i++) {
        const struct task *t = &tasks->items[i];
        if (t->state != TASK_OPEN || task_post(p->cx, t, c->item) == NULL)
            continue;
        *current = t->id;
        TRY(put_task(p, c, t, actions));
    }
    if (c->state < CASE_DECIDED && actor_has(p->cx, ROLES(ROLE_CLERK)))
        add_action(p, actions, "withdraw", arena_printf(a, "/cases/%lld/withdraw", (long long)c->id), true);
    val_set(a, p->model, "actions", actions);
    return OK;
}

/* ---- printed papers ---- */

static enum err put_prints(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct document_list all;

    TRY(document_of_case(p->cx, c->id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct document *d = &all.items[i];
        struct val *m = val_set_str(a, val_map(a), "name", body_title(p, piece_item(p, c), d->kind));
        val_set_str(a, m, "number", d->number);
        val_set_int(a, m, "at", d->at);
        val_set_str(a, m, "url", arena_printf(a, "/cases/%lld/documents/%lld", (long long)c->id, (long long)d->n));
        val_push(a, list, m);
    }
    val_set(a, p->model, "papers", list);
    return OK;
}

/* What was asked for stays in sight until it is mended. */
static enum err put_gaps(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);
    struct val *texts, *list = val_list(a);

    TRY(piece_gaps(p, c->id, &texts));
    for (size_t i = 0; i < texts->count; i++)
        val_push(a, list, val_set(a, val_map(a), "text", texts->items[i]));
    val_set(a, p->model, "gaps", list);
    return OK;
}

/* What may just have been done, and the notice that goes with it. */
static const struct { const char *outcome, *notice; } done[] = {
    { "accepted", "acceptance" }, { "correction", "correction" }, { "not_accepted", "not_accepted" },
    { "not_mended", "not_accepted" }, { "not_required", "not_required" },
    { "granted", "decision" }, { "refused", "decision" }, { "no_gaps", NULL }, { "gaps_found", NULL }, { "supplied", NULL },
    { "expired", NULL }, { "agree", NULL }, { "disagree", NULL }, { "done", NULL }, { "told", "summary" }, { "prereview", NULL },
    { "onsite", NULL }, { "objection", NULL }, { "objection_answer", NULL }, { "take_back", NULL }, { "send_back", NULL }, { "draft_back", NULL }, { "forward_up", "forwarded" }, { "void", NULL },
    { "delivered", "delivery" }, { "withdraw", NULL },
    { "points", NULL }, { "drafted", NULL }, { "copied", NULL },
    { "urgent", NULL }, { "urgent_lifted", NULL }, { "posted", NULL }, { "post_returned", NULL },
    { "redress_corrected", "corrected" }, { "redress_annulled", "annulled" }, { "redress_reopened", "reopened" }, { "reassign", NULL },
};

static void put_done(struct page *p, const struct case_file *shown)
{
    struct str asked = request_query(p->rq, "done");
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);
    struct case_file other;
    const struct case_file *c = mytask_done_with(p, shown, &other, m);

    for (size_t i = 0; i < sizeof done / sizeof *done; i++) {
        if (!str_is(asked, done[i].outcome))
            continue;
        val_set_str(a, m, "text", page_word(p, arena_printf(a, "done.%s", done[i].outcome).p));
        if (done[i].notice != NULL)
            val_set_str(a, m, "print_url", arena_printf(a, "/cases/%lld/notices/%s", (long long)c->id, done[i].notice));
        val_set(a, p->model, "done", m);
    }
}

static enum err put_rest(struct page *p, const struct case_file *c)
{
    struct val *journey, *timeline, *decisions;
    struct arena *a = page_arena(p);

    TRY(journey_of_case(p, c, &journey));
    TRY(piece_timeline(p, c->id, true, &timeline));
    val_set(a, p->model, "journey", journey);
    val_set(a, p->model, "timeline", timeline);
    TRY(case_consent_put(p, c));
    TRY(put_sections(p, c));
    TRY(put_papers(p, c));
    TRY(put_clocks(p, c));
    TRY(offices_decisions(p, c, &decisions));
    val_set(a, p->model, "decisions", decisions);
    TRY(offices_put_previews(p, c));
    TRY(offices_put_rules(p, c));
    TRY(put_prints(p, c));
    put_done(p, c);
    return c->corrected > 0 ? put_gaps(p, c) : OK;
}

static void put_channel(struct page *p, const struct case_file *c, struct val *m)
{
    static const char *const channels[] = { "village", "township", "county", "public" };

    val_set_str(page_arena(p), m, "channel", str_of(channels[c->channel]));
    val_set_str(page_arena(p), m, "process_url", arena_printf(page_arena(p), "/cases/%lld/process", (long long)c->id));
    val_set_str(page_arena(p), m, "limits_url", arena_printf(page_arena(p), "/cases/%lld/limits", (long long)c->id));
    val_set_str(page_arena(p), m, "item_url", arena_join(page_arena(p), STR("/items/"), c->item));
}

enum err page_case(struct page *p)
{
    struct task_list tasks;
    struct case_file c;
    struct val *m;
    int64_t current;

    TRY(page_see_case(p, 0, &c));
    m = piece_case(p, &c, false);
    val_set(page_arena(p), p->model, "case", m);
    put_channel(p, &c, m);
    TRY(put_person(p, &c, m));
    TRY(piece_mandate(p, &c, m));
    TRY(task_of_case(p->cx, c.id, &tasks));
    TRY(put_opinions(p, c.id, &tasks));
    TRY(mytask_put_said(p, &c, &tasks));
    TRY(put_actions(p, &c, &tasks, &current));
    TRY(acts_of_case(p, &c, &tasks));
    TRY(put_rest(p, &c));
    TRY(case_once_put(p, &c));
    TRY(desk_queue(p, current, QUEUE_MAX));
    page_show(p, "case", c.applicant_name);
    return OK;
}

/* ---- the papers themselves ---- */

static enum err find_paper(struct page *p, struct case_material *out)
{
    struct case_material_list papers;
    struct case_file c;
    int64_t n;

    TRY(page_id(p, 1, &n));
    TRY(page_see_case(p, 0, &c));
    TRY(case_materials(p->cx, c.id, &papers));
    for (size_t i = 0; i < papers.count; i++)
        if (papers.items[i].n == n) {
            *out = papers.items[i];
            return OK;
        }
    return ERR_NOT_FOUND;
}

enum err page_paper_file(struct page *p)
{
    struct case_material m;

    TRY(find_paper(p, &m));
    return page_send_paper(p, m.digest, m.type);
}

enum err page_paper_thumb(struct page *p)
{
    struct case_material m;

    TRY(find_paper(p, &m));
    return page_send_thumb(p, m.digest, m.type);
}

/* 流程跟踪: the real drawing of the process with where it is. */
enum err page_case_drawing(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    p->rs->type = STR("image/svg+xml");
    response_header(p->rs, "Content-Security-Policy", STR("default-src 'none'; style-src 'unsafe-inline'"));
    return step_drawing(p->cx, &c, &p->rs->body);
}
