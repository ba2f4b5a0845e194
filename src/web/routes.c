/* SPDX-License-Identifier: MulanPSL-2.0 */
/* routes - every door of the program in one table; what stands here is what buchucun routes prints. */
#include "web/pages.h"

#define ANYBODY   DOOR_OPEN, 0
#define VISITOR   DOOR_VISITOR, 0
#define SIGNED_IN DOOR_SIGNED_IN, 0
#define ONLY(r)   DOOR_ROLES, (r)

#define PEOPLE   (ROLES(ROLE_SYSADMIN) | ROLES(ROLE_SECADMIN))
#define DECIDERS (ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER) | ROLES(ROLE_HEAD))
#define MANDATES (ROLES(ROLE_SECADMIN) | ROLES(ROLE_MANAGER) | ROLES(ROLE_SUPERVISOR) | ROLES(ROLE_HEAD))

static const struct param tracking[] = {
    { "number", "Case number, 25 digits; blanks and dashes are allowed", true },
    { "code", "Query code, 6 digits, from the receipt", true }, { NULL, NULL, false },
};
static const struct param starting[] = {
    { "place", "12-digit code of the applicant's village", true },
    { "applicant.name", "This and any other field of the item's pages may be answered at once", false }, { NULL, NULL, false },
};
static const struct param parting[] = {
    { "slot", "Slot of the link", true }, { "bytes", "Size of the whole", true }, { "sha256", "Digest of the whole, hex", false },
    { NULL, NULL, false },
};
static const struct param linking[] = {
    { "slots", "Slots to be filled", true }, { "identity.how", "card, video, known, call_back", false },
    { "identity.note", "What was seen or heard", false }, { NULL, NULL, false },
};
static const struct param ending[] = { { "link", "Id of the link", true }, { NULL, NULL, false } };
static const struct param taking[] = {
    { "owner", "From whom", true }, { "name.1", "Name of the first (up to 6)", true }, { "pages.1", "Its pages", true }, { NULL, NULL, false },
};
static const struct param handing[] = {
    { "n", "Numbers of the originals", true }, { "to_name", "To whom", true }, { "to_kind", "village, courier, township, county", true },
    { NULL, NULL, false },
};
static const struct param returning[] = {
    { "n", "Numbers of the originals", true }, { "to_name", "To whom (or back_to)", true }, { "proof", "How the return was signed; or a file", false },
    { NULL, NULL, false },
};
static const struct param submitting[] = {
    { "consent.name", "On line: the applicant's name, typed", false }, { "consent.agree", "On line: yes", false },
    { "identity.how", "Staff: card, video, known, call_back", false }, { "identity.note", "Staff: what was seen or heard", false },
    { NULL, NULL, false },
};
static const struct param consenting[] = {
    { "consent.name", "Who agreed: the applicant, or the agent", true }, { "consent.how", "present, phone, video", true },
    { "consent.witness", "Who heard it", true }, { "consent.note", "Why there is no signature", true }, { NULL, NULL, false },
};
static const struct param acting[] = {
    { "note", "Opinion, reason or record", false }, { "point", "Points of review that hold, by id; * for all", false },
    { "waive", "Points that do not apply", false },
    { "gaps", "Correction notice: every gap; not_mended: those that remain", false },
    { "competent", "not_accepted: code of the competent department", false },
    { "competent_other", "not_accepted: the competent authority, where it is no department of the county", false },
    { "heard", "granted, refused behind a hearing: yes, its record was read", false },
    { "officers", "A visit: accounts of the colleagues who went along, by id", false },
    { "officers_other", "A visit: colleagues without account, a line each: name, blank or comma, position", false },
    { "who", "supplied: who came: self, the number of a letter, other", false }, { NULL, NULL, false },
};
static const struct param office[] = {
    { "note", "Why; of a pre-review: what is missing", true }, { "complete", "Pre-review: yes or no", false },
    { "element", "Sending back: the step", false }, { "organ", "Forwarding up: the higher organ", false }, { NULL, NULL, false },
};
static const struct param limiting[] = {
    { "note", "Why, what, or the record", false }, { "reason", "special: code of the closed list", false },
    { "days", "special: days expected", false }, { "unit", "special: working or calendar", false },
    { "limited", "special: yes where days beyond count again", false }, { "day", "hearing_set: YYYY-MM-DD", false },
    { "hall", "hearing_set: where", false }, { "host", "hearing_set: sign-in name of the host", false },
    { "parties", "hearing_tell: interested parties, a line each: name, blank or comma, interest", false },
    { "party", "hearing_ask, hearing_drop: number of the party, 0 the applicant; may be left out where he alone was told, or asked", false },
    { "signed.0", "hearing_hold: signed, refused or absent; one for each who was told, 0 is the applicant", false }, { NULL, NULL, false },
};
static const struct param pointing[] = {
    { "point", "Points that hold, by id; * for all", false }, { "waive", "Points that do not apply", false }, { NULL, NULL, false },
};
static const struct param listing[] = {
    { "task", "Ids of the tasks, 2 to 200, of one item and step", true }, { "outcome", "accepted, agree, granted or done", true },
    { "note", "One opinion for all", true }, { "request", "Key of the page: the same one again makes no second list", true },
    { NULL, NULL, false },
};
static const struct param phrasing[] = {
    { "text", "2 to 300 characters; may hold {材料} {申请人} {事项} {日期}", true }, { "outcome", "The act it is for; empty: any", false },
    { "shared", "Share it with the office", false }, { NULL, NULL, false },
};
static const struct param copying[] = {
    { "number", "Number given by that system", true }, { "reason", "Why the number that stands there was wrong", false },
    { NULL, NULL, false },
};
static const struct param hastening[] = {
    { "reason", "One of the reasons the item names, by id", false }, { "note", "Why, in own words; needed where no reason is chosen", false },
    { NULL, NULL, false },
};
static const struct param withdrawing[] = {
    { "note", "Why", true }, { "who", "Who came: self, the number of a letter, other", false }, { NULL, NULL, false },
};
static const struct param reason[] = { { "note", "Why", true }, { NULL, NULL, false } };
static const struct param leaving[] = {
    { "account", "Whose; left out: the own", false }, { "kind", "annual, sick, personal, duty, training, other", true },
    { "from", "First day, YYYY-MM-DD; left out: today", false }, { "until", "Last day, YYYY-MM-DD", true }, { NULL, NULL, false },
};
static const struct param standing_in[] = {
    { "post", "Id of the post", true }, { "standin", "Id of the account that stands in", true }, { NULL, NULL, false },
};
static const struct param lettering[] = {
    { "agent.name", "Name of the agent", true }, { "agent.id_no", "Resident ID number", true }, { "agent.phone", "Telephone", true },
    { "agent.relation", "Relation to the applicant", true }, { "agent.kind", "proxy, guardian", true },
    { "agent.powers", "file, supply, withdraw, receive, account; a guardian has all", false },
    { "agent.until", "Last day, YYYY-MM-DD; a guardian needs none", false }, { NULL, NULL, false },
};
static const struct param locking[] = { { "reason", "Why, when locking", false }, { NULL, NULL, false } };
static const struct param signing[] = {
    { "account", "Account name", true }, { "password", "Password", true }, { "back", "Address to go on to", false },
    { NULL, NULL, false },
};
static const struct param changing[] = {
    { "old_password", "Password in force", true }, { "new_password", "New password", true },
    { "again", "New password once more", true }, { NULL, NULL, false },
};
static const struct param opening[] = {
    { "login", "Account name: 3 to 32 of a-z 0-9 . _ -", true }, { "name", "Name of the person", true }, { NULL, NULL, false },
};
static const struct param giving[] = {
    { "role", "Role of the post", true }, { "place", "12-digit division code", true },
    { "department", "Department code; empty: all of the place", false }, { "items", "Item codes; empty: all", false },
    { "from", "First day, YYYY-MM-DD", false }, { "until", "Last day, YYYY-MM-DD", false }, { NULL, NULL, false },
};
static const struct param granting[] = {
    { "department", "Department that mandates", true }, { "role", "Role of the posts, such as clerk", true },
    { "powers", "accept, review, decide, seal; one or several", true }, { "place", "12-digit division code: posts there and below", true },
    { "items", "Item codes; empty: all of the department", false }, { "document", "Number of the signed paper", true },
    { "from", "First day, YYYY-MM-DD", true }, { "until", "Last day, YYYY-MM-DD", true }, { NULL, NULL, false },
};

