/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cookie - the Cookie header read strictly (RFC 6265 4.2.1). */
#ifndef HTTP_COOKIE_H
#define HTTP_COOKIE_H

#include "http/request.h"

enum { COOKIES_MAX = 50 };

/*
 * Fills cookies of rq.  A pair that is not name=value of allowed characters is left out, and so is a
 * name that comes twice: which of the two is ours cannot be told (a neighbour domain may have set one).
 */
void cookie_read(struct request *rq);
bool cookie_good_name(struct str name);
bool cookie_good_value(struct str value);

#endif
