/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/decider.h"

#include "pack/limit.h"

static bool defines(const struct dmn *m, struct str decision)
{
    for (size_t i = 0; i < dmn_count(m); i++)
        if (dmn_item(m, i).kind == DMN_DECISION && str_eq(dmn_item(m, i).name, decision))
            return true;
    return false;
}

static struct str text_of(const struct feel *context, const char *key)
{
    const struct feel *v = feel_get(context, str_of(key));

    return v != NULL ? feel_str(v) : STR("");
}

/* The guide says in these words for whom a row is. */
static void want_words(struct reading *r, const struct dmn *m, struct str decision)
{
    const struct feel *rows = NULL;

    if (dmn_rows(r->arena, m, decision, &rows) != OK)
        return;
    for (size_t i = 0; i < feel_count(rows); i++)
        if (text_of(feel_item(rows, i), "when_zh").len == 0 || text_of(feel_item(rows, i), "when_en").len == 0)
            reading_warn(r, 0, "row %zu of \"%.*s\" does not say in when_zh and when_en for whom it is", i + 1, STR_ARG(decision));
}

const struct dmn *decider_load(struct reading *r, int line, struct str decision)
{
    size_t count;
    struct str own = r->file;
    const struct source *files = reading_folder(r, "decisions/", &count);

    for (size_t i = 0; i < count; i++) {
        struct dmn_source source = { files[i].path, files[i].bytes };
        struct dmn_problem problem;
        const struct dmn *m = NULL;
        if (dmn_load(r->arena, &source, 1, &m, &problem) != OK) {
            r->file = files[i].path;
            reading_fault(r, problem.line, "%.*s (%.*s)", STR_ARG(problem.why), STR_ARG(problem.element));
            r->file = own;
        } else if (defines(m, decision)) {
            r->file = files[i].path;
            want_words(r, m, decision);
            r->file = own;
            return m;
        }
    }
    reading_fault(r, line, "no file in decisions/ has a decision \"%.*s\"", STR_ARG(decision));
    return NULL;
}

static bool level_of(struct str name, enum level *out)
{
    for (enum level level = LEVEL_COUNTY; level <= LEVEL_VILLAGE; level++)
        if (str_is(name, limit_level_name(level))) {
            *out = level;
            return true;
        }
    return false;
}

static enum err read_row(const struct pack *p, const struct item *it, const struct feel *row, struct decided *out)
{
    const struct feel *required;
    struct str department;

    *out = (struct decided){ .department = it->department, .required = true };
    if (feel_kind(row) != FEEL_CONTEXT || !level_of(text_of(row, "level"), &out->level))
        return ERR_INVALID;
    department = text_of(row, "department");
    if (department.len > 0)
        out->department = pack_department(p, department);
    out->organ = (struct label){ text_of(row, "organ_zh"), text_of(row, "organ_en") };
    out->basis = (struct label){ text_of(row, "basis_zh"), text_of(row, "basis_en") };
    out->when = (struct label){ text_of(row, "when_zh"), text_of(row, "when_en") };
    required = feel_get(row, STR("required"));
    out->required = required == NULL || feel_kind(required) == FEEL_NULL || feel_is_true(required);
    return out->department != NULL ? OK : ERR_INVALID;
}

enum err decider_ask(struct arena *a, const struct pack *p, const struct item *it, const struct feel *facts, struct decided *out)
{
    struct feel_env env = { 0 };
    const struct feel *row = NULL;

    if (it->decisions == NULL)
        return ERR_NOT_FOUND;
    TRY(dmn_decide(a, it->decisions, it->decider, facts, &env, &row, NULL));
    return read_row(p, it, row, out);
}

void decider_read_rows(struct reading *r, struct item *it)
{
    const struct feel *rows = NULL;

    if (it->decisions == NULL || dmn_rows(r->arena, it->decisions, it->decider, &rows) != OK)
        return;
    it->deciders = ARENA_ARRAY(r->arena, feel_count(rows), struct decided);
    for (size_t i = 0; i < feel_count(rows); i++)
        if (read_row(r->pack, it, feel_item(rows, i), &it->deciders[it->decider_count]) == OK)
            it->decider_count++;
}
