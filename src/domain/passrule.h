/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * passrule - 口令规则: which passwords are good enough.
 *
 * At least 8 characters out of three of the classes small letters, capitals, digits, others; none of
 * the passwords everybody tries first; not the login.  The figures are assessment practice for
 * GB/T 22239-2019 level 3 (身份鉴别), not numbers of the standard.
 */
#ifndef DOMAIN_PASSRULE_H
#define DOMAIN_PASSRULE_H

#include "base/ctx.h"

enum { PASSRULE_CHARS_MIN = 8, PASSRULE_BYTES_MAX = 256, PASSRULE_CLASSES_MIN = 3 };

/* ERR_INVALID: every broken rule is a gap of field, gap.password.short, .long, .classes, .weak or .login. */
NODISCARD enum err passrule_check(struct ctx *cx, struct str field, struct str login, struct str password);
/* A random one that can be read out and typed: 12 signs without 0, O, 1, l, I, about 67 bits. */
struct str passrule_make(struct arena *a);

#endif
