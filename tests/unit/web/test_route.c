/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <string.h>

#include "base/buf.h"
#include "web/route.h"

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* ---- the table ---- */

static void every_row_says_what_it_is_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        assert_non_null(routes[i].run);
        assert_true(routes[i].name[0] != '\0' && routes[i].summary[0] != '\0');
        assert_true(routes[i].pattern[0] == '/' && routes[i].faces != 0);
        assert_true(routes[i].method == HTTP_GET || routes[i].method == HTTP_POST);
    }
}

static void every_row_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++)
        if (route_named(routes[i].name) != &routes[i])
            fail_msg("%s stands twice", routes[i].name);
}

static void no_two_rows_answer_for_the_same_door(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++)
        for (size_t k = 0; k < i; k++)
            if (routes[i].method == routes[k].method && (routes[i].faces & routes[k].faces) != 0 &&
                same(routes[i].pattern, routes[k].pattern))
                fail_msg("%s and %s stand at %s", routes[k].name, routes[i].name, routes[i].pattern);
}

/* An address of the pattern: every :name becomes 7. */
static struct str address_of(struct arena *a, const char *pattern)
{
    struct buf b = buf_in(a);

    for (; *pattern != '\0'; pattern++) {
        if (*pattern != ':') {
            buf_char(&b, *pattern);
            continue;
        }
        buf_char(&b, '7');
        while (pattern[1] != '/' && pattern[1] != '\0')
            pattern++;
    }
    return buf_str(&b);
}

static void check_reached(struct arena *a, const struct route *r, enum face face)
{
    struct str values[ROUTE_PARAMS_MAX];
    const struct route *found;
    int status;

    found = route_find(r->method, address_of(a, r->pattern), face, values, &status);
    if (found != r)
        fail_msg("%s is hidden behind %s", r->name, found != NULL ? found->name : "nothing");
}

static void no_row_is_hidden_behind_one_with_a_name_in_its_address(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    for (size_t i = 0; i < route_count; i++)
        for (int face = 0; face < FACE_COUNT; face++)
            if ((routes[i].faces & 1u << face) != 0)
                check_reached(a, &routes[i], (enum face)face);
    arena_free(a);
}

static void only_signing_in_and_tracking_are_posted_without_a_token_of_the_session(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        bool free = (routes[i].flags & NO_CSRF) != 0;
        if (routes[i].method == HTTP_POST && free != (routes[i].door == DOOR_OPEN))
            fail_msg("%s: an open door has no session to forge, any other asks for the token", routes[i].name);
        if (free && !same(routes[i].name, "sign_in") && !same(routes[i].name, "track_show") &&
            !same(routes[i].name, "track_answer") && strncmp(routes[i].pattern, "/p/:token/", 10) != 0)
            fail_msg("%s changes something without a token", routes[i].name);
    }
}

static void rights_and_notes_are_never_left_out_by_accident(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        const struct route *r = &routes[i];
        assert_true((r->door == DOOR_ROLES) == (r->roles != 0));
        assert_false((r->flags & NO_READER) != 0 && r->door != DOOR_OPEN);
        assert_false((r->flags & LOGS_VIEW) != 0 && r->door != DOOR_ROLES);
        assert_false(r->door == DOOR_ROLES && r->faces != ON_STAFF);
    }
}

static void whoever_sees_papers_of_a_case_is_noted(void **state)
{
    static const char *const papers[] = { "case", "receipt", "notice", "document", "limits", "paper", "paper_thumb", "act_form", "withdraw_form",
                                         "supplement_show", "supplement_thumb" };

    (void)state;
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
        assert_true((route_named(papers[i])->flags & LOGS_VIEW) != 0);
}

static void what_a_page_left_open_asks_keeps_no_session_alive(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++)
        assert_int_equal((routes[i].flags & ASKED_ALONE) != 0, same(routes[i].name, "changes") ||
                         same(routes[i].name, "arrivals") || same(routes[i].name, "arrivals_supplement"));
}

/* ---- finding ---- */

static const struct route *find(enum http_method method, const char *path, enum face face, int *status)
{
    struct str values[ROUTE_PARAMS_MAX];

    return route_find(method, str_of(path), face, values, status);
}

static void an_address_gives_its_names_in_order(void **state)
{
    struct str values[ROUTE_PARAMS_MAX];
    int status;

    (void)state;
    assert_true(route_find(HTTP_POST, STR("/people/12/posts/34/end"), FACE_STAFF, values, &status) == route_named("post_end"));
    assert_str(values[0], "12");
    assert_str(values[1], "34");
}

