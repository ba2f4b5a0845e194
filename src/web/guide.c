/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/guide.h"

#include "domain/legal.h"
#include "web/inside.h"

static const char *const class_names[] = {
    [ITEM_APPROVAL] = "approval", [ITEM_APPOINTMENT] = "appointment", [ITEM_CONSULTATION] = "consultation",
    [ITEM_COMMERCE] = "commerce",
};
static const char *const evidence_names[] = {
    [EVIDENCE_DOCUMENTED] = "documented", [EVIDENCE_CLASS_DOCUMENTED] = "class_documented",
    [EVIDENCE_RECONSTRUCTED] = "reconstructed",
};
static const char *const mode_names[] = {
    [MODE_DONE_HERE] = "done_here", [MODE_CARRIED] = "carried", [MODE_HELPED] = "helped", [MODE_INFORMED] = "informed",
};
static const char *const level_names[] = {
    [LEVEL_COUNTY] = "county", [LEVEL_TOWNSHIP] = "township", [LEVEL_VILLAGE] = "village",
};

static struct str unit_word(enum day_unit unit)
{
    return unit == WORKING_DAYS ? STR("working") : STR("calendar");
}

struct val *guide_line(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set_str(a, m, "code", item->code);
    val_set_str(a, m, "url", arena_join(a, STR("/items/"), item->code));
    val_set_str(a, m, "name", page_label(p, item->name));
    val_set_str(a, m, "plain", page_label(p, item->plain));
    val_set_int(a, m, "promise", item->promise.days);
    if (item->promise.days == 0)
        val_set(a, m, "promise", val_null(a));
    val_set_str(a, m, "unit", unit_word(item->promise.unit));
    val_set_int(a, m, "days", item->promise.days);
    val_set_str(a, m, "fee", page_label(p, item->fee));
    val_set_str(a, m, "evidence", str_of(evidence_names[item->evidence]));
    return m;
}

static struct val *limit(const struct page *p, const struct limit *l)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a);

    val_set(a, m, "days", l->days > 0 ? val_int(a, l->days) : val_null(a));
    val_set_str(a, m, "unit", unit_word(l->unit));
    val_set_str(a, m, "basis", l->basis);
    val_set_str(a, m, "note", page_label(p, l->note));
    val_set_str(a, m, "source", l->source);
    return m;
}

static struct val *stages(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < item->stage_count; i++) {
        struct val *m = limit(p, &item->stages[i].target);
        val_set_str(a, m, "level", str_of(level_names[item->stages[i].level]));
        if (item->stages[i].department != NULL)
            val_set_str(a, m, "department", page_label(p, item->stages[i].department->name));
        val_push(a, list, m);
    }
    return list;
}

static struct val *materials(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < item->material_count; i++) {
        struct val *m = val_map(a);
        val_set_int(a, m, "n", (int64_t)i + 1);
        val_set_str(a, m, "id", item->materials[i].id);
        val_set_str(a, m, "name", page_label(p, item->materials[i].name));
        val_set_bool(a, m, "required", item->materials[i].required);
        val_set_str(a, m, "grade", item->materials[i].grade);
        val_set_str(a, m, "note", page_label(p, item->materials[i].note));
        val_push(a, list, m);
    }
    return list;
}

/* ---- who handles it, what comes out ---- */

static struct val *results(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < item->result_count; i++) {
        struct val *m = val_set_str(a, val_map(a), "kind", str_of(result_kind_name(item->results[i].kind)));
        val_set_str(a, m, "name", page_label(p, item->results[i].name));
        if (item->results[i].organ != NULL && item->results[i].organ != item->department)
            val_set_str(a, m, "organ", page_label(p, item->results[i].organ->name));
        val_push(a, list, m);
    }
    return list;
}

static struct val *deliveries(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (int way = 0; way < DELIVERY_COUNT; way++)
        if (item->delivers[way])
            val_push(a, list, val_text(a, str_of(delivery_name((enum delivery)way))));
    return list;
}

