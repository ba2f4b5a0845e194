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
#include "pack/pack.h"
#include "web/route.h"

struct call { struct arena *arena; const char *config, *clock; bool check; int argc; char **argv; };

static const char usage[] =
    "usage: buchucun COMMAND\n"
    "\n"
    "  serve --config FILE [--clock FILE]   serve until SIGINT or SIGTERM\n"
    "  found --config FILE                  make the three administrators of a new house\n"
    "  demo --config FILE [--clock FILE]    make a demonstration with invented people\n"
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
    enum err e;

    if (call->argc != 2) {
        fputs("usage: buchucun check FOLDER\n", stderr);
        return 2;
    }
    e = pack_read(call->arena, call->argv[1], &pack, &report);
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

static const struct { const char *name; int (*run)(const struct call *); } commands[] = {
    { "serve", run_serve }, { "found", run_found }, { "demo", run_demo }, { "rebuild", run_rebuild },
    { "config", run_config }, { "check", run_check }, { "routes", run_routes }, { "flow", run_flow },
};

/* ---- the command line ---- */

static const char *option(const struct call *call, const char *name)
{
    for (int i = 1; i + 1 < call->argc; i++)
        if (strcmp(call->argv[i], name) == 0)
            return call->argv[i + 1];
    return NULL;
}

static bool given(const struct call *call, const char *name)
{
    for (int i = 1; i < call->argc; i++)
        if (strcmp(call->argv[i], name) == 0)
            return true;
    return false;
}

int main(int argc, char **argv)
{
    struct call call = { .arena = arena_new(1 << 20), .argc = argc - 1, .argv = argv + 1 };
    int code = 2;

    json_start();
    call.config = option(&call, "--config");
    call.clock = option(&call, "--clock");
    call.check = given(&call, "--check");
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0) {
            code = commands[i].run(&call);
            arena_free(call.arena);
            return code;
        }
    fputs(usage, argc > 1 && strcmp(argv[1], "--help") != 0 ? stderr : stdout);
    arena_free(call.arena);
    return argc > 1 && strcmp(argv[1], "--help") != 0 ? code : 0;
}
