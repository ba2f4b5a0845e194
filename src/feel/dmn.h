/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * dmn - decision models of DMN 1.1 to 1.5 read from XML and evaluated with FEEL.
 *
 * The first file is the model, the others are what it imports (found by namespace).  A model is
 * immutable and may be shared by threads.  Everything is checked when it is loaded: every expression
 * parses, every reference leads somewhere, no requirement runs in a circle.
 */
#ifndef FEEL_DMN_H
#define FEEL_DMN_H

#include "feel/feel.h"

struct dmn;
struct dmn_source  { struct str name, bytes; };
struct dmn_problem { struct str file, element, why; int line, column; };    /* element: its id, or "" */

enum dmn_kind { DMN_INPUT, DMN_DECISION, DMN_KNOWLEDGE, DMN_SERVICE };
struct dmn_item { enum dmn_kind kind; struct str name, id; int line; };

/*
 * problem may be NULL.  ERR_INVALID: see problem.  ERR_LIMIT: beyond the limits of XML or of an
 * expression, or requirements more than 500 deep.
 */
NODISCARD enum err dmn_load(struct arena *a, const struct dmn_source *files, size_t count,
                            const struct dmn **out, struct dmn_problem *problem);
/*
 * The same for models that need not be sound as a whole: an element with an expression, type or
 * reference that is wrong is kept as broken, and only what requires it cannot be decided.
 */
NODISCARD enum err dmn_open(struct arena *a, const struct dmn_source *files, size_t count,
                            const struct dmn **out, struct dmn_problem *problem);

/* What the model itself (not its imports) defines, in the order of the file. */
size_t dmn_count(const struct dmn *m);
struct dmn_item dmn_item(const struct dmn *m, size_t i);

/*
 * Evaluates a decision or decision service over the input data in input (a context; may be NULL).
 * ERR_NOT_FOUND: no decision or service has that name or id.  ERR_LIMIT: see feel_eval.
 * ERR_INVALID: it requires something broken (after dmn_open); problem says what, with file, line and id.
 */
NODISCARD enum err dmn_decide(struct arena *a, const struct dmn *m, struct str name, const struct feel *input,
                              const struct feel_env *env, const struct feel **out, struct feel_problem *problem);
/*
 * What each rule of a decision table gives, in the order of the table and whatever comes in: a list of contexts (of values
 * where the table has one output).  An output reckoned from an input is null.  ERR_NOT_FOUND: no decision has that name or
 * id, or it is no table.  ERR_LIMIT: see feel_eval.
 */
NODISCARD enum err dmn_rows(struct arena *a, const struct dmn *m, struct str name, const struct feel **out);

#endif
