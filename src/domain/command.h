/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * command - the only way to change anything: a function run by the writer inside its batch.
 *
 * A command reads again whatever its rights depend on, touches only the database, its arena and
 * *out, and may run twice.  Parsing, hashing and files come before it.
 */
#ifndef DOMAIN_COMMAND_H
#define DOMAIN_COMMAND_H

#include "base/ctx.h"

typedef enum err (*command_fn)(struct ctx *cx, const void *args, void *out);

/*
 * Returns when the command is durable (OK) or nothing of it was done (anything else).
 * Without a writer in the house (tools, tests) it runs in the caller's own transaction.
 */
NODISCARD enum err command_run(struct ctx *cx, command_fn fn, const void *args, void *out);
/*
 * Several commands in one go, each with an arena of its own: args[i] is given to the i-th, answers[i] is what command_run
 * would say.  They share a commit; one that fails takes none with it.
 */
void command_run_all(struct ctx *cx, command_fn fn, const void *const *args, size_t count, enum err *answers);

#endif
