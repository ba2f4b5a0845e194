/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "tool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void tool_die(const char *format, ...)
{
    va_list args;

    fputs("bench: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

void *tool_memory(size_t bytes)
{
    void *p = calloc(1, bytes);

    if (p == NULL)
        tool_die("no memory");
    return p;
}

double tool_seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double tool_cpu_seconds(int pid)
{
    char path[64];
    unsigned long user = 0, system = 0;
    FILE *f;

    snprintf(path, sizeof path, "/proc/%d/stat", pid > 0 ? pid : (int)getpid());
    f = fopen(path, "r");
    if (f == NULL || fscanf(f, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
        user = system = 0;
    if (f != NULL)
        fclose(f);
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

void samples_add(struct samples *s, double seconds)
{
    if (s->count == s->cap) {
        s->cap = s->cap > 0 ? s->cap * 2 : 4096;
        s->micros = realloc(s->micros, s->cap * sizeof *s->micros);
        if (s->micros == NULL)
            tool_die("no memory");
    }
    s->micros[s->count++] = (uint32_t)(seconds * 1e6);
}

static int by_size(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

void samples_merge(const struct samples *many, size_t count, struct samples *out)
{
    size_t total = 0;

    for (size_t i = 0; i < count; i++)
        total += many[i].count;
    *out = (struct samples){ tool_memory((total + 1) * sizeof *out->micros), 0, total };
    for (size_t i = 0; i < count; i++) {
        if (many[i].count > 0)
            memcpy(out->micros + out->count, many[i].micros, many[i].count * sizeof *out->micros);
        out->count += many[i].count;
    }
    qsort(out->micros, out->count, sizeof *out->micros, by_size);
}

double samples_ms(const struct samples *sorted, double share)
{
    size_t at = (size_t)(share * (double)sorted->count);

    return sorted->count > 0 ? sorted->micros[at < sorted->count ? at : sorted->count - 1] / 1000.0 : 0;
}

void tool_id_number(unsigned n, char out[19])
{
    static const int weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    int sum = 0;

    snprintf(out, 19, "422823%04u%02u%02u%03u", 1940 + n % 60, 1 + n / 60 % 12, 1 + n / 720 % 28, n / 20160 % 1000);
    for (int i = 0; i < 17; i++)
        sum += (out[i] - '0') * weights[i];
    out[17] = "10X98765432"[sum % 11];
    out[18] = '\0';
}
