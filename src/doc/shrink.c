/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "doc/shrink.h"

#include <string.h>

static int scaled(int side, int longest, int max_px)
{
    int64_t small = longest > max_px ? (int64_t)side * max_px / longest : side;

    return small > 0 ? (int)small : 1;
}

struct shrink *shrink_begin(struct arena *a, int width, int height, int max_px)
{
    int longest = width > height ? width : height;
    struct shrink *s = ARENA_NEW(a, struct shrink);

    *s = (struct shrink){
        .width = scaled(width, longest, max_px), .height = scaled(height, longest, max_px),
        .from_width = width, .from_height = height,
    };
    s->rgb = arena_array(a, (size_t)s->width * (size_t)s->height, 3);
    s->sums = ARENA_ARRAY(a, (size_t)s->width * 3, uint32_t);
    s->counts = ARENA_ARRAY(a, (size_t)s->width, uint32_t);
    s->at = ARENA_ARRAY(a, (size_t)width, uint32_t);
    for (int x = 0; x < width; x++) {
        uint32_t to = (uint32_t)((int64_t)x * s->width / width);
        s->at[x] = 3 * to;
        s->counts[to]++;
    }
    return s;
}

static void sum_up(struct shrink *s, const uint8_t *rgb)
{
    for (int x = 0; x < s->from_width; x++, rgb += 3) {
        uint32_t *to = s->sums + s->at[x];

        to[0] += rgb[0];
        to[1] += rgb[1];
        to[2] += rgb[2];
    }
    s->rows++;
}

static void give_out(struct shrink *s, int row)
{
    uint8_t *to = s->rgb + (size_t)row * (size_t)s->width * 3;

    for (size_t i = 0; i < (size_t)s->width * 3; i++)
        to[i] = (uint8_t)(s->sums[i] / (s->counts[i / 3] * s->rows));
    memset(s->sums, 0, (size_t)s->width * 3 * sizeof *s->sums);
    s->rows = 0;
}

void shrink_row(struct shrink *s, const uint8_t *rgb)
{
    int here, next;

    if (s->row >= s->from_height)
        return;
    sum_up(s, rgb);
    here = (int)((int64_t)s->row * s->height / s->from_height);
    next = (int)((int64_t)++s->row * s->height / s->from_height);
    if (next != here)
        give_out(s, here);
}
