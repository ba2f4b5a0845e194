/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * template - one Mustache source as a tree of nodes, bound to its partials and messages.
 *
 * Inside the floor only.  A tree is immutable once text_load has returned.
 */
#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include "text/text.h"

enum { TEMPLATE_SECTIONS_MAX = 64 };        /* levels of sections in one source */

enum node_kind { NODE_TEXT, NODE_VALUE, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL };

struct format;              /* text/format.h */
struct filter { const struct format *how; struct str arg; };    /* {{x|how:arg}} */

struct node {
    enum node_kind   kind;
    bool             raw;           /* VALUE: {{{x}}} or {{&x}}                                  */
    int              line;
    struct str       text;          /* TEXT: the bytes; else the name                            */
    struct str       indent;        /* PARTIAL alone on its line: the blanks before it           */
    struct filter   *filters;
    size_t           filter_count;
    struct node     *child, *next;  /* SECTION, INVERTED: the first inside; the sister           */
    const struct template *partial;         /* PARTIAL, bound by text_load                       */
    const struct template *message[2];      /* VALUE whose name begins with "t.", by enum lang   */
};

struct template {
    struct str   name, file;
    struct node *first;
};

/* True for {{t.some.key}}: a message of the catalogue, not a value of the model. */
bool node_is_message(const struct node *n);
/* Compiles source; line is where it begins in file. ERR_INVALID: see problem. */
NODISCARD enum err template_compile(struct arena *a, struct str name, struct str file, struct str source, int line,
                                    struct template **out, struct text_problem *problem);

#endif
