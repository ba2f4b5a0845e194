/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fuzz_yaml - any bytes as YAML: refused with a line and a reason, or a tree that survives being written as JSON. */
#include <stdlib.h>

#include "base/json.h"
#include "base/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(0);
    struct yaml_problem problem = { 0, 0, STR("") };
    struct val *v, *again;
    enum err e = yaml_read(a, (struct str){ (const char *)data, size }, &v, &problem);

    if (e != OK && (problem.line < 1 || problem.why.len == 0))
        abort();
    if (e == OK && (json_read(a, json_write(a, v), &again, NULL) != OK || !val_same(v, again)))
        abort();
    arena_free(a);
    return 0;
}