static const struct param keeping[] = {
    { "number", "Number of the household", false }, { "place", "12-digit code of the village", true },
    { "group", "Villagers' group", false }, { "address", "House", false }, { "why", "What it rests on", false }, { NULL, NULL, false },
};
static const struct param entering[] = {
    { "number", "Number of the household", false }, { "place", "12-digit code of the village", true },
    { "group", "Villagers' group", false }, { "address", "House", false }, { "name", "Name of the head", true },
    { "id_no", "His ID number", true }, { "phone", "His telephone", false }, { "account", "His bank account", false },
    { "why", "What it rests on", false }, { NULL, NULL, false },
};
static const struct param holding[] = { { "slot", "Id of the material", true }, { NULL, NULL, false } };
static const struct param deciding[] = {
    { "proposal", "Its id", true }, { "take", "1: take it, else decline it", false }, { NULL, NULL, false },
};
static const struct param merging[] = {
    { "into", "Number or id of the other household", true }, { "why", "What it rests on", false }, { NULL, NULL, false },
};
static const struct param membering[] = {
    { "person", "Id of a person who is there; else name and id_no", false }, { "name", "Name", false },
    { "id_no", "ID number", false }, { "phone", "Telephone", false }, { "account", "Bank account", false },
    { "relation", "To the head: head, spouse, child ...", true }, { "standing", "here, moved, dead", true },
    { "why", "What it rests on", false }, { NULL, NULL, false },
};
static const struct param delivering[] = {
    { "way", "counter, post, arrived, came_back, electronic", true }, { "taken_by", "Who took it", false },
    { "relation", "self, family, agent, other", false }, { "proof", "signature, thumbprint", false },
    { "carrier", "Carrier", false }, { "tracking", "Number of the letter", false }, { "payer", "office, applicant", false },
    { "consent", "Electronic: when and how it was agreed", false }, { "why", "Why it came back", false }, { NULL, NULL, false },
};
static const struct param paying[] = {
    { "amount", "Yuan", false }, { "day", "Day of payment, YYYY-MM-DD", false }, { "batch", "Batch or reference", false },
    { "why", "Why it came back", false }, { "account", "The new account", false }, { "answer", "yes, no", false },
    { "note", "Why it changes; who answered and said what", false },
    { "who", "A change: who came: self, the number of a letter, other", false }, { NULL, NULL, false },
};
#define ROLES_PAY (ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_HEAD))
static const struct param mending[] = {
    { "note", "Why", true }, { "correct", "corrected: how it reads rightly", false },
    { "told", "corrected: the line for the published list, where the decision stands there", false }, { NULL, NULL, false },
};
static const struct param handing_on[] = { { "receiver", "Id of the account", true }, { "note", "Why", true }, { NULL, NULL, false } };
static const struct param handing_answer[] = { { "answer", "yes, no", true }, { "note", "Why not", false }, { NULL, NULL, false } };
#define ROLES_MEND (ROLES(ROLE_APPROVER) | ROLES(ROLE_HEAD))
#define ROLES_HASTEN (ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER) | ROLES(ROLE_HEAD))

