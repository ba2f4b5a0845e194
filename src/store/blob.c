/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/blob.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/seat.h"

enum { NAME_LEN = 64, PATH_LEN = 80, DIGITS = 16 };

struct blobs {
    int        folder;              /* FOLDER/a/b/abc..., unfinished files in FOLDER/new */
    atomic_int next;                /* names of unfinished files */
    pthread_mutex_t lock;           /* a name becomes young, gets its file, or is dropped: one at a time */
};

static enum err fail(const char *doing)
{
    bool full = errno == ENOSPC || errno == EDQUOT;

    log_event(LOG_ERROR, "store.blob", LOG_TEXT("doing", str_of(doing)), LOG_INT("errno", errno),
              LOG_TEXT("why", str_of(strerror(errno))));
    return full ? ERR_FULL : ERR_INTERNAL;
}

static bool named_by_digest(struct str name)
{
    if (name.len != NAME_LEN)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (!(name.p[i] >= '0' && name.p[i] <= '9') && !(name.p[i] >= 'a' && name.p[i] <= 'f'))
            return false;
    return true;
}

/* The disk takes its time, in which somebody else may work. */
static int sync_slowly(int fd)
{
    int result, why;

    seat_leave();
    result = fsync(fd);
    why = errno;
    seat_take();
    errno = why;
    return result;
}

/* ---- folders, all made at the start so that no put has to sync a parent ---- */

static enum err make_folder(int at, const char *path)
{
    return mkdirat(at, path, 0700) == 0 || errno == EEXIST ? OK : fail("mkdir");
}

static enum err sync_folder(int at, const char *path)
{
    int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err e;

    if (fd < 0)
        return fail("open folder");
    e = sync_slowly(fd) == 0 ? OK : fail("fsync folder");
    close(fd);
    return e;
}

/* One first digit with its 16 second digits. */
static enum err make_branch(int folder, int first)
{
    char path[PATH_LEN];
    enum err e;

    snprintf(path, sizeof path, "%x", (unsigned)first);
    e = make_folder(folder, path);
    for (int second = 0; e == OK && second < DIGITS; second++) {
        snprintf(path, sizeof path, "%x/%x", (unsigned)first, (unsigned)second);
        e = make_folder(folder, path);
    }
    snprintf(path, sizeof path, "%x", (unsigned)first);
    return e == OK ? sync_folder(folder, path) : e;
}

static enum err make_tree(int folder)
{
    enum err e = make_folder(folder, "new");

    for (int first = 0; e == OK && first < DIGITS; first++)
        e = make_branch(folder, first);
    return e == OK ? sync_folder(folder, ".") : e;
}

/* What a process that died left unfinished; nobody was told about it. */
static void remove_unfinished(int folder)
{
    int fd = openat(folder, "new", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;

    for (struct dirent *entry; d != NULL && (entry = readdir(d)) != NULL;)
        if (entry->d_name[0] != '.')
            unlinkat(fd, entry->d_name, 0);
    if (d != NULL)
        closedir(d);
}

enum err blob_open(struct arena *a, const char *folder, struct blobs **out)
{
    struct blobs *b = ARENA_NEW(a, struct blobs);
    enum err e = make_folder(AT_FDCWD, folder);

    if (e == OK)
        e = sync_folder(AT_FDCWD, arena_printf(a, "%s/..", folder).p);
    if (e != OK)
        return e;
    b->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (b->folder < 0)
        return fail("open folder");
    e = make_tree(b->folder);
    if (e != OK) {
        close(b->folder);
        return e;
    }
    remove_unfinished(b->folder);
    pthread_mutex_init(&b->lock, NULL);
    *out = b;
    return OK;
}

void blob_close(struct blobs *b)
{
    pthread_mutex_destroy(&b->lock);
    close(b->folder);
}

/* ---- putting ---- */

static void branch_path(struct str name, char path[static PATH_LEN])
{
    snprintf(path, PATH_LEN, "%c/%c", name.p[0], name.p[1]);
}

static void file_path(struct str name, char path[static PATH_LEN])
{
    snprintf(path, PATH_LEN, "%c/%c/%.*s", name.p[0], name.p[1], NAME_LEN, name.p);
}

static enum err write_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.p, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail("write");
        bytes = str_sub(bytes, (size_t)n, bytes.len);
    }
    return OK;
}

static enum err write_new(struct blobs *b, const char *path, struct str bytes)
{
    int fd = openat(b->folder, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    enum err e;

    if (fd < 0)
        return fail("create");
    e = write_all(fd, bytes);
    if (e == OK && sync_slowly(fd) != 0)
        e = fail("fsync");
    close(fd);
    return e;
}

/*
 * A failed fsync is never asked again: the kernel has already forgotten what it could not write.
 * The file goes, and the next put writes all of it anew.
 */
static enum err publish(struct blobs *b, const char *new, struct str name)
{
    char branch[PATH_LEN], path[PATH_LEN];
    int renamed;
    enum err e;

