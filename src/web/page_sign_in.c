/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_sign_in - signing in and out, and the own password. */
#include "domain/account.h"
#include "domain/session.h"
#include "web/inside.h"
#include "web/pages.h"

enum { LOGIN_SHOWN_CHARS = 64 };        /* of what was typed, when it is shown again */

/* Only an address of this site: browsers read "/\\x" and "/<tab>/x" as another one. */
static struct str back_address(struct str asked)
{
    bool ours = asked.len > 0 && asked.p[0] == '/' && !str_starts(asked, STR("//"));

    for (size_t i = 0; i < asked.len; i++)
        ours = ours && asked.p[i] > ' ' && asked.p[i] < 0x7f && asked.p[i] != '\\';
    return ours ? asked : STR("/desk");
}

enum err page_sign_in_form(struct page *p)
{
    val_set_str(page_arena(p), p->model, "back", back_address(request_query(p->rq, "back")));
    page_show(p, "sign_in", page_word(p, "sign.title"));
    return OK;
}

/* Argon2 is dear: only so many wait for it, the other threads go on answering pages. */
static enum err sign_in(struct page *p, struct str login, struct str *token)
{
    enum err e;

    TRY(gate_enter(p));
    e = session_sign_in(p->cx, login, page_field(p, "password"), token);
    gate_leave(p);
    return e;
}

static enum err change(struct page *p, struct str new)
{
    enum err e;

    TRY(gate_enter(p));
    e = account_change_password(p->cx, page_field(p, "old_password"), new);
    gate_leave(p);
    return e;
}

enum err page_sign_in(struct page *p)
{
    struct str login = str_trim(page_field(p, "account")), token;
    enum err e = gate_try(p, GATE_SIGN_IN, STR(""));

    if (e == OK)
        e = sign_in(p, login, &token);
    if (e == ERR_UNAUTHENTICATED || e == ERR_LIMIT || e == ERR_INVALID) {
        gate_wrong(p, GATE_SIGN_IN, STR(""));
        val_set_str(page_arena(p), p->model, "account", str_head(login, LOGIN_SHOWN_CHARS));
        val_set_str(page_arena(p), p->model, "back", back_address(page_field(p, "back")));
        return page_again(p, e, "sign_in", page_word(p, "sign.title"));
    }
    TRY(e);
    if (p->cx->actor != NULL)           /* whoever was signed in before is out */
        TRY(session_sign_out(p->cx, p->cx->actor->session));
    gate_set_session(p, token);
    page_go(p, back_address(page_field(p, "back")));
    return OK;
}

enum err page_sign_out(struct page *p)
{
    TRY(session_sign_out(p->cx, p->cx->actor->session));
    gate_set_session(p, STR(""));
    page_go(p, p->face == FACE_STAFF ? STR("/sign-in") : STR("/"));
    return OK;
}

enum err page_password_form(struct page *p)
{
    val_set_bool(page_arena(p), p->model, "forced", p->cx->actor->must_change_password);
    page_show(p, "password", page_word(p, "password.title"));
    return OK;
}

enum err page_password(struct page *p)
{
    struct str new = page_field(p, "new_password");
    enum err e = OK;

    if (!str_eq(new, page_field(p, "again")))
        e = ctx_gap(p->cx, STR("again"), "gap.password.again", STR(""));
    if (e == OK)
        e = change(p, new);
    if (e == ERR_INVALID || e == ERR_LIMIT) {
        val_set_bool(page_arena(p), p->model, "forced", p->cx->actor->must_change_password);
        return page_again(p, e, "password", page_word(p, "password.title"));
    }
    TRY(e);
    page_go(p, STR("/desk"));
    return OK;
}
