/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/register_list.h"

#include "base/calendar.h"
#include "domain/actor.h"
#include "domain/house.h"

enum column { COL_NUMBER, COL_VILLAGE, COL_GROUP, COL_ADDRESS, COL_NAME, COL_ID_NO, COL_RELATION, COL_PHONE, COL_ACCOUNT,
              COL_STANDING, COL_BORN, COLUMNS };
enum { NAMES_MAX = 8, HEAD_ROWS = 10, DIGITS_EXACT = 15, BUCKETS = 4096 };

/* The first name is the one told in reports. */
static const char *const names[COLUMNS][NAMES_MAX] = {
    [COL_NUMBER]   = { "户号", "户编号", "户籍编号", "household" },
    [COL_VILLAGE]  = { "村", "所在村", "行政村", "村（居）委会", "村（社区）", "village" },
    [COL_GROUP]    = { "村民小组", "组", "小组", "组别", "group" },
    [COL_ADDRESS]  = { "门牌", "住址", "地址", "家庭住址", "门牌号", "address" },
    [COL_NAME]     = { "姓名", "成员姓名", "name" },
    [COL_ID_NO]    = { "身份证号", "身份证号码", "公民身份号码", "身份证", "证件号码", "id_no" },
    [COL_RELATION] = { "与户主关系", "关系", "家庭关系", "relation" },
    [COL_PHONE]    = { "联系电话", "电话", "手机", "手机号", "手机号码", "phone" },
    [COL_ACCOUNT]  = { "银行账号", "账号", "银行卡号", "一卡通账号", "account" },
    [COL_STANDING] = { "状况", "状态", "人员状态", "standing" },
    [COL_BORN]     = { "出生日期", "出生年月日", "born" },
};
static const bool needed[COLUMNS] = { [COL_NUMBER] = true, [COL_NAME] = true, [COL_ID_NO] = true, [COL_RELATION] = true };

static const struct { const char *words; enum relation relation; } relations[] = {
    { "户主 本人 head", RELATION_HEAD },
    { "配偶 妻 夫 妻子 丈夫 spouse", RELATION_SPOUSE },
    { "子女 子 女 儿子 女儿 长子 次子 三子 四子 独生子 长女 次女 三女 四女 独生女 养子 养女 child", RELATION_CHILD },
    { "儿媳 女婿 媳妇 儿媳、女婿 child_in_law", RELATION_CHILD_IN_LAW },
    { "孙子 孙女 外孙 外孙女 孙子女 grandchild", RELATION_GRANDCHILD },
    { "父母 父 母 父亲 母亲 岳父 岳母 公公 婆婆 parent", RELATION_PARENT },
    { "祖父 祖母 外祖父 外祖母 祖父母 爷爷 奶奶 grandparent", RELATION_GRANDPARENT },
    { "兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 sibling", RELATION_SIBLING },
    { "其他 其它 非亲属 other", RELATION_OTHER },
};
static const struct { const char *words; enum standing standing; } standings[] = {
    { "在册 健在 正常 在户 here", STANDING_HERE }, { "迁出 已迁出 外迁 moved", STANDING_MOVED },
    { "死亡 已死亡 去世 dead", STANDING_DEAD },
};

struct reading {
    struct ctx           *cx;
    struct register_list *list;
    const struct table   *table;
    size_t                head;             /* index of the row that names the columns */
    int                   at[COLUMNS];      /* -1: not there */
    int64_t               own_village;      /* where the actor keeps one village only */
    size_t               *buckets, *next;   /* households by number: index + 1 */
    size_t                next_cap;
};

/* ---- words ---- */

static bool among(struct str word, const char *words)
{
    struct str rest = str_of(words), one;

    while (str_cut(rest, ' ', &one, &rest))
        if (str_eq(one, word))
            return true;
    return str_eq(one, word);
}

/* ---- faults ---- */

void register_list_fault(struct ctx *cx, struct register_list *list, struct list_household *h, int64_t row,
                         const char *column, struct str key, struct str detail)
{
    struct val *m;

    if (h != NULL)
        h->refused = true;
    if (list->fault_count++ >= LIST_FAULTS_MAX)
        return;
    m = val_set_int(cx->arena, val_map(cx->arena), "row", row);
    val_set_str(cx->arena, m, "column", str_of(column));
    val_set_str(cx->arena, m, "key", key);
    val_push(cx->arena, list->faults, val_set_str(cx->arena, m, "detail", arena_str(cx->arena, detail)));
}

