/* SPDX-License-Identifier: MulanPSL-2.0 */
/* secure - digests, random tokens, passwords, and values sealed with the keys of this installation. */
#ifndef SECURE_SECURE_H
#define SECURE_SECURE_H

#include "base/arena.h"

struct keys;        /* read from one file of mode 0600; immutable, shared by threads */

/* Reads the key file, or makes it (fsynced) when create is set and it is missing. why: for the operator. */
NODISCARD enum err keys_open(struct arena *a, const char *path, bool create, struct keys **out, struct str *why);

void       secure_random(void *out, size_t bytes);
struct str secure_token(struct arena *a);                       /* 256 random bits, base64url, 43 characters */
/* A code people can read out: digits characters of 0-9. */
struct str secure_code(struct arena *a, size_t digits);
bool       secure_equal(struct str a, struct str b);            /* in constant time */

/* Lower-case hex. SM3: GB/T 32905-2016. */
struct str digest_sm3(struct arena *a, struct str bytes);
struct str digest_sha256(struct arena *a, struct str bytes);
/* HMAC-SM3 with a key derived for purpose; hex. Equal texts give equal indexes: for look-up of sealed values. */
struct str secure_index(const struct keys *k, struct arena *a, const char *purpose, struct str text);

/*
 * Encrypt-then-MAC: SM4-CTR (GB/T 32907-2016) with HMAC-SM3, keys derived from the installation's
 * key, purpose and salt.  salt: the stream's own, so that destroying the salt destroys the content.
 */
struct str secure_seal(const struct keys *k, struct arena *a, const char *purpose, struct str salt, struct str plain);
/* ERR_INVALID: not sealed by these keys for this purpose and salt, or altered. */
NODISCARD enum err secure_unseal(const struct keys *k, struct arena *a, const char *purpose, struct str salt,
                                 struct str sealed, struct str *out);

/* Argon2id; at most two are computed at once (64 MiB each), others wait. */
struct str password_hash(struct arena *a, struct str password);
bool       password_check(struct str hash, struct str password);

#endif
