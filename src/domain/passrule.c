/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/passrule.h"

#include "secure/secure.h"

enum { SMALL = 1, CAPITAL = 2, DIGIT = 4, OTHER = 8, STEM_REST_MAX = 3, LOGIN_MIN = 4, MADE_CHARS = 12, GROUP_CHARS = 4 };

/* What is tried first, in small letters; a password is weak when little more than this is in it. */
static const char *const stems[] = {
    "password", "passw0rd", "p@ssword", "p@ssw0rd", "admin", "administrator", "root", "abc12345", "abc123456", "abcd1234",
    "abc@123", "a123456", "a12345678", "aa123456", "qq123456", "q123456", "qwer1234", "qwerty", "qwerty123", "1q2w3e4r",
    "1qaz2wsx", "1qaz@wsx", "zaq12wsx", "123456", "12345678", "123456789", "87654321", "huawei@123", "test", "test1234",
    "welcome", "iloveyou", "woaini", "woaini1314", "5201314", "system", "user", "gov", "badong", "buchucun", "changeme",
};

static int class_of(char c)
{
    if (c >= 'a' && c <= 'z')
        return SMALL;
    if (c >= 'A' && c <= 'Z')
        return CAPITAL;
    return c >= '0' && c <= '9' ? DIGIT : OTHER;
}

static int classes(struct str s)
{
    int seen = 0;

    for (size_t i = 0; i < s.len; i++)
        seen |= class_of(s.p[i]);
    return __builtin_popcount((unsigned)seen);
}

static struct str lowered(struct arena *a, struct str s)
{
    char *copy = (char *)arena_cstr(a, s);

    for (size_t i = 0; i < s.len; i++)
        if (class_of(copy[i]) == CAPITAL)
            copy[i] = (char)(copy[i] + ('a' - 'A'));
    return (struct str){ copy, s.len };
}

static bool weak(struct str low)
{
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
        struct str stem = str_of(stems[i]);

        if (low.len <= stem.len + STEM_REST_MAX && str_find(low, stem) >= 0)
            return true;
    }
    return false;
}

enum err passrule_check(struct ctx *cx, struct str field, struct str login, struct str password)
{
    struct str low = lowered(cx->arena, password);
    size_t before = cx->gap_count;

    if (password.len > PASSRULE_BYTES_MAX)
        return ctx_gap(cx, field, "gap.password.long", STR("256"));
    if (str_chars(password) < PASSRULE_CHARS_MIN)
        ctx_gap(cx, field, "gap.password.short", STR("8"));
    if (classes(password) < PASSRULE_CLASSES_MIN)
        ctx_gap(cx, field, "gap.password.classes", STR(""));
    if (weak(low))
        ctx_gap(cx, field, "gap.password.weak", STR(""));
    if (login.len >= LOGIN_MIN && str_find(low, lowered(cx->arena, login)) >= 0)
        ctx_gap(cx, field, "gap.password.login", STR(""));
    return cx->gap_count > before ? ERR_INVALID : OK;
}

/* 55 signs; bytes from 220 on are thrown away, otherwise the first ones would come more often. */
static char sign(void)
{
    static const char signs[] = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ2345678";
    uint8_t byte;

    do
        secure_random(&byte, 1);
    while (byte >= 4 * (sizeof signs - 1));
    return signs[byte % (sizeof signs - 1)];
}

static struct str draw(struct arena *a)
{
    char *text = arena_alloc(a, MADE_CHARS + MADE_CHARS / GROUP_CHARS);
    size_t at = 0;

    for (size_t i = 0; i < MADE_CHARS; i++) {
        if (i > 0 && i % GROUP_CHARS == 0)
            text[at++] = '-';
        text[at++] = sign();
    }
    return (struct str){ text, at };
}

struct str passrule_make(struct arena *a)
{
    struct str made;

    do
        made = draw(a);
    while (classes(made) < PASSRULE_CLASSES_MIN + 1 || weak(lowered(a, made)));
    return made;
}
