/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * raw - the cryptographic primitives this floor is built of, as bytes; used inside secure only.
 *
 * This is the boundary behind which another engine (a certified module, GM/T 0018) can stand.
 * Every function aborts when the engine fails.
 */
#ifndef SECURE_RAW_H
#define SECURE_RAW_H

#include "base/arena.h"

enum raw_hash { RAW_SM3, RAW_SHA256 };
enum { RAW_HASH_BYTES = 32, RAW_SM4_KEY_BYTES = 16, RAW_SM4_IV_BYTES = 16 };

struct raw_state;                               /* a hash under way */
struct raw_state *raw_begin(enum raw_hash hash);
void raw_add(struct raw_state *s, struct str bytes);
void raw_end(struct raw_state *s, uint8_t out[RAW_HASH_BYTES]);         /* frees s */

/* Both take their input in parts, hashed one behind the other. */
void raw_hash(enum raw_hash hash, const struct str *parts, size_t count, uint8_t out[RAW_HASH_BYTES]);
void raw_hmac(enum raw_hash hash, const uint8_t key[RAW_HASH_BYTES], const struct str *parts, size_t count,
              uint8_t out[RAW_HASH_BYTES]);
/* HKDF-Expand, RFC 5869 2.3: blocks * RAW_HASH_BYTES bytes from prk and info. */
void raw_expand(enum raw_hash hash, const uint8_t prk[RAW_HASH_BYTES], struct str info, uint8_t *out, size_t blocks);

/* Encrypts or decrypts, which is the same; out is as long as in and may not overlap it. */
void raw_sm4_ctr(const uint8_t key[RAW_SM4_KEY_BYTES], const uint8_t iv[RAW_SM4_IV_BYTES], struct str in, void *out);

void raw_random(void *out, size_t bytes);
bool raw_equal(const void *a, const void *b, size_t bytes);     /* in constant time */
void raw_wipe(void *p, size_t bytes);                           /* not optimised away */
struct str raw_hex(struct arena *a, const uint8_t *bytes, size_t count);

#endif
