/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_phrases - 常用语: phrases to choose for a note, and the page where they are kept. */
#include "domain/house.h"
#include "domain/phrase.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"
#include "web/words.h"

enum { PHRASE_KEYS = 9 };

/* Acts that ask for words; each has its usual phrase "phrase.<outcome>" in the catalogues. */
static const char *const outcomes[] = { "accepted", "agree", "disagree", "granted", "refused", "not_accepted", "correction", "done", "delivered" };
enum { OUTCOMES = sizeof outcomes / sizeof *outcomes };

/* ---- choosing ---- */

static void add_text(const struct page *p, struct val *list, struct str text)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_int(a, val_map(a), "n", (int64_t)list->count + 1);

    if (list->count < PHRASE_KEYS && text.len > 0)
        val_push(a, list, val_set_str(a, m, "text", text));
}

static bool has_usual(struct str outcome)
{
    for (size_t i = 0; i < OUTCOMES; i++)
        if (str_is(outcome, outcomes[i]))
            return true;
    return false;
}

enum err words_put(struct page *p, const struct case_file *c, struct str outcome, struct str papers)
{
    struct arena *a = page_arena(p);
    struct civil day = day_civil(day_of(p->cx->now));
    struct phrase_values v = {
        .papers = papers, .applicant = c->applicant_name, .item = piece_name(p, c->item_zh, c->item_en),
        .day = arena_printf(a, p->cx->lang == LANG_ZH ? "%d年%d月%d日" : "%d-%02d-%02d", day.year, day.month, day.day),
    };
    struct val *list = val_list(a);
    struct phrase_list mine;

    TRY(phrase_mine(p->cx, &mine));
    for (size_t i = 0; i < mine.count; i++)
        if (mine.items[i].outcome.len == 0 || str_eq(mine.items[i].outcome, outcome))
            add_text(p, list, phrase_fill(a, mine.items[i].text, &v));
    if (has_usual(outcome) && list->count < PHRASE_KEYS)
        add_text(p, list, phrase_fill(a, page_word(p, arena_join(a, STR("phrase."), outcome).p), &v));
    val_set(a, p->model, "phrases", list);
    return OK;
}

struct str words_note(const struct page *p)
{
    struct str note = page_field(p, "note");

    return str_trim(note).len > 0 ? note : page_field(p, "phrase");
}

/* ---- keeping ---- */

static struct val *line_of(const struct page *p, const struct phrase *ph)
{
    struct arena *a = page_arena(p);
    struct val *m = val_set_int(a, val_map(a), "id", ph->id);

    val_set_str(a, m, "text", ph->text);
    val_set_str(a, m, "outcome", ph->outcome);
    if (ph->place != 0)
        val_set_str(a, m, "office", piece_organ(p, ph->place, ph->department));
    if (ph->account == p->cx->actor->account)
        val_set_str(a, m, "drop_url", arena_printf(a, "/phrases/%lld/drop", (long long)ph->id));
    else
        val_set_str(a, m, "who", ph->account_name);
    return m;
}

static enum err show(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a), *choices = val_list(a);
    struct phrase_list mine;

    TRY(phrase_mine(p->cx, &mine));
    for (size_t i = 0; i < mine.count; i++)
        val_push(a, list, line_of(p, &mine.items[i]));
    for (size_t i = 0; i < OUTCOMES; i++) {
        struct val *m = val_set_str(a, val_map(a), "value", str_of(outcomes[i]));
        val_set_str(a, m, "usual", page_word(p, arena_printf(a, "phrase.%s", outcomes[i]).p));
        val_push(a, choices, val_set_bool(a, m, "on", str_is(page_field(p, "outcome"), outcomes[i])));
    }
    val_set(a, p->model, "phrases", list);
    val_set(a, p->model, "outcomes", choices);
    val_set_str(a, p->model, "text", page_field(p, "text"));
    val_set_bool(a, p->model, "done", str_is(request_query(p->rq, "done"), "1"));
    page_show(p, "phrases", page_word(p, "phrases.title"));
    return OK;
}

enum err page_phrases(struct page *p)
{
    return show(p);
}

/* "" stands for any act; anything else that is none is taken as that. */
static struct str chosen_outcome(const struct page *p)
{
    struct str sent = page_field(p, "outcome");

    return has_usual(sent) ? sent : STR("");
}

enum err page_phrase_add(struct page *p)
{
    enum err e = phrase_add(p->cx, page_field(p, "text"), chosen_outcome(p), page_field(p, "shared").len > 0);

    if (e == ERR_INVALID || e == ERR_LIMIT) {
        TRY(show(p));
        return page_again(p, e, "phrases", page_word(p, "phrases.title"));
    }
    TRY(e);
    page_go(p, STR("/phrases?done=1"));
    return OK;
}

enum err page_phrase_drop(struct page *p)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(phrase_drop(p->cx, id));
    page_go(p, STR("/phrases"));
    return OK;
}
