/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "fixture.h"

#define ITEM "items/A-1.yaml"
#define BPMN "processes/short.bpmn"

static void the_small_pack_is_good(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_int_equal(small_pack(a)->item_count, 2);
    arena_free(a);
}

static void a_reference_to_nothing_is_refused(void **state)
{
    (void)state;
    REFUSED({ ITEM, "department: MZ", "department: XX", 5, "no department \"XX\"" },
            { ITEM, "mode: carried", "joining: [XX]\nmode: carried", 6, "no department \"XX\"" },
            { ITEM, "process: short", "process: long", 9, "no process processes/long.bpmn" },
            { ITEM, "form: plain", "form: fancy", 10, "no form forms/fancy.json" },
            { BPMN, "bcc:kind=\"accept\"", "bcc:kind=\"accept\" bcc:form=\"visit\"", 12, "no form forms/visit.json" },
            { BPMN, "township.approver", "township.approver@XX", 38, "level.role@DEPARTMENT" });
}

static void a_village_room_decides_only_what_an_organ_above_lets_it_and_no_licence(void **state)
{
    (void)state;
    REFUSED({ ITEM, "mode: carried", "mode: done_here", 7, "has the chain [village]" },
            { ITEM, "mode: carried\nchain: [village, township]\nacceptor: township",
              "mode: done_here\nchain: [village]\nacceptor: village", 8, "a village room is no organ" },
            { ITEM, "type: {code: \"05\", basis: reconstructed}\nname: {zh: 补助申请, en: Application for a benefit}\n"
                    "department: MZ\nmode: carried", "type: {code: \"01\", basis: reconstructed}\n"
                    "name: {zh: 补助申请, en: Application for a benefit}\ndepartment: MZ\nmode: done_here", 6, "entrusted to another organ only" });
    REFUSED_IN(ITEM, { BPMN, "bcc:post=\"township.approver\" bcc:kind=\"decide\"", "bcc:post=\"village.clerk\" bcc:kind=\"decide\"", 9,
                       "only an item with mode done_here" });
}

static void what_stands_twice_is_refused(void **state)
{
    (void)state;
    REFUSED({ "departments.yaml", "code: GT", "code: MZ", 3, "stands twice" },
            { "divisions.yaml", "420101100201", "420101100001", 0, "stands twice" },
            { ITEM, "id: photo", "id: id_card", 17, "stands twice" },
            { "forms/plain.json", "request.amount", "request.reason", 4, "stands twice" },
            { "forms/plain.json", "\"value\": \"no\"", "\"value\": \"yes\"", 5, "stands twice" },
            { "forms/plain.json", "\"id\": \"declaration\"", "\"id\": \"request\"", 14, "stands twice" },
            { "calendars/2026.yaml", "2026-10-02", "2026-10-01", 9, "stands twice" });
}

static void a_promise_that_can_end_after_the_law_is_refused(void **state)
{
    (void)state;
    REFUSED({ ITEM, "legal: {days: 10, unit", "legal: {days: 4, unit", 20, "promise of 5 working days" },
            /* five working days are seven days, and more over the new year */
            { ITEM, "legal: {days: 10, unit: working_days", "legal: {days: 7, unit: calendar_days", 20, "lower it" },
            { ITEM, "promise: {days: 5,", "promise: {days: 0,", 20, "must promise a limit" });
}

/* The item from its type to its legal limit. */
#define ASKED(type, days, basis) \
    "type: {code: \"" type "\", basis: reconstructed}\n" \
    "name: {zh: 补助申请, en: Application for a benefit}\n" \
    "department: MZ\n" \
    "mode: carried\n" \
    "chain: [village, township]\n" \
    "acceptor: township\n" \
    "process: short\n" \
    "form: plain\n" \
    "open_to_public: true\n" \
    "wall: number_only\n" \
    "materials:\n" \
    "  - id: id_card\n" \
    "    name: {zh: 居民身份证, en: Resident ID card}\n" \
    "    grade: B\n" \
    "  - id: photo\n" \
    "    name: {zh: 照片, en: Photograph}\n" \
    "    required: false\n" \
    "promise: {days: 5, unit: working_days, basis: reconstructed}\n" \
    "legal: {days: " days ", unit: working_days, basis: " basis "}\n"

