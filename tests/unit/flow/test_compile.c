/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

static void refuses(const char *inside, const char *findings)
{
    struct arena *a = arena_new(0);
    struct str got = play_findings(a, play_process(a, inside));

    if (!str_is(got, findings))
        fail_msg("%.*s, not %s", STR_ARG(got), findings);
    arena_free(a);
}

static void what_cannot_be_run_is_refused_with_its_name(void **state)
{
    (void)state;
    refuses("<startEvent id='s'/><complexGateway id='g'/>" F(s, g), "element.unsupported:g");
    refuses("<startEvent id='s'/><transaction id='g'/>" F(s, g), "element.unsupported:g");
    refuses("<startEvent id='s'/><adHocSubProcess id='g'/>" F(s, g), "element.unsupported:g");
    refuses("<startEvent id='s'/><endEvent id='e'><cancelEventDefinition/></endEvent>" F(s, e), "event.unsupported:e");
    refuses("<startEvent id='s'/><intermediateCatchEvent id='e'><errorEventDefinition/></intermediateCatchEvent>" F(s, e),
            "event.unsupported:e");
    refuses("<startEvent id='s'/><intermediateCatchEvent id='e'><messageEventDefinition/><signalEventDefinition/>"
            "</intermediateCatchEvent>" F(s, e), "event.multiple:e");
    refuses("<startEvent id='s'><errorEventDefinition/></startEvent>", "start.trigger:s");
}

static void what_leads_nowhere_is_refused(void **state)
{
    (void)state;
    refuses("<startEvent id='s'/>" F(s, x), "flow.target:s_x");
    refuses("<startEvent id='s'/><task id='a'/>" F(x, a), "flow.source:x_a");
    refuses("<startEvent id='s'/><task id='a'/>" F(a, s), "flow.target:a_s");
    refuses("<startEvent id='s'/><endEvent id='e'/><task id='a'/>" F(e, a), "flow.source:e_a");
    refuses("<startEvent id='s'/><boundaryEvent id='b' attachedToRef='nobody'/>", "boundary.host:b event.unsupported:b");
    refuses("<startEvent id='s'/><exclusiveGateway id='g' default='none'/>" F(s, g), "flow.default:g");
    refuses("<startEvent id='s'/><callActivity id='c' calledElement='gone'/>" F(s, c), "call.unknown:c");
    refuses("<startEvent id='s'/><intermediateThrowEvent id='t'><linkEventDefinition name='L'/></intermediateThrowEvent>"
            F(s, t), "link.catch:t");
    refuses("<startEvent id='s'/><eventBasedGateway id='g'/><userTask id='a'/>" F(s, g) F(g, a), "gateway.event:g_a");
    refuses("", "start.missing:p");
}

static void what_is_written_wrong_is_refused(void **state)
{
    (void)state;
    refuses("<startEvent id='s'/><task id='a'/>" FC(s, a, "x >"), "feel:s_a");
    refuses("<startEvent id='s'/><task id='s'/>", "id.twice:s");
    refuses("<startEvent id='s'><timerEventDefinition/></startEvent>", "timer.empty:s");
    refuses("<startEvent id='s'/><intermediateCatchEvent id='c'><conditionalEventDefinition/></intermediateCatchEvent>" F(s, c),
            "condition.empty:c");
    refuses("<startEvent id='s'/><userTask id='a'><multiInstanceLoopCharacteristics/></userTask>" F(s, a), "multi.count:a");
    refuses("<startEvent id='s'/><userTask id='a'><standardLoopCharacteristics/></userTask>" F(s, a), "loop.endless:a");
}

static void tricks_of_the_file_format_are_refused(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(play_findings(a, STR("<!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><d>&b;</d>")), "xml:");
    assert_str(play_findings(a, STR("<html/>")), "bpmn.root:");
    assert_str(play_findings(a, STR("")), "xml:");
    assert_str(play_findings(a, play_definitions(a, "")), "process.missing:");
    assert_str(play_findings(a, play_definitions(a, "<process id='p' isExecutable='true'><callActivity id='c' "
        "calledElement='q'/></process><process id='q'><callActivity id='d' calledElement='p'/></process>")), "call.cycle:p");
    arena_free(a);
}

