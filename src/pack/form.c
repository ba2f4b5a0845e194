/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/form.h"

#include "base/buf.h"

static const struct { const char *type; enum field_kind kind; } types[] = {
    { "textfield", FIELD_TEXT }, { "textarea", FIELD_AREA }, { "number", FIELD_INT }, { "datetime", FIELD_DATE },
    { "select", FIELD_CHOICE }, { "radio", FIELD_CHOICE }, { "checklist", FIELD_CHOICES }, { "checkbox", FIELD_YES },
    { "text", FIELD_NOTE },
};

/* properties.kind says what a textfield or number really is. */
static const struct { const char *name; enum field_kind from, kind; } refinements[] = {
    { "id_no", FIELD_TEXT, FIELD_ID_NO }, { "phone", FIELD_TEXT, FIELD_PHONE },
    { "account", FIELD_TEXT, FIELD_ACCOUNT }, { "money", FIELD_INT, FIELD_MONEY },
};

static const int64_t MONEY_MAX_YUAN = 1000000000, NUMBER_MAX = 1000000000, FEN = 100;

static bool key_valid(struct str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.p[i];
        bool letter = c >= 'a' && c <= 'z';
        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '_' || c == '.')))
            return false;
    }
    return key.len > 0 && key.len <= 64;
}

static enum field_kind read_kind(struct reading *r, const struct val *v)
{
    struct str type = val_str(v, "type"), more = val_str(val_at(v, "properties"), "kind");
    enum field_kind kind = FIELD_NOTE;
    bool known = false;

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_is(type, types[i].type)) {
            kind = types[i].kind;
            known = true;
        }
    if (!known)
        reading_fault(r, v->line, "a pack knows no component \"%.*s\"; see doc/pack.md for those it knows", STR_ARG(type));
    for (size_t i = 0; i < sizeof refinements / sizeof *refinements && more.len > 0; i++)
        if (str_is(more, refinements[i].name) && kind == refinements[i].from)
            return refinements[i].kind;
    if (more.len > 0)
        reading_fault(r, v->line, "kind \"%.*s\" does not go with a %.*s", STR_ARG(more), STR_ARG(type));
    return kind;
}

/* form-js keeps English nowhere, so it stands beside, in the properties. */
static struct label read_words(struct reading *r, const struct val *v, const char *zh, const char *en, bool needed)
{
    struct label l = { val_str(v, zh), val_str(val_at(v, "properties"), en) };

    if (needed && l.zh.len == 0)
        reading_fault(r, v->line, "\"%s\" is missing: give the words a person reads", zh);
    if (l.zh.len > 0 && l.en.len == 0)
        reading_warn(r, v->line, "properties.%s is missing: the Chinese text will be shown on English pages", en);
    return l;
}

static void read_choice(struct reading *r, struct field *f, const struct val *v)
{
    struct choice c = { val_str(v, "value"), { val_str(v, "label"), val_str(v, "en") } };

    reading_keys(r, v, "value label en");
    if (c.value.len == 0 || c.name.zh.len == 0)
        reading_fault(r, v->line, "a choice needs \"value\" and \"label\"");
    if (c.name.en.len == 0)
        reading_warn(r, v->line, "\"en\" is missing: the Chinese text will be shown on English pages");
    for (size_t i = 0; i < f->choice_count; i++)
        if (str_eq(f->choices[i].value, c.value))
            reading_fault(r, v->line, "the value \"%.*s\" stands twice", STR_ARG(c.value));
    f->choices[f->choice_count++] = c;
}

static void read_choices(struct reading *r, const struct val *v, struct field *f)
{
    const struct val *values = val_at(v, "values");

    if (f->kind != FIELD_CHOICE && f->kind != FIELD_CHOICES)
        return;
    if (values->kind != VAL_LIST || values->count < 2 || values->count > FORM_CHOICES_MAX) {
        reading_fault(r, v->line, "\"values\" must list 2 to %d choices", FORM_CHOICES_MAX);
        return;
    }
    f->choices = ARENA_ARRAY(r->arena, values->count, struct choice);
    for (size_t i = 0; i < values->count; i++)
        read_choice(r, f, values->items[i]);
}

static void read_limits(struct reading *r, const struct val *v, struct field *f)
{
    const struct val *rules = val_at(v, "validate");

    reading_keys(r, rules, "required min max minLength maxLength");
    f->required = reading_bool(r, rules, "required", false);
    if (f->kind == FIELD_TEXT || f->kind == FIELD_AREA) {
        f->min = reading_int(r, rules, "minLength", 0, FORM_TEXT_MAX, OPTIONAL);
        f->max = reading_int(r, rules, "maxLength", 1, FORM_TEXT_MAX, OPTIONAL);
    } else if (f->kind == FIELD_MONEY) {
        f->min = FEN * reading_int(r, rules, "min", 0, MONEY_MAX_YUAN, OPTIONAL);
        f->max = FEN * reading_int(r, rules, "max", 1, MONEY_MAX_YUAN, OPTIONAL);
    } else {
        f->min = reading_int(r, rules, "min", 0, NUMBER_MAX, OPTIONAL);
        f->max = reading_int(r, rules, "max", 1, NUMBER_MAX, OPTIONAL);
    }
    if (f->max != 0 && f->min > f->max)
        reading_fault(r, v->line, "the least allowed is more than the most allowed");
}

