/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * multipart - a complete multipart/form-data body taken apart, strictly (RFC 7578, RFC 2046 5.1).
 *
 * Nothing is copied: parts point into the body.  Stricter than the RFC: no text before the first or
 * after the last boundary, no filename*, no transfer encoding but 7bit, 8bit and binary, CRLF only.
 */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "base/arena.h"

enum { MULTIPART_PARTS_MAX = 200, MULTIPART_FILES_MAX = 50, MULTIPART_HEAD_BYTES = 4096, MULTIPART_HEADERS_MAX = 8 };

struct part { struct str name, file_name, bytes; bool is_file; };

/* The boundary of a Content-Type value; "" when there is none or it is not one (1-70 characters of RFC 2046). */
struct str multipart_boundary(struct str content_type);

/*
 * ERR_INVALID: not such a body; why is a short English reason.  ERR_LIMIT: too many parts or files, or
 * a part with too long a head.
 */
NODISCARD enum err multipart_read(struct arena *a, struct str body, struct str boundary, struct part **out,
                                  size_t *count, const char **why);

#endif
