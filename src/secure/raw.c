/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "secure/raw.h"

#include <limits.h>
/* The library has a type of the name of one of our error codes. */
#define ERR_STATE OPENSSL_ERR_STATE
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#undef ERR_STATE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HMAC_BLOCK_BYTES = 64,      /* of SM3 and of SHA-256 */
    RANDOM_STORE_BYTES = 512
};

/*
 * Fetched once and kept to the end of the process, never changed afterwards: EVP_sm3() and its
 * like look the algorithm up under a lock at every use.
 */
static struct { EVP_MD *hash[2]; EVP_CIPHER *sm4_ctr; } engine;

static void must(bool worked)
{
    if (worked)
        return;
    fputs("the cryptographic library failed\n", stderr);
    abort();
}

static void fetch(void)
{
    engine.hash[RAW_SM3] = EVP_MD_fetch(NULL, "SM3", NULL);
    engine.hash[RAW_SHA256] = EVP_MD_fetch(NULL, "SHA256", NULL);
    engine.sm4_ctr = EVP_CIPHER_fetch(NULL, "SM4-CTR", NULL);
    must(engine.hash[RAW_SM3] != NULL && engine.hash[RAW_SHA256] != NULL && engine.sm4_ctr != NULL);
}

static void ready(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, fetch);
}

static void restart(EVP_MD_CTX *c, enum raw_hash hash)
{
    must(EVP_DigestInit_ex2(c, engine.hash[hash], NULL) == 1);
}

static void add(EVP_MD_CTX *c, const void *p, size_t bytes)
{
    must(bytes == 0 || EVP_DigestUpdate(c, p, bytes) == 1);
}

static void finish(EVP_MD_CTX *c, uint8_t *out)
{
    must(EVP_DigestFinal_ex(c, out, NULL) == 1);
}

static EVP_MD_CTX *begin(enum raw_hash hash)
{
    EVP_MD_CTX *c;

    ready();
    c = EVP_MD_CTX_new();
    must(c != NULL);
    restart(c, hash);
    return c;
}

struct raw_state *raw_begin(enum raw_hash hash)
{
    return (struct raw_state *)begin(hash);
}

void raw_add(struct raw_state *s, struct str bytes)
{
    add((EVP_MD_CTX *)s, bytes.p, bytes.len);
}

void raw_end(struct raw_state *s, uint8_t out[RAW_HASH_BYTES])
{
    finish((EVP_MD_CTX *)s, out);
    EVP_MD_CTX_free((EVP_MD_CTX *)s);
}

static void add_all(EVP_MD_CTX *c, const struct str *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(c, parts[i].p, parts[i].len);
}

void raw_hash(enum raw_hash hash, const struct str *parts, size_t count, uint8_t out[RAW_HASH_BYTES])
{
    EVP_MD_CTX *c = begin(hash);

    add_all(c, parts, count);
    finish(c, out);
    EVP_MD_CTX_free(c);
}

static void add_key(EVP_MD_CTX *c, const uint8_t key[RAW_HASH_BYTES], uint8_t mask)
{
    uint8_t block[HMAC_BLOCK_BYTES];

    memset(block, mask, sizeof block);
    for (size_t i = 0; i < RAW_HASH_BYTES; i++)
        block[i] ^= key[i];
    add(c, block, sizeof block);
    OPENSSL_cleanse(block, sizeof block);
}

/* RFC 2104 by hand: the library's EVP_MAC costs several microseconds of set-up for each value. */
void raw_hmac(enum raw_hash hash, const uint8_t key[RAW_HASH_BYTES], const struct str *parts, size_t count,
              uint8_t out[RAW_HASH_BYTES])
{
    uint8_t inner[RAW_HASH_BYTES];
    EVP_MD_CTX *c = begin(hash);

    add_key(c, key, 0x36);
    add_all(c, parts, count);
    finish(c, inner);
    restart(c, hash);
    add_key(c, key, 0x5c);
    add(c, inner, sizeof inner);
    finish(c, out);
    EVP_MD_CTX_free(c);
}

void raw_expand(enum raw_hash hash, const uint8_t prk[RAW_HASH_BYTES], struct str info, uint8_t *out, size_t blocks)
{
    struct str previous = { NULL, 0 };

    for (size_t i = 0; i < blocks; i++) {
        char counter = (char)(i + 1);
        uint8_t *block = out + i * RAW_HASH_BYTES;

        raw_hmac(hash, prk, (struct str[]){ previous, info, { &counter, 1 } }, 3, block);
        previous = (struct str){ (const char *)block, RAW_HASH_BYTES };
    }
}

void raw_sm4_ctr(const uint8_t key[RAW_SM4_KEY_BYTES], const uint8_t iv[RAW_SM4_IV_BYTES], struct str in, void *out)
{
    EVP_CIPHER_CTX *c;
    int written;

    ready();
    c = EVP_CIPHER_CTX_new();
    must(c != NULL && in.len <= INT_MAX);
    must(EVP_EncryptInit_ex2(c, engine.sm4_ctr, key, iv, NULL) == 1);
    must(in.len == 0 || EVP_EncryptUpdate(c, out, &written, (const uint8_t *)in.p, (int)in.len) == 1);
    EVP_CIPHER_CTX_free(c);
}

static void draw(void *out, size_t bytes)
{
    must(bytes <= INT_MAX && RAND_bytes(out, (int)bytes) == 1);
}

/*
 * The library asks the kernel at each call whether the process has forked, which costs more than the bytes of an
 * initial value.  So each thread draws a store of them and uses it up; what is used is wiped.  This program does
 * not fork without exec.
 */
void raw_random(void *out, size_t bytes)
{
    static _Thread_local struct { uint8_t bytes[RANDOM_STORE_BYTES]; size_t left; } store;

    if (bytes > RANDOM_STORE_BYTES / 8) {
        draw(out, bytes);
        return;
    }
    if (store.left < bytes) {
        draw(store.bytes, sizeof store.bytes);
        store.left = sizeof store.bytes;
    }
    store.left -= bytes;
    memcpy(out, store.bytes + store.left, bytes);
    OPENSSL_cleanse(store.bytes + store.left, bytes);
}

bool raw_equal(const void *a, const void *b, size_t bytes)
{
    return CRYPTO_memcmp(a, b, bytes) == 0;
}

void raw_wipe(void *p, size_t bytes)
{
    OPENSSL_cleanse(p, bytes);
}

struct str raw_hex(struct arena *a, const uint8_t *bytes, size_t count)
{
    char *text = arena_alloc(a, 2 * count + 1);

    for (size_t i = 0; i < count; i++) {
        text[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    return (struct str){ text, 2 * count };
}
