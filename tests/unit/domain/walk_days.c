/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "walk_days.h"

#include <stdio.h>
#include <string.h>

enum { NEW_YEAR_2026 = 20454, YEAR_DAYS = 365 };

static signed char said[YEAR_DAYS];     /* 1 a rest day, -1 a working day, 0 as in any week */

int64_t days_of(int month, int day)
{
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t n = NEW_YEAR_2026 + day - 1;

    for (int m = 1; m < month; m++)
        n += lengths[m - 1];
    return n;
}

bool days_read(const char *file)
{
    FILE *f = fopen(file, "r");
    char line[300], word[8];
    int month, day, lines = 0;

    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, " - {date: \"2026-%2d-%2d\", off: %5[a-z]", &month, &day, word) == 3) {
            said[days_of(month, day) - NEW_YEAR_2026] = strcmp(word, "true") == 0 ? 1 : -1;
            lines++;
        }
    if (f != NULL)
        fclose(f);
    return lines > 30;
}

/* 1 January 1970 was a Thursday. */
bool days_working(int64_t day)
{
    int64_t weekday = (day + 3) % 7, n = day - NEW_YEAR_2026;     /* 0 Monday */

    if (n >= 0 && n < YEAR_DAYS && said[n] != 0)
        return said[n] < 0;
    return weekday < 5;
}

int64_t days_next_working(int64_t day)
{
    do
        day++;
    while (!days_working(day));
    return day;
}

/* ---- limits ---- */

struct watch watch_begin(const char *kind, int days, char unit, int64_t day)
{
    struct watch w = { .days = days, .unit = unit, .start = day };

    snprintf(w.kind, sizeof w.kind, "%s", kind);
    return w;
}

bool watch_stands(const struct watch *w)
{
    return w->stops > 0 && w->to[w->stops - 1] == 0;
}

void watch_stop(struct watch *w, int64_t day)
{
    if (watch_stands(w) || w->ended != 0 || w->stops == WATCH_STOPS_MAX)
        return;
    w->from[w->stops] = day;
    w->to[w->stops++] = 0;
}

void watch_go_on(struct watch *w, int64_t day)
{
    if (watch_stands(w))
        w->to[w->stops - 1] = day;
}

static bool counts(const struct watch *w, int64_t day)
{
    return w->unit == 'c' || days_working(day);
}

int64_t watch_due(const struct watch *w)
{
    int64_t day = w->start;
    int left = w->days;

    for (int i = 0; i < w->stops; i++)
        for (int64_t d = w->from[i] + 1; d <= w->to[i]; d++)
            left += counts(w, d);
    while (left > 0)
        left -= counts(w, ++day);
    return w->unit == 'c' && !days_working(day) ? days_next_working(day) : day;
}
