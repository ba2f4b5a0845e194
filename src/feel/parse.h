/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * parse - text to nodes by recursive descent; parse_primary.c and parse_type.c are parts of it.
 *
 * Functions return nodes only: what went wrong is in the parser.
 */
#ifndef FEEL_PARSE_H
#define FEEL_PARSE_H

#include "feel/lex.h"

/* types, seen and problem may be NULL; seen: the keys of all contexts in the text, which may be paths elsewhere. */
NODISCARD enum err parse_text(struct arena *a, struct str text, bool tests, struct feel_names names,
                              const struct type_names *types, const struct node **out, const struct name_link **seen,
                              struct feel_problem *problem);

struct node *parse_node(struct parser *p, enum node_kind kind, size_t at);
void parse_kid(struct parser *p, struct node *n, const struct node *kid);
void parse_declare(struct parser *p, struct str name);
const struct node *parse_expression(struct parser *p);
const struct node *parse_positive_test(struct parser *p);
bool parse_sees_side(struct parser *p);                 /* "< 5" and its like: a range open on one side */
const struct node *parse_primary(struct parser *p);
const struct type *parse_type(struct parser *p);

#endif
