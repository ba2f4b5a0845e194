/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * route - the table of all doors: method, address, face, who may pass, what is shown.
 *
 * A page costs one function, one template and one row of routes.c; the access matrix
 * (buchucun routes) and /api/openapi.json are made from this table.
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "domain/actor.h"
#include "http/request.h"

/* Each face has its listener: the public, the staff, screens on walls. */
enum face { FACE_PUBLIC, FACE_STAFF, FACE_SCREEN, FACE_COUNT };
#define ON_PUBLIC (1u << FACE_PUBLIC)
#define ON_STAFF  (1u << FACE_STAFF)
#define ON_SCREEN (1u << FACE_SCREEN)
#define ON_ALL    (ON_PUBLIC | ON_STAFF | ON_SCREEN)

/* Who may pass, beside a role: anybody, anybody with a visitor's cookie (given when missing), who is signed in. */
enum door { DOOR_OPEN, DOOR_VISITOR, DOOR_SIGNED_IN, DOOR_ROLES };

enum {
    LOGS_VIEW  = 1,     /* staff see a person's papers: the reading is noted                        */
    NO_CSRF    = 2,     /* a POST that changes nothing for a signed-in person (sign-in, tracking)    */
    ANY_PASSWORD = 4,   /* also before the first password was changed                                */
    NO_READER  = 8,     /* needs no database                                                         */
    RAW        = 16,    /* answers bytes of its own, no model                                        */
    ASKED_ALONE = 32    /* asked by a page left open, not by a person: keeps no session alive        */
};

struct page;
typedef enum err (*page_fn)(struct page *p);

struct param { const char *name, *why; bool required; };   /* fields of a form or query, for the API page */

struct route {
    enum http_method method;
    const char *pattern;            /* "/cases/:id/papers/:n"                          */
    unsigned    faces;              /* ON_...                                          */
    enum door   door;
    uint32_t    roles;              /* DOOR_ROLES: any of these                        */
    unsigned    flags;
    page_fn     run;
    const char *name;               /* stable id of the operation: "case_show"         */
    const char *summary;            /* one English line                                */
    const struct param *params;     /* ends with a NULL name; NULL: none               */
};

extern const struct route routes[];
extern const size_t       route_count;

enum { ROUTE_PARAMS_MAX = 4 };

/* Posts that see cases; their scope is that of the post. */
#define ROLES_CASES (ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER) | \
                     ROLES(ROLE_HEAD) | ROLES(ROLE_MANAGER) | ROLES(ROLE_SUPERVISOR) | ROLES(ROLE_LEADER))
/* Posts that keep the register of households: those who may file for a village. */
#define ROLES_REGISTER (ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER))
#define ROLES_ACT   (ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER) | ROLES(ROLE_HEAD))

/* The row for a request; NULL and 404 or 405 in *status. values: what stood for :names, in order. */
const struct route *route_find(enum http_method method, struct str path, enum face face,
                               struct str values[ROUTE_PARAMS_MAX], int *status);
/* The row of that name; it exists. */
const struct route *route_named(const char *name);
/* Lines "method address face door" for people who check who may do what. */
struct str route_matrix(struct arena *a);

#endif
