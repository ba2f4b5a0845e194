/* SPDX-License-Identifier: MulanPSL-2.0 */
/* embed - the pages, words and assets the build has put into the program (tools/embed.py). */
#ifndef WEB_EMBED_H
#define WEB_EMBED_H

#include "text/text.h"

struct asset {
    const char          *path;              /* "/assets/site.css"                               */
    const char          *type;              /* content type                                     */
    const unsigned char *bytes;  size_t len;
    const unsigned char *gz;     size_t gz_len;     /* NULL: does not shrink                    */
    const char          *etag;              /* with its quotes; pages ask for path?v=<etag>     */
};

extern const struct text_file web_templates[];      /* by name, without order */
extern const size_t           web_template_count;
extern const struct text_file web_catalogues[];     /* zh-CN, en */
extern const size_t           web_catalogue_count;
extern const struct asset     web_assets[];         /* by path */
extern const size_t           web_asset_count;

#endif
