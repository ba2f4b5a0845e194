/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * override - words of one place laid over those of the program: same keys, same places for values, other wording.
 *
 * An overriding text names the same values and holds the same HTML tags as the one it replaces, in any order of the
 * values: so it can say something otherwise, but neither show what was not shown nor break a page.  A key stands in both
 * languages or in none.
 */
#ifndef TEXT_OVERRIDE_H
#define TEXT_OVERRIDE_H

#include "text/text.h"

/* A text may be at most four times as long as the original, but always this long. */
enum { OVERRIDE_TIMES = 4, OVERRIDE_CHARS = 120, OVERRIDE_FAULTS_MAX = 200 };

struct text_faults { struct text_problem *items; size_t count, cap; };

/*
 * Like text_load with words laid over: files "texts/zh-CN.txt" and "texts/en.txt" as a catalogue is written.
 * ERR_INVALID: faults of them, all noted, or a problem of the program's own files (the only fault then).
 */
NODISCARD enum err text_load_over(struct arena *a, const struct text_file *templates, size_t template_count,
                                  const struct text_file *catalogues, size_t catalogue_count,
                                  const struct text_file *over, size_t over_count, struct text **out, struct text_faults *faults);

#endif