const struct route routes[] = {
    /* ---- the public: read ---- */
    { HTTP_GET, "/", ON_PUBLIC, ANYBODY, 0, page_home, "home", "Front door of the public site", NULL },
    { HTTP_GET, "/items", ON_PUBLIC | ON_STAFF, ANYBODY, 0, page_items, "items", "Directory of items", NULL },
    { HTTP_GET, "/items/:code", ON_PUBLIC | ON_STAFF, ANYBODY, 0, page_guide, "guide", "Guide of one item", NULL },
    { HTTP_GET, "/items/:code/checklist", ON_PUBLIC | ON_STAFF, ANYBODY, 0, page_checklist, "checklist", "The checklist of one item to print (一次性告知单)", NULL },
    { HTTP_GET, "/track", ON_PUBLIC, ANYBODY, 0, page_track_form, "track_form", "Ask how a case stands", NULL },
    { HTTP_POST, "/track", ON_PUBLIC, ANYBODY, NO_CSRF, page_track_show, "track_show", "How a case stands", tracking },
    { HTTP_GET, "/track/:number/papers/:n/:token", ON_PUBLIC, ANYBODY, 0, page_track_paper, "track_paper", "A paper of the tracked case to print; the address comes from the tracking page and lives two days", NULL },
    { HTTP_GET, "/decisions", ON_PUBLIC, ANYBODY, 0, page_published, "published", "Licences that were granted, names masked", NULL },
    { HTTP_POST, "/track/answer", ON_PUBLIC, ANYBODY, NO_CSRF, page_track_answer, "track_answer", "Send papers after a correction notice: leads to a one-time link", tracking },
    { HTTP_GET, "/p/:token", ON_PUBLIC, ANYBODY, 0, page_phone, "phone", "Papers by a one-time link", NULL },
    { HTTP_POST, "/p/:token/papers", ON_PUBLIC, ANYBODY, NO_CSRF, page_phone_add, "phone_add", "Add papers to a slot of the link (query: slot)", NULL },
    { HTTP_POST, "/p/:token/drop", ON_PUBLIC, ANYBODY, NO_CSRF, page_phone_drop, "phone_drop", "Take a paper out again", NULL },
    { HTTP_POST, "/p/:token/done", ON_PUBLIC, ANYBODY, NO_CSRF, page_phone_done, "phone_done", "All is sent", NULL },
    { HTTP_POST, "/p/:token/parts", ON_PUBLIC, ANYBODY, NO_CSRF, page_part_begin, "part_begin", "Begin a paper that comes in pieces", parting },
    { HTTP_GET, "/p/:token/parts/:part", ON_PUBLIC, ANYBODY, 0, page_part_show, "part", "How far it has come", NULL },
    { HTTP_POST, "/p/:token/parts/:part", ON_PUBLIC, ANYBODY, NO_CSRF, page_part_add, "part_add", "The piece at an offset (query: at; file: piece)", NULL },
    { HTTP_GET, "/p/:token/scans/:scan/thumb", ON_PUBLIC, ANYBODY, RAW, page_phone_thumb, "phone_thumb", "Thumbnail of what was sent", NULL },
    { HTTP_GET, "/villages", ON_PUBLIC, ANYBODY, 0, page_villages, "villages", "Townships and villages", NULL },
    { HTTP_GET, "/villages/:place", ON_PUBLIC, ANYBODY, 0, page_village, "village", "How cases of a village stand", NULL },

    /* ---- an application, by the public or the village room ---- */
    { HTTP_GET, "/apply/:code", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_apply, "apply", "Where the applicant lives", NULL },
    { HTTP_POST, "/apply/:code", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_apply_begin, "apply_begin", "Begin an application", starting },
    { HTTP_GET, "/drafts/:id/done", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_draft_done, "draft_done", "What was handed in", NULL },
    { HTTP_GET, "/drafts/:id/receipt", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_draft_receipt, "draft_receipt", "Receipt to print", NULL },
    { HTTP_GET, "/drafts/:id/qr", ON_PUBLIC | ON_STAFF, VISITOR, RAW, page_draft_qr, "draft_qr", "QR code of the tracking address", NULL },
    { HTTP_POST, "/drafts/:id/links", ON_STAFF, SIGNED_IN, 0, page_link_make, "link_make", "Make a one-time link for papers from a telephone", linking },
    { HTTP_POST, "/drafts/:id/links/end", ON_STAFF, SIGNED_IN, 0, page_link_end, "link_end", "End such a link", ending },
    { HTTP_GET, "/drafts/:id/arrivals", ON_STAFF, SIGNED_IN, ASKED_ALONE, page_arrivals, "arrivals", "Papers that came since (query: since)", NULL },
    { HTTP_GET, "/drafts/:id/print/form", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_form_print, "form_print", "The filled form to print and sign", NULL },
    { HTTP_GET, "/drafts/:id/print/letter", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_letter_print, "letter_print", "The letter of an agent to print and sign", NULL },
    { HTTP_POST, "/drafts/:id/consent/oral", ON_STAFF, SIGNED_IN, 0, page_consent, "consent", "Record that the applicant agreed before a witness", consenting },
    { HTTP_POST, "/drafts/:id/submit", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_draft_submit, "draft_submit", "Hand the application in", submitting },
    { HTTP_POST, "/drafts/:id/drop", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_draft_drop, "draft_drop", "Throw the draft away", NULL },
    { HTTP_POST, "/drafts/:id/scans", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_scan_add, "scan_add", "Add papers to a slot (query: slot)", NULL },
    { HTTP_POST, "/drafts/:id/scans/drop", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_scan_drop, "scan_drop", "Take a paper out", NULL },
    { HTTP_GET, "/drafts/:id/scans/:scan", ON_PUBLIC | ON_STAFF, VISITOR, RAW, page_scan_show, "scan_show", "A paper", NULL },
    { HTTP_GET, "/drafts/:id/scans/:scan/thumb", ON_PUBLIC | ON_STAFF, VISITOR, RAW, page_scan_thumb, "scan_thumb", "Its thumbnail", NULL },
    { HTTP_POST, "/drafts/:id/held", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_held_link, "held_link", "Use a paper that lies here already", holding },
    { HTTP_GET, "/drafts/:id/:page", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_draft, "draft", "One page of an application", NULL },
    { HTTP_POST, "/drafts/:id/:page", ON_PUBLIC | ON_STAFF, VISITOR, 0, page_draft_save, "draft_save", "Save a page and go on", NULL },

    /* ---- staff: signing in ---- */
    { HTTP_GET, "/", ON_STAFF, SIGNED_IN, 0, page_desk, "front", "The desk", NULL },
    { HTTP_GET, "/sign-in", ON_STAFF, ANYBODY, 0, page_sign_in_form, "sign_in_form", "Sign-in page", NULL },
    { HTTP_POST, "/sign-in", ON_STAFF, ANYBODY, NO_CSRF, page_sign_in, "sign_in", "Sign in", signing },
    { HTTP_POST, "/sign-out", ON_STAFF, SIGNED_IN, ANY_PASSWORD, page_sign_out, "sign_out", "Sign out", NULL },
    { HTTP_GET, "/password", ON_STAFF, SIGNED_IN, ANY_PASSWORD, page_password_form, "password_form", "Change the password", NULL },
    { HTTP_POST, "/password", ON_STAFF, SIGNED_IN, ANY_PASSWORD, page_password, "password", "Change the password", changing },

    /* ---- staff: work ---- */
    { HTTP_GET, "/desk", ON_STAFF, SIGNED_IN, 0, page_desk, "desk", "What waits, soonest due first", NULL },
    { HTTP_GET, "/inbox", ON_STAFF, SIGNED_IN, 0, page_inbox, "inbox", "All that waits", NULL },
    { HTTP_GET, "/head", ON_STAFF, ONLY(DECIDERS), 0, page_head, "head", "What must be decided today, for a telephone", NULL },
    { HTTP_GET, "/batch", ON_STAFF, ONLY(ROLES_ACT), 0, page_batch_form, "batch_form", "Alike cases to decide together (query: of, a task)", NULL },
    { HTTP_POST, "/batch", ON_STAFF, ONLY(ROLES_ACT), 0, page_batch, "batch", "Decide alike cases with one list", listing },
    { HTTP_GET, "/batch/:id", ON_STAFF, ONLY(ROLES_ACT), 0, page_batch_show, "batch_show", "What became of a list", NULL },
    { HTTP_GET, "/batch/:id/list", ON_STAFF, ONLY(ROLES_ACT), 0, page_batch_list, "batch_list", "The list of names to print", NULL },
    { HTTP_GET, "/phrases", ON_STAFF, ONLY(ROLES_ACT), 0, page_phrases, "phrases", "Stock phrases, own and of the office", NULL },
    { HTTP_POST, "/phrases", ON_STAFF, ONLY(ROLES_ACT), 0, page_phrase_add, "phrase_add", "Keep a phrase", phrasing },
    { HTTP_POST, "/phrases/:id/drop", ON_STAFF, ONLY(ROLES_ACT), 0, page_phrase_drop, "phrase_drop", "Throw a phrase away", NULL },
    { HTTP_GET, "/changes", ON_STAFF, SIGNED_IN, ASKED_ALONE, page_changes, "changes", "What is new behind a position", NULL },
    { HTTP_GET, "/leave", ON_STAFF, SIGNED_IN, 0, page_leave, "leave", "Leave and stand-ins (query: account)", NULL },
    { HTTP_POST, "/leave", ON_STAFF, SIGNED_IN, 0, page_leave_enter, "leave_enter", "Enter a leave", leaving },
    { HTTP_POST, "/leave/standin", ON_STAFF, SIGNED_IN, 0, page_standin_name, "standin_name", "Name the stand-in of a post", standing_in },
    { HTTP_POST, "/leave/:id/end", ON_STAFF, SIGNED_IN, 0, page_leave_end, "leave_end", "Back from leave", NULL },
    { HTTP_GET, "/urgent", ON_STAFF, ONLY(ROLES(ROLE_MANAGER) | ROLES(ROLE_SUPERVISOR) | ROLES(ROLE_LEADER)), 0, page_urgent_share, "urgent_share", "How many cases are urgent", NULL },
    { HTTP_GET, "/drafts", ON_STAFF, SIGNED_IN, 0, page_drafts, "drafts", "Own drafts", NULL },
    { HTTP_GET, "/cases", ON_STAFF, ONLY(ROLES_CASES), 0, page_cases, "cases", "Cases within the scope of the post", NULL },
    { HTTP_GET, "/cases/:id", ON_STAFF, ONLY(ROLES_CASES), LOGS_VIEW, page_case, "case", "One case", NULL },
    { HTTP_GET, "/cases/:id/receipt", ON_STAFF, ONLY(ROLES_CASES), LOGS_VIEW, page_receipt, "receipt", "Receipt to print", NULL },
    { HTTP_GET, "/cases/:id/qr", ON_STAFF, ONLY(ROLES_CASES), RAW, page_case_qr, "case_qr", "QR code of the tracking address", NULL },
    { HTTP_GET, "/cases/:id/process", ON_STAFF, ONLY(ROLES_CASES), RAW, page_case_drawing, "case_drawing", "Drawing of the process", NULL },
    { HTTP_GET, "/cases/:id/notices/:kind", ON_STAFF, ONLY(ROLES_CASES), LOGS_VIEW, page_notice, "notice", "A notice to print", NULL },
    { HTTP_GET, "/cases/:id/limits", ON_STAFF, ONLY(ROLES_CASES), LOGS_VIEW, page_limits, "limits", "Limits of a case, what stops and lengthens them", NULL },
    { HTTP_POST, "/cases/:id/limits/extend", ON_STAFF, ONLY(ROLES(ROLE_HEAD) | ROLES(ROLE_LEADER)), 0, page_limits_extend, "limits_extend", "Extend the legal limit, once", reason },
    { HTTP_POST, "/cases/:id/limits/:act", ON_STAFF, ONLY(ROLES_ACT), 0, page_limits_act, "limits_act", "special, resume, hearing_tell, hearing_ask, hearing_drop, hearing_set or hearing_hold", limiting },
    { HTTP_GET, "/cases/:id/documents/:n", ON_STAFF, ONLY(ROLES_CASES), LOGS_VIEW, page_document, "document", "A numbered paper to print", NULL },
    { HTTP_GET, "/cases/:id/papers/:n", ON_STAFF, ONLY(ROLES_CASES), RAW | LOGS_VIEW, page_paper_file, "paper", "A paper of the case", NULL },
    { HTTP_POST, "/cases/:id/papers/:n/seen", ON_STAFF, ONLY(ROLES_ACT), 0, page_original_seen, "original_seen", "The original of a paper was seen", NULL },
    { HTTP_GET, "/cases/:id/papers/:n/thumb", ON_STAFF, ONLY(ROLES_CASES), RAW | LOGS_VIEW, page_paper_thumb, "paper_thumb", "Its thumbnail", NULL },
    { HTTP_GET, "/cases/:id/copy", ON_STAFF, ONLY(ROLES_ACT), LOGS_VIEW, page_copied, "copied", "The answers in the order of the ministry's own system", NULL },
    { HTTP_POST, "/cases/:id/copy", ON_STAFF, ONLY(ROLES_ACT), 0, page_copied_enter, "copied_enter", "Type that system's number back", copying },
    { HTTP_GET, "/cases/:id/withdraw", ON_STAFF, ONLY(ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER)), LOGS_VIEW, page_withdraw_form, "withdraw_form", "Take an application back", NULL },
    { HTTP_POST, "/cases/:id/withdraw", ON_STAFF, ONLY(ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER)), 0, page_withdraw, "withdraw", "Take an application back", withdrawing },
    { HTTP_GET, "/cases/:id/urgent", ON_STAFF, ONLY(ROLES_HASTEN), LOGS_VIEW, page_urgent_form, "urgent_form", "Make a case urgent", NULL },
    { HTTP_POST, "/cases/:id/urgent", ON_STAFF, ONLY(ROLES_HASTEN), 0, page_urgent, "urgent", "Make a case urgent", hastening },
    { HTTP_GET, "/cases/:id/urgent/lift", ON_STAFF, ONLY(ROLES_HASTEN), LOGS_VIEW, page_urgent_lift_form, "urgent_lift_form", "Make it ordinary again", NULL },
    { HTTP_POST, "/cases/:id/urgent/lift", ON_STAFF, ONLY(ROLES_HASTEN), 0, page_urgent_lift, "urgent_lift", "Make it ordinary again", reason },
    { HTTP_GET, "/cases/:id/acts/:act", ON_STAFF, ONLY(ROLES_ACT), LOGS_VIEW, page_office_form, "office_form", "An act of an office beside the ordinary way: onsite, objection, objection_answer, prereview, take_back, draft_back, send_back, forward_up, void", NULL },
    { HTTP_POST, "/cases/:id/acts/:act", ON_STAFF, ONLY(ROLES_ACT), 0, page_office_act, "office_act", "Do such an act", office },
    { HTTP_POST, "/tasks/:id/points", ON_STAFF, ONLY(ROLES_ACT), 0, page_points, "points", "Keep what was looked at, without an act yet", pointing },
    { HTTP_GET, "/cases/:id/redress/:kind", ON_STAFF, ONLY(ROLES_MEND), LOGS_VIEW, page_redress_form, "redress_form", "A wrong decision: corrected, annulled, reopened", NULL },
    { HTTP_POST, "/cases/:id/redress/:kind", ON_STAFF, ONLY(ROLES_MEND), 0, page_redress, "redress", "Mend a wrong decision", mending },
    { HTTP_GET, "/tasks/:id/reassign", ON_STAFF, ONLY(ROLES_ACT), LOGS_VIEW, page_reassign_form, "reassign_form", "Hand a task to a colleague", NULL },
    { HTTP_POST, "/tasks/:id/reassign", ON_STAFF, ONLY(ROLES_ACT), 0, page_reassign, "reassign", "Hand a task to a colleague", handing_on },
    { HTTP_GET, "/reassign", ON_STAFF, SIGNED_IN, 0, page_reassign_waiting, "reassign_waiting", "Tasks handed on that wait for the reader's yes", NULL },
    { HTTP_POST, "/reassign/:id", ON_STAFF, SIGNED_IN, 0, page_reassign_answer, "reassign_answer", "Take a task over or not", handing_answer },
    { HTTP_GET, "/tasks/:id/delivery", ON_STAFF, ONLY(ROLES_ACT), LOGS_VIEW, page_delivery_form, "delivery_form", "How the result is handed over", NULL },
    { HTTP_POST, "/tasks/:id/delivery", ON_STAFF, ONLY(ROLES_ACT), 0, page_delivery, "delivery", "Hand the result over, post it, or note that it came back", delivering },
    { HTTP_POST, "/tasks/:id/delivery/proof", ON_STAFF, ONLY(ROLES_ACT), 0, page_delivery_proof, "delivery_proof", "The signed proof of delivery, scanned back (multipart: file)", NULL },
    { HTTP_GET, "/cases/:id/money", ON_STAFF, ONLY(ROLES_PAY), LOGS_VIEW, page_money, "money", "Money that was granted, the account it goes to", NULL },
    { HTTP_POST, "/cases/:id/money/:act", ON_STAFF, ONLY(ROLES_PAY), 0, page_money_act, "money_act", "paid, returned, account (a change) or called (its call-back)", paying },
    { HTTP_GET, "/cases/:id/originals", ON_STAFF, ONLY(ROLES_CASES), LOGS_VIEW, page_originals, "originals", "Originals handed over and who holds them", NULL },
    { HTTP_POST, "/cases/:id/originals", ON_STAFF, ONLY(ROLES_ACT), 0, page_original_take, "original_take", "Originals are handed over", taking },
    { HTTP_POST, "/cases/:id/originals/hand", ON_STAFF, ONLY(ROLES_ACT), 0, page_original_hand, "original_hand", "Originals go on to somebody else", handing },
    { HTTP_POST, "/cases/:id/originals/return", ON_STAFF, ONLY(ROLES_ACT), 0, page_original_return, "original_return", "Originals go back against a signature", returning },
    { HTTP_GET, "/cases/:id/agents", ON_STAFF, ONLY(ROLES_CASES), LOGS_VIEW, page_agents, "agents", "Who may act for the applicant", NULL },
    { HTTP_POST, "/cases/:id/agents", ON_STAFF, ONLY(ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER)), 0, page_agent_add, "agent_add", "A letter that came after filing (multipart: file, the signed letter)", lettering },
    { HTTP_POST, "/cases/:id/agents/print", ON_STAFF, ONLY(ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER)), LOGS_VIEW, page_agent_print, "agent_print", "The letter to be signed, as a page to print", lettering },
    { HTTP_POST, "/cases/:id/agents/:n/revoke", ON_STAFF, ONLY(ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER)), 0, page_agent_revoke, "agent_revoke", "The applicant takes a letter back", locking },
    { HTTP_POST, "/tasks/:id/links", ON_STAFF, ONLY(ROLES_ACT), 0, page_link_make_supplement, "link_make_supplement", "Make a one-time link for a correction", linking },
    { HTTP_POST, "/tasks/:id/links/end", ON_STAFF, ONLY(ROLES_ACT), 0, page_link_end_supplement, "link_end_supplement", "End such a link", ending },
    { HTTP_GET, "/tasks/:id/arrivals", ON_STAFF, ONLY(ROLES_ACT), ASKED_ALONE | LOGS_VIEW, page_arrivals_supplement, "arrivals_supplement", "Papers that came since (query: since)", NULL },
    { HTTP_POST, "/tasks/:id/papers", ON_STAFF, ONLY(ROLES_ACT), 0, page_supplement_add, "supplement_add", "Add papers after a correction notice (query: slot)", NULL },
    { HTTP_POST, "/tasks/:id/papers/drop", ON_STAFF, ONLY(ROLES_ACT), 0, page_supplement_drop, "supplement_drop", "Take such a paper out", NULL },
    { HTTP_GET, "/tasks/:id/papers/:scan", ON_STAFF, ONLY(ROLES_ACT), RAW | LOGS_VIEW, page_supplement_show, "supplement_show", "Such a paper", NULL },
    { HTTP_GET, "/tasks/:id/papers/:scan/thumb", ON_STAFF, ONLY(ROLES_ACT), RAW | LOGS_VIEW, page_supplement_thumb, "supplement_thumb", "Its thumbnail", NULL },
    { HTTP_GET, "/tasks/:id/:outcome", ON_STAFF, ONLY(ROLES_ACT), LOGS_VIEW, page_act_form, "act_form", "An act, said plainly before it is done", NULL },
    { HTTP_POST, "/tasks/:id/:outcome", ON_STAFF, ONLY(ROLES_ACT), 0, page_act, "act", "Do an act on a task", acting },

    /* ---- staff: the register of households ---- */
    { HTTP_GET, "/register", ON_STAFF, ONLY(ROLES_REGISTER), LOGS_VIEW, page_register, "register", "Households and people of the own villages (query: q, or place and group)", NULL },
    { HTTP_POST, "/register", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_household_enter, "household_enter", "Enter a household with its head", entering },
    { HTTP_GET, "/register/new", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_household_new, "household_new", "Enter a household", NULL },
    { HTTP_GET, "/register/export", ON_STAFF, ONLY(ROLES_REGISTER), RAW, page_register_export, "register_export", "Households of a place as CSV (query: place, group)", NULL },
    { HTTP_GET, "/register/import", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_imports, "imports", "Lists read into the register", NULL },
    { HTTP_POST, "/register/import", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_import_check, "import_check", "Look at a list: what it would change, what is wrong (multipart: file)", NULL },
    { HTTP_GET, "/register/import/:id", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_import, "import", "What a list would change", NULL },
    { HTTP_POST, "/register/import/:id/take", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_import_take, "import_take", "Take a list over in the background, or go on with it", NULL },
    { HTTP_POST, "/register/import/:id/cancel", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_import_cancel, "import_cancel", "Stop taking a list over; what is in stays", NULL },
    { HTTP_GET, "/register/:id", ON_STAFF, ONLY(ROLES_REGISTER), LOGS_VIEW, page_household, "household", "One household", NULL },
    { HTTP_POST, "/register/:id", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_household_edit, "household_edit", "Change or move a household", keeping },
    { HTTP_POST, "/register/:id/merge", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_household_merge, "household_merge", "Merge a household that was entered twice", merging },
    { HTTP_GET, "/register/:id/member", ON_STAFF, ONLY(ROLES_REGISTER), LOGS_VIEW, page_member_form, "member_form", "Add or change a person (query: person)", NULL },
    { HTTP_POST, "/register/:id/member", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_member_set, "member_set", "Add or change a person", membering },
    { HTTP_POST, "/register/:id/proposals", ON_STAFF, ONLY(ROLES_REGISTER), 0, page_proposal_decide, "proposal_decide", "Take what a case said into the register, or decline it", deciding },
    { HTTP_GET, "/register/:id/people/:person", ON_STAFF, ONLY(ROLES_REGISTER), LOGS_VIEW, page_register_person, "register_person", "One person and who used his data", NULL },

    /* ---- staff: administration ---- */
    { HTTP_GET, "/people", ON_STAFF, ONLY(PEOPLE), 0, page_people, "people", "Accounts", NULL },
    { HTTP_POST, "/people", ON_STAFF, ONLY(ROLES(ROLE_SYSADMIN)), 0, page_person_open, "person_open", "Open an account", opening },
    { HTTP_GET, "/people/:id", ON_STAFF, ONLY(PEOPLE), 0, page_person, "person", "One account with its posts", NULL },
    { HTTP_POST, "/people/:id/posts", ON_STAFF, ONLY(ROLES(ROLE_SECADMIN)), 0, page_post_give, "post_give", "Give a post", giving },
    { HTTP_POST, "/people/:id/posts/:post/end", ON_STAFF, ONLY(ROLES(ROLE_SECADMIN)), 0, page_post_end, "post_end", "End a post", NULL },
    { HTTP_POST, "/people/:id/:act", ON_STAFF, ONLY(PEOPLE), 0, page_person_act, "person_act", "lock, unlock, reset or close an account", locking },
    { HTTP_GET, "/mandates", ON_STAFF, ONLY(MANDATES), 0, page_mandates, "mandates", "Mandates of a department", NULL },
    { HTTP_POST, "/mandates", ON_STAFF, ONLY(ROLES(ROLE_SECADMIN)), 0, page_mandate_grant, "mandate_grant", "Enter a mandate", granting },
    { HTTP_POST, "/mandates/:id/revoke", ON_STAFF, ONLY(ROLES(ROLE_SECADMIN)), 0, page_mandate_revoke, "mandate_revoke", "Revoke a mandate", NULL },
    { HTTP_GET, "/audit", ON_STAFF, ONLY(ROLES(ROLE_AUDITADMIN)), 0, page_audit, "audit", "Who looked at whose papers", NULL },
    { HTTP_GET, "/system", ON_STAFF, ONLY(ROLES(ROLE_SYSADMIN)), 0, page_system, "system", "How the program is", NULL },
    { HTTP_GET, "/access", ON_STAFF, ONLY(ROLES(ROLE_SECADMIN) | ROLES(ROLE_AUDITADMIN)), RAW, page_access, "access", "The access matrix", NULL },

    /* ---- screens ---- */
    { HTTP_GET, "/", ON_SCREEN, ANYBODY, 0, page_villages, "screen_home", "Choose the village of a screen", NULL },
    { HTTP_GET, "/wall/:place", ON_SCREEN, ANYBODY, 0, page_wall, "wall", "How cases of a village stand", NULL },
    { HTTP_GET, "/wall/:place/events", ON_SCREEN, ANYBODY, RAW, page_wall_events, "wall_events", "Server-sent events when something changed", NULL },

    /* ---- programs and operators ---- */
    { HTTP_GET, "/assets/:name", ON_ALL, ANYBODY, RAW | NO_READER, page_asset, "asset", "Style sheets, scripts, pictures", NULL },
    { HTTP_GET, "/api/openapi.json", ON_PUBLIC | ON_STAFF, ANYBODY, RAW | NO_READER, page_openapi, "openapi", "This interface as OpenAPI", NULL },
    { HTTP_GET, "/healthz", ON_ALL, ANYBODY, RAW | NO_READER, page_health, "health", "Whether the program is ready", NULL },
    { HTTP_GET, "/metrics", ON_STAFF, ANYBODY, RAW | NO_READER, page_metrics, "metrics", "Figures for Prometheus", NULL },
};
const size_t route_count = sizeof routes / sizeof *routes;
