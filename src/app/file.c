/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"

enum err file_read(struct arena *a, const char *path, struct str *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct buf b = buf_in(a);
    char piece[16384];
    ssize_t got;

    if (fd < 0)
        return ERR_NOT_FOUND;
    while ((got = read(fd, piece, sizeof piece)) > 0 && b.len <= FILE_BYTES_MAX)
        buf_add(&b, (struct str){ piece, (size_t)got });
    close(fd);
    *out = buf_str(&b);
    if (got < 0)
        return ERR_NOT_FOUND;
    return b.len <= FILE_BYTES_MAX ? OK : ERR_LIMIT;
}

enum err file_write(struct arena *a, const char *path, struct str bytes)
{
    const char *fresh = arena_printf(a, "%s.new", path).p;
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good;

    if (fd < 0)
        return ERR_INTERNAL;
    good = write(fd, bytes.p, bytes.len) == (ssize_t)bytes.len && fsync(fd) == 0;
    good = close(fd) == 0 && good;
    return good && rename(fresh, path) == 0 ? OK : ERR_INTERNAL;
}
