/* SPDX-License-Identifier: MulanPSL-2.0 */
/* sealed - a map kept beside the log as sealed bytes: what a draft knows of a person before there is a case. */
#ifndef DOMAIN_SEALED_H
#define DOMAIN_SEALED_H

#include "base/ctx.h"
#include "base/val.h"

/* purpose: a literal, another for each kind of row. */
struct str sealed_write(struct ctx *cx, const char *purpose, const struct val *map);
/* ERR_INTERNAL: not sealed by this house for this purpose, or altered. */
NODISCARD enum err sealed_read(struct ctx *cx, const char *purpose, struct str sealed, struct val **out);

#endif
