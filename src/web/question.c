/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/question.h"

#include "web/inside.h"
#include "web/pieces.h"
#include "web/register_file.h"

/* ---- asked ---- */

static const char *const kind_names[] = {
    [FIELD_TEXT] = "text", [FIELD_AREA] = "area", [FIELD_INT] = "int", [FIELD_DATE] = "date", [FIELD_CHOICE] = "choice",
    [FIELD_CHOICES] = "choices", [FIELD_YES] = "yes", [FIELD_ID_NO] = "id_no", [FIELD_PHONE] = "phone",
    [FIELD_MONEY] = "money", [FIELD_ACCOUNT] = "account", [FIELD_NOTE] = "note",
};

static bool ticked(const struct val *v, struct str value)
{
    if (v == NULL)
        return false;
    for (size_t i = 0; v->kind == VAL_LIST && i < v->count; i++)
        if (str_eq(v->items[i]->text, value))
            return true;
    return v->kind == VAL_TEXT && str_eq(v->text, value);
}

static struct val *choices(const struct page *p, const struct field *f, const struct val *v)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < f->choice_count; i++) {
        struct val *m = val_set_str(a, val_map(a), "value", f->choices[i].value);
        val_set_str(a, m, "name", page_label(p, f->choices[i].name));
        val_set_bool(a, m, "on", ticked(v, f->choices[i].value));
        val_push(a, list, m);
    }
    return list;
}

/* What a screen reader says after the name: the hint, then what is wrong. */
static struct str described(const struct page *p, struct str key, struct str hint, struct str error)
{
    struct arena *a = page_arena(p);
    struct str ids = hint.len > 0 ? arena_printf(a, "h-%.*s", STR_ARG(key)) : STR("");

    if (error.len == 0)
        return ids;
    return arena_printf(a, "%.*s%se-%.*s", STR_ARG(ids), ids.len > 0 ? " " : "", STR_ARG(key));
}

static struct val *field_model(struct page *p, const struct field *f, struct str key, const struct val *answers)
{
    const struct val *v = val_find(answers, key);
    const struct val *error = val_find(val_at(p->model, "gap"), key);
    struct str hint = page_label(p, f->hint), wrong = error != NULL ? error->text : STR("");
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "key", key);

    val_set_str(a, m, "kind", str_of(kind_names[f->kind]));
    val_set_str(a, m, "name", page_label(p, f->name));
    val_set_str(a, m, "hint", hint);
    val_set_bool(a, m, "required", f->required);
    val_set_int(a, m, "max", f->max > 0 ? f->max : f->kind == FIELD_AREA ? ANSWER_AREA_MAX : ANSWER_TEXT_MAX);
    val_set_str(a, m, "value", v != NULL && v->kind == VAL_TEXT ? v->text : STR(""));
    val_set_bool(a, m, "on", v != NULL && val_truth(v));
    val_set_str(a, m, "error", wrong);
    val_set_str(a, m, "described", described(p, key, hint, wrong));
    register_put_source(p, answers, key, m);
    if (f->choice_count > 0)
        val_set(a, m, "choices", choices(p, f, v));
    return m;
}

static struct val *fields_model(struct page *p, const struct form_page *page, int row, const struct val *answers)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < page->field_count; i++) {
        const struct field *f = &page->fields[i];
        struct val *m;
        if (!answers_shown(p->cx, f, answers))
            continue;
        m = field_model(p, f, answers_key(a, page, f, row), answers);
        /* A browser may only insist on what is required whatever else is answered. */
        val_set_bool(a, m, "must", f->required && f->shown_if == NULL && page->rows == 0);
        val_push(a, list, m);
    }
    return list;
}

struct val *question_form(struct page *p, const struct form_page *page, const struct val *answers, int extra)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "name", page_label(p, page->name)), *rows = val_list(a);
    int count = answers_rows(a, page, answers) + extra;

    val_set_str(a, m, "why", page_label(p, page->why));
    if (page->rows == 0)
        return val_set(a, m, "fields", fields_model(p, page, 1, answers));
    for (int n = 1; n <= count && n <= (int)page->rows; n++) {
        struct val *row = val_set_int(a, val_map(a), "n", n);
        val_push(a, rows, val_set(a, row, "fields", fields_model(p, page, n, answers)));
    }
    val_set_bool(a, m, "can_add", count < (int)page->rows);
    return val_set(a, m, "rows", rows);
}

/* ---- answered ---- */

static struct str choice_name(const struct page *p, const struct field *f, struct str value)
{
    for (size_t i = 0; i < f->choice_count; i++)
        if (str_eq(f->choices[i].value, value))
            return page_label(p, f->choices[i].name);
    return value;
}

static struct str said(const struct page *p, const char *key, struct str before, struct str next)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_set_str(a, val_map(a), "before", before), "next", next);

    return text_message(p->web->text, a, str_of(key), m, p->cx->lang);
}

static struct str answer_text(const struct page *p, const struct field *f, const struct val *v)
{
    struct str all = STR("");

    if (v->kind == VAL_TEXT && f->kind == FIELD_YES)
        return v->text.len > 0 ? page_word(p, "answer.yes") : STR("");
    if (v->kind == VAL_TEXT && f->kind == FIELD_DATE)
        return said(p, "answer.day", STR(""), v->text);
    if (v->kind == VAL_TEXT)
        return choice_name(p, f, v->text);
    for (size_t i = 0; i < v->count; i++) {
        struct str one = choice_name(p, f, v->items[i]->text);
        all = i > 0 ? said(p, "answer.list", all, one) : one;
    }
    return all;
}

/* The end of a number tells a clerk which one it is; the end of a day tells nothing but the day. */
static struct str hidden(const struct page *p, const struct field *f, struct str text)
{
    return piece_hidden(p, text, 0, f->kind == FIELD_DATE ? 0 : 4);
}

struct val *question_answers(const struct page *p, const struct form_page *page, const struct val *answers, bool sealed)
{
    struct arena *a = page_arena(p);
    struct val *rows = val_list(a);
    int last = answers_rows(a, page, answers);

    for (int row = 1; row <= last; row++)
        for (size_t i = 0; i < page->field_count; i++) {
            const struct field *f = &page->fields[i];
            const struct val *v = val_find(answers, answers_key(a, page, f, row));
            struct val *m = val_map(a);
            if (v == NULL || !val_truth(v) || f->kind == FIELD_NOTE || !answers_shown(p->cx, f, answers))
                continue;
            val_set_str(a, m, "label", page_label(p, f->name));
            val_set_str(a, m, "value", f->sensitive && !sealed ? hidden(p, f, answer_text(p, f, v)) : answer_text(p, f, v));
            val_set_int(a, m, "row", row);
            val_push(a, rows, m);
        }
    return rows;
}

struct str question_plain(const struct page *p, const struct item *item, const struct val *answers, struct str key)
{
    const struct field *f = item->form != NULL ? form_field(item->form, key) : NULL;
    const struct val *v = val_find(answers, key);

    if (v == NULL)
        return STR("");
    return f != NULL && f->kind != FIELD_DATE ? answer_text(p, f, v) : v->text;      /* other systems want a day as it was typed */
}
