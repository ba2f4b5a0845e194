/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Reads an XML document from hostile bytes; what is read must lie inside them. */
#include "base/xml.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    xml_start();
    return 0;
}

static void look(const struct xml *x, struct str bytes)
{
    if (x->from >= x->to || x->to > bytes.len || bytes.p[x->from] != '<' || bytes.p[x->to - 1] != '>' || x->line < 1)
        __builtin_trap();
    for (const struct xml *c = x->first; c != NULL; c = c->next)
        look(c, bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(65536);
    struct str bytes = { (const char *)data, size };
    struct xml_problem problem;
    struct xml *root;

    if (xml_read(a, bytes, &root, &problem) == OK)
        look(root, bytes);
    arena_free(a);
    return 0;
}
