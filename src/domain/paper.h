/* SPDX-License-Identifier: MulanPSL-2.0 */
/* paper - the bytes of scanned papers: told by content, named by digest, durable before anything names them. */
#ifndef DOMAIN_PAPER_H
#define DOMAIN_PAPER_H

#include "domain/draft.h"

enum { PAPER_BYTES_MAX = 25 << 20 };

/*
 * How a paper came: in_person_original (scanned here from the original), in_person_copy (scanned here from a
 * copy), phone_link (a photograph by a one-time link), online_visitor (sent by a visitor), held (of an earlier case).
 */
#define SOURCE_ORIGINAL "in_person_original"
#define SOURCE_COPY     "in_person_copy"
#define SOURCE_PHONE    "phone_link"
#define SOURCE_ONLINE   "online_visitor"
#define SOURCE_HELD     "held"

/*
 * Takes in an upload: type, size and pixels are looked at, the bytes are stored.  out: all but slot and id.
 * ERR_INVALID: not a JPEG, PNG or PDF, broken, or over the limits (a gap under field says which).
 * ERR_FULL: no space.
 */
NODISCARD enum err paper_take(struct ctx *cx, struct str field, struct str bytes, struct scan *out);
NODISCARD enum err paper_bytes(struct ctx *cx, struct str digest, struct str *out);
/*
 * JPEG of the thumbnail, made and noted when it is first asked for: most papers are never looked at so small.
 * ERR_NOT_FOUND: the paper has none (PDF, or pixels nobody can read).
 */
NODISCARD enum err paper_thumbnail(struct ctx *cx, struct str digest, struct str *out);

/* QR code of a text as SVG. */
NODISCARD enum err paper_qr(struct ctx *cx, struct str text, struct str *out);

#endif
