/* SPDX-License-Identifier: MulanPSL-2.0 */
/* service - the house put together: keys, files, database, pack, writer; for the server and for tools alike. */
#ifndef APP_SERVICE_H
#define APP_SERVICE_H

#include "app/config.h"
#include "domain/house.h"
#include "pack/pack.h"
#include "store/writer.h"

struct service {
    struct arena        *arena;
    const struct config *config;
    const char          *clock;         /* file of moment.h, or NULL          */
    struct house         house;
    struct store        *store;
    struct writer       *writer;
};

/*
 * Opens everything, applies migrations, publishes pack and calendar.  why: for the operator.
 * Undone by service_close, also after an error.
 */
NODISCARD enum err service_open(struct arena *a, const struct config *c, const char *clock, struct service *out, struct str *why);
void service_close(struct service *s);
/*
 * For commands that do one thing and end: opens the service, runs, closes it.  Returns the exit code, 1 where opening or
 * run failed; what stopped the opening is told on standard error, the rest is for run to tell.
 */
int service_do(struct arena *a, const struct config *c, const char *clock,
               enum err (*run)(struct service *s, struct ctx *cx));
/* A context for work of the program itself; its arena and reader go back with service_end. */
void service_begin(struct service *s, struct ctx *out);
void service_end(struct service *s, struct ctx *cx);

#endif
