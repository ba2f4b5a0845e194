/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "doc/unzip.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

enum { PIECE_BYTES = 65536 };

/* What a header claims of its size is not believed: the bytes are counted as they come. */
static enum err hand_over(struct archive *zip, size_t max, unzip_piece_fn take, void *user)
{
    char piece[PIECE_BYTES];
    size_t sum = 0;

    for (;;) {
        la_ssize_t got = archive_read_data(zip, piece, sizeof piece);
        enum err e;
        if (got <= 0)
            return got == 0 ? OK : ERR_INVALID;
        sum += (size_t)got;
        if (sum > max)
            return ERR_LIMIT;
        e = take(user, (struct str){ piece, (size_t)got });
        if (e != OK)
            return e;
    }
}

static bool is_entry(struct archive_entry *entry, const char *name)
{
    const char *path = archive_entry_pathname(entry);

    return path != NULL && strcmp(path, name) == 0;
}

static enum err find(struct archive *zip, const char *name, size_t max, size_t entries_max, unzip_piece_fn take, void *user)
{
    struct archive_entry *entry;

    for (size_t n = 0; n < entries_max; n++) {
        int said = archive_read_next_header(zip, &entry);
        if (said == ARCHIVE_EOF)
            return ERR_NOT_FOUND;
        if (said != ARCHIVE_OK && said != ARCHIVE_WARN)
            return ERR_INVALID;
        if (is_entry(entry, name))
            return hand_over(zip, max, take, user);
    }
    return ERR_LIMIT;
}

enum err unzip_entry(struct str bytes, const char *name, size_t max, size_t entries_max, unzip_piece_fn take,
                            void *user)
{
    struct archive *zip = archive_read_new();
    enum err e = ERR_INVALID;

    if (zip == NULL)
        return ERR_LIMIT;
    archive_read_support_format_zip_seekable(zip);
    if (archive_read_open_memory(zip, bytes.p, bytes.len) == ARCHIVE_OK)
        e = find(zip, name, max, entries_max, take, user);
    archive_read_free(zip);
    return e;
}