static void a_literal_word_goes_before_a_name(void **state)
{
    int status;

    (void)state;
    assert_true(find(HTTP_POST, "/people/12/posts", FACE_STAFF, &status) == route_named("post_give"));
    assert_true(find(HTTP_POST, "/people/12/lock", FACE_STAFF, &status) == route_named("person_act"));
    assert_true(find(HTTP_GET, "/drafts/5/done", FACE_PUBLIC, &status) == route_named("draft_done"));
    assert_true(find(HTTP_GET, "/drafts/5/applicant", FACE_PUBLIC, &status) == route_named("draft"));
}

static void an_address_nobody_has_is_404_and_another_method_405(void **state)
{
    int status;

    (void)state;
    assert_null(find(HTTP_GET, "/nowhere", FACE_STAFF, &status));
    assert_int_equal(status, 404);
    assert_null(find(HTTP_DELETE, "/people/12", FACE_STAFF, &status));
    assert_int_equal(status, 405);
    assert_null(find(HTTP_GET, "/people/12/", FACE_STAFF, &status));
    assert_null(find(HTTP_GET, "/people/12/posts/3", FACE_STAFF, &status));
    assert_null(find(HTTP_GET, "", FACE_STAFF, &status));
}

static void head_is_answered_where_get_is(void **state)
{
    int status;

    (void)state;
    assert_true(find(HTTP_HEAD, "/items", FACE_PUBLIC, &status) == route_named("items"));
    assert_null(find(HTTP_HEAD, "/sign-out", FACE_STAFF, &status));
    assert_int_equal(status, 405);
}

static void each_listener_knows_only_its_own_doors(void **state)
{
    int status;

    (void)state;
    assert_null(find(HTTP_GET, "/people", FACE_PUBLIC, &status));
    assert_int_equal(status, 404);
    assert_null(find(HTTP_GET, "/cases/7", FACE_PUBLIC, &status));
    assert_null(find(HTTP_GET, "/items", FACE_SCREEN, &status));
    assert_null(find(HTTP_POST, "/sign-in", FACE_SCREEN, &status));
    assert_true(find(HTTP_GET, "/", FACE_PUBLIC, &status) == route_named("home"));
    assert_true(find(HTTP_GET, "/", FACE_STAFF, &status) == route_named("front"));
    assert_true(find(HTTP_GET, "/", FACE_SCREEN, &status) == route_named("screen_home"));
}

static void a_screen_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < route_count; i++)
        assert_false((routes[i].faces & ON_SCREEN) != 0 && routes[i].method != HTTP_GET);
}

/* ---- who may do what ---- */

static bool may(enum role role, const char *name)
{
    const struct route *r = route_named(name);

    assert_string_equal(r->name, name);
    return r->door != DOOR_ROLES || (r->roles & ROLES(role)) != 0;
}

static bool changes_something(const struct route *r)
{
    return r->method == HTTP_POST && r->door == DOOR_ROLES;
}

static void a_village_clerk_cannot_open_an_account(void **state)
{
    (void)state;
    assert_false(may(ROLE_CLERK, "person_open"));
    assert_false(may(ROLE_CLERK, "people"));
    assert_true(may(ROLE_CLERK, "act"));
}

static void the_system_administrator_opens_accounts_and_gives_no_post(void **state)
{
    (void)state;
    assert_true(may(ROLE_SYSADMIN, "person_open"));
    assert_false(may(ROLE_SYSADMIN, "post_give"));
    assert_false(may(ROLE_SYSADMIN, "mandate_grant"));
    assert_false(may(ROLE_SYSADMIN, "audit"));
}

static void the_security_administrator_gives_posts_and_mandates_and_opens_no_account(void **state)
{
    (void)state;
    assert_true(may(ROLE_SECADMIN, "post_give"));
    assert_true(may(ROLE_SECADMIN, "post_end"));
    assert_true(may(ROLE_SECADMIN, "mandate_grant"));
    assert_true(may(ROLE_SECADMIN, "mandate_revoke"));
    assert_false(may(ROLE_SECADMIN, "person_open"));
    assert_false(may(ROLE_SECADMIN, "audit"));
}

static void the_audit_administrator_alone_reads_the_log_and_changes_nothing(void **state)
{
    (void)state;
    for (int role = 0; role < ROLE_COUNT; role++)
        assert_true(may((enum role)role, "audit") == (role == ROLE_AUDITADMIN));
    for (size_t i = 0; i < route_count; i++)
        assert_false(changes_something(&routes[i]) && may(ROLE_AUDITADMIN, routes[i].name));
}

static void no_administrator_sees_a_case(void **state)
{
    static const char *const doors[] = { "cases", "case", "paper", "notice", "act", "withdraw" };

    (void)state;
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++)
        assert_true((route_named(doors[i])->roles & ROLES_ADMIN) == 0);
}

