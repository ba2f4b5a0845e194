/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/buf.h"

enum { NAMESPACES_KEPT = 16 };

struct reading {
    struct arena      *arena;
    xmlParserCtxtPtr   parser;
    struct str         bytes;
    struct xml        *root, *open;
    struct buf         text[XML_DEPTH_MAX];     /* of the open elements */
    size_t             depth, elements;
    struct str         seen[NAMESPACES_KEPT];   /* namespaces repeat: one copy each */
    size_t             seen_count;
    enum err           err;
    struct xml_problem problem;
};

static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr parser)
{
    (void)url;
    (void)id;
    (void)parser;
    return NULL;
}

void xml_start(void)
{
    xmlInitParser();
    xmlSetExternalEntityLoader(load_nothing);
}

static void stop(struct reading *r, enum err e, int line, struct str why)
{
    if (r->err != OK)
        return;
    r->err = e;
    r->problem = (struct xml_problem){ line, arena_str(r->arena, str_trim(why)) };
    xmlStopParser(r->parser);
}

static int line_now(const struct reading *r)
{
    return r->parser->input != NULL ? r->parser->input->line : 0;
}

static size_t offset_now(const struct reading *r)
{
    const struct _xmlParserInput *in = r->parser->input;
    size_t at = (size_t)in->consumed + (size_t)(in->cur - in->base);

    return at < r->bytes.len ? at : r->bytes.len;
}

static struct str of_xml(const xmlChar *z)
{
    return str_of((const char *)z);
}

static struct str keep_ns(struct reading *r, const xmlChar *uri)
{
    struct str ns = of_xml(uri);

    for (size_t i = 0; i < r->seen_count; i++)
        if (str_eq(r->seen[i], ns))
            return r->seen[i];
    ns = arena_str(r->arena, ns);
    if (r->seen_count < NAMESPACES_KEPT)
        r->seen[r->seen_count++] = ns;
    return ns;
}

/* libxml2 hands five pointers for each attribute: name, prefix, URI, begin and end of the value. */
static void read_attrs(struct reading *r, struct xml *e, int count, const xmlChar **given)
{
    e->attr_count = (size_t)count;
    e->attrs = ARENA_ARRAY(r->arena, e->attr_count, struct xml_attr);
    for (size_t i = 0; i < e->attr_count; i++, given += 5) {
        struct str value = { (const char *)given[3], (size_t)(given[4] - given[3]) };
        e->attrs[i] = (struct xml_attr){
            keep_ns(r, given[2]), arena_str(r->arena, of_xml(given[0])), arena_str(r->arena, value) };
    }
}

/* The parser reports a start tag at its end; no "<" can stand inside one, so its own is the last one. */
static void find_start(struct reading *r, struct xml *e)
{
    size_t at = offset_now(r);

    e->line = line_now(r);
    while (at > 0 && r->bytes.p[at - 1] != '<')
        if (r->bytes.p[--at] == '\n')
            e->line--;
    e->from = at > 0 ? at - 1 : 0;
}

static void hang(struct reading *r, struct xml *e)
{
    struct xml *parent = r->open;

    e->parent = parent;
    if (parent == NULL)
        r->root = e;
    else if (parent->last == NULL)
        parent->first = e;
    else
        parent->last->next = e;
    if (parent != NULL)
        parent->last = e;
    r->open = e;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int ns_count,
                     const xmlChar **namespaces, int attr_count, int defaulted, const xmlChar **attrs)
{
    struct reading *r = user;
    struct xml *e;

    (void)prefix;
    (void)ns_count;
    (void)namespaces;
    (void)defaulted;
    if (r->err != OK)
        return;
    if (r->depth >= XML_DEPTH_MAX) {
        stop(r, ERR_LIMIT, line_now(r), STR("elements are nested too deeply"));
        return;
    }
    if (++r->elements > XML_ELEMENTS_MAX) {
        stop(r, ERR_LIMIT, line_now(r), STR("too many elements"));
        return;
    }
    e = ARENA_NEW(r->arena, struct xml);
    e->ns = keep_ns(r, uri);
    e->name = arena_str(r->arena, of_xml(name));
    read_attrs(r, e, attr_count, attrs);
    find_start(r, e);
    hang(r, e);
    r->text[r->depth++] = buf_in(r->arena);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reading *r = user;
    struct xml *e = r->open;

    (void)name;
    (void)prefix;
    (void)uri;
    if (r->err != OK || e == NULL)
        return;
    e->to = offset_now(r);
    e->text = buf_str(&r->text[--r->depth]);
    r->open = (struct xml *)(uintptr_t)e->parent;
}

