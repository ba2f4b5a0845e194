/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/sealed.h"

#include "base/json.h"
#include "domain/house.h"
#include "secure/secure.h"

struct str sealed_write(struct ctx *cx, const char *purpose, const struct val *map)
{
    return secure_seal(cx->house->keys, cx->arena, purpose, STR(""), json_write(cx->arena, map));
}

enum err sealed_read(struct ctx *cx, const char *purpose, struct str sealed, struct val **out)
{
    struct str plain;

    if (secure_unseal(cx->house->keys, cx->arena, purpose, STR(""), sealed, &plain) != OK ||
        json_read(cx->arena, plain, out, NULL) != OK)
        return ERR_INTERNAL;
    return OK;
}
