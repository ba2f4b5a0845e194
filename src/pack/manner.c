/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/manner.h"

#include "pack/decider.h"
#include "pack/limit.h"
#include "pack/point.h"
#include "pack/process.h"
#include "pack/profile.h"

#define WORD(r, map, key, words) reading_word((r), (map), (key), (words), sizeof (words) / sizeof *(words))

static const char *const result_kinds[] = { [RESULT_PAPER] = "paper", [RESULT_LICENCE] = "licence", [RESULT_MONEY] = "money" };
static const char *const consents[] = { [CONSENT_SIGNED_FORM] = "signed_form", [CONSENT_RECORDED] = "recorded",
                                        [CONSENT_NONE] = "none" };
static const char *const deliveries[] = { [DELIVERY_COUNTER] = "counter", [DELIVERY_POST] = "post",
                                          [DELIVERY_ELECTRONIC] = "electronic" };

const char *result_kind_name(enum result_kind k)
{
    return result_kinds[k];
}

const char *delivery_name(enum delivery d)
{
    return deliveries[d];
}

static bool takes_part(const struct item *it, const struct department *d)
{
    for (size_t i = 0; i < it->joining_count; i++)
        if (it->joining[i] == d)
            return true;
    return d == it->department;
}

/* 国办函〔2016〕108号, A: what our own organ made need not be brought by anybody. */
static void read_serves(struct reading *r, const struct val *v, struct result *out)
{
    const struct val *list = reading_kind(r, v, "serves", VAL_LIST, OPTIONAL);

    out->serves = ARENA_ARRAY(r->arena, list->count + 1, struct str);
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->kind == VAL_TEXT && list->items[i]->text.len > 0)
            out->serves[out->serves_count++] = list->items[i]->text;
        else
            reading_fault(r, list->items[i]->line, "\"serves\" lists ids of materials: give each as a text");
    }
    if (list->count > 0 && out->kind == RESULT_MONEY)
        reading_fault(r, v->line, "money serves as no paper");
}

static void read_result(struct reading *r, const struct val *v, struct item *it)
{
    struct result result = { .id = reading_text(r, v, "id", REQUIRED), .name = reading_label(r, v, "name", REQUIRED),
                             .organ = it->department };
    struct str organ = reading_text(r, v, "organ", OPTIONAL);

    reading_keys(r, v, "id kind name organ serves");
    result.kind = (enum result_kind)WORD(r, v, "kind", result_kinds);
    read_serves(r, v, &result);
    if (organ.len > 0)
        result.organ = pack_department(r->pack, organ);
    if (result.organ == NULL || !takes_part(it, result.organ))
        reading_fault(r, v->line, "\"organ\" must be the department of the item or one that joins it");
    if (item_result(it, result.id) != NULL)
        reading_fault(r, v->line, "the result \"%.*s\" stands twice", STR_ARG(result.id));
    it->results[it->result_count++] = result;
}

static void read_results(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "results", VAL_LIST, OPTIONAL);

    it->results = ARENA_ARRAY(r->arena, list->count + 1, struct result);
    for (size_t i = 0; i < list->count; i++)
        read_result(r, list->items[i], it);
    if (list->count == 0)
        it->results[it->result_count++] = (struct result){ .id = STR("result"), .kind = RESULT_PAPER, .name = it->result, .organ = it->department };
}

static void read_persons(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *map = reading_kind(r, v, "persons", VAL_MAP, OPTIONAL);

    it->persons = ARENA_ARRAY(r->arena, map->count, struct persons);
    for (size_t i = 0; i < map->count; i++) {
        const struct val *n = map->items[i];
        if (n->kind != VAL_INT || n->num < 1 || n->num > 3)
            reading_fault(r, n->line, "a step takes 1 to 3 persons (承办, 审核, 批准)");
        else
            it->persons[it->persons_count++] = (struct persons){ map->keys[i], (int32_t)n->num };
    }
    it->separate = reading_bool(r, v, "separate", false);
}

static void read_delivery(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "delivery", VAL_LIST, OPTIONAL);

    for (size_t i = 0; i < list->count; i++)
        it->delivers[reading_word_of(r, list->items[i], deliveries, DELIVERY_COUNT)] = true;
    if (list->count == 0)
        it->delivers[DELIVERY_COUNTER] = true;
    it->household = reading_bool(r, v, "household", false);
}

