/* SPDX-License-Identifier: MulanPSL-2.0 */
/* link_part - the part of link that takes a paper in pieces over a thin line: what came stays, the rest is sent again. */
#include "base/buf.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/link.h"
#include "domain/link.sql.h"
#include "secure/secure.h"
#include "store/blob.h"
#include "store/db.h"

enum { SHA256_HEX = 64 };

struct beginning { int64_t link; struct str slot; int64_t bytes; struct str sha256; };

static enum err count_parts(struct ctx *cx, int64_t link, int64_t *out)
{
    struct row *row;

    *out = 0;
    TRY(db_select(cx, &SQL_LINK_PART_COUNT, &row, ARGS(arg_int(link))));
    if (row_next(row))
        *out = row_int(row, 0);
    return row_end(row);
}

static enum err begin(struct ctx *cx, const void *args, void *out)
{
    const struct beginning *b = args;
    int64_t *id = out, open;
    struct link l;

    TRY(link_get(cx, b->link, &l));
    TRY(link_takes(cx, &l, b->slot, b->bytes));
    if (b->bytes <= 0 || (b->sha256.len != 0 && b->sha256.len != SHA256_HEX))
        return ctx_gap(cx, arena_join(cx->arena, STR("material."), b->slot), "gap.scan.empty", STR(""));
    TRY(count_parts(cx, l.id, &open));
    if (open >= LINK_PARTS_OPEN_MAX)
        return ctx_fail(cx, ERR_LIMIT, "gap.link.files", arena_printf(cx->arena, "%d", LINK_PARTS_OPEN_MAX));
    *id = ids_next(cx->house->ids);
    return db_put(cx, &SQL_LINK_PART_WRITE, ARGS(arg_int(*id), arg_int(l.id), arg_text(b->slot), arg_int(b->bytes),
                                                 arg_text(b->sha256), arg_int(cx->now)));
}

enum err link_part_begin(struct ctx *cx, int64_t link, struct str slot, int64_t bytes, struct str sha256, int64_t *out)
{
    struct beginning args = { link, slot, bytes, sha256 };

    return command_run(cx, begin, &args, out);
}

enum err link_part_get(struct ctx *cx, int64_t link, int64_t part, struct link_part *out)
{
    struct row *row;
    bool found;

    TRY(db_select(cx, &SQL_LINK_PART_READ, &row, ARGS(arg_int(part), arg_int(link))));
    found = row_next(row);
    if (found)
        *out = (struct link_part){ .id = row_int(row, 0), .link = row_int(row, 1), .slot = row_str(row, 2),
                                   .bytes = row_int(row, 3), .sha256 = row_str(row, 4), .received = row_int(row, 5) };
    TRY(row_end(row));
    return found ? OK : ERR_NOT_FOUND;
}

struct stored { const struct link_piece *piece; int64_t bytes; struct str blob; };

static enum err check_piece(struct ctx *cx, const struct link_part *part, int64_t at, int64_t bytes)
{
    bool last = at + bytes == part->bytes;

    if (at + bytes > part->bytes || (!last && bytes < LINK_PIECE_BYTES_MIN))
        return ctx_gap(cx, STR("piece"), "gap.link.piece", STR(""));
    return at == part->received ? OK : ERR_CONFLICT;
}

static enum err add(struct ctx *cx, const void *args, void *out)
{
    const struct stored *s = args;
    const struct link_piece *p = s->piece;
    int64_t *received = out;
    struct link_part part;
    struct link l;

    TRY(link_get(cx, p->link, &l));
    if (link_over(&l, cx->now) != NULL)
        return ctx_fail(cx, ERR_STATE, "gap.link.over", STR(""));
    TRY(link_part_get(cx, p->link, p->part, &part));
    *received = part.received;
    if (p->at + s->bytes <= part.received)      /* its answer was lost on the way: nothing to do again */
        return OK;
    TRY(check_piece(cx, &part, p->at, s->bytes));
    *received += s->bytes;
    TRY(db_put(cx, &SQL_LINK_PIECE_WRITE, ARGS(arg_int(part.id), arg_int(p->at), arg_text(s->blob))));
    return db_put(cx, &SQL_LINK_PART_GROW, ARGS(arg_int(part.id), arg_int(s->bytes)));
}

enum err link_part_add(struct ctx *cx, const struct link_piece *p, int64_t *received)
{
    struct stored args = { p, (int64_t)p->bytes.len, digest_sha256(cx->arena, p->bytes) };

    if (p->bytes.len == 0 || p->bytes.len > LINK_PIECE_BYTES_MAX)
        return ctx_gap(cx, STR("piece"), "gap.link.piece", STR(""));
    TRY(blob_put(cx->house->blobs, args.blob, p->bytes));
    return command_run(cx, add, &args, received);
}

static enum err gather(struct ctx *cx, int64_t part, struct buf *b)
{
    struct row *row;
    struct str *blobs = NULL;
    size_t count = 0, cap = 0;

    TRY(db_select(cx, &SQL_LINK_PIECE_READ, &row, ARGS(arg_int(part))));
    while (row_next(row)) {
        blobs = arena_grow(cx->arena, blobs, count, &cap, sizeof *blobs);
        blobs[count++] = row_str(row, 0);
    }
    TRY(row_end(row));
    for (size_t i = 0; i < count; i++) {
        struct str bytes;
        TRY(blob_get(cx->house->blobs, cx->arena, blobs[i], LINK_PIECE_BYTES_MAX, &bytes));
        buf_add(b, bytes);
    }
    return OK;
}

enum err link_part_bytes(struct ctx *cx, const struct link_part *part, struct str *out)
{
    struct buf b = buf_in(cx->arena);

    if (part->received != part->bytes)
        return ERR_STATE;
    TRY(gather(cx, part->id, &b));
    *out = buf_str(&b);
    if (part->sha256.len > 0 && !str_eq(digest_sha256(cx->arena, *out), part->sha256))
        return ctx_gap(cx, arena_join(cx->arena, STR("material."), part->slot), "gap.link.damaged", STR(""));
    return OK;
}

struct ending { int64_t link, part; };

static enum err end(struct ctx *cx, const void *args, void *out)
{
    const struct ending *e = args;
    struct link_part part;

    (void)out;
    TRY(link_part_get(cx, e->link, e->part, &part));
    TRY(db_put(cx, &SQL_LINK_PIECE_REMOVE, ARGS(arg_int(part.id))));
    return db_put(cx, &SQL_LINK_PART_REMOVE, ARGS(arg_int(part.id), arg_int(e->link)));
}

enum err link_part_end(struct ctx *cx, int64_t link, int64_t part)
{
    struct ending args = { link, part };

    return command_run(cx, end, &args, NULL);
}
