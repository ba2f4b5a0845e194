/* SPDX-License-Identifier: MulanPSL-2.0 */
/* form - a complete request body turned into fields, whatever type it came in. */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "http/request.h"

/*
 * Fills form, files and json of rq from rq->body by its Content-Type.  Returns 0, or the status to
 * refuse with: 400 (not such a body, a text that is not UTF-8 or holds NUL), 413 (too many fields or
 * files, too deep), 415 (a type that is none of urlencoded, multipart and JSON).  why: English, names
 * the field, lives in the arena.
 */
int form_read(struct request *rq, struct str *why);

#endif
