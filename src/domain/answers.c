/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/answers.h"

#include "base/codes.h"
#include "domain/proxy.h"
#include "feel/feel.h"

#define TEXT(z) { (z), sizeof(z) - 1 }
#define WORDS(zh, en) { TEXT(zh), TEXT(en) }

static const struct choice agent_kinds[] = {
    { TEXT("proxy"), WORDS("申请人签了委托书", "A proxy letter the applicant signed") },
    { TEXT("guardian"), WORDS("法定监护人（替未成年人等办）", "Legal guardian, of a minor for instance") },
};

static const struct field applicant_fields[] = {
    { .key = TEXT("applicant.name"), .kind = FIELD_TEXT, .required = true, .max = 50,
      .name = WORDS("申请人姓名", "Applicant's name") },
    { .key = TEXT("applicant.id_no"), .kind = FIELD_ID_NO, .required = true, .sensitive = true,
      .name = WORDS("公民身份号码", "Resident ID number"),
      .hint = WORDS("身份证上的18位号码", "The 18 characters on the ID card") },
    { .key = TEXT("applicant.phone"), .kind = FIELD_PHONE, .required = true, .sensitive = true,
      .name = WORDS("联系电话", "Telephone") },
    { .key = TEXT("applicant.address"), .kind = FIELD_TEXT, .required = true,
      .name = WORDS("住址（村民小组、门牌）", "Address (group, house number)") },
    { .key = TEXT("agent.acts"), .kind = FIELD_YES,
      .name = WORDS("由他人代为申请", "Somebody else applies for this person") },
    { .key = TEXT("agent.name"), .kind = FIELD_TEXT, .max = 50, .name = WORDS("代理人姓名", "Agent's name") },
    { .key = TEXT("agent.id_no"), .kind = FIELD_ID_NO, .sensitive = true,
      .name = WORDS("代理人公民身份号码", "Agent's resident ID number") },
    { .key = TEXT("agent.phone"), .kind = FIELD_PHONE, .sensitive = true,
      .name = WORDS("代理人联系电话", "Agent's telephone") },
    { .key = TEXT("agent.relation"), .kind = FIELD_TEXT, .max = 50,
      .name = WORDS("与申请人的关系", "Relation to the applicant") },
    { .key = TEXT("agent.kind"), .kind = FIELD_CHOICE, .choices = (struct choice *)(uintptr_t)agent_kinds, .choice_count = 2,
      .name = WORDS("凭什么代办", "By what right") },
    { .key = TEXT("agent.powers"), .kind = FIELD_CHOICES, .choices = (struct choice *)(uintptr_t)proxy_powers, .choice_count = PROXY_POWERS,
      .name = WORDS("委托办哪些事", "What the letter lets him do"),
      .hint = WORDS("监护人不用选", "A guardian needs none") },
    { .key = TEXT("agent.until"), .kind = FIELD_DATE,
      .name = WORDS("委托到哪一天（含当天）", "Until which day, included"),
      .hint = WORDS("监护人不用填", "A guardian needs none") },
};

static const struct form_page applicant_page = {
    .id = TEXT(PAGE_APPLICANT),
    .name = WORDS("申请人", "Applicant"),
    .fields = (struct field *)(uintptr_t)applicant_fields,
    .field_count = sizeof applicant_fields / sizeof *applicant_fields,
};

const struct form_page *answers_applicant_page(void)
{
    return &applicant_page;
}

const struct form_page *answers_page(const struct item *item, struct str name)
{
    if (str_is(name, PAGE_APPLICANT))
        return &applicant_page;
    for (size_t i = 0; item->form != NULL && i < item->form->page_count; i++)
        if (str_eq(item->form->pages[i].id, name))
            return &item->form->pages[i];
    return NULL;
}

struct str answers_key(struct arena *a, const struct form_page *page, const struct field *f, int row)
{
    if (page->rows == 0)
        return f->key;
    return arena_printf(a, "%.*s.%d.%.*s", STR_ARG(page->id), row, STR_ARG(f->key));
}

static bool row_filled(struct arena *a, const struct form_page *page, const struct val *answers, int row)
{
    for (size_t i = 0; i < page->field_count; i++) {
        const struct val *v = val_find(answers, answers_key(a, page, &page->fields[i], row));
        if (v != NULL && val_truth(v))
            return true;
    }
    return false;
}

int answers_rows(struct arena *a, const struct form_page *page, const struct val *answers)
{
    int rows = page->rows_min > 1 ? (int)page->rows_min : 1;

    for (int row = rows + 1; row <= (int)page->rows; row++)
        if (row_filled(a, page, answers, row))
            rows = row;
    return rows;
}

/* ---- taking ---- */

/* Only several choices are a list; of any other field that was sent twice the last counts. */
static struct val *trimmed(struct arena *a, enum field_kind kind, const struct val *v)
{
    struct val *list;

