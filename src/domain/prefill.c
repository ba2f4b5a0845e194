/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/prefill.h"

#include "domain/answers.h"
#include "domain/case.h"
#include "domain/held.h"
#include "domain/held.sql.h"
#include "domain/house.h"
#include "domain/household.h"
#include "domain/packs.h"
#include "domain/payee.h"
#include "domain/person.h"
#include "domain/person_use.h"
#include "store/db.h"

#define REGISTER "register"

/* What is known, and what was filled in with it. */
struct known {
    struct ctx       *cx;
    struct household  home;
    struct person     applicant;
    struct val       *answers, *sources;
};

/* ---- answers and where they came from ---- */

static void fill(struct known *k, struct str key, struct str value, struct val *source)
{
    if (value.len == 0 || val_find(k->answers, key) != NULL)
        return;
    val_put(k->cx->arena, k->answers, key, val_text(k->cx->arena, value));
    val_put(k->cx->arena, k->sources, key, source);
}

static struct val *register_source(struct known *k)
{
    struct val *m = val_set_str(k->cx->arena, val_map(k->cx->arena), "from", STR("register"));

    return val_set_int(k->cx->arena, m, "at", k->home.changed_at);
}

const struct val *prefill_source(const struct val *answers, struct str key)
{
    return val_find(val_at(val_at(answers, REGISTER), "filled"), key);
}

void prefill_compare(struct arena *a, const struct val *before, struct val *after)
{
    const struct val *meta = val_at(before, REGISTER), *filled = val_at(meta, "filled");
    struct val *kept = val_map(a), *now;

    if (meta->kind != VAL_MAP)
        return;
    for (size_t i = 0; i < filled->count; i++) {
        const struct val *old = val_find(before, filled->keys[i]), *new = val_find(after, filled->keys[i]);
        if (old != NULL && new != NULL && val_same(old, new))
            val_put(a, kept, filled->keys[i], filled->items[i]);
    }
    now = val_copy(a, meta);
    val_set(a, now, "filled", kept);
    val_set(a, after, REGISTER, now);
}

/* ---- the register ---- */

static struct str address_of(const struct known *k)
{
    if (k->applicant.address.len > 0)
        return k->applicant.address;
    return arena_join(k->cx->arena, k->home.group, k->home.address);
}

static int64_t living(const struct household *h)
{
    int64_t count = 0;

    for (size_t i = 0; i < h->member_count; i++)
        count += h->members[i].standing == STANDING_HERE;
    return count;
}

static struct str meaning(const struct known *k, struct str from)
{
    const struct { const char *from; struct str value; } table[] = {
        { "person.name", k->applicant.name }, { "person.id_no", k->applicant.id_no }, { "person.phone", k->applicant.phone },
        { "person.address", address_of(k) }, { "person.account", k->applicant.account },
        { "household.number", k->home.number }, { "household.group", k->home.group },
        { "household.address", k->home.address },
        { "household.size", arena_printf(k->cx->arena, "%lld", (long long)living(&k->home)) },
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_is(from, table[i].from))
            return table[i].value;
    return STR("");
}

static void fill_applicant(struct known *k)
{
    fill(k, STR("applicant.name"), k->applicant.name, register_source(k));
    fill(k, STR("applicant.id_no"), k->applicant.id_no, register_source(k));
    fill(k, STR("applicant.phone"), k->applicant.phone, register_source(k));
    fill(k, STR("applicant.address"), address_of(k), register_source(k));
}

/* Relations of the register are to the head: for another applicant they would be wrong. */
static struct str member_meaning(const struct known *k, const struct member *m, const struct person *p, struct str from)
{
    bool to_applicant = k->home.head == k->applicant.id && m->relation != RELATION_HEAD;

    if (str_is(from, "member.name"))
        return p->name;
    if (str_is(from, "member.id_no"))
        return p->id_no;
    return str_is(from, "member.relation") && to_applicant ? str_of(relation_name(m->relation)) : STR("");
}

