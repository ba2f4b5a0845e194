/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/config.h"

#include <libgen.h>
#include <string.h>

#include "app/file.h"
#include "base/buf.h"
#include "base/yaml.h"

struct reading { struct arena *arena; const char *path; struct buf why; struct config *out; };

static void fault(struct reading *r, const struct val *at, const char *what)
{
    buf_printf(&r->why, "%s:%d: %s\n", r->path, at->line > 0 ? at->line : 1, what);
}

/* ---- kinds of values ---- */

static void take_path(struct reading *r, const struct val *v, void *to, const char *wrong)
{
    if (v->kind == VAL_TEXT && v->text.len > 0)
        *(const char **)to = arena_cstr(r->arena, v->text);
    else
        fault(r, v, wrong);
}

static void take_text(struct reading *r, const struct val *v, void *to, const char *wrong)
{
    if (v->kind == VAL_TEXT && v->text.len > 0)
        *(struct str *)to = arena_str(r->arena, v->text);
    else
        fault(r, v, wrong);
}

static void take_listen(struct reading *r, const struct val *v, void *to, const char *wrong)
{
    struct listen *l = to;
    struct str address, port;
    int64_t n = -1;

    str_cut(v->text, ':', &address, &port);
    if (v->kind != VAL_TEXT || address.len == 0 || str_int(port, &n) != OK || n < 0 || n > 65535)
        fault(r, v, wrong);
    else
        *l = (struct listen){ arena_cstr(r->arena, address), (int)n };
}

static void take_bool(struct reading *r, const struct val *v, void *to, const char *wrong)
{
    if (v->kind == VAL_BOOL)
        *(bool *)to = v->num != 0;
    else
        fault(r, v, wrong);
}

static void take_node(struct reading *r, const struct val *v, void *to, const char *wrong)
{
    if (v->kind == VAL_INT && v->num >= 1 && v->num <= 8191)
        *(int64_t *)to = v->num;
    else
        fault(r, v, wrong);
}

static void take_count(struct reading *r, const struct val *v, void *to, const char *wrong)
{
    if (v->kind == VAL_INT && v->num >= 1 && v->num <= 512)
        *(int *)to = (int)v->num;
    else
        fault(r, v, wrong);
}

static void take_proxies(struct reading *r, const struct val *v, void *to, const char *wrong)
{
    const char **list = to;

    if (v->kind != VAL_LIST || v->count > PROXIES_MAX) {
        fault(r, v, wrong);
        return;
    }
    for (size_t i = 0; i < v->count; i++)
        list[i] = arena_cstr(r->arena, v->items[i]->text);
    list[v->count] = NULL;
}

/* ---- the keys ---- */

static const struct {
    const char *name;
    size_t      at;
    void      (*take)(struct reading *, const struct val *, void *, const char *);
    const char *wrong;
} keys[] = {
    { "var",        offsetof(struct config, var),        take_path,    "var: give a folder" },
    { "pack",       offsetof(struct config, pack),       take_path,    "pack: give the folder of the county pack" },
    { "database",   offsetof(struct config, database),   take_path,    "database: give a file or a postgresql:// address" },
    { "files",      offsetof(struct config, files),      take_path,    "files: give a folder for the scans" },
    { "keys",       offsetof(struct config, keys),       take_path,    "keys: give the key file" },
    { "log",        offsetof(struct config, log),        take_path,    "log: give a file" },
    { "public",     offsetof(struct config, faces[0]),   take_listen,  "public: write ADDRESS:PORT, such as 127.0.0.1:8080" },
    { "staff",      offsetof(struct config, faces[1]),   take_listen,  "staff: write ADDRESS:PORT, such as 127.0.0.1:8081" },
    { "screen",     offsetof(struct config, faces[2]),   take_listen,  "screen: write ADDRESS:PORT, such as 127.0.0.1:8082" },
    { "public_url", offsetof(struct config, public_url), take_text,    "public_url: write the address the public types" },
    { "proxies",    offsetof(struct config, proxies),    take_proxies, "proxies: list at most 16 addresses of trusted proxies" },
    { "node",       offsetof(struct config, node),       take_node,    "node: give a number from 1 to 8191" },
    { "readers",    offsetof(struct config, readers),    take_count,   "readers: give a number from 1 to 512 (8 to 16 is good)" },
    { "threads",    offsetof(struct config, threads),    take_count,   "threads: give a number from 1 to 512 (64 is good)" },
    { "loops",      offsetof(struct config, loops),      take_count,   "loops: give a number from 1 to 512 (one per core)" },
    { "demo",       offsetof(struct config, demo),       take_bool,    "demo: write true or false" },
};

