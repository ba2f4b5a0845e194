/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "doc/image_format.h"

/* ITU-T T.81 table B.1 */
enum {
    SOF0 = 0xC0, SOF1 = 0xC1, SOF2 = 0xC2, DHT = 0xC4, JPG = 0xC8, DAC = 0xCC, SOF15 = 0xCF,
    RST0 = 0xD0, RST7 = 0xD7, SOI = 0xD8, EOI = 0xD9, SOS = 0xDA, APP1 = 0xE1, TEM = 0x01
};
/* A progressive picture decodes all of itself anew at each scan: usual ones have about ten. */
enum { SCANS_MAX = 64 };

struct walk { struct str bytes; size_t at; int scans; struct image_info *info; };

/* ---- EXIF (TIFF 6.0) ---- */

static uint32_t number(struct str tiff, size_t at, size_t bytes)
{
    bool little = tiff.p[0] == 'I';
    uint32_t n = 0;

    if (at > tiff.len || tiff.len - at < bytes)
        return 0;
    for (size_t i = 0; i < bytes; i++)
        n = n << 8 | (uint8_t)tiff.p[at + (little ? bytes - 1 - i : i)];
    return n;
}

static int orientation(struct str tiff)
{
    size_t folder = number(tiff, 4, 4);
    uint32_t count = number(tiff, folder, 2);

    for (size_t i = 0; i < count && folder + 14 + 12 * i <= tiff.len; i++) {
        size_t entry = folder + 2 + 12 * i;
        uint32_t value = number(tiff, entry + 8, 2);

        if (number(tiff, entry, 2) == 0x0112)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

static void read_exif(struct walk *w, struct str body)
{
    struct str tiff = str_sub(body, 6, body.len);

    if (!str_starts(body, (struct str){ "Exif\0", 6 }) || tiff.len < 8)
        return;
    if (str_starts(tiff, (struct str){ "II*\0", 4 }) || str_starts(tiff, (struct str){ "MM\0*", 4 }))
        w->info->orientation = orientation(tiff);
}

/* ---- markers ---- */

static bool frame_marker(int marker)
{
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
}

static const char *read_frame(struct walk *w, int marker, struct str body)
{
    int colours = body.len >= 6 ? body.p[5] : 0;

    if (w->info->width != 0 || body.len < 6 || (marker != SOF0 && marker != SOF1 && marker != SOF2))
        return "scan.damaged";
    w->info->height = (int)be16(body.p + 1);
    w->info->width = (int)be16(body.p + 3);
    if (w->info->height == 0 || w->info->width == 0 || body.p[0] != 8)
        return "scan.damaged";
    return colours == 1 || colours == 3 ? NULL : "scan.colours";
}

/* Moves over the compressed data of a scan to the marker behind it. */
static bool skip_scan(struct walk *w)
{
    while (w->at + 1 < w->bytes.len) {
        const char *from = w->bytes.p + w->at, *hit = memchr(from, 0xFF, w->bytes.len - w->at - 1);
        uint8_t next;

        if (hit == NULL)
            return false;
        w->at += (size_t)(hit - from);
        next = (uint8_t)hit[1];
        if (next == 0xFF)
            w->at += 1;
        else if (next == 0 || (next >= RST0 && next <= RST7))
            w->at += 2;
        else
            return true;
    }
    return false;
}

static const char *read_segment(struct walk *w, int marker)
{
    size_t left = w->bytes.len - w->at, len = left >= 2 ? be16(w->bytes.p + w->at) : 2;
    struct str body;

    if (left < 2 || len > left)
        return "scan.cut_short";
    if (len < 2)
        return "scan.damaged";
    body = str_sub(w->bytes, w->at + 2, len - 2);
    w->at += len;
    if (frame_marker(marker))
        return read_frame(w, marker, body);
    if (marker == APP1)
        read_exif(w, body);
    if (marker != SOS)
        return NULL;
    if (w->info->width == 0 || ++w->scans > SCANS_MAX)
        return "scan.damaged";
    return skip_scan(w) ? NULL : "scan.cut_short";
}

/* The next marker, or -1 where there is none. */
static int next_marker(struct walk *w)
{
    if (w->at >= w->bytes.len || (uint8_t)w->bytes.p[w->at] != 0xFF)
        return -1;
    while (w->at < w->bytes.len && (uint8_t)w->bytes.p[w->at] == 0xFF)
        w->at++;
    return w->at < w->bytes.len ? (uint8_t)w->bytes.p[w->at++] : -1;
}

const char *jpeg_walk(struct str bytes, struct image_info *out, size_t *end)
{
    struct walk w = { .bytes = bytes, .at = 2, .info = out };

    for (;;) {
        int marker = next_marker(&w);
        const char *why = NULL;

        if (marker < 0)
            return w.at >= bytes.len ? "scan.cut_short" : "scan.damaged";
        if (marker == EOI)
            break;
        if (marker == SOI || marker == 0)
            return "scan.damaged";
        if (marker != TEM && (marker < RST0 || marker > RST7))
            why = read_segment(&w, marker);
        if (why != NULL)
            return why;
    }
    *end = w.at;
    return w.scans > 0 ? NULL : "scan.damaged";
}
