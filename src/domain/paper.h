/* SPDX-License-Identifier: MulanPSL-2.0 */
/* paper - the bytes of scanned papers: told by content, named by digest, durable before anything names them. */
#ifndef DOMAIN_PAPER_H
#define DOMAIN_PAPER_H

#include "domain/draft.h"

enum { PAPER_BYTES_MAX = 25 << 20 };

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
