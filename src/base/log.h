/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * log - one line of JSON for each thing worth knowing, for whoever runs the program.
 *
 *   {"time":"2026-03-02T01:15:00.123Z","level":"warn","event":"http.refused","status":400,"why":"two Hosts"}
 *
 * A line never holds personal data: no name, ID number, address, telephone, query string, path with a
 * query code, nor anything out of a body.  Event names and keys are literals of the program; texts are
 * codes, ids, route patterns and messages of libraries.  A field that might hold more is left out.
 *
 * Every thread may write at any time; a line is one write(2) and at most LOG_LINE_BYTES long, so lines
 * never mix.  A log that cannot be written is lost in silence: work goes on.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum { LOG_LINE_BYTES = 4096 };     /* what a pipe takes in one piece; longer texts are cut, "cut":true tells */

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log_field { const char *key; bool is_text; int64_t num; struct str text; };

#define LOG_INT(key, n)    ((struct log_field){ (key), false, (n), { "", 0 } })
#define LOG_TEXT(key, s)   ((struct log_field){ (key), true, 0, (s) })
#define LOG_END            ((struct log_field){ NULL, false, 0, { "", 0 } })

/*
 * Lines below level are dropped (LOG_INFO until it is called).  path NULL: standard error stays where it
 * is; else standard error is turned into that file (appended), so that what libraries print lands
 * there too; calling it again takes up a rotated file.  ERR_NOT_FOUND: the folder is not there;
 * ERR_FORBIDDEN: no right to write; ERR_INTERNAL: any other reason.
 */
NODISCARD enum err log_open(const char *path, enum log_level level);
/* log_event(LOG_INFO, "http.start", LOG_INT("port", 8080), LOG_END); */
#define log_event(level, event, ...) \
    log_fields((level), (event), (const struct log_field[]){ __VA_ARGS__, LOG_END })
void log_fields(enum log_level level, const char *event, const struct log_field *fields);

#endif
