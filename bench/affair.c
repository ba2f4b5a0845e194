/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "affair.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* jpeglib.h wants stdio.h before it */
#include <jpeglib.h>

#define BOUNDARY "bench7e3f1a"
#define FILE_HEAD "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"scan.jpg\"\r\n" \
                  "Content-Type: image/jpeg\r\n\r\n"
#define FILE_TAIL "\r\n--" BOUNDARY "--\r\n"

enum { PATH = 256, BODY = 1024, WIDTH = 800, HEIGHT = 1100, COMMENT_AT = sizeof FILE_HEAD - 1 + 6, COMMENT = 16 };

/* ---- a scan ---- */

/* Grey lines of writing on paper, as a telephone sees them. */
static void draw_row(JSAMPLE *row, int y)
{
    uint32_t noise = (uint32_t)y * 2654435761u;

    for (int x = 0; x < WIDTH; x++) {
        bool ink = y % 28 > 14 && x > 60 && x < 740 && (x * 7 + y / 28 * 13) % 11 < 4 && (x / 9 + y / 4) % 3 == 0;
        noise = noise * 1664525u + 1013904223u;
        row[x] = (JSAMPLE)((ink ? 60 : 225) + (int)(noise >> 29));
    }
}

static size_t draw(int quality, unsigned char **out)
{
    struct jpeg_compress_struct j;
    struct jpeg_error_mgr errors;
    JSAMPLE row[WIDTH], *rows[] = { row };
    unsigned long size = 0;

    j.err = jpeg_std_error(&errors);
    jpeg_create_compress(&j);
    *out = NULL;
    jpeg_mem_dest(&j, out, &size);
    j.image_width = WIDTH;
    j.image_height = HEIGHT;
    j.input_components = 1;
    j.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&j);
    jpeg_set_quality(&j, quality, TRUE);
    jpeg_start_compress(&j, TRUE);
    for (int y = 0; y < HEIGHT; y++) {
        draw_row(row, y);
        jpeg_write_scanlines(&j, rows, 1);
    }
    jpeg_finish_compress(&j);
    jpeg_destroy_compress(&j);
    return size;
}

/* The best picture within 30 KB, a comment in front, the form around it; filled up to 30 KB by a second comment. */
static void make_scan(struct affair_plan *plan)
{
    static const unsigned char comment[] = { 0xFF, 0xFE, 0, COMMENT + 2 };
    unsigned char *picture = NULL;
    size_t size = SIZE_MAX, at = 0, fill;

    for (int quality = 90; quality > 1 && size > AFFAIR_SCAN_BYTES - 32; quality -= 2) {
        free(picture);
        size = draw(quality, &picture);
    }
    fill = AFFAIR_SCAN_BYTES > size + 32 ? AFFAIR_SCAN_BYTES - size - sizeof comment - COMMENT - 4 : 0;
    memcpy(plan->scan, FILE_HEAD, at = sizeof FILE_HEAD - 1);
    memcpy(plan->scan + at, picture, 2);
    memcpy(plan->scan + at + 2, comment, sizeof comment);
    at += 2 + sizeof comment + COMMENT;
    if (fill > 0) {
        const unsigned char more[] = { 0xFF, 0xFE, (unsigned char)((fill + 2) >> 8), (unsigned char)(fill + 2) };
        memcpy(plan->scan + at, more, sizeof more);
        memset(plan->scan + at + sizeof more, ' ', fill);
        at += sizeof more + fill;
    }
    memcpy(plan->scan + at, picture + 2, size - 2);
    memcpy(plan->scan + at + size - 2, FILE_TAIL, sizeof FILE_TAIL - 1);
    plan->scan_bytes = at + size - 2 + sizeof FILE_TAIL - 1;
    free(picture);
}

/* ---- signing in ---- */

