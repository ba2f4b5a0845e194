/* SPDX-License-Identifier: MulanPSL-2.0 */
/* case_once - other cases that claim the same once more, before the officer who reviews (once.h). */
#ifndef WEB_CASE_ONCE_H
#define WEB_CASE_ONCE_H

#include "domain/case.h"
#include "web/page.h"

/* "once" [{label, same, number, url, received_at, state, outcome}]; of a case out of sight only label and same. */
NODISCARD enum err case_once_put(struct page *p, const struct case_file *c);

#endif
