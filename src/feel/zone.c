/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/zone.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "feel/time.h"

static const char FOLDER[] = "/usr/share/zoneinfo/";

enum { FILE_MAX = 16384, HEADER = 44, NAME_MAX_BYTES = 64, TYPE_BYTES = 6, TIME_BYTES = 8, LEAP_BYTES = 12 };

/* The second block of a file: transitions as 64-bit seconds, an index of types, the rule for later years. */
struct zone_file {
    uint8_t bytes[FILE_MAX];
    size_t  len, times, types, time_count, type_count;
    struct str footer;
};

static bool name_fine(struct str name)
{
    bool start = true;

    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool slash = c == '/';
        if (slash ? start : !(isalnum(c) || c == '_' || c == '-' || c == '+'))
            return false;
        start = slash;
    }
    return name.len > 0 && name.len < NAME_MAX_BYTES && !start && !str_is(name, "localtime")
        && !str_is(name, "posixrules");
}

static bool load(struct str name, struct zone_file *z)
{
    char path[sizeof FOLDER + NAME_MAX_BYTES];
    ssize_t got = -1;
    int fd;

    if (!name_fine(name))
        return false;
    snprintf(path, sizeof path, "%s%.*s", FOLDER, STR_ARG(name));
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        got = read(fd, z->bytes, FILE_MAX);
        close(fd);
    }
    z->len = got > 0 ? (size_t)got : 0;
    return got > 0 && got < FILE_MAX;
}

static int64_t big_endian(const uint8_t *p, int bytes)
{
    uint64_t n = p[0] & 0x80 ? UINT64_MAX : 0;

    for (int i = 0; i < bytes; i++)
        n = n << 8 | p[i];
    return (int64_t)n;
}

struct counts { size_t utc, standard, leaps, times, types, chars; };

static bool read_header(const struct zone_file *z, size_t at, struct counts *out)
{
    size_t n[6];

    if (at + HEADER > z->len || memcmp(z->bytes + at, "TZif", 4) != 0 || z->bytes[at + 4] < '2')
        return false;
    for (size_t i = 0; i < 6; i++) {
        int64_t count = big_endian(z->bytes + at + 20 + 4 * i, 4);
        if (count < 0 || count > FILE_MAX)
            return false;
        n[i] = (size_t)count;
    }
    *out = (struct counts){ n[0], n[1], n[2], n[3], n[4], n[5] };
    return n[4] > 0;
}

static size_t block_bytes(const struct counts *c, size_t time_bytes, size_t leap_bytes)
{
    return c->times * (time_bytes + 1) + c->types * TYPE_BYTES + c->chars + c->leaps * leap_bytes + c->standard + c->utc;
}

static bool read_zone(struct str name, struct zone_file *z)
{
    struct counts c;
    size_t second, end;

    if (!load(name, z) || !read_header(z, 0, &c))
        return false;
    second = HEADER + block_bytes(&c, TIME_BYTES / 2, LEAP_BYTES - 4);
    if (!read_header(z, second, &c))
        return false;
    end = second + HEADER + block_bytes(&c, TIME_BYTES, LEAP_BYTES);
    if (end > z->len)
        return false;
    z->times = second + HEADER;
    z->time_count = c.times;
    z->types = z->times + c.times * (TIME_BYTES + 1);
    z->type_count = c.types;
    z->footer = str_trim((struct str){ (const char *)z->bytes + end, z->len - end });
    return true;
}

/* ---- the rule of the footer: POSIX TZ, "CET-1CEST,M3.5.0,M10.5.0/3" ---- */

struct cursor { struct str s; size_t at; };

static char peek(const struct cursor *c)
{
    return c->at < c->s.len ? c->s.p[c->at] : '\0';
}

static bool take(struct cursor *c, char want)
{
    if (peek(c) != want)
        return false;
    c->at++;
    return true;
}

static int64_t take_number(struct cursor *c)
{
    int64_t n = 0;

    while (isdigit((unsigned char)peek(c)) && n < 100000)
        n = n * 10 + (c->s.p[c->at++] - '0');
    return n;
}

