/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store_test.h"
#include "store/blob.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_A STR("3f00000000000000000000000000000000000000000000000000000000000001")
#define NAME_B STR("3f00000000000000000000000000000000000000000000000000000000000002")

static void open_blobs(struct store_fixture *f, struct blobs **out)
{
    store_fixture_place(f, &(struct store_fixture_options){ .backend = ON_SQLITE });
    assert_int_equal(blob_open(f->arena, arena_printf(f->arena, "%s/blobs", f->folder).p, out), OK);
}

static int count_files(const char *folder)
{
    DIR *d = opendir(folder);
    int count = 0;

    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;)
        count += e->d_name[0] != '.';
    closedir(d);
    return count;
}

static void what_is_put_is_got_back_whole(void **state)
{
    struct store_fixture f;
    struct blobs *b;
    struct str got, large;

    (void)state;
    open_blobs(&f, &b);
    large = (struct str){ arena_array(f.arena, 3, 1000000), 3000000 };
    memset((char *)(uintptr_t)large.p, 'x', large.len);
    assert_int_equal(blob_put(b, NAME_A, STR("a\0b")), OK);
    assert_int_equal(blob_put(b, NAME_A, STR("a\0b")), OK);
    assert_int_equal(blob_put(b, NAME_B, large), OK);
    assert_int_equal(blob_get(b, f.arena, NAME_A, 3, &got), OK);
    assert_str(got, "a\0b");
    assert_int_equal(blob_get(b, f.arena, NAME_B, large.len, &got), OK);
    assert_true(str_eq(got, large));
    assert_int_equal(blob_get(b, f.arena, NAME_B, large.len - 1, &got), ERR_LIMIT);
    blob_close(b);
    assert_int_equal(count_files(arena_printf(f.arena, "%s/blobs/new", f.folder).p), 0);
    store_fixture_remove(&f);
}

static void a_name_that_is_no_digest_is_refused(void **state)
{
    static const char *const names[] = { "", "..", "3f", "../../etc/passwd",
        "3F00000000000000000000000000000000000000000000000000000000000001",
        "3g00000000000000000000000000000000000000000000000000000000000001",
        "3/00000000000000000000000000000000000000000000000000000000000001" };
    struct store_fixture f;
    struct blobs *b;
    struct str got;

    (void)state;
    open_blobs(&f, &b);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(blob_put(b, str_of(names[i]), STR("x")), ERR_INVALID);
        assert_int_equal(blob_get(b, f.arena, str_of(names[i]), 10, &got), ERR_NOT_FOUND);
    }
    assert_int_equal(blob_get(b, f.arena, NAME_A, 10, &got), ERR_NOT_FOUND);
    blob_close(b);
    store_fixture_remove(&f);
}

static void what_a_dead_process_left_unfinished_is_removed_at_the_start(void **state)
{
    struct store_fixture f;
    struct blobs *b;
    const char *folder, *left;
    FILE *file;

    (void)state;
    open_blobs(&f, &b);
    blob_close(b);
    folder = arena_printf(f.arena, "%s/blobs", f.folder).p;
    left = arena_printf(f.arena, "%s/new/1-1", folder).p;
    file = fopen(left, "w");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(blob_open(f.arena, folder, &b), OK);
    assert_int_equal(access(left, F_OK), -1);
    blob_close(b);
    store_fixture_remove(&f);
}

static void a_torn_file_under_the_name_is_written_anew(void **state)
{
    struct store_fixture f;
    struct blobs *b;
    struct str got;

    (void)state;
    open_blobs(&f, &b);
    assert_int_equal(blob_put(b, NAME_A, STR("whole")), OK);
    assert_int_equal(truncate(arena_printf(f.arena, "%s/blobs/3/f/%.*s", f.folder, STR_ARG(NAME_A)).p, 2), 0);
    assert_int_equal(blob_put(b, NAME_A, STR("whole")), OK);
    assert_int_equal(blob_get(b, f.arena, NAME_A, 10, &got), OK);
    assert_str(got, "whole");
    blob_close(b);
    store_fixture_remove(&f);
}

static void a_full_disk_is_told_and_leaves_nothing(void **state)
{
    struct store_fixture f;
    struct blobs *b;
    struct str got, large;
    const char *small;

    (void)state;
    store_fixture_place(&f, &(struct store_fixture_options){ .backend = ON_SQLITE });
    small = arena_printf(f.arena, "%s/small", f.folder).p;
    assert_int_equal(mkdir(small, 0700), 0);
    small_disk(&f, small, "size=256k");
    assert_int_equal(blob_open(f.arena, arena_printf(f.arena, "%s/blobs", small).p, &b), OK);
    large = (struct str){ arena_array(f.arena, 1, 1000000), 1000000 };
    assert_int_equal(blob_put(b, NAME_A, large), ERR_FULL);
    assert_int_equal(blob_get(b, f.arena, NAME_A, large.len, &got), ERR_NOT_FOUND);
    assert_int_equal(count_files(arena_printf(f.arena, "%s/blobs/new", small).p), 0);
    assert_int_equal(blob_put(b, NAME_B, STR("fits")), OK);
    blob_close(b);
    assert_int_equal(umount(small), 0);
    store_fixture_remove(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_put_is_got_back_whole),
        cmocka_unit_test(a_name_that_is_no_digest_is_refused),
        cmocka_unit_test(what_a_dead_process_left_unfinished_is_removed_at_the_start),
        cmocka_unit_test(a_torn_file_under_the_name_is_written_anew),
        cmocka_unit_test(a_full_disk_is_told_and_leaves_nothing),
    };

    (void)on_postgres;
    (void)on_sqlite;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
