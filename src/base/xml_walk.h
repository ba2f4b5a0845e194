/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * xml_walk - an XML document from outside read piece by piece, for what is too large to stand in memory as a tree.
 *
 * As strict as xml.h: well-formed, UTF-8, no document type declaration (so no entities of its own, nothing fetched), at
 * most XML_DEPTH_MAX levels.  The handler is told of elements and text in their order; names are local names.
 */
#ifndef BASE_XML_WALK_H
#define BASE_XML_WALK_H

#include "base/xml.h"

struct xml_walk_handler {
    void (*open)(void *user, struct str name, const struct xml_attr *attrs, size_t count);    /* all borrowed */
    void (*text)(void *user, struct str text);
    void (*close)(void *user, struct str name);
    void *user;
};

struct xml_walk;

/* Always to be ended by xml_walk_end. h must live as long; memory for attributes is taken from a. */
struct xml_walk *xml_walk_begin(struct arena *a, const struct xml_walk_handler *h);
/* ERR_INVALID, ERR_LIMIT as xml_read; nothing more is told after that. */
NODISCARD enum err xml_walk_feed(struct xml_walk *w, struct str piece);
/* The end of the document. ERR_INVALID: it was not whole. */
NODISCARD enum err xml_walk_end(struct xml_walk *w);

#endif
