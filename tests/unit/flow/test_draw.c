/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#include "base/xml.h"

static bool has(struct str svg, const char *text)
{
    return str_find(svg, str_of(text)) >= 0;
}

static struct xml *read_svg(struct arena *a, struct str svg)
{
    struct xml *root = NULL;
    struct xml_problem problem = { 0, STR("") };

    if (xml_read(a, svg, &root, &problem) != OK)
        fail_msg("line %d: %.*s", problem.line, STR_ARG(problem.why));
    assert_true(xml_is(root, "http://www.w3.org/2000/svg", "svg"));
    return root;
}

#define LOOP "<startEvent id='s'/><userTask id='a' name='受理 &lt;&amp;\"x\"'/><exclusiveGateway id='g' default='g_e'/>" \
    "<userTask id='b'/><endEvent id='e'/>" F(s, a) F(a, g) FC(g, b, "again") F(b, a) F(g, e)

static void a_file_without_a_diagram_is_laid_out(void **state)
{
    struct play p = play_make(LOOP);
    struct str svg = flow_draw(p.arena, p.flow, NULL);
    struct xml *root = read_svg(p.arena, svg);
    size_t groups = 0;

    (void)state;
    for (const struct xml *g = xml_child(root, NULL, "g"); g != NULL; g = xml_next(g, NULL, "g"), groups++)
        assert_str(xml_attr(g, "class"), "plain");
    assert_int_equal(groups, 5);
    assert_false(has(svg, "<&"));
    play_end(&p);
}

static void what_is_done_live_near_and_late_is_told_by_class_and_sign(void **state)
{
    struct play p = play_make(LOOP);
    struct str svg;
    uint32_t item;

    (void)state;
    play_start(&p);
    assert_int_equal(play_do_with(&p, "a", "{\"again\":true}"), OK);
    item = play_item(&p, "b");
    svg = flow_draw(p.arena, p.flow, p.state);
    read_svg(p.arena, svg);
    assert_true(has(svg, "<g class=\"done\" data-element=\"a\">"));
    assert_true(has(svg, "<g class=\"live\" data-element=\"b\">"));
    assert_true(has(svg, "<g class=\"plain\" data-element=\"e\">"));
    assert_true(has(svg, "<path class=\"done\""));
    svg = flow_draw_look(p.arena, p.flow, p.state, (struct flow_look){ .overdue = &item, .overdue_count = 1 });
    assert_true(has(svg, "<g class=\"late\" data-element=\"b\">") && has(svg, "#B3261E"));
    svg = flow_draw_look(p.arena, p.flow, p.state, (struct flow_look){ .near = &item, .near_count = 1 });
    assert_true(has(svg, "<g class=\"near\" data-element=\"b\">"));
    play_end(&p);
}

static void the_diagram_of_the_file_is_kept(void **state)
{
    struct play p = play_make_all("<process id='p'><startEvent id='s'/><userTask id='a'/>" F(s, a) "</process>"
        "<d:BPMNDiagram xmlns:d='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC'"
        " xmlns:di='http://www.omg.org/spec/DD/20100524/DI'><d:BPMNPlane bpmnElement='p'>"
        "<d:BPMNShape bpmnElement='s'><dc:Bounds x='111' y='222' width='36' height='36'/></d:BPMNShape>"
        "<d:BPMNShape bpmnElement='a'><dc:Bounds x='333' y='200' width='100' height='80'/></d:BPMNShape>"
        "<d:BPMNEdge bpmnElement='s_a'><di:waypoint x='147' y='240'/><di:waypoint x='nan' y='1e999'/></d:BPMNEdge>"
        "</d:BPMNPlane></d:BPMNDiagram>");
    struct str svg = flow_draw(p.arena, p.flow, NULL);

    (void)state;
    read_svg(p.arena, svg);
    assert_true(has(svg, "<rect x=\"333.0\" y=\"200.0\" width=\"100.0\""));
    assert_true(has(svg, "M147.0 240.0L0.0 0.0"));
    play_end(&p);
}

#define LABELLED "<d:BPMNDiagram xmlns:d='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC'" \
    " xmlns:di='http://www.omg.org/spec/DD/20100524/DI'><d:BPMNPlane bpmnElement='p'>" \
    "<d:BPMNShape bpmnElement='s'><dc:Bounds x='10' y='10' width='36' height='36'/></d:BPMNShape>" \
    "<d:BPMNShape bpmnElement='sub' isExpanded='false'><dc:Bounds x='333' y='200' width='100' height='80'/></d:BPMNShape>" \
    "<d:BPMNEdge bpmnElement='f'><di:waypoint x='46' y='28'/><di:waypoint x='333' y='240'/>" \
    "<d:BPMNLabel><dc:Bounds x='500' y='600' width='40' height='14'/></d:BPMNLabel></d:BPMNEdge></d:BPMNPlane></d:BPMNDiagram>" \
    "<d:BPMNDiagram xmlns:d='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC'>" \
    "<d:BPMNPlane bpmnElement='sub'><d:BPMNShape bpmnElement='i'><dc:Bounds x='10' y='10' width='100' height='80'/></d:BPMNShape>" \
    "</d:BPMNPlane></d:BPMNDiagram>"

static void labels_stand_where_the_file_says_and_what_is_closed_stays_closed(void **state)
{
    struct play p = play_make_all("<process id='p'><startEvent id='s'/><subProcess id='sub'><userTask id='i'/></subProcess>"
        "<sequenceFlow id='f' name='go' sourceRef='s' targetRef='sub'/></process>" LABELLED);
    struct str svg = flow_draw(p.arena, p.flow, NULL);

    (void)state;
    read_svg(p.arena, svg);
    assert_true(has(svg, "<text x=\"520.0\" y=\"611.0\""));
    assert_false(has(svg, "data-element=\"i\""));
    play_end(&p);
}

static void a_laid_out_sub_process_shows_its_inside(void **state)
{
    struct play p = play_make("<startEvent id='s'/><subProcess id='sub'><startEvent id='s2'/><userTask id='a'/>" F(s2, a)
                              "</subProcess>" F(s, sub));
    struct str svg = flow_draw(p.arena, p.flow, NULL);

    (void)state;
    read_svg(p.arena, svg);
    assert_true(has(svg, "data-element=\"a\""));
    play_end(&p);
}

static void work_inside_a_sub_process_shows_on_it(void **state)
{
    struct play p = play_make("<startEvent id='s'/><subProcess id='sub'><startEvent id='s2'/><userTask id='a'/>" F(s2, a)
                              "</subProcess>" F(s, sub));

    (void)state;
    play_start(&p);
    assert_true(has(flow_draw(p.arena, p.flow, p.state), "<g class=\"live\" data-element=\"sub\">"));
    play_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_without_a_diagram_is_laid_out),
        cmocka_unit_test(what_is_done_live_near_and_late_is_told_by_class_and_sign),
        cmocka_unit_test(the_diagram_of_the_file_is_kept),
        cmocka_unit_test(labels_stand_where_the_file_says_and_what_is_closed_stays_closed),
        cmocka_unit_test(a_laid_out_sub_process_shows_its_inside),
        cmocka_unit_test(work_inside_a_sub_process_shows_on_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
