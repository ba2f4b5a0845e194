/* SPDX-License-Identifier: MulanPSL-2.0 */
/* image_fixture - small pictures made for tests: the left upper quarter red, the rest blue. */
#ifndef UNIT_DOC_IMAGE_FIXTURE_H
#define UNIT_DOC_IMAGE_FIXTURE_H

#include "base/arena.h"

enum { PLAIN = 0, GREY = 1, PROGRESSIVE = 2, INTERLACED = 2, TRANSPARENT = 4, CMYK = 8 };

struct str fixture_jpeg(struct arena *a, int width, int height, int orientation, int flags);   /* orientation 0: no EXIF */
struct str fixture_png(struct arena *a, int width, int height, int flags);
/* The mean colour of a quarter (0 left upper, 1 right upper, 2 left lower, 3 right lower) of a JPEG: 0xRRGGBB. */
uint32_t fixture_colour(struct arena *a, struct str jpeg, int quarter, int *width, int *height);

#endif
