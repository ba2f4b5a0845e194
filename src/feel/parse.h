/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * parse - text to nodes by recursive descent, names found by longest match in scope.
 *
 * The first failure is kept and the rest of the text skipped, so that functions return nodes only.
 */
#ifndef FEEL_PARSE_H
#define FEEL_PARSE_H

#include "feel/type.h"

struct name_link { struct str name; const struct name_link *up; };

struct parser {
    struct arena            *arena;
    struct str               text;
    size_t                   at;
    size_t                   work;          /* names compared so far */
    int                      depth, in_filter;
    struct feel_names        names;
    const struct type_names *types;         /* may be NULL                           */
    const struct name_link  *locals;        /* names declared around this place      */
    const struct name_link  *seen;          /* context keys met so far: may be paths */
    bool                     in_tests, uses_input, quiet;     /* quiet: only looking ahead, no message */
    enum err                 failed;
    struct feel_problem      problem;
};

enum {
    PARSE_TREE_MAX = 900,                   /* levels of a tree: a long sum leans to the left */
    PARSE_BYTES_MAX = 1024 * 1024,
    PARSE_WORK_MAX = 20000000               /* names compared: long texts over many names */
};

/* types, seen and problem may be NULL; seen: the keys of all contexts in the text, which may be paths elsewhere. */
NODISCARD enum err parse_text(struct arena *a, struct str text, bool tests, struct feel_names names,
                              const struct type_names *types, const struct node **out, const struct name_link **seen,
                              struct feel_problem *problem);

/* ---- lex.c: characters, literals, names ---- */
void lex_fail(struct parser *p, size_t at, enum err e, const char *expected);
void lex_work(struct parser *p, size_t comparisons);    /* counts; fails beyond PARSE_WORK_MAX */
void lex_skip(struct parser *p);                        /* blanks and comments */
bool lex_sign(struct parser *p, const char *sign);      /* skips blanks, takes it */
bool lex_sees(struct parser *p, const char *sign);
bool lex_word(struct parser *p, const char *word);      /* a whole word */
bool lex_sees_word(struct parser *p, const char *word);
void lex_need(struct parser *p, const char *sign);
void lex_need_word(struct parser *p, const char *word);
bool lex_is_start(int32_t c);
bool lex_is_part(int32_t c);
bool lex_is_word(struct str name);                      /* all of it one word */
void lex_add_char(struct buf *b, uint32_t c);           /* as UTF-8 */
int32_t lex_char(const struct parser *p, size_t at, size_t *next);
bool lex_number(struct parser *p, struct str *out);
bool lex_string(struct parser *p, struct str *out);
bool lex_json_string(struct parser *p, struct str *out);    /* with the escapes of JSON */
/* A name that is used: the longest known one, else a single word; member: behind a dot. */
bool lex_name(struct parser *p, bool member, struct str *out);
/* A name that is declared: everything up to a sign of stop (or the word), blanks made one. */
struct str lex_declared(struct parser *p, const char *stop, const char *stop_word);
void lex_place(struct str text, size_t at, int *line, int *column);

/* ---- parse.c and its parts ---- */
struct node *parse_node(struct parser *p, enum node_kind kind, size_t at);
void parse_kid(struct parser *p, struct node *n, const struct node *kid);
void parse_declare(struct parser *p, struct str name);
const struct node *parse_expression(struct parser *p);
const struct node *parse_positive_test(struct parser *p);
bool parse_sees_side(struct parser *p);                 /* "< 5" and its like: a range open on one side */
const struct node *parse_primary(struct parser *p);
const struct type *parse_type(struct parser *p);

#endif
