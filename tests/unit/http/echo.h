/* SPDX-License-Identifier: MulanPSL-2.0 */
/* echo - the server the tests of this floor talk to: it answers with what it understood, as JSON. */
#ifndef UNIT_HTTP_ECHO_H
#define UNIT_HTTP_ECHO_H

#include "http/server.h"

/*
 * GET /events?topic=x opens a stream; /slow takes 300 ms; /redirect, /cookie and /asset show the helpers;
 * all else is echoed: {"method","path","query":{},"form":{},"files":[{"field","name","bytes"}],"client",...}.
 */
void echo_handle(void *user, struct request *rq, struct response *rs);

#endif