    if (v->kind == VAL_LIST && kind != FIELD_CHOICES)
        v = v->count > 0 && v->items[v->count - 1]->kind != VAL_LIST ? v->items[v->count - 1] : &val_none;
    if (v->kind == VAL_INT)
        return val_text(a, arena_printf(a, "%lld", (long long)v->num));
    if (v->kind == VAL_BOOL)
        return val_text(a, v->num ? STR("yes") : STR(""));
    if (v->kind != VAL_LIST)
        return val_text(a, arena_str(a, str_trim(v->text)));
    list = val_list(a);
    for (size_t i = 0; i < v->count; i++)
        if (v->items[i]->kind == VAL_TEXT)
            val_push(a, list, val_text(a, arena_str(a, v->items[i]->text)));
    return list;
}

void answers_take(struct ctx *cx, const struct form_page *page, const struct val *sent, struct val *answers)
{
    struct arena *a = cx->arena;
    int rows = page->rows > 0 ? (int)page->rows : 1;

    for (int row = 1; row <= rows; row++)
        for (size_t i = 0; i < page->field_count; i++) {
            struct str key = answers_key(a, page, &page->fields[i], row);
            const struct val *v = val_find(sent, key);
            if (page->fields[i].kind == FIELD_NOTE)
                continue;
            if (v != NULL || val_find(answers, key) != NULL)
                val_put(a, answers, key, v != NULL ? trimmed(a, page->fields[i].kind, v) : val_text(a, STR("")));
        }
}

void answers_take_all(struct ctx *cx, const struct item *item, const struct val *sent, struct val *answers)
{
    answers_take(cx, &applicant_page, sent, answers);
    for (size_t i = 0; item->form != NULL && i < item->form->page_count; i++)
        answers_take(cx, &item->form->pages[i], sent, answers);
}

/* ---- showing ---- */

static void put_nested(struct arena *a, struct val *map, struct str key, struct val *v)
{
    struct str head, rest;
    struct val *inner;

    if (!str_cut(key, '.', &head, &rest)) {
        val_put(a, map, key, v);
        return;
    }
    inner = (struct val *)(uintptr_t)val_find(map, head);
    if (inner == NULL || inner->kind != VAL_MAP) {
        inner = val_map(a);
        val_put(a, map, head, inner);
    }
    put_nested(a, inner, rest, v);
}

struct val *answers_nested(struct arena *a, const struct val *answers)
{
    struct val *map = val_map(a);

    for (size_t i = 0; i < answers->count; i++)
        put_nested(a, map, answers->keys[i], val_copy(a, answers->items[i]));
    return map;
}

bool answers_shown(struct ctx *cx, const struct field *f, const struct val *answers)
{
    const struct feel_env env = { .now = cx->now, .zone = STR("+08:00") };
    const struct feel *shown;

    if (f->shown_if == NULL)
        return true;
    return feel_eval(cx->arena, f->shown_if, feel_from_val(cx->arena, answers_nested(cx->arena, answers)), &env, &shown,
                     NULL) == OK && feel_is_true(shown);
}

/* ---- checking ---- */

struct check { struct ctx *cx; const struct field *f; struct str key, text; };

static void check_length(const struct check *c)
{
    int64_t most = c->f->max > 0 ? c->f->max : c->f->kind == FIELD_AREA ? ANSWER_AREA_MAX : ANSWER_TEXT_MAX;
    int64_t chars = (int64_t)str_chars(c->text);

    if (chars > most)
        ctx_gap(c->cx, c->key, "gap.too_long", arena_printf(c->cx->arena, "%lld", (long long)most));
    if (chars < c->f->min)
        ctx_gap(c->cx, c->key, "gap.too_short", arena_printf(c->cx->arena, "%lld", (long long)c->f->min));
}

static void check_range(const struct check *c, int64_t n)
{
    if (n < c->f->min)
        ctx_gap(c->cx, c->key, "gap.too_small", arena_printf(c->cx->arena, "%lld", (long long)c->f->min));
    if (c->f->max > 0 && n > c->f->max)
        ctx_gap(c->cx, c->key, "gap.too_large", arena_printf(c->cx->arena, "%lld", (long long)c->f->max));
}

static void check_int(const struct check *c)
{
    int64_t n;

    if (str_int(c->text, &n) != OK)
        ctx_gap(c->cx, c->key, "gap.no_number", STR(""));
    else
        check_range(c, n);
}

/* Yuan with at most two decimals; the range is in fen. */
static void check_money(const struct check *c)
{
    struct str yuan, rest;
    int64_t whole, part = 0;

    str_cut(c->text, '.', &yuan, &rest);
    if (str_int(yuan, &whole) != OK || whole < 0 || whole > 100000000000 || rest.len > 2 ||
        (rest.len > 0 && (str_int(rest, &part) != OK || part < 0)))
        ctx_gap(c->cx, c->key, "gap.no_money", STR(""));
    else
        check_range(c, whole * 100 + (rest.len == 1 ? part * 10 : part));
}

