/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../test.h"
#include "secure/secure.h"

#define KEY_A "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define KEY_B "202122232425262728292A2B2C2D2E2F303132333435363738393a3b3c3d3e3f"

static char folder[] = "/tmp/keys-XXXXXX";
static char path[64];

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/keys", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);       /* fails when something was left beside the key file */
}

static enum err open_text(struct arena *a, const char *text, struct keys **out, struct str *why)
{
    FILE *f;

    unlink(path);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    chmod(path, 0600);
    return keys_open(a, path, false, out, why);
}

static void a_missing_file_is_made_once_and_read_again(void **state)
{
    struct arena *a = arena_new(0);
    struct keys *made, *again;
    struct str why, sealed, plain;
    struct stat st;

    (void)state;
    unlink(path);
    assert_int_equal(keys_open(a, path, false, &made, &why), ERR_NOT_FOUND);
    assert_int_equal(keys_open(a, path, true, &made, &why), OK);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(keys_open(a, path, true, &again, &why), OK);
    sealed = secure_seal(made, a, "p", STR("s"), STR("text"));
    assert_int_equal(secure_unseal(again, a, "p", STR("s"), sealed, &plain), OK);
    assert_str(plain, "text");
    arena_free(a);
}

static void a_file_others_may_read_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct keys *k;
    struct str why;

    (void)state;
    assert_int_equal(open_text(a, "1 " KEY_A "\n", &k, &why), OK);
    chmod(path, 0640);
    assert_int_equal(keys_open(a, path, true, &k, &why), ERR_FORBIDDEN);
    assert_true(str_find(why, STR("0600")) > 0);
    arena_free(a);
}

static void a_link_instead_of_a_file_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct keys *k;
    struct str why;

    (void)state;
    unlink(path);
    assert_int_equal(symlink("/etc/passwd", path), 0);
    assert_int_equal(keys_open(a, path, true, &k, &why), ERR_FORBIDDEN);
    arena_free(a);
}

static void a_bad_line_is_named_by_its_number(void **state)
{
    struct arena *a = arena_new(0);
    struct keys *k;
    struct str why;

    (void)state;
    assert_int_equal(open_text(a, "# keys\n1 " KEY_A "\n2 00ff\n", &k, &why), ERR_INVALID);
    assert_true(str_find(why, STR("keys:3:")) > 0);
    assert_int_equal(open_text(a, "1 " KEY_A "\n1 " KEY_B "\n", &k, &why), ERR_INVALID);
    assert_int_equal(open_text(a, "0 " KEY_A "\n", &k, &why), ERR_INVALID);
    assert_int_equal(open_text(a, "1 " KEY_A "0\n", &k, &why), ERR_INVALID);
    assert_int_equal(open_text(a, "1 g" KEY_A "\n", &k, &why), ERR_INVALID);
    assert_int_equal(open_text(a, "# nothing\n", &k, &why), ERR_INVALID);
    arena_free(a);
}

static void after_rotation_old_values_open_and_indexes_stay(void **state)
{
    struct arena *a = arena_new(0);
    struct keys *before, *after;
    struct str why, sealed, plain;

    (void)state;
    assert_int_equal(open_text(a, "1 " KEY_A "\n", &before, &why), OK);
    sealed = secure_seal(before, a, "p", STR("s"), STR("old"));
    assert_int_equal(open_text(a, "1 " KEY_A "\n# second\n7 " KEY_B "\n", &after, &why), OK);
    assert_int_equal(keys_current(before), 1);
    assert_int_equal(keys_current(after), 7);
    assert_int_equal(secure_unseal(after, a, "p", STR("s"), sealed, &plain), OK);
    assert_str(plain, "old");
    assert_true(str_eq(secure_index(before, a, "p", STR("x")), secure_index(after, a, "p", STR("x"))));
    sealed = secure_seal(after, a, "p", STR("s"), STR("new"));
    assert_int_equal(secure_unseal(before, a, "p", STR("s"), sealed, &plain), ERR_INVALID);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_file_is_made_once_and_read_again),
        cmocka_unit_test(a_file_others_may_read_is_refused),
        cmocka_unit_test(a_link_instead_of_a_file_is_refused),
        cmocka_unit_test(a_bad_line_is_named_by_its_number),
        cmocka_unit_test(after_rotation_old_values_open_and_indexes_stay),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