static void a_leader_and_a_supervisor_look_and_a_leader_approves_extensions_only(void **state)
{
    (void)state;
    assert_true(may(ROLE_LEADER, "case") && may(ROLE_SUPERVISOR, "case"));
    for (size_t i = 0; i < route_count; i++)
        assert_false(!same(routes[i].name, "limits_extend") && changes_something(&routes[i]) &&
                     (routes[i].roles & (ROLES(ROLE_LEADER) | ROLES(ROLE_SUPERVISOR))) != 0);
}

static void an_editor_an_expert_and_an_agent_open_no_case(void **state)
{
    (void)state;
    assert_false(may(ROLE_EDITOR, "case"));
    assert_false(may(ROLE_EXPERT, "case"));
    assert_false(may(ROLE_AGENT, "case"));
}

/* Every door that asks for a post, with the posts that open it. */
static const struct { const char *name, *roles; } rights[] = {
    { "cases",          "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "case",           "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "receipt",        "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "case_qr",        "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "case_drawing",   "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "limits",         "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "limits_act",     "clerk,handler,checker,approver,head" },
    { "limits_extend",  "head,leader" },
    { "document",       "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "notice",         "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "paper",          "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "paper_thumb",    "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "withdraw_form",  "clerk,handler" },
    { "withdraw",       "clerk,handler" },
    { "redress_form",   "approver,head" },
    { "redress",        "approver,head" },
    { "reassign_form",  "clerk,handler,checker,approver,head" },
    { "reassign",       "clerk,handler,checker,approver,head" },
    { "delivery_form",  "clerk,handler,checker,approver,head" },
    { "delivery",       "clerk,handler,checker,approver,head" },
    { "delivery_proof", "clerk,handler,checker,approver,head" },
    { "money",          "handler,checker,head" },
    { "money_act",      "handler,checker,head" },
    { "urgent_form",    "handler,checker,approver,head" },
    { "urgent",         "handler,checker,approver,head" },
    { "urgent_lift_form", "handler,checker,approver,head" },
    { "urgent_lift",    "handler,checker,approver,head" },
    { "urgent_share",   "manager,supervisor,leader" },
    { "office_form",    "clerk,handler,checker,approver,head" },
    { "office_act",     "clerk,handler,checker,approver,head" },
    { "act_form",       "clerk,handler,checker,approver,head" },
    { "act",            "clerk,handler,checker,approver,head" },
    { "points",         "clerk,handler,checker,approver,head" },
    { "copied",         "clerk,handler,checker,approver,head" },
    { "copied_enter",   "clerk,handler,checker,approver,head" },
    { "batch_form",     "clerk,handler,checker,approver,head" },
    { "batch",          "clerk,handler,checker,approver,head" },
    { "batch_show",     "clerk,handler,checker,approver,head" },
    { "batch_list",     "clerk,handler,checker,approver,head" },
    { "phrases",        "clerk,handler,checker,approver,head" },
    { "phrase_add",     "clerk,handler,checker,approver,head" },
    { "phrase_drop",    "clerk,handler,checker,approver,head" },
    { "head",           "checker,approver,head" },
    { "system", "sysadmin" },
    { "originals", "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "original_take", "clerk,handler,checker,approver,head" },
    { "original_hand", "clerk,handler,checker,approver,head" },
    { "original_return", "clerk,handler,checker,approver,head" },
    { "agents", "clerk,handler,checker,approver,head,manager,supervisor,leader" },
    { "agent_add", "clerk,handler" },
    { "agent_print", "clerk,handler" },
    { "agent_revoke", "clerk,handler" },
    { "link_make_supplement", "clerk,handler,checker,approver,head" },
    { "link_end_supplement", "clerk,handler,checker,approver,head" },
    { "arrivals_supplement", "clerk,handler,checker,approver,head" },
    { "supplement_add", "clerk,handler,checker,approver,head" },
    { "supplement_drop", "clerk,handler,checker,approver,head" },
    { "supplement_show", "clerk,handler,checker,approver,head" },
    { "supplement_thumb", "clerk,handler,checker,approver,head" },
    { "register",       "clerk,handler" },
    { "household_new",  "clerk,handler" },
    { "household_enter", "clerk,handler" },
    { "household",      "clerk,handler" },
    { "household_edit", "clerk,handler" },
    { "household_merge", "clerk,handler" },
    { "member_form",    "clerk,handler" },
    { "member_set",     "clerk,handler" },
    { "register_person", "clerk,handler" },
    { "register_export", "clerk,handler" },
    { "imports",        "clerk,handler" },
    { "import_check",   "clerk,handler" },
    { "import",         "clerk,handler" },
    { "import_take",    "clerk,handler" },
    { "import_cancel",  "clerk,handler" },
    { "proposal_decide", "clerk,handler" },
    { "held_link",      "clerk,handler" },
    { "original_seen",  "clerk,handler,checker,approver,head" },
    { "people",         "sysadmin,secadmin" },
    { "person_open",    "sysadmin" },
    { "person",         "sysadmin,secadmin" },
    { "post_give",      "secadmin" },
    { "post_end",       "secadmin" },
    { "person_act",     "sysadmin,secadmin" },
    { "mandates",       "head,manager,supervisor,secadmin" },
    { "mandate_grant",  "secadmin" },
    { "mandate_revoke", "secadmin" },
    { "audit",          "auditadmin" },
    { "access",         "secadmin,auditadmin" },
};
enum { RIGHTS = sizeof rights / sizeof *rights };

static const char *rights_of(const char *name)
{
    for (size_t i = 0; i < RIGHTS; i++)
        if (same(rights[i].name, name))
            return rights[i].roles;
    return NULL;
}

/* The line of the matrix for a row: the one that ends with its summary and begins with its address. */
static struct str line_of(struct arena *a, const struct route *r)
{
    struct str rest = route_matrix(a), line;
    struct str begin = arena_printf(a, "%-6s %s ", r->method == HTTP_POST ? "POST" : "GET", r->pattern);

    while (str_cut(rest, '\n', &line, &rest))
        if (str_starts(line, begin) && str_ends(line, str_of(r->summary)))
            return line;
    fail_msg("%s is not in the matrix", r->name);
    return STR("");
}

static void the_matrix_names_who_opens_each_door_and_nobody_else(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        const char *want = rights_of(routes[i].name);
        struct str line = line_of(a, &routes[i]);
        if (routes[i].door != DOOR_ROLES)
            continue;
        if (want == NULL || str_find(line, arena_printf(a, "staff  %s  ", want)) < 0)
            fail_msg("who may pass changed: %.*s", STR_ARG(line));
    }
    for (size_t i = 0; i < RIGHTS; i++)
        assert_true(route_named(rights[i].name)->door == DOOR_ROLES);
    arena_free(a);
}

