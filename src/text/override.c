/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "text/override.h"

#include "base/buf.h"
#include "text/inside.h"

static void fault(struct arena *a, struct text_faults *faults, struct str file, int line, struct str why)
{
    if (faults->count == OVERRIDE_FAULTS_MAX)
        return;
    faults->items = arena_grow(a, faults->items, faults->count, &faults->cap, sizeof *faults->items);
    faults->items[faults->count++] = (struct text_problem){ file, why, line };
}

/* ---- what a text names ---- */

static bool same_place(const struct node *l, const struct node *r)
{
    return l->kind == r->kind && l->raw == r->raw && str_eq(l->text, r->text);
}

static bool has_place(const struct node *first, const struct node *wanted)
{
    for (const struct node *n = first; n != NULL; n = n->next)
        if (same_place(n, wanted) || has_place(n->child, wanted))
            return true;
    return false;
}

/* A place of one that the other lacks; NULL: none. */
static const struct node *lacking(const struct node *first, const struct node *other)
{
    for (const struct node *n = first; n != NULL; n = n->next) {
        const struct node *inside = lacking(n->child, other);
        if (n->kind != NODE_TEXT && !has_place(other, n))
            return n;
        if (inside != NULL)
            return inside;
    }
    return NULL;
}

static void add_tags(struct buf *b, struct str s)
{
    bool inside = false;

    for (size_t i = 0; i < s.len; i++) {
        inside = inside || s.p[i] == '<';
        if (inside)
            buf_char(b, s.p[i]);
        inside = inside && s.p[i] != '>';
    }
}

/* The tags of a text one behind the other, and how many characters it has beside its places. */
static size_t measure(const struct node *first, struct buf *tags)
{
    size_t chars = 0;

    for (const struct node *n = first; n != NULL; n = n->next) {
        if (n->kind == NODE_TEXT) {
            chars += str_chars(n->text);
            add_tags(tags, n->text);
        }
        chars += measure(n->child, tags);
    }
    return chars;
}

/* ---- one text ---- */

struct laying { struct arena *a; struct text_faults *faults; struct str file; };

static int line_of(const struct template *m)
{
    return m->first != NULL ? m->first->line : 0;
}

static bool check(const struct laying *l, const struct template *new, const struct template *old)
{
    struct buf new_tags = buf_in(l->a), old_tags = buf_in(l->a);
    size_t chars = measure(new->first, &new_tags), most = OVERRIDE_TIMES * measure(old->first, &old_tags);
    const struct node *more = lacking(new->first, old->first), *less = lacking(old->first, new->first);
    size_t before = l->faults->count;

    most = most > OVERRIDE_CHARS ? most : OVERRIDE_CHARS;
    if (more != NULL)
        fault(l->a, l->faults, l->file, line_of(new), arena_printf(l->a, "\"%.*s\" names {{%.*s}}, which the original does not: "
              "take it out", STR_ARG(new->name), STR_ARG(more->text)));
    if (less != NULL)
        fault(l->a, l->faults, l->file, line_of(new), arena_printf(l->a, "\"%.*s\" lacks {{%.*s}} of the original: put it in",
              STR_ARG(new->name), STR_ARG(less->text)));
    if (!str_eq(buf_str(&new_tags), buf_str(&old_tags)))
        fault(l->a, l->faults, l->file, line_of(new), arena_printf(l->a, "\"%.*s\" has other HTML tags than the original: "
              "use the same ones, or none", STR_ARG(new->name)));
    if (chars > most)
        fault(l->a, l->faults, l->file, line_of(new), arena_printf(l->a, "\"%.*s\" has %zu characters, at most %zu fit: "
              "say it shorter", STR_ARG(new->name), chars, most));
    return l->faults->count == before;
}

static void replace(const struct laying *l, struct catalogue *base, struct template *new)
{
    for (size_t i = 0; i < base->count; i++)
        if (str_eq(base->messages[i]->name, new->name)) {
            if (check(l, new, base->messages[i]))
                base->messages[i] = new;
            return;
        }
    fault(l->a, l->faults, l->file, line_of(new), arena_printf(l->a, "the program has no text \"%.*s\": look the key up in "
          "src/web/locale", STR_ARG(new->name)));
}

/* ---- both languages ---- */

static const char *const names[LANGS] = { [LANG_ZH] = "texts/zh-CN.txt", [LANG_EN] = "texts/en.txt" };

/* Editors of Windows put a mark in front. */
static struct str unmarked(const struct text_file *f)
{
    struct str bytes = { f->bytes, f->len };

    return str_starts(bytes, STR("\xef\xbb\xbf")) ? str_sub(bytes, 3, bytes.len) : bytes;
}

static void read_one(struct arena *a, const struct text_file *f, struct catalogue *out, struct text_faults *faults)
{
    struct str file = str_of(f->name);
    struct text_problem problem;
    ptrdiff_t slash = str_find(file, STR("/"));
    enum lang lang;

    if (text_lang_of(str_sub(file, (size_t)(slash + 1), file.len), &lang) != OK)
        fault(a, faults, file, 0, STR("no language of this name: only texts/zh-CN.txt and texts/en.txt"));
    else if (catalogue_read(a, file, unmarked(f), &out[lang], &problem) != OK)
        fault(a, faults, file, problem.line, problem.why);
}

static void check_pair(struct arena *a, const struct catalogue *one, const struct catalogue *other, enum lang lang,
                       struct text_faults *faults)
{
    for (size_t i = 0; i < one->count; i++)
        if (catalogue_find(other, one->messages[i]->name) == NULL)
            fault(a, faults, str_of(names[lang]), line_of(one->messages[i]),
                  arena_printf(a, "\"%.*s\" is missing in %s: give it in both languages", STR_ARG(one->messages[i]->name),
                               names[lang == LANG_ZH ? LANG_EN : LANG_ZH]));
}

static void lay_over(struct text *t, struct arena *a, const struct text_file *over, size_t count, struct text_faults *faults)
{
    struct catalogue words[LANGS] = { { NULL, 0 }, { NULL, 0 } };

    for (size_t i = 0; i < count; i++)
        read_one(a, &over[i], words, faults);
    if (faults->count > 0)
        return;
    check_pair(a, &words[LANG_ZH], &words[LANG_EN], LANG_ZH, faults);
    check_pair(a, &words[LANG_EN], &words[LANG_ZH], LANG_EN, faults);
    for (int lang = 0; lang < LANGS; lang++)
        for (size_t i = 0; i < words[lang].count; i++)
            replace(&(struct laying){ a, faults, str_of(names[lang]) }, &t->catalogues[lang], words[lang].messages[i]);
}

enum err text_load_over(struct arena *a, const struct text_file *templates, size_t template_count,
                        const struct text_file *catalogues, size_t catalogue_count,
                        const struct text_file *over, size_t over_count, struct text **out, struct text_faults *faults)
{
    struct text_problem problem;
    enum err e = text_read(a, templates, template_count, catalogues, catalogue_count, out, &problem);

    *faults = (struct text_faults){ 0 };
    if (e == OK)
        lay_over(*out, a, over, over_count, faults);
    if (e == OK && faults->count == 0)
        e = text_bind(*out, a, &problem);
    if (e != OK)
        fault(a, faults, problem.file, problem.line, problem.why);
    return faults->count > 0 ? ERR_INVALID : OK;
}
