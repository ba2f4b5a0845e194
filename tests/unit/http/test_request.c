/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "http/cookie.h"
#include "http/proxy.h"

static struct request with(struct arena *a, struct http_pair *headers, size_t count)
{
    return (struct request){ .arena = a, .headers = headers, .header_count = count };
}

static bool wants_json(const char *accept)
{
    struct http_pair header = { STR("accept"), str_of(accept) };
    struct request rq = with(NULL, &header, 1);

    return request_wants_json(&rq);
}

static bool accepts_gzip(const char *value)
{
    struct http_pair header = { STR("accept-encoding"), str_of(value) };
    struct request rq = with(NULL, &header, 1);

    return request_accepts_gzip(&rq);
}

static void json_is_given_only_to_those_who_rank_it_above_pages(void **state)
{
    (void)state;
    assert_true(wants_json("application/json"));
    assert_true(wants_json("text/html;q=0.5, application/json;q=0.6"));
    assert_true(wants_json("Application/JSON, */*;q=0.1"));
    assert_true(wants_json("application/*, text/html;q=0.9"));
    assert_true(wants_json("text/html;q=0, */*"));
    assert_false(wants_json(""));
    assert_false(wants_json("*/*"));
    assert_false(wants_json("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
    assert_false(wants_json("text/html, application/json"));
    assert_false(wants_json("application/json;q=0"));
    assert_false(wants_json("application/json;q=zebra"));
    assert_false(wants_json("application/json;q=1x, text/html;q=0.9"));
    assert_false(wants_json("application/jsonp"));
}

static void gzip_is_given_only_where_it_is_accepted(void **state)
{
    (void)state;
    assert_true(accepts_gzip("gzip, deflate, br"));
    assert_true(accepts_gzip("br;q=1, GZIP;q=0.1"));
    assert_false(accepts_gzip("gzip;q=0"));
    assert_false(accepts_gzip("deflate"));
    assert_false(accepts_gzip(""));
}

static void malformed_and_doubled_cookies_are_left_out(void **state)
{
    struct arena *a = arena_new(0);
    struct http_pair headers[] = {
        { STR("cookie"), STR("a=1;b=2; c=\"q\"; d e=1; =x; f; g=;a=3;a=4") }, { STR("cookie"), STR("h=木; i=5") },
    };
    struct request rq = with(a, headers, 2);

    (void)state;
    cookie_read(&rq);
    assert_str(request_cookie(&rq, "b"), "2");
    assert_str(request_cookie(&rq, "i"), "5");
    assert_int_equal(rq.cookie_count, 3);
    arena_free(a);
}

static void a_response_header_cannot_be_split(void **state)
{
    struct arena *a = arena_new(0);
    struct response rs = { .arena = a };
    struct request rq = { .arena = a, .secure = true };

    (void)state;
    response_header(&rs, "X-A", STR("a\r\nX-B: b"));
    response_header(&rs, "X-A", STR("a\nb"));
    response_header(&rs, "X-A\r\nX-B", STR("b"));
    response_header(&rs, "X A", STR("b"));
    response_cookie(&rs, &rq, "s", STR("a; Domain=evil"), 0);
    response_cookie(&rs, &rq, "s=1", STR("a"), 0);
    assert_int_equal(rs.header_count, 0);
    response_redirect(&rs, STR("/a\r\nX-B: b"));
    assert_int_equal(rs.header_count, 0);
    arena_free(a);
}

static void a_cookie_is_deleted_by_an_age_of_zero(void **state)
{
    struct arena *a = arena_new(0);
    struct response rs = { .arena = a };
    struct request rq = { .arena = a, .secure = true };

    (void)state;
    response_cookie(&rs, &rq, "__Host-s", STR(""), -1);
    response_cookie(&rs, &rq, "__Host-s", STR("v"), 0);
    assert_str(rs.headers[0].value, "__Host-s=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
    assert_str(rs.headers[1].value, "__Host-s=v; Path=/; HttpOnly; SameSite=Lax; Secure");
    arena_free(a);
}

static struct str client(struct arena *a, const char *peer, struct http_pair *headers, size_t count)
{
    static const char *const PROXIES[] = { "127.0.0.1", "10.0.0.2", "::1", NULL };
    struct request rq = with(a, headers, count);

    proxy_read(&rq, str_of(peer), PROXIES);
    return rq.client;
}

static void the_client_is_the_rightmost_address_that_is_no_proxy_of_ours(void **state)
{
    struct arena *a = arena_new(0);
    struct http_pair one[] = { { STR("x-forwarded-for"), STR("6.6.6.6, 203.0.113.9 , 10.0.0.2") } };
    struct http_pair two[] = { { STR("x-forwarded-for"), STR("203.0.113.9") },
                               { STR("x-forwarded-for"), STR("10.0.0.2") } };
    struct http_pair six[] = { { STR("x-forwarded-for"), STR("2001:DB8:0::9") } };
    struct http_pair junk[] = { { STR("x-forwarded-for"), STR("203.0.113.9,,10.0.0.2") } };

    (void)state;
    assert_str(client(a, "127.0.0.1", one, 1), "203.0.113.9");
    assert_str(client(a, "127.0.0.1", two, 2), "203.0.113.9");
    assert_str(client(a, "::1", six, 1), "2001:db8::9");
    assert_str(client(a, "127.0.0.1", junk, 1), "10.0.0.2");
    assert_str(client(a, "127.0.0.1", NULL, 0), "127.0.0.1");
    assert_str(client(a, "198.51.100.7", one, 1), "198.51.100.7");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_given_only_to_those_who_rank_it_above_pages),
        cmocka_unit_test(gzip_is_given_only_where_it_is_accepted),
        cmocka_unit_test(malformed_and_doubled_cookies_are_left_out),
        cmocka_unit_test(a_response_header_cannot_be_split),
        cmocka_unit_test(a_cookie_is_deleted_by_an_age_of_zero),
        cmocka_unit_test(the_client_is_the_rightmost_address_that_is_no_proxy_of_ours),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
