/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * pack - everything that differs between counties, read from counties/<name>/, checked, and frozen.
 *
 * A pack is immutable and shared by all threads.  Its version is the digest of its files; a case
 * keeps the version it began with, so a pack can be frozen into one text and read back from it.
 */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include "base/calendar.h"
#include "base/ctx.h"
#include "base/val.h"
#include "feel/dmn.h"
#include "feel/feel.h"
#include "flow/flow.h"

struct label { struct str zh, en; };
struct str label_in(struct label l, enum lang lang);       /* en falls back to zh */

/* 区划: code is the 12-digit statistical code (NBS); a place's children share its leading digits. */
enum level { LEVEL_COUNTY, LEVEL_TOWNSHIP, LEVEL_VILLAGE };
struct division { int64_t code; enum level level; struct label name; bool community; };

/* 部门 or, where provider is set, 服务商 */
/* short_name: as it stands in document numbers (naming.h); "": its code stands there */
struct department { struct str code; struct label name; bool provider; struct str short_name; };

enum item_class { ITEM_APPROVAL, ITEM_APPOINTMENT, ITEM_CONSULTATION, ITEM_COMMERCE };
enum evidence { EVIDENCE_DOCUMENTED, EVIDENCE_CLASS_DOCUMENTED, EVIDENCE_RECONSTRUCTED };
/* 事项办理方式: decided in the village, carried, helped, told */
enum item_mode { MODE_DONE_HERE, MODE_CARRIED, MODE_HELPED, MODE_INFORMED };
/* What the wall and other public lists may show of a case of this item. */
enum wall_rule { WALL_SURNAME, WALL_NUMBER_ONLY };

/*
 * 期限.  basis: "sourced", "general_knowledge" (recalled from law, not checked), "reconstructed" (our choice,
 * not law), "none_known" (days is 0).  source: an address, or "".
 */
struct limit { int32_t days; enum day_unit unit; struct str basis; struct label note; struct str source; };
/* 环节时限, inside the promise; department: NULL, or the one of a joint case it holds for; 0 days with a basis other than none_known: the same day */
struct stage { enum level level; const struct department *department; struct limit target; };

struct material {       /* 材料 */
    struct str   id;            /* stable within the item: "m1", "id_card" */
    struct label name;
    bool         required;
    struct str   grade;         /* trust grade expected, 国办函〔2016〕108号: "A".."D"; "" none given */
    struct label note;          /* when it is needed, what it must show; may be empty */
    bool         held;          /* a paper of an earlier case may stand for it; if left out: grade A or B */
    int32_t      valid_days;    /* how old such a paper may be; 0: any age */
};

enum field_kind { FIELD_TEXT, FIELD_AREA, FIELD_INT, FIELD_DATE, FIELD_CHOICE, FIELD_CHOICES, FIELD_YES,
                  FIELD_ID_NO, FIELD_PHONE, FIELD_MONEY, FIELD_ACCOUNT, FIELD_NOTE };
struct choice { struct str value; struct label name; };
struct field {
    struct str   key;           /* [a-z][a-z0-9_.]*, unique in its form (in its page, where that has rows) */
    enum field_kind kind;
    struct label name, hint;
    bool         required, sensitive;      /* sensitive: PIPL art. 28, sealed and never in lists */
    int64_t      min, max;      /* INT, MONEY (fen): range; TEXT, AREA: characters; max 0: the default;
                                   CHOICES: how many may be ticked; DATE, others: 0 */
    struct choice *choices; size_t choice_count;
    const struct feel_expr *shown_if;   /* NULL: always; asked with the answers so far as context */
    struct str   from;          /* what it means to the register: "person.phone", "fact.bank"; "": nothing */
};
/*
 * rows 0: asked once.  rows N: the fields stand in up to N rows (members of a household); the answer of
 * field "name" in row 2 of page "members" has the key "members.2.name".  A row in which nothing was
 * answered does not count; required holds inside the rows that do.  rows_min: so many must be answered.
 */
