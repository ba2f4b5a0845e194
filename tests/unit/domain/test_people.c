/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "domain/people.h"
#include "domain/session.h"
#include "house_fixture.h"

static const int64_t villages[DEMO_VILLAGES_MAX] = { VILLAGE_PLACE, OTHER_VILLAGE_PLACE };
static const int64_t no_villages[DEMO_VILLAGES_MAX] = { TOWNSHIP_PLACE, VILLAGE_PLACE };

static uint32_t roles_of(const struct newcomer_list *people)
{
    uint32_t roles = 0;

    for (size_t i = 0; i < people->count; i++)
        roles |= ROLES(people->items[i].post.role);
    return roles;
}

static int heads_of(const struct newcomer_list *people, int64_t place)
{
    int count = 0;

    for (size_t i = 0; i < people->count; i++)
        count += people->items[i].post.role == ROLE_HEAD && people->items[i].post.place == place;
    return count;
}

static void sign_in(struct ctx *cx, const struct newcomer *n, struct actor *out)
{
    struct session s;
    struct str token;

    assert_int_equal(session_sign_in(cx, n->login, n->password, &token), OK);
    assert_int_equal(session_find(cx, token, &s), OK);
    assert_int_equal(session_actor(cx, &s, out), OK);
    assert_int_equal(out->roles, ROLES(n->post.role));
}

static void a_house_is_founded_once_with_three_administrators(void **state)
{
    struct house_fixture house;
    struct newcomer_list people;
    struct actor actor;

    (void)state;
    house_fixture_open(&house, ON_SQLITE);
    assert_int_equal(people_found(house.cx, &people), OK);
    assert_int_equal(people.count, 3);
    assert_int_equal(roles_of(&people), ROLES_ADMIN);
    sign_in(house.cx, &people.items[1], &actor);
    assert_true(actor.must_change_password);
    assert_int_equal(people_found(house.cx, &people), ERR_STATE);
    assert_int_equal(people_demonstrate(house.cx, villages, &people), ERR_STATE);
    house_fixture_close(&house);
}

static void the_demonstration_has_somebody_for_every_role_who_can_begin_at_once(void **state)
{
    struct house_fixture house;
    struct newcomer_list people;
    struct actor actor;

    (void)state;
    house_fixture_open(&house, ON_SQLITE);
    assert_int_equal(people_demonstrate(house.cx, no_villages, &people), ERR_INVALID);
    assert_int_equal(people_demonstrate(house.cx, villages, &people), OK);
    assert_int_equal(roles_of(&people), ROLES(ROLE_COUNT) - 1);
    for (size_t i = 1; i < people.count; i++)
        assert_false(str_eq(people.items[i].password, people.items[i - 1].password));
    assert_int_equal(heads_of(&people, COUNTY_PLACE), 1);
    sign_in(house.cx, &people.items[0], &actor);
    assert_int_equal(actor.posts[0].place, VILLAGE_PLACE);
    assert_false(actor.must_change_password);
    sign_in(house.cx, &people.items[2], &actor);
    assert_int_equal(actor.posts[0].place, TOWNSHIP_PLACE);
    house_fixture_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_house_is_founded_once_with_three_administrators),
        cmocka_unit_test(the_demonstration_has_somebody_for_every_role_who_can_begin_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
