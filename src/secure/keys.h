/* SPDX-License-Identifier: MulanPSL-2.0 */
/* keys - what an opened key file holds; used inside secure only. */
#ifndef SECURE_KEYS_H
#define SECURE_KEYS_H

#include "secure/raw.h"
#include "secure/secure.h"

struct key { uint32_t id; uint8_t bytes[RAW_HASH_BYTES]; };
struct keys { struct key all[KEYS_MAX]; size_t count; };

#endif
