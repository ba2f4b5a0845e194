/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The log belongs to the process as standard error does; its threshold is the only state. */
static _Atomic int threshold = LOG_INFO;

enum { TAIL_BYTES = 16 };           /* kept free for ,"cut":true}\n */

struct line { char p[LOG_LINE_BYTES]; size_t len; bool cut; };

static const char *const LEVELS[] = { "debug", "info", "warn", "error" };

static bool add(struct line *l, const char *p, size_t len)
{
    if (l->len + len > sizeof l->p - TAIL_BYTES) {
        l->cut = true;
        return false;
    }
    memcpy(l->p + l->len, p, len);
    l->len += len;
    return true;
}

static bool add_text(struct line *l, const char *z)
{
    return add(l, z, strlen(z));
}

/* Bytes that are not UTF-8 become U+FFFD: a log line must always be JSON. */
static bool add_char(struct line *l, struct str s, size_t *at)
{
    size_t from = *at;
    int32_t c = str_next(s, at);
    char escape[8];

    if (c < 0) {
        *at = from + 1;
        return add_text(l, "\xef\xbf\xbd");
    }
    if (c == '"' || c == '\\') {
        snprintf(escape, sizeof escape, "\\%c", (char)c);
        return add_text(l, escape);
    }
    if (c < 0x20 || c == 0x7f) {
        snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c);
        return add_text(l, escape);
    }
    return add(l, s.p + from, *at - from);
}

static void add_string(struct line *l, struct str s)
{
    size_t at = 0;

    add_text(l, "\"");
    while (at < s.len && l->len < sizeof l->p - TAIL_BYTES - 8)
        if (!add_char(l, s, &at))
            break;
    l->cut = l->cut || at < s.len;
    l->p[l->len++] = '"';
}

static void add_time(struct line *l)
{
    struct timespec now;
    struct tm day;
    char text[64];

    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &day);
    snprintf(text, sizeof text, "{\"time\":\"%04d-%02d-%02dT%02d:%02d:%02d.%03ldZ\"", day.tm_year + 1900,
             day.tm_mon + 1, day.tm_mday, day.tm_hour, day.tm_min, day.tm_sec, now.tv_nsec / 1000000);
    add_text(l, text);
}

static void add_field(struct line *l, const struct log_field *f)
{
    char digits[24];
    size_t room = strlen(f->key) + 40;

    if (l->len + room > sizeof l->p - TAIL_BYTES) {
        l->cut = true;
        return;
    }
    add_text(l, ",\"");
    add_text(l, f->key);
    add_text(l, "\":");
    snprintf(digits, sizeof digits, "%" PRId64, f->num);
    if (f->is_text)
        add_string(l, f->text);
    else
        add_text(l, digits);
}

enum err log_open(const char *path, enum log_level level)
{
    int fd, moved;

    atomic_store(&threshold, (int)level);
    if (path == NULL)
        return OK;
    fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (fd < 0)
        return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : errno == EACCES ? ERR_FORBIDDEN : ERR_INTERNAL;
    moved = dup2(fd, STDERR_FILENO);
    close(fd);
    return moved < 0 ? ERR_INTERNAL : OK;
}

void log_fields(enum log_level level, const char *event, const struct log_field *fields)
{
    struct line l = { .len = 0 };
    ssize_t written;

    if ((int)level < atomic_load(&threshold))
        return;
    add_time(&l);
    add_field(&l, &LOG_TEXT("level", str_of(LEVELS[level])));
    add_field(&l, &LOG_TEXT("event", str_of(event)));
    for (; fields->key != NULL; fields++)
        add_field(&l, fields);
    memcpy(l.p + l.len, l.cut ? ",\"cut\":true}\n" : "}\n", l.cut ? 13 : 2);
    l.len += l.cut ? 13 : 2;
    written = write(STDERR_FILENO, l.p, l.len);
    (void)written;
}
