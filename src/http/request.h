/* SPDX-License-Identifier: MulanPSL-2.0 */
/* request - one HTTP request and its answer as plain values; nothing of the HTTP library shows here. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/val.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_DELETE, HTTP_OTHER };

struct http_pair { struct str name, value; };
struct http_file { struct str field, name, bytes; };       /* name and type as told are not trusted */

struct request {
    struct arena     *arena;            /* dies with the request                                      */
    int               face;             /* the listener's number, as given in http_options            */
    enum http_method  method;
    struct str        path;             /* percent-decoded, no "." or "..", no empty segment, no NUL  */
    struct str        query_raw;        /* undecoded, without '?'                                     */
    struct str        client;           /* address of the client, looked through trusted proxies      */
    bool              secure;           /* TLS, here or at a trusted proxy                            */
    bool              json;             /* the body came as application/json                          */
    struct http_pair *headers; size_t header_count;         /* names lower-case                       */
    struct http_pair *query;   size_t query_count;          /* decoded                                */
    struct http_pair *cookies; size_t cookie_count;
    const struct val *form;             /* body fields: urlencoded, multipart or JSON object, one shape:
                                           a map; a key sent twice is a list of texts; never NULL     */
    struct http_file *files;   size_t file_count;
    struct str        body;             /* as received                                                */
};

struct str request_header(const struct request *rq, const char *name);      /* "" when absent */
struct str request_query(const struct request *rq, const char *name);
struct str request_cookie(const struct request *rq, const char *name);
/* True when the Accept header ranks application/json above text/html. */
bool request_wants_json(const struct request *rq);
/* True when an asset may be answered by its .gz twin; then set Content-Encoding and Vary. */
bool request_accepts_gzip(const struct request *rq);

struct response {
    struct arena     *arena;
    int               status;           /* 200 when left 0                                            */
    struct str        type;             /* content type; "" : none                                    */
    struct str        body;             /* borrowed from arena or static                              */
    struct http_pair *headers; size_t header_count, header_cap;
    struct str        events;           /* not "": keep open as server-sent events of this topic      */
};

void response_header(struct response *rs, const char *name, struct str value);   /* CR, LF are refused: header left out */
void response_redirect(struct response *rs, struct str location);                /* 303 */
/* HttpOnly, SameSite=Lax, Path=/; Secure when the request was secure; max_age in seconds, 0: session, -1: delete. */
void response_cookie(struct response *rs, const struct request *rq, const char *name, struct str value, int64_t max_age);
/*
 * Lets the browser keep the answer: sets ETag (etag with or without quotes) and Cache-Control; max_age in seconds,
 * 0: ask each time.  True when the browser has it already: the answer is 304 and needs no body.
 */
bool response_cached(struct response *rs, const struct request *rq, struct str etag, int64_t max_age);

#endif
