/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "county.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <libgen.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "http.h"
#include "tool.h"

enum { READY_MAX_S = 30 };

extern char **environ;

/* What atexit must undo; a bench has one county. */
static struct county *running;

static int spawn(const char *const argv[], const char *log)
{
    posix_spawn_file_actions_t files;
    int pid;

    posix_spawn_file_actions_init(&files);
    if (log != NULL)
        posix_spawn_file_actions_addopen(&files, 1, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (posix_spawnp(&pid, argv[0], &files, NULL, (char *const *)(uintptr_t)argv, environ) != 0)
        tool_die("%s cannot be started", argv[0]);
    posix_spawn_file_actions_destroy(&files);
    return pid;
}

static void run(const char *const argv[])
{
    int status, pid = spawn(argv, NULL);

    if (waitpid(pid, &status, 0) != pid || status != 0)
        tool_die("%s failed", argv[0]);
}

#define RUN(...) run((const char *[]){ __VA_ARGS__, NULL })

static void clean(void)
{
    struct county *c = running;

    running = NULL;
    if (c == NULL)
        return;
    if (c->pid > 0) {
        kill(c->pid, SIGKILL);
        waitpid(c->pid, NULL, 0);
    }
    if (!c->keep && c->folder[0] != '\0' && fork() == 0) {
        execlp("rm", "rm", "-rf", c->folder, (char *)NULL);
        _exit(1);
    }
    wait(NULL);
}

/* ---- making ---- */

static int free_port(void)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
    socklen_t size = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&at, size) != 0 || getsockname(fd, (struct sockaddr *)&at, &size) != 0)
        tool_die("no free port");
    close(fd);
    return ntohs(at.sin_port);
}

static void write_config(struct county *c, const struct county_options *o)
{
    FILE *f = fopen(c->config, "w");

    if (f == NULL)
        tool_die("%s cannot be written", c->config);
    c->public_port = free_port();
    c->staff_port = free_port();
    fprintf(f, "demo: true\npack: %s/pack\nlog: %s/log\npublic: 127.0.0.1:%d\nstaff: 127.0.0.1:%d\nscreen: 127.0.0.1:%d\n",
            c->folder, c->folder, c->public_port, c->staff_port, free_port());
    if (o->postgres != NULL)
        fprintf(f, "database: \"%s\"\n", o->postgres);
    if (o->extra != NULL)
        fprintf(f, "%s\n", o->extra);
    fclose(f);
}

/* build/bench/NAME stands beside build/src/app/buchucun. */
static void find_program(char out[COUNTY_TEXT])
{
    char self[COUNTY_TEXT / 2];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);

    if (n <= 0)
        tool_die("/proc/self/exe cannot be read");
    self[n] = '\0';
    snprintf(out, COUNTY_TEXT, "%s/../src/app/buchucun", dirname(self));
}

static void make_folder(struct county *c, const struct county_options *o)
{
    const char *temporary = getenv("TMPDIR");

    c->keep = o->folder != NULL;
    if (c->keep)
        snprintf(c->folder, sizeof c->folder / 2, "%s", o->folder);
    else
        snprintf(c->folder, sizeof c->folder / 2, "%s/buchucun-bench.XXXXXX", temporary != NULL ? temporary : "/tmp");
    c->found = c->keep && access(c->folder, F_OK) == 0;
    if (!c->found && (c->keep ? mkdir(c->folder, 0700) != 0 : mkdtemp(c->folder) == NULL))
        tool_die("%s cannot be made", c->folder);
}

static void make_pack_and_people(const struct county *c)
{
    char pack[COUNTY_TEXT + 16];

    snprintf(pack, sizeof pack, "%s/pack", c->folder);
    RUN("cp", "-r", BENCH_SOURCE "/counties/badong", pack);
    snprintf(pack, sizeof pack, "%s/pack/items", c->folder);
    RUN("cp", BENCH_SOURCE "/bench/pack/BENCH-01.yaml", BENCH_SOURCE "/bench/pack/BENCH-02.yaml", pack);
    snprintf(pack, sizeof pack, "%s/pack/processes", c->folder);
    RUN("cp", BENCH_SOURCE "/bench/pack/bench-joint.bpmn", pack);
    RUN(c->program, "demo", "--config", c->config);
}

void county_make(const struct county_options *o, struct county *out)
{
    struct county *c = out;

    *c = (struct county){ 0 };
    make_folder(c, o);
    running = c;
    atexit(clean);
    if (o->program != NULL)
        snprintf(c->program, sizeof c->program, "%s", o->program);
    else
        find_program(c->program);
    snprintf(c->config, sizeof c->config, "%.500s/buchucun.conf", c->folder);
    snprintf(c->database, sizeof c->database, o->postgres != NULL ? "%.0s%.1000s" : "%.500s/buchucun.db%.0s", c->folder,
             o->postgres != NULL ? o->postgres : "");
    write_config(c, o);
    if (!c->found)
        make_pack_and_people(c);
}

/* ---- serving ---- */

static int health(const struct county *c)
{
    struct http_line line;
    struct http_answer answer;

    http_connect(c->public_port, &line);
    http_ask(&line, "GET", "/healthz", "", NULL, 0, &answer);
    http_close(&line);
    return answer.status;
}

/* The public face may listen a moment before the others; until all do, /healthz answers 503. */
void county_serve(struct county *c, double *ready_ms)
{
    static const struct timespec pause = { .tv_nsec = 1000000 };
    char log[COUNTY_TEXT + 16];
    double from = tool_seconds();
    int status;

    snprintf(log, sizeof log, "%s/out", c->folder);
    c->pid = spawn((const char *[]){ c->program, "serve", "--config", c->config, NULL }, log);
    while ((status = health(c)) == 503 && tool_seconds() - from < READY_MAX_S)
        nanosleep(&pause, NULL);
    *ready_ms = (tool_seconds() - from) * 1000;
    if (status != 200)
        tool_die("/healthz answered %d", status);
}

void county_stop(struct county *c)
{
    int status = 0;

    kill(c->pid, SIGTERM);
    if (waitpid(c->pid, &status, 0) != c->pid || status != 0)
        tool_die("the server ended badly (%d)", status);
    c->pid = 0;
}

void county_sign_in_as(const struct county *c, const char *role, char login[64], char password[64])
{
    char path[COUNTY_TEXT + 32], line[512], who[64];
    bool found = false;
    FILE *f;

    snprintf(path, sizeof path, "%s/demo-accounts.txt", c->folder);
    f = fopen(path, "r");
    while (f != NULL && !found && fgets(line, sizeof line, f) != NULL)
        found = sscanf(line, "%63s %63s %63s", who, login, password) == 3 && strcmp(who, role) == 0;
    if (!found)
        tool_die("%s: no account of %s", path, role);
    fclose(f);
}
