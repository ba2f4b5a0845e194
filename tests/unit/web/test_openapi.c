/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "web/inside.h"

static struct arena *a;
static struct val *document;

static int open_it(void **state)
{
    (void)state;
    a = arena_new(0);
    return json_read(a, openapi_document(a), &document, NULL) == OK ? 0 : -1;
}

static int close_it(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

/* "/cases/:id" as "/cases/{id}". */
static struct str template_of(const char *pattern)
{
    struct buf b = buf_in(a);
    bool name = false;

    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '/' && name)
            buf_char(&b, '}');
        name = *pattern == ':' || (name && *pattern != '/');
        buf_char(&b, *pattern == ':' ? '{' : *pattern);
    }
    if (name)
        buf_char(&b, '}');
    return buf_str(&b);
}

static const struct val *operation(const struct route *r)
{
    const struct val *path = val_find(val_at(document, "paths"), template_of(r->pattern));

    return val_at(path, r->method == HTTP_POST ? "post" : "get");
}

static const struct route *first_at(const struct route *r)
{
    size_t i = 0;

    while (routes[i].method != r->method || strcmp(routes[i].pattern, r->pattern) != 0)
        i++;
    return &routes[i];
}

static void every_door_is_in_the_document_by_its_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        struct str id = val_str(operation(&routes[i]), "operationId");
        if (!str_is(id, first_at(&routes[i])->name))
            fail_msg("%s is missing", routes[i].name);
    }
}

static void the_document_knows_no_door_that_the_table_does_not(void **state)
{
    const struct val *paths = val_at(document, "paths");
    size_t operations = 0, first = 0;

    (void)state;
    for (size_t i = 0; i < paths->count; i++)
        operations += paths->items[i]->count;
    for (size_t i = 0; i < route_count; i++)
        first += first_at(&routes[i]) == &routes[i];
    assert_int_equal(operations, first);
}

static void every_field_a_form_takes_is_described(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        const struct val *fields = val_path(operation(&routes[i]),
                                            STR("requestBody.content.application/json.schema.properties"));
        for (const struct param *p = routes[i].params; p != NULL && p->name != NULL; p++)
            if (!val_has(fields, p->name) || val_str(val_at(fields, p->name), "description").len == 0)
                fail_msg("%s does not tell of %s", routes[i].name, p->name);
    }
}

static void every_name_in_an_address_is_a_required_parameter(void **state)
{
    const struct val *parameters = val_at(operation(route_named("post_end")), "parameters");

    (void)state;
    assert_int_equal(parameters->count, 2);
    assert_str(val_str(parameters->items[0], "name"), "id");
    assert_str(val_str(parameters->items[1], "name"), "post");
    assert_int_equal(val_num(parameters->items[1], "required"), 1);
}

static void a_guarded_door_says_so_and_an_open_one_does_not(void **state)
{
    (void)state;
    assert_int_equal(val_at(operation(route_named("person_open")), "security")->count, 1);
    assert_true(val_has(val_at(operation(route_named("person_open")), "responses"), "403"));
    assert_int_equal(val_at(operation(route_named("track_show")), "security")->count, 0);
    assert_false(val_has(val_at(operation(route_named("track_show")), "responses"), "403"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_it, close_it)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_door_is_in_the_document_by_its_name),
        TEST(the_document_knows_no_door_that_the_table_does_not),
        TEST(every_field_a_form_takes_is_described),
        TEST(every_name_in_an_address_is_a_required_parameter),
        TEST(a_guarded_door_says_so_and_an_open_one_does_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
