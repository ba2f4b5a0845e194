/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * pattern - regular expressions of XPath 3.0 and XML Schema rewritten for PCRE2.
 *
 * Rewritten: class subtraction "[A-Z-[OI]]", blocks "\p{IsBasicLatin}", "\i" and "\c", and with blank
 * the blanks outside classes that the flag x takes away.  Everything else means the same in both.
 */
#ifndef FEEL_PATTERN_H
#define FEEL_PATTERN_H

#include "base/buf.h"

/* false: not a pattern of XPath (a back-reference inside a class, an unknown block, a class without end). */
bool pattern_rewrite(struct arena *a, struct str pattern, bool blank, struct str *out);

#endif
