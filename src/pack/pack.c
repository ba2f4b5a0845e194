/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/pack.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/yaml.h"
#include "pack/check.h"
#include "pack/department.h"
#include "pack/division.h"
#include "pack/folder.h"
#include "pack/form.h"
#include "pack/item.h"
#include "pack/point.h"
#include "pack/process.h"
#include "pack/profile.h"
#include "pack/restdays.h"
#include "pack/version.h"

static void read_numbers(struct reading *r, const struct val *root)
{
    const struct val *numbers = reading_kind(r, root, "document_numbers", VAL_MAP, OPTIONAL);

    r->pack->number_words = &val_none;
    if (numbers->kind != VAL_MAP)
        return;
    reading_keys(r, numbers, "short basis kinds");
    r->pack->number_short = reading_text(r, numbers, "short", REQUIRED);
    r->pack->number_basis = reading_text(r, numbers, "basis", REQUIRED);
    r->pack->number_words = reading_kind(r, numbers, "kinds", VAL_MAP, REQUIRED);
}

static void read_household_papers(struct reading *r, struct pack *p, const struct val *list)
{
    p->household_papers = ARENA_ARRAY(r->arena, list->count + 1, struct str);
    for (size_t i = 0; i < list->count; i++)
        p->household_papers[p->household_paper_count++] = list->items[i]->text;
}

static void read_county(struct reading *r)
{
    const struct source *file = reading_file(r, "county.yaml");
    struct pack *p = r->pack;

    if (file == NULL) {
        reading_fault(r, 0, "the file is missing: give the county's name, title and code in it");
        return;
    }
    reading_keys(r, file->root, "name title code prefecture province source note demo_villages document_numbers household_papers");
    p->name = reading_text(r, file->root, "name", REQUIRED);
    p->title = reading_label(r, file->root, "title", REQUIRED);
    p->county = reading_int(r, file->root, "code", 110000000000, 999999999999, REQUIRED);
    if (division_level(p->county) != LEVEL_COUNTY)
        reading_fault(r, val_at(file->root, "code")->line, "the code of a county ends in six zeros");
    for (size_t i = 0; i < DEMO_VILLAGES_MAX && i < val_at(file->root, "demo_villages")->count; i++)
        p->demo_villages[i] = val_at(file->root, "demo_villages")->items[i]->num;
    read_household_papers(r, p, val_at(file->root, "household_papers"));
    read_numbers(r, file->root);
}

static bool has_tree(struct str path)
{
    return str_ends(path, STR(".yaml")) || str_ends(path, STR(".json"));
}

static void read_tree(struct reading *r, struct source *file)
{
    struct yaml_problem problem;
    struct val *root;

    r->file = file->path;
    if (!str_utf8(file->bytes))
        reading_fault(r, 0, "the file is not UTF-8, or holds NUL");
    else if (!has_tree(file->path))
        return;
    else if (yaml_read(r->arena, file->bytes, &root, &problem) != OK)
        reading_fault(r, problem.line, "column %d: %.*s", problem.column, STR_ARG(problem.why));
    else if (root->kind != VAL_MAP)
        reading_fault(r, 1, "the file must hold keys and values");
    else
        file->root = root;
}

/* A tree that could not be read has said so; an empty one in its place keeps the readers simple. */
static void read_trees(struct reading *r, struct source *files)
{
    for (size_t i = 0; i < r->file_count; i++) {
        read_tree(r, &files[i]);
        if (files[i].root == NULL && str_find(files[i].path, STR("/")) < 0)
            files[i].root = &val_none;
    }
}

/* Their bytes only: what they say is checked against the program's own words (web/wording.h). */
static void read_texts(struct reading *r)
{
    size_t count;
    const struct source *files = reading_folder(r, "texts/", &count);
    struct pack_text *texts = ARENA_ARRAY(r->arena, count, struct pack_text);

    for (size_t i = 0; i < count; i++)
        texts[i] = (struct pack_text){ files[i].path, files[i].bytes };
    r->pack->texts = texts;
    r->pack->text_count = count;
}

static enum err build(struct reading *r)
{
    struct source *files = ARENA_ARRAY(r->arena, r->file_count, struct source);

    for (size_t i = 0; i < r->file_count; i++)
        files[i] = r->files[i];
    r->files = files;
    read_trees(r, files);
    read_county(r);
    division_read(r);
    department_read(r);
    restdays_read(r);
    read_texts(r);
    form_read_all(r);
    process_read_all(r);
    profile_read(r);
    point_read_shared(r);
    item_read_all(r);
    check_items(r);
    return r->report->fatal > 0 ? ERR_INVALID : OK;
}

/* The files as one JSON map, path to text: canonical, so the same files give the same version anywhere. */
static void freeze(struct reading *r)
{
    struct val *map = val_map(r->arena);

    for (size_t i = 0; i < r->file_count; i++)
        val_put(r->arena, map, r->files[i].path, val_text(r->arena, r->files[i].bytes));
    r->pack->frozen = json_write(r->arena, map);
    r->pack->version = version_compute(r->arena, r->pack->frozen);
}

static struct reading begin(struct arena *a, struct pack_report *report)
{
    *report = (struct pack_report){ 0 };
    return (struct reading){ .arena = a, .pack = ARENA_NEW(a, struct pack), .report = report };
}

enum err pack_read(struct arena *a, const char *folder, struct pack **out, struct pack_report *report)
{
    struct reading r = begin(a, report);
    enum err e;

    *out = r.pack;
    TRY(folder_read(&r, folder));
    e = build(&r);
    if (e == OK)
        freeze(&r);
    return e;
}

static enum err unfold(struct reading *r, const struct val *map)
{
    struct source *files = ARENA_ARRAY(r->arena, map->count, struct source);

    if (map->kind != VAL_MAP)
        return ERR_INVALID;
    for (size_t i = 0; i < map->count; i++) {
        if (map->items[i]->kind != VAL_TEXT || (i > 0 && str_cmp(map->keys[i - 1], map->keys[i]) >= 0))
            return ERR_INVALID;
        files[i] = (struct source){ map->keys[i], map->items[i]->text, NULL };
    }
    r->files = files;
    r->file_count = map->count;
    return OK;
}

enum err pack_thaw(struct arena *a, struct str frozen, struct pack **out, struct pack_report *report)
{
    struct reading r = begin(a, report);
    struct json_problem problem = { 0 };
    struct val *map = NULL;
    enum err e;

    *out = r.pack;
    r.frozen = true;
    if (json_read(a, frozen, &map, &problem) != OK || unfold(&r, map) != OK) {
        reading_fault(&r, problem.line, "this is no frozen pack");
        return ERR_INVALID;
    }
    e = build(&r);
    if (e == OK)
        freeze(&r);
    return e;
}

struct str pack_report_text(struct arena *a, struct str folder, const struct pack_report *report)
{
    struct buf b = buf_in(a);

    for (size_t i = 0; i < report->count; i++) {
        const struct pack_finding *f = &report->items[i];
        buf_printf(&b, "%.*s/%.*s", STR_ARG(folder), STR_ARG(f->file));
        if (f->line > 0)
            buf_printf(&b, ":%d", f->line);
        buf_printf(&b, ": %s: %.*s\n", f->fatal ? "error" : "warning", STR_ARG(f->why));
    }
    return buf_str(&b);
}

struct str label_in(struct label l, enum lang lang)
{
    return lang == LANG_EN && l.en.len > 0 ? l.en : l.zh;
}