struct form_page {
    struct str id; struct label name, why;
    struct field *fields; size_t field_count;
    size_t rows, rows_min;
};
struct form { struct str name; struct label title; struct form_page *pages; size_t page_count; };

struct process { struct str name, file; struct str bpmn; struct flow *flow; };    /* name: id of its <process> */

/* ---- 办件类型的法律口径: what law says of all items of one type (GB/T 39046 A.1) ---- */

/* 特别程序: a reason that stops the clock.  code: bcc:pause of a process ("hearing", "finding"). */
struct special { struct str code; struct label name; struct str basis; };
/*
 * 延期: once, by the head of the organ ("head") or the people's government of that level ("leader"). days 0: none
 * township_days: as long as the case lies with the township its head extends, by so many days; 0: the deciding organ alone
 */
struct extension { struct limit limit; struct str by; int32_t township_days; };
/* 听证 (行政许可法 46 to 48); days 0 in all of them: the type knows no hearing */
struct hearing { struct limit ask, hold, notice; };
/*
 * 救济.  text holds {organ}, {review_organ}, {court} and {date} where these stand.  review_days: calendar days for
 * 行政复议, suit_months for 行政诉讼; 0: not said.
 */
struct remedy { struct label text; int32_t review_days, suit_months; struct str basis; };
/* Titles of the numbered papers of a case (文书) */
enum title { TITLE_RECEIPT, TITLE_ACCEPTANCE, TITLE_CORRECTION, TITLE_NOT_ACCEPTED, TITLE_NOT_REQUIRED, TITLE_EXTENSION,
             TITLE_SPECIAL, TITLE_GRANTED, TITLE_REFUSED, TITLE_DELIVERY, TITLE_SUMMARY, TITLE_COUNT };

/* A limit of 0 days with the basis "none_known" is none: that clock does not run for the type. */
struct profile {
    struct str    type;                 /* "01" 行政许可, "05" 行政给付 ... */
    struct label  name;
    struct limit  correction;           /* 补正告知, from the receipt of the papers */
    bool          deemed_accepted;      /* no notice in time: accepted from the day of receipt (行政许可法 32(4)) */
    struct limit  decide, joint;        /* 决定, 统一/联合/集中办理: where the item has no legal limit of its own */
    struct limit  lower;                /* a lower organ that examines first (行政许可法 43) */
    struct extension extension, joint_extension;
    struct limit  delivery;             /* 送达, from the decision */
    struct special *specials; size_t special_count;
    bool          own_specials;         /* an item may name further ones; false: the list is closed */
    struct hearing hearing;
    bool          publish;              /* granted decisions are open to the public (行政许可法 40) */
    struct label  titles[TITLE_COUNT];
    struct remedy remedy;
};

/* ---- how an item is handled ---- */

enum result_kind { RESULT_PAPER, RESULT_LICENCE, RESULT_MONEY };
/* 办理结果; organ: the lead or a joining department */
/* serves: ids of materials of other items that it is, as held.h offers it */
struct result { struct str id; enum result_kind kind; struct label name; const struct department *organ; struct str *serves; size_t serves_count; };
/* 审查要点; at: a kind of task ("accept", "opinion") or the id of a step of the process */
struct point { struct str id, at; struct label text; struct str basis; };
/* 承办, 审核, 批准: how many persons a step takes, one after the other; at: as above */
struct persons { struct str at; int32_t count; };
enum consent { CONSENT_SIGNED_FORM, CONSENT_RECORDED, CONSENT_NONE };   /* 本人签字的表 or its like, 其他同意, none */
enum delivery { DELIVERY_COUNTER, DELIVERY_POST, DELIVERY_ELECTRONIC, DELIVERY_COUNT };
/* 抄录单: one line of the ministry's own form; key: an answer ("applicant.name", "income.wages") */
struct copy_line { struct label name; struct str key; };
struct copy_sheet {
    struct label system, number;        /* what that system is called, what its number is called */
    int32_t number_min, number_max;     /* characters of that number; letters, digits and - */
    struct copy_line *lines; size_t count;                          /* count 0: the item has no such sheet */
};
/* 公示; days 0: none; stops the clock?  objection: within how long one is looked into again (异议复核); days 0: not said */
struct notice { struct limit limit; bool stops; struct limit objection; };
/* 一票一报: answers of field, together with those of with, may be claimed once only */
struct once { struct str field; struct str *with; size_t with_count; };
/* 入户, 现场; officers_min 0: none; never stops a clock.  at: ids of the steps it is recorded in */
struct visit { int32_t officers_min, share_percent; struct str basis; struct str *at; size_t at_count; };

