/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "pack/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct gathering { struct reading *r; struct source *files; size_t count, cap, bytes; };

/* Which endings belong into which folder; "" is the pack's own. */
static const struct { const char *folder, *ending; } wanted[] = {
    { "", ".yaml" }, { "items/", ".yaml" }, { "forms/", ".json" }, { "processes/", ".bpmn" },
    { "calendars/", ".yaml" }, { "decisions/", ".dmn" }, { "texts/", ".txt" },
};

static bool expected(struct str folder, struct str name)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (str_is(folder, wanted[i].folder) && str_ends(name, str_of(wanted[i].ending)))
            return true;
    return false;
}

static bool known_folder(const char *name)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (strncmp(wanted[i].folder, name, strlen(name)) == 0 && strlen(wanted[i].folder) == strlen(name) + 1)
            return true;
    return false;
}

/* The whole of an open file; false when it does not give the bytes its size promised. */
static bool read_whole(struct arena *a, int fd, size_t bytes, struct str *out)
{
    char *p = arena_alloc(a, bytes + 1);
    size_t done = 0;

    while (done < bytes) {
        ssize_t n = read(fd, p + done, bytes - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += (size_t)n;
    }
    *out = (struct str){ p, bytes };
    return true;
}

static void keep(struct gathering *g, struct str path, struct str bytes)
{
    g->files = arena_grow(g->r->arena, g->files, g->count, &g->cap, sizeof *g->files);
    g->files[g->count++] = (struct source){ path, bytes, NULL };
    g->bytes += bytes.len;
}

static const char *refusal(const struct gathering *g, const struct stat *st)
{
    if (!S_ISREG(st->st_mode))
        return "only plain files belong into a pack; take this out";
    if (st->st_size > FOLDER_FILE_BYTES_MAX)
        return "the file is larger than 1 MB; split it";
    if (g->count == FOLDER_FILES_MAX || g->bytes + (size_t)st->st_size > FOLDER_BYTES_MAX)
        return "the pack is too large; take out what is not needed";
    return NULL;
}

static void gather_file(struct gathering *g, int dir, const char *name, struct str path)
{
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat st;
    struct str bytes;
    const char *why;

    g->r->file = path;
    if (fd < 0 || fstat(fd, &st) != 0) {
        reading_fault(g->r, 0, "cannot be opened: %s", strerror(errno));
    } else {
        why = refusal(g, &st);
        if (why != NULL)
            reading_fault(g->r, 0, "%s", why);
        else if (!read_whole(g->r->arena, fd, (size_t)st.st_size, &bytes))
            reading_fault(g->r, 0, "cannot be read to its end");
        else
            keep(g, path, bytes);
    }
    if (fd >= 0)
        (void)close(fd);        /* only read from */
}

static void gather_folder(struct gathering *g, int parent, const char *name, struct str prefix);

static void gather_entry(struct gathering *g, int dir, const struct dirent *entry, struct str prefix)
{
    struct arena *a = g->r->arena;
    struct str path = arena_join(a, prefix, str_of(entry->d_name));

    if (entry->d_name[0] == '.')
        return;
    if (prefix.len == 0 && known_folder(entry->d_name)) {
        gather_folder(g, dir, entry->d_name, arena_join(a, path, STR("/")));
        return;
    }
    if (expected(prefix, path)) {
        gather_file(g, dir, entry->d_name, path);
        return;
    }
    g->r->file = path;
    reading_fault(g->r, 0, "no part of a pack reads this file; take it out or correct its name");
}

static void gather_folder(struct gathering *g, int parent, const char *name, struct str prefix)
{
    int fd = openat(parent, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY | (prefix.len > 0 ? O_NOFOLLOW : 0));
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    const struct dirent *entry;

    g->r->file = prefix;
    if (dir == NULL) {
        reading_fault(g->r, 0, "the folder cannot be opened: %s", strerror(errno));
        if (fd >= 0)
            (void)close(fd);    /* only read from */
        return;
    }
    while ((entry = readdir(dir)) != NULL)
        gather_entry(g, fd, entry, prefix);
    (void)closedir(dir);        /* only read from */
}

static int by_path(const void *l, const void *r)
{
    return str_cmp(((const struct source *)l)->path, ((const struct source *)r)->path);
}

enum err folder_read(struct reading *r, const char *folder)
{
    struct gathering g = { .r = r };
    struct stat st;

    if (stat(folder, &st) != 0) {
        r->file = STR("");
        reading_fault(r, 0, "there is no folder %s", folder);
        return ERR_NOT_FOUND;
    }
    gather_folder(&g, AT_FDCWD, folder, STR(""));
    if (g.count > 0)
        qsort(g.files, g.count, sizeof *g.files, by_path);
    r->files = g.files;
    r->file_count = g.count;
    return r->report->fatal > 0 ? ERR_INVALID : OK;
}
