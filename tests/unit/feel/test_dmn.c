/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "dmn_say.h"

static struct str model(struct arena *a, const char *body)
{
    return arena_printf(a, MODEL_HEAD "%s</definitions>", body);
}

/* A decision d over nothing with one boxed expression. */
static struct str boxed(struct arena *a, const char *attributes, const char *expression)
{
    return model(a, arena_printf(a, "<itemDefinition name='tNumbers' isCollection='true'><typeRef>number</typeRef></itemDefinition>"
        "<itemDefinition name='tPerson'><itemComponent name='name'><typeRef>string</typeRef></itemComponent>"
        "<itemComponent name='age'><typeRef>tAge</typeRef></itemComponent></itemDefinition>"
        "<itemDefinition name='tAge'><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>"
        "<itemDefinition name='tFew' isCollection='true'><typeRef>tAge</typeRef>"
        "<typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>"
        "<itemDefinition name='tSide'><typeRef>string</typeRef><allowedValues><text>\"up\"</text></allowedValues></itemDefinition>"
        "<itemDefinition name='tOver'><typeRef>tSide</typeRef><allowedValues><text>\"left\"</text></allowedValues></itemDefinition>"
        "<itemDefinition name='tLoop'><typeRef>tLoop</typeRef></itemDefinition>"
        "<decision id='d' name='d'><variable name='d' %s/>%s</decision>", attributes, expression).p);
}

#define TEXT(x) "<literalExpression><text>" x "</text></literalExpression>"
#define ENTRY(name, x) "<contextEntry><variable name='" name "'/>" x "</contextEntry>"
#define INPUT(id, name, type) "<inputData id='" id "' name='" name "'><variable name='" name "' typeRef='" type "'/></inputData>"
#define NEEDS_INPUT(id) "<informationRequirement><requiredInput href='#" id "'/></informationRequirement>"
#define NEEDS(id) "<informationRequirement><requiredDecision href='#" id "'/></informationRequirement>"
#define KNOWS(id) "<knowledgeRequirement><requiredKnowledge href='#" id "'/></knowledgeRequirement>"

