/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/xml_walk.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

enum { ATTRS_MAX = 64 };

struct xml_walk {
    const struct xml_walk_handler *handler;
    xmlParserCtxtPtr               parser;
    size_t                         depth;
    enum err                       err;
    struct xml_attr                attrs[ATTRS_MAX];
};

static struct str of_xml(const xmlChar *z)
{
    return str_of((const char *)z);
}

static void stop(struct xml_walk *w, enum err e)
{
    if (w->err != OK)
        return;
    w->err = e;
    xmlStopParser(w->parser);
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int ns_count,
                     const xmlChar **namespaces, int attr_count, int defaulted, const xmlChar **attrs)
{
    struct xml_walk *w = user;

    (void)prefix;
    (void)uri;
    (void)ns_count;
    (void)namespaces;
    (void)defaulted;
    if (w->err != OK)
        return;
    if (++w->depth > XML_DEPTH_MAX || attr_count > ATTRS_MAX) {
        stop(w, ERR_LIMIT);
        return;
    }
    for (int i = 0; i < attr_count; i++, attrs += 5) {
        struct str value = { (const char *)attrs[3], (size_t)(attrs[4] - attrs[3]) };
        w->attrs[i] = (struct xml_attr){ of_xml(attrs[2]), of_xml(attrs[0]), value };
    }
    w->handler->open(w->handler->user, of_xml(name), w->attrs, (size_t)attr_count);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct xml_walk *w = user;

    (void)prefix;
    (void)uri;
    if (w->err != OK)
        return;
    w->depth--;
    w->handler->close(w->handler->user, of_xml(name));
}

static void on_text(void *user, const xmlChar *p, int len)
{
    struct xml_walk *w = user;

    if (w->err == OK && len > 0)
        w->handler->text(w->handler->user, (struct str){ (const char *)p, (size_t)len });
}

static void on_dtd(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    (void)name;
    (void)public_id;
    (void)system_id;
    stop(user, ERR_INVALID);
}

static void on_document(void *user)
{
    struct xml_walk *w = user;
    struct str encoding = of_xml(w->parser->encoding);

    if (encoding.len > 0 && strncasecmp(encoding.p, "UTF-8", 5) != 0 && strncasecmp(encoding.p, "US-ASCII", 8) != 0)
        stop(w, ERR_INVALID);
}

static void on_error(void *user, xmlErrorPtr said)
{
    if (said->level >= XML_ERR_ERROR)
        stop(user, said->code == XML_ERR_NO_MEMORY ? ERR_LIMIT : ERR_INVALID);
}

struct xml_walk *xml_walk_begin(struct arena *a, const struct xml_walk_handler *h)
{
    struct xml_walk *w = ARENA_NEW(a, struct xml_walk);
    xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end,
                          .characters = on_text, .cdataBlock = on_text, .internalSubset = on_dtd,
                          .startDocument = on_document, .serror = on_error };

    w->handler = h;
    w->parser = xmlCreatePushParserCtxt(&sax, w, NULL, 0, NULL);
    if (w->parser == NULL)
        w->err = ERR_LIMIT;
    else
        xmlCtxtUseOptions(w->parser, XML_PARSE_NONET);
    return w;
}

enum err xml_walk_feed(struct xml_walk *w, struct str piece)
{
    while (w->err == OK && piece.len > 0) {
        size_t part = piece.len < 65536 ? piece.len : 65536;
        if (xmlParseChunk(w->parser, piece.p, (int)part, 0) != 0)
            stop(w, ERR_INVALID);
        piece = str_sub(piece, part, piece.len);
    }
    return w->err;
}

enum err xml_walk_end(struct xml_walk *w)
{
    if (w->err == OK && xmlParseChunk(w->parser, NULL, 0, 1) != 0)
        stop(w, ERR_INVALID);
    if (w->parser != NULL)
        xmlFreeParserCtxt(w->parser);
    w->parser = NULL;
    return w->err;
}
