/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "secure/raw.h"
#include "secure/secure.h"

struct digest { struct raw_state *state; };

static struct str hashed(struct arena *a, enum raw_hash hash, struct str bytes)
{
    uint8_t value[RAW_HASH_BYTES];

    raw_hash(hash, &bytes, 1, value);
    return raw_hex(a, value, sizeof value);
}

struct str digest_sm3(struct arena *a, struct str bytes)
{
    return hashed(a, RAW_SM3, bytes);
}

struct str digest_sha256(struct arena *a, struct str bytes)
{
    return hashed(a, RAW_SHA256, bytes);
}

struct str digest_salted(struct arena *a, struct str salt, struct str payload)
{
    uint8_t value[RAW_HASH_BYTES];

    raw_hash(RAW_SM3, (struct str[]){ salt, payload }, 2, value);
    return arena_join(a, STR("sm3:"), raw_hex(a, value, sizeof value));
}

struct digest *digest_new(struct arena *a, enum digest_kind kind)
{
    struct digest *d = ARENA_NEW(a, struct digest);

    d->state = raw_begin(kind == DIGEST_SM3 ? RAW_SM3 : RAW_SHA256);
    return d;
}

void digest_update(struct digest *d, struct str bytes)
{
    raw_add(d->state, bytes);
}

struct str digest_final(struct digest *d, struct arena *a)
{
    uint8_t value[RAW_HASH_BYTES];

    raw_end(d->state, value);
    d->state = NULL;
    return raw_hex(a, value, sizeof value);
}