static void every_boxed_expression_gives_its_value(void **state)
{
    static const struct { const char *expression, *expected; } rows[] = {
        { TEXT("1 + 1"), "2" },
        { TEXT(""), "null" },
        { "", "null" },
        { "<context>" ENTRY("a", TEXT("1")) ENTRY("b c", TEXT("a + 1")) "</context>", "{\"a\":1,\"b c\":2}" },
        { "<context>" ENTRY("b c", TEXT("2")) "<contextEntry>" TEXT("b c * 10") "</contextEntry></context>", "20" },
        { "<list>" TEXT("1") "<list>" TEXT("2") "</list></list>", "[1,[2]]" },
        { "<relation><column name='户主'/><column name='n'/><row>" TEXT("\"向\"") TEXT("1") "</row><row>" TEXT("\"田\"") TEXT("2")
          "</row></relation>", "[{\"户主\":\"向\",\"n\":1},{\"户主\":\"田\",\"n\":2}]" },
        { "<context>" ENTRY("f", "<functionDefinition><formalParameter name='x y' typeRef='number'/>" TEXT("x y * 2")
          "</functionDefinition>") "<contextEntry>" TEXT("[f(4), f(\"a\"), f(x y: 1)]") "</contextEntry></context>", "[8,null,2]" },
        { "<context>" ENTRY("f", "<functionDefinition kind='Java'><formalParameter name='x'/>" TEXT("1") "</functionDefinition>")
          "<contextEntry>" TEXT("f(4)") "</contextEntry></context>", "null" },
        { "<invocation>" TEXT("substring") "<binding><parameter name='start position'/>" TEXT("2") "</binding>"
          "<binding><parameter name='string'/>" TEXT("\"abc\"") "</binding></invocation>", "\"bc\"" },
        { "<conditional><if>" TEXT("1 &gt; 2") "</if><then>" TEXT("\"a\"") "</then><else>" TEXT("\"b\"") "</else></conditional>", "\"b\"" },
        { "<filter><in>" TEXT("[{a b: 1}, {a b: 2}]") "</in><match>" TEXT("a b &gt; 1") "</match></filter>", "[{\"a b\":2}]" },
        { "<filter><in>" TEXT("[1, 2, 3]") "</in><match>" TEXT("item &gt; 1") "</match></filter>", "[2,3]" },
        { "<for iteratorVariable='i'><in>" TEXT("[1..3]") "</in><return>" TEXT("i * count(partial)") "</return></for>", "[0,2,6]" },
        { "<some iteratorVariable='i'><in>" TEXT("[1, 2]") "</in><satisfies>" TEXT("i &gt; 1") "</satisfies></some>", "true" },
        { "<every iteratorVariable='i'><in>" TEXT("[1, 2]") "</in><satisfies>" TEXT("i &gt; 1") "</satisfies></every>", "false" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new(65536);
        struct str got = decided(a, boxed(a, "", rows[i].expression), "d", "{}");
        if (!str_is(got, rows[i].expected))
            fail_msg("%s gives %.*s, not %s", rows[i].expression, STR_ARG(got), rows[i].expected);
        arena_free(a);
    }
}

static void a_result_is_made_to_fit_its_type_or_becomes_null(void **state)
{
    static const struct { const char *type, *text, *expected; } rows[] = {
        { "string", "1+1", "null" },                    { "tNumbers", "[1,2,\"foo\"]", "null" },
        { "tNumbers", "10", "[10]" },                   { "tNumbers", "\"foo\"", "null" },
        { "string", "[\"foo\"]", "\"foo\"" },           { "string", "[1]", "null" },
        { "tNumbers", "null", "null" },                 { "tPerson", "{name: \"foo\", age: 10}", "{\"name\":\"foo\",\"age\":10}" },
        { "tPerson", "{name: \"foo\"}", "null" },       { "tPerson", "{name: \"foo\", age: 200}", "null" },
        { "tPerson", "{name: \"foo\", age: 1, x: 2}", "{\"name\":\"foo\",\"age\":1,\"x\":2}" },
        { "tAge", "150", "150" },                       { "tAge", "151", "null" },
        { "tFew", "[1, 2]", "[1,2]" },                  { "tFew", "[1, 2, 3]", "null" },
        { "tFew", "[151]", "null" },                    { "dateTime", "date(\"2026-01-05\")", "\"@2026-01-05T00:00:00Z\"" },
        { "tOver", "\"left\"", "\"left\"" },           { "tOver", "\"up\"", "null" },
        { "feel:number", "1", "1" },                    { "Any", "\"x\"", "\"x\"" },
        { "list&lt;string&gt;", "\"x\"", "[\"x\"]" },
        { "boolean", "151 instance of tAge", "true" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new(65536);
        struct str type = arena_printf(a, "typeRef='%s'", rows[i].type);
        struct str got = decided(a, boxed(a, type.p, arena_printf(a, TEXT("%s"), rows[i].text).p), "d", "{}");
        if (!str_is(got, rows[i].expected))
            fail_msg("%s as %s gives %.*s", rows[i].text, rows[i].type, STR_ARG(got));
        arena_free(a);
    }
}

static void a_function_of_a_typed_decision_is_held_to_its_type(void **state)
{
    struct arena *a = arena_new(65536);
    struct str m = model(a,
        "<itemDefinition name='tFoo'><typeRef>string</typeRef><allowedValues><text>\"foo\", \"bar\"</text></allowedValues></itemDefinition>"
        "<itemDefinition name='tFunction'><functionItem outputTypeRef='tFoo'><parameters name='a'/></functionItem></itemDefinition>"
        "<decision id='f' name='f'><variable name='f' typeRef='tFunction'/>" TEXT("function(a) a") "</decision>"
        "<decision id='d' name='d'>" NEEDS("f") TEXT("[f(\"foo\"), f(\"baz\"), f(1)]") "</decision>"
        "<decision id='r' name='r'><relation><column name='c' typeRef='tFoo'/><row>" TEXT("\"bar\"") "</row><row>" TEXT("\"baz\"")
        "</row></relation></decision>"
        "<decision id='l' name='l'>" TEXT("[(function(a: tFoo) a)(\"foo\"), (function(a: tFoo) a)(\"baz\")]") "</decision>");

    (void)state;
    assert_str(decided(a, m, "d", "{}"), "[\"foo\",null,null]");
    assert_str(decided(a, m, "r", "{}"), "[{\"c\":\"bar\"},{\"c\":null}]");
    assert_str(decided(a, m, "l", "{}"), "[\"foo\",null]");
    arena_free(a);
}

static void a_type_that_is_itself_is_a_limit_not_a_crash(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_true(str_starts(decided(a, boxed(a, "typeRef='tLoop'", TEXT("1")), "d", "{}"), STR("limit ")));
    arena_free(a);
}

static const char family[] =
    INPUT("i1", "家庭 人数", "number") INPUT("i2", "月收入", "number")
    "<businessKnowledgeModel id='b' name='人均'><variable name='人均'/><encapsulatedLogic><formalParameter name='总' typeRef='number'/>"
    "<formalParameter name='人' typeRef='number'/><literalExpression typeRef='number'><text>decimal(总 / 人, 2)</text></literalExpression>"
    "</encapsulatedLogic></businessKnowledgeModel>"
    "<decision id='d1' name='人均收入'><variable name='人均收入' typeRef='number'/>" NEEDS_INPUT("i1") NEEDS_INPUT("i2") KNOWS("b")
    TEXT("人均(人: 家庭 人数, 总: 月收入)") "</decision>"
    "<decision id='d2' name='低保'><variable name='低保'/>" NEEDS("d1") TEXT("if 人均收入 &lt; 500 then \"可办\" else \"不符\"") "</decision>"
    "<decision id='d3' name='问'><variable name='问'/>" KNOWS("s") TEXT("[服务(1000, 2), 服务(家庭 人数: 4, 月收入: 1000)]") "</decision>"
    "<decision id='d4' name='看不见'><variable name='看不见'/>" TEXT("月收入") "</decision>"
    "<decisionService id='s' name='服务'><variable name='服务'/><outputDecision href='#d2'/><encapsulatedDecision href='#d1'/>"
    "<inputData href='#i2'/><inputData href='#i1'/></decisionService>"
    "<decisionService id='s2' name='两项'><variable name='两项'/><outputDecision href='#d1'/><outputDecision href='#d2'/>"
    "<inputDecision href='#d1'/></decisionService>";

static void decisions_use_what_they_require_and_nothing_else(void **state)
{
    struct arena *a = arena_new(65536);
    struct str m = model(a, family);

    (void)state;
    assert_str(decided(a, m, "人均收入", "{\"家庭 人数\":3,\"月收入\":1000}"), "333.33");
    assert_str(decided(a, m, "低保", "{\"家庭 人数\":3,\"月收入\":1000}"), "\"可办\"");
    assert_str(decided(a, m, "d2", "{\"家庭 人数\":1,\"月收入\":1000}"), "\"不符\"");
    assert_str(decided(a, m, "看不见", "{\"月收入\":1000}"), "null");
    assert_str(decided(a, m, "人均收入", "{\"家庭 人数\":\"three\",\"月收入\":1000}"), "null");
    assert_str(decided(a, m, "没有", "{}"), "not_found 0:0 ");
    arena_free(a);
}

static void a_service_is_called_by_name_or_as_a_function(void **state)
{
    struct arena *a = arena_new(65536);
    struct str m = model(a, family);

    (void)state;
    assert_str(decided(a, m, "服务", "{\"家庭 人数\":4,\"月收入\":1000}"), "\"可办\"");
    assert_str(decided(a, m, "两项", "{\"人均收入\":800}"), "{\"人均收入\":800,\"低保\":\"不符\"}");
    assert_str(decided(a, m, "问", "{}"), "[\"不符\",\"可办\"]");
    arena_free(a);
}

static void knowledge_may_call_itself_within_limits(void **state)
{
    struct arena *a = arena_new(65536);
    struct str m = model(a, "<businessKnowledgeModel id='b' name='fact'><encapsulatedLogic><formalParameter name='n'/>"
        TEXT("if n &lt; 2 then 1 else n * fact(n - 1)") "</encapsulatedLogic></businessKnowledgeModel>"
        "<decision id='d' name='d'>" KNOWS("b") TEXT("fact(20)") "</decision>"
        "<decision id='e' name='e'>" KNOWS("b") TEXT("fact(100000)") "</decision>");

    (void)state;
    assert_str(decided(a, m, "d", "{}"), "2432902008176640000");
    assert_true(str_starts(decided(a, m, "e", "{}"), STR("limit ")));
    arena_free(a);
}

static void an_imported_model_stands_under_the_name_of_its_import(void **state)
{
    static const char library[] =
        "<definitions xmlns='http://www.omg.org/spec/DMN/20180521/MODEL/' namespace='urn:lib' name='lib'>"
        "<itemDefinition name='tFee'><typeRef>number</typeRef><allowedValues><text>&gt;= 0</text></allowedValues></itemDefinition>"
        "<inputData id='i' name='面积'><variable name='面积' typeRef='number'/></inputData>"
        "<businessKnowledgeModel id='b' name='fee of'><variable name='fee of'/><encapsulatedLogic><formalParameter name='n'/>"
        TEXT("n * 2") "</encapsulatedLogic></businessKnowledgeModel>"
        "<decision id='d' name='基准'><variable name='基准'/>" NEEDS_INPUT("i") TEXT("面积 + 1") "</decision></definitions>";
    struct arena *a = arena_new(65536);
    struct str m = model(a, "<import namespace='urn:lib' name='公用' importType='http://www.omg.org/spec/DMN/20180521/MODEL/'/>"
        "<decision id='x' name='x'><variable name='x' typeRef='公用.tFee'/>"
        "<informationRequirement><requiredDecision href='urn:lib#d'/></informationRequirement>"
        "<knowledgeRequirement><requiredKnowledge href='urn:lib#b'/></knowledgeRequirement>" TEXT("公用.fee of(公用.基准)") "</decision>");
    struct dmn_source files[] = { { STR("m.dmn"), m }, { STR("lib.dmn"), STR(library) } };

    (void)state;
    assert_str(decided_of(a, files, 2, "x", "{\"公用\":{\"面积\":4}}"), "10");
    assert_str(decided_of(a, files, 2, "x", "{\"公用.面积\":4}"), "10");
    assert_str(decided_of(a, files, 2, "x", "{\"面积\":4}"), "10");
    assert_str(decided_of(a, files, 2, "x", "{\"面积\":-9}"), "null");
    assert_str(decided_of(a, files, 1, "x", "{}"), "invalid m.dmn:1: m: the imported model is not among the files");
    arena_free(a);
}

static void a_broken_model_is_refused_with_its_place(void **state)
{
    static const struct { const char *body, *said; } rows[] = {
        { "<decision id='a' name='a'>" NEEDS("b") "</decision><decision id='b' name='b'>" NEEDS("a") "</decision>",
          "invalid m.dmn:1: a: the requirements run in a circle" },
        { "<decision id='a' name='a'>" NEEDS("nobody") "</decision>", "invalid m.dmn:1: a: nothing has the id #nobody" },
        { "<decision id='a' name='a'><variable name='a' typeRef='tNo'/></decision>", "invalid m.dmn:1: a: the type tNo is not defined" },
        { "\n<decision id='a' name='a'>\n<literalExpression id='l'><text>\n1 +</text></literalExpression></decision>",
          "invalid m.dmn:4: l: expected an expression" },
        { "<decision id='a'/>", "invalid m.dmn:1: a: the element has no name" },
        { "<decisionService id='a' name='a'/>", "invalid m.dmn:1: a: a decision service needs an output decision" },
        { "<decision id='a' name='a'><literalExpression expressionLanguage='urn:groovy'><text>1</text></literalExpression></decision>",
          "invalid m.dmn:1: a: only expressions in FEEL can be evaluated" },
        { "<decision id='a' name='a'><conditional/></decision>", "invalid m.dmn:1: a: expected the part <if>" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new(65536);
        struct str got = decided(a, model(a, rows[i].body), "a", "{}");
        if (!str_is(got, rows[i].said))
            fail_msg("row %zu says %.*s", i, STR_ARG(got));
        arena_free(a);
    }
}

static void a_model_opened_loosely_decides_what_is_sound_in_it(void **state)
{
    struct arena *a = arena_new(65536);
    struct str m = model(a, "<decision id='good' name='good'>" TEXT("1") "</decision>"
        "\n<decision id='bad' name='bad'>" TEXT("1 == 1") "</decision><decision id='lost' name='lost'>" NEEDS("nobody") "</decision>"
        "<decision id='upon' name='upon'>" NEEDS("bad") TEXT("bad") "</decision>");
    struct dmn_source file = { STR("m.dmn"), m };
    struct feel_problem p;
    const struct dmn *open;
    const struct feel *v;

    (void)state;
    assert_int_equal(dmn_load(a, &file, 1, &open, NULL), ERR_INVALID);
    assert_int_equal(dmn_open(a, &file, 1, &open, NULL), OK);
    assert_int_equal(dmn_count(open), 4);
    assert_int_equal(dmn_decide(a, open, STR("good"), NULL, NULL, &v, NULL), OK);
    assert_str(feel_to_json(a, v), "1");
    assert_int_equal(dmn_decide(a, open, STR("upon"), NULL, NULL, &v, &p), ERR_INVALID);
    assert_str(p.why, "m.dmn:2: bad: expected an expression");
    assert_int_equal(dmn_decide(a, open, STR("lost"), NULL, NULL, &v, &p), ERR_INVALID);
    assert_str(p.why, "m.dmn:2: lost: nothing has the id #nobody");
    arena_free(a);
}

static void the_rows_of_a_table_can_be_read_without_asking_it(void **state)
{
    struct arena *a = arena_new(65536);
    struct str m = model(a, "<inputData id='n' name='n'><variable name='n'/></inputData>"
        "<decision id='t' name='t'><informationRequirement><requiredInput href='#n'/></informationRequirement>"
        "<decisionTable hitPolicy='FIRST'><input><inputExpression><text>n</text></inputExpression></input>"
        "<output name='a'/><output name='b'/>"
        "<rule><inputEntry><text>1</text></inputEntry><outputEntry><text>\"one\"</text></outputEntry><outputEntry><text>n</text></outputEntry></rule>"
        "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>\"more\"</text></outputEntry><outputEntry><text>2</text></outputEntry></rule>"
        "</decisionTable></decision><decision id='no' name='no'>" TEXT("1") "</decision>");
    struct dmn_source file = { STR("m.dmn"), m };
    const struct dmn *open;
    const struct feel *v;

    (void)state;
    assert_int_equal(dmn_load(a, &file, 1, &open, NULL), OK);
    assert_int_equal(dmn_rows(a, open, STR("t"), &v), OK);
    assert_str(feel_to_json(a, v), "[{\"a\":\"one\",\"b\":null},{\"a\":\"more\",\"b\":2}]");
    assert_int_equal(dmn_rows(a, open, STR("no"), &v), ERR_NOT_FOUND);
    assert_int_equal(dmn_rows(a, open, STR("nobody"), &v), ERR_NOT_FOUND);
    arena_free(a);
}

static void what_is_no_decision_model_is_refused(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_true(str_starts(decided(a, STR(""), "a", "{}"), STR("invalid m.dmn:")));
    assert_true(str_starts(decided(a, STR("<a/>"), "a", "{}"), STR("invalid m.dmn:1: : expected <definitions>")));
    assert_true(str_starts(decided(a, STR("<!DOCTYPE x [<!ENTITY e 'e'>]><definitions/>"), "a", "{}"), STR("invalid m.dmn:")));
    arena_free(a);
}

/* A chain of decisions, each requiring the one before it. */
static struct str chain(struct arena *a, int length)
{
    struct buf b = buf_in(a);

    buf_add(&b, STR(MODEL_HEAD "<decision id='d0' name='d0'>" TEXT("1") "</decision>"));
    for (int i = 1; i < length; i++)
        buf_printf(&b, "<decision id='d%d' name='d%d'><informationRequirement><requiredDecision href='#d%d'/>"
                       "</informationRequirement>" TEXT("d%d + 1") "</decision>", i, i, i - 1, i - 1);
    buf_add(&b, STR("</definitions>"));
    return buf_str(&b);
}

static void requirements_may_be_deep_but_not_without_end(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_str(decided(a, chain(a, 100), "d99", "{}"), "100");
    assert_str(decided(a, chain(a, 400), "d399", "{}"), "400");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_boxed_expression_gives_its_value),
        cmocka_unit_test(a_result_is_made_to_fit_its_type_or_becomes_null),
        cmocka_unit_test(a_function_of_a_typed_decision_is_held_to_its_type),
        cmocka_unit_test(a_type_that_is_itself_is_a_limit_not_a_crash),
        cmocka_unit_test(decisions_use_what_they_require_and_nothing_else),
        cmocka_unit_test(a_service_is_called_by_name_or_as_a_function),
        cmocka_unit_test(knowledge_may_call_itself_within_limits),
        cmocka_unit_test(an_imported_model_stands_under_the_name_of_its_import),
        cmocka_unit_test(a_broken_model_is_refused_with_its_place),
        cmocka_unit_test(a_model_opened_loosely_decides_what_is_sound_in_it),
        cmocka_unit_test(the_rows_of_a_table_can_be_read_without_asking_it),
        cmocka_unit_test(what_is_no_decision_model_is_refused),
        cmocka_unit_test(requirements_may_be_deep_but_not_without_end),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
