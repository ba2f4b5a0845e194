/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pool - the threads handlers run on, as the server sees them: a bounded queue in front, bytes accounted. */
#ifndef HTTP_POOL_H
#define HTTP_POOL_H

#include "http/server.h"

enum { POOL_BODY_BYTES = 256 * 1024 * 1024 };       /* request bodies in memory at once, all listeners together */

/* Runs run(job) on a thread of the pool; false: the queue is full or the pool stops, nothing will run. */
bool pool_put(struct http_pool *p, void (*run)(void *job), void *job);
int64_t pool_waiting(struct http_pool *p);
/* Books bytes of a body; false: POOL_BODY_BYTES would be passed, nothing is booked. */
bool pool_book_bytes(struct http_pool *p, size_t bytes);
void pool_return_bytes(struct http_pool *p, size_t bytes);

#endif
