/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * form - forms/NAME.json read: the named subset of form-js schemas that a pack may use (doc/pack.md).
 *
 * A top-level "group" is one page, a top-level "dynamiclist" is a page whose fields stand in rows.
 */
#ifndef PACK_FORM_H
#define PACK_FORM_H

#include "pack/reading.h"

enum { FORM_PAGES_MAX = 30, FORM_FIELDS_MAX = 60, FORM_ROWS_MAX = 50, FORM_CHOICES_MAX = 60, FORM_TEXT_MAX = 4000 };

/* Fills pack->forms. */
void form_read_all(struct reading *r);

#endif