/* 行政许可法 42: 20 days, unless a law or regulation says otherwise; a frozen pack is only warned of. */
static void a_legal_limit_of_our_own_that_is_longer_than_that_of_the_type_is_told(void **state)
{
    (void)state;
    WARNED({ ITEM, ASKED("05", "10", "general_knowledge"), ASKED("01", "25", "reconstructed"), 21, "law gives this type 20" });
}

/* 乡镇、县各自的法定时限 */
static void what_township_and_county_have_for_themselves_is_compared_with_their_stages(void **state)
{
    (void)state;
    REFUSED({ ITEM, "stages:\n", "lower: {days: 3, unit: working_days, basis: reconstructed}\nstages:\n", 22, "the chain has not both" },
            { ITEM, "stages:\n", "lower: {days: 3, unit: working_days, basis: reconstructed}\nstages:\n", 24, "shorten the stage" },
            /* four working days from a Friday end on Thursday, six days on Thursday; over a holiday later */
            { ITEM, "stages:\n", "lower: {days: 6, unit: calendar_days, basis: reconstructed}\nstages:\n", 24, "shorten the stage" },
            { ITEM, "stages:\n", "lower: {days: 6, unit: working_days, basis: reconstructed}\nupper: {days: 5, unit: working_days, "
                                 "basis: reconstructed}\nstages:\n", 22, "together are more" });
    REFUSED_IN(ITEM, { BPMN, "<bpmn:userTask id=\"decide\"", "<bpmn:boundaryEvent id=\"over\" bcc:clock=\"upper\" attachedToRef=\"decide\">"
                       "<bpmn:timerEventDefinition id=\"t\"><bpmn:timeDuration>P2D</bpmn:timeDuration></bpmn:timerEventDefinition>"
                       "</bpmn:boundaryEvent><bpmn:sequenceFlow id=\"f1\" sourceRef=\"over\" targetRef=\"decided\"/>"
                       "<bpmn:userTask id=\"decide\"", 9, "give them in" });
    REFUSED({ BPMN, "<bpmn:userTask id=\"decide\"", "<bpmn:userTask bcc:clock=\"upper\" id=\"decide\"", 38, "on a boundary event" });
}

static void stages_longer_than_the_promise_are_refused(void **state)
{
    (void)state;
    REFUSED({ ITEM, "township, days: 4", "township, days: 5", 23, "longer than the promise" },
            { ITEM, "{level: village, days: 1", "{level: county, days: 1", 23, "not in the chain" },
            { ITEM, "stages:\n  - {level: village, days: 1, unit: working_days, basis: reconstructed}\n"
                    "  - {level: township, days: 4, unit: working_days, basis: reconstructed}\n", "", 20, "share of the promise" });
}

static void a_way_that_is_too_long_is_named_with_the_steps_that_make_it_so(void **state)
{
    (void)state;
    REFUSED({ ITEM, "township, days: 4", "township, days: 5", 23, "on the way: accept 5, deliver" });
    REFUSED_IN(ITEM, { BPMN, "<bpmn:sequenceFlow id=\"flow_accept_accepted\" sourceRef=\"accept\" targetRef=\"accepted\" />",
                       "<bpmn:intermediateCatchEvent id=\"wait\"><bpmn:timerEventDefinition id=\"t\"><bpmn:timeDuration>P3WD"
                       "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
                       "<bpmn:sequenceFlow id=\"f1\" sourceRef=\"accept\" targetRef=\"wait\"/>"
                       "<bpmn:sequenceFlow id=\"f2\" sourceRef=\"wait\" targetRef=\"accepted\"/>", 23, "accept 4, wait 3, deliver" });
}

/* Nothing is found. */
static void assert_whole(const struct alteration *change)
{
    struct arena *a = arena_new(0);
    struct pack *p;
    struct pack_report report;

    assert_int_equal(pack_thaw(a, altered(a, change), &p, &report), OK);
    assert_int_equal(report.count, 0);
    arena_free(a);
}

