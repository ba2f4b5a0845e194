/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/department.h"

const struct department *pack_department(const struct pack *p, struct str code)
{
    for (size_t i = 0; i < p->department_count; i++)
        if (str_eq(p->departments[i].code, code))
            return &p->departments[i];
    return NULL;
}

/* Codes stand in posts, file names and item codes: capital letters only. */
static bool code_valid(struct str code)
{
    for (size_t i = 0; i < code.len; i++)
        if (code.p[i] < 'A' || code.p[i] > 'Z')
            return false;
    return code.len >= 2 && code.len <= 8;
}

static bool short_taken(const struct pack *p, struct str name)
{
    for (size_t i = 0; i < p->department_count; i++)
        if (str_eq(p->departments[i].short_name, name))
            return true;
    return false;
}

static void add(struct reading *r, const struct val *v)
{
    struct pack *p = r->pack;
    struct department d = { .code = reading_text(r, v, "code", REQUIRED) };

    reading_keys(r, v, "code zh en provider short");
    d.name = reading_name(r, v);
    d.provider = reading_bool(r, v, "provider", false);
    d.short_name = reading_text(r, v, "short", OPTIONAL);
    if (d.short_name.len > 0 && short_taken(p, d.short_name))
        reading_fault(r, v->line, "\"%.*s\" is the short name of another department: their papers would be numbered alike",
                      STR_ARG(d.short_name));
    if (d.code.len > 0 && !code_valid(d.code))
        reading_fault(r, v->line, "\"%.*s\" must be 2 to 8 capital letters", STR_ARG(d.code));
    if (pack_department(p, d.code) != NULL)
        reading_fault(r, v->line, "the department %.*s stands twice", STR_ARG(d.code));
    p->departments[p->department_count++] = d;
}

void department_read(struct reading *r)
{
    const struct source *file = reading_file(r, "departments.yaml");
    const struct val *list;

    if (file == NULL) {
        reading_fault(r, 0, "the file is missing: list the departments and providers in it");
        return;
    }
    reading_keys(r, file->root, "departments");
    list = reading_kind(r, file->root, "departments", VAL_LIST, REQUIRED);
    r->pack->departments = ARENA_ARRAY(r->arena, list->count, struct department);
    for (size_t i = 0; i < list->count; i++)
        add(r, list->items[i]);
}
