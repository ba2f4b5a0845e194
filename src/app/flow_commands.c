/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/flow_commands.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/file.h"
#include "base/json.h"
#include "base/xml.h"
#include "feel/dmn.h"
#include "flow/flow.h"
#include "flow/measure.h"
#include "flow/run.h"

enum { ARGS_MAX = 512, PROCESSES_MAX = 64 };

static const char usage[] =
    "usage: buchucun flow COMMAND\n"
    "\n"
    "  check FILE.bpmn ...                   prove that the processes can be used\n"
    "  run FILE.bpmn ... [--process ID] [--set NAME=JSON] [--at TIME] [--auto] [--until DURATION]\n"
    "      [--message NAME@DURATION] [--signal NAME@DURATION] [--do ELEMENT:ACTION[=JSON]] [--script-log]\n"
    "  draw FILE.bpmn ... [--process ID]     print the diagram as SVG\n"
    "  eval 'FEEL' [--set NAME=JSON]         print the value of an expression\n"
    "  decide FILE.dmn ... NAME [--set NAME=JSON]\n"
    "  bench FILE.bpmn ... --instances N\n";

/* What stands on the command line: words, and options that may come again. */
struct line {
    struct arena *arena;
    struct str    words[ARGS_MAX];
    size_t        word_count;
    const struct feel *set;
    struct str    process, at, until, instances;
    bool          automatic, script_log;
    struct run_post posts[ARGS_MAX];
    size_t        post_count;
    struct run_do dos[ARGS_MAX];
    size_t        do_count;
};

static int complain(struct str what, const char *why)
{
    fprintf(stderr, "buchucun: %.*s: %s\n", STR_ARG(what), why);
    return 2;
}

static bool read_duration(struct str s, int64_t *out)
{
    struct flow_timer t;

    if (flow_timer(s, &t) != OK || t.is_moment || t.repeats != 1)
        return false;
    *out = t.ms + (int64_t)t.months * 30 * 86400000 + (int64_t)t.working_days * 86400000;
    return true;
}

static bool read_json(struct arena *a, struct str text, const struct feel **out)
{
    struct feel_problem problem = { .why = STR("") };

    if (feel_from_json(a, text, out, &problem) == OK)
        return true;
    fprintf(stderr, "buchucun: line %d, column %d of the JSON: %.*s\n", problem.line, problem.column, STR_ARG(problem.why));
    return false;
}

static bool take_set(struct line *l, struct str given)
{
    struct str name, json;
    const struct feel *v;

    if (!str_cut(given, '=', &name, &json) || !read_json(l->arena, json, &v))
        return false;
    l->set = feel_put(l->arena, l->set, name, v);
    return true;
}

/* NAME@DURATION; without a duration at once. */
static bool take_post(struct line *l, struct str given, bool is_signal)
{
    struct run_post *post = &l->posts[l->post_count++];
    size_t at = given.len;

    while (at > 0 && given.p[at - 1] != '@')
        at--;
    *post = (struct run_post){ at > 0 ? str_sub(given, 0, at - 1) : given, 0, is_signal };
    return at == 0 || read_duration(str_sub(given, at, given.len), &post->after_ms);
}

static bool take_do(struct line *l, struct str given)
{
    struct run_do *d = &l->dos[l->do_count++];
    struct str rest, json = STR("");

    if (!str_cut(given, ':', &d->element, &rest))
        return false;
    d->data = NULL;
    return !str_cut(rest, '=', &d->action, &json) || read_json(l->arena, json, &d->data);
}

static bool take_flag(struct line *l, struct str flag)
{
    bool *on = str_is(flag, "--auto") ? &l->automatic : str_is(flag, "--script-log") ? &l->script_log : NULL;

    if (on != NULL)
        *on = true;
    return on != NULL;
}

static bool take_option(struct line *l, struct str option, struct str given)
{
    if (str_is(option, "--set"))
        return take_set(l, given);
    if (str_is(option, "--message") || str_is(option, "--signal"))
        return take_post(l, given, str_is(option, "--signal"));
    if (str_is(option, "--do"))
        return take_do(l, given);
    if (str_is(option, "--process"))
        l->process = given;
    else if (str_is(option, "--at"))
        l->at = given;
    else if (str_is(option, "--until"))
        l->until = given;
    else if (str_is(option, "--instances"))
        l->instances = given;
    else
        return false;
    return true;
}

