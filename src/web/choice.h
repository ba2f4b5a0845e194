/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choice - what the forms of administrators offer to choose from and what came back from them. */
#ifndef WEB_CHOICE_H
#define WEB_CHOICE_H

#include "web/page.h"

/* Lists {code, name, on} or {value, on}; on: what was chosen before. */
struct val *choice_places(const struct page *p, int64_t chosen);
struct val *choice_departments(const struct page *p, struct str chosen, bool providers);
struct val *choice_roles(const struct page *p, uint32_t offered, struct str chosen);

/* Codes out of one text with commas or blanks between them, or out of many; a list of texts. */
struct val *choice_codes(const struct page *p, const char *field);
/* The division of a field; notes a gap where it holds no number. */
int64_t choice_place(const struct page *p, const char *field);
/* The role of a field; notes a gap where it is none of those offered. */
enum role choice_role(const struct page *p, const char *field, uint32_t offered);
/* The day of a field; "" gives missing; notes a gap where it is no date. */
int64_t choice_day(const struct page *p, const char *field, int64_t missing);
/* What the address says was just done ("?done=locked"), where there are words for it; else "". */
struct str choice_done(const struct page *p);

#endif