static void sign_in(const struct county *c, const char *role, char headers[AFFAIR_HEADERS])
{
    char login[64], password[64], body[BODY], cookie[128], token[128];
    struct http_answer answer;
    struct http_line line;
    const char *p;

    county_sign_in_as(c, role, login, password);
    http_connect(c->staff_port, &line);
    snprintf(body, sizeof body, "{\"account\":\"%s\",\"password\":\"%s\"}", login, password);
    http_ask(&line, "POST", "/sign-in", "Accept: application/json\r\nContent-Type: application/json\r\n", body, strlen(body), &answer);
    p = strcasestr(answer.head, "\r\nset-cookie: ");
    if (answer.status != 200 || p == NULL)
        tool_die("%s cannot sign in: %d %.300s", role, answer.status, answer.body);
    p += strlen("\r\nset-cookie: ");
    snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(p, ";\r"), p);
    snprintf(headers, AFFAIR_HEADERS, "Accept: application/json\r\nCookie: %s\r\n", cookie);
    http_ask(&line, "GET", "/desk", headers, NULL, 0, &answer);
    http_pick(&answer, "csrf", token, sizeof token);
    snprintf(headers, AFFAIR_HEADERS, "Accept: application/json\r\nCookie: %s\r\nX-CSRF-Token: %s\r\n", cookie, token);
    http_close(&line);
}

void affair_plan(const struct county *c, bool look, struct affair_plan *out)
{
    static const char *const roles[AFFAIR_ROLES] = { "village-clerk", "township-handler", "county-handler", "county-approver" };

    out->look = look;
    for (int r = 0; r < AFFAIR_ROLES; r++)
        sign_in(c, roles[r], out->headers[r]);
    make_scan(out);
}

/* ---- one request ---- */

static void ask(struct affair_client *c, enum affair_role who, const char *method, const char *path, const char *type,
                const void *body, size_t body_bytes, struct http_answer *out)
{
    double from = tool_seconds();
    char headers[AFFAIR_HEADERS + 128];

    snprintf(headers, sizeof headers, "%s%s", c->plan->headers[who], type);
    http_ask(&c->staff, method, path, headers, body, body_bytes, out);
    samples_add(&c->requests, tool_seconds() - from);
    if (out->status != 200)
        tool_die("%s %s answered %d: %.600s", method, path, out->status, out->body);
}

static void post(struct affair_client *c, enum affair_role who, const char *path, const char *body, struct http_answer *out)
{
    ask(c, who, "POST", path, "Content-Type: application/json\r\n", body, strlen(body), out);
}

/* ---- the parts of an affair ---- */

/* What the three pages ask, answered at once: a clerk's browser saves each page by itself. */
static void begin(struct affair_client *c, char draft[32])
{
    struct http_answer a;
    char body[BODY], id_no[19];

    tool_id_number(c->number * 100003u + c->done, id_no);
    snprintf(body, sizeof body, "{\"applicant.name\":\"覃守英\",\"applicant.id_no\":\"%s\","
             "\"applicant.phone\":\"13871000001\",\"applicant.address\":\"三组12号\","
             "\"request.reason\":\"家里房子漏雨，想在老屋场旁边另起一间\",\"declaration.true\":\"yes\"}", id_no);
    post(c, AFFAIR_CLERK, "/apply/BENCH-01", body, &a);
    http_pick(&a, "draft", draft, 32);
}

static void scan(struct affair_client *c, const char *draft)
{
    char path[PATH], unique[COMMENT + 1];
    struct http_answer a;

    snprintf(unique, sizeof unique, "%08x%08x", c->number, c->done);
    memcpy(c->scan + COMMENT_AT, unique, COMMENT);
    snprintf(path, sizeof path, "/drafts/%s/scans?slot=signed_form", draft);
    ask(c, AFFAIR_CLERK, "POST", path, "Content-Type: multipart/form-data; boundary=" BOUNDARY "\r\n", c->scan,
        c->plan->scan_bytes, &a);
}

