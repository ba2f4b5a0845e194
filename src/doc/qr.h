/* SPDX-License-Identifier: MulanPSL-2.0 */
/* qr - a QR code (GB/T 18284-2000) as SVG: one path on white, with its quiet zone of four modules. */
#ifndef DOC_QR_H
#define DOC_QR_H

#include "base/arena.h"

enum { QR_QUIET_MODULES = 4 };

/*
 * A whole svg element with a viewBox counted in modules and no size: the page gives it one.  text: UTF-8.
 * ERR_INVALID: empty, or not UTF-8 without NUL.  ERR_LIMIT: more than fits into a code (about 2,300 bytes).
 */
NODISCARD enum err qr_svg(struct arena *a, struct str text, struct str *out);

#endif
