/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * catalogue - the words of one language: a plain file of lines "key = text", # begins a comment line.
 *
 * Inside the floor only.  Keys are [A-Za-z0-9_.-]; a text is a Mustache template on one line, "\n" in it
 * is a line break.
 */
#ifndef TEXT_CATALOGUE_H
#define TEXT_CATALOGUE_H

#include "text/template.h"

struct catalogue { struct template **messages; size_t count; };     /* by key */

/* ERR_INVALID: a line that is none of the three, a key twice, a broken template; see problem. */
NODISCARD enum err catalogue_read(struct arena *a, struct str file, struct str bytes, struct catalogue *out,
                                  struct text_problem *problem);
const struct template *catalogue_find(const struct catalogue *c, struct str key);      /* NULL: none */

#endif