static void fault(struct reading *r, struct list_household *h, int64_t row, enum column c, const char *key, struct str detail)
{
    register_list_fault(r->cx, r->list, h, row, names[c][0], str_of(key), detail);
}

/* ---- the head ---- */

static bool is_name(struct str text, enum column c)
{
    for (int i = 0; i < NAMES_MAX && names[c][i] != NULL; i++)
        if (str_is(text, names[c][i]))
            return true;
    return false;
}

static int needed_found(struct reading *r, const struct table_row *row)
{
    int found = 0;

    for (int c = 0; c < COLUMNS; c++) {
        r->at[c] = -1;
        for (size_t i = 0; i < row->count && r->at[c] < 0; i++)
            if (is_name(row->cells[i].text, (enum column)c))
                r->at[c] = (int)i;
        found += needed[c] && r->at[c] >= 0;
    }
    return found;
}

static enum err find_head(struct reading *r)
{
    enum { NEEDED = 4 };
    int most = 0;

    for (size_t i = 0; i < r->table->row_count && i < HEAD_ROWS; i++) {
        int found = needed_found(r, &r->table->rows[i]);
        r->head = i;
        if (found == NEEDED)
            return OK;
        most = found > most ? found : most;
    }
    return ctx_gap(r->cx, STR("file"), "gap.list.head", STR("户号、姓名、身份证号、与户主关系"));
}

/* ---- one cell ---- */

static bool merged(const struct table *t, int64_t row)
{
    for (size_t i = 0; i < t->merge_count; i++)
        if (row >= t->merges[i].first && row <= t->merges[i].last)
            return true;
    return false;
}

static bool many_digits(struct str text)
{
    return text.len > DIGITS_EXACT || str_find(text, STR("E+")) >= 0 || str_find(text, STR("e+")) >= 0;
}

/* A number of more than 15 digits has lost the rest; 4.22823E+17 is what is left to see of it. */
static struct str cell(struct reading *r, struct list_household *h, const struct table_row *row, enum column c)
{
    static const char *const faults[] = { [CELL_FORMULA] = "gap.cell.formula", [CELL_ERROR] = "gap.cell.error",
                                          [CELL_LONG] = "gap.cell.long" };
    const struct table_cell *x;

    if (r->at[c] < 0 || (size_t)r->at[c] >= row->count)
        return STR("");
    x = &row->cells[r->at[c]];
    if (x->kind == CELL_FORMULA || x->kind == CELL_ERROR || x->kind == CELL_LONG) {
        fault(r, h, row->number, c, faults[x->kind], STR(""));
        return STR("");
    }
    if ((x->kind == CELL_NUMBER || c == COL_ID_NO || c == COL_ACCOUNT) && many_digits(x->text) &&
        (x->kind == CELL_NUMBER || str_find(x->text, STR("E+")) >= 0)) {
        fault(r, h, row->number, c, "gap.cell.rounded", x->text);
        return STR("");
    }
    return x->text;
}

/* ---- villages ---- */

static bool names_village(const struct pack *pack, const struct division *d, struct str text)
{
    const struct division *up = pack_division(pack, division_at(d->code, LEVEL_TOWNSHIP));
    int64_t code;

    if (str_int(text, &code) == OK)
        return code == d->code;
    return str_eq(text, d->name.zh) || (up != NULL && str_starts(text, up->name.zh) && str_ends(text, d->name.zh));
}

/* 0: none, or more than one, of those the actor keeps. */
static int64_t village_of(struct reading *r, struct str text)
{
    const struct pack *pack = r->cx->house->pack;
    int64_t found = 0;

    if (text.len == 0)
        return r->own_village;
    for (size_t i = 0; i < pack->division_count; i++) {
        const struct division *d = &pack->divisions[i];
        if (d->level != LEVEL_VILLAGE || !household_kept(r->cx, d->code) || !names_village(pack, d, text))
            continue;
        if (found != 0)
            return 0;
        found = d->code;
    }
    return found;
}

static int64_t only_village(struct ctx *cx)
{
    const struct pack *pack = cx->house->pack;
    int64_t found = 0;

    for (size_t i = 0; i < pack->division_count; i++)
        if (pack->divisions[i].level == LEVEL_VILLAGE && household_kept(cx, pack->divisions[i].code)) {
            if (found != 0)
                return 0;
            found = pack->divisions[i].code;
        }
    return found;
}

