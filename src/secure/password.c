/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <argon2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/turnstile.h"
#include "secure/raw.h"
#include "secure/secure.h"

enum {
    PASSES = 3, MEMORY_KIB = 64 * 1024, LANES = 1,
    SALT_BYTES = 16, HASH_BYTES = 32, ENCODED_MAX_BYTES = 160,
    AT_ONCE = 2
};

/*
 * The one thing here that changes: how many hashes are under way in this process.  Without it a
 * burst of sign-ins would take 64 MiB for each of the pool's threads.
 */
static struct turnstile gate = TURNSTILE(AT_ONCE);

struct str password_hash(struct arena *a, struct str password)
{
    char encoded[ENCODED_MAX_BYTES];
    uint8_t salt[SALT_BYTES];
    int result;

    raw_random(salt, sizeof salt);
    turnstile_enter(&gate);
    result = argon2id_hash_encoded(PASSES, MEMORY_KIB, LANES, password.p, password.len, salt, sizeof salt, HASH_BYTES,
                                   encoded, sizeof encoded);
    turnstile_leave(&gate);
    if (result != ARGON2_OK) {
        fprintf(stderr, "password hashing failed: %s\n", argon2_error_message(result));
        abort();
    }
    return arena_str(a, str_of(encoded));
}

bool password_check(struct str hash, struct str password)
{
    char encoded[ENCODED_MAX_BYTES];
    int result;

    if (hash.len == 0 || hash.len >= sizeof encoded)
        return false;
    memcpy(encoded, hash.p, hash.len);
    encoded[hash.len] = '\0';
    turnstile_enter(&gate);
    result = argon2id_verify(encoded, password.p, password.len);
    turnstile_leave(&gate);
    return result == ARGON2_OK;
}

struct str password_decoy(void)
{
    return STR("$argon2id$v=19$m=65536,t=3,p=1$bm8gc3VjaCBhY2NvdW50IQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
}
