/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <string.h>

#include "base/calendar.h"
#include "county_fixture.h"
#include "domain/identity.h"
#include "domain/link.h"
#include "domain/paper.h"
#include "domain/rebuild.h"
#include "secure/secure.h"

static const char ITEM[] = "S-MZ-06";

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static struct str first_slot(void)
{
    return pack_item(house.house.pack, STR("S-MZ-06"))->materials[0].id;
}

static struct val *one_slot(struct str slot)
{
    struct val *list = val_list(house.store.arena);

    val_push(house.store.arena, list, val_text(house.store.arena, slot));
    return list;
}

static struct link made(int64_t draft)
{
    const struct link_wish w = { .id = draft, .slots = one_slot(first_slot()), .how = STR("video"), .note = STR("持证露脸") };
    struct str token;
    struct link l;

    assert_int_equal(link_make(county_as(AT_VILLAGE), &w, &token), OK);
    assert_int_equal(token.len, 43);
    token = arena_str(house.store.arena, token);
    assert_int_equal(link_find(people_as(&house, 0), token, &l), OK);
    return l;
}

static struct scan photo(struct str slot, char mark)
{
    char *digest = arena_alloc(house.store.arena, 65);

    memset(digest, mark, 64);
    return (struct scan){ .slot = slot, .type = STR("JPEG"), .bytes = 1000, .digest = { digest, 64 } };
}

static void photographs_land_in_their_slot_without_an_account_and_say_how_they_came(void **state)
{
    struct link l = made(county_draft(ITEM, 1));
    struct scan s = photo(first_slot(), 'a');
    struct scan_list mine;
    struct case_file c;
    struct identity_list seen;

    (void)state;
    assert_int_equal(link_add(people_as(&house, 0), l.id, &s), OK);
    assert_int_equal(link_scans(house.cx, &l, &mine), OK);
    assert_int_equal(mine.count, 1);
    assert_str(mine.items[0].source, SOURCE_PHONE);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), l.subject, &c), OK);
    assert_int_equal(identity_of_case(house.cx, c.id, &seen), OK);
    assert_int_equal(seen.count, 1);
    assert_str(seen.items[0].how, "video");
}

static void a_link_takes_its_own_slots_only(void **state)
{
    struct link l = made(county_draft(ITEM, 2));
    struct scan s = photo(STR("no_such"), 'b');

    (void)state;
    assert_int_equal(link_add(people_as(&house, 0), l.id, &s), ERR_INVALID);
    assert_true(told("gap.scan.slot"));
}

static void a_wrong_token_finds_nothing_and_the_token_is_not_kept(void **state)
{
    struct link l;

    (void)state;
    assert_int_equal(link_find(people_as(&house, 0), STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), &l), ERR_NOT_FOUND);
}

static void a_link_is_over_after_seven_days_when_ended_and_when_filed(void **state)
{
    struct link expired = made(county_draft(ITEM, 3)), revoked = made(county_draft(ITEM, 4)), filed = made(county_draft(ITEM, 5));
    struct scan s = photo(first_slot(), 'c');
    struct case_file c;
    struct link now;

    (void)state;
    assert_int_equal(link_revoke(county_as(AT_VILLAGE), revoked.subject, revoked.id), OK);
    assert_int_equal(link_revoke(county_as(AT_VILLAGE), revoked.subject, revoked.id), ERR_STATE);
    assert_int_equal(link_revoke(county_as(AT_VILLAGE), filed.subject, revoked.id), ERR_NOT_FOUND);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), filed.subject, &c), OK);
    assert_int_equal(link_get(house.cx, filed.id, &now), OK);
    assert_string_equal(link_over(&now, house.cx->now), "filed");
    assert_int_equal(link_add(people_as(&house, 0), revoked.id, &s), ERR_STATE);
    assert_int_equal(link_add(people_as(&house, 0), filed.id, &s), ERR_STATE);
    assert_null(link_over(&expired, expired.until_at - 1));
    assert_string_equal(link_over(&expired, expired.until_at), "expired");
    assert_int_equal(expired.until_at - expired.made_at, LINK_DAYS * DAY_MS);
}

