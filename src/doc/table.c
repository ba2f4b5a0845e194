/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "doc/table.h"

struct table_row *table_row_at(struct arena *a, struct table *t, int64_t number)
{
    struct table_row *row;

    t->row = number;
    t->column = 0;
    if (t->row_count > 0 && t->rows[t->row_count - 1].number == number)
        return &t->rows[t->row_count - 1];
    if (t->row_count >= TABLE_ROWS_MAX)
        return NULL;
    t->rows = arena_grow(a, t->rows, t->row_count, &t->row_cap, sizeof *t->rows);
    row = &t->rows[t->row_count++];
    *row = (struct table_row){ .number = number };
    return row;
}

enum err table_put(struct arena *a, struct table_row *row, size_t column, enum cell_kind kind, struct str text)
{
    if (column >= TABLE_COLUMNS_MAX)
        return kind == CELL_EMPTY || (kind == CELL_TEXT && text.len == 0) ? OK : ERR_LIMIT;
    if (row->cells == NULL)
        row->cells = ARENA_ARRAY(a, TABLE_COLUMNS_MAX, struct table_cell);
    if (text.len > TABLE_CELL_BYTES_MAX) {
        kind = CELL_LONG;
        text = STR("");
    }
    row->cells[column] = (struct table_cell){ text.len == 0 && kind == CELL_TEXT ? CELL_EMPTY : kind, arena_str(a, text) };
    if (column + 1 > row->count)
        row->count = column + 1;
    return OK;
}

struct str table_place(struct arena *a, const struct table *t)
{
    char letters[8];
    size_t at = sizeof letters, n = t->column + 1;
    struct str sheet = t->sheet.len > 0 && t->row > 0 ? arena_join(a, t->sheet, STR("!")) : t->sheet;

    if (t->row == 0)
        return sheet;
    for (; n > 0 && at > 0; n = (n - 1) / 26)
        letters[--at] = (char)('A' + (n - 1) % 26);
    return arena_printf(a, "%.*s%.*s%lld", STR_ARG(sheet), (int)(sizeof letters - at), letters + at, (long long)t->row);
}

enum err table_read(struct arena *a, struct str bytes, struct table *out, const char **why)
{
    *out = (struct table){ 0 };
    *why = "empty";
    if (bytes.len == 0)
        return ERR_INVALID;
    *why = "too_big";
    if (bytes.len > TABLE_BYTES_MAX)
        return ERR_LIMIT;
    *why = "old_excel";
    if (str_starts(bytes, STR("\xd0\xcf\x11\xe0")))
        return ERR_INVALID;
    *why = "broken";
    if (str_starts(bytes, STR("PK\x03\x04")))
        return table_read_xlsx(a, bytes, out, why);
    return table_read_csv(a, bytes, out, why);
}