static void read_urgent(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "urgent_reasons", VAL_LIST, OPTIONAL);

    it->urgent_reasons = ARENA_ARRAY(r->arena, list->count, struct choice);
    for (size_t i = 0; i < list->count; i++) {
        const struct val *one = list->items[i];
        reading_keys(r, one, "id name");
        it->urgent_reasons[it->urgent_count++] =
            (struct choice){ reading_text(r, one, "id", REQUIRED), reading_label(r, one, "name", REQUIRED) };
    }
}

static void read_once(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "unique", VAL_LIST, OPTIONAL);

    it->once = ARENA_ARRAY(r->arena, list->count, struct once);
    for (size_t i = 0; i < list->count; i++) {
        const struct val *one = list->items[i], *with = reading_kind(r, one, "with", VAL_LIST, OPTIONAL);
        struct once *o = &it->once[it->once_count++];
        reading_keys(r, one, "field with");
        o->field = reading_text(r, one, "field", REQUIRED);
        o->with = ARENA_ARRAY(r->arena, with->count, struct str);
        for (size_t k = 0; k < with->count; k++)
            o->with[o->with_count++] = with->items[k]->text;
    }
}

static void read_copy_sheet(struct reading *r, const struct val *v, struct copy_sheet *sheet)
{
    const struct val *map = reading_kind(r, v, "copy_sheet", VAL_MAP, OPTIONAL);
    const struct val *lines = reading_kind(r, map, "lines", VAL_LIST, map->kind == VAL_MAP ? REQUIRED : OPTIONAL);

    if (map->kind != VAL_MAP)
        return;
    reading_keys(r, map, "system number number_min number_max lines");
    sheet->system = reading_label(r, map, "system", REQUIRED);
    sheet->number = reading_label(r, map, "number", REQUIRED);
    sheet->number_min = (int32_t)reading_int(r, map, "number_min", 1, 60, REQUIRED);
    sheet->number_max = (int32_t)reading_int(r, map, "number_max", 1, 60, REQUIRED);
    sheet->lines = ARENA_ARRAY(r->arena, lines->count, struct copy_line);
    for (size_t i = 0; i < lines->count; i++) {
        reading_keys(r, lines->items[i], "name key");
        sheet->lines[sheet->count++] = (struct copy_line){ reading_label(r, lines->items[i], "name", REQUIRED),
                                                           reading_text(r, lines->items[i], "key", REQUIRED) };
    }
}

static struct notice read_notice(struct reading *r, const struct val *v)
{
    const struct val *map = reading_kind(r, v, "notice", VAL_MAP, OPTIONAL);

    reading_keys(r, map, "days unit basis note source stops objection");
    return (struct notice){ limit_read(r, map), reading_bool(r, map, "stops", false), limit_of(r, map, "objection") };
}

/* "at" is the id of a step, or a list of them; if left out: visit. */
static void read_visit_steps(struct reading *r, const struct val *map, struct visit *visit)
{
    const struct val *at = val_at(map, "at");
    size_t count = at->kind == VAL_LIST ? at->count : 1;

    visit->at = ARENA_ARRAY(r->arena, count, struct str);
    for (size_t i = 0; i < count && at->kind != VAL_NULL; i++) {
        const struct val *one = at->kind == VAL_LIST ? at->items[i] : at;
        if (one->kind == VAL_TEXT && one->text.len > 0)
            visit->at[visit->at_count++] = one->text;
    }
    if (at->kind == VAL_NULL)
        visit->at[visit->at_count++] = STR("visit");
    else if (visit->at_count == 0 || visit->at_count < count)
        reading_fault(r, at->line, "\"at\" must be the id of a step, or a list of such ids");
}

static struct visit read_visit(struct reading *r, const struct val *v)
{
    const struct val *map = reading_kind(r, v, "visit", VAL_MAP, OPTIONAL);
    struct visit visit = { .basis = STR("none_known") };

    if (map->kind != VAL_MAP)
        return visit;
    reading_keys(r, map, "officers_min share_percent basis at");
    read_visit_steps(r, map, &visit);
    visit.officers_min = (int32_t)reading_int(r, map, "officers_min", 1, 9, REQUIRED);
    visit.share_percent = (int32_t)reading_int(r, map, "share_percent", 1, 100, REQUIRED);
    visit.basis = limit_basis(r, map);
    return visit;
}