/* ---- households by number ---- */

static struct list_household *household_at(struct reading *r, struct str number, int64_t row)
{
    struct register_list *list = r->list;
    size_t bucket = str_hash(number) % BUCKETS, at = r->buckets[bucket];

    for (; at != 0; at = r->next[at - 1])
        if (str_eq(list->items[at - 1].h.number, number))
            return &list->items[at - 1];
    list->items = arena_grow(r->cx->arena, list->items, list->count, &list->cap, sizeof *list->items);
    r->next = arena_grow(r->cx->arena, r->next, list->count, &r->next_cap, sizeof *r->next);
    r->next[list->count] = r->buckets[bucket];
    list->items[list->count] = (struct list_household){ .row = row, .h = { .number = number } };
    r->buckets[bucket] = ++list->count;
    return &list->items[list->count - 1];
}

/* ---- one row ---- */

static void read_place(struct reading *r, struct list_household *h, const struct table_row *row)
{
    struct str village = cell(r, h, row, COL_VILLAGE), group = cell(r, h, row, COL_GROUP), address = cell(r, h, row, COL_ADDRESS);
    int64_t place = village_of(r, village);

    if (place == 0)
        fault(r, h, row->number, COL_VILLAGE, "gap.list.village", village);
    else if (h->h.place != 0 && h->h.place != place)
        fault(r, h, row->number, COL_VILLAGE, "gap.list.two_villages", h->h.number);
    h->h.place = h->h.place != 0 ? h->h.place : place;
    h->h.group = h->h.group.len > 0 ? h->h.group : group;
    h->h.address = h->h.address.len > 0 ? h->h.address : address;
}

static void read_relation(struct reading *r, struct list_household *h, const struct table_row *row, struct member_entry *m)
{
    struct str word = cell(r, h, row, COL_RELATION);

    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        if (among(word, relations[i].words)) {
            m->relation = relations[i].relation;
            return;
        }
    fault(r, h, row->number, COL_RELATION, "gap.list.relation", word);
}

static void read_standing(struct reading *r, struct list_household *h, const struct table_row *row, struct member_entry *m)
{
    struct str word = cell(r, h, row, COL_STANDING);

    for (size_t i = 0; word.len > 0 && i < sizeof standings / sizeof *standings; i++)
        if (among(word, standings[i].words)) {
            m->standing = standings[i].standing;
            return;
        }
    if (word.len > 0)
        fault(r, h, row->number, COL_STANDING, "gap.list.standing", word);
}

/* 1980-1-2, 1980/01/02, 19800102: as lists write it. */
static bool same_day(struct str text, int64_t day)
{
    struct civil c = day_civil(day);
    int64_t number = 0;

    for (size_t i = 0, part = 0; i <= text.len; i++) {
        char x = i < text.len ? text.p[i] : '-';
        if (x >= '0' && x <= '9') {
            part = part * 10 + (size_t)(x - '0');
            continue;
        }
        number = part > 9999 ? (int64_t)part : number * 100 + (int64_t)part;
        part = 0;
        if (i < text.len && x != '-' && x != '/' && x != '.')
            return false;
    }
    return number == c.year * 10000 + c.month * 100 + c.day;
}

static enum column column_of(struct str field)
{
    static const struct { const char *field; enum column column; } table[] = {
        { "name", COL_NAME }, { "id_no", COL_ID_NO }, { "phone", COL_PHONE }, { "account", COL_ACCOUNT },
        { "number", COL_NUMBER }, { "group", COL_GROUP }, { "address", COL_ADDRESS },
    };

    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_is(field, table[i].field))
            return table[i].column;
    return COL_NUMBER;
}

/* What a cell was refused for already is not told as missing. */
static bool told(const struct reading *r, int64_t row, const char *column)
{
    const struct val *all = r->list->faults;

    for (size_t i = all->count; i-- > 0 && val_num(all->items[i], "row") == row;)
        if (str_is(val_str(all->items[i], "column"), column))
            return true;
    return false;
}

/* The gaps of the register's own checks become faults of the row. */
static void move_gaps(struct reading *r, struct list_household *h, int64_t row, size_t before)
{
    for (size_t i = before; i < r->cx->gap_count; i++) {
        const char *column = names[column_of(r->cx->gaps[i].field)][0];
        if (!told(r, row, column))
            register_list_fault(r->cx, r->list, h, row, column, r->cx->gaps[i].key, r->cx->gaps[i].detail);
    }
    r->cx->gap_count = before;
}

