/* SPDX-License-Identifier: MulanPSL-2.0 */
/* wording - the words of the pages: those built into the program with those of the county's pack laid over (texts/). */
#ifndef WEB_WORDING_H
#define WEB_WORDING_H

#include "domain/house.h"
#include "text/text.h"

/* pack NULL: the program's own. ERR_INVALID: faults of the pack's words, added to the report. */
NODISCARD enum err wording_load(struct arena *a, const struct pack *pack, struct text **out, struct pack_report *report);

#endif