static void a_law_that_is_named_may_give_more_days_than_the_type_has(void **state)
{
    static const struct alteration named = { ITEM, ASKED("05", "10", "general_knowledge"), ASKED("01", "25", "general_knowledge"), 0, "" };

    (void)state;
    assert_whole(&named);
}

static void parallel_stages_count_as_their_longest_not_as_a_sum(void **state)
{
    static const struct alteration beside = { ITEM, "  - {level: township, days: 4", "  - {level: township, days: 3, unit: "
        "working_days, basis: reconstructed}\n  - {level: township, days: 4", 0, "" };

    (void)state;
    assert_whole(&beside);
}

static void a_limit_says_where_it_comes_from(void **state)
{
    (void)state;
    REFUSED({ ITEM, "basis: general_knowledge", "basis: none_known", 21, "say where they come from" },
            { ITEM, "basis: general_knowledge", "basis: sourced", 21, "give its address" },
            { ITEM, ", basis: general_knowledge", "", 21, "\"basis\" is missing" },
            { ITEM, "legal: {days: 10", "legal: {days: -1", 21, "between 0 and 1000" });
}

static void an_item_without_its_evidence_mark_is_refused(void **state)
{
    (void)state;
    REFUSED({ ITEM, "evidence: documented\n", "", 1, "\"evidence\" is missing" },
            { ITEM, "evidence: documented", "evidence: surely", 30, "not known here" },
            { ITEM, "sources:\n  - invented\n", "", 1, "must name its sources" },
            { ITEM, "code: \"05\", basis: reconstructed", "code: \"05\"", 3, "\"basis\" is missing" });
}

static void an_item_that_no_office_can_finish_is_refused(void **state)
{
    (void)state;
    REFUSED({ ITEM, "chain: [village, township]", "chain: [village, township, county]", 9, "chain of the item ends at the county" },
            { ITEM, "chain: [village, township]", "chain: [village]", 9, "not in the chain" },
            { ITEM, "acceptor: township", "acceptor: village", 9, "the acceptor of the item is the village" },
            { ITEM, "acceptor: township", "acceptor: county", 8, "not in the chain" },
            { ITEM, "process: short\n", "", 1, "\"process\" is missing" });
    REFUSED_IN(ITEM, { BPMN, "bcc:kind=\"decide\"", "bcc:kind=\"check\"", 9, "nothing with bcc:kind \"decide\"" },
               { BPMN, "bcc:result=\"granted\"", "bcc:result=\"lapsed\"", 9, "nothing with bcc:result \"granted\"" });
}

static void a_task_nobody_answers_for_is_refused(void **state)
{
    (void)state;
    REFUSED({ BPMN, " bcc:post=\"township.handler\"", "", 12, "nobody would answer" },
            { BPMN, "township.handler", "handler", 12, "level.role" },
            { BPMN, "township.handler", "township.mayor", 12, "level.role" },
            { BPMN, "bcc:kind=\"accept\"", "bcc:kind=\"take\"", 12, "bcc:kind \"take\"" },
            { BPMN, "bcc:stage=\"township\"", "bcc:stage=\"town\"", 12, "bcc:stage" },
            { BPMN, "bcc:pause=\"correction\"", "bcc:pause=\"visit\"", 26, "no reason that stops a clock" },
            { BPMN, "bcc:result=\"not_accepted\"", "bcc:result=\"gone\"", 23, "bcc:result" });
}

/* One way out of the split, two into the join. */
static const char stuck[] =
    "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:bcc=\"https://buchucun.org/bpmn/1.0\" targetNamespace=\"x\">\n"
    "<bpmn:process id=\"stuck\" isExecutable=\"true\">\n"
    "<bpmn:startEvent id=\"s\"/><bpmn:exclusiveGateway id=\"x\" default=\"b\"/>\n"
    "<bpmn:parallelGateway id=\"j\"/><bpmn:endEvent id=\"e\" bcc:result=\"granted\"/>\n"
    "<bpmn:sequenceFlow id=\"a\" sourceRef=\"s\" targetRef=\"x\"/><bpmn:sequenceFlow id=\"b\" sourceRef=\"x\" targetRef=\"j\"/>\n"
    "<bpmn:sequenceFlow id=\"c\" sourceRef=\"x\" targetRef=\"j\"><bpmn:conditionExpression>outcome = \"y\"</bpmn:conditionExpression></bpmn:sequenceFlow>\n"
    "<bpmn:sequenceFlow id=\"d\" sourceRef=\"j\" targetRef=\"e\"/>\n"
    "</bpmn:process></bpmn:definitions>\n";

