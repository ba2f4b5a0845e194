/* SPDX-License-Identifier: MulanPSL-2.0 */
/* desk - the list of what waits for the reader's posts, beside every page of a case. */
#ifndef WEB_DESK_H
#define WEB_DESK_H

#include "web/page.h"

/* "queue", "queue_more", "position" into the model; current: the task that is open on the page, 0 none. */
NODISCARD enum err desk_queue(struct page *p, int64_t current, size_t limit);

#endif
