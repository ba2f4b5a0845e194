/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * guard - a deadline on every connection, kept by one thread.
 *
 * A deadline is total, not per byte: who drips is cut off.  The thread only writes a short 408
 * (when nothing of an answer can be under way) and shuts the socket down; the loop then sees the end and closes it.
 */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

#include "base/arena.h"

struct guard;
struct guard_conn;

/* tick(user) is called each beat_ms too. */
NODISCARD enum err guard_start(struct arena *a, int64_t beat_ms, void (*tick)(void *user), void *user,
                               struct guard **out);
void guard_stop(struct guard *g);                   /* every connection must be removed */

/* The socket stays the caller's: guard_remove before it is closed.  peer: its address as text. */
struct guard_conn *guard_add(struct guard *g, int socket, struct str peer);
void guard_remove(struct guard *g, struct guard_conn *c);
int64_t guard_count(struct guard *g);

struct str guard_peer(const struct guard_conn *c);   /* lives as long as c */
int64_t guard_now_ms(void);                         /* monotonic */
/* The request must be complete by then, else 408. */
void guard_request_due(struct guard_conn *c, int64_t due_ms);
/* The answer must have left by then, else the connection is cut. */
void guard_answer_due(struct guard_conn *c, int64_t due_ms);
void guard_no_due(struct guard_conn *c);
/* Writes a bare refusal past the library, for where it takes no answer: inside a body.  Then close the connection. */
void guard_write_refusal(struct guard_conn *c, int status, const char *reason);

#endif
