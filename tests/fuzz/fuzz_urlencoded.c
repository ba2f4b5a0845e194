/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fuzz_urlencoded - any bytes as a form and as a path: refused, or UTF-8 texts; a path then has no dot segment. */
#include <stdlib.h>

#include "http/uri.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_path(struct str path)
{
    if (path.p[0] != '/' || !str_utf8(path) || str_find(path, STR("//")) >= 0 || str_find(path, STR("\\")) >= 0
        || str_find(path, STR("/../")) >= 0 || str_ends(path, STR("/..")))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(0);
    struct str bytes = { (const char *)data, size }, path, bad;
    struct http_pair *pairs;
    size_t count;

    if (uri_pairs(a, bytes, &pairs, &count, &bad) == OK)
        for (size_t i = 0; i < count; i++)
            if (!str_utf8(pairs[i].name) || !str_utf8(pairs[i].value))
                abort();
    if (uri_path(a, bytes, &path) == OK)
        check_path(path);
    arena_free(a);
    return 0;
}
