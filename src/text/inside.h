/* SPDX-License-Identifier: MulanPSL-2.0 */
/* inside - what the files of the text floor share of all texts and no other floor sees. */
#ifndef TEXT_INSIDE_H
#define TEXT_INSIDE_H

#include "text/catalogue.h"

enum { LANGS = 2 };

struct text {
    struct template **templates;
    size_t            count;
    struct catalogue  catalogues[LANGS];        /* by enum lang; empty: not given */
};

/* Reads all, binds nothing yet. */
NODISCARD enum err text_read(struct arena *a, const struct text_file *templates, size_t template_count,
                             const struct text_file *catalogues, size_t catalogue_count, struct text **out,
                             struct text_problem *problem);
/* Finds the partials and messages of all; the tree is immutable then. */
NODISCARD enum err text_bind(struct text *t, struct arena *a, struct text_problem *problem);
/* The language of "en.txt"; ERR_INVALID: of none. */
NODISCARD enum err text_lang_of(struct str file, enum lang *out);

#endif
