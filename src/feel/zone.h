/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * zone - offsets of named time zones, read from the TZif files (RFC 8536) of the system.
 *
 * The zone folder is fixed and the environment is never looked at.  A name is refused unless it is
 * made of letters, digits, '_', '-', '+' and '/', with no empty or dotted part.
 */
#ifndef FEEL_ZONE_H
#define FEEL_ZONE_H

#include "base/str.h"

/* Seconds east of UTC at that moment; false: no such zone. */
bool zone_offset(struct str name, int64_t utc_s, int32_t *out);
/* For a clock reading: the earlier of two offsets where it comes twice, the one before where it is skipped. */
bool zone_offset_local(struct str name, int64_t local_s, int32_t *out);

#endif
