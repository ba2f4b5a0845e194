/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "text/catalogue.h"

#include <stdlib.h>

#include "base/buf.h"

struct entry { struct template *message; int line; };

static int compare_entries(const void *left, const void *right)
{
    const struct entry *l = left, *r = right;
    int order = str_cmp(l->message->name, r->message->name);

    return order != 0 ? order : (l->line > r->line) - (l->line < r->line);
}

static enum err refuse(struct text_problem *problem, struct str file, int line, struct str why)
{
    *problem = (struct text_problem){ file, why, line };
    return ERR_INVALID;
}

static bool key_ok(struct str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.p[i];

        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'))
            return false;
    }
    return key.len > 0;
}

static struct str unescape(struct arena *a, struct str s)
{
    struct buf out = buf_in(a);
    ptrdiff_t at;

    while ((at = str_find(s, STR("\\n"))) >= 0) {
        buf_add(&out, str_sub(s, 0, (size_t)at));
        buf_char(&out, '\n');
        s = str_sub(s, (size_t)at + 2, s.len);
    }
    buf_add(&out, s);
    return buf_str(&out);
}

static enum err read_line(struct arena *a, struct str file, struct str text, struct entry *out,
                          struct text_problem *problem)
{
    struct str key, words;

    if (!str_cut(text, '=', &key, &words))
        return refuse(problem, file, out->line, STR("not \"key = text\""));
    key = str_trim(key);
    words = str_trim(words);
    if (!key_ok(key))
        return refuse(problem, file, out->line, STR("a key is made of letters, digits, _ . -"));
    if (words.len == 0)
        return refuse(problem, file, out->line, STR("a message without words"));
    return template_compile(a, key, file, unescape(a, words), out->line, &out->message, problem);
}

static enum err refuse_doubles(const struct entry *entries, size_t count, struct str file, struct text_problem *problem)
{
    for (size_t i = 1; i < count; i++)
        if (str_eq(entries[i].message->name, entries[i - 1].message->name))
            return refuse(problem, file, entries[i].line, STR("this key stands above already"));
    return OK;
}

enum err catalogue_read(struct arena *a, struct str file, struct str bytes, struct catalogue *out,
                        struct text_problem *problem)
{
    struct entry *entries = NULL, entry = { NULL, 0 };
    size_t count = 0, cap = 0;
    struct str line;

    while (bytes.len > 0) {
        entry.line++;
        str_cut(bytes, '\n', &line, &bytes);
        line = str_trim(line);
        if (line.len == 0 || line.p[0] == '#')
            continue;
        TRY(read_line(a, file, line, &entry, problem));
        entries = arena_grow(a, entries, count, &cap, sizeof *entries);
        entries[count++] = entry;
    }
    if (count > 0)
        qsort(entries, count, sizeof *entries, compare_entries);
    TRY(refuse_doubles(entries, count, file, problem));
    *out = (struct catalogue){ ARENA_ARRAY(a, count, struct template *), count };
    for (size_t i = 0; i < count; i++)
        out->messages[i] = entries[i].message;
    return OK;
}

const struct template *catalogue_find(const struct catalogue *c, struct str key)
{
    size_t low = 0, high = c->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(key, c->messages[middle]->name);

        if (order == 0)
            return c->messages[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
