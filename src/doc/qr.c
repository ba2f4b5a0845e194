/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "doc/qr.h"

#include <errno.h>
#include <qrencode.h>

#include "base/buf.h"

/* A dark module has its lowest bit set. */
static bool dark(const QRcode *qr, int x, int y)
{
    return x < qr->width && (qr->data[y * qr->width + x] & 1) != 0;
}

/* Dark modules of a row that lie side by side become one box of the path. */
static void draw_row(struct buf *b, const QRcode *qr, int y)
{
    for (int x = 0; x < qr->width; x++) {
        int from = x;

        while (dark(qr, x, y))
            x++;
        if (x > from)
            buf_printf(b, "M%d %dh%dv1H%dz", from + QR_QUIET_MODULES, y + QR_QUIET_MODULES, x - from,
                       from + QR_QUIET_MODULES);
    }
}

static struct str draw(struct arena *a, const QRcode *qr)
{
    struct buf b = buf_in(a);
    int side = qr->width + 2 * QR_QUIET_MODULES;

    buf_printf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">"
                   "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"", side, side, side, side);
    for (int y = 0; y < qr->width; y++)
        draw_row(&b, qr, y);
    buf_add(&b, STR("\"/></svg>"));
    return buf_str(&b);
}

enum err qr_svg(struct arena *a, struct str text, struct str *out)
{
    QRcode *qr;

    if (text.len == 0 || !str_utf8(text))
        return ERR_INVALID;
    qr = QRcode_encodeString8bit(arena_cstr(a, text), 0, QR_ECLEVEL_M);
    if (qr == NULL)
        return errno == ERANGE ? ERR_LIMIT : ERR_INTERNAL;
    *out = draw(a, qr);
    QRcode_free(qr);
    return OK;
}
