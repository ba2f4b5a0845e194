/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * raw - the floor under the figures: the same rows and the same synced scans without any program.
 *
 * One thread inserts the rows that the finished run left, table by table interleaved, into a new database of
 * the same schema in as many commits as the writer took (WAL, FULL); as many threads as there were clients
 * write one scan for each affair: create, write, fsync, rename, fsync of the folder.  Updates of rows are not
 * repeated, so that raw does a little less than the program did.
 */
#ifndef BENCH_RAW_H
#define BENCH_RAW_H

#include "county.h"

struct raw_work { int affairs, batches, writers; };

/* Seconds it takes. The server of the county must be stopped. */
double raw_seconds(const struct county *c, const struct raw_work *w);

#endif
