/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fuzz_multipart - first a Content-Type line, behind it a body: refused, or parts that lie inside the body. */
#include <stdlib.h>

#include "http/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool inside(struct str part, struct str body)
{
    return part.len == 0 || (part.p >= body.p && part.p + part.len <= body.p + body.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(0);
    struct str type, body;
    struct part *parts;
    size_t count;
    const char *why;

    str_cut((struct str){ (const char *)data, size }, '\n', &type, &body);
    if (multipart_read(a, body, multipart_boundary(type), &parts, &count, &why) == OK)
        for (size_t i = 0; i < count; i++)
            if (!inside(parts[i].bytes, body) || !inside(parts[i].name, body) || !str_utf8(parts[i].name))
                abort();
    arena_free(a);
    return 0;
}
