/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool - what every bench needs: a way to give up, the clock, sorted samples. */
#ifndef BENCH_TOOL_H
#define BENCH_TOOL_H

#include <stddef.h>
#include <stdint.h>

/* Says why on stderr, ends what county_begin started, ends the program with 1. */
_Noreturn void tool_die(const char *format, ...) __attribute__((format(printf, 1, 2)));
void *tool_memory(size_t bytes);            /* zeroed; dies when there is none */
double tool_seconds(void);                  /* monotonic */
double tool_cpu_seconds(int pid);           /* user and system time of a process so far; 0: this one */

/* A valid ID number; another person for each n: born on another day, numbered within it. */
void tool_id_number(unsigned n, char out[19]);

/* Durations in microseconds, one collector a thread. */
struct samples { uint32_t *micros; size_t count, cap; };
void samples_add(struct samples *s, double seconds);
/* All of many in one, sorted. */
void samples_merge(const struct samples *many, size_t count, struct samples *out);
double samples_ms(const struct samples *sorted, double share);     /* 0.99: the 99th percentile */

#endif
