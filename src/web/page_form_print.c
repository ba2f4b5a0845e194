/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_form_print - the filled form and the letter of an agent, to print and sign. */
#include "domain/consent.h"
#include "domain/house.h"
#include "domain/proxy.h"
#include "domain/slot.h"
#include "web/draft_consent.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/question.h"
#include "web/sheet.h"

/* ---- the form ---- */

static void add_section(struct page *p, const struct sheet *s, const struct form_page *page, struct val *list)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "name", page_label(p, page->name));

    val_push(a, list, val_set(a, m, "rows", question_answers(p, page, s->d.answers, true)));
}

static void put_sections(struct page *p, const struct sheet *s)
{
    struct val *list = val_list(page_arena(p));

    add_section(p, s, answers_applicant_page(), list);
    for (size_t i = 0; s->item->form != NULL && i < s->item->form->page_count; i++)
        add_section(p, s, &s->item->form->pages[i], list);
    val_set(page_arena(p), p->model, "sections", list);
}

static bool signed_apart(const struct scan *s)
{
    return draft_consent_slot(s->slot);
}

/* The papers handed in with it, so that the applicant signs for them too. */
static enum err put_papers(struct page *p, const struct sheet *s)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a), *last = NULL;
    struct scan_list scans;

    TRY(draft_scans(p->cx, s->d.id, &scans));
    for (size_t i = 0; i < scans.count; i++) {
        bool same = i > 0 && last != NULL && str_eq(scans.items[i].slot, scans.items[i - 1].slot);
        if (signed_apart(&scans.items[i]))
            continue;
        if (!same) {
            last = val_set_str(a, val_map(a), "name", page_label(p, slot_name(s->item, scans.items[i].slot)));
            val_set_int(a, last, "count", 0);
            val_push(a, list, last);
        }
        val_set_int(a, last, "count", val_num(last, "count") + 1);
    }
    val_set(a, p->model, "papers", list);
    return OK;
}

/* 个人信息保护法 17: who processes, what for, how long; only what the pack says. */
static void put_notice(struct page *p, const struct sheet *s)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a), *joining = val_list(a);

    for (size_t i = 0; i < s->item->joining_count; i++)
        val_push(a, joining, val_text(a, page_label(p, s->item->joining[i]->name)));
    val_set_str(a, m, "organ", piece_organ(p, division_at(s->d.place, s->item->acceptor), s->item->department->code));
    val_set(a, m, "joining", joining);
    val_set_str(a, m, "kept", val_str(s->item->raw, "retention"));
    val_set(a, p->model, "notice", m);
}

static void put_head(struct page *p, const struct sheet *s)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_str(a, m, "name", page_label(p, s->item->name));
    val_set_str(a, m, "code", s->item->code);
    val_set_str(a, m, "place", piece_place(p, s->d.place));
    val_set(a, p->model, "item", m);
    val_set_bool(a, p->model, "agent", val_str(s->d.answers, "agent.acts").len > 0);
    val_set_bool(a, p->model, "guardian", str_is(val_str(s->d.answers, "agent.kind"), "guardian"));
    val_set_str(a, p->model, "back_url", arena_join(a, s->url, STR("/check")));
}

enum err page_form_print(struct page *p)
{
    struct sheet s;

    TRY(sheet_load(p, &s));
    if (s.d.case_id == 0)
        TRY(consent_note_print(p->cx, &s.d));
    put_head(p, &s);
    put_sections(p, &s);
    put_notice(p, &s);
    val_set_str(page_arena(p), p->model, "version", consent_version(p->cx, s.d.item, s.d.answers));
    TRY(put_papers(p, &s));
    page_show(p, "form_print", page_word(p, "paper.form"));
    return OK;
}

/* ---- the letter ---- */

static void copy_answers(struct page *p, const struct sheet *s, const char *who)
{
    static const char *const parts[] = { "name", "id_no", "phone", "address", "relation" };
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        val_set_str(a, m, parts[i], val_str(s->d.answers, arena_printf(a, "%s.%s", who, parts[i]).p));
    val_set(a, p->model, who, m);
}

static void put_powers(struct page *p, const struct sheet *s)
{
    const struct val *chosen = val_at(s->d.answers, "agent.powers");
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    int64_t until;

    if (chosen->kind == VAL_TEXT && chosen->text.len > 0)
        val_push(a, list, val_copy(a, chosen));
    val_set(a, p->model, "powers", chosen->kind == VAL_LIST ? val_copy(a, chosen) : list);
    if (day_parse(val_str(s->d.answers, "agent.until"), &until) == OK)
        val_set_int(a, p->model, "until", day_start(until));
}

void letter_show(struct page *p, const struct sheet *s, struct str back_url)
{
    bool guardian = str_is(val_str(s->d.answers, "agent.kind"), "guardian");

    put_head(p, s);
    val_set_str(page_arena(p), p->model, "back_url", back_url);
    copy_answers(p, s, "applicant");
    copy_answers(p, s, "agent");
    put_powers(p, s);
    val_set_bool(page_arena(p), p->model, "is_guardian", guardian);
    page_show(p, "letter_print", page_word(p, guardian ? "letter.guardian" : "letter.title"));
}

enum err page_letter_print(struct page *p)
{
    struct sheet s;

    TRY(sheet_load(p, &s));
    if (val_str(s.d.answers, "agent.acts").len == 0)
        return ERR_NOT_FOUND;
    letter_show(p, &s, arena_join(page_arena(p), s.url, STR("/check")));
    return OK;
}