static void a_finding_names_file_line_element_and_rule(void **state)
{
    struct arena *a = arena_new(0);
    struct flow_source file = { STR("licence.bpmn"), play_process(a, "\n<startEvent id='s'/>\n<task id='a'/>\n"
        "<sequenceFlow id='f' sourceRef='s' targetRef='a'><conditionExpression>\n1 +</conditionExpression></sequenceFlow>") };
    struct flow_report report;
    struct flow *f;

    (void)state;
    assert_int_equal(flow_compile(a, &file, 1, STR(""), &f, &report), ERR_INVALID);
    assert_int_equal(report.count, 1);
    assert_str(report.items[0].file, "licence.bpmn");
    assert_str(report.items[0].element, "f");
    assert_str(report.items[0].rule, "feel");
    assert_int_equal(report.items[0].line, 4);
    arena_free(a);
}

static void lanes_are_default_posts_and_our_extension_is_kept(void **state)
{
    struct play p = play_make("<laneSet><lane name='乡镇'><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef></lane>"
        "</laneSet><startEvent id='s'/><userTask id='a' name='受理' bcc:limit='5WD' bcc:pause='correction'>"
        "<extensionElements><bcc:action name='accept'/><bcc:action name='refuse'>说明</bcc:action><x xmlns='urn:other'/>"
        "</extensionElements></userTask><userTask id='b' bcc:post='county.approver'/>" F(s, a) F(a, b));
    const struct flow_element *a = flow_element(p.flow, flow_find(p.flow, STR("a")));

    (void)state;
    assert_str(a->post, "乡镇");
    assert_str(a->name, "受理");
    assert_str(a->kind, "userTask");
    assert_str(val_str(a->more, "limit"), "5WD");
    assert_int_equal(val_at(a->more, "action")->count, 2);
    assert_str(val_str(val_at(a->more, "action")->items[1], "text"), "说明");
    assert_str(flow_element(p.flow, flow_find(p.flow, STR("b")))->post, "county.approver");
    assert_null(flow_element(p.flow, 0));
    assert_null(flow_element(p.flow, flow_elements(p.flow) + 1));
    assert_int_equal(flow_find(p.flow, STR("nobody")), 0);
    play_end(&p);
}

static void a_business_rule_task_decides_by_its_table(void **state)
{
    static const char dmn[] = "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='d' name='d' "
        "namespace='urn:t'><inputData id='i' name='income'><variable name='income' typeRef='number'/></inputData>"
        "<decision id='grade' name='grade'><variable name='grade'/><informationRequirement><requiredInput href='#i'/>"
        "</informationRequirement><decisionTable hitPolicy='UNIQUE'><input><inputExpression><text>income</text></inputExpression>"
        "</input><output/><rule><inputEntry><text>&lt; 100</text></inputEntry><outputEntry><text>\"A\"</text></outputEntry>"
        "</rule><rule><inputEntry><text>>= 100</text></inputEntry><outputEntry><text>\"B\"</text></outputEntry></rule>"
        "</decisionTable></decision></definitions>";
    struct arena *a = arena_new(0);
    struct flow_source files[] = {
        { STR("p.bpmn"), play_process(a, "<startEvent id='s'/><businessRuleTask id='r' bcc:decision='grade'/><userTask id='u'/>"
                                      F(s, r) F(r, u)) },
        { STR("grade.dmn"), { dmn, sizeof dmn - 1 } } };
    struct play p = { .arena = a };
    struct flow_report report;

    (void)state;
    if (flow_compile(a, files, 2, STR("p"), &p.flow, &report) != OK)
        fail_msg("%.*s: %.*s", STR_ARG(report.items[0].rule), STR_ARG(report.items[0].text));
    play_start_with(&p, "{\"income\":80}");
    assert_str(play_value(&p, "grade"), "\"A\"");
    files[0].bytes = play_process(a, "<startEvent id='s'/><businessRuleTask id='r' bcc:decision='other'/>" F(s, r));
    assert_int_equal(flow_compile(a, files, 2, STR("p"), &p.flow, &report), ERR_INVALID);
    assert_str(report.items[0].rule, "decision.unknown");
    arena_free(a);
}

