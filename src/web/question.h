/* SPDX-License-Identifier: MulanPSL-2.0 */
/* question - a page of a form as a model: the questions to fill in, or the answers to read. */
#ifndef WEB_QUESTION_H
#define WEB_QUESTION_H

#include "domain/answers.h"
#include "web/page.h"

/* {name, why, fields} or, where the page has rows, {name, why, rows, can_add}; extra: so many empty rows behind those filled. */
struct val *question_form(struct page *p, const struct form_page *page, const struct val *answers, int extra);
/* Rows {label, value, row} of what was answered on a page; sealed: sensitive answers too, else only their end. */
struct val *question_answers(const struct page *p, const struct form_page *page, const struct val *answers, bool sealed);

#endif