struct filed { char id[32], number[64], code[16]; };

/* The id of the n-th task that waits, as the answer says it. */
static void pick_waiting(const struct http_answer *a, int n, char out[32])
{
    struct http_answer rest = *a;
    const char *p = strstr(a->body, "\"waiting\":[");

    for (int i = 0; p != NULL && i <= n; i++)
        p = strstr(p + 1, "\"id\":");
    if (p == NULL)
        tool_die("no task waits: %.600s", a->body);
    rest.body = p;
    http_pick(&rest, "id", out, 32);
}

static void file(struct affair_client *c, const char *draft, struct filed *out, struct http_answer *a)
{
    char path[PATH];

    snprintf(path, sizeof path, "/drafts/%s/submit", draft);
    post(c, AFFAIR_CLERK, path, "{}", a);
    http_pick(a, "id", out->id, sizeof out->id);
    http_pick(a, "number", out->number, sizeof out->number);
    http_pick(a, "code", out->code, sizeof out->code);
}

static void act(struct affair_client *c, enum affair_role who, const struct filed *f, const char *task, const char *outcome,
                struct http_answer *a)
{
    char path[PATH];

    if (c->plan->look) {
        snprintf(path, sizeof path, "/cases/%s", f->id);
        ask(c, who, "GET", path, "", NULL, 0, a);
    }
    snprintf(path, sizeof path, "/tasks/%s/%s", task, outcome);
    post(c, who, path, "{\"note\":\"情况属实，符合条件。\",\"point\":\"*\",\"way\":\"counter\",\"taken_by\":\"覃守英\","
         "\"relation\":\"self\",\"proof\":\"signature\"}", a);
}

static void track(struct affair_client *c, const struct filed *f)
{
    double from = tool_seconds();
    struct http_answer a;
    char body[BODY];

    snprintf(body, sizeof body, "{\"number\":\"%s\",\"code\":\"%s\"}", f->number, f->code);
    http_ask(&c->public, "POST", "/track", "Accept: application/json\r\nContent-Type: application/json\r\n", body, strlen(body), &a);
    samples_add(&c->requests, tool_seconds() - from);
    if (a.status != 200 || strstr(a.body, "\"state\":\"decided\"") == NULL)
        tool_die("/track does not show the case decided: %d %.600s", a.status, a.body);
}

/* ---- the whole ---- */

void affair_run(struct affair_client *c)
{
    double from = tool_seconds();
    char draft[32], task[32], other[32];
    struct http_answer a;
    struct filed f;

    begin(c, draft);
    scan(c, draft);
    file(c, draft, &f, &a);
    pick_waiting(&a, 0, task);
    act(c, AFFAIR_HANDLER, &f, task, "accepted", &a);
    pick_waiting(&a, 0, task);
    act(c, AFFAIR_TOWNSHIP, &f, task, "agree", &a);
    pick_waiting(&a, 0, task);
    pick_waiting(&a, 1, other);
    act(c, AFFAIR_HANDLER, &f, task, "agree", &a);
    act(c, AFFAIR_HANDLER, &f, other, "agree", &a);
    pick_waiting(&a, 0, task);
    act(c, AFFAIR_APPROVER, &f, task, "granted", &a);
    track(c, &f);
    samples_add(&c->affairs, tool_seconds() - from);
    c->done++;
}

void affair_open(const struct affair_plan *plan, const struct county *c, unsigned number, struct affair_client *out)
{
    *out = (struct affair_client){ .plan = plan, .number = number, .scan = tool_memory(AFFAIR_SCAN_ROOM) };
    memcpy(out->scan, plan->scan, plan->scan_bytes);
    http_connect(c->staff_port, &out->staff);
    http_connect(c->public_port, &out->public);
}

void affair_close(struct affair_client *c)
{
    http_close(&c->staff);
    http_close(&c->public);
    free(c->scan);
}