/* Who decides, as a row of a decision table says (decider.h); when: for whom the row is. organ, basis, when may be empty */
struct decided {
    enum level   level;
    const struct department *department;
    struct label organ, basis, when;
    bool         required;              /* false: nothing need be applied for */
};

struct item {           /* 事项 */
    struct str      code;           /* "S-MZ-01" */
    enum item_class class;
    struct str      type;           /* GB/T 39046 A.1: "05" 行政给付 ... */
    struct str      type_basis;     /* as limit.basis: all of Badong's are reconstructed */
    struct label    name, plain;    /* plain: what a farmer calls it; may be empty */
    const struct department *department;
    const struct department **joining; size_t joining_count;    /* 协办部门 */
    enum item_mode  mode;
    enum level      chain[3]; size_t chain_length;              /* levels in order */
    enum level      acceptor;       /* the level whose office is the legal acceptor (受理机关) */
    struct material *materials; size_t material_count;
    struct limit    promise, legal;                             /* 承诺时限, 法定时限 */
    struct limit    lower, upper;   /* of the legal limit what township and county have each; 0 days: its type says, or nobody */
    struct stage   *stages; size_t stage_count;
    struct label    fee, result, remedy, conditions;
    struct label   *bases; size_t basis_count; bool bases_verified;      /* 设定依据 */
    enum evidence   evidence; struct str *sources; size_t source_count; struct label note;
    const struct form    *form;     /* approval items; else NULL */
    const struct process *process;  /* approval items; else NULL */
    enum wall_rule  wall;
    bool            open_to_public; /* may be filed by the applicant on line */
    const struct profile *profile;  /* of its type; never NULL in a pack without faults */
    struct label   *joining_papers; /* what each joining department issues, as joining; may be empty */
    struct result  *results; size_t result_count;   /* at least one: if left out, a paper with the name of result */
    struct point   *points;  size_t point_count;
    struct persons *persons; size_t persons_count;
    bool            separate;       /* the persons of a case are never the same one */
    struct str      decider;        /* decision of decisions/NAME.dmn that says who decides; "": end of the chain */
    const struct dmn *decisions;    /* its model; NULL: none */
    struct decided *deciders; size_t decider_count;     /* its rows */
    struct extension extension;     /* its own, else that of its type */
    bool            side_by_side;   /* the county's clock runs beside the township's */
    enum consent    consent;
    bool            delivers[DELIVERY_COUNT];       /* if left out: at the counter */
    bool            household;      /* concerns the whole household: a grown-up of it may take the result */
    struct choice  *urgent_reasons; size_t urgent_count;
    struct once    *once; size_t once_count;
    struct copy_sheet copy_sheet;
    struct notice   notice;
    struct visit    visit;
    struct special *specials; size_t special_count; /* its own, beside those of the type */
    const struct val *raw;          /* the file as read, for what has no field of its own yet */
};

enum { DEMO_VILLAGES_MAX = 3 };

/* Wording of the county in place of the program's own: a catalogue of src/web/locale's form ("texts/en.txt"). */
struct pack_text { struct str path, bytes; };

