/* SPDX-License-Identifier: MulanPSL-2.0 */
/* main - the commands of the program. */
#include <stdio.h>
#include <string.h>

#include "app/config.h"
#include "app/demo.h"
#include "app/flow_commands.h"
#include "app/moment.h"
#include "app/rebuild.h"
#include "app/serve.h"
#include "base/json.h"
#include "base/log.h"
#include "base/xml.h"
#include "pack/pack.h"
#include "web/route.h"
#include "web/wording.h"

enum { CONFIG = 1, CLOCK = 2, CHECK = 4, OWN = 8 };       /* the options of a command; OWN: it reads its line itself */

struct call { struct arena *arena; const char *config, *clock; bool check; int argc; char **argv; };

static const char usage[] =
    "usage: buchucun COMMAND\n"
    "\n"
    "  serve --config FILE [--clock FILE]   serve until SIGINT or SIGTERM\n"
    "  found --config FILE [--clock FILE]   make the three administrators of a new house\n"
    "  demo --config FILE [--clock FILE]    make a demonstration with invented people\n"
    "  demo-register --config FILE [--clock FILE]   fill its register with 5,000 invented households\n"
    "  rebuild --config FILE [--check]      make every projection anew from the events, or compare only\n"
    "  config check FILE                    say what is wrong with a configuration\n"
    "  check FOLDER                         say what is wrong with a county pack\n"
    "  routes                               print who may open which address\n"
    "  flow check|run|draw|eval|decide|bench ...\n";

/* ---- commands ---- */

static int with_config(const struct call *call, int (*run)(struct arena *, const struct config *, const char *))
{
    struct config c;
    struct str why;

    if (call->config == NULL) {
        fputs("buchucun: say which configuration with --config FILE\n", stderr);
        return 2;
    }
    if (config_read(call->arena, call->config, &c, &why) != OK) {
        fprintf(stderr, "%.*s", STR_ARG(why));
        return 1;
    }
    if (moment_check(call->clock) != OK) {
        fprintf(stderr, "buchucun: %s: write one line such as 2026-11-23T09:00:00+08:00\n", call->clock);
        return 1;
    }
    if (log_open(c.log, LOG_INFO) != OK) {
        fprintf(stderr, "buchucun: %s: the log cannot be written\n", c.log);
        return 1;
    }
    return run(call->arena, &c, call->clock);
}

static int run_serve(const struct call *call) { return with_config(call, serve); }
static int run_demo(const struct call *call) { return with_config(call, demo_make); }
static int run_register(const struct call *call) { return with_config(call, demo_register); }
static int run_found(const struct call *call) { return with_config(call, demo_found); }
static int run_rebuild(const struct call *call) { return with_config(call, call->check ? rebuild_check : rebuild_run); }
static int run_flow(const struct call *call) { return flow_command(call->argc, call->argv); }

static int run_config(const struct call *call)
{
    struct config c;
    struct str why;

    if (call->argc != 3 || strcmp(call->argv[1], "check") != 0) {
        fputs("usage: buchucun config check FILE\n", stderr);
        return 2;
    }
    if (config_read(call->arena, call->argv[2], &c, &why) != OK) {
        fprintf(stderr, "%.*s", STR_ARG(why));
        return 1;
    }
    printf("%.*s", STR_ARG(config_text(call->arena, &c)));
    return 0;
}

static int run_check(const struct call *call)
{
    struct pack_report report;
    struct pack *pack;
    struct text *words;
    enum err e;

    if (call->argc != 2) {
        fputs("usage: buchucun check FOLDER\n", stderr);
        return 2;
    }
    e = pack_read(call->arena, call->argv[1], &pack, &report);
    if (e == OK)
        e = wording_load(call->arena, pack, &words, &report);
    printf("%.*s", STR_ARG(pack_report_text(call->arena, str_of(call->argv[1]), &report)));
    if (e == OK)
        printf("%s: %zu items, %zu places, %zu departments, %zu forms, %zu processes, version %.16s\n", call->argv[1],
               pack->item_count, pack->division_count, pack->department_count, pack->form_count, pack->process_count,
               pack->version.p);
    return e == OK ? 0 : 1;
}

static int run_routes(const struct call *call)
{
    printf("%.*s", STR_ARG(route_matrix(call->arena)));
    return 0;
}

static const struct command { const char *name; int (*run)(const struct call *); int options, words; } commands[] = {
    { "serve", run_serve, CONFIG | CLOCK, 0 },
    { "found", run_found, CONFIG | CLOCK, 0 },
    { "demo", run_demo, CONFIG | CLOCK, 0 },
    { "demo-register", run_register, CONFIG | CLOCK, 0 },
    { "rebuild", run_rebuild, CONFIG | CLOCK | CHECK, 0 },
    { "config", run_config, 0, 2 },
    { "check", run_check, 0, 1 },
    { "routes", run_routes, 0, 0 },
    { "flow", run_flow, OWN, 0 },
};

/* ---- the command line ---- */

static int complain(const struct command *c, const char *word, const char *why)
{
    fprintf(stderr, "buchucun %s: %s: %s; see buchucun --help\n", c->name, word, why);
    return 2;
}

static int option_named(const char *word)
{
    static const struct { const char *word; int option; } options[] = {
        { "--config", CONFIG }, { "--clock", CLOCK }, { "--check", CHECK },
    };

    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strcmp(word, options[i].word) == 0)
            return options[i].option;
    return 0;
}

static void keep_option(struct call *call, int option, const char *value)
{
    if (option == CHECK)
        call->check = true;
    else if (option == CLOCK)
        call->clock = value;
    else
        call->config = value;
}

/* A word that is not understood is refused: "rebuild --chek" must not rebuild. Returns the exit code, 0 to go on. */
static int read_line(const struct command *c, struct call *call)
{
    int words = 0;

    for (int i = 1; i < call->argc; i++) {
        const char *word = call->argv[i];
        int option = option_named(word);

        if (option != 0 && (c->options & option) == 0)
            return complain(c, word, "this command has no such option");
        if (option == 0 && strncmp(word, "--", 2) == 0)
            return complain(c, word, "there is no such option");
        if (option == 0 && ++words > c->words)
            return complain(c, word, "one word too many");
        if ((option == CONFIG || option == CLOCK) && ++i == call->argc)
            return complain(c, word, "name a file behind it");
        if (option != 0)
            keep_option(call, option, call->argv[i]);
    }
    return 0;
}

static int run_command(const struct command *c, struct call *call)
{
    int code = c->options == OWN ? 0 : read_line(c, call);

    return code != 0 ? code : c->run(call);
}

static int say_usage(const char *word)
{
    bool asked = word == NULL || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;

    if (!asked)
        fprintf(stderr, "buchucun: there is no command %s\n", word);
    fputs(usage, asked ? stdout : stderr);
    return asked ? 0 : 2;
}

int main(int argc, char **argv)
{
    struct call call = { .arena = arena_new(1 << 20), .argc = argc - 1, .argv = argv + 1 };
    const struct command *c = NULL;
    int code;

    json_start();
    xml_start();
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            c = &commands[i];
    code = c != NULL ? run_command(c, &call) : say_usage(argc > 1 ? argv[1] : NULL);
    arena_free(call.arena);
    return code;
}
