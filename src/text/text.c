/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "text/text.h"

#include "text/inside.h"
#include "text/render.h"

static const char *const lang_names[LANGS] = { [LANG_ZH] = "zh-CN", [LANG_EN] = "en" };

static struct str bare(struct str file)
{
    if (str_ends(file, STR(".html")))
        file.len -= 5;
    else if (str_ends(file, STR(".txt")))
        file.len -= 4;
    return file;
}

enum err text_lang_of(struct str file, enum lang *out)
{
    *out = str_is(bare(file), lang_names[LANG_EN]) ? LANG_EN : LANG_ZH;
    return str_is(bare(file), lang_names[*out]) ? OK : ERR_INVALID;
}

static const struct template *find(const struct text *t, struct str name)
{
    for (size_t i = 0; i < t->count; i++)
        if (str_eq(t->templates[i]->name, name))
            return t->templates[i];
    return NULL;
}

const struct template *text_find_message(const struct text *t, struct str key, enum lang lang)
{
    const struct template *found = catalogue_find(&t->catalogues[lang], key);

    return found != NULL ? found : catalogue_find(&t->catalogues[lang == LANG_ZH ? LANG_EN : LANG_ZH], key);
}

static enum err refuse(const struct template *in, const struct node *n, struct str why, struct text_problem *problem)
{
    *problem = (struct text_problem){ in->file, why, n->line };
    return ERR_INVALID;
}

static enum err bind_message(const struct text *t, struct arena *a, const struct template *in, struct node *n,
                             struct text_problem *problem)
{
    struct str key = str_sub(n->text, 2, n->text.len - 2);

    for (int i = 0; i < LANGS; i++) {
        n->message[i] = catalogue_find(&t->catalogues[i], key);
        if (n->message[i] == NULL && t->catalogues[i].count > 0)
            return refuse(in, n, arena_printf(a, "no message \"%.*s\" in %s", STR_ARG(key), lang_names[i]), problem);
    }
    return OK;
}

static enum err bind_node(const struct text *t, struct arena *a, const struct template *in, struct node *n,
                          struct text_problem *problem)
{
    if (n->kind == NODE_VALUE && node_is_message(n))
        return bind_message(t, a, in, n, problem);
    if (n->kind != NODE_PARTIAL)
        return OK;
    n->partial = find(t, n->text);
    if (n->partial == NULL)
        return refuse(in, n, arena_printf(a, "no template \"%.*s\"", STR_ARG(n->text)), problem);
    return OK;
}

static enum err bind(const struct text *t, struct arena *a, const struct template *in, struct node *first,
                     struct text_problem *problem)
{
    for (struct node *n = first; n != NULL; n = n->next) {
        TRY(bind_node(t, a, in, n, problem));
        TRY(bind(t, a, in, n->child, problem));
    }
    return OK;
}

static enum err load_templates(struct text *t, struct arena *a, const struct text_file *files, size_t count,
                               struct text_problem *problem)
{
    t->templates = ARENA_ARRAY(a, count, struct template *);
    for (size_t i = 0; i < count; i++) {
        struct str file = str_of(files[i].name), name = bare(file);

        if (find(t, name) != NULL) {
            *problem = (struct text_problem){ file, STR("two templates of this name"), 1 };
            return ERR_INVALID;
        }
        TRY(template_compile(a, name, file, (struct str){ files[i].bytes, files[i].len }, 1, &t->templates[i], problem));
        t->count++;
    }
    return OK;
}

static enum err load_catalogues(struct text *t, struct arena *a, const struct text_file *files, size_t count,
                                struct text_problem *problem)
{
    for (size_t i = 0; i < count; i++) {
        struct str file = str_of(files[i].name);
        enum lang lang;

        if (text_lang_of(file, &lang) != OK) {
            *problem = (struct text_problem){ file, STR("no language of this name"), 1 };
            return ERR_INVALID;
        }
        TRY(catalogue_read(a, file, (struct str){ files[i].bytes, files[i].len }, &t->catalogues[lang], problem));
    }
    return OK;
}

enum err text_bind(struct text *t, struct arena *a, struct text_problem *problem)
{
    for (size_t i = 0; i < t->count; i++)
        TRY(bind(t, a, t->templates[i], t->templates[i]->first, problem));
    for (int lang = 0; lang < LANGS; lang++)
        for (size_t i = 0; i < t->catalogues[lang].count; i++)
            TRY(bind(t, a, t->catalogues[lang].messages[i], t->catalogues[lang].messages[i]->first, problem));
    return OK;
}

enum err text_read(struct arena *a, const struct text_file *templates, size_t template_count,
                   const struct text_file *catalogues, size_t catalogue_count,
                   struct text **out, struct text_problem *problem)
{
    struct text *t = *out = ARENA_NEW(a, struct text);

    *problem = (struct text_problem){ STR(""), STR(""), 0 };
    TRY(load_templates(t, a, templates, template_count, problem));
    return load_catalogues(t, a, catalogues, catalogue_count, problem);
}

enum err text_load(struct arena *a, const struct text_file *templates, size_t template_count,
                   const struct text_file *catalogues, size_t catalogue_count,
                   struct text **out, struct text_problem *problem)
{
    TRY(text_read(a, templates, template_count, catalogues, catalogue_count, out, problem));
    return text_bind(*out, a, problem);
}

enum err text_render(const struct text *t, struct arena *a, const char *name, const struct val *model,
                     enum lang lang, int64_t now, struct str *out)
{
    const struct template *found = find(t, str_of(name));
    struct buf bytes = buf_in(a);
    struct scope root = { model != NULL ? model : &val_none, NULL };
    struct budget budget = { 0, OK };
    struct view v = { .text = t, .arena = a, .out = &bytes, .scope = &root, .budget = &budget, .lang = lang,
                      .now = now, .indent = STR(""), .fresh = true, .escape = true };

    if (found == NULL)
        return ERR_NOT_FOUND;
    render_template(&v, found);
    *out = buf_str(&bytes);
    return budget.err;
}

struct str text_message(const struct text *t, struct arena *a, struct str key, const struct val *model, enum lang lang)
{
    const struct template *found = text_find_message(t, key, lang);
    struct buf bytes = buf_in(a);
    struct scope root = { model != NULL ? model : &val_none, NULL };
    struct budget budget = { 0, OK };
    struct view v = { .text = t, .arena = a, .out = &bytes, .scope = &root, .budget = &budget, .lang = lang,
                      .indent = STR(""), .fresh = true };

    if (found == NULL)
        return key;
    render_template(&v, found);
    return budget.err == OK ? buf_str(&bytes) : key;
}
