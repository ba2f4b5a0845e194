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

/* One answer by its key as it is copied: the words of a choice, a sealed one whole; "" where nothing was answered. */
struct str question_plain(const struct page *p, const struct item *item, const struct val *answers, struct str key);

#endif
