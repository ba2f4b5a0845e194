/* SPDX-License-Identifier: MulanPSL-2.0 */
/* model - how a decision model lies in memory; dmn_*.c make it, dmn_eval.c walks it. */
#ifndef FEEL_MODEL_H
#define FEEL_MODEL_H

#include "base/xml.h"
#include "feel/dmn.h"
#include "feel/parse.h"

struct file;
struct dmn;

/* What an element needs, and the import it comes through ("": its own file, or an import without a name). */
struct need { const struct element *element; struct str import; };

struct element {
    enum dmn_kind        kind;
    struct str           name, id;
    int                  line;
    size_t               index;             /* in struct dmn                                      */
    const struct xml    *xml;
    const struct file   *file;
    const struct dmn    *model;
    const struct type   *type;              /* of its variable                                    */
    struct need         *needs;             /* inputs, decisions, knowledge, services             */
    size_t               need_count;
    const struct node   *body;              /* DECISION: expression; KNOWLEDGE: function          */
    const struct element **outputs, **parameters;    /* SERVICE                                   */
    size_t               output_count, parameter_count;
    const struct node   *call;              /* SERVICE: its function                              */
    enum err             broken;            /* after dmn_open: why_broken says why                */
    const char          *why_broken;
    int                  mark;              /* of the search for circles: depth below, -1 open    */
};

struct import { struct str name; const struct file *file; };

struct file {
    struct str           name, ns;
    const struct xml    *root;
    struct import       *imports;
    size_t               import_count;
    struct type_names    types;             /* its own and, with their prefix, those it imports   */
};

struct dmn {
    struct arena        *arena;
    struct file         *files;
    size_t               file_count;
    struct element     **elements;
    size_t               element_count, element_cap;
    struct str          *members;           /* every name of the files: may follow a dot          */
    size_t               member_count, member_cap;
    struct dmn_problem  *problem;           /* never NULL while loading                           */
    bool                 loose;             /* keep what is broken                                */
    bool                 without_inputs;    /* declares no input data: decisions see what is given */
};

/* Where a boxed expression stands: the names its texts may use. */
struct place { struct dmn *m; const struct file *file; const struct element *element; struct str *names; size_t count, cap; };

enum {
    MODEL_DEPTH_MAX = 500,              /* requirements upon requirements */
    MODEL_ELEMENTS_MAX = 5000, MODEL_TYPES_MAX = 5000, MODEL_MEMBERS_MAX = 4096
};

enum err model_refuse(struct dmn *m, const struct file *f, const struct xml *e, enum err why, struct str text);
/* Reads the item definitions of all files. */
NODISCARD enum err model_read_types(struct dmn *m);
/* The type a typeRef names; unknown: refused. NULL where ref is empty. */
NODISCARD enum err model_find_type(struct dmn *m, const struct file *f, const struct xml *e, struct str ref,
                                   const struct type **out);
/* The first child that is an expression, or NULL. */
const struct xml *model_expression(const struct xml *e);
NODISCARD enum err model_read_boxed(struct place *p, const struct xml *e, const struct node **out);
/* The encapsulated logic of a business knowledge model; type: of its variable, may be NULL. */
NODISCARD enum err model_read_function(struct place *p, const struct xml *e, const struct type *type,
                                       const struct node **out);
NODISCARD enum err model_read_table(struct place *p, const struct xml *e, struct node *out);
/* The text of e (or of its child "text") as expression or tests. */
NODISCARD enum err model_read_text(struct place *p, const struct xml *e, bool tests, const struct node **out);
void model_name(struct place *p, struct str name);
struct node *model_node(struct dmn *m, enum node_kind kind, size_t kids);

#endif
