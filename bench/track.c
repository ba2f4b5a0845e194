/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * track - how fast the tracking page is when there are many cases.
 *
 *   track [--cases N] [--clients N] [--seconds N] [--county FOLDER]
 *
 * Makes a county (or takes the one of an earlier run with the same FOLDER), fills it (bench/fill), and asks POST /track of cases chosen at random, first for JSON, then
 * for HTML. Prints one JSON object. Each client has a keep-alive connection and asks again at once.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "county.h"
#include "http.h"
#include "tool.h"

enum { CLIENTS_MAX = 256, NUMBERS_MAX = 20000, LINE = 64 };

struct client { struct http_line line; struct samples samples; unsigned seed; };

struct bench {
    long   cases;
    int    clients;
    double seconds, until;
    const char *accept;
    struct county county;
    char   numbers[NUMBERS_MAX][LINE];
    unsigned number_count;
    struct client all[CLIENTS_MAX];
};

struct job { struct bench *bench; int number; };

static void ask(const struct bench *b, struct client *c)
{
    const char *line = b->numbers[(unsigned)rand_r(&c->seed) % b->number_count];
    char body[256], headers[256];
    struct http_answer a;
    double from = tool_seconds();

    snprintf(headers, sizeof headers, "Accept: %s\r\nContent-Type: application/x-www-form-urlencoded\r\n", b->accept);
    snprintf(body, sizeof body, "number=%.25s&code=%.6s", line, line + 26);
    http_ask(&c->line, "POST", "/track", headers, body, strlen(body), &a);
    samples_add(&c->samples, tool_seconds() - from);
    if (a.status != 200 || strstr(a.body, "受理审查") == NULL)
        tool_die("/track answered %d: %.400s", a.status, a.body);
}

static void *drive(void *arg)
{
    struct job *j = arg;

    while (tool_seconds() < j->bench->until)
        ask(j->bench, &j->bench->all[j->number]);
    return NULL;
}

static void measure(struct bench *b, const char *name, const char *accept)
{
    struct samples each[CLIENTS_MAX], sum;
    pthread_t threads[CLIENTS_MAX];
    struct job jobs[CLIENTS_MAX];
    double from = tool_seconds(), cpu = tool_cpu_seconds(b->county.pid), seconds;

    b->accept = accept;
    b->until = from + b->seconds;
    for (int i = 0; i < b->clients; i++) {
        jobs[i] = (struct job){ b, i };
        b->all[i].samples.count = 0;
        if (pthread_create(&threads[i], NULL, drive, &jobs[i]) != 0)
            tool_die("no more threads");
    }
    for (int i = 0; i < b->clients; i++)
        pthread_join(threads[i], NULL);
    seconds = tool_seconds() - from;
    for (int i = 0; i < b->clients; i++)
        each[i] = b->all[i].samples;
    samples_merge(each, (size_t)b->clients, &sum);
    printf(",\"%s_per_s\":%.0f,\"%s_p50_ms\":%.2f,\"%s_p99_ms\":%.2f,\"%s_cpu_ms\":%.3f", name, (double)sum.count / seconds, name,
           samples_ms(&sum, 0.5), name, samples_ms(&sum, 0.99), name,
           (tool_cpu_seconds(b->county.pid) - cpu) * 1000 / (double)sum.count);
}

static void read_numbers(struct bench *b)
{
    char path[COUNTY_TEXT + 16];
    FILE *f;

    snprintf(path, sizeof path, "%s/numbers", b->county.folder);
    f = fopen(path, "r");
    while (f != NULL && b->number_count < NUMBERS_MAX && fgets(b->numbers[b->number_count], LINE, f) != NULL)
        b->number_count++;
    if (b->number_count == 0)
        tool_die("%s has no cases", path);
    fclose(f);
}

static void run_fill(const struct bench *b)
{
    char self[COUNTY_TEXT], cases[32];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 8);
    int status, pid;

    if (n <= 0)
        tool_die("/proc/self/exe cannot be read");
    self[n] = '\0';
    strcpy(strrchr(self, '/'), "/fill");
    snprintf(cases, sizeof cases, "%ld", b->cases);
    fflush(stdout);
    pid = fork();
    if (pid == 0) {
        dup2(2, 1);
        execl(self, "fill", "--config", b->county.config, "--cases", cases, (char *)NULL);
        _exit(127);
    }
    if (waitpid(pid, &status, 0) != pid || status != 0)
        tool_die("%s failed", self);
}

int main(int argc, char **argv)
{
    static struct bench b = { .cases = 1000000, .clients = 32, .seconds = 5 };
    struct county_options o = { 0 };
    double ready_ms;

    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--cases") == 0)
            b.cases = strtol(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--clients") == 0)
            b.clients = (int)strtol(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--seconds") == 0)
            b.seconds = strtod(argv[i + 1], NULL);
        else if (strcmp(argv[i], "--county") == 0)
            o.folder = argv[i + 1];
        else
            tool_die("usage: track [--cases N] [--clients N] [--seconds N] [--county FOLDER]");
    }
    if (b.clients < 1 || b.clients > CLIENTS_MAX)
        tool_die("--clients takes a number from 1 to %d", CLIENTS_MAX);
    county_make(&o, &b.county);
    if (!b.county.found)
        run_fill(&b);
    read_numbers(&b);
    county_serve(&b.county, &ready_ms);
    for (int i = 0; i < b.clients; i++) {
        http_connect(b.county.public_port, &b.all[i].line);
        b.all[i].seed = (unsigned)i + 1;
    }
    printf("{\"cases\":%ld,\"clients\":%d,\"ready_ms\":%.0f", b.cases, b.clients, ready_ms);
    measure(&b, "json", "application/json");
    measure(&b, "html", "text/html");
    printf("}\n");
    county_stop(&b.county);
    return 0;
}