static void skip_name(struct cursor *c)
{
    if (take(c, '<')) {
        while (peek(c) != '\0' && !take(c, '>'))
            c->at++;
        return;
    }
    while (isalpha((unsigned char)peek(c)))
        c->at++;
}

static int64_t take_clock(struct cursor *c)
{
    int64_t minus = take(c, '-') ? -1 : (take(c, '+'), 1), s = take_number(c) * 3600;

    if (take(c, ':'))
        s += take_number(c) * 60;
    if (take(c, ':'))
        s += take_number(c);
    return minus * s;
}

/* Day number since 1970 of a rule in a year. */
static int64_t take_day(struct cursor *c, int64_t year)
{
    int64_t month, week, weekday, first, day;

    if (take(c, 'J')) {
        day = take_number(c);
        return time_days(year, 1, 1) + day - 1 + (day >= 60 && time_month_length(year, 2) == 29);
    }
    if (!take(c, 'M'))
        return time_days(year, 1, 1) + take_number(c);
    month = take_number(c);
    take(c, '.');
    week = take_number(c);
    take(c, '.');
    weekday = take_number(c);
    month = month < 1 || month > 12 ? 1 : month;
    first = time_days(year, month, 1);
    day = 1 + ((weekday - (first + 4)) % 7 + 7) % 7 + (week - 1) * 7;
    return first + (day > time_month_length(year, month) ? day - 7 : day) - 1;
}

static int64_t take_switch(struct cursor *c, int64_t year)
{
    int64_t day = take_day(c, year), clock = take(c, '/') ? take_clock(c) : 7200;

    return day * DAY_SECONDS + clock;
}

static int32_t rule_offset(struct str footer, int64_t utc_s)
{
    struct cursor c = { footer, 0 };
    struct moment m = { .year = 1970, .month = 1, .day = 1 };
    int64_t standard, summer, begin, end;

    skip_name(&c);
    standard = -take_clock(&c);
    if (peek(&c) == '\0' || !time_from_local(utc_s + standard, &m))
        return (int32_t)standard;
    skip_name(&c);
    summer = peek(&c) == ',' ? standard + 3600 : -take_clock(&c);
    if (!take(&c, ','))
        return (int32_t)standard;
    begin = take_switch(&c, m.year) - standard;
    take(&c, ',');
    end = take_switch(&c, m.year) - summer;
    if (begin < end)
        return (int32_t)(utc_s >= begin && utc_s < end ? summer : standard);
    return (int32_t)(utc_s >= end && utc_s < begin ? standard : summer);
}

static int32_t type_offset(const struct zone_file *z, size_t type)
{
    return (int32_t)big_endian(z->bytes + z->types + (type < z->type_count ? type : 0) * TYPE_BYTES, 4);
}

static int32_t offset_at(const struct zone_file *z, int64_t utc_s)
{
    size_t low = 0, high = z->time_count;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (big_endian(z->bytes + z->times + middle * TIME_BYTES, TIME_BYTES) <= utc_s)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == z->time_count && z->footer.len > 0)
        return rule_offset(z->footer, utc_s);
    return type_offset(z, low == 0 ? 0 : z->bytes[z->times + z->time_count * TIME_BYTES + low - 1]);
}

bool zone_offset(struct str name, int64_t utc_s, int32_t *out)
{
    struct zone_file z;

    if (!read_zone(name, &z))
        return false;
    *out = offset_at(&z, utc_s);
    return true;
}

bool zone_offset_local(struct str name, int64_t local_s, int32_t *out)
{
    struct zone_file z;
    int32_t before, after;

    if (!read_zone(name, &z))
        return false;
    before = offset_at(&z, local_s - DAY_SECONDS);
    after = offset_at(&z, local_s + DAY_SECONDS);
    *out = before != after && offset_at(&z, local_s - before) != before && offset_at(&z, local_s - after) == after
         ? after : before;
    return true;
}
