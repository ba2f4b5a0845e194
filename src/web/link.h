/* SPDX-License-Identifier: MulanPSL-2.0 */
/* link - the model "phone" of pages with slots: one-time links of a draft or correction, how to make and end one. */
#ifndef WEB_LINK_H
#define WEB_LINK_H

#include "domain/draft.h"
#include "web/page.h"

/* url: the address of the draft or task; scans: what lies there. */
NODISCARD enum err link_put(struct page *p, struct str url, int64_t subject, const struct scan_list *scans);

#endif