static void read_specials(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "specials", VAL_LIST, OPTIONAL);

    if (list->count > 0 && it->profile != NULL && !it->profile->own_specials)
        reading_fault(r, list->line, "the reasons that stop the clock are a closed list for this type: take these out");
    it->specials = ARENA_ARRAY(r->arena, list->count, struct special);
    for (size_t i = 0; i < list->count; i++)
        it->specials[it->special_count++] = profile_special(r, list->items[i]);
}

static void read_decider(struct reading *r, const struct val *v, struct item *it)
{
    it->decider = reading_text(r, v, "decider", OPTIONAL);
    if (it->decider.len == 0)
        return;
    it->decisions = decider_load(r, val_at(v, "decider")->line, it->decider);
    decider_read_rows(r, it);
}

void manner_read(struct reading *r, const struct val *v, struct item *it)
{
    it->profile = pack_profile(r->pack, it->type);
    if (it->profile == NULL && r->pack->profile_count > 0)
        reading_fault(r, val_at(v, "type")->line, "there is no profile of the type %.*s in profiles.yaml", STR_ARG(it->type));
    it->side_by_side = reading_bool(r, v, "side_by_side", false);
    if (val_has(v, "consent"))
        it->consent = (enum consent)WORD(r, v, "consent", consents);
    it->notice = read_notice(r, v);
    it->visit = read_visit(r, v);
    it->extension = profile_extension(r, v, "extension");
    if (it->profile != NULL && !val_has(v, "extension"))
        it->extension = it->profile->extension;
    read_results(r, v, it);
    read_persons(r, v, it);
    read_delivery(r, v, it);
    read_urgent(r, v, it);
    read_once(r, v, it);
    read_copy_sheet(r, v, &it->copy_sheet);
    read_specials(r, v, it);
    read_decider(r, v, it);
    point_read(r, v, it);
}

/* ---- agreement with process and form ---- */

static void check_steps(struct reading *r, const struct item *it)
{
    for (size_t i = 0; i < it->point_count; i++)
        if (!process_has_step(it->process, it->points[i].at))
            reading_fault(r, val_at(it->raw, "points")->line, "the point \"%.*s\" belongs to \"%.*s\", which is no step or "
                          "kind of step of the process", STR_ARG(it->points[i].id), STR_ARG(it->points[i].at));
    for (size_t i = 0; i < it->persons_count; i++)
        if (!process_has_step(it->process, it->persons[i].at))
            reading_fault(r, val_at(it->raw, "persons")->line, "\"%.*s\" is no step or kind of step of the process",
                          STR_ARG(it->persons[i].at));
}

/* A check on the spot ends in what an officer records, judges or examines: there it is asked who was there. */
static bool records_visits(struct str kind)
{
    return str_is(kind, "record") || str_is(kind, "opinion") || str_is(kind, "check");
}

static void check_visit(struct reading *r, const struct item *it)
{
    const struct val *said = val_at(it->raw, "visit");

    for (size_t i = 0; i < it->visit.at_count; i++) {
        struct str at = it->visit.at[i], kind = process_kind(it->process, at);
        if (kind.len == 0 && !val_has(said, "at"))
            reading_fault_new(r, said->line, "the process has no step \"visit\": name in \"at\" where the visit is recorded");
        else if (kind.len == 0)
            reading_fault(r, val_at(said, "at")->line, "the process has no step \"%.*s\": name in \"at\" where the visit is "
                          "recorded", STR_ARG(at));
        else if (!records_visits(kind))
            (val_has(said, "at") ? reading_fault : reading_fault_new)(
                r, said->line, "the step \"%.*s\" is of kind %.*s: a visit is recorded in a step of kind record, opinion or check",
                STR_ARG(at), STR_ARG(kind));
    }
}

static void check_copy_sheet(struct reading *r, const struct item *it)
{
    for (size_t i = 0; i < it->copy_sheet.count; i++) {
        struct str key = it->copy_sheet.lines[i].key;
        if (!str_starts(key, STR("applicant.")) && !str_starts(key, STR("case.")) && form_field(it->form, key) == NULL)
            reading_fault(r, val_at(it->raw, "copy_sheet")->line, "the form has no field \"%.*s\"", STR_ARG(key));
    }
}

static const struct field *asked_once(const struct form *form, struct str key)
{
    for (size_t i = 0; i < form->page_count; i++)
        for (size_t k = 0; form->pages[i].rows == 0 && k < form->pages[i].field_count; k++)
            if (str_eq(form->pages[i].fields[k].key, key))
                return &form->pages[i].fields[k];
    return NULL;
}