static void timers_are_read_as_iso_8601_and_as_working_days(void **state)
{
    static const struct { const char *spec; struct flow_timer t; } good[] = {
        { "PT2H", { .repeats = 1, .ms = 7200000 } }, { "P3D", { .repeats = 1, .ms = 259200000 } },
        { "7D", { .repeats = 1, .ms = 604800000 } }, { "P5WD", { .repeats = 1, .working_days = 5 } },
        { "5WD", { .repeats = 1, .working_days = 5 } }, { "P2W", { .repeats = 1, .ms = 1209600000 } },
        { "P1Y2M", { .repeats = 1, .months = 14 } }, { "P1DT30M", { .repeats = 1, .ms = 88200000 } },
        { "R3/PT1H", { .repeats = 3, .ms = 3600000 } }, { "R/P1D", { .repeats = -1, .ms = 86400000 } },
        { "1970-01-02T08:00:00+08:00", { .is_moment = true, .at = 86400000, .repeats = 1 } },
        { "@1970-01-02", { .is_moment = true, .at = 57600000, .repeats = 1 } } };
    static const char *const bad[] = { "", "P", "PT", "5", "WD", "P5X", "PT5D", "R0/PT1H", "R3", "2026-02-30", "P1D1D",
                                       "PT1.5H", "99999999D", "-P1D" };
    struct flow_timer t;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_int_equal(flow_timer(str_of(good[i].spec), &t), OK);
        assert_true(t.is_moment == good[i].t.is_moment && t.at == good[i].t.at && t.repeats == good[i].t.repeats
                    && t.months == good[i].t.months && t.working_days == good[i].t.working_days && t.ms == good[i].t.ms);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (flow_timer(str_of(bad[i]), &t) == OK)
            fail_msg("%s was read", bad[i]);
}

#define CHOICE(condition) "<startEvent id='s'/><exclusiveGateway id='g' default='g_b'/><userTask id='a'/><userTask id='b'/>" \
    F(s, g) FC(g, a, condition) F(g, b)

static void chooses(const char *condition, const char *json, const char *want)
{
    struct arena *a = arena_new(0);
    struct play p = play_make(arena_cstr(a, arena_printf(a, "<startEvent id='s'/><exclusiveGateway id='g' default='g_b'/>"
        "<userTask id='a'/><userTask id='b'/>" F(s, g) F(g, b) "<sequenceFlow id='g_a' sourceRef='g' targetRef='a'>"
        "<conditionExpression>%s</conditionExpression></sequenceFlow>", condition)));

    play_start_with(&p, json);
    assert_true(str_is(play_doing(&p), want));
    play_end(&p);
    arena_free(a);
}

static void conditions_of_other_engines_are_read_as_feel(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    chooses("=x &gt; 1", "{\"x\":2}", "a");
    chooses("${x == 'a'}", "{\"x\":\"a\"}", "a");
    chooses("#{x != 'a' || y}", "{\"x\":\"a\",\"y\":false}", "b");
    chooses("${!y &amp;&amp; !(x == 'it\\\"s')}", "{\"x\":\"a\",\"y\":false}", "a");
    assert_str(play_findings(a, play_process(a, CHOICE("${bean.call(x) ? 1 : 2}"))), "feel:g_a");
    arena_free(a);
}

static void what_tools_leave_empty_or_global_is_understood(void **state)
{
    struct play p = play_make_all("<globalUserTask id='u'/><process id='p'><startEvent id='s'/><subProcess id='empty'/>"
        "<callActivity id='c' calledElement='u'/>" F(s, empty) F(empty, c) "</process>");

    (void)state;
    play_start(&p);
    assert_doing(&p, "c");
    play_end(&p);
}

static void data_objects_may_be_used_in_expressions_blanks_and_all(void **state)
{
    struct play p = play_make("<dataObject id='d'/><dataObjectReference id='r' name='家庭 人口' dataObjectRef='d'/>"
        "<startEvent id='s'/><exclusiveGateway id='g' default='g_b'/><userTask id='a'/><userTask id='b'/>"
        F(s, g) FC(g, a, "家庭 人口 + 1 > 3") F(g, b));

    (void)state;
    play_start_with(&p, "{\"家庭 人口\":3}");
    assert_doing(&p, "a");
    play_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_of_other_engines_are_read_as_feel),
        cmocka_unit_test(what_tools_leave_empty_or_global_is_understood),
        cmocka_unit_test(data_objects_may_be_used_in_expressions_blanks_and_all),
        cmocka_unit_test(what_cannot_be_run_is_refused_with_its_name),
        cmocka_unit_test(what_leads_nowhere_is_refused),
        cmocka_unit_test(what_is_written_wrong_is_refused),
        cmocka_unit_test(tricks_of_the_file_format_are_refused),
        cmocka_unit_test(a_finding_names_file_line_element_and_rule),
        cmocka_unit_test(lanes_are_default_posts_and_our_extension_is_kept),
        cmocka_unit_test(a_business_rule_task_decides_by_its_table),
        cmocka_unit_test(timers_are_read_as_iso_8601_and_as_working_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
