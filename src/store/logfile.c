/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/logfile.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

enum {
    HEAD_BYTES = 24, HEAD_SIZE_AT = 4,  /* of a frame; its size field is not zero in the last of a commit */
    HELD_MAX = 128 * 1024 - 1           /* the library takes 17 bits of a length; exactly 128 KB would be none */
};

/* SQLite gives the memory; the library's own file stands behind it. */
struct log_file {
    sqlite3_file   file;
    unsigned char *held;
    sqlite3_int64  from;                /* where the first byte held belongs */
    sqlite3_int64  end;                 /* behind all that was written or is held */
    int            count;
    int            lost;                /* why what was held could not be written: the log has a hole */
    sqlite3_int64  hole, hole_end;
    bool           closing, unused[7];
};
_Static_assert(sizeof(struct log_file) % 8 == 0, "the library's file behind it is aligned");

static struct { sqlite3_vfs layer, *below; pthread_once_t once; } all = { .once = PTHREAD_ONCE_INIT };

static struct log_file *mine(sqlite3_file *file)
{
    return (struct log_file *)file;
}

static sqlite3_file *below(sqlite3_file *file)
{
    return (sqlite3_file *)(mine(file) + 1);
}

/*
 * What could not be written is forgotten: the library takes its transaction back and writes that place again.  It may hear
 * of the failure by a read, though, behind which it goes on; so the hole is kept in mind, see below.
 */
static int write_held(sqlite3_file *file)
{
    struct log_file *f = mine(file);
    int count = f->count;

    if (count == 0)
        return SQLITE_OK;
    f->count = 0;
    f->lost = below(file)->pMethods->xWrite(below(file), f->held, count, f->from);
    f->hole = f->from;
    f->hole_end = f->from + count;
    return f->lost;
}

/* Nothing is written behind a hole before it is closed, from its beginning on; or the whole log begins anew. */
static int check_hole(struct log_file *f, int count, sqlite3_int64 at)
{
    if (f->lost == SQLITE_OK)
        return SQLITE_OK;
    if (at > f->hole)
        return f->lost;
    if (at + count > f->hole)
        f->hole = at + count;
    if (at == 0 || f->hole >= f->hole_end)
        f->lost = SQLITE_OK;
    return SQLITE_OK;
}

static int hold(sqlite3_file *file, const void *bytes, int count)
{
    struct log_file *f = mine(file);
    int rc = f->count + count > HELD_MAX ? write_held(file) : SQLITE_OK;

    if (rc != SQLITE_OK)
        return rc;
    if (f->count == 0)
        f->from = f->end;
    memcpy(f->held + f->count, bytes, (size_t)count);
    f->count += count;
    f->end += count;
    return SQLITE_OK;
}

static int write_now(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    struct log_file *f = mine(file);
    int rc = write_held(file);

    if (rc != SQLITE_OK)
        return rc;
    if (at == 0 || f->end < at + count)         /* at 0 the log begins anew over the old one */
        f->end = at + count;
    return below(file)->pMethods->xWrite(below(file), bytes, count, at);
}

/* Stays true to the next head, so that a last page that comes in pieces is whole. */
static bool closes(bool before, const unsigned char *bytes, int count)
{
    if (count != HEAD_BYTES)
        return before;
    return memcmp(bytes + HEAD_SIZE_AT, "\0\0\0\0", 4) != 0;
}

static int log_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    struct log_file *f = mine(file);
    int rc = check_hole(f, count, at);

    if (rc != SQLITE_OK)
        return rc;
    f->closing = closes(f->closing, bytes, count);
    if (at == f->end && count <= HELD_MAX)
        rc = hold(file, bytes, count);
    else
        rc = write_now(file, bytes, count, at);
    return rc == SQLITE_OK && f->closing && count != HEAD_BYTES ? write_held(file) : rc;
}

static int log_read(sqlite3_file *file, void *into, int count, sqlite3_int64 at)
{
    const struct log_file *f = mine(file);
    int rc = write_held(file);

    if (rc == SQLITE_OK && f->lost != SQLITE_OK && at < f->hole_end && at + count > f->hole)
        rc = f->lost;
    return rc == SQLITE_OK ? below(file)->pMethods->xRead(below(file), into, count, at) : rc;
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int rc = write_held(file);

    if (rc == SQLITE_OK)
        rc = below(file)->pMethods->xTruncate(below(file), size);
    if (rc == SQLITE_OK && size < mine(file)->end)
        mine(file)->end = size;
    return rc;
}

static int log_sync(sqlite3_file *file, int flags)
{
    int rc = write_held(file);

    return rc == SQLITE_OK ? below(file)->pMethods->xSync(below(file), flags) : rc;
}

static int log_size(sqlite3_file *file, sqlite3_int64 *size)
{
    int rc = write_held(file);

    return rc == SQLITE_OK ? below(file)->pMethods->xFileSize(below(file), size) : rc;
}

/* What is still held belongs to no commit. */
static int log_close(sqlite3_file *file)
{
    sqlite3_free(mine(file)->held);
    return below(file)->pMethods->xClose(below(file));
}

static int log_control(sqlite3_file *file, int what, void *arg)
{
    return below(file)->pMethods->xFileControl(below(file), what, arg);
}

static int log_sector(sqlite3_file *file)
{
    return below(file)->pMethods->xSectorSize(below(file));
}

static int log_traits(sqlite3_file *file)
{
    return below(file)->pMethods->xDeviceCharacteristics(below(file));
}

/* The library takes locks and shared memory on the database file alone, never on its log. */
static const sqlite3_io_methods methods = {
    .iVersion = 1, .xClose = log_close, .xRead = log_read, .xWrite = log_write, .xTruncate = log_truncate, .xSync = log_sync,
    .xFileSize = log_size, .xFileControl = log_control, .xSectorSize = log_sector, .xDeviceCharacteristics = log_traits,
};

static int open_log(const char *name, sqlite3_file *file, int flags, int *flags_out)
{
    struct log_file *f = mine(file);
    int rc;

    *f = (struct log_file){ .held = sqlite3_malloc(HELD_MAX) };
    if (f->held == NULL)
        return SQLITE_NOMEM;
    rc = all.below->xOpen(all.below, name, below(file), flags, flags_out);
    if (rc == SQLITE_OK)
        f->file.pMethods = &methods;
    else
        sqlite3_free(f->held);
    return rc;
}

static int open_file(sqlite3_vfs *layer, const char *name, sqlite3_file *file, int flags, int *flags_out)
{
    (void)layer;
    if ((flags & SQLITE_OPEN_WAL) != 0)
        return open_log(name, file, flags, flags_out);
    return all.below->xOpen(all.below, name, file, flags, flags_out);
}

/* All but opening is the library's own, data and functions. */
static void make(void)
{
    all.below = sqlite3_vfs_find(NULL);
    if (all.below == NULL)
        return;
    all.layer = *all.below;
    all.layer.zName = "logfile";
    all.layer.szOsFile += (int)sizeof(struct log_file);
    all.layer.xOpen = open_file;
    if (sqlite3_vfs_register(&all.layer, 0) != SQLITE_OK)
        all.layer.zName = NULL;
}

const char *logfile_layer(void)
{
    pthread_once(&all.once, make);
    return all.layer.zName;
}
