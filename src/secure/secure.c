/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <stdlib.h>
#include <string.h>

#include "secure/keys.h"

enum {
    VERSION = 1, ID_AT = 1, IV_AT = 5, TEXT_AT = IV_AT + RAW_SM4_IV_BYTES,
    INFO_MAX_BYTES = 256
};
_Static_assert(SEAL_EXTRA_BYTES == TEXT_AT + RAW_HASH_BYTES, "the header tells the size of a sealed value");

struct pair { uint8_t mac[RAW_HASH_BYTES], cipher[RAW_HASH_BYTES]; };   /* of cipher only the first 16 */

/* ---- randomness ---- */

void secure_random(void *out, size_t bytes)
{
    raw_random(out, bytes);
}

struct str secure_token(struct arena *a)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint8_t bytes[33] = { 0 };
    char *text = arena_alloc(a, 45);

    raw_random(bytes, 32);
    for (size_t i = 0; i < 11; i++) {
        uint32_t three = (uint32_t)bytes[3 * i] << 16 | (uint32_t)bytes[3 * i + 1] << 8 | bytes[3 * i + 2];

        for (size_t j = 0; j < 4; j++)
            text[4 * i + j] = letters[three >> (18 - 6 * j) & 63];
    }
    text[43] = '\0';            /* the 44th letter would tell only the zeroes behind bit 256 */
    return (struct str){ text, 43 };
}

/* Bytes from 250 on are thrown away: otherwise 0 to 5 would come more often. */
static char digit(void)
{
    uint8_t byte;

    do
        raw_random(&byte, 1);
    while (byte >= 250);
    return (char)('0' + byte % 10);
}

struct str secure_code(struct arena *a, size_t digits)
{
    char *text = arena_alloc(a, digits + 1);

    for (size_t i = 0; i < digits; i++)
        text[i] = digit();
    return (struct str){ text, digits };
}

bool secure_equal(struct str a, struct str b)
{
    return a.len == b.len && raw_equal(a.p, b.p, a.len);
}

/* ---- values derived and sealed ---- */

/* purpose is a literal without NUL, so the NUL behind it keeps purpose and salt apart. */
static void derive(const struct key *key, const char *purpose, struct str salt, uint8_t *out, size_t blocks)
{
    char info[INFO_MAX_BYTES];
    size_t purpose_bytes = strlen(purpose) + 1;
    uint8_t long_salt[RAW_HASH_BYTES];

    if (purpose_bytes > INFO_MAX_BYTES - RAW_HASH_BYTES)
        abort();
    if (salt.len > INFO_MAX_BYTES - purpose_bytes) {
        raw_hash(RAW_SM3, &salt, 1, long_salt);
        salt = (struct str){ (const char *)long_salt, sizeof long_salt };
    }
    memcpy(info, purpose, purpose_bytes);
    if (salt.len > 0)
        memcpy(info + purpose_bytes, salt.p, salt.len);
    raw_expand(RAW_SM3, key->bytes, (struct str){ info, purpose_bytes + salt.len }, out, blocks);
}

static const struct derived *find(const struct kept *kept, const struct key *key, const char *purpose, const char *salt)
{
    for (size_t i = 0; i < kept->count; i++) {
        const struct derived *d = &kept->all[i];

        if (d->id == key->id && strcmp(d->purpose, purpose) == 0 && strcmp(d->salt, salt) == 0)
            return d;
    }
    return NULL;
}

/* purpose and salt are literals. */
static void derive_once(const struct keys *k, const struct key *key, const char *purpose, const char *salt, uint8_t *out,
                        size_t blocks)
{
    const struct derived *d;

    pthread_mutex_lock(&k->kept->lock);
    d = find(k->kept, key, purpose, salt);
    if (d == NULL && k->kept->count < DERIVED_MAX) {
        struct derived *fresh = &k->kept->all[k->kept->count++];

        *fresh = (struct derived){ .id = key->id, .purpose = purpose, .salt = salt };
        derive(key, purpose, str_of(salt), fresh->bytes, 2);
        d = fresh;
    }
    if (d != NULL)
        memcpy(out, d->bytes, blocks * RAW_HASH_BYTES);
    pthread_mutex_unlock(&k->kept->lock);
    if (d == NULL)
        derive(key, purpose, str_of(salt), out, blocks);
}