static void take_key(struct reading *r, struct str name, const struct val *v)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_is(name, keys[i].name)) {
            keys[i].take(r, v, (char *)r->out + keys[i].at, keys[i].wrong);
            return;
        }
    fault(r, v, arena_printf(r->arena, "%.*s: there is no such key; doc/operating.md lists them", STR_ARG(name)).p);
}

static const char *in_var(struct arena *a, const struct config *c, const char *name)
{
    return arena_printf(a, "%s/%s", c->var, name).p;
}

static void fill_defaults(struct arena *a, struct config *c)
{
    if (c->database == NULL)
        c->database = in_var(a, c, "buchucun.db");
    if (c->files == NULL)
        c->files = in_var(a, c, "files");
    if (c->keys == NULL)
        c->keys = in_var(a, c, "keys");
    if (c->public_url.len == 0)
        c->public_url = arena_printf(a, "http://%s:%d", c->faces[0].address, c->faces[0].port);
}

static struct config beginning(struct arena *a, const char *path)
{
    return (struct config){
        .var = dirname((char *)(uintptr_t)arena_cstr(a, str_of(path))), .pack = "counties/badong",
        .faces = { { "127.0.0.1", 8080 }, { "127.0.0.1", 8081 }, { "127.0.0.1", 8082 } },
        .proxies = { "127.0.0.1", NULL }, .node = 1, .readers = 8, .threads = 64, .loops = 2,
    };
}

enum err config_read(struct arena *a, const char *path, struct config *out, struct str *why)
{
    struct reading r = { a, path, buf_in(a), out };
    struct yaml_problem problem;
    struct str bytes;
    struct val *root;

    *out = beginning(a, path);
    if (file_read(a, path, &bytes) != OK) {
        *why = arena_printf(a, "%s: cannot be read; give the path of the configuration with --config\n", path);
        return ERR_NOT_FOUND;
    }
    if (yaml_read(a, bytes, &root, &problem) != OK) {
        *why = arena_printf(a, "%s:%d: %.*s\n", path, problem.line, STR_ARG(problem.why));
        return ERR_INVALID;
    }
    if (root->kind != VAL_MAP && root->kind != VAL_NULL)
        fault(&r, root, "write lines of the form key: value");
    for (size_t i = 0; root->kind == VAL_MAP && i < root->count; i++)
        take_key(&r, root->keys[i], root->items[i]);
    fill_defaults(a, out);
    *why = buf_str(&r.why);
    return why->len == 0 ? OK : ERR_INVALID;
}

struct str config_text(struct arena *a, const struct config *c)
{
    struct buf b = buf_in(a);

    buf_printf(&b, "var: %s\npack: %s\ndatabase: %s\nfiles: %s\nkeys: %s\n", c->var, c->pack, c->database, c->files, c->keys);
    buf_printf(&b, "public: %s:%d\nstaff: %s:%d\nscreen: %s:%d\n", c->faces[0].address, c->faces[0].port,
               c->faces[1].address, c->faces[1].port, c->faces[2].address, c->faces[2].port);
    buf_printf(&b, "public_url: %.*s\nnode: %lld\nreaders: %d\nthreads: %d\nloops: %d\ndemo: %s\n", STR_ARG(c->public_url),
               (long long)c->node, c->readers, c->threads, c->loops, c->demo ? "true" : "false");
    return buf_str(&b);
}
