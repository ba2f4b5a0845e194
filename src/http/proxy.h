/* SPDX-License-Identifier: MulanPSL-2.0 */
/* proxy - who the client is when a proxy of ours stands in between. */
#ifndef HTTP_PROXY_H
#define HTTP_PROXY_H

#include "http/request.h"

/*
 * Fills client and secure of rq.  X-Forwarded-For and X-Forwarded-Proto count only when peer is in
 * proxies (NULL-terminated, may be NULL); the client is then the rightmost address that is not a
 * proxy of ours.  Something that is not an address ends the search: the hop that told it is the client.
 */
void proxy_read(struct request *rq, struct str peer, const char *const *proxies);

#endif
