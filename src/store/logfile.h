/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * logfile - hands SQLite's write-ahead log to the kernel in one piece per commit.
 *
 * SQLite writes every page of a commit as two calls, a head of 24 bytes and the page: some 150 calls for a group of
 * commands, a seventh of the writer's time.  This layer over the library's own files (a "VFS shim") keeps what is
 * appended to the log until the commit is complete and writes it at once.
 *
 *   state     what comes                                  what is done
 *   held      bytes behind the end                        kept, in order
 *             bytes elsewhere, a read, a size, a sync     what is kept is written first
 *   lost      what was kept could not be written: bytes   refused with the same error, until the hole is written from
 *             behind that hole, reads in it               its beginning (the transaction was taken back)
 *   closing   the page of a head that closes a commit     kept, then all is written; its error is this call's
 *
 * Why it is as safe: nobody reads the log behind the last commit but its writer, whose reads write first; and a commit
 * is told to others (in the index, behind the last page) only after the call that wrote it came back good.  What a
 * head says is part of the file format: https://www.sqlite.org/fileformat2.html#walformat, 4.1.
 * For the one connection that writes; locks, index and the database file itself are untouched.
 */
#ifndef STORE_LOGFILE_H
#define STORE_LOGFILE_H

/* The name to open a database with (sqlite3_open_v2); NULL when the layer cannot be had, which is the library's default. */
const char *logfile_layer(void);

#endif
