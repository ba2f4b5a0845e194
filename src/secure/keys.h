/* SPDX-License-Identifier: MulanPSL-2.0 */
/* keys - what an opened key file holds; used inside secure only. */
#ifndef SECURE_KEYS_H
#define SECURE_KEYS_H

#include <pthread.h>

#include "secure/raw.h"
#include "secure/secure.h"

struct key { uint32_t id; uint8_t bytes[RAW_HASH_BYTES]; };

/*
 * Keys derived for a purpose alone are the same each time, and deriving one costs more than using it; so they
 * are kept.  Those of one stream's salt are not: they go with the salt.
 */
enum { DERIVED_MAX = 32 };
struct derived { uint32_t id; const char *purpose, *salt; uint8_t bytes[2 * RAW_HASH_BYTES]; };
struct kept { pthread_mutex_t lock; struct derived all[DERIVED_MAX]; size_t count; };

struct keys { struct key all[KEYS_MAX]; size_t count; struct kept *kept; };

#endif