static void check_date(const struct check *c)
{
    int64_t day;

    if (day_parse(c->text, &day) != OK)
        ctx_gap(c->cx, c->key, "gap.no_date", STR(""));
}

static void check_id_no(const struct check *c)
{
    struct citizen citizen;
    enum citizen_fault fault = citizen_check(c->text, day_of(c->cx->now), &citizen);
    struct str key = arena_join(c->cx->arena, STR("gap.id_no."), str_of(citizen_fault_name(fault)));

    if (fault != CITIZEN_OK)
        ctx_gap(c->cx, c->key, arena_cstr(c->cx->arena, key), STR(""));
}

static void check_phone(const struct check *c)
{
    if (!codes_mobile_valid(c->text) && !codes_landline_valid(c->text))
        ctx_gap(c->cx, c->key, "gap.no_phone", STR(""));
}

/* 19 digits at most; bank cards carry a check digit, old passbooks do not (GB has no rule for them). */
static void check_account(const struct check *c)
{
    int64_t ignored;
    bool digits = c->text.len >= 8 && c->text.len <= 30;

    for (size_t i = 0; i < c->text.len; i++)
        digits = digits && str_int(str_sub(c->text, i, 1), &ignored) == OK;
    if (!digits)
        ctx_gap(c->cx, c->key, "gap.no_account", STR(""));
}

static bool has_choice(const struct field *f, struct str value)
{
    for (size_t i = 0; i < f->choice_count; i++)
        if (str_eq(f->choices[i].value, value))
            return true;
    return false;
}

static void check_choice(const struct check *c)
{
    if (!has_choice(c->f, c->text))
        ctx_gap(c->cx, c->key, "gap.no_choice", STR(""));
}

static void check_count(struct ctx *cx, const struct field *f, struct str key, const struct val *list)
{
    size_t most = f->kind != FIELD_CHOICES ? 0 : f->max > 0 ? (size_t)f->max : f->choice_count;

    if (list->count > most)
        ctx_gap(cx, key, "gap.too_many", arena_printf(cx->arena, "%zu", most));
}

static void (*const checks[])(const struct check *) = {
    [FIELD_TEXT] = check_length, [FIELD_AREA] = check_length, [FIELD_INT] = check_int, [FIELD_DATE] = check_date,
    [FIELD_CHOICE] = check_choice, [FIELD_CHOICES] = check_choice, [FIELD_ID_NO] = check_id_no,
    [FIELD_PHONE] = check_phone, [FIELD_MONEY] = check_money, [FIELD_ACCOUNT] = check_account,
    [FIELD_YES] = NULL, [FIELD_NOTE] = NULL,
};

static void check_value(struct ctx *cx, const struct field *f, struct str key, const struct val *v)
{
    if (checks[f->kind] == NULL)
        return;
    if (v->kind == VAL_TEXT)
        checks[f->kind](&(struct check){ cx, f, key, v->text });
    if (v->kind == VAL_LIST)
        check_count(cx, f, key, v);
    for (size_t i = 0; v->kind == VAL_LIST && i < v->count; i++)
        checks[f->kind](&(struct check){ cx, f, key, v->items[i]->text });
}

static void check_field(struct ctx *cx, const struct field *f, struct str key, const struct val *answers)
{
    const struct val *v = val_find(answers, key);

    if (!answers_shown(cx, f, answers))
        return;
    if (v != NULL && val_truth(v))
        check_value(cx, f, key, v);
    else if (f->required)
        ctx_gap(cx, key, f->kind == FIELD_YES ? "gap.tick" : "gap.required", STR(""));
}

static bool asked(struct ctx *cx, const struct form_page *page, const struct val *answers, int row)
{
    return page->rows == 0 || row <= (int)page->rows_min || row_filled(cx->arena, page, answers, row);
}

void answers_check_fields(struct ctx *cx, const struct form_page *page, const struct val *answers)
{
    int rows = answers_rows(cx->arena, page, answers);

    for (int row = 1; row <= rows; row++)
        for (size_t i = 0; i < page->field_count; i++)
            if (asked(cx, page, answers, row))
                check_field(cx, &page->fields[i], answers_key(cx->arena, page, &page->fields[i], row), answers);
}

void answers_check(struct ctx *cx, const struct form_page *page, const struct val *answers)
{
    answers_check_fields(cx, page, answers);
    if (page == &applicant_page)
        proxy_check_answers(cx, answers, true);
}

enum err answers_check_all(struct ctx *cx, const struct item *item, const struct val *answers)
{
    size_t before = cx->gap_count;

    answers_check(cx, &applicant_page, answers);
    for (size_t i = 0; item->form != NULL && i < item->form->page_count; i++)
        answers_check(cx, &item->form->pages[i], answers);
    return cx->gap_count > before ? ERR_INVALID : OK;
}
