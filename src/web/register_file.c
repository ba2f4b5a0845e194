/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/register_file.h"

#include "domain/audit.h"
#include "domain/house.h"
#include "domain/household.h"
#include "domain/prefill.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/register_pieces.h"

/* ---- whom it is for ---- */

static enum err put_people(struct page *p, int64_t id, struct val *pick)
{
    struct household h;
    struct register_hits people;

    TRY(household_see(p->cx, id, &h));
    TRY(household_people(p->cx, id, &people));
    val_set(page_arena(p), pick, "people", register_hits_model(p, &people));
    return audit_view(p->cx, id, "household");
}

enum err register_offer(struct page *p)
{
    struct str q = str_trim(request_query(p->rq, "q"));
    int64_t household = page_query_int(p, "household", 0);
    struct arena *a = page_arena(p);
    struct val *pick = val_set_str(a, val_map(a), "q", q);
    struct register_hits hits;

    if (p->face != FACE_STAFF)
        return OK;
    if (household != 0)
        TRY(put_people(p, household, pick));
    else if (q.len > 0) {
        TRY(household_search(p->cx, q, &hits));
        val_set(a, pick, "found", register_hits_model(p, &hits));
        val_set_bool(a, pick, "none", hits.count == 0);
        TRY(audit_view(p->cx, 0, "register"));
    }
    val_set(a, p->model, "pick", pick);
    return OK;
}

int64_t register_chosen(const struct page *p)
{
    int64_t person;

    if (p->face != FACE_STAFF)
        return 0;
    return str_int(page_field(p, "person"), &person) == OK ? person : val_num(p->rq->form, "person");
}

/* ---- papers that lie here ---- */

static struct val *held_model(const struct page *p, const struct held_paper *paper, bool linked)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_str(a, val_map(a), "number", paper->number);

    val_set_str(a, m, "item", piece_name(p, paper->item_zh, paper->item_en));
    val_set_int(a, m, "at", paper->taken_at);
    val_set_str(a, m, "grade", paper->grade);
    return val_set_bool(a, m, "offer", !linked);
}

enum err register_put_held(struct page *p, const struct draft *d, const struct item *item, struct str url, struct val *slots)
{
    struct arena *a = page_arena(p);
    struct held_list linked, there = { 0 };
    int64_t person;

    if (p->face != FACE_STAFF)
        return OK;
    TRY(held_of_draft(p->cx, d->id, &linked));
    TRY(held_person(p->cx, d, &person));
    TRY(held_for(p->cx, item, person, &there));
    for (size_t i = 0; i < slots->count; i++) {
        struct str slot = val_str(slots->items[i], "id");
        bool filled = val_num(slots->items[i], "count") > 0;
        const struct held_paper *paper = held_in(filled ? &linked : &there, slot);
        if (paper != NULL)
            val_set(a, slots->items[i], "held", held_model(p, paper, filled));
        val_set_str(a, slots->items[i], "held_url", arena_join(a, url, STR("/held")));
    }
    return OK;
}

enum err page_held_link(struct page *p)
{
    struct str slot = page_field(p, "slot");
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(held_link(p->cx, id, slot));
    page_go(p, arena_printf(page_arena(p), "/drafts/%lld/materials#f-material.%.*s", (long long)id, STR_ARG(slot)));
    return OK;
}

/* ---- answers that came from elsewhere ---- */

void register_put_source(const struct page *p, const struct val *answers, struct str key, struct val *m)
{
    const struct val *source = prefill_source(answers, key);
    struct arena *a = page_arena(p);
    struct val *out;

    if (source == NULL)
        return;
    out = val_set_str(a, val_map(a), "from", val_str(source, "from"));
    val_set_int(a, out, "at", val_num(source, "at"));
    val_set_str(a, out, "number", val_str(source, "number"));
    val_set_str(a, out, "item", piece_name(p, val_str(source, "item_zh"), val_str(source, "item_en")));
    val_set(a, m, "source", out);
}

/* ---- papers of a case ---- */

static enum err put_origin(const struct page *p, const struct paper_trust *t, struct val *m)
{
    struct case_file origin;

    if (t->held_case == 0)
        return OK;
    TRY(case_get(p->cx, t->held_case, &origin));
    val_set_str(page_arena(p), m, "number", origin.number);
    val_set_str(page_arena(p), m, "item", piece_name(p, origin.item_zh, origin.item_en));
    return OK;
}

enum err register_put_trust(const struct page *p, const struct case_file *c, const struct paper_trust_list *all,
                            int64_t n, struct val *m)
{
    const struct paper_trust *t = held_trust_of(all, n);
    struct arena *a = page_arena(p);
    struct val *out = val_map(a);

    if (t == NULL || t->grade.len == 0)
        return OK;
    val_set_str(a, out, "grade", t->grade);
    val_set_int(a, out, "at", t->taken_at);
    val_set_int(a, out, "seen_at", t->seen_at);
    val_set_str(a, out, "seen_name", t->seen_name);
    val_set_bool(a, out, "doubtful", str_is(t->grade, "C"));
    val_set_str(a, out, "seen_url", arena_printf(a, "/cases/%lld/papers/%lld/seen", (long long)c->id, (long long)n));
    TRY(put_origin(p, t, out));
    val_set(a, m, "trust", out);
    return OK;
}

enum err page_original_seen(struct page *p)
{
    int64_t id, n;

    TRY(page_id(p, 0, &id));
    TRY(page_id(p, 1, &n));
    TRY(held_see_original(p->cx, id, n));
    page_go(p, arena_printf(page_arena(p), "/cases/%lld?done=original_seen", (long long)id));
    return OK;
}
