/* SPDX-License-Identifier: MulanPSL-2.0 */
/* words - 常用语 on pages: phrases to choose for a note, and the page where they are kept. */
#ifndef WEB_WORDS_H
#define WEB_WORDS_H

#include "web/page.h"

/*
 * "phrases" [{n, text}]: at most nine that fit the outcome, filled in for the case, the usual one of the catalogue
 * last; papers: names of the papers at hand, may be "".
 */
NODISCARD enum err words_put(struct page *p, const struct case_file *c, struct str outcome, struct str papers);
/* The note of a form: what was written, or the phrase chosen where nothing was. */
struct str words_note(const struct page *p);


#endif
