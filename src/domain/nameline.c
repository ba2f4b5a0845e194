/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/nameline.h"

/* The first mark behind a place: where it is, and behind it; false: none. */
static bool find_mark(struct str line, size_t from, const char *const *marks, size_t count, size_t *at, size_t *behind)
{
    struct str rest = str_sub(line, from, line.len);
    bool found = false;

    for (size_t i = 0; i < count; i++) {
        ptrdiff_t hit = str_find(rest, str_of(marks[i]));
        if (hit <= 0 || (found && from + (size_t)hit >= *at))
            continue;
        found = true;
        *at = from + (size_t)hit;
        *behind = *at + str_of(marks[i]).len;
    }
    return found;
}

/* Li Ming, clerk is parted by the comma; 李明 科员，主办 by whatever comes first, but 李 明 is one name. */
void nameline_cut(struct str line, struct str *name, struct str *more)
{
    static const char *const marks[] = { "，", ",", " ", "\t", "\u3000" };
    bool latin = line.len > 0 && (unsigned char)line.p[0] < 0x80;
    size_t at = line.len, behind = line.len;

    if (!(latin && find_mark(line, 0, marks, 2, &at, &behind)) && find_mark(line, 0, marks, 5, &at, &behind) &&
        str_chars(str_sub(line, 0, at)) == 1)
        (void)find_mark(line, behind, marks, 5, &at, &behind);
    *name = str_trim(str_sub(line, 0, at));
    *more = str_trim(str_sub(line, behind, line.len));
}

bool nameline_is_name(struct str name)
{
    size_t chars = str_chars(name);

    return chars >= NAMELINE_CHARS_MIN && chars <= NAMELINE_CHARS_MAX && !str_digits(name) && str_find(name, STR("、")) < 0;
}

static struct str bare(struct arena *a, struct str name)
{
    static const char wide[] = "\u3000";
    char *kept = arena_alloc(a, name.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < name.len; i++) {
        if (str_starts(str_sub(name, i, name.len), STR(wide)))
            i += sizeof wide - 2;
        else if (name.p[i] != ' ' && name.p[i] != '\t')
            kept[len++] = name.p[i];
    }
    return (struct str){ kept, len };
}

bool nameline_same(struct arena *a, struct str left, struct str right)
{
    return str_eq(bare(a, left), bare(a, right));
}

/* Behind NAMELINE_LINES_MAX lines it ends: one of them was refused by then, every list of names is shorter. */
static enum err each_line(struct ctx *cx, struct str text, int *lines, void *with, enum err (*one)(struct ctx *, void *, struct str))
{
    struct str line, rest = text;
    enum err e = OK;

    while (rest.len > 0 && *lines < NAMELINE_LINES_MAX) {
        enum err this = OK;
        (void)str_cut(rest, '\n', &line, &rest);
        if (str_trim(line).len > 0) {
            this = one(cx, with, str_trim(line));
            ++*lines;
        }
        if (this != OK && this != ERR_INVALID)
            return this;
        e = this != OK ? this : e;
    }
    return e;
}

enum err nameline_each(struct ctx *cx, const struct val *sent, void *with, enum err (*one)(struct ctx *, void *, struct str))
{
    size_t count = sent->kind == VAL_LIST ? sent->count : 1;
    enum err e = OK;
    int lines = 0;

    for (size_t i = 0; i < count && lines < NAMELINE_LINES_MAX; i++) {
        const struct val *v = sent->kind == VAL_LIST ? sent->items[i] : sent;
        struct str text = v->kind == VAL_INT ? arena_printf(cx->arena, "%lld", (long long)v->num) : v->text;
        enum err this = each_line(cx, text, &lines, with, one);
        if (this != OK && this != ERR_INVALID)
            return this;
        e = this != OK ? this : e;
    }
    return e;
}
