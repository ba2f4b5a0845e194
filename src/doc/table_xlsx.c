/* SPDX-License-Identifier: MulanPSL-2.0 */
/* table_xlsx - the first sheet of an XLSX workbook (ECMA-376, 18): its cells as they were written, nothing reckoned. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "base/xml_walk.h"
#include "doc/unzip.h"
#include "doc/table.h"

enum { SMALL_BYTES_MAX = 4 << 20, STRINGS_MAX = 400000, STYLES_MAX = 65536, TEXT_BYTES_MAX = 32768, SHEET_CHARS = 31 };

/* What one walk through a part knows; each part uses what it needs of it. */
struct walk {
    struct arena  *a;
    struct table  *out;
    const char    *why;
    enum err       err;
    struct buf     text;                /* of the element that is being read */
    bool           collecting;
    /* workbook.xml, its relations */
    struct str     sheet_rel, target;
    /* sharedStrings.xml */
    struct str    *strings; size_t string_count, string_cap;
    bool           in_rph;              /* phonetic hints are no text of the cell */
    /* styles.xml: which cell formats show a day */
    bool          *dates; size_t style_count, style_cap;
    bool           in_xfs;
    int64_t       *day_formats; size_t day_count, day_cap;
    /* the sheet */
    size_t         column;
    int64_t        row_number;
    struct str     kind, style;
    bool           formula;
    struct str     value;
};

static void fail(struct walk *w, enum err e, const char *why)
{
    if (w->err != OK)
        return;
    w->err = e;
    w->why = why;
}

static struct str attr(const struct xml_attr *attrs, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (str_is(attrs[i].name, name))
            return attrs[i].value;
    return STR("");
}

static int64_t number_of(struct str s, int64_t missing)
{
    int64_t n;

    return str_int(s, &n) == OK ? n : missing;
}

static void collect(struct walk *w)
{
    w->text = buf_in(w->a);
    w->collecting = true;
}

static void on_text(void *user, struct str text)
{
    struct walk *w = user;

    if (w->collecting && w->text.len + text.len <= TEXT_BYTES_MAX)
        buf_add(&w->text, text);
}

static void on_nothing(void *user, struct str name)
{
    (void)user;
    (void)name;
}

/* ---- one part ---- */

struct feeding { struct walk *w; struct xml_walk *x; };

/* What is refused is unfolded no further. */
static enum err feed(void *user, struct str piece)
{
    const struct feeding *f = user;
    enum err e = xml_walk_feed(f->x, piece);

    return f->w->err != OK ? f->w->err : e;
}

static enum err walk_part(struct walk *w, struct str bytes, const char *part, size_t max, const struct xml_walk_handler *h)
{
    struct xml_walk *x = xml_walk_begin(w->a, h);
    struct feeding f = { w, x };
    enum err e = unzip_entry(bytes, part, max, TABLE_ENTRIES_MAX, feed, &f), end = xml_walk_end(x);

    if (w->err != OK)
        return w->err;
    if (e == ERR_LIMIT)
        w->why = "unfolds";
    return e != OK ? e : end;
}

/* ---- which sheet ---- */

static void take_sheet(struct walk *w, struct str id, struct str name)
{
    w->sheet_rel = arena_str(w->a, id);
    w->out->sheet = arena_str(w->a, str_head(name, SHEET_CHARS));
}

static void on_workbook(void *user, struct str name, const struct xml_attr *attrs, size_t count)
{
    struct walk *w = user;

    if (str_is(name, "sheet") && w->sheet_rel.len == 0)
        take_sheet(w, attr(attrs, count, "id"), attr(attrs, count, "name"));
}

static void on_relation(void *user, struct str name, const struct xml_attr *attrs, size_t count)
{
    struct walk *w = user;

    if (str_is(name, "Relationship") && str_eq(attr(attrs, count, "Id"), w->sheet_rel))
        w->target = arena_str(w->a, attr(attrs, count, "Target"));
}

static enum err find_sheet(struct walk *w, struct str bytes, const char **out)
{
    const struct xml_walk_handler workbook = { on_workbook, on_text, on_nothing, w };
    const struct xml_walk_handler relations = { on_relation, on_text, on_nothing, w };