static bool offered(const struct field *f, struct str value)
{
    for (size_t i = 0; i < f->choice_count; i++)
        if (str_eq(f->choices[i].value, value))
            return true;
    return f->choice_count == 0;
}

static enum err fill_row(struct known *k, const struct form_page *page, const struct member *m, int row)
{
    struct person p;

    TRY(person_get(k->cx, m->person, &p));
    for (size_t i = 0; i < page->field_count; i++) {
        const struct field *f = &page->fields[i];
        struct str value = member_meaning(k, m, &p, f->from);
        if (offered(f, value))
            fill(k, answers_key(k->cx->arena, page, f, row), value, register_source(k));
    }
    return OK;
}

static bool about_members(const struct form_page *page)
{
    for (size_t i = 0; i < page->field_count; i++)
        if (str_starts(page->fields[i].from, STR("member.")))
            return true;
    return false;
}

/* The other people who live there; the applicant stands on the first page. */
static enum err fill_rows(struct known *k, const struct form_page *page)
{
    int row = 0;

    for (size_t i = 0; about_members(page) && i < k->home.member_count && row < (int)page->rows; i++) {
        const struct member *m = &k->home.members[i];
        if (m->standing == STANDING_HERE && m->person != k->applicant.id)
            TRY(fill_row(k, page, m, ++row));
    }
    return OK;
}

static enum err fill_form(struct known *k, const struct form *form)
{
    for (size_t i = 0; form != NULL && i < form->page_count; i++) {
        const struct form_page *page = &form->pages[i];
        if (page->rows > 0) {
            TRY(fill_rows(k, page));
            continue;
        }
        for (size_t f = 0; f < page->field_count; f++)
            if (offered(&page->fields[f], meaning(k, page->fields[f].from)))
                fill(k, page->fields[f].key, meaning(k, page->fields[f].from), register_source(k));
    }
    return OK;
}

/* ---- facts answered before ---- */

struct earlier { int64_t id, at; struct str number, item, item_zh, item_en, pack; };
struct earlier_list { struct earlier *items; size_t count, cap; };

static enum err earlier_cases(struct ctx *cx, int64_t person, struct earlier_list *out)
{
    struct row *row;

    *out = (struct earlier_list){ 0 };
    TRY(db_select(cx, &SQL_PREFILL_CASES, &row, ARGS(arg_int(person))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct earlier){
            .id = row_int(row, 0), .number = row_str(row, 1), .item = row_str(row, 2), .item_zh = row_str(row, 3),
            .item_en = row_str(row, 4), .pack = row_str(row, 5), .at = row_int(row, 6),
        };
    }
    return row_end(row);
}

/* The field of a form that means the fact; only pages asked once. */
static const struct field *fact_field(const struct form *form, struct str from)
{
    for (size_t i = 0; form != NULL && i < form->page_count; i++)
        for (size_t f = 0; form->pages[i].rows == 0 && f < form->pages[i].field_count; f++)
            if (str_eq(form->pages[i].fields[f].from, from))
                return &form->pages[i].fields[f];
    return NULL;
}

static struct val *case_source(struct known *k, const struct earlier *e)
{
    struct arena *a = k->cx->arena;
    struct val *m = val_set_str(a, val_map(a), "from", STR("case"));

    val_set_int(a, m, "at", e->at);
    val_set_str(a, m, "number", e->number);
    val_set_str(a, m, "item_zh", e->item_zh);
    val_set_str(a, m, "grade", STR("B"));
    return val_set_str(a, m, "item_en", e->item_en);
}

static struct str answered(const struct known *k, const struct form *form, const struct val *answers, const char *from)
{
    const struct field *f = fact_field(form, str_of(from));

    return f != NULL ? val_str(answers, arena_cstr(k->cx->arena, f->key)) : STR("");
}

