/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * answers - what an applicant fills in, page by page: a map of field key to text (a list for several choices).
 *
 * Every item begins with the page "applicant" (and, when somebody else acts, the agent); the form of
 * the item follows, then the papers.  The same checks run at each page and once more at filing.
 */
#ifndef DOMAIN_ANSWERS_H
#define DOMAIN_ANSWERS_H

#include "base/citizen.h"
#include "pack/pack.h"

/* Names of the pages that are not in the form of the item. */
#define PAGE_APPLICANT "applicant"
#define PAGE_MATERIALS "materials"
#define PAGE_CHECK     "check"

enum { ANSWER_TEXT_MAX = 200, ANSWER_AREA_MAX = 2000 };     /* characters, where the form says nothing */

/* The fields of the page "applicant", the same for all items. */
const struct form_page *answers_applicant_page(void);
/* The page of that name of an item; NULL: none. */
const struct form_page *answers_page(const struct item *item, struct str name);
/* Key of a field in row n (from 1) of a repeated page, or the field's own key where the page has one row. */
struct str answers_key(struct arena *a, const struct form_page *page, const struct field *f, int row);
/* How many rows of a page answers fill (at least 1). */
int answers_rows(struct arena *a, const struct form_page *page, const struct val *answers);
/* The answers as conditions see them: "household.size" becomes {household: {size: ...}}. */
struct val *answers_nested(struct arena *a, const struct val *answers);
bool answers_shown(struct ctx *cx, const struct field *f, const struct val *answers);

/* Takes the fields of a page out of what was sent, trimmed; other keys are left alone. */
void answers_take(struct ctx *cx, const struct form_page *page, const struct val *sent, struct val *answers);
/* The same for all pages of an item. */
void answers_take_all(struct ctx *cx, const struct item *item, const struct val *sent, struct val *answers);
/* Notes every gap of a page under its field key. */
void answers_check(struct ctx *cx, const struct form_page *page, const struct val *answers);
/* The fields of a page, and no more. */
void answers_check_fields(struct ctx *cx, const struct form_page *page, const struct val *answers);
/* All pages of an item. ERR_INVALID: gaps were noted. */
NODISCARD enum err answers_check_all(struct ctx *cx, const struct item *item, const struct val *answers);

#endif
