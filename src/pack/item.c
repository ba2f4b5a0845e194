/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/item.h"

#include <stdlib.h>

#include "pack/limit.h"
#include "pack/manner.h"

#define WORD(r, map, key, words) reading_word((r), (map), (key), (words), sizeof (words) / sizeof *(words))

static const char *const classes[] = { "approval", "appointment", "consultation", "commerce" };
static const char *const evidences[] = { "documented", "class_documented", "reconstructed" };
static const char *const modes[] = { "done_here", "carried", "helped", "informed" };
static const char *const walls[] = { "surname", "number_only" };

static const char KEYS[] =
    "code class type name plain department joining mode chain acceptor process form open_to_public wall materials "
    "promise legal lower upper stages fee result conditions remedy bases bases_verified evidence sources note rules "
    MANNER_KEYS;

static void read_type(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *type = reading_kind(r, v, "type", VAL_MAP, REQUIRED);

    if (type->kind != VAL_MAP)
        return;
    reading_keys(r, type, "code basis");
    it->type = limit_type(r, type, "code");
    it->type_basis = limit_basis(r, type);
}

static const struct department *read_department(struct reading *r, const struct val *v)
{
    const struct department *d = v->kind == VAL_TEXT ? pack_department(r->pack, v->text) : NULL;

    if (d == NULL)
        reading_fault(r, v->line, "there is no department \"%.*s\" in departments.yaml", STR_ARG(v->text));
    return d;
}

/* A joining department is its code, or a map of the code and the paper it issues. */
static void read_join(struct reading *r, const struct val *v, struct item *it)
{
    bool is_map = v->kind == VAL_MAP;
    const struct department *d = read_department(r, is_map ? val_at(v, "department") : v);

    reading_keys(r, v, "department paper");
    if (d == NULL)
        return;
    if (d == it->department)
        reading_fault(r, v->line, "the lead department need not join its own case; take it out");
    if (is_map)
        it->joining_papers[it->joining_count] = reading_label(r, v, "paper", OPTIONAL);
    it->joining[it->joining_count++] = d;
}

static void read_joining(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "joining", VAL_LIST, OPTIONAL);

    it->joining = ARENA_ARRAY(r->arena, list->count, const struct department *);
    it->joining_papers = ARENA_ARRAY(r->arena, list->count, struct label);
    for (size_t i = 0; i < list->count; i++)
        read_join(r, list->items[i], it);
}

static void read_chain(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "chain", VAL_LIST, REQUIRED);

    if (list->kind == VAL_LIST && (list->count == 0 || list->count > 3))
        reading_fault(r, list->line, "\"chain\" must name one to three levels");
    for (size_t i = 0; i < list->count && i < 3; i++) {
        enum level level = limit_level(r, list->items[i]);
        if (i > 0 && level >= it->chain[i - 1])
            reading_fault(r, list->items[i]->line, "the chain must go upwards: village, township, county");
        it->chain[it->chain_length++] = level;
    }
    if (val_has(v, "acceptor"))
        it->acceptor = limit_level(r, val_at(v, "acceptor"));
    else
        reading_fault(r, v->line, "\"acceptor\" is missing: name the level whose office accepts (受理机关)");
}

static void read_material(struct reading *r, const struct val *v, struct item *it)
{
    struct material m = { .id = reading_text(r, v, "id", REQUIRED), .name = reading_label(r, v, "name", REQUIRED) };

    reading_keys(r, v, "id name required grade note held valid_days");
    m.required = reading_bool(r, v, "required", true);
    m.grade = reading_text(r, v, "grade", OPTIONAL);
    m.note = reading_label(r, v, "note", OPTIONAL);
    m.held = reading_bool(r, v, "held", m.grade.len == 1 && m.grade.p[0] <= 'B');
    m.valid_days = (int32_t)reading_int(r, v, "valid_days", 0, 36500, OPTIONAL);
    if (m.grade.len > 0 && (m.grade.len != 1 || m.grade.p[0] < 'A' || m.grade.p[0] > 'D'))
        reading_fault(r, v->line, "\"grade\" must be A, B, C or D (国办函〔2016〕108号)");
    for (size_t i = 0; i < it->material_count; i++)
        if (str_eq(it->materials[i].id, m.id))
            reading_fault(r, v->line, "the material \"%.*s\" stands twice", STR_ARG(m.id));
    it->materials[it->material_count++] = m;
}

static void read_materials(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "materials", VAL_LIST, REQUIRED);

    it->materials = ARENA_ARRAY(r->arena, list->count, struct material);
    for (size_t i = 0; i < list->count; i++)
        read_material(r, list->items[i], it);
}

static void read_stages(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "stages", VAL_LIST, OPTIONAL);

    it->stages = ARENA_ARRAY(r->arena, list->count, struct stage);
    for (size_t i = 0; i < list->count; i++) {
        const struct val *s = list->items[i];
        reading_keys(r, s, "level department days unit basis note source");
        it->stages[it->stage_count++] = (struct stage){
            limit_level(r, val_at(s, "level")),
            val_has(s, "department") ? read_department(r, val_at(s, "department")) : NULL, limit_read(r, s) };
    }
}

static void read_bases(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "bases", VAL_LIST, REQUIRED);

    it->bases = ARENA_ARRAY(r->arena, list->count, struct label);
    for (size_t i = 0; i < list->count; i++)
        it->bases[it->basis_count++] = reading_label_of(r, list->items[i]);
    it->bases_verified = reading_bool(r, v, "bases_verified", false);
}

