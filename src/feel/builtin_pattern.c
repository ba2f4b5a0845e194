/* SPDX-License-Identifier: MulanPSL-2.0 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "feel/builtin.h"
#include "feel/eval.h"
#include "feel/pattern.h"

enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 2000, HEAP_LIMIT_KIB = 8192, PATTERN_MAX = 10000 };

/* A compiled pattern with what one match needs; given back by release. */
struct pattern { pcre2_code *code; pcre2_match_data *data; pcre2_match_context *limits; };

/* blank: the flag x, which the rewriting does, because PCRE2's own also knows comments. */
static bool read_flags(struct str flags, uint32_t *options, bool *blank)
{
    static const struct { char flag; uint32_t option; } known[] = {
        { 's', PCRE2_DOTALL }, { 'm', PCRE2_MULTILINE }, { 'i', PCRE2_CASELESS }, { 'x', 0 }, { 'q', PCRE2_LITERAL },
    };

    *options = PCRE2_UTF;
    *blank = false;
    for (size_t i = 0; i < flags.len; i++) {
        size_t k = 0;
        while (k < sizeof known / sizeof *known && known[k].flag != flags.p[i])
            k++;
        if (k == sizeof known / sizeof *known)
            return false;
        *options |= known[k].option;
        *blank = *blank || flags.p[i] == 'x';
    }
    if (*options & PCRE2_LITERAL)
        *options &= (uint32_t)(PCRE2_UTF | PCRE2_LITERAL | PCRE2_CASELESS);
    else
        *options |= PCRE2_UCP | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
    return true;
}

static void release(struct pattern *p)
{
    pcre2_match_context_free(p->limits);
    pcre2_match_data_free(p->data);
    pcre2_code_free(p->code);
}

