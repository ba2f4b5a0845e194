/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "secure/raw.h"

/* GB/T 32907-2016 A.1: as counter block in, so the keystream over zeroes is the published block. */
static void sm4_gives_the_published_block(void **state)
{
    static const uint8_t key[16] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef,
                                     0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10 };
    static const char zeroes[16];
    struct arena *a = arena_new(0);
    uint8_t out[16];

    (void)state;
    raw_sm4_ctr(key, key, (struct str){ zeroes, sizeof zeroes }, out);
    assert_str(raw_hex(a, out, sizeof out), "681edf34d206965e86b3e94f536e4246");
    arena_free(a);
}

/* The key "key" filled with zeroes to 32 bytes is the same HMAC key. */
static void hmac_sm3_gives_the_known_value(void **state)
{
    static const uint8_t key[RAW_HASH_BYTES] = "key";
    struct arena *a = arena_new(0);
    uint8_t out[RAW_HASH_BYTES];

    (void)state;
    raw_hmac(RAW_SM3, key, (struct str[]){ STR("a"), STR("bc") }, 2, out);
    assert_str(raw_hex(a, out, sizeof out), "28e63256e7c5a087b1f073265dc53092163f7b82729735d06f28f10af9d52393");
    arena_free(a);
}

/* RFC 4231 test case 2: key "Jefe". */
static void hmac_sha256_gives_the_published_value(void **state)
{
    static const uint8_t key[RAW_HASH_BYTES] = "Jefe";
    struct arena *a = arena_new(0);
    uint8_t out[RAW_HASH_BYTES];
    struct str text = STR("what do ya want for nothing?");

    (void)state;
    raw_hmac(RAW_SHA256, key, &text, 1, out);
    assert_str(raw_hex(a, out, sizeof out), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    arena_free(a);
}

/* RFC 5869 test case 1, the expand step. */
static void keys_are_expanded_as_rfc_5869_says(void **state)
{
    static const uint8_t prk[RAW_HASH_BYTES] = {
        0x07, 0x77, 0x09, 0x36, 0x2c, 0x2e, 0x32, 0xdf, 0x0d, 0xdc, 0x3f, 0x0d, 0xc4, 0x7b, 0xba, 0x63,
        0x90, 0xb6, 0xc7, 0x3b, 0xb5, 0x0f, 0x9c, 0x31, 0x22, 0xec, 0x84, 0x4a, 0xd7, 0xc2, 0xb3, 0xe5 };
    struct arena *a = arena_new(0);
    uint8_t out[2 * RAW_HASH_BYTES];

    (void)state;
    raw_expand(RAW_SHA256, prk, STR("\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9"), out, 2);
    assert_str(raw_hex(a, out, 42),
               "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    arena_free(a);
}

static void wiped_bytes_are_zero(void **state)
{
    char secret[4] = "abc";

    (void)state;
    raw_wipe(secret, sizeof secret);
    assert_memory_equal(secret, "\0\0\0\0", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sm4_gives_the_published_block),
        cmocka_unit_test(hmac_sm3_gives_the_known_value),
        cmocka_unit_test(hmac_sha256_gives_the_published_value),
        cmocka_unit_test(keys_are_expanded_as_rfc_5869_says),
        cmocka_unit_test(wiped_bytes_are_zero),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
