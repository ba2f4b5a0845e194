/* SPDX-License-Identifier: MulanPSL-2.0 */
/* shrink - a picture made smaller row by row, each small pixel the mean of those it covers; used inside doc only. */
#ifndef DOC_SHRINK_H
#define DOC_SHRINK_H

#include "base/arena.h"

struct picture { int width, height; uint8_t *rgb; };        /* rows from the top, 3 bytes a pixel */

struct shrink {
    int       width, height;            /* of the small picture */
    uint8_t  *rgb;
    int       from_width, from_height, row;
    uint32_t *sums;                     /* of the small row being filled; a colour sum stays below 2^32 up to 16 Mpx a pixel */
    uint32_t *at, *counts;              /* of a column: where its sums begin; of a small one: how many it covers */
    uint32_t  rows;                     /* summed up so far */
};

/* For a picture of width * height; neither side of the small one is longer than max_px. */
struct shrink *shrink_begin(struct arena *a, int width, int height, int max_px);
/* The next row of from_width pixels; rows beyond from_height are ignored. */
void shrink_row(struct shrink *s, const uint8_t *rgb);

#endif
