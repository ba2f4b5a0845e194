/* SPDX-License-Identifier: MulanPSL-2.0 */
/* token - the small words header values are made of: tokens, parameters, case (RFC 9110 5.6). */
#ifndef HTTP_TOKEN_H
#define HTTP_TOKEN_H

#include "base/arena.h"

bool token_is(struct str s);                                /* one or more tchar */
bool token_same(struct str s, const char *lower);           /* ASCII case ignored; lower is lower-case */
struct str token_lower(struct arena *a, struct str s);
/* The media type of "text/html; charset=x" is "text/html", as received. */
struct str token_media(struct str value);
/*
 * The value of a parameter behind the first ';', quotes taken off; "" when absent.  A quoted value ends
 * at the next quote: browsers write %22 for a quote inside (WHATWG HTML, multipart/form-data encoding).
 */
struct str token_param(struct str value, const char *lower);
bool token_has_param(struct str value, const char *lower);

#endif