static void an_unsound_process_is_refused(void **state)
{
    static const struct alteration joined = { "processes/stuck.bpmn", NULL, stuck, 4, "waits for ever" };

    (void)state;
    expect_refused(&joined, 1);
    REFUSED({ BPMN, "targetRef=\"decide\"", "targetRef=\"nowhere\"", 74, "no element" },
            { BPMN, "targetRef=\"end_granted\"", "targetRef=\"deliver\"", 57, "no way leads here" },
            { BPMN, "</bpmn:exclusiveGateway>", "</bpmn:parallelGateway>", 22, "mismatch" },
            { BPMN, "outcome = \"granted\"", "outcome = (", 80, "(feel)" });
}

static void joining_departments_that_nobody_asks_are_refused(void **state)
{
    (void)state;
    REFUSED({ ITEM, "mode: carried", "joining: [GT]\nmode: carried", 6, "asks the joining departments" },
            { ITEM, "mode: carried", "joining: [MZ]\nmode: carried", 6, "need not join its own case" });
}

static void a_class_belongs_to_its_kind_of_office(void **state)
{
    (void)state;
    REFUSED({ ITEM, "department: MZ", "department: CT", 5, "a provider cannot handle" },
            { "items/B-1.yaml", "department: CT", "department: MZ", 5, "belongs to a provider" });
}

static void a_calendar_with_holes_is_refused(void **state)
{
    (void)state;
    REFUSED({ "calendars/2026.yaml", "  - {date: \"2026-05-01\", off: true, name: {zh: 劳动节, en: Labour Day}}\n", "", 0, "2026-05-01" },
            { "calendars/2026.yaml", "2026-01-04", "2026-01-05", 6, "no weekend" },
            { "calendars/2026.yaml", "2026-01-04", "2026-02-30", 6, "no date" },
            { "calendars/2026.yaml", "2026-01-04", "2025-01-04", 6, "not a day of 2026" },
            { "calendars/2026.yaml", "year: 2026", "year: 2027", 1, "must be called 2027.yaml" },
            { "calendars/2024.yaml", NULL, "year: 2024\nsource: x\ndays: []\n", 0, "2024-01-01 is missing" });
    REFUSED_IN("calendars/2026.yaml", { "calendars/2024.yaml", NULL, "year: 2024\nsource: x\ndays: []\n", 0, "2025 is missing" });
    REFUSED_IN("calendars/", { "calendars/2026.yaml", NULL, NULL, 0, "there is no calendar" });
}

static void a_division_under_the_wrong_parent_is_refused(void **state)
{
    (void)state;
    REFUSED({ "divisions.yaml", "420101100201", "420101101201", 8, "no village or community of 420101100000" },
            { "divisions.yaml", "code: 420101101000", "code: 420102101000", 9, "no township of 420101000000" },
            { "divisions.yaml", "420101100201", "\"420101100201\"", 8, "must be a whole number" },
            { "county.yaml", "420101000000", "420101000001", 3, "six zeros" });
}

static void a_typing_slip_in_a_key_is_refused(void **state)
{
    (void)state;
    REFUSED({ ITEM, "open_to_public", "open_to_pubic", 11, "\"open_to_pubic\" is not a key here" },
            { "county.yaml", "title", "titel", 2, "\"titel\" is not a key here" },
            { "forms/plain.json", "\"sensitive\"", "\"sensitiv\"", 7, "\"sensitiv\" is not a key here" },
            { ITEM, "code: A-1", "code: A-2", 1, "must be called A-2.yaml" },
            { ITEM, "mode: carried", "mode: flown", 6, "use one of: done_here, carried" },
            { ITEM, "open_to_public: true", "open_to_public: yes", 11, "must be true or false" });
}

