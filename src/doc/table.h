/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * table - rows of a list somebody made with a spreadsheet: XLSX, or CSV in UTF-8, GB18030 or UTF-16.
 *
 * Nothing is reckoned: a formula is told as one, a number as it was written, a day of XLSX as "2026-11-23".  Hostile files
 * are bounded: bytes, entries of the archive, what they unfold to, rows, columns, length of a cell.
 */
#ifndef DOC_TABLE_H
#define DOC_TABLE_H

#include "base/arena.h"

enum { TABLE_BYTES_MAX = 20 << 20, TABLE_ROWS_MAX = 40000, TABLE_COLUMNS_MAX = 40, TABLE_CELL_BYTES_MAX = 1000,
       TABLE_SHEET_BYTES_MAX = 96 << 20, TABLE_STRINGS_BYTES_MAX = 32 << 20, TABLE_ENTRIES_MAX = 1000,
       TABLE_MERGES_MAX = 2000 };

/* CELL_NUMBER: written as a number, which a spreadsheet may have rounded; CELL_LONG: over the limit, cut. */
enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_FORMULA, CELL_ERROR, CELL_LONG };
struct table_cell { enum cell_kind kind; struct str text; };
struct table_row { int64_t number; struct table_cell *cells; size_t count; };      /* number: as the spreadsheet shows it */
struct table_merge { int64_t first, last; };                                        /* rows of merged cells */
struct table {
    struct table_row   *rows;   size_t row_count, row_cap;
    struct table_merge *merges; size_t merge_count, merge_cap;
    struct str sheet;                               /* the name of the sheet; "": CSV            */
    int64_t    row; size_t column;                  /* where reading stands, or broke off; row 0: nowhere */
};

/*
 * Reads the first sheet.  why: tail of a message key: "empty", "too_big", "old_excel", "broken", "encoding", "rows",
 * "columns", "unfolds" (an archive that grows beyond measure), "no_sheet".
 * ERR_INVALID: it is no such file; ERR_LIMIT: beyond a limit.
 */
NODISCARD enum err table_read(struct arena *a, struct str bytes, struct table *out, const char **why);

/* Where it broke off as spreadsheets say it: "名单!AO12"; "名单" or "" where no cell was reached. */
struct str table_place(struct arena *a, const struct table *t);

/* ---- for the two readers ---- */
/* The row of that number, made where it is new; NULL: too many. Rows come in ascending order. */
struct table_row *table_row_at(struct arena *a, struct table *t, int64_t number);
/* ERR_LIMIT: too many columns. */
NODISCARD enum err table_put(struct arena *a, struct table_row *row, size_t column, enum cell_kind kind, struct str text);
NODISCARD enum err table_read_csv(struct arena *a, struct str bytes, struct table *out, const char **why);
NODISCARD enum err table_read_xlsx(struct arena *a, struct str bytes, struct table *out, const char **why);

#endif
