/* SPDX-License-Identifier: MulanPSL-2.0 */
/* body - what each kind of numbered paper says, read from the event that made it. */
#ifndef WEB_BODY_H
#define WEB_BODY_H

#include "domain/document.h"
#include "web/pieces.h"

/* The organ as it signs: "巴东县民政局", "巴东县野三关镇人民政府" (a township office signs for its government). */
struct str body_organ(const struct page *p, int64_t place, struct str department);
/* The title of that kind of paper, in the words of the item's type. */
struct str body_title(const struct page *p, const struct item *item, struct str kind);
/* What a paper says by its kind, as keys of m (notice.html). */
NODISCARD enum err body_fill(struct page *p, const struct case_file *c, const struct document *d, struct val *m);

#endif