static bool read_line(struct line *l, int argc, char **argv)
{
    l->set = feel_context(l->arena);
    for (int i = 2; i < argc && i < ARGS_MAX; i++) {
        struct str word = str_of(argv[i]);
        if (!str_starts(word, STR("--")))
            l->words[l->word_count++] = word;
        else if (!take_flag(l, word) && (i + 1 >= argc || !take_option(l, word, str_of(argv[++i])))) {
            complain(word, "this option cannot be read");
            return false;
        }
    }
    return argc <= ARGS_MAX;
}

static bool read_files(struct line *l, size_t count, struct flow_source *out)
{
    for (size_t i = 0; i < count; i++) {
        out[i].name = l->words[i];
        if (file_read(l->arena, arena_cstr(l->arena, l->words[i]), &out[i].bytes) != OK) {
            complain(l->words[i], "cannot be read");
            return false;
        }
    }
    return true;
}

static void print_findings(FILE *to, const struct flow_report *r, bool fatal)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct flow_finding *f = &r->items[i];
        if (f->fatal == fatal)
            fprintf(to, "%.*s:%d: %.*s: %.*s: %.*s\n", STR_ARG(f->file), f->line, STR_ARG(f->element), STR_ARG(f->rule),
                    STR_ARG(f->text));
    }
}

static bool has_fatal(const struct flow_report *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].fatal)
            return true;
    return false;
}

/* ---- check ---- */

static bool check_process(struct line *l, const struct flow_source *files, struct str process)
{
    struct flow_report report;
    struct flow *f;

    if (flow_compile(l->arena, files, l->word_count, process, &f, &report) != OK) {
        print_findings(stdout, &report, true);
        if (report.count == 0)
            printf("%.*s:1: %.*s: limit: too many elements or files\n", STR_ARG(files[0].name), STR_ARG(process));
        return false;
    }
    print_findings(stderr, &report, false);
    if (flow_check(l->arena, f, 0, &report) != OK)
        return false;
    print_findings(stderr, &report, false);
    print_findings(stdout, &report, true);
    if (!report.proven && !has_fatal(&report))
        printf("%.*s:1: %.*s: sound.not_proven: too many markings to look at all of them\n", STR_ARG(files[0].name),
               STR_ARG(flow_process(f)));
    return report.proven && !has_fatal(&report);
}

static bool check_file(struct line *l, struct flow_source *files, size_t which)
{
    struct flow_source *ordered = ARENA_ARRAY(l->arena, l->word_count, struct flow_source);
    struct str processes[PROCESSES_MAX];
    size_t count = flow_processes(l->arena, files[which].bytes, processes, PROCESSES_MAX), k = 1;
    bool good = true;

    if (str_ends(files[which].name, STR(".dmn")))
        return true;
    ordered[0] = files[which];
    for (size_t i = 0; i < l->word_count; i++)
        if (i != which)
            ordered[k++] = files[i];
    if (count == 0)
        return check_process(l, ordered, STR(""));
    for (size_t i = 0; i < count && i < PROCESSES_MAX; i++)
        good &= check_process(l, ordered, processes[i]);
    return good;
}

static int check(struct line *l)
{
    struct flow_source files[ARGS_MAX];
    bool good = true;

    if (l->word_count == 0 || !read_files(l, l->word_count, files))
        return 2;
    for (size_t i = 0; i < l->word_count; i++)
        good &= check_file(l, files, i);
    if (good)
        puts("sound");
    return good ? 0 : 1;
}

/* ---- run, draw, bench ---- */

static bool compile(struct line *l, struct flow **out)
{
    struct flow_source files[ARGS_MAX];
    struct flow_report report;

    if (l->word_count == 0 || !read_files(l, l->word_count, files))
        return false;
    if (flow_compile(l->arena, files, l->word_count, l->process, out, &report) != OK) {
        print_findings(stderr, &report, true);
        return false;
    }
    for (size_t i = 0; i < report.count && !l->script_log; i++)
        if (str_is(report.items[i].rule, "script.language")) {
            print_findings(stderr, &report, false);
            return false;
        }
    return true;
}

static void print_line(void *user, struct str json)
{
    (void)user;
    printf("%.*s\n", STR_ARG(json));
}

static int run(struct line *l)
{
    struct run_plan plan = { .data = l->set, .automatic = l->automatic, .until_ms = -1, .posts = l->posts,
        .post_count = l->post_count, .dos = l->dos, .do_count = l->do_count, .line = print_line };
    enum run_outcome outcome;
    struct flow *f;

    if (l->at.len > 0 && !feel_to_unix_ms(feel_temporal(l->arena, l->at), STR("+08:00"), &plan.start))
        return complain(l->at, "is no date and time");
    if (l->until.len > 0 && !read_duration(l->until, &plan.until_ms))
        return complain(l->until, "is no duration");
    if (!compile(l, &f))
        return 1;
    outcome = flow_run(l->arena, f, &plan);
    return outcome == RUN_FINISHED || outcome == RUN_WAITING ? 0 : 1;
}

