/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * uri - percent decoding that refuses what two readers could read differently (RFC 3986, WHATWG URL 5.1).
 *
 * Pure and without the HTTP library, so that it can be fuzzed.
 */
#ifndef HTTP_URI_H
#define HTTP_URI_H

#include "http/request.h"

enum { URI_PAIRS_MAX = 1000 };

/*
 * Decodes the path of a request target (before '?').  ERR_INVALID: does not begin with '/'; a control
 * character, blank, backslash, '#', quote, angle bracket or non-ASCII byte as it stands; a bad escape; an
 * encoded control character, NUL, slash or backslash; bad UTF-8; a "." or ".." or empty segment ("/" alone is good).
 */
NODISCARD enum err uri_path(struct arena *a, struct str raw, struct str *out);

/*
 * Decodes a=b&c=d, with '+' as blank: a query or an application/x-www-form-urlencoded body.
 * ERR_INVALID: a bad escape, NUL or bad UTF-8; bad is then the name of the field as received.
 * ERR_LIMIT: more than URI_PAIRS_MAX pairs.
 */
NODISCARD enum err uri_pairs(struct arena *a, struct str raw, struct http_pair **out, size_t *count, struct str *bad);

#endif