static void on_text(void *user, const xmlChar *p, int len)
{
    struct reading *r = user;

    if (r->err == OK && r->depth > 0 && len > 0)
        buf_add(&r->text[r->depth - 1], (struct str){ (const char *)p, (size_t)len });
}

static void on_dtd(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    struct reading *r = user;

    (void)name;
    (void)public_id;
    (void)system_id;
    stop(r, ERR_INVALID, line_now(r), STR("a document type declaration is not allowed"));
}

static bool is_utf8_name(struct str s)
{
    return s.len == 0 || (s.len == 5 && strncasecmp(s.p, "UTF-8", 5) == 0)
        || (s.len == 8 && strncasecmp(s.p, "US-ASCII", 8) == 0);
}

static void on_document(void *user)
{
    struct reading *r = user;

    if (!is_utf8_name(of_xml(r->parser->input->encoding)) || !is_utf8_name(of_xml(r->parser->encoding)))
        stop(r, ERR_INVALID, 1, STR("only UTF-8 is read; save the file in UTF-8"));
}

static void on_error(void *user, xmlErrorPtr said)
{
    struct reading *r = user;
    enum err e = said->code == XML_ERR_NO_MEMORY ? ERR_LIMIT : ERR_INVALID;

    if (said->level >= XML_ERR_ERROR)
        stop(r, e, said->line > 0 ? said->line : line_now(r), str_of(said->message));
}

static void parse(struct reading *r)
{
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC, .internalSubset = on_dtd, .startDocument = on_document,
        .startElementNs = on_start, .endElementNs = on_end, .characters = on_text, .cdataBlock = on_text,
        .ignorableWhitespace = on_text, .serror = on_error,
    };
    xmlSAXHandlerPtr own;

    r->parser = xmlCreateMemoryParserCtxt(r->bytes.p, (int)r->bytes.len);
    if (r->parser == NULL) {
        r->err = ERR_INVALID;
        r->problem = (struct xml_problem){ 1, STR("the document is empty") };
        return;
    }
    own = r->parser->sax;
    r->parser->sax = &sax;
    r->parser->userData = r;
    xmlCtxtUseOptions(r->parser, XML_PARSE_NONET);
    xmlParseDocument(r->parser);
    if (r->err == OK && (!r->parser->wellFormed || r->root == NULL))
        stop(r, ERR_INVALID, line_now(r), STR("the document is not well-formed"));
    r->parser->sax = own;
    xmlFreeDoc(r->parser->myDoc);
    r->parser->myDoc = NULL;
    xmlFreeParserCtxt(r->parser);
}

static int line_of_bad_byte(struct str s)
{
    int line = 1;
    size_t at = 0;
    int32_t c;

    while ((c = str_next(s, &at)) > 0)
        line += c == '\n';
    return line;
}

static enum err admit(struct str bytes, struct xml_problem *out)
{
    if (bytes.len > XML_BYTES_MAX) {
        *out = (struct xml_problem){ 1, STR("the document is too large") };
        return ERR_LIMIT;
    }
    if (!str_utf8(bytes)) {
        *out = (struct xml_problem){ line_of_bad_byte(bytes), STR("not UTF-8; save the file in UTF-8") };
        return ERR_INVALID;
    }
    return OK;
}

enum err xml_read(struct arena *a, struct str bytes, struct xml **out, struct xml_problem *problem)
{
    struct reading *r = ARENA_NEW(a, struct reading);

    r->arena = a;
    r->bytes = bytes;
    r->err = admit(bytes, &r->problem);
    if (r->err == OK)
        parse(r);
    if (r->err == OK)
        *out = r->root;
    else if (problem != NULL)
        *problem = r->problem;
    return r->err;
}

struct str xml_attr_ns(const struct xml *e, const char *ns, const char *name)
{
    for (size_t i = 0; e != NULL && i < e->attr_count; i++)
        if (str_is(e->attrs[i].name, name) && str_is(e->attrs[i].ns, ns))
            return e->attrs[i].value;
    return STR("");
}

struct str xml_attr(const struct xml *e, const char *name)
{
    return xml_attr_ns(e, "", name);
}

bool xml_is(const struct xml *e, const char *ns, const char *name)
{
    return e != NULL && str_is(e->name, name) && (ns == NULL || str_is(e->ns, ns));
}

static const struct xml *first_from(const struct xml *e, const char *ns, const char *name)
{
    while (e != NULL && !xml_is(e, ns, name))
        e = e->next;
    return e;
}

const struct xml *xml_child(const struct xml *e, const char *ns, const char *name)
{
    return e != NULL ? first_from(e->first, ns, name) : NULL;
}

const struct xml *xml_next(const struct xml *e, const char *ns, const char *name)
{
    return e != NULL ? first_from(e->next, ns, name) : NULL;
}
