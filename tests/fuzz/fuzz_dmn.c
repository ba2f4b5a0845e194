/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Reads a decision model from hostile bytes and, where it is one, runs all it defines. */
#include "base/xml.h"
#include "feel/dmn.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    xml_start();
    return 0;
}

static void run_all(struct arena *a, const struct dmn *m)
{
    static const struct feel_env few = { .max_steps = 20000, .max_bytes = 4 * 1024 * 1024 };
    const struct feel *input = feel_put(a, feel_context(a), STR("a"), feel_int(a, 5)), *v;

    for (size_t i = 0; i < dmn_count(m); i++)
        if (dmn_decide(a, m, dmn_item(m, i).name, input, &few, &v, NULL) == OK)
            feel_to_json(a, v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a;
    struct dmn_source file = { STR("f.dmn"), { (const char *)data, size } };
    struct dmn_problem p;
    const struct dmn *m;

    if (size > 16384)
        return 0;
    a = arena_new(65536);
    if (dmn_load(a, &file, 1, &m, &p) == OK)
        run_all(a, m);
    arena_free(a);
    return 0;
}