    branch_path(name, branch);
    file_path(name, path);
    pthread_mutex_lock(&b->lock);
    renamed = renameat(b->folder, new, b->folder, path);
    pthread_mutex_unlock(&b->lock);
    if (renamed != 0)
        return fail("rename");
    e = sync_folder(b->folder, branch);
    if (e != OK)
        unlinkat(b->folder, path, 0);
    return e;
}

/*
 * A whole file under its name was synced before it got the name; the folder may still be on its way.  One that cannot
 * be made young is written anew.
 */
static bool stands(struct blobs *b, struct str name, size_t size)
{
    char path[PATH_LEN];
    struct stat st;
    bool there;

    file_path(name, path);
    pthread_mutex_lock(&b->lock);
    there = fstatat(b->folder, path, &st, 0) == 0 && (uint64_t)st.st_size == size &&
            utimensat(b->folder, path, NULL, 0) == 0;
    pthread_mutex_unlock(&b->lock);
    return there;
}

enum err blob_put(struct blobs *b, struct str name, struct str bytes)
{
    char new[PATH_LEN], branch[PATH_LEN];
    enum err e;

    if (!named_by_digest(name))
        return ERR_INVALID;
    branch_path(name, branch);
    if (stands(b, name, bytes.len))
        return sync_folder(b->folder, branch);
    snprintf(new, sizeof new, "new/%d-%d", (int)getpid(), atomic_fetch_add(&b->next, 1));
    e = write_new(b, new, bytes);
    if (e == OK)
        e = publish(b, new, name);
    if (e != OK)
        unlinkat(b->folder, new, 0);
    return e;
}

/* ---- getting ---- */

static enum err read_all(int fd, char *p, size_t size)
{
    while (size > 0) {
        ssize_t n = read(fd, p, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail("read");
        p += n;
        size -= (size_t)n;
    }
    return OK;
}

static enum err read_file(int fd, struct arena *a, size_t max, struct str *out)
{
    struct stat st;
    char *p;

    if (fstat(fd, &st) != 0)
        return fail("stat");
    if ((uint64_t)st.st_size > max)
        return ERR_LIMIT;
    p = arena_alloc(a, (size_t)st.st_size + 1);
    *out = (struct str){ p, (size_t)st.st_size };
    return read_all(fd, p, out->len);
}

enum err blob_get(struct blobs *b, struct arena *a, struct str name, size_t max, struct str *out)
{
    char path[PATH_LEN];
    enum err e;
    int fd;

    *out = STR("");
    if (!named_by_digest(name))
        return ERR_NOT_FOUND;
    file_path(name, path);
    fd = openat(b->folder, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? ERR_NOT_FOUND : fail("open");
    e = read_file(fd, a, max, out);
    close(fd);
    return e;
}

/* ---- removing ---- */

static bool older(const struct stat *st, int64_t age_ms)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return ((int64_t)now.tv_sec - st->st_mtim.tv_sec) * 1000 + (now.tv_nsec - st->st_mtim.tv_nsec) / 1000000 >= age_ms;
}

static void take_old(struct arena *a, int folder, const char *file, int64_t age_ms, struct blob_names *out)
{
    struct stat st;

    if (!named_by_digest(str_of(file)) || fstatat(folder, file, &st, AT_SYMLINK_NOFOLLOW) != 0 || !older(&st, age_ms))
        return;
    out->items = arena_grow(a, out->items, out->count, &out->cap, sizeof *out->items);
    out->items[out->count++] = arena_str(a, str_of(file));
}

enum err blob_old(struct blobs *b, struct arena *a, int branch, int64_t age_ms, struct blob_names *out)
{
    char path[PATH_LEN];
    DIR *d;
    int fd;

    *out = (struct blob_names){ 0 };
    snprintf(path, sizeof path, "%x/%x", (unsigned)branch / DIGITS, (unsigned)branch % DIGITS);
    fd = openat(b->folder, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    d = fd >= 0 ? fdopendir(fd) : NULL;
    if (d == NULL) {
        if (fd >= 0)
            close(fd);
        return fail("open folder");
    }
    for (struct dirent *entry; (entry = readdir(d)) != NULL;)
        take_old(a, fd, entry->d_name, age_ms, out);
    closedir(d);
    return OK;
}

enum err blob_drop(struct blobs *b, struct str name, int64_t age_ms, bool *gone)
{
    char path[PATH_LEN];
    struct stat st;
    enum err e = OK;

    *gone = false;
    if (!named_by_digest(name))
        return ERR_INVALID;
    file_path(name, path);
    pthread_mutex_lock(&b->lock);
    if (fstatat(b->folder, path, &st, AT_SYMLINK_NOFOLLOW) == 0 && older(&st, age_ms)) {
        e = unlinkat(b->folder, path, 0) == 0 ? OK : fail("unlink");
        *gone = e == OK;
    }
    pthread_mutex_unlock(&b->lock);
    return e;
}