/* Who decides, row by row of the county's table; a row that needs no permission is answered at once. */
static struct val *deciders(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < item->decider_count; i++) {
        const struct decided *d = &item->deciders[i];
        struct val *m = val_set_str(a, val_map(a), "when", page_label(p, d->when));
        struct str organ = page_label(p, d->organ);
        if (organ.len == 0 && d->level == LEVEL_COUNTY)
            organ = page_label(p, d->department->name);
        val_set_str(a, m, "level", str_of(level_names[d->level]));
        val_set_str(a, m, "organ", organ);
        val_set_bool(a, m, "required", d->required);
        val_set_str(a, m, "basis", page_label(p, d->basis));
        val_push(a, list, m);
    }
    return list;
}

/* Acceptor and decider by level only: which township it is depends on who asks. */
static void put_offices(const struct page *p, const struct item *item, struct val *m)
{
    struct arena *a = page_arena(p);

    if (item->process == NULL)
        return;
    val_set_str(a, m, "acceptor", str_of(level_names[item->acceptor]));
    val_set(a, m, "deciders", deciders(p, item));
    if (item->decider.len == 0 && item->chain_length > 0)
        val_set_str(a, m, "decider", str_of(level_names[item->chain[item->chain_length - 1]]));
}

static struct val *labels(const struct page *p, const struct label *of, size_t count)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < count; i++)
        val_push(a, list, val_text(a, page_label(p, of[i])));
    return list;
}

static struct val *urgent_reasons(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < item->urgent_count; i++)
        val_push(a, list, val_text(a, page_label(p, item->urgent_reasons[i].name)));
    return list;
}

/* ---- what is looked at ---- */

static struct val *points_at(const struct page *p, const struct item *item, struct str at)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);

    for (size_t i = 0; i < item->point_count; i++) {
        const struct point *point = &item->points[i];
        if (str_eq(point->at, at))
            val_push(a, list, val_set_str(a, val_set_str(a, val_map(a), "text", page_label(p, point->text)), "basis", point->basis));
    }
    return list;
}

/* The place in the process of the next step with points, behind the one named last; 0: no further one. */
static uint32_t next_step(const struct item *item, uint32_t after, struct str *at)
{
    uint32_t found = 0;

    for (size_t i = 0; i < item->point_count; i++) {
        uint32_t order = process_step(item->process, item->points[i].at).order;
        if (order > after && (found == 0 || order < found)) {
            found = order;
            *at = item->points[i].at;
        }
    }
    return found;
}

/* Points of one step stand together, in the order of the process; those of a step it does not have are not asked. */
static struct val *checks(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct str at;

    for (uint32_t order = next_step(item, 0, &at); order > 0; order = next_step(item, order, &at)) {
        struct val *m = val_set_str(a, val_map(a), "step", page_label(p, process_step(item->process, at).name));
        val_push(a, list, val_set(a, m, "points", points_at(p, item, at)));
    }
    return list;
}

/* ---- what stops or lengthens it, what can be done against it ---- */

static void put_extension(const struct page *p, const struct item *item, struct val *m)
{
    const struct extension *ext = legal_extension(item);
    struct arena *a = page_arena(p);
    struct val *one;

    if (ext->limit.days == 0)
        return;
    one = val_set_str(a, limit(p, &ext->limit), "by", ext->by);
    if (ext->township_days > 0)
        val_set_int(a, one, "township", ext->township_days);
    val_set(a, m, "extension", one);
}

static void put_notice(const struct page *p, const struct item *item, struct val *m)
{
    struct arena *a = page_arena(p);

    if (item->notice.limit.days > 0)
        val_set(a, m, "notice", val_set_bool(a, limit(p, &item->notice.limit), "stops", item->notice.stops));
}

static void put_visit(const struct page *p, const struct item *item, struct val *m)
{
    struct arena *a = page_arena(p);
    struct val *visit = val_set_int(a, val_map(a), "officers", item->visit.officers_min);

    if (item->visit.officers_min == 0)
        return;
    val_set_int(a, visit, "share", item->visit.share_percent);
    val_set(a, m, "visit", val_set_str(a, visit, "basis", item->visit.basis));
}

