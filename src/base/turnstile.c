/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/turnstile.h"

#include "base/seat.h"

void turnstile_enter(struct turnstile *t)
{
    seat_leave();
    pthread_mutex_lock(&t->lock);
    while (t->inside == t->at_once)
        pthread_cond_wait(&t->left, &t->lock);
    t->inside++;
    pthread_mutex_unlock(&t->lock);
    seat_take();
}

void turnstile_leave(struct turnstile *t)
{
    pthread_mutex_lock(&t->lock);
    t->inside--;
    pthread_cond_signal(&t->left);
    pthread_mutex_unlock(&t->lock);
}
