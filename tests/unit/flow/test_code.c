/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#include <string.h>

#include "base/json.h"

static struct play busy(void)
{
    struct play p = play_make("<startEvent id='s'/><parallelGateway id='f'/><userTask id='a'/><boundaryEvent id='t' "
        "attachedToRef='a'><timerEventDefinition><timeDuration>P5WD</timeDuration></timerEventDefinition></boundaryEvent>"
        "<userTask id='m'><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>"
        "</multiInstanceLoopCharacteristics></userTask><userTask id='c'/><parallelGateway id='j'/>"
        F(s, f) F(f, a) F(f, m) F(f, c) F(a, j) F(m, j) F(c, j));

    play_start_with(&p, "{\"名称\":\"木龙垭\",\"amount\":0.10,\"since\":\"@2026-01-05\",\"list\":[1,null,{\"a\":true}]}");
    assert_int_equal(play_do(&p, "c"), OK);
    return p;
}

static void every_shortened_or_changed_state_is_refused_or_harmless(void **state)
{
    struct play p = busy();
    struct str bytes = flow_encode(p.arena, p.state);
    char *bad = ARENA_ARRAY(p.arena, bytes.len, char);
    struct flow_event ev = { .kind = FLOW_FACTS };
    struct flow_effects e;
    struct flow_state *s;

    (void)state;
    for (size_t n = 0; n < bytes.len; n++)
        assert_int_equal(flow_decode(p.arena, p.flow, str_sub(bytes, 0, n), &s), ERR_INVALID);
    for (size_t i = 0; i < bytes.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            memcpy(bad, bytes.p, bytes.len);
            bad[i] = (char)(bad[i] ^ (1 << bit));
            if (flow_decode(p.arena, p.flow, (struct str){ bad, bytes.len }, &s) == OK)
                (void)!flow_step(p.arena, p.flow, s, 0, &ev, NULL, &e);
        }
    play_end(&p);
}

static void bytes_behind_the_end_and_other_formats_are_refused(void **state)
{
    struct play p = busy();
    struct str bytes = arena_join(p.arena, flow_encode(p.arena, p.state), STR("x"));
    char *other = (char *)(uintptr_t)bytes.p;
    struct flow_state *s;

    (void)state;
    assert_int_equal(flow_decode(p.arena, p.flow, bytes, &s), ERR_INVALID);
    assert_int_equal(flow_decode(p.arena, NULL, str_sub(bytes, 0, bytes.len - 1), &s), OK);
    other[0] = 2;
    assert_int_equal(flow_decode(p.arena, NULL, str_sub(bytes, 0, bytes.len - 1), &s), ERR_INVALID);
    play_end(&p);
}

static void values_of_every_kind_survive_the_event_payload(void **state)
{
    static const char *const values[] = { "null", "true", "0.10", "12345678901234567890.123", "\"text\"", "\"@2026-01-05\"",
        "\"@PT1H\"", "\"@2026-01-05T09:00:00+08:00\"", "[1,[2,null]]", "{\"a b\":{\"村\":1}}" };
    struct arena *a = arena_new(0);

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct flow_effect e = { .kind = FLOW_VALUE_SET, .scope = 1, .text = STR("v"), .at = 1700000000000, .who = 9 };
        struct flow_effects list = { .items = &e, .count = 1 }, again;
        struct val *v;
        assert_int_equal(feel_from_json(a, str_of(values[i]), &e.data, NULL), OK);
        assert_int_equal(json_read(a, json_write(a, flow_effects_to_val(a, &list)), &v, NULL), OK);
        assert_int_equal(flow_effects_from_val(a, v, &again), OK);
        assert_true(feel_equal(again.items[0].data, e.data) && again.items[0].at == e.at && again.items[0].who == 9);
        assert_true(str_eq(feel_to_json(a, again.items[0].data), feel_to_json(a, e.data)));
    }
    arena_free(a);
}

static void effects_that_do_not_fit_are_refused(void **state)
{
    static const struct flow_effect bad[] = {
        { .kind = FLOW_ITEM_CLOSE, .id = 999 }, { .kind = FLOW_ITEM_OPEN, .id = 1, .scope = 1 },
        { .kind = FLOW_ITEM_OPEN, .id = 900, .scope = 77 }, { .kind = FLOW_TOKEN_TAKE, .id = 999 },
        { .kind = FLOW_WAIT_CLOSE, .id = 999 }, { .kind = FLOW_SCOPE_CLOSE, .id = 1 }, { .kind = FLOW_SCOPE_SET, .id = 999 },
        { .kind = FLOW_VALUE_SET, .scope = 999 }, { .kind = FLOW_CASE_SET, .what = FLOW_CASE_STARTED, .n = 3 },
        { .kind = FLOW_CASE_SET, .what = FLOW_CASE_MARKS, .text = { "zz", 2 } },
        { .kind = FLOW_ITEM_OPEN, .id = 900, .scope = 1, .element = 4000 }, { .kind = FLOW_EFFECT_COUNT },
        { .kind = FLOW_ITEM_OPEN, .what = FLOW_ITEM_USER, .id = 900, .scope = 1, .element = 1 } };
    struct play p = busy();
    struct flow_state *s;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct flow_effect one = bad[i];
        struct flow_effects e = { .items = &one, .count = 1 };
        assert_int_equal(flow_apply(p.arena, p.flow, p.state, &e, &s), ERR_INVALID);
    }
    play_end(&p);
}

static void a_payload_that_is_none_is_refused(void **state)
{
    static const char *const bad[] = { "{}", "[{}]", "[{\"k\":\"item_open\",\"i\":-1}]", "[{\"k\":\"no_such_effect\"}]",
        "[{\"k\":\"trace\",\"w\":\"no_such_thing\"}]", "[{\"k\":\"value_set\",\"d\":\"{\"}]", "[{\"k\":\"value_set\",\"x\":\"0g\"}]" };
    struct arena *a = arena_new(0);
    struct flow_effects e;
    struct val *v;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(json_read(a, str_of(bad[i]), &v, NULL), OK);
        assert_int_equal(flow_effects_from_val(a, v, &e), ERR_INVALID);
    }
    assert_int_equal(flow_effects_from_val(a, NULL, &e), ERR_INVALID);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shortened_or_changed_state_is_refused_or_harmless),
        cmocka_unit_test(bytes_behind_the_end_and_other_formats_are_refused),
        cmocka_unit_test(values_of_every_kind_survive_the_event_payload),
        cmocka_unit_test(effects_that_do_not_fit_are_refused),
        cmocka_unit_test(a_payload_that_is_none_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