struct pack {
    const struct pack_text *texts; size_t text_count;
    struct str   name, version;         /* "badong"; SM3 of the frozen text, hex */
    struct label title;                 /* 巴东县 */
    int64_t      county;                /* 422823000000 */
    struct str   number_short, number_basis;    /* 文号 (naming.h): 巴; as limit.basis */
    const struct val *number_words;     /* kind of paper to its word */
    struct str  *household_papers; size_t household_paper_count;    /* ids of materials that serve a whole household */
    int64_t      demo_villages[DEMO_VILLAGES_MAX];      /* where the invented clerks of a demonstration sit; 0: none */
    struct division   *divisions;   size_t division_count;      /* by code */
    struct department *departments; size_t department_count;
    struct item       *items;       size_t item_count;          /* in the order of the directory */
    struct form       *forms;       size_t form_count;
    struct process    *processes;   size_t process_count;
    struct profile    *profiles;    size_t profile_count;
    struct point      *points;      size_t point_count;         /* shared ones, which items name */
    const struct val  *point_sets;                              /* name: list of ids */
    struct calendar   *calendar;        /* all published years */
    const struct val  *calendars;       /* the same as data: [{date, off, name {zh, en}, source}], for the event */
    struct str         frozen;          /* the whole pack as one text */
};

/* file: relative to the pack, "" for the whole; line 0: none; why: an English sentence that says what to do */
struct pack_finding { struct str file, why; int line; bool fatal; };
struct pack_report { struct pack_finding *items; size_t count, cap; size_t fatal; };

/*
 * Reads and checks a folder; *report is overwritten and lives in the arena.  ERR_INVALID: the report has fatal
 * findings, *out may then be half made.  ERR_NOT_FOUND: no such folder, also told in the report.
 */
NODISCARD enum err pack_read(struct arena *a, const char *folder, struct pack **out, struct pack_report *report);
/*
 * Reads a frozen pack back; same checks, same version.  What this program asks of a pack and an earlier one did not is only
 * warned of: a case goes on with the pack it began with.
 */
NODISCARD enum err pack_thaw(struct arena *a, struct str frozen, struct pack **out, struct pack_report *report);
/* One line a finding: "counties/badong/items/S-MZ-01.yaml:12: error: ..."; folder is put before the file. */
struct str pack_report_text(struct arena *a, struct str folder, const struct pack_report *report);

const struct item       *pack_item(const struct pack *p, struct str code);           /* NULL: none */
const struct division   *pack_division(const struct pack *p, int64_t code);
const struct department *pack_department(const struct pack *p, struct str code);
const struct process    *pack_process(const struct pack *p, struct str name);
/* The step of that id, else the first of that kind ("decide"), and where it stands; order 0: the process has none. */
struct process_step { struct label name; uint32_t order; };
struct process_step process_step(const struct process *p, struct str at);
const struct form       *pack_form(const struct pack *p, struct str name);
/* By the key of an answer: "income.wages", or "members.2.name" where the page has rows.  NULL: none. */
const struct field      *form_field(const struct form *f, struct str key);
const struct profile    *pack_profile(const struct pack *p, struct str type);
/* How many persons a step of that kind takes; the id of the step counts before its kind; at least 1. */
int item_persons(const struct item *it, struct str kind, struct str element);
/* How many officers must have been there in that step (核查, 行政许可法 34); 1 where it is no visit. */
int item_officers(const struct item *it, struct str element);
/* True when the point is looked at in that step. */
bool point_applies(const struct point *point, struct str kind, struct str element);
/* The special procedure of that code which may stop a clock of the item; NULL: none may. */
const struct special *item_special(const struct item *it, struct str code);
/* The days of public notice as a process reads them under "notice": "P7D", "P7WD". */
struct str notice_spec(struct arena *a, const struct notice *n);
const struct result *item_result(const struct item *it, struct str id);             /* NULL: none */
const char *title_name(enum title t);               /* "receipt", "acceptance", ... */
const char *result_kind_name(enum result_kind k);   /* "paper", "licence", "money" */
const char *delivery_name(enum delivery d);         /* "counter", "post", "electronic" */
/* The place of that level above (or at) a place: township of a village; 0 when the place is higher. */
int64_t division_at(int64_t place, enum level level);
enum level division_level(int64_t place);
/* Codes of all places inside place, as an inclusive range for SQL. */
void division_range(int64_t place, int64_t *first, int64_t *last);
struct str material_name(const struct item *item, struct str id, enum lang lang);

#endif
