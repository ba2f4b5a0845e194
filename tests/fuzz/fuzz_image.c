/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fuzz_image - any bytes as an upload: probed, and made small where they pass. */
#include <stdlib.h>

#include "doc/image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = { (const char *)data, size }, thumbnail;
    struct image_info info;
    struct arena *a = arena_new(0);
    bool sound = image_probe(bytes, &info) == OK;
    enum err e = OK;

    /* Large ones are slow, not different. */
    if (!sound || (int64_t)info.width * info.height <= 1000000)
        e = image_thumbnail(a, bytes, 64, &thumbnail);
    if (!sound && e == OK)
        abort();
    arena_free(a);
    return 0;
}
