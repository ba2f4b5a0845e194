/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "secure/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX_BYTES = 4096 };

static enum err failed(struct arena *a, const char *path, const char *what, struct str *why)
{
    int number = errno;

    *why = arena_printf(a, "%s: %s: %s", path, what, strerror(number));
    return number == ENOSPC || number == EDQUOT ? ERR_FULL : ERR_INTERNAL;
}

static enum err refused(struct arena *a, enum err e, const char *path, const char *what, struct str *why)
{
    *why = arena_printf(a, "%s: %s", path, what);
    return e;
}

/* ---- reading ---- */

static int nibble(char c)
{
    const char *digits = "0123456789abcdef";
    const char *hit = c != '\0' ? strchr(digits, c | ('A' <= c && c <= 'F' ? 0x20 : 0)) : NULL;

    return hit != NULL ? (int)(hit - digits) : -1;
}

static bool unhex(struct str hex, uint8_t out[RAW_HASH_BYTES])
{
    if (hex.len != (size_t)2 * RAW_HASH_BYTES)
        return false;
    for (size_t i = 0; i < RAW_HASH_BYTES; i++) {
        int high = nibble(hex.p[2 * i]), low = nibble(hex.p[2 * i + 1]);

        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static const struct key *of_id(const struct keys *k, int64_t id)
{
    for (size_t i = 0; i < k->count; i++)
        if (k->all[i].id == id)
            return &k->all[i];
    return NULL;
}

static bool read_line(struct keys *k, struct str line)
{
    struct str id_text, hex;
    int64_t id;

    if (line.len == 0 || line.p[0] == '#')
        return true;
    if (!str_cut(line, ' ', &id_text, &hex) || str_int(id_text, &id) != OK)
        return false;
    if (id < 1 || id > UINT32_MAX || of_id(k, id) != NULL || k->count == KEYS_MAX)
        return false;
    k->all[k->count].id = (uint32_t)id;
    return unhex(str_trim(hex), k->all[k->count++].bytes);
}

static enum err parse(struct arena *a, const char *path, struct str text, struct keys **out, struct str *why)
{
    struct keys *k = ARENA_NEW(a, struct keys);
    struct str line;

    k->kept = ARENA_NEW(a, struct kept);
    pthread_mutex_init(&k->kept->lock, NULL);

    for (int number = 1; text.len > 0; number++) {
        str_cut(text, '\n', &line, &text);
        if (read_line(k, str_trim(line)))
            continue;
        *why = arena_printf(a, "%s:%d: not \"ID HEX\" with a new ID from 1 and 64 hex digits", path, number);
        return ERR_INVALID;
    }
    if (k->count == 0)
        return refused(a, ERR_INVALID, path, "holds no key", why);
    *out = k;
    return OK;
}

static enum err read_fd(struct arena *a, const char *path, int fd, struct keys **out, struct str *why)
{
    char text[FILE_MAX_BYTES + 1];
    struct stat st;
    ssize_t got;
    enum err e;

    if (fstat(fd, &st) != 0)
        return failed(a, path, "cannot be examined", why);
    if (!S_ISREG(st.st_mode) || st.st_uid != geteuid() || (st.st_mode & 077) != 0)
        return refused(a, ERR_FORBIDDEN, path, "must be a plain file of this user with mode 0600", why);
    got = read(fd, text, sizeof text);
    if (got < 0)
        return failed(a, path, "cannot be read", why);
    if (got > FILE_MAX_BYTES)
        return refused(a, ERR_INVALID, path, "is too long for a key file", why);
    e = parse(a, path, (struct str){ text, (size_t)got }, out, why);
    raw_wipe(text, sizeof text);
    return e;
}

static enum err read_file(struct arena *a, const char *path, struct keys **out, struct str *why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    enum err e;

    if (fd < 0 && errno == ENOENT)
        return refused(a, ERR_NOT_FOUND, path, "there is no key file", why);
    if (fd < 0 && (errno == EACCES || errno == ELOOP))
        return refused(a, ERR_FORBIDDEN, path, "must be a plain file of this user with mode 0600", why);
    if (fd < 0)
        return failed(a, path, "cannot be opened", why);
    e = read_fd(a, path, fd, out, why);
    close(fd);
    return e;
}

/* ---- making ---- */

static bool write_new(int fd, struct str text)
{
    ssize_t wrote = write(fd, text.p, text.len);

    if (wrote >= 0 && (size_t)wrote < text.len)
        errno = ENOSPC;
    return wrote == (ssize_t)text.len && fsync(fd) == 0;
}

static bool sync_folder(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    const char *folder = len > 0 ? arena_cstr(a, (struct str){ path, len }) : ".";
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;

    if (fd >= 0)
        close(fd);
    return synced;
}

static struct str fresh(struct arena *a)
{
    uint8_t bytes[RAW_HASH_BYTES];
    struct str hex;

    raw_random(bytes, sizeof bytes);
    hex = raw_hex(a, bytes, sizeof bytes);
    raw_wipe(bytes, sizeof bytes);
    return arena_printf(a, "# Keys of this installation: without them sealed data is lost. Keep a copy off this machine.\n"
                           "1 %.*s\n", STR_ARG(hex));
}

/* Written aside and linked, so that a power cut never leaves half a key file under the name. */
static enum err make_file(struct arena *a, const char *path, struct str *why)
{
    const char *aside = arena_printf(a, "%s.%d.new", path, (int)getpid()).p;
    int fd = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool made;
    enum err e = OK;

    if (fd < 0)
        return failed(a, path, "cannot be made", why);
    made = write_new(fd, fresh(a)) && link(aside, path) == 0 && sync_folder(a, path);
    if (!made)
        e = failed(a, path, "cannot be made", why);
    close(fd);
    unlink(aside);
    return e;
}

enum err keys_open(struct arena *a, const char *path, bool create, struct keys **out, struct str *why)
{
    enum err e = read_file(a, path, out, why);

    if (e != ERR_NOT_FOUND || !create)
        return e;
    TRY(make_file(a, path, why));
    return read_file(a, path, out, why);
}

int64_t keys_current(const struct keys *k)
{
    return k->all[k->count - 1].id;
}