static void limit(struct pattern *p)
{
    p->data = pcre2_match_data_create_from_pattern(p->code, NULL);
    p->limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(p->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(p->limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(p->limits, HEAP_LIMIT_KIB);
}

/* A point matches neither line feed nor carriage return (XPath functions 3.0, 5.6.1). */
static bool compile(struct run *r, struct str text, struct str flags, struct pattern *out)
{
    uint32_t options;
    int why;
    size_t where;
    bool blank;
    pcre2_compile_context *lines;

    if (text.len > PATTERN_MAX || !read_flags(flags, &options, &blank) || !eval_charge(r, text.len * 2))
        return false;
    if (!(options & PCRE2_LITERAL) && !pattern_rewrite(r->arena, text, blank, &text))
        return false;
    lines = pcre2_compile_context_create(NULL);
    pcre2_set_newline(lines, PCRE2_NEWLINE_ANYCRLF);
    out->code = pcre2_compile((PCRE2_SPTR)(text.len > 0 ? text.p : ""), text.len, options, &why, &where, lines);
    pcre2_compile_context_free(lines);
    if (out->code == NULL)
        return false;
    limit(out);
    return true;
}

/* The next match from from on; false: none left, or the match limit was met (then the run is refused). */
static bool match(struct run *r, const struct pattern *p, struct str s, size_t from, size_t **out)
{
    int found;

    if (!eval_charge(r, VALUE_BYTES))
        return false;
    found = pcre2_match(p->code, (PCRE2_SPTR)(s.len > 0 ? s.p : ""), s.len, from, PCRE2_NO_UTF_CHECK, p->data, p->limits);
    *out = pcre2_get_ovector_pointer(p->data);
    if (found < 0 && found != PCRE2_ERROR_NOMATCH)
        eval_refuse(r, "a pattern takes too long");
    return found >= 0;
}

static struct str flags_of(const struct feel *v)
{
    return v == NULL ? STR("") : feel_str(v);
}

static const struct feel *matches(struct run *r, const struct feel **args, size_t count)
{
    struct pattern p;
    size_t *at;
    bool found;

    (void)count;
    if (!compile(r, args[1]->text, flags_of(args[2]), &p))
        return feel_null();
    found = match(r, &p, args[0]->text, 0, &at);
    release(&p);
    return feel_bool(found);
}

static size_t step(struct str s, size_t at)
{
    return str_next(s, &at) < 0 ? s.len + 1 : at;
}

/*
 * Calls each for every match from left to right; an empty one moves on by a character.
 * at: start and end of the match and of its groups; each returns false to stop.
 */
struct walk { struct run *r; struct str s; size_t done, groups; struct buf text; struct growing list; struct str with; };

typedef bool each_fn(struct walk *w, const size_t *at);

static void walk(struct walk *w, const struct pattern *p, each_fn *each)
{
    size_t *at, from = 0;

    w->groups = pcre2_get_ovector_count(p->data);
    while (from <= w->s.len && match(w->r, p, w->s, from, &at) && each(w, at)) {
        w->done = at[1];
        from = at[1] > at[0] ? at[1] : step(w->s, at[1]);
    }
}

/* "$1" is a group, "$0" the match, "\$" and "\\" the signs themselves (XPath fn:replace). */
static void add_replacement(struct walk *w, const size_t *at)
{
    for (size_t i = 0; i < w->with.len; i++) {
        char c = w->with.p[i], next = i + 1 < w->with.len ? w->with.p[i + 1] : '\0';
        if (c == '\\' && (next == '$' || next == '\\')) {
            buf_char(&w->text, next);
            i++;
        } else if (c == '$' && next >= '0' && next <= '9') {
            size_t group = (size_t)(next - '0');
            if (group < w->groups && at[2 * group] != PCRE2_UNSET)
                buf_add(&w->text, str_sub(w->s, at[2 * group], at[2 * group + 1] - at[2 * group]));
            i++;
        } else {
            buf_char(&w->text, c);
        }
    }
}

static bool replace_one(struct walk *w, const size_t *at)
{
    size_t before = w->text.len;

    buf_add(&w->text, str_sub(w->s, w->done, at[0] - w->done));
    add_replacement(w, at);
    return eval_charge(w->r, 2 * (w->text.len - before));
}

/* A sign that stands for nothing in the replacement is an error in XPath. */
static bool replacement_fine(struct str with)
{
    for (size_t i = 0; i < with.len; i++) {
        char next = i + 1 < with.len ? with.p[i + 1] : '\0';
        if (with.p[i] == '$' && (next < '0' || next > '9'))
            return false;
        if (with.p[i] == '\\' && next != '$' && next != '\\')
            return false;
        if (with.p[i] == '\\')
            i++;
    }
    return true;
}

static const struct feel *replace(struct run *r, const struct feel **args, size_t count)
{
    struct walk w = { .r = r, .s = args[0]->text, .text = buf_in(r->arena), .with = args[2]->text };
    struct pattern p;

    (void)count;
    if (!replacement_fine(w.with) || !compile(r, args[1]->text, flags_of(args[3]), &p))
        return feel_null();
    walk(&w, &p, replace_one);
    release(&p);
    buf_add(&w.text, str_sub(w.s, w.done, w.s.len));
    return feel_text(r->arena, buf_str(&w.text));
}

static bool split_one(struct walk *w, const size_t *at)
{
    return eval_push(w->r, &w->list, feel_text(w->r->arena, str_sub(w->s, w->done, at[0] - w->done)));
}

static const struct feel *split(struct run *r, const struct feel **args, size_t count)
{
    struct walk w = { .r = r, .s = args[0]->text };
    struct pattern p;

    (void)count;
    if (!compile(r, args[1]->text, STR(""), &p))
        return feel_null();
    walk(&w, &p, split_one);
    release(&p);
    eval_push(r, &w.list, feel_text(r->arena, str_sub(w.s, w.done, w.s.len)));
    return eval_grown(r, &w.list);
}

static bool extract_one(struct walk *w, const size_t *at)
{
    return eval_push(w->r, &w->list, feel_text(w->r->arena, str_sub(w->s, at[0], at[1] - at[0])));
}

static const struct feel *extract(struct run *r, const struct feel **args, size_t count)
{
    struct walk w = { .r = r, .s = args[0]->text };
    struct pattern p;

    (void)count;
    if (!compile(r, args[1]->text, STR(""), &p))
        return feel_null();
    walk(&w, &p, extract_one);
    release(&p);
    return eval_grown(r, &w.list);
}

const struct builtin builtin_patterns[] = {
    { "matches", "input:s,pattern:s,flags:S?", matches },
    { "replace", "input:s,pattern:s,replacement:s,flags:S?", replace },
    { "split", "string:s,delimiter:s", split },
    { "extract", "string:s,pattern:s", extract },
    { NULL, NULL, NULL },
};
