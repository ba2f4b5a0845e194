/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * fuzz_pack - any bytes as the files of a pack: refused with a reason, or a pack that freezes to the same version.
 *
 * The bytes are cut at NUL into an item, a form, divisions, a calendar and a process; the rest is given.
 */
#include <stdlib.h>

#include "base/json.h"
#include "pack/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str assemble(struct arena *a, struct str bytes)
{
    static const char *const fuzzed[] = { "items/A-1.yaml", "forms/plain.json", "divisions.yaml", "calendars/2026.yaml",
                                          "processes/short.bpmn" };
    struct val *map = val_map(a);

    val_set_str(a, map, "county.yaml", STR("name: small\ntitle: {zh: 小, en: Small}\ncode: 420101000000\n"));
    val_set_str(a, map, "departments.yaml", STR("departments:\n  - {code: MZ, zh: 民政局, en: Civil Affairs}\n"));
    for (size_t i = 0; i < sizeof fuzzed / sizeof *fuzzed; i++) {
        struct str part;
        str_cut(bytes, '\0', &part, &bytes);
        if (!str_utf8(part))
            return STR("");
        val_set_str(a, map, fuzzed[i], part);
    }
    return json_write(a, map);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(0);
    struct pack *p, *again;
    struct pack_report report, second;
    enum err e = pack_thaw(a, assemble(a, (struct str){ (const char *)data, size }), &p, &report);

    if ((e == OK) != (report.fatal == 0))
        abort();
    for (size_t i = 0; i < report.count; i++)
        if (report.items[i].why.len == 0)
            abort();
    if (e == OK && (pack_thaw(a, p->frozen, &again, &second) != OK || !str_eq(p->version, again->version)))
        abort();
    arena_free(a);
    return 0;
}