struct str secure_index(const struct keys *k, struct arena *a, const char *purpose, struct str text)
{
    uint8_t key[RAW_HASH_BYTES], value[RAW_HASH_BYTES];

    derive_once(k, &k->all[0], purpose, "index", key, 1);
    raw_hmac(RAW_SM3, key, &text, 1, value);
    raw_wipe(key, sizeof key);
    return raw_hex(a, value, sizeof value);
}

static struct pair pair_of(const struct keys *k, const struct key *key, const char *purpose, struct str salt)
{
    struct pair p;

    if (salt.len == 0)
        derive_once(k, key, purpose, "", p.mac, 2);
    else
        derive(key, purpose, salt, p.mac, 2);
    return p;
}

static void tag(const struct pair *p, const uint8_t *sealed, size_t bytes, uint8_t out[RAW_HASH_BYTES])
{
    struct str covered = { (const char *)sealed, bytes };

    raw_hmac(RAW_SM3, p->mac, &covered, 1, out);
}

struct str secure_seal(const struct keys *k, struct arena *a, const char *purpose, struct str salt, struct str plain)
{
    const struct key *key = &k->all[k->count - 1];
    struct pair p = pair_of(k, key, purpose, salt);
    uint8_t *sealed = arena_alloc(a, plain.len + SEAL_EXTRA_BYTES);

    sealed[0] = VERSION;
    for (size_t i = 0; i < 4; i++)
        sealed[ID_AT + i] = (uint8_t)(key->id >> (24 - 8 * i));
    raw_random(sealed + IV_AT, RAW_SM4_IV_BYTES);
    raw_sm4_ctr(p.cipher, sealed + IV_AT, plain, sealed + TEXT_AT);
    tag(&p, sealed, TEXT_AT + plain.len, sealed + TEXT_AT + plain.len);
    raw_wipe(&p, sizeof p);
    return (struct str){ (const char *)sealed, plain.len + SEAL_EXTRA_BYTES };
}

static const struct key *sealed_with(const struct keys *k, const uint8_t *sealed)
{
    uint32_t id = 0;

    for (size_t i = 0; i < 4; i++)
        id = id << 8 | sealed[ID_AT + i];
    for (size_t i = 0; i < k->count; i++)
        if (k->all[i].id == id)
            return &k->all[i];
    return NULL;
}

enum err secure_unseal(const struct keys *k, struct arena *a, const char *purpose, struct str salt,
                       struct str sealed, struct str *out)
{
    const uint8_t *bytes = (const uint8_t *)sealed.p;
    const struct key *key = sealed.len >= SEAL_EXTRA_BYTES && bytes[0] == VERSION ? sealed_with(k, bytes) : NULL;
    uint8_t want[RAW_HASH_BYTES];
    struct pair p;
    size_t len;
    bool genuine;
    char *plain;

    if (key == NULL)
        return ERR_INVALID;
    len = sealed.len - SEAL_EXTRA_BYTES;
    p = pair_of(k, key, purpose, salt);
    tag(&p, bytes, TEXT_AT + len, want);
    genuine = raw_equal(want, bytes + TEXT_AT + len, sizeof want);
    if (genuine) {
        plain = arena_alloc(a, len + 1);
        raw_sm4_ctr(p.cipher, bytes + IV_AT, (struct str){ sealed.p + TEXT_AT, len }, plain);
        *out = (struct str){ plain, len };
    }
    raw_wipe(&p, sizeof p);
    return genuine ? OK : ERR_INVALID;
}