/* Somebody else's account, or one that another took the place of, is no longer that of the applicant. */
static enum err says_account(struct known *k, const struct earlier *e, const struct form *old, const struct val *answers, bool *out)
{
    struct str account = answered(k, old, answers, "person.account"), holder = answered(k, old, answers, "person.name");
    struct payee_list changes;

    TRY(payee_changes(k->cx, e->id, &changes));
    *out = account.len > 0 && (holder.len == 0 || str_eq(holder, k->applicant.name)) &&
           (k->applicant.account.len == 0 || str_eq(account, k->applicant.account));
    for (size_t i = 0; i < changes.count; i++)
        *out = *out && !str_is(changes.items[i].state, "confirmed");
    if (*out)
        k->applicant.account = account;
    return OK;
}

/* What is kept of an answer: a fact; an account the register does not say. The bank goes with its account. */
static bool is_fact(const struct field *f, bool account)
{
    if (str_is(f->from, "person.account") || str_is(f->from, "fact.bank"))
        return account;
    return str_starts(f->from, STR("fact."));
}

static void fill_facts(struct known *k, const struct form *form, const struct form *old, const struct val *answers,
                       const struct earlier *e, bool account)
{
    for (size_t i = 0; form != NULL && i < form->page_count; i++)
        for (size_t n = 0; form->pages[i].rows == 0 && n < form->pages[i].field_count; n++) {
            const struct field *f = &form->pages[i].fields[n], *was;
            if (!is_fact(f, account) || (was = fact_field(old, f->from)) == NULL || was->kind != f->kind)
                continue;
            if (offered(f, val_str(answers, arena_cstr(k->cx->arena, was->key))))
                fill(k, f->key, val_str(answers, arena_cstr(k->cx->arena, was->key)), case_source(k, e));
        }
}

static enum err fill_from_cases(struct known *k, const struct form *form)
{
    struct earlier_list all;

    TRY(earlier_cases(k->cx, k->applicant.id, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct val *answers;
        const struct pack *pack;
        const struct item *item;
        bool account;
        TRY(packs_get(k->cx, all.items[i].pack, &pack));
        item = pack_item(pack, all.items[i].item);
        if (item == NULL)
            continue;
        TRY(case_answers(k->cx, all.items[i].id, &answers));
        TRY(says_account(k, &all.items[i], item->form, answers, &account));
        fill_facts(k, form, item->form, answers, &all.items[i], account);
    }
    return OK;
}

/* ---- beginning ---- */

static enum err load(struct ctx *cx, int64_t person, struct known *k)
{
    int64_t home;

    *k = (struct known){ .cx = cx, .answers = val_map(cx->arena), .sources = val_map(cx->arena) };
    TRY(household_of_person(cx, person, &home));
    TRY(household_see(cx, home, &k->home));
    return person_get(cx, person, &k->applicant);
}

static struct val *meta(const struct known *k)
{
    struct val *m = val_set_int(k->cx->arena, val_map(k->cx->arena), "person", k->applicant.id);

    val_set_int(k->cx->arena, m, "household", k->home.id);
    return val_set(k->cx->arena, m, "filled", k->sources);
}

enum err prefill_begin(struct ctx *cx, struct str code, int64_t person, int64_t *out)
{
    const struct item *item = pack_item(cx->house->pack, code);
    struct known k;
    struct draft d;

    if (item == NULL)
        return ctx_gap(cx, STR("item"), "gap.item.unknown", code);
    TRY(load(cx, person, &k));
    fill_applicant(&k);
    TRY(fill_form(&k, item->form));
    TRY(fill_from_cases(&k, item->form));
    TRY(draft_begin(cx, code, k.home.place, out));
    TRY(draft_get(cx, *out, &d));
    d.answers = val_set(cx->arena, k.answers, REGISTER, meta(&k));
    TRY(draft_save(cx, &d));
    TRY(held_link(cx, *out, STR("")));
    return person_use_tell(cx, person, k.home.place, "filled", code);
}
