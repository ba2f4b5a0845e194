/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/multipart.h"

#include <ctype.h>
#include <string.h>

#include "http/token.h"

struct reader { struct arena *arena; struct str rest, delimiter; const char *why; };

static enum err refuse(struct reader *r, const char *why)
{
    r->why = why;
    return ERR_INVALID;
}

static bool boundary_char(char c)
{
    return isalnum((unsigned char)c) || (c != '\0' && strchr("'()+_,-./:=? ", c) != NULL);
}

struct str multipart_boundary(struct str content_type)
{
    struct str boundary = token_param(content_type, "boundary");

    if (boundary.len == 0 || boundary.len > 70 || boundary.p[boundary.len - 1] == ' ')
        return STR("");
    for (size_t i = 0; i < boundary.len; i++)
        if (!boundary_char(boundary.p[i]))
            return STR("");
    return boundary;
}

static bool take(struct reader *r, struct str expected)
{
    if (!str_starts(r->rest, expected))
        return false;
    r->rest = str_sub(r->rest, expected.len, r->rest.len);
    return true;
}

static bool clean(struct str line)
{
    for (size_t i = 0; i < line.len; i++)
        if ((unsigned char)line.p[i] < 0x20 || line.p[i] == 0x7f)
            return false;
    return true;
}

/* One header line without its CRLF. */
static enum err read_line(struct reader *r, struct str *line)
{
    ptrdiff_t end = str_find(str_sub(r->rest, 0, MULTIPART_HEAD_BYTES), STR("\r\n"));

    if (end < 0)
        return r->rest.len >= MULTIPART_HEAD_BYTES ? ERR_LIMIT : refuse(r, "a part ends inside its head");
    *line = str_sub(r->rest, 0, (size_t)end);
    r->rest = str_sub(r->rest, (size_t)end + 2, r->rest.len);
    return clean(*line) ? OK : refuse(r, "a control character in the head of a part");
}

static enum err read_disposition(struct reader *r, struct str value, struct part *part)
{
    struct str kind, params;

    str_cut(value, ';', &kind, &params);
    if (!token_same(str_trim(kind), "form-data"))
        return refuse(r, "a part that is not form-data");
    if (part->name.len > 0)
        return refuse(r, "a part with two Content-Disposition");
    if (token_has_param(value, "filename*"))
        return refuse(r, "filename* is not allowed in form-data");
    part->name = token_param(value, "name");
    part->file_name = token_param(value, "filename");
    part->is_file = token_has_param(value, "filename");
    if (part->name.len == 0 || !str_utf8(part->name) || !str_utf8(part->file_name))
        return refuse(r, "a part without a name in UTF-8");
    return OK;
}

static enum err read_header(struct reader *r, struct str line, struct part *part)
{
    struct str name, value;

    if (!str_cut(line, ':', &name, &value) || !token_is(name))
        return refuse(r, "a line in the head of a part is not a header");
    value = str_trim(value);
    if (token_same(name, "content-disposition"))
        return read_disposition(r, value, part);
    if (token_same(name, "content-transfer-encoding") && !token_same(value, "binary") && !token_same(value, "8bit")
        && !token_same(value, "7bit"))
        return refuse(r, "a part with a transfer encoding");
    return OK;
}

static enum err read_head(struct reader *r, struct part *part)
{
    struct str line;
    size_t bytes = 0;

    for (int headers = 0; headers <= MULTIPART_HEADERS_MAX; headers++) {
        TRY(read_line(r, &line));
        bytes += line.len;
        if (bytes > MULTIPART_HEAD_BYTES)
            return ERR_LIMIT;
        if (line.len == 0)
            return part->name.len > 0 ? OK : refuse(r, "a part without Content-Disposition");
        TRY(read_header(r, line, part));
    }
    return ERR_LIMIT;
}

static enum err read_part(struct reader *r, struct part *part)
{
    ptrdiff_t end;

    TRY(read_head(r, part));
    end = str_find(r->rest, r->delimiter);
    if (end < 0)
        return refuse(r, "the body ends inside a part");
    part->bytes = str_sub(r->rest, 0, (size_t)end);
    r->rest = str_sub(r->rest, (size_t)end + r->delimiter.len, r->rest.len);
    return OK;
}

static enum err read_parts(struct reader *r, struct part **out, size_t *count)
{
    size_t cap = 0, files = 0;

    while (!take(r, STR("--"))) {
        if (!take(r, STR("\r\n")))
            return refuse(r, "a boundary is not followed by a line end");
        if (*count == MULTIPART_PARTS_MAX)
            return ERR_LIMIT;
        *out = arena_grow(r->arena, *out, *count, &cap, sizeof **out);
        TRY(read_part(r, &(*out)[*count]));
        files += (*out)[*count].is_file;
        (*count)++;
        if (files > MULTIPART_FILES_MAX)
            return ERR_LIMIT;
    }
    take(r, STR("\r\n"));
    return r->rest.len == 0 ? OK : refuse(r, "text after the last boundary");
}

enum err multipart_read(struct arena *a, struct str body, struct str boundary, struct part **out, size_t *count,
                        const char **why)
{
    struct reader r = { .arena = a, .rest = body, .why = "too many parts or too long a head" };
    enum err e;

    *out = NULL;
    *count = 0;
    r.delimiter = arena_join(a, STR("\r\n--"), boundary);
    if (boundary.len == 0 || !take(&r, str_sub(r.delimiter, 2, r.delimiter.len)))
        e = refuse(&r, "the body does not begin with its boundary");
    else
        e = read_parts(&r, out, count);
    *why = r.why;
    return e;
}