static void read_evidence(struct reading *r, const struct val *v, struct item *it)
{
    const struct val *list = reading_kind(r, v, "sources", VAL_LIST, OPTIONAL);

    it->evidence = (enum evidence)WORD(r, v, "evidence", evidences);
    it->sources = ARENA_ARRAY(r->arena, list->count, struct str);
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i]->kind != VAL_TEXT)
            reading_fault(r, list->items[i]->line, "a source must be a text");
        it->sources[it->source_count++] = list->items[i]->text;
    }
    if (it->evidence == EVIDENCE_DOCUMENTED && it->source_count == 0)
        reading_fault(r, v->line, "an item marked documented must name its sources");
}

static void read_words(struct reading *r, const struct val *v, struct item *it)
{
    it->name = reading_label(r, v, "name", REQUIRED);
    it->plain = reading_label(r, v, "plain", OPTIONAL);
    it->fee = reading_label(r, v, "fee", REQUIRED);
    it->result = reading_label(r, v, "result", REQUIRED);
    it->conditions = reading_label(r, v, "conditions", OPTIONAL);
    it->remedy = reading_label(r, v, "remedy", OPTIONAL);
    it->note = reading_label(r, v, "note", OPTIONAL);
}

/* What only an approval has: a form to fill in, a process to run. */
static void read_handling(struct reading *r, const struct val *v, struct item *it)
{
    enum need need = it->class == ITEM_APPROVAL ? REQUIRED : OPTIONAL;
    struct str form = reading_text(r, v, "form", need), process = reading_text(r, v, "process", need);

    it->form = pack_form(r->pack, form);
    it->process = pack_process(r->pack, process);
    if (form.len > 0 && it->form == NULL)
        reading_fault(r, val_at(v, "form")->line, "there is no form forms/%.*s.json", STR_ARG(form));
    if (process.len > 0 && it->process == NULL)
        reading_fault(r, val_at(v, "process")->line, "there is no process processes/%.*s.bpmn", STR_ARG(process));
}

static void read_limits(struct reading *r, const struct val *v, struct item *it)
{
    static const char keys[] = "days unit basis note source";
    const struct val *promise = reading_kind(r, v, "promise", VAL_MAP, REQUIRED);
    const struct val *legal = reading_kind(r, v, "legal", VAL_MAP, REQUIRED);

    reading_keys(r, promise, keys);
    reading_keys(r, legal, keys);
    it->promise = limit_read(r, promise);
    it->legal = limit_read(r, legal);
    it->lower = limit_of(r, v, "lower");
    it->upper = limit_of(r, v, "upper");
    read_stages(r, v, it);
}

static struct item read_item(struct reading *r, const struct source *file)
{
    const struct val *v = file->root;
    struct item it = { .code = reading_text(r, v, "code", REQUIRED), .raw = v };

    reading_keys(r, v, KEYS);
    if (!str_eq(it.code, reading_stem(file->path)))
        reading_fault(r, val_at(v, "code")->line, "the file of %.*s must be called %.*s.yaml", STR_ARG(it.code),
                      STR_ARG(it.code));
    it.class = (enum item_class)WORD(r, v, "class", classes);
    it.mode = (enum item_mode)WORD(r, v, "mode", modes);
    it.wall = (enum wall_rule)WORD(r, v, "wall", walls);
    it.open_to_public = reading_bool(r, v, "open_to_public", false);
    if (reading_text(r, v, "department", REQUIRED).len > 0)
        it.department = read_department(r, val_at(v, "department"));
    read_type(r, v, &it);
    read_words(r, v, &it);
    read_joining(r, v, &it);
    read_chain(r, v, &it);
    read_materials(r, v, &it);
    read_limits(r, v, &it);
    read_bases(r, v, &it);
    read_evidence(r, v, &it);
    read_handling(r, v, &it);
    manner_read(r, v, &it);
    return it;
}

static int in_directory(const void *l, const void *r)
{
    const struct item *x = l, *y = r;

    if (x->class != y->class)
        return (int)x->class - (int)y->class;
    if (x->department != y->department)
        return (uintptr_t)x->department < (uintptr_t)y->department ? -1 : 1;     /* places in one array */
    return str_cmp(x->code, y->code);
}

void item_read_all(struct reading *r)
{
    size_t count;
    const struct source *files = reading_folder(r, "items/", &count);
    struct pack *p = r->pack;

    p->items = ARENA_ARRAY(r->arena, count, struct item);
    for (size_t i = 0; i < count; i++) {
        r->file = files[i].path;
        if (files[i].root != NULL)
            p->items[p->item_count++] = read_item(r, &files[i]);
    }
    if (p->item_count > 0)
        qsort(p->items, p->item_count, sizeof *p->items, in_directory);
}

const struct item *pack_item(const struct pack *p, struct str code)
{
    for (size_t i = 0; i < p->item_count; i++)
        if (str_eq(p->items[i].code, code))
            return &p->items[i];
    return NULL;
}

const struct limit *item_legal(const struct item *it)
{
    if (it->legal.days > 0 || it->profile == NULL)
        return &it->legal;
    return item_type_limit(it);
}

const struct limit *item_type_limit(const struct item *it)
{
    return it->joining_count > 0 && it->profile->joint.days > 0 ? &it->profile->joint : &it->profile->decide;
}

bool item_passes(const struct item *it, enum level level)
{
    for (size_t i = 0; i < it->chain_length; i++)
        if (it->chain[i] == level)
            return true;
    return false;
}

struct str material_name(const struct item *item, struct str id, enum lang lang)
{
    for (size_t i = 0; i < item->material_count; i++)
        if (str_eq(item->materials[i].id, id))
            return label_in(item->materials[i].name, lang);
    return STR("");
}
