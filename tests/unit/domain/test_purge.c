/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "county_fixture.h"
#include "domain/command.h"
#include "domain/link.h"
#include "domain/paper.h"
#include "domain/paper.sql.h"
#include "domain/purge.h"
#include "secure/secure.h"
#include "store/blob.h"
#include "store/db.h"

static const char ITEM[] = "S-MZ-06";
static const int64_t HOUR_MS = 3600000, DAY_MS_ = 86400000;

/* The file as it lies in the folder, last put so many days ago. */
static void aged(struct str digest, int days)
{
    struct timespec times[2];
    const char *path = arena_printf(house.store.arena, "%s/files/%c/%c/%.*s", house.store.folder, digest.p[0], digest.p[1],
                                    STR_ARG(digest)).p;

    clock_gettime(CLOCK_REALTIME, &times[0]);
    times[0].tv_sec -= (time_t)days * 86400;
    times[1] = times[0];
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static bool there(struct str digest)
{
    struct str bytes;
    enum err e = blob_get(house.house.blobs, house.store.arena, digest, 1 << 20, &bytes);

    assert_true(e == OK || e == ERR_NOT_FOUND);
    return e == OK;
}

/* Put among the files, nothing more. */
static struct str put(const char *text)
{
    struct str digest = digest_sha256(house.store.arena, str_of(text));

    assert_int_equal(blob_put(house.house.blobs, digest, str_of(text)), OK);
    return digest;
}

static int64_t scanned(int64_t draft, const char *text)
{
    struct scan s = { .slot = pack_item(house.house.pack, str_of(ITEM))->materials[0].id, .type = STR("PNG"), .bytes = 4,
                      .digest = put(text) };

    assert_int_equal(draft_add_scan(county_as(AT_VILLAGE), draft, &s), OK);
    return s.id;
}

static int64_t swept(void)
{
    int64_t removed = 0;

    for (int branch = 0; branch < BLOB_BRANCHES; branch++)
        assert_int_equal(purge_files(people_as(&house, 0), branch, &removed), OK);
    return removed;
}

static int64_t id_of(int64_t draft, struct str digest)
{
    struct scan_list scans;

    assert_int_equal(draft_scans(house.cx, draft, &scans), OK);
    for (size_t i = 0; i < scans.count; i++)
        if (str_eq(scans.items[i].digest, digest))
            return scans.items[i].id;
    fail_msg("no such scan");
    return 0;
}

static void a_scan_that_was_dropped_goes_after_its_time_and_not_before(void **state)
{
    int64_t draft = county_draft(ITEM, 1);
    struct str digest = digest_sha256(house.store.arena, STR("dropped"));

    (void)state;
    scanned(draft, "dropped");
    aged(digest, PURGE_FILE_DAYS + 1);
    assert_int_equal(swept(), 0);
    assert_int_equal(draft_drop_scan(county_as(AT_VILLAGE), draft, id_of(draft, digest)), OK);
    aged(digest, PURGE_FILE_DAYS - 1);
    assert_int_equal(swept(), 0);
    assert_true(there(digest));
    aged(digest, PURGE_FILE_DAYS);
    assert_int_equal(swept(), 1);
    assert_false(there(digest));
}

static void a_paper_two_name_stays_until_both_dropped_it_and_one_of_a_case_for_good(void **state)
{
    int64_t one = county_draft(ITEM, 2), two = county_draft(ITEM, 3), filed = county_draft(ITEM, 4);
    struct str shared = digest_sha256(house.store.arena, STR("shared")), kept = digest_sha256(house.store.arena, STR("kept"));
    struct case_file c;

    (void)state;
    scanned(one, "shared");
    scanned(two, "shared");
    scanned(filed, "kept");
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), filed, &c), OK);
    assert_int_equal(draft_drop_scan(county_as(AT_VILLAGE), one, id_of(one, shared)), OK);
    aged(shared, 30);
    aged(kept, 3000);
    assert_int_equal(swept(), 0);
    assert_int_equal(draft_drop_scan(county_as(AT_VILLAGE), two, id_of(two, shared)), OK);
    assert_int_equal(swept(), 1);
    assert_true(there(kept) && !there(shared));
}

static void what_was_put_and_never_named_goes_and_the_pack_stays(void **state)
{
    struct str orphan = put("the command failed");

    (void)state;
    aged(orphan, 8);
    aged(house.house.pack->version, 400);
    assert_int_equal(swept(), 1);
    assert_false(there(orphan));
    assert_true(there(house.house.pack->version));
}

