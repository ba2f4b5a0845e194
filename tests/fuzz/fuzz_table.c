/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Reads a list from hostile bytes: a workbook, or CSV in any encoding; what is read must lie within the limits. */
#include "base/xml.h"
#include "doc/table.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    xml_start();
    return 0;
}

static void look(const struct table_row *row, int64_t before)
{
    if (row->count > TABLE_COLUMNS_MAX || row->number <= before)
        __builtin_trap();
    for (size_t c = 0; c < row->count; c++)
        if (row->cells[c].text.len > TABLE_CELL_BYTES_MAX || !str_utf8(row->cells[c].text))
            __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(65536);
    struct str bytes = { (const char *)data, size };
    const char *why;
    struct table t;

    if (table_read(a, bytes, &t, &why) == OK)
        for (size_t i = 0; i < t.row_count; i++)
            look(&t.rows[i], i > 0 ? t.rows[i - 1].number : 0);
    arena_free(a);
    return 0;
}
