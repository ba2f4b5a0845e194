/* SPDX-License-Identifier: MulanPSL-2.0 */
/* turnstile - lets only so many threads at once into what takes much memory; the others wait their turn. */
#ifndef BASE_TURNSTILE_H
#define BASE_TURNSTILE_H

#include <pthread.h>

/* Static, one for each thing that is limited; nothing else in the program depends on its state. */
struct turnstile { pthread_mutex_t lock; pthread_cond_t left; int inside, at_once; };
#define TURNSTILE(n) { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, (n) }

void turnstile_enter(struct turnstile *t);
void turnstile_leave(struct turnstile *t);

#endif