static void a_value_of_the_wrong_shape_is_refused(void **state)
{
    (void)state;
    REFUSED({ "departments.yaml", "code: GT", "code: gt", 3, "capital letters" },
            { ITEM, "chain: [village, township]", "chain: [township, village]", 7, "upwards" },
            { ITEM, "chain: [village, township]", "chain: []", 7, "one to three levels" },
            { ITEM, "chain: [village, township]", "chain: [hamlet, township]", 7, "county, township, village" },
            { ITEM, "acceptor: township\n", "", 1, "\"acceptor\" is missing" },
            { ITEM, "grade: B", "grade: E", 14, "A, B, C or D" },
            { ITEM, "  - invented", "  - 1", 32, "must be a text" },
            { ITEM, "fee: {zh: 免费, en: Free of charge}", "fee: free", 25, "in both languages" },
            { ITEM, "zh: 免费", "zh: \"\"", 25, "is empty" },
            { ITEM, "materials:\n", "materials: none\nnone:\n", 13, "must be a list" },
            { ITEM, "code: \"05\"", "code: \"12\"", 3, "not known here" });
}

static void broken_yaml_is_told_with_its_line(void **state)
{
    (void)state;
    REFUSED({ ITEM, "mode: carried", "mode: [carried", 7, "column" },
            { ITEM, "mode: carried", "mode: carried\nmode: carried", 7, "twice" },
            { "county.yaml", NULL, "- a list\n", 1, "keys and values" },
            { "county.yaml", NULL, NULL, 0, "is missing" },
            { "divisions.yaml", NULL, NULL, 0, "is missing" },
            { "departments.yaml", NULL, NULL, 0, "is missing" });
}

static void a_missing_english_text_is_only_a_warning(void **state)
{
    (void)state;
    WARNED({ ITEM, ", en: Application for a benefit", "", 4, "English text is missing" },
           { "divisions.yaml", ", en: Er Village", "", 8, "English text is missing" },
           { "forms/plain.json", "\"properties\": {\"en\": \"It is true\"}", "\"properties\": {}", 15, "properties.en" });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_small_pack_is_good),
        cmocka_unit_test(a_reference_to_nothing_is_refused),
        cmocka_unit_test(a_village_room_decides_only_what_an_organ_above_lets_it_and_no_licence),
        cmocka_unit_test(what_stands_twice_is_refused),
        cmocka_unit_test(a_promise_that_can_end_after_the_law_is_refused),
        cmocka_unit_test(a_legal_limit_of_our_own_that_is_longer_than_that_of_the_type_is_told),
        cmocka_unit_test(a_law_that_is_named_may_give_more_days_than_the_type_has),
        cmocka_unit_test(what_township_and_county_have_for_themselves_is_compared_with_their_stages),
        cmocka_unit_test(stages_longer_than_the_promise_are_refused),
        cmocka_unit_test(a_way_that_is_too_long_is_named_with_the_steps_that_make_it_so),
        cmocka_unit_test(parallel_stages_count_as_their_longest_not_as_a_sum),
        cmocka_unit_test(a_limit_says_where_it_comes_from),
        cmocka_unit_test(an_item_without_its_evidence_mark_is_refused),
        cmocka_unit_test(an_item_that_no_office_can_finish_is_refused),
        cmocka_unit_test(a_task_nobody_answers_for_is_refused),
        cmocka_unit_test(an_unsound_process_is_refused),
        cmocka_unit_test(joining_departments_that_nobody_asks_are_refused),
        cmocka_unit_test(a_class_belongs_to_its_kind_of_office),
        cmocka_unit_test(a_calendar_with_holes_is_refused),
        cmocka_unit_test(a_division_under_the_wrong_parent_is_refused),
        cmocka_unit_test(a_typing_slip_in_a_key_is_refused),
        cmocka_unit_test(a_value_of_the_wrong_shape_is_refused),
        cmocka_unit_test(broken_yaml_is_told_with_its_line),
        cmocka_unit_test(a_missing_english_text_is_only_a_warning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