static void add_specials(const struct page *p, const struct special *specials, size_t count, struct val *list)
{
    for (size_t i = 0; i < count; i++)
        val_push(page_arena(p), list, val_text(page_arena(p), page_label(p, specials[i].name)));
}

/* What holds for every item of the type. */
static void put_profile(const struct page *p, const struct item *item, struct val *m)
{
    struct arena *a = page_arena(p);
    struct val *specials = val_list(a);

    add_specials(p, item->specials, item->special_count, specials);
    if (item->profile == NULL || item->process == NULL)
        return;
    add_specials(p, item->profile->specials, item->profile->special_count, specials);
    val_set(a, m, "specials", specials);
    val_set_str(a, m, "type_name", page_label(p, item->profile->name));
    val_set(a, m, "correction", limit(p, &item->profile->correction));
    val_set_bool(a, m, "deemed", item->profile->deemed_accepted);
    val_set(a, m, "hand_over", limit(p, &item->profile->delivery));
    val_set(a, m, "hearing", limit(p, &item->profile->hearing.ask));
    val_set_bool(a, m, "published", item->profile->publish);
    val_set_int(a, m, "review_days", item->profile->remedy.review_days);
    val_set_int(a, m, "suit_months", item->profile->remedy.suit_months);
    val_set_str(a, m, "remedy_basis", item->profile->remedy.basis);
}

static void put_lists(const struct page *p, const struct item *item, struct val *m)
{
    struct arena *a = page_arena(p);
    struct val *sources = val_list(a), *joining = val_list(a);

    for (size_t i = 0; i < item->source_count; i++)
        val_push(a, sources, val_text(a, item->sources[i]));
    for (size_t i = 0; i < item->joining_count; i++)
        val_push(a, joining, val_text(a, page_label(p, item->joining[i]->name)));
    val_set(a, m, "bases", labels(p, item->bases, item->basis_count));
    val_set(a, m, "sources", sources);
    val_set(a, m, "joining", joining);
    val_set(a, m, "materials", materials(p, item));
    val_set(a, m, "stages", stages(p, item));
    val_set(a, m, "results", results(p, item));
    val_set(a, m, "delivers", deliveries(p, item));
    val_set(a, m, "urgent", urgent_reasons(p, item));
    val_set(a, m, "checks", checks(p, item));
    val_set(a, m, "promise", limit(p, &item->promise));
    val_set(a, m, "legal", limit(p, legal_limit(item)));
}

static bool may_start(const struct page *p, const struct item *item)
{
    return item->process != NULL && (p->face == FACE_STAFF || item->open_to_public);
}

struct val *guide_item(const struct page *p, const struct item *item)
{
    struct arena *a = page_arena(p);
    struct val *m = guide_line(p, item);

    val_set_str(a, m, "class", str_of(class_names[item->class]));
    val_set_str(a, m, "type", item->type);
    val_set_str(a, m, "department", page_label(p, item->department->name));
    val_set_str(a, m, "mode", str_of(mode_names[item->mode]));
    val_set_str(a, m, "result", page_label(p, item->result));
    val_set_str(a, m, "remedy", page_label(p, item->remedy));
    val_set_str(a, m, "conditions", page_label(p, item->conditions));
    val_set_str(a, m, "note", page_label(p, item->note));
    val_set_bool(a, m, "bases_verified", item->bases_verified);
    val_set_bool(a, m, "open_to_public", item->open_to_public);
    val_set_bool(a, m, "filed", item->process != NULL);
    val_set_bool(a, m, "signed_form", item->consent == CONSENT_SIGNED_FORM);
    val_set_bool(a, m, "side_by_side", item->side_by_side);
    val_set_bool(a, m, "can_start", may_start(p, item));
    val_set_str(a, m, "checklist_url", arena_printf(a, "/items/%.*s/checklist", STR_ARG(item->code)));
    val_set_str(a, m, "start_url", arena_join(a, STR("/apply/"), item->code));
    put_lists(p, item, m);
    put_offices(p, item, m);
    put_extension(p, item, m);
    put_notice(p, item, m);
    put_visit(p, item, m);
    put_profile(p, item, m);
    return m;
}