    w->why = "no_sheet";
    TRY(walk_part(w, bytes, "xl/workbook.xml", SMALL_BYTES_MAX, &workbook));
    TRY(walk_part(w, bytes, "xl/_rels/workbook.xml.rels", SMALL_BYTES_MAX, &relations));
    if (w->sheet_rel.len == 0 || w->target.len == 0)
        return ERR_INVALID;
    *out = str_starts(w->target, STR("/")) ? arena_cstr(w->a, str_sub(w->target, 1, w->target.len))
                                           : arena_join(w->a, STR("xl/"), w->target).p;
    return OK;
}

/* ---- texts that cells share ---- */

static void on_string_open(void *user, struct str name, const struct xml_attr *attrs, size_t count)
{
    struct walk *w = user;

    (void)attrs;
    (void)count;
    if (str_is(name, "si")) {
        w->text = buf_in(w->a);
        w->collecting = false;
    }
    if (str_is(name, "rPh"))
        w->in_rph = true;
    if (str_is(name, "t") && !w->in_rph)
        w->collecting = true;
}

static void on_string_close(void *user, struct str name)
{
    struct walk *w = user;

    if (str_is(name, "t"))
        w->collecting = false;
    if (str_is(name, "rPh"))
        w->in_rph = false;
    if (!str_is(name, "si"))
        return;
    if (w->string_count >= STRINGS_MAX) {
        fail(w, ERR_LIMIT, "unfolds");
        return;
    }
    w->strings = arena_grow(w->a, w->strings, w->string_count, &w->string_cap, sizeof *w->strings);
    w->strings[w->string_count++] = buf_str(&w->text);
}

/* ---- which formats show a day ---- */

