/* SPDX-License-Identifier: MulanPSL-2.0 */
/* node - the tree of an expression: what parse makes of text, dmn_read of boxed XML, and eval walks. */
#ifndef FEEL_NODE_H
#define FEEL_NODE_H

#include "feel/value.h"

enum node_kind {
    NODE_LITERAL,           /* value                                                            */
    NODE_NAME,              /* name                                                             */
    NODE_PATH,              /* kids[0] . name                                                   */
    NODE_FILTER,            /* kids[0] [ kids[1] ]                                              */
    NODE_CALL,              /* kids[0] ( kids[1..] ), names: of the arguments, or NULL          */
    NODE_IF,                /* kids: condition, then, else                                      */
    NODE_FOR,               /* names[i] in kids[i], the last kid is returned                    */
    NODE_SOME, NODE_EVERY,  /* the same, the last kid is the condition                          */
    NODE_STEPS,             /* kids[0] .. kids[1] of an iteration                               */
    NODE_FUNCTION,          /* names, types: parameters; kids[0] body; none: defined elsewhere  */
    NODE_CONTEXT,           /* names[i]: kids[i]; a boxed one may have a kid more: its result   */
    NODE_LIST,              /* kids                                                             */
    NODE_RANGE,             /* kids[0] low, kids[1] high, NULL: without bound; op: enum ends    */
    NODE_AND, NODE_OR,
    NODE_COMPARE,           /* op: enum compare                                                 */
    NODE_ARITHMETIC,        /* op: one of + - * / ^                                             */
    NODE_NEGATE,
    NODE_BETWEEN,           /* kids[0] between kids[1] and kids[2]                              */
    NODE_IN,                /* kids[0] in any of kids[1..], each a test                         */
    NODE_INSTANCE,          /* kids[0] instance of type                                         */
    NODE_TEST,              /* = or != kids[0] against the input                                */
    NODE_TESTS,             /* any of kids against the input; op 1: none of them                */
    NODE_ANY,               /* the test "-"                                                     */
    NODE_COERCE,            /* kids[0] made to fit type                                         */
    NODE_TABLE,             /* table: a decision table                                          */
    NODE_RELATION,          /* kids: lists of cells, names: columns                             */
    NODE_SERVICE,           /* service: its decisions over its parameters alone                 */
    NODE_COUNT
};

enum ends { ENDS_LOW_OPEN = 1, ENDS_HIGH_OPEN = 2 };
enum compare { COMPARE_EQUAL, COMPARE_DIFFERENT, COMPARE_LESS, COMPARE_LESS_EQUAL, COMPARE_MORE, COMPARE_MORE_EQUAL };

struct table;
struct element;

struct node {
    enum node_kind            kind;
    int                       op, depth;
    size_t                    at;           /* byte of its text, for messages */
    bool                      uses_input;   /* has "?" inside */
    size_t                    count;        /* of kids        */
    const struct node       **kids;
    size_t                    name_count;
    const struct str         *names;
    const struct type       **types;        /* of the parameters, as many as names */
    struct str                name;
    const struct feel        *value;
    const struct type        *type;
    const struct table       *table;
    const struct element     *service;
    const struct builtin     *builtin;      /* NAME: what it means where no variable is called so, or NULL */
};

struct feel_expr { const struct node *root; struct str text; };

#endif