/* form-js hides where the expression is true, so null shows: "(hide) != true". */
static void read_condition(struct reading *r, const struct val *v, struct field *f)
{
    const struct val *condition = reading_kind(r, v, "conditional", VAL_MAP, OPTIONAL);
    struct str hide = val_str(condition, "hide");
    struct feel_problem problem;

    if (condition->kind != VAL_MAP)
        return;
    if (hide.len < 2 || hide.p[0] != '=') {
        reading_fault(r, condition->line, "\"conditional\" must be {\"hide\": \"= a FEEL expression\"}");
        return;
    }
    hide = arena_printf(r->arena, "(%.*s) != true", (int)(hide.len - 1), hide.p + 1);
    if (feel_parse(r->arena, hide, (struct feel_names){ 0 }, &f->shown_if, &problem) != OK)
        reading_fault(r, condition->line, "the condition is no FEEL expression: %.*s", STR_ARG(problem.why));
}

static void expect_date(struct reading *r, const struct val *v)
{
    if (str_is(val_str(v, "type"), "datetime") && !str_is(val_str(v, "subtype"), "date"))
        reading_fault(r, v->line, "a datetime must have \"subtype\": \"date\"");
}

/* A slip in such a word would leave a field empty for ever and nobody would know why. */
static struct str read_from(struct reading *r, const struct val *more, const struct form_page *page)
{
    static const char *const once[] = { "person.name", "person.id_no", "person.phone", "person.address", "person.account",
                                        "household.number", "household.group", "household.address", "household.size" };
    static const char *const in_rows[] = { "member.name", "member.id_no", "member.relation" };
    struct str from = val_str(more, "from");
    bool known = from.len == 0 || (page->rows == 0 && str_starts(from, STR("fact.")) && from.len > 5);

    for (size_t i = 0; page->rows == 0 && i < sizeof once / sizeof *once; i++)
        known = known || str_is(from, once[i]);
    for (size_t i = 0; page->rows > 0 && i < sizeof in_rows / sizeof *in_rows; i++)
        known = known || str_is(from, in_rows[i]);
    if (!known)
        reading_fault(r, more->line, "no field here can come from \"%.*s\"; see doc/pack.md", STR_ARG(from));
    return from;
}

static struct field read_field(struct reading *r, const struct val *v, const struct form_page *page)
{
    const struct val *more = reading_kind(r, v, "properties", VAL_MAP, OPTIONAL);
    struct field f = { .key = val_str(v, "key"), .kind = read_kind(r, v) };

    reading_keys(r, v, "type id key label description text subtype dateLabel values validate properties conditional layout");
    reading_keys(r, more, "en hint_en kind sensitive from");
    if (f.kind == FIELD_NOTE) {
        f.key = arena_printf(r->arena, "note.%.*s.%zu", STR_ARG(page->id), page->field_count + 1);
        f.name = read_words(r, v, "text", "en", true);
        return f;
    }
    if (!key_valid(f.key))
        reading_fault(r, v->line, "\"key\" must be small letters, digits, \"_\" and \".\", a letter first, at most 64");
    f.name = read_words(r, v, f.kind == FIELD_DATE ? "dateLabel" : "label", "en", true);
    f.hint = read_words(r, v, "description", "hint_en", false);
    f.from = read_from(r, more, page);
    f.sensitive = f.kind == FIELD_ID_NO || str_is(val_str(more, "sensitive"), "true");
    expect_date(r, v);
    read_limits(r, v, &f);
    read_choices(r, v, &f);
    read_condition(r, v, &f);
    return f;
}

static bool key_taken(const struct form *form, const struct form_page *page, struct str key)
{
    for (size_t i = 0; i < page->field_count; i++)
        if (str_eq(page->fields[i].key, key))
            return true;
    return page->rows == 0 && form_field(form, key) != NULL;
}

static void read_fields(struct reading *r, const struct val *v, const struct form *form, struct form_page *page)
{
    const struct val *list = reading_kind(r, v, "components", VAL_LIST, REQUIRED);

    if (list->count == 0 || list->count > FORM_FIELDS_MAX) {
        reading_fault(r, v->line, "a page must have 1 to %d fields; ask one subject on a page", FORM_FIELDS_MAX);
        return;
    }
    page->fields = ARENA_ARRAY(r->arena, list->count, struct field);
    for (size_t i = 0; i < list->count; i++) {
        struct field f = read_field(r, list->items[i], page);
        if (key_taken(form, page, f.key))
            reading_fault(r, list->items[i]->line, "the key \"%.*s\" stands twice", STR_ARG(f.key));
        page->fields[page->field_count++] = f;
    }
}