static void check_person(struct reading *r, struct list_household *h, const struct table_row *row, struct member_entry *m)
{
    struct str born = cell(r, h, row, COL_BORN);
    size_t before = r->cx->gap_count;
    struct person p;

    household_check_member(r->cx, m, &p);
    if (p.id_no.len > 0)
        m->id_no = p.id_no;
    if (born.len > 0 && p.id_no.len > 0 && !same_day(born, p.birth_day))
        fault(r, h, row->number, COL_BORN, "gap.list.born", born);
    move_gaps(r, h, row->number, before);
}

static void read_row(struct reading *r, const struct table_row *row)
{
    struct str number = cell(r, NULL, row, COL_NUMBER);
    struct member_entry m = { .standing = STANDING_HERE };
    struct list_household *h;

    r->list->row_count++;
    if (number.len == 0) {
        fault(r, NULL, row->number, COL_NUMBER, "gap.required", STR(""));
        return;
    }
    h = household_at(r, number, row->number);
    if (merged(r->table, row->number))
        fault(r, h, row->number, COL_NUMBER, "gap.cell.merged", STR(""));
    read_place(r, h, row);
    m.name = cell(r, h, row, COL_NAME);
    m.id_no = cell(r, h, row, COL_ID_NO);
    m.phone = cell(r, h, row, COL_PHONE);
    m.account = cell(r, h, row, COL_ACCOUNT);
    read_relation(r, h, row, &m);
    read_standing(r, h, row, &m);
    check_person(r, h, row, &m);
    h->people = arena_grow(r->cx->arena, h->people, h->count, &h->cap, sizeof *h->people);
    h->people[h->count++] = (struct list_person){ row->number, m };
}

/* ---- whole households ---- */

static void check_household(struct reading *r, struct list_household *h)
{
    size_t before = r->cx->gap_count;
    int heads = 0;

    for (size_t i = 0; i < h->count; i++)
        heads += h->people[i].m.relation == RELATION_HEAD && h->people[i].m.standing == STANDING_HERE;
    if (heads != 1)
        fault(r, h, h->row, COL_RELATION, heads == 0 ? "gap.list.no_head" : "gap.list.two_heads", h->h.number);
    if (h->count > HOUSEHOLD_MEMBERS_MAX)
        fault(r, h, h->row, COL_NUMBER, "gap.too_many", STR("60"));
    household_check(r->cx, &h->h);
    move_gaps(r, h, h->row, before);
}

struct seen { struct str id_no; int64_t row; struct list_household *h; size_t next; };

/* The same ID number twice in one list. */
static void check_twice(struct reading *r)
{
    size_t *buckets = ARENA_ARRAY(r->cx->arena, BUCKETS, size_t), count = 0;
    struct seen *all = ARENA_ARRAY(r->cx->arena, r->list->row_count + 1, struct seen);

    for (size_t i = 0; i < r->list->count; i++)
        for (size_t k = 0; k < r->list->items[i].count; k++) {
            const struct list_person *p = &r->list->items[i].people[k];
            size_t bucket = str_hash(p->m.id_no) % BUCKETS, at = buckets[bucket];
            if (p->m.id_no.len == 0 || p->m.standing != STANDING_HERE)
                continue;
            while (at != 0 && !str_eq(all[at - 1].id_no, p->m.id_no))
                at = all[at - 1].next;
            if (at != 0)
                fault(r, &r->list->items[i], p->row, COL_ID_NO, "gap.list.twice",
                      arena_printf(r->cx->arena, "%lld", (long long)all[at - 1].row));
            all[count] = (struct seen){ p->m.id_no, p->row, &r->list->items[i], buckets[bucket] };
            buckets[bucket] = ++count;
        }
}

enum err register_list_read(struct ctx *cx, const struct table *t, struct register_list *out)
{
    struct reading r = { .cx = cx, .list = out, .table = t, .own_village = only_village(cx),
                         .buckets = ARENA_ARRAY(cx->arena, BUCKETS, size_t) };

    *out = (struct register_list){ .faults = val_list(cx->arena) };
    TRY(find_head(&r));
    for (size_t i = r.head + 1; i < t->row_count; i++)
        if (t->rows[i].count > 0)
            read_row(&r, &t->rows[i]);
    for (size_t i = 0; i < out->count; i++)
        check_household(&r, &out->items[i]);
    check_twice(&r);
    return OK;
}
