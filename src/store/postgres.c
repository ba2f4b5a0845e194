/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/backend.h"

enum err postgres_open(struct arena *a, const struct backend_options *o, struct db **out, struct str *why)
{
    (void)o;
    *out = NULL;
    *why = arena_printf(a, "PostgreSQL is not built in");
    return ERR_INTERNAL;
}
