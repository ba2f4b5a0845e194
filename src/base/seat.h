/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * seat - the threads of a pool share a few seats at the processors.  Who is about to wait for something else (the writer, the
 * disk, a database behind a socket) leaves the seat, so that another of the pool may begin, and takes one again without
 * waiting.  A thread of no pool has no seat to leave: nothing happens then.
 */
#ifndef BASE_SEAT_H
#define BASE_SEAT_H

struct seats { void (*leave)(void *of), (*take)(void *of); void *of; };

/* For the calling thread, as long as it lives; seats stays the caller's. */
void seat_begin(const struct seats *seats);
void seat_leave(void);
void seat_take(void);

#endif
