/* SPDX-License-Identifier: MulanPSL-2.0 */
/* proxy_add - the part of proxy that takes a letter after filing. */
#include "domain/answers.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/filing.h"
#include "domain/mark.h"
#include "domain/proxy.h"
#include "domain/slot.h"
#include "domain/tenure.h"

enum err proxy_answers(struct ctx *cx, int64_t case_id, const struct val *sent, struct val **out)
{
    const struct form_page *page = answers_applicant_page();
    const struct val *filed;

    TRY(case_answers(cx, case_id, &filed));
    *out = val_map(cx->arena);
    for (size_t i = 0; i < filed->count; i++)
        if (str_starts(filed->keys[i], STR("applicant.")))
            val_put(cx->arena, *out, filed->keys[i], filed->items[i]);
    for (size_t i = 0; i < page->field_count; i++) {
        const struct field *f = &page->fields[i];
        const struct val *v = val_find(sent, f->key);
        if (v != NULL && str_starts(f->key, STR("agent.")))
            val_put(cx->arena, *out, f->key, (struct val *)(uintptr_t)v);
    }
    val_set_str(cx->arena, *out, "agent.acts", STR("yes"));
    return OK;
}

/* The same sheet twice is one letter. */
static enum err check_new(struct ctx *cx, const struct proxy_new *w)
{
    struct proxy_list all;

    TRY(proxy_of_case(cx, w->case_id, &all));
    for (size_t i = 0; w->letter != NULL && i < all.count; i++)
        if (str_eq(all.items[i].letter, w->letter->digest))
            return ctx_fail(cx, ERR_STATE, "gap.proxy.there", all.items[i].name);
    return OK;
}

enum err proxy_check_letter(struct ctx *cx, const struct val *answers)
{
    size_t before = cx->gap_count;

    answers_check_fields(cx, answers_applicant_page(), answers);
    proxy_check_answers(cx, answers, false);
    return cx->gap_count > before ? ERR_INVALID : OK;
}

static enum err check(struct ctx *cx, const struct proxy_new *w, const struct val *answers)
{
    enum err said;

    TRY(check_new(cx, w));
    said = proxy_check_letter(cx, answers);
    return w->letter == NULL ? ctx_gap(cx, STR("letter"), "gap.proxy.unsigned", STR("")) : said;
}

static enum err add(struct ctx *cx, const void *args, void *out)
{
    const struct proxy_new *w = args;
    struct val *payload = val_map(cx->arena), *answers;
    const struct post *by;
    struct scan letter;
    struct case_file c;
    struct event ev;
    int64_t agent;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(case_see(cx, w->case_id, &c));
    TRY(mark_post(cx, &c, ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER), &by));
    TRY(proxy_answers(cx, c.id, w->answers, &answers));
    TRY(check(cx, w, answers));
    letter = *w->letter;
    letter.slot = STR(SLOT_PROXY_LETTER);
    TRY(filing_person(cx, answers, "agent", c.place, &agent));
    val_set(cx->arena, payload, "proxy", proxy_say(cx, answers, agent, &(struct scan_list){ .items = &letter, .count = 1 }));
    TRY(filing_say_sheet(cx, &c, &letter, SLOT_PROXY_LETTER, payload));
    return mark_append(cx, &c, "case.proxy_added", by, payload, &ev);
}

enum err proxy_add(struct ctx *cx, const struct proxy_new *w)
{
    return command_run(cx, add, w, NULL);
}

enum err apply_proxy_added(struct ctx *cx, const struct event *ev)
{
    TRY(apply_proxy(cx, ev));
    return apply_case_papers(cx, ev);
}