/* Values of form-js properties are always texts. */
static size_t read_count(struct reading *r, const struct val *v, const char *key, int64_t least)
{
    const struct val *more = val_at(v, "properties");
    int64_t n = 0;

    if (str_int(val_str(more, key), &n) != OK || n < least || n > FORM_ROWS_MAX)
        reading_fault(r, v->line, "properties.%s must be a number from %d to %d, in quotes", key, (int)least, FORM_ROWS_MAX);
    return (size_t)n;
}

static struct form_page read_page(struct reading *r, const struct val *v, const struct form *form)
{
    bool rows = str_is(val_str(v, "type"), "dynamiclist");
    struct form_page page = { .id = val_str(v, rows ? "path" : "id") };

    reading_keys(r, v, "type id path label properties components showOutline isRepeating allowAddRemove defaultRepetitions");
    reading_keys(r, val_at(v, "properties"), "en why_zh why_en rows rows_min");
    if (!rows && !str_is(val_str(v, "type"), "group"))
        reading_fault(r, v->line, "a form is made of pages: only \"group\" and \"dynamiclist\" stand at its top");
    if (!key_valid(page.id))
        reading_fault(r, v->line, "\"%s\" must be small letters, digits and \"_\"", rows ? "path" : "id");
    page.name = read_words(r, v, "label", "en", true);
    page.why = (struct label){ val_str(val_at(v, "properties"), "why_zh"), val_str(val_at(v, "properties"), "why_en") };
    if (rows) {
        page.rows = read_count(r, v, "rows", 1);
        page.rows_min = val_has(val_at(v, "properties"), "rows_min") ? read_count(r, v, "rows_min", 0) : 0;
    }
    read_fields(r, v, form, &page);
    return page;
}

static bool page_taken(const struct form *form, struct str id)
{
    for (size_t i = 0; i < form->page_count; i++)
        if (str_eq(form->pages[i].id, id))
            return true;
    return false;
}

static struct form read_form(struct reading *r, const struct source *file)
{
    const struct val *pages = reading_kind(r, file->root, "components", VAL_LIST, REQUIRED);
    struct form form = { .name = reading_stem(file->path) };

    reading_keys(r, file->root, "$schema type id label properties schemaVersion exporter executionPlatform components");
    form.title = read_words(r, file->root, "label", "en", true);
    if (!str_eq(val_str(file->root, "id"), form.name))
        reading_fault(r, file->root->line, "\"id\" must be \"%.*s\", as the file is called", STR_ARG(form.name));
    if (pages->count == 0 || pages->count > FORM_PAGES_MAX) {
        reading_fault(r, file->root->line, "a form must have 1 to %d pages", FORM_PAGES_MAX);
        return form;
    }
    form.pages = ARENA_ARRAY(r->arena, pages->count, struct form_page);
    for (size_t i = 0; i < pages->count; i++) {
        struct form_page page = read_page(r, pages->items[i], &form);
        if (page_taken(&form, page.id))
            reading_fault(r, pages->items[i]->line, "the page \"%.*s\" stands twice", STR_ARG(page.id));
        if (str_eq(page.id, form.name))
            reading_fault(r, pages->items[i]->line, "a page may not be called as its form: form-js would refuse it");
        form.pages[form.page_count++] = page;
    }
    return form;
}

void form_read_all(struct reading *r)
{
    size_t count;
    const struct source *files = reading_folder(r, "forms/", &count);
    struct pack *p = r->pack;

    p->forms = ARENA_ARRAY(r->arena, count, struct form);
    for (size_t i = 0; i < count; i++) {
        r->file = files[i].path;
        if (files[i].root != NULL)
            p->forms[p->form_count++] = read_form(r, &files[i]);
    }
}

const struct form *pack_form(const struct pack *p, struct str name)
{
    for (size_t i = 0; i < p->form_count; i++)
        if (str_eq(p->forms[i].name, name))
            return &p->forms[i];
    return NULL;
}

static const struct field *field_in(const struct form_page *page, struct str key)
{
    for (size_t i = 0; i < page->field_count; i++)
        if (str_eq(page->fields[i].key, key))
            return &page->fields[i];
    return NULL;
}

/* "members.2.name" in a page "members" with rows: the field "name". */
static const struct field *field_in_rows(const struct form_page *page, struct str key)
{
    struct str id, rest, row, name;
    int64_t n;

    if (!str_cut(key, '.', &id, &rest) || !str_eq(id, page->id) || !str_cut(rest, '.', &row, &name))
        return NULL;
    if (str_int(row, &n) != OK || n < 1 || n > (int64_t)page->rows || row.p[0] == '0' || row.p[0] == '+')
        return NULL;
    return field_in(page, name);
}

const struct field *form_field(const struct form *f, struct str key)
{
    for (size_t i = 0; i < f->page_count; i++) {
        const struct form_page *page = &f->pages[i];
        const struct field *found = page->rows > 0 ? field_in_rows(page, key) : field_in(page, key);
        if (found != NULL)
            return found;
    }
    return NULL;
}
