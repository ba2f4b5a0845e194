/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * secure - digests, random tokens, passwords, and values sealed with the keys of this installation.
 *
 * All functions may be called from any thread.  When the cryptographic library itself fails (no
 * memory, no randomness) the program aborts: going on would write unprotected or wrong data.
 */
#ifndef SECURE_SECURE_H
#define SECURE_SECURE_H

#include "base/arena.h"

/*
 * The keys of one installation, read from one file; immutable, shared by threads.
 * The file: UTF-8 lines "ID HEX", ID a number from 1, HEX 64 digits (256 random bits); lines that
 * begin with # and empty lines are skipped; at most KEYS_MAX keys.  The last key seals, every key
 * unseals what was sealed with it, the first key makes look-up indexes and derived values.  To
 * rotate, append a line; never take one away while something sealed with it is still kept.
 */
struct keys;
enum { KEYS_MAX = 16 };

/*
 * Reads the key file, or makes it (file and folder fsynced) when create is set and it is missing.
 * why: a sentence for the operator.
 * ERR_NOT_FOUND: missing.  ERR_FORBIDDEN: not a plain file of this user that nobody else may read
 * (mode 0600).  ERR_INVALID: not the format above.  ERR_FULL: no space for a new file.
 * ERR_INTERNAL: the disk refused.
 */
NODISCARD enum err keys_open(struct arena *a, const char *path, bool create, struct keys **out, struct str *why);
int64_t keys_current(const struct keys *k);     /* ID of the key that seals: for the operator's report */

void       secure_random(void *out, size_t bytes);
struct str secure_token(struct arena *a);                       /* 256 random bits, base64url, 43 characters */
/* A code people can read out: digits characters of 0-9. */
struct str secure_code(struct arena *a, size_t digits);
bool       secure_equal(struct str a, struct str b);            /* in constant time */

/* Lower-case hex.  SM3: GB/T 32905-2016. */
struct str digest_sm3(struct arena *a, struct str bytes);
struct str digest_sha256(struct arena *a, struct str bytes);
/* "sm3:" and the hex of SM3(salt || payload): what the header of an event says of its payload. */
struct str digest_salted(struct arena *a, struct str salt, struct str payload);

/* A digest of bytes that come in pieces; always end it with digest_final. */
enum digest_kind { DIGEST_SM3, DIGEST_SHA256 };
struct digest;
struct digest *digest_new(struct arena *a, enum digest_kind kind);
void           digest_update(struct digest *d, struct str bytes);
struct str     digest_final(struct digest *d, struct arena *a);         /* hex; d is used up */

/*
 * HMAC-SM3 with a key derived for purpose; hex.  Equal texts give equal indexes: for look-up of
 * sealed values, and for values derived from others (the CSRF token of a session).
 */
struct str secure_index(const struct keys *k, struct arena *a, const char *purpose, struct str text);

/*
 * Encrypt-then-MAC: SM4-CTR (GB/T 32907-2016) with HMAC-SM3, keys derived (HKDF, RFC 5869, over
 * SM3) from the installation's key, purpose and salt.  salt: the stream's own, so that destroying
 * the salt destroys the content.  Sealed bytes: version (1), key ID (4, big-endian), IV (16),
 * ciphertext (as long as plain), tag (32).
 */
enum { SEAL_EXTRA_BYTES = 53 };
struct str secure_seal(const struct keys *k, struct arena *a, const char *purpose, struct str salt, struct str plain);
/* ERR_INVALID: not sealed by these keys for this purpose and salt, or altered. */
NODISCARD enum err secure_unseal(const struct keys *k, struct arena *a, const char *purpose, struct str salt,
                                 struct str sealed, struct str *out);

/* Argon2id (RFC 9106: 64 MiB, 3 passes); at most two are computed at once, others wait. */
struct str password_hash(struct arena *a, struct str password);
bool       password_check(struct str hash, struct str password);
/* A hash no password has: checked when the account does not exist, so that both take the same time. */
struct str password_decoy(void);

#endif
