/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_copied - 抄录单: the values of a case in the order of the ministry's own system, and its number typed back. */
#include "base/calendar.h"
#include "domain/answers.h"
#include "domain/copied.h"
#include "domain/person.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/question.h"

/* "case.number" and the like; other keys are answers of the form. */
static enum err value_of(struct page *p, const struct case_file *c, const struct item *item, const struct val *answers,
                         struct str key, struct str *out)
{
    struct person person;

    *out = STR("");
    if (str_is(key, "case.number"))
        *out = c->number;
    else if (str_is(key, "case.place"))
        *out = piece_place(p, c->place);
    else if (str_is(key, "case.received_on"))
        *out = day_iso(page_arena(p), day_of(c->received_at));
    else if (str_is(key, "applicant.id_no")) {
        TRY(person_get(p->cx, c->applicant, &person));
        *out = person.id_no;
    } else
        *out = question_plain(p, item, answers, key);
    return OK;
}

static enum err put_lines(struct page *p, const struct case_file *c, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *lines = val_list(a);
    const struct val *answers;

    TRY(case_answers(p->cx, c->id, &answers));
    for (size_t i = 0; i < item->copy_sheet.count; i++) {
        const struct copy_line *l = &item->copy_sheet.lines[i];
        struct val *m = val_set_int(a, val_map(a), "n", (int64_t)i + 1);
        struct str value;
        TRY(value_of(p, c, item, answers, l->key, &value));
        val_set_str(a, m, "name", page_label(p, l->name));
        val_set_str(a, m, "value", value);
        val_push(a, lines, m);
    }
    val_set(a, p->model, "lines", lines);
    return OK;
}

static void put_copied(struct page *p, const struct copy_sheet *sheet, const struct copied *copied)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "system", page_label(p, sheet->system));

    val_set_str(a, m, "label", page_label(p, sheet->number));
    val_set_int(a, m, "min", sheet->number_min);
    val_set_int(a, m, "max", sheet->number_max);
    val_set_str(a, m, "number", copied->number);
    val_set_int(a, m, "at", copied->at);
    val_set_str(a, m, "who", copied->name);
    val_set_int(a, m, "corrections", copied->corrections);
    val_set_str(a, m, "reason", copied->reason);
    val_set_str(a, m, "typed", page_field(p, "number"));
    val_set_str(a, m, "why", page_field(p, "reason"));
    val_set(a, p->model, "sheet", m);
}

static enum err show(struct page *p, const struct case_file *c)
{
    const struct item *item = piece_item(p, c);
    struct copied copied;

    if (item == NULL || item->copy_sheet.count == 0)
        return ERR_NOT_FOUND;
    TRY(copied_of_case(p->cx, c->id, &copied));
    TRY(put_lines(p, c, item));
    put_copied(p, &item->copy_sheet, &copied);
    val_set(page_arena(p), p->model, "case", piece_case(p, c, false));
    val_set_bool(page_arena(p), p->model, "done", str_is(request_query(p->rq, "done"), "copied"));
    page_show(p, "copied", page_word(p, "copied.title"));
    return OK;
}

enum err page_copied(struct page *p)
{
    struct case_file c;

    TRY(page_see_case(p, 0, &c));
    return show(p, &c);
}

enum err page_copied_enter(struct page *p)
{
    struct case_file c;
    int64_t id;
    enum err e;

    TRY(page_id(p, 0, &id));
    e = copied_enter(p->cx, id, page_field(p, "number"), page_field(p, "reason"));
    if (e == ERR_INVALID || e == ERR_CONFLICT) {
        TRY(page_see(p, id, &c));
        TRY(show(p, &c));
        return page_again(p, e, "copied", page_word(p, "copied.title"));
    }
    TRY(e);
    page_go(p, arena_printf(page_arena(p), "/cases/%lld/copy?done=copied", (long long)id));
    return OK;
}