static void a_link_for_another_ones_draft_is_made_by_nobody(void **state)
{
    const struct link_wish w = { .id = county_draft(ITEM, 6), .slots = one_slot(first_slot()), .how = STR("card") };
    struct link_wish bad = { .id = w.id, .slots = &val_none };
    struct str token;

    (void)state;
    assert_int_equal(link_make(county_as(AT_TOWNSHIP_HANDLER), &w, &token), ERR_NOT_FOUND);
    assert_int_equal(link_make(county_as(AT_VILLAGE), &bad, &token), ERR_INVALID);
    assert_true(told("gap.link.slots"));
    bad = (struct link_wish){ .id = w.id, .slots = w.slots, .how = STR("guess") };
    assert_int_equal(link_make(county_as(AT_VILLAGE), &bad, &token), ERR_INVALID);
}

static void a_paper_in_pieces_goes_on_where_the_line_broke(void **state)
{
    struct link l = made(county_draft(ITEM, 7));
    struct str whole = { arena_alloc(house.store.arena, 40000), 40000 }, got;
    struct str first = str_sub(whole, 0, 20000), rest = str_sub(whole, 20000, 20000);
    struct link_piece piece = { .link = l.id, .at = 0, .bytes = first };
    struct link_part part;
    int64_t received;

    (void)state;
    assert_int_equal(link_part_begin(people_as(&house, 0), l.id, first_slot(), 40000, digest_sha256(house.store.arena, whole), &piece.part), OK);
    assert_int_equal(link_part_add(people_as(&house, 0), &piece, &received), OK);
    assert_int_equal(received, 20000);
    assert_int_equal(link_part_add(people_as(&house, 0), &piece, &received), OK);       /* the answer was lost */
    assert_int_equal(received, 20000);
    piece.at = 30000;
    piece.bytes = str_sub(whole, 0, 10000);
    assert_int_equal(link_part_add(people_as(&house, 0), &piece, &received), ERR_CONFLICT);
    piece = (struct link_piece){ .link = l.id, .part = piece.part, .at = 20000, .bytes = rest };
    assert_int_equal(link_part_add(people_as(&house, 0), &piece, &received), OK);
    assert_int_equal(link_part_get(house.cx, l.id, piece.part, &part), OK);
    assert_int_equal(link_part_bytes(people_as(&house, 0), &part, &got), OK);
    assert_true(str_eq(got, whole));
    part.sha256 = STR("0000000000000000000000000000000000000000000000000000000000000000");
    assert_int_equal(link_part_bytes(people_as(&house, 0), &part, &got), ERR_INVALID);
    assert_int_equal(link_part_get(house.cx, l.id + 1, piece.part, &part), ERR_NOT_FOUND);
}

static void the_applicant_answers_a_correction_by_number_and_code(void **state)
{
    struct case_file c = county_file(ITEM, 8), out;
    struct act act = { .task = county_task(c.id, AT_TOWNSHIP_HANDLER).id, .outcome = STR("correction"),
                       .gaps = one_slot(STR("居民身份证照片不清楚，请重新提交")) };
    struct scan s = photo(first_slot(), 'd');
    struct str token;
    struct link l;

    (void)state;
    assert_int_equal(link_make_by_code(people_as(&house, 0), c.id, &token), ERR_STATE);
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &out), OK);
    assert_int_equal(link_make_by_code(people_as(&house, 0), c.id, &token), OK);
    token = arena_str(house.store.arena, token);
    assert_int_equal(link_find(people_as(&house, 0), token, &l), OK);
    assert_int_equal(link_hand_in(people_as(&house, 0), &l, STR("")), ERR_INVALID);
    assert_true(told("gap.link.nothing"));
    assert_int_equal(link_add(people_as(&house, 0), l.id, &s), OK);
    assert_int_equal(link_hand_in(people_as(&house, 0), &l, STR("")), OK);
    assert_int_equal(case_get(house.cx, c.id, &out), OK);
    assert_int_equal(out.state, CASE_RECEIVED);
    assert_int_equal(link_hand_in(people_as(&house, 0), &l, STR("")), ERR_STATE);
}

static void a_rebuild_gives_the_same(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(photographs_land_in_their_slot_without_an_account_and_say_how_they_came),
        cmocka_unit_test(a_link_takes_its_own_slots_only),
        cmocka_unit_test(a_wrong_token_finds_nothing_and_the_token_is_not_kept),
        cmocka_unit_test(a_link_is_over_after_seven_days_when_ended_and_when_filed),
        cmocka_unit_test(a_link_for_another_ones_draft_is_made_by_nobody),
        cmocka_unit_test(a_paper_in_pieces_goes_on_where_the_line_broke),
        cmocka_unit_test(the_applicant_answers_a_correction_by_number_and_code),
        cmocka_unit_test(a_rebuild_gives_the_same),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
