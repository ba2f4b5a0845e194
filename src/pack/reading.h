/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * reading - how the files of a pack are read: values by key, every complaint with its file and line.
 *
 * Getters never fail: what is missing or wrong is noted as a fatal finding in the report, and an empty
 * value comes back, so that one run tells everything that is wrong.
 */
#ifndef PACK_READING_H
#define PACK_READING_H

#include "pack/pack.h"

/* One file of the pack: path from the pack's folder ("items/S-MZ-01.yaml"); root: YAML and JSON files, else NULL. */
struct source { struct str path, bytes; const struct val *root; };

struct reading {
    struct arena        *arena;
    struct pack         *pack;
    struct pack_report  *report;
    const struct source *files; size_t file_count;      /* sorted by path */
    struct str           file;                          /* the one being read, for the findings */
    bool                 frozen;                        /* a pack that was accepted before is read back */
};

/* Notes a finding in the file being read; line 0: the whole file. */
void reading_fault(struct reading *r, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
void reading_warn(struct reading *r, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A fault that earlier programs did not know: of a frozen pack it is only warned. */
void reading_fault_new(struct reading *r, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The file of that path, which becomes the one being read; NULL: none. */
const struct source *reading_file(struct reading *r, const char *path);
/* The files under a folder with that ending, as a slice of r->files ("items/", ".yaml"). */
const struct source *reading_folder(struct reading *r, const char *folder, size_t *count);
/* "items/S-MZ-01.yaml" -> "S-MZ-01" */
struct str reading_stem(struct str path);

enum need { OPTIONAL, REQUIRED };

/* A typing slip in a key would silently drop a value, so every key must be one of these (blanks between). */
void reading_keys(struct reading *r, const struct val *map, const char *known);
/* The value when it is of that kind, else val_none. */
const struct val *reading_kind(struct reading *r, const struct val *map, const char *key, enum val_kind kind, enum need need);
struct str   reading_text(struct reading *r, const struct val *map, const char *key, enum need need);
struct label reading_label(struct reading *r, const struct val *map, const char *key, enum need need);
struct label reading_label_of(struct reading *r, const struct val *v);     /* v: the {zh, en} itself */
struct label reading_name(struct reading *r, const struct val *map);       /* keys zh and en of a larger map */
int64_t      reading_int(struct reading *r, const struct val *map, const char *key, int64_t min, int64_t max, enum need need);
bool         reading_bool(struct reading *r, const struct val *map, const char *key, bool absent);
/* The place of the text in words; 0 and a finding when it is none of them. */
size_t       reading_word(struct reading *r, const struct val *map, const char *key, const char *const *words, size_t count);
/* The place of a text itself. */
size_t       reading_word_of(struct reading *r, const struct val *v, const char *const *words, size_t count);

#endif
