/* SPDX-License-Identifier: MulanPSL-2.0 */
/* work - the threads beside the requests: timers that come due, jobs, and telling the walls. */
#ifndef APP_WORK_H
#define APP_WORK_H

#include "app/service.h"

struct http_server;
struct work;

/* Sets the service's hook, so it comes before the first request. */
struct work *work_new(struct service *s);
/* walls: the server of the screens. ERR_INTERNAL: no threads left. */
NODISCARD enum err work_start(struct work *w, struct http_server *walls);
/* Before the walls stop: they are told nothing more. Also after an error of work_start. */
void work_stop(struct work *w);

#endif