/* 14 to 17, 22 and the Chinese built-ins (18.8.30), or a format of the file that writes a year. */
static bool built_in_day(int64_t id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

static bool own_day(const struct walk *w, int64_t id)
{
    for (size_t i = 0; i < w->day_count; i++)
        if (w->day_formats[i] == id)
            return true;
    return false;
}

static void on_style(void *user, struct str name, const struct xml_attr *attrs, size_t count)
{
    struct walk *w = user;
    int64_t id = number_of(attr(attrs, count, "numFmtId"), 0);

    if (str_is(name, "cellXfs"))
        w->in_xfs = true;
    if (str_is(name, "numFmt") && str_find(attr(attrs, count, "formatCode"), STR("yy")) >= 0) {
        w->day_formats = arena_grow(w->a, w->day_formats, w->day_count, &w->day_cap, sizeof *w->day_formats);
        w->day_formats[w->day_count++] = id;
    }
    if (!str_is(name, "xf") || !w->in_xfs || w->style_count >= STYLES_MAX)
        return;
    w->dates = arena_grow(w->a, w->dates, w->style_count, &w->style_cap, sizeof *w->dates);
    w->dates[w->style_count++] = built_in_day(id) || own_day(w, id);
}

static void on_style_close(void *user, struct str name)
{
    struct walk *w = user;

    if (str_is(name, "cellXfs"))
        w->in_xfs = false;
}

/* ---- cells ---- */

/* "AB12": columns are letters, A the first. */
static size_t column_of(struct str ref)
{
    size_t column = 0;

    for (size_t i = 0; i < ref.len && i < 4 && ref.p[i] >= 'A' && ref.p[i] <= 'Z'; i++)
        column = column * 26 + (size_t)(ref.p[i] - 'A') + 1;
    return column > 0 ? column - 1 : 0;
}

static int64_t row_of(struct str ref)
{
    size_t i = 0;

    while (i < ref.len && ref.p[i] >= 'A' && ref.p[i] <= 'Z')
        i++;
    return number_of(str_sub(ref, i, ref.len), 0);
}

static void add_merge(struct walk *w, struct str ref)
{
    struct str from, to;

    if (!str_cut(ref, ':', &from, &to) || w->out->merge_count >= TABLE_MERGES_MAX)
        return;
    w->out->merges = arena_grow(w->a, w->out->merges, w->out->merge_count, &w->out->merge_cap, sizeof *w->out->merges);
    w->out->merges[w->out->merge_count++] = (struct table_merge){ row_of(from), row_of(to) };
}

static void begin_row(struct walk *w, struct str number)
{
    int64_t n = number_of(number, w->row_number + 1);

    if (n <= w->row_number || n > 2000000) {
        fail(w, ERR_INVALID, "broken");
        return;
    }
    w->row_number = w->out->row = n;
    w->column = w->out->column = 0;
}

/* Rows without anything in them are not counted: a spreadsheet formats a million of them. */
static void keep_cell(struct walk *w, enum cell_kind kind, struct str text)
{
    struct table_row *row;

    if (kind == CELL_TEXT && text.len == 0)
        return;
    row = table_row_at(w->a, w->out, w->row_number);
    w->out->column = w->column;
    if (row == NULL)
        fail(w, ERR_LIMIT, "rows");
    else if (table_put(w->a, row, w->column, kind, text) != OK)
        fail(w, ERR_LIMIT, "columns");
}

static void on_cell_open(void *user, struct str name, const struct xml_attr *attrs, size_t count)
{
    struct walk *w = user;
    struct str ref = attr(attrs, count, "r");

    if (w->err != OK)
        return;
    if (str_is(name, "row"))
        begin_row(w, ref);
    if (str_is(name, "c")) {
        w->column = w->out->column = ref.len > 0 ? column_of(ref) : w->column;
        w->kind = arena_str(w->a, attr(attrs, count, "t"));
        w->style = arena_str(w->a, attr(attrs, count, "s"));
        w->formula = false;
        w->value = STR("");
    }
    if (str_is(name, "f"))
        w->formula = true;
    if (str_is(name, "v") || (str_is(name, "is") && str_is(w->kind, "inlineStr")))
        collect(w);
    if (str_is(name, "mergeCell"))
        add_merge(w, attr(attrs, count, "ref"));
}

/* A day is kept as a serial number, 1 the first of January 1900; 60 is a day that never was. */
static struct str day_text(struct walk *w, struct str serial)
{
    int64_t day, n;
    struct str whole, rest;

    str_cut(serial, '.', &whole, &rest);
    if (str_int(whole, &n) != OK || n < 61 || n > 80000 || day_from_civil(1899, 12, 30, &day) != OK)
        return serial;
    return day_iso(w->a, day + n);
}

static bool shows_day(const struct walk *w)
{
    int64_t style = number_of(w->style, -1);

    return style >= 0 && style < (int64_t)w->style_count && w->dates[style];
}

static void put_cell(struct walk *w)
{
    enum cell_kind kind = CELL_TEXT;
    struct str text = str_trim(w->value);
    int64_t n;

    if (w->formula) {
        kind = CELL_FORMULA;
    } else if (str_is(w->kind, "e")) {
        kind = CELL_ERROR;
    } else if (str_is(w->kind, "s")) {
        n = number_of(text, -1);
        if (n < 0 || n >= (int64_t)w->string_count)
            fail(w, ERR_INVALID, "broken");
        else
            text = str_trim(w->strings[n]);
    } else if ((w->kind.len == 0 || str_is(w->kind, "n")) && text.len > 0) {
        kind = shows_day(w) ? CELL_TEXT : CELL_NUMBER;
        text = shows_day(w) ? day_text(w, text) : text;
    }
    if (w->err == OK)
        keep_cell(w, kind, text);
    w->column++;
}

static void on_cell_close(void *user, struct str name)
{
    struct walk *w = user;

    if (w->err != OK)
        return;
    if (str_is(name, "v") || str_is(name, "is")) {
        w->value = w->collecting ? buf_str(&w->text) : w->value;
        w->collecting = false;
    }
    if (str_is(name, "c"))
        put_cell(w);
}

/* ---- the workbook ---- */

static enum err optional(enum err e)
{
    return e == ERR_NOT_FOUND ? OK : e;
}

static enum err read_parts(struct walk *w, struct str bytes)
{
    const struct xml_walk_handler strings = { on_string_open, on_text, on_string_close, w };
    const struct xml_walk_handler styles = { on_style, on_text, on_style_close, w };
    const struct xml_walk_handler cells = { on_cell_open, on_text, on_cell_close, w };
    const char *sheet;

    TRY(find_sheet(w, bytes, &sheet));
    w->why = "broken";
    TRY(optional(walk_part(w, bytes, "xl/sharedStrings.xml", TABLE_STRINGS_BYTES_MAX, &strings)));
    w->collecting = false;
    TRY(optional(walk_part(w, bytes, "xl/styles.xml", SMALL_BYTES_MAX, &styles)));
    return walk_part(w, bytes, sheet, TABLE_SHEET_BYTES_MAX, &cells);
}

enum err table_read_xlsx(struct arena *a, struct str bytes, struct table *out, const char **why)
{
    struct walk w = { .a = a, .out = out, .why = "broken", .text = buf_in(a) };
    enum err e = read_parts(&w, bytes);

    *why = w.why;
    return e == ERR_NOT_FOUND ? ERR_INVALID : e;
}