static void the_matrix_tells_open_doors_from_those_that_ask_who_comes(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_true(str_find(line_of(a, route_named("track_form")), STR("public  anybody")) >= 0);
    assert_true(str_find(line_of(a, route_named("apply")), STR("public+staff  visitor")) >= 0);
    assert_true(str_find(line_of(a, route_named("desk")), STR("staff  signed-in")) >= 0);
    assert_true(str_find(line_of(a, route_named("case")), STR("logs-view")) >= 0);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_says_what_it_is_for),
        cmocka_unit_test(every_row_has_a_name_of_its_own),
        cmocka_unit_test(no_two_rows_answer_for_the_same_door),
        cmocka_unit_test(no_row_is_hidden_behind_one_with_a_name_in_its_address),
        cmocka_unit_test(only_signing_in_and_tracking_are_posted_without_a_token_of_the_session),
        cmocka_unit_test(rights_and_notes_are_never_left_out_by_accident),
        cmocka_unit_test(what_a_page_left_open_asks_keeps_no_session_alive),
        cmocka_unit_test(whoever_sees_papers_of_a_case_is_noted),
        cmocka_unit_test(an_address_gives_its_names_in_order),
        cmocka_unit_test(a_literal_word_goes_before_a_name),
        cmocka_unit_test(an_address_nobody_has_is_404_and_another_method_405),
        cmocka_unit_test(head_is_answered_where_get_is),
        cmocka_unit_test(each_listener_knows_only_its_own_doors),
        cmocka_unit_test(a_screen_changes_nothing),
        cmocka_unit_test(a_village_clerk_cannot_open_an_account),
        cmocka_unit_test(the_system_administrator_opens_accounts_and_gives_no_post),
        cmocka_unit_test(the_security_administrator_gives_posts_and_mandates_and_opens_no_account),
        cmocka_unit_test(the_audit_administrator_alone_reads_the_log_and_changes_nothing),
        cmocka_unit_test(no_administrator_sees_a_case),
        cmocka_unit_test(a_leader_and_a_supervisor_look_and_a_leader_approves_extensions_only),
        cmocka_unit_test(an_editor_an_expert_and_an_agent_open_no_case),
        cmocka_unit_test(the_matrix_names_who_opens_each_door_and_nobody_else),
        cmocka_unit_test(the_matrix_tells_open_doors_from_those_that_ask_who_comes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