/* What is sometimes left out, or is no short value, cannot tell one claim from another. */
static void check_unique(struct reading *r, const struct item *it, struct str key)
{
    static const enum field_kind short_ones[] = { FIELD_TEXT, FIELD_INT, FIELD_DATE, FIELD_CHOICE, FIELD_ID_NO, FIELD_PHONE,
                                                  FIELD_ACCOUNT };
    const struct field *f = asked_once(it->form, key);
    int line = val_at(it->raw, "unique")->line;
    bool is_short = false;

    for (size_t i = 0; f != NULL && i < sizeof short_ones / sizeof *short_ones; i++)
        is_short = is_short || f->kind == short_ones[i];
    if (f == NULL)
        reading_fault(r, line, "no page without rows of the form has the field \"%.*s\"", STR_ARG(key));
    else if (!f->required || f->shown_if != NULL)
        reading_fault(r, line, "\"%.*s\" must be required and always asked: else the same claim could come without it", STR_ARG(key));
    else if (!is_short)
        reading_fault(r, line, "\"%.*s\" is no number, day, choice or single line: such a value tells no claims apart", STR_ARG(key));
}

static void check_once(struct reading *r, const struct item *it)
{
    for (size_t i = 0; i < it->once_count; i++) {
        check_unique(r, it, it->once[i].field);
        for (size_t k = 0; k < it->once[i].with_count; k++)
            check_unique(r, it, it->once[i].with[k]);
    }
}

static bool any_item_asks(const struct pack *p, struct str material)
{
    for (size_t i = 0; i < p->item_count; i++)
        for (size_t k = 0; k < p->items[i].material_count; k++)
            if (str_eq(p->items[i].materials[k].id, material))
                return true;
    return false;
}

/* A slip in an id would only be noticed by the farmer who is asked for the paper. */
static void check_serves(struct reading *r, const struct item *it)
{
    const struct val *results = val_at(it->raw, "results");

    for (size_t i = 0; i < results->count; i++) {
        const struct val *serves = val_at(results->items[i], "serves");
        for (size_t k = 0; k < serves->count; k++)
            if (serves->items[k]->kind == VAL_TEXT && !any_item_asks(r->pack, serves->items[k]->text))
                reading_fault_new(r, serves->items[k]->line, "no item asks for a material \"%.*s\": name one that \"serves\" can stand for",
                              STR_ARG(serves->items[k]->text));
    }
}

void manner_check(struct reading *r, const struct item *it)
{
    check_serves(r, it);
    if (it->process == NULL || it->process->flow == NULL || it->form == NULL)
        return;
    check_steps(r, it);
    check_visit(r, it);
    check_copy_sheet(r, it);
    check_once(r, it);
    if (it->notice.limit.days == 0 && process_has_step(it->process, STR("notice")))
        reading_fault(r, val_at(it->raw, "process")->line, "the process posts a public notice: say in \"notice\" for how many days");
}

/* ---- questions ---- */

struct str notice_spec(struct arena *a, const struct notice *n)
{
    return arena_printf(a, "P%d%s", n->limit.days, n->limit.unit == WORKING_DAYS ? "WD" : "D");
}

const struct result *item_result(const struct item *it, struct str id)
{
    for (size_t i = 0; i < it->result_count; i++)
        if (str_eq(it->results[i].id, id))
            return &it->results[i];
    return NULL;
}

int item_persons(const struct item *it, struct str kind, struct str element)
{
    int count = 1;

    for (size_t i = 0; i < it->persons_count; i++) {
        if (str_eq(it->persons[i].at, element))
            return it->persons[i].count;
        if (str_eq(it->persons[i].at, kind))
            count = it->persons[i].count;
    }
    return count;
}

int item_officers(const struct item *it, struct str element)
{
    for (size_t i = 0; i < it->visit.at_count; i++)
        if (str_eq(it->visit.at[i], element))
            return it->visit.officers_min;
    return 1;
}

static const struct special *among(const struct special *specials, size_t count, struct str code)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(specials[i].code, code))
            return &specials[i];
    return NULL;
}

const struct special *item_special(const struct item *it, struct str code)
{
    const struct special *own = among(it->specials, it->special_count, code);

    return own != NULL || it->profile == NULL ? own : among(it->profile->specials, it->profile->special_count, code);
}
