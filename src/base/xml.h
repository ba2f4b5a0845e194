/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * xml - an XML document from outside as a tree in an arena, read strictly.
 *
 * Read: well-formed XML 1.0 with namespaces, UTF-8 with or without a byte order mark, the five predefined
 * entities and character references.  Refused: any document type declaration (so no entities of its own,
 * nothing fetched), other encodings, an unbound prefix.  Comments and processing instructions are skipped.
 * Lines are counted from 1 and do not stop at 65,535 as those of libxml2's tree do.
 */
#ifndef BASE_XML_H
#define BASE_XML_H

#include "base/arena.h"

enum {
    XML_DEPTH_MAX = 256,                /* levels of elements                          */
    XML_ELEMENTS_MAX = 200000,
    XML_BYTES_MAX = 16 * 1024 * 1024
};

struct xml_attr { struct str ns, name, value; };    /* ns "": the attribute has no prefix */

struct xml {
    struct str       ns, name;          /* namespace URI ("" without one), local name     */
    struct str       text;              /* its own character data, CDATA too, in order    */
    struct xml_attr *attrs;             /* as written; namespace declarations are not here */
    size_t           attr_count;
    const struct xml *parent;           /* NULL: the root                                 */
    struct xml      *first, *last, *next;   /* children; the next sister                  */
    int              line;              /* where its "<" stands                           */
    size_t           from, to;          /* bytes of the source: its "<", behind its ">"   */
};

struct xml_problem { int line; struct str why; };       /* why: English, for logs and developers */

/* Call once before threads start: prepares libxml2 and lets it load nothing from outside. */
void xml_start(void);
/*
 * Reads one document; problem may be NULL.
 * ERR_INVALID: not well-formed, a DTD, another encoding.  ERR_LIMIT: beyond the three limits above.
 */
NODISCARD enum err xml_read(struct arena *a, struct str bytes, struct xml **out, struct xml_problem *problem);

/* ---- reading the tree; e may be NULL, what is missing reads as "" or NULL ---- */
struct str xml_attr(const struct xml *e, const char *name);                     /* attribute without a prefix */
struct str xml_attr_ns(const struct xml *e, const char *ns, const char *name);
const struct xml *xml_child(const struct xml *e, const char *ns, const char *name);   /* the first; ns NULL: any */
/* The next sister of e with that name; ns NULL: any. */
const struct xml *xml_next(const struct xml *e, const char *ns, const char *name);
bool xml_is(const struct xml *e, const char *ns, const char *name);

#endif