static void a_file_put_again_while_it_is_being_swept_stays(void **state)
{
    struct str digest = put("once more");
    struct blob_names old;
    bool gone;

    (void)state;
    aged(digest, 30);
    assert_int_equal(blob_old(house.house.blobs, house.store.arena, (int)strtol((char[]){ digest.p[0], digest.p[1], 0 }, NULL, 16),
                              PURGE_FILE_DAYS * DAY_MS_, &old), OK);
    assert_int_equal(old.count, 1);
    put("once more");                       /* an upload between the look and the removal */
    assert_int_equal(blob_drop(house.house.blobs, digest, PURGE_FILE_DAYS * DAY_MS_, &gone), OK);
    assert_false(gone);
    assert_true(there(digest));
}

static enum err picture(struct ctx *cx, const void *args, void *out)
{
    const struct str *pair = args;

    (void)out;
    return db_put(cx, &SQL_PAPER_WRITE_THUMBNAIL, ARGS(arg_text(pair[0]), arg_text(pair[1])));
}

static bool pictured(struct str digest)
{
    struct row *row;
    bool found;

    assert_int_equal(db_select(house.cx, &SQL_PAPER_READ_THUMBNAIL, &row, ARGS(arg_text(digest))), OK);
    found = row_next(row);
    assert_int_equal(row_end(row), OK);
    return found;
}

static void a_kill_between_row_and_file_leaves_what_the_next_round_finds(void **state)
{
    struct str pair[2] = { put("a paper"), put("its picture") };
    bool gone;

    (void)state;
    assert_int_equal(command_run(people_as(&house, 0), picture, pair, NULL), OK);
    aged(pair[0], 8);
    aged(pair[1], 8);
    /* the row went and the file did not: as if killed there */
    assert_int_equal(swept() >= 1, true);
    assert_false(pictured(pair[0]));
    put("a paper");
    aged(pair[0], 8);
    assert_true(swept() >= 1);
    assert_false(there(pair[0]));
    swept();
    assert_false(there(pair[1]));
    /* the file went and nobody was told: nothing is left to do */
    assert_int_equal(blob_drop(house.house.blobs, pair[0], 0, &gone), OK);
    assert_false(gone);
    assert_int_equal(swept(), 0);
}

static void pieces_of_a_link_that_is_over_go_and_those_of_one_that_is_not_stay(void **state)
{
    struct str slot = pack_item(house.house.pack, str_of(ITEM))->materials[0].id, token, piece;
    struct val *slots = val_list(house.store.arena);
    char bytes[LINK_PIECE_BYTES_MIN];
    int64_t part, received;
    struct link_part p;
    struct link l;

    (void)state;
    val_push(house.store.arena, slots, val_text(house.store.arena, slot));
    assert_int_equal(link_make(county_as(AT_VILLAGE), &(struct link_wish){ .id = county_draft(ITEM, 9), .slots = slots,
                     .how = STR("video"), .note = STR("持证露脸") }, &token), OK);
    assert_int_equal(link_find(people_as(&house, 0), arena_str(house.store.arena, token), &l), OK);
    assert_int_equal(link_part_begin(people_as(&house, 0), l.id, slot, 3 * LINK_PIECE_BYTES_MIN, STR(""), &part), OK);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)('a' + i % 7);
    piece = digest_sha256(house.store.arena, (struct str){ bytes, sizeof bytes });
    assert_int_equal(link_part_add(people_as(&house, 0), &(struct link_piece){ .link = l.id, .part = part, .at = 0,
                     .bytes = { bytes, sizeof bytes } }, &received), OK);
    aged(piece, 30);
    assert_int_equal(purge_run(people_as(&house, 0)), OK);
    assert_int_equal(swept(), 0);
    assert_int_equal(link_part_get(house.cx, l.id, part, &p), OK);
    house.cx->now = l.until_at + PURGE_PART_HOURS * HOUR_MS + 1;
    assert_int_equal(purge_run(people_as(&house, 0)), OK);
    assert_int_equal(link_part_get(house.cx, l.id, part, &p), ERR_NOT_FOUND);
    assert_true(there(piece));              /* killed here: the file is found without any row */
    assert_int_equal(swept(), 1);
    assert_false(there(piece));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_that_was_dropped_goes_after_its_time_and_not_before),
        cmocka_unit_test(a_paper_two_name_stays_until_both_dropped_it_and_one_of_a_case_for_good),
        cmocka_unit_test(what_was_put_and_never_named_goes_and_the_pack_stays),
        cmocka_unit_test(a_file_put_again_while_it_is_being_swept_stays),
        cmocka_unit_test(a_kill_between_row_and_file_leaves_what_the_next_round_finds),
        cmocka_unit_test(pieces_of_a_link_that_is_over_go_and_those_of_one_that_is_not_stay),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
