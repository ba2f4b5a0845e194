/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_agents - who may act for the applicant of a case: a letter entered after filing, printed to sign, taken back. */
#include "domain/answers.h"
#include "domain/house.h"
#include "domain/paper.h"
#include "domain/proxy.h"
#include "web/case_consent.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/question.h"
#include "web/sheet.h"

/* ---- the page ---- */

static struct str agents_url(const struct page *p, int64_t id, const char *tail)
{
    return arena_printf(page_arena(p), "/cases/%lld/agents%s", (long long)id, tail);
}

/* What was typed about the agent; what the page of the applicant asks besides is left alone. */
static struct val *typed(struct page *p)
{
    struct val *m = val_map(page_arena(p));

    answers_take(p->cx, answers_applicant_page(), p->rq->form, m);
    return m;
}

/* The questions about an agent, all to be answered. */
static void put_questions(struct page *p)
{
    const struct val *all = val_at(question_form(p, answers_applicant_page(), typed(p), 0), "fields");
    struct val *list = val_list(page_arena(p));

    for (size_t i = 0; i < all->count; i++) {
        struct str key = val_str(all->items[i], "key");
        if (!str_starts(key, STR("agent.")) || str_is(key, "agent.acts"))
            continue;
        val_set_bool(page_arena(p), all->items[i], "required", true);
        val_push(page_arena(p), list, all->items[i]);
    }
    val_set(page_arena(p), p->model, "fields", list);
}

/* "This must be filled in" says of what. */
static void name_errors(struct page *p)
{
    const struct form_page *page = answers_applicant_page();
    const struct val *errors = val_at(p->model, "errors");

    for (size_t i = 0; i < errors->count; i++)
        for (size_t k = 0; k < page->field_count; k++)
            if (str_eq(val_str(errors->items[i], "field"), page->fields[k].key))
                val_set_str(page_arena(p), errors->items[i], "label", page_label(p, page->fields[k].name));
}

static enum err show_agents(struct page *p, const struct case_file *c)
{
    struct arena *a = page_arena(p);

    TRY(case_consent_put(p, c));
    put_questions(p);
    val_set(a, p->model, "case", piece_case(p, c, false));
    val_set_str(a, p->model, "back_url", arena_printf(a, "/cases/%lld", (long long)c->id));
    val_set_str(a, p->model, "reason", page_field(p, "reason"));
    page_show(p, "agents", page_word(p, "proxy.title"));
    return OK;
}

enum err page_agents(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return show_agents(p, &c);
}

/* The page again with what was wrong, or on to the page as it is now. */
static enum err answer(struct page *p, int64_t id, enum err e)
{
    struct case_file c;

    if (e == ERR_INVALID) {
        TRY(page_see(p, id, &c));
        model_errors(p);
        name_errors(p);
        TRY(show_agents(p, &c));
        p->status = model_status(e);
        return OK;
    }
    TRY(e);
    page_go(p, agents_url(p, id, ""));
    return OK;
}

/* ---- the acts ---- */

static enum err take(struct page *p, int64_t id)
{
    struct proxy_new w = { .case_id = id, .answers = typed(p) };
    struct scan letter = { 0 };

    if (p->rq->file_count > 0) {
        TRY(paper_take(p->cx, STR("letter"), p->rq->files[0].bytes, &letter));
        w.letter = &letter;
    }
    return proxy_add(p->cx, &w);
}

enum err page_agent_add(struct page *p)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    return answer(p, id, take(p, id));
}

/* Nothing is kept of it: the letter counts when it comes back signed. */
enum err page_agent_print(struct page *p)
{
    struct sheet s = { 0 };
    struct case_file c;
    enum err e;

    TRY(page_see_case(p, 0, &c));
    TRY(proxy_answers(p->cx, c.id, typed(p), &s.d.answers));
    e = proxy_check_letter(p->cx, s.d.answers);
    if (e != OK)
        return answer(p, c.id, e);
    s.item = piece_item(p, &c);
    if (s.item == NULL)
        return ERR_NOT_FOUND;
    s.d.place = c.place;
    letter_show(p, &s, agents_url(p, c.id, ""));
    return OK;
}

enum err page_agent_revoke(struct page *p)
{
    int64_t id, n;

    TRY(page_id(p, 0, &id));
    TRY(page_id(p, 1, &n));
    return answer(p, id, proxy_revoke(p->cx, id, n, page_field(p, "reason")));
}
