/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/moment.h"

#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/calendar.h"

static int64_t machine_time(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Written by hand or by a test: civil time of UTC+8, seconds may be left out. */
static enum err parse(const char *text, int64_t *out)
{
    int year, month, day, hour, minute, second = 0;
    int64_t date;

    if (sscanf(text, "%4d-%2d-%2d%*1[T ]%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) < 5)
        return ERR_INVALID;
    if (day_from_civil(year, month, day, &date) != OK || hour > 23 || minute > 59 || second > 59 || hour < 0 ||
        minute < 0 || second < 0)
        return ERR_INVALID;
    *out = day_start(date) + ((hour * 60LL + minute) * 60 + second) * 1000;
    return OK;
}

static enum err read_file(const char *path, int64_t *out)
{
    char text[64];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;

    if (fd >= 0)
        close(fd);
    if (got <= 0)
        return ERR_NOT_FOUND;
    text[got] = '\0';
    return parse(text, out);
}

enum err moment_check(const char *path)
{
    int64_t ignored;

    return path == NULL || read_file(path, &ignored) == OK ? OK : ERR_INVALID;
}

int64_t moment_now(const char *path)
{
    int64_t now;

    return path != NULL && read_file(path, &now) == OK ? now : machine_time();
}
