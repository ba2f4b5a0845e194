/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * job - 后台任务: work too long for a request, a row that is done piece by piece.
 *
 * Each piece is a command that does its part and notes how far it came in one transaction, so that a kill at any moment
 * loses and doubles nothing: whoever looks next finds the row and goes on.  Rows here, the thread that looks is app's.
 * A job acts as the account that began it, with the posts that account holds when the piece is done.
 */
#ifndef DOMAIN_JOB_H
#define DOMAIN_JOB_H

#include "base/ctx.h"

enum job_state { JOB_OPEN, JOB_DONE, JOB_CANCELLED, JOB_FAILED };
struct job { int64_t id, subject, account, made_at; struct str kind; };

/* One of that kind and key is under way. */
NODISCARD enum err job_running(struct ctx *cx, const char *kind, struct str key, bool *out);
/*
 * Does the next piece of the oldest one. worked: there was one. ERR_BUSY, ERR_FULL: not now, the job stays; any other
 * error ends that job as failed and is logged.
 */
NODISCARD enum err job_work(struct ctx *cx, bool *worked);

/* ---- inside a command ---- */
/* ERR_CONFLICT: one of that kind and key is under way. */
NODISCARD enum err job_begin(struct ctx *cx, const char *kind, int64_t subject, struct str key);
/* Ends the one that is under way, if any. */
NODISCARD enum err job_end(struct ctx *cx, const char *kind, struct str key, enum job_state how);

#endif
