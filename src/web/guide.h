/* SPDX-License-Identifier: MulanPSL-2.0 */
/* guide - 办事指南: the model of one item, all that the county says of it; keys as guide.html and checklist.html list them. */
#ifndef WEB_GUIDE_H
#define WEB_GUIDE_H

#include "domain/house.h"
#include "web/page.h"

/* code, url, name, plain, promise, unit, days, fee, evidence: a line of the directory. */
struct val *guide_line(const struct page *p, const struct item *item);
/* The same and everything else: papers, limits, who decides, what is checked, results, rights, sources. */
struct val *guide_item(const struct page *p, const struct item *item);

#endif
