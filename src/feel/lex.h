/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * lex - characters, literals and names of an expression, read at the place where the parser stands.
 *
 * The first failure is kept and the rest of the text skipped: whoever reads on finds the end.
 */
#ifndef FEEL_LEX_H
#define FEEL_LEX_H

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

#endif
