/* SPDX-License-Identifier: MulanPSL-2.0 */
/* sheet - a draft with the item it is for, as every page of an application needs them. */
#ifndef WEB_SHEET_H
#define WEB_SHEET_H

#include "domain/draft.h"
#include "web/page.h"

struct sheet { struct draft d; const struct item *item; struct str url; };

/* The actor's draft named first in the address. ERR_NOT_FOUND: none, another's, or its item is gone (gap). */
NODISCARD enum err sheet_load(struct page *p, struct sheet *out);
/* The letter of an agent as the answers say it (or what a guardian declares), to print and sign; back_url: where back leads. */
void letter_show(struct page *p, const struct sheet *s, struct str back_url);

#endif
