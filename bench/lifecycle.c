/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * lifecycle - how many whole affairs a second, from the first page of the draft to the tracking page.
 *
 *   lifecycle [--clients N] [--seconds N] [--look] [--postgres ADDRESS] [--program FILE] [--config LINES]
 *
 * Prints one JSON object.  p50_ms and p99_ms are of single requests; cpu_ms figures are for one affair, of the
 * server and of this client; raw_ratio is the share of the raw speed that is reached (raw.h; SQLite only).
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "affair.h"
#include "raw.h"

enum { CLIENTS_MAX = 256 };

struct options { int clients; double seconds; bool look; struct county_options county; };

struct bench {
    struct options      o;
    struct county       county;
    struct affair_plan  plan;
    struct affair_client clients[CLIENTS_MAX];
    double              until;
};

struct job { struct bench *bench; int number; };

struct figures {
    struct samples requests, affairs;
    double ready_ms, seconds, server_cpu_s, client_cpu_s, rss_mb, raw_s;
    long   batches;
};

static void *drive(void *arg)
{
    struct job *j = arg;
    struct affair_client *c = &j->bench->clients[j->number];

    while (tool_seconds() < j->bench->until)
        affair_run(c);
    return NULL;
}

/* ---- what the server says of itself ---- */

static double status_mb(int pid, const char *key)
{
    char path[64], line[256];
    double kb = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/status", pid);
    f = fopen(path, "r");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, key, strlen(key)) == 0)
            kb = strtod(line + strlen(key), NULL);
    if (f != NULL)
        fclose(f);
    return kb / 1024;
}

static long metric(const struct bench *b, const char *name)
{
    struct http_answer a;
    struct http_line line;
    char wanted[128];
    const char *p;
    long value;

    http_connect(b->county.staff_port, &line);
    http_ask(&line, "GET", "/metrics", "", NULL, 0, &a);
    snprintf(wanted, sizeof wanted, "\n%s ", name);
    p = strstr(a.body, wanted);
    value = p != NULL ? strtol(p + strlen(wanted), NULL, 10) : 0;
    http_close(&line);
    return value;
}

/* ---- the run ---- */

static void run_clients(struct bench *b)
{
    pthread_t threads[CLIENTS_MAX];
    struct job jobs[CLIENTS_MAX];

    for (int i = 0; i < b->o.clients; i++) {
        jobs[i] = (struct job){ b, i };
        if (pthread_create(&threads[i], NULL, drive, &jobs[i]) != 0)
            tool_die("no more threads");
    }
    for (int i = 0; i < b->o.clients; i++)
        pthread_join(threads[i], NULL);
}

static void collect(const struct bench *b, struct figures *f)
{
    struct samples requests[CLIENTS_MAX], affairs[CLIENTS_MAX];
    size_t count = (size_t)b->o.clients;

    for (size_t i = 0; i < count; i++) {
        requests[i] = b->clients[i].requests;
        affairs[i] = b->clients[i].affairs;
    }
    samples_merge(requests, count, &f->requests);
    samples_merge(affairs, count, &f->affairs);
}

static void measure(struct bench *b, struct figures *f)
{
    double from, server = tool_cpu_seconds(b->county.pid), client = tool_cpu_seconds(0);
    long batches = metric(b, "buchucun_batches_total");

    for (int i = 0; i < b->o.clients; i++)
        affair_open(&b->plan, &b->county, (unsigned)i, &b->clients[i]);
    from = tool_seconds();
    b->until = from + b->o.seconds;
    run_clients(b);
    f->seconds = tool_seconds() - from;
    f->server_cpu_s = tool_cpu_seconds(b->county.pid) - server;
    f->client_cpu_s = tool_cpu_seconds(0) - client;
    f->rss_mb = status_mb(b->county.pid, "VmHWM:");
    f->batches = metric(b, "buchucun_batches_total") - batches;
    collect(b, f);
    for (int i = 0; i < b->o.clients; i++)
        affair_close(&b->clients[i]);
}

static double binary_mb(const struct bench *b)
{
    struct stat st;

    return stat(b->county.program, &st) == 0 ? (double)st.st_size / (1 << 20) : 0;
}

static void print(const struct bench *b, const struct figures *f)
{
    double n = (double)f->affairs.count, load = 0;

    if (getloadavg(&load, 1) != 1)
        load = -1;
    printf("{\"database\":\"%s\",\"clients\":%d,\"seconds\":%.2f,\"affairs\":%.0f,\"lifecycles_per_s\":%.1f,"
           "\"requests_per_s\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"lifecycle_p50_ms\":%.1f,\"lifecycle_p99_ms\":%.1f,",
           b->o.county.postgres != NULL ? "postgresql" : "sqlite", b->o.clients, f->seconds, n, n / f->seconds,
           (double)f->requests.count / f->seconds, samples_ms(&f->requests, 0.5), samples_ms(&f->requests, 0.99),
           samples_ms(&f->affairs, 0.5), samples_ms(&f->affairs, 0.99));
    printf("\"server_cpu_ms\":%.3f,\"client_cpu_ms\":%.3f,\"commits\":%ld,\"rss_mb\":%.1f,\"ready_ms\":%.0f,\"binary_mb\":%.1f,",
           f->server_cpu_s * 1000 / n, f->client_cpu_s * 1000 / n, f->batches, f->rss_mb, f->ready_ms, binary_mb(b));
    if (f->raw_s > 0)
        printf("\"raw_lifecycles_per_s\":%.1f,\"raw_ratio\":%.3f,", n / f->raw_s, f->raw_s / f->seconds);
    printf("\"load\":%.1f}\n", load);
}

/* ---- the command line ---- */

static _Noreturn void usage(void)
{
    fputs("usage: lifecycle [--clients N] [--seconds N] [--look] [--postgres ADDRESS] [--program FILE] [--config LINES]\n", stderr);
    exit(2);
}

static void take(struct options *o, const char *name, const char *value)
{
    if (strcmp(name, "--clients") == 0)
        o->clients = (int)strtol(value, NULL, 10);
    else if (strcmp(name, "--seconds") == 0)
        o->seconds = strtod(value, NULL);
    else if (strcmp(name, "--postgres") == 0)
        o->county.postgres = value;
    else if (strcmp(name, "--program") == 0)
        o->county.program = value;
    else if (strcmp(name, "--config") == 0)
        o->county.extra = value;
    else
        usage();
}

static struct options read_options(int argc, char **argv)
{
    struct options o = { .clients = 32, .seconds = 10 };

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--look") == 0)
            o.look = true;
        else if (i + 1 < argc)
            take(&o, argv[i], argv[i + 1]), i++;
        else
            usage();
    }
    if (o.clients < 1 || o.clients > CLIENTS_MAX || o.seconds <= 0)
        usage();
    return o;
}

int main(int argc, char **argv)
{
    static struct bench b;
    struct figures f = { 0 };

    b.o = read_options(argc, argv);
    county_make(&b.o.county, &b.county);
    county_serve(&b.county, &f.ready_ms);
    affair_plan(&b.county, b.o.look, &b.plan);
    measure(&b, &f);
    county_stop(&b.county);
    if (b.o.county.postgres == NULL && f.batches > 0)
        f.raw_s = raw_seconds(&b.county, &(struct raw_work){ (int)f.affairs.count, (int)f.batches, b.o.clients });
    print(&b, &f);
    return 0;
}
