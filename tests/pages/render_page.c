/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render_page - renders one embedded template with a model from a file: render_page NAME MODEL.json... (later files win). */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "web/embed.h"

static struct str read_file(struct arena *a, const char *path)
{
    struct buf bytes = buf_in(a);
    char piece[4096];
    FILE *f = fopen(path, "rb");
    size_t n;

    if (f == NULL)
        return STR("");
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&bytes, (struct str){ piece, n });
    fclose(f);
    return buf_str(&bytes);
}

static enum err read_model(struct arena *a, char **paths, int count, struct val *out)
{
    struct json_problem why = { 0 };
    struct val *part;

    for (int i = 0; i < count; i++) {
        enum err e = json_read(a, read_file(a, paths[i]), &part, &why);

        if (e != OK) {
            fprintf(stderr, "%s:%d: %.*s\n", paths[i], why.line, STR_ARG(why.why));
            return e;
        }
        for (size_t k = 0; k < part->count; k++)
            val_put(a, out, part->keys[k], part->items[k]);
    }
    return OK;
}

static enum err render(struct arena *a, const char *name, const struct val *model, struct str *out)
{
    struct text_problem problem;
    struct text *t;
    enum lang lang = str_is(val_str(model, "lang"), "en") ? LANG_EN : LANG_ZH;
    enum err e = text_load(a, web_templates, web_template_count, web_catalogues, web_catalogue_count, &t, &problem);

    if (e != OK) {
        fprintf(stderr, "%.*s:%d: %.*s\n", STR_ARG(problem.file), problem.line, STR_ARG(problem.why));
        return e;
    }
    return text_render(t, a, name, model, lang, val_num(model, "now"), out);
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(0);
    struct val *model = val_map(a);
    struct str html = STR("");
    enum err e = ERR_INVALID;

    if (argc < 3)
        fprintf(stderr, "usage: render_page NAME MODEL.json...\n");
    else if (read_model(a, argv + 2, argc - 2, model) == OK)
        e = render(a, argv[1], model, &html);
    fwrite(html.p, 1, html.len, stdout);
    arena_free(a);
    return e == OK ? 0 : 1;
}