static int draw(struct line *l)
{
    struct flow *f;

    if (!compile(l, &f))
        return 1;
    printf("%.*s\n", STR_ARG(flow_draw(l->arena, f, NULL)));
    return 0;
}

static int64_t nanos(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int bench(struct line *l)
{
    struct flow_source files[ARGS_MAX];
    struct flow_figures n;
    int64_t instances = 100000;
    struct flow *f;

    if (l->instances.len > 0 && (str_int(l->instances, &instances) != OK || instances <= 0))
        return complain(l->instances, "is no number of instances");
    if (!compile(l, &f) || !read_files(l, l->word_count, files))
        return 1;
    if (flow_measure(files, l->word_count, instances, nanos, &n) != OK) {
        complain(l->words[0], "does not come to its end when all work is simply completed");
        return 1;
    }
    printf("{\"instances_per_s\":%.0f,\"steps_per_s\":%.0f,\"state_bytes\":%zu,\"encode_ns\":%.0f,\"decode_ns\":%.0f,"
           "\"compile_ms\":%.3f,\"check_ms\":%.3f,\"elements\":%u}\n", n.instances_per_s, n.steps_per_s, n.state_bytes,
           n.encode_ns, n.decode_ns, n.compile_ms, n.check_ms, flow_elements(f));
    return 0;
}

/* ---- eval, decide ---- */

static struct feel_env env_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (struct feel_env){ .now = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000, .zone = STR("+08:00") };
}

static int print_value(struct line *l, enum err e, const struct feel *v, struct feel_problem problem)
{
    if (e == OK) {
        printf("%.*s\n", STR_ARG(feel_to_json(l->arena, v)));
        return 0;
    }
    fprintf(stderr, "line %d, column %d: %.*s\n", problem.line, problem.column,
            STR_ARG(problem.why.len > 0 ? problem.why : str_of(err_name(e))));
    return 1;
}

static int eval(struct line *l)
{
    struct feel_problem problem = { 0, 0, { "", 0 } };
    struct feel_env env = env_now();
    const struct feel *value = NULL;
    const struct feel_expr *expr;
    enum err e;

    if (l->word_count != 1)
        return complain(STR("eval"), "give one expression");
    e = feel_parse(l->arena, l->words[0], feel_names_of(l->arena, l->set), &expr, &problem);
    if (e == OK)
        e = feel_eval(l->arena, expr, l->set, &env, &value, &problem);
    return print_value(l, e, value, problem);
}

static int decide(struct line *l)
{
    struct flow_source files[ARGS_MAX];
    struct dmn_source models[ARGS_MAX];
    struct dmn_problem bad = { .why = STR("") };
    struct feel_problem problem = { 0, 0, { "", 0 } };
    struct feel_env env = env_now();
    size_t count = l->word_count - (l->word_count > 0);
    const struct feel *value = NULL;
    const struct dmn *model;
    enum err e;

    if (l->word_count < 2)
        return complain(STR("decide"), "give the file and the name of a decision");
    if (!read_files(l, count, files))
        return 1;
    for (size_t i = 0; i < count; i++)
        models[i] = (struct dmn_source){ files[i].name, files[i].bytes };
    if (dmn_open(l->arena, models, count, &model, &bad) != OK) {
        fprintf(stderr, "%.*s:%d:%d: %.*s: %.*s\n", STR_ARG(bad.file), bad.line, bad.column, STR_ARG(bad.element),
                STR_ARG(bad.why));
        return 1;
    }
    e = dmn_decide(l->arena, model, l->words[count], l->set, &env, &value, &problem);
    return print_value(l, e, value, problem);
}

static const struct { const char *name; int (*run)(struct line *l); } commands[] = {
    { "check", check }, { "run", run }, { "draw", draw }, { "eval", eval }, { "decide", decide }, { "bench", bench },
};

int flow_command(int argc, char **argv)
{
    struct arena *a = arena_new(1 << 16);
    struct line *l = ARENA_NEW(a, struct line);
    int code = 2;
    bool known = false;

    xml_start();
    l->arena = a;
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0) {
            known = true;
            if (read_line(l, argc, argv))
                code = commands[i].run(l);
        }
    if (!known)
        fputs(usage, stderr);
    arena_free(a);
    return code;
}
