/* SPDX-License-Identifier: MulanPSL-2.0 */
/* work - the threads beside the requests: timers that come due, jobs, and telling the walls. */
#ifndef APP_WORK_H
#define APP_WORK_H

#include "app/service.h"

struct http_server;
struct work;

/* walls: the server of the screens. Sets the service's hook, so it starts before the first request. */
NODISCARD enum err work_start(struct service *s, struct http_server *walls, struct work **out);
void work_stop(struct work *w);

#endif
