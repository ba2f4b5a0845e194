/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * job - work that may wait: rows here, threads in app.
 *
 * A pure job (the same input gives the same output) needs no claim: done twice is done once.  A job is
 * known by kind and subject, so asking twice makes one row.
 */
#ifndef DOMAIN_JOB_H
#define DOMAIN_JOB_H

#include "base/ctx.h"

#define JOB_THUMBNAIL "thumbnail"       /* subject: digest of a scan */

enum { JOB_TRIES_MAX = 5 };

struct job { int64_t id; struct str kind, subject; int64_t tries; };
struct job_list { struct job *items; size_t count, cap; };

/* Inside a command. */
NODISCARD enum err job_add(struct ctx *cx, const char *kind, struct str subject, int64_t not_before);
/* Those that may run now, oldest first. */
NODISCARD enum err job_ready(struct ctx *cx, size_t limit, struct job_list *out);
/* A command: failed once more (tried again later, given up after JOB_TRIES_MAX). */
NODISCARD enum err job_fail(struct ctx *cx, const struct job *j);

/* Makes the thumbnail of a stored scan, "" where the paper has none (PDF), and notes it and the job as done. */
NODISCARD enum err job_thumbnail(struct ctx *cx, const struct job *j);
/* Blob of the thumbnail of a scan. ERR_NOT_FOUND: not made yet, or none. */
NODISCARD enum err thumbnail_of(struct ctx *cx, struct str digest, struct str *out);

#endif
