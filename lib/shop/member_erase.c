/*
 * member_erase.c - members erased, and looked at.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/member_inside.h"

#define SEEN_MAX 5000 /* members named in one event */

struct erased {
	int64_t member_no;
	const char *approved_by;
};

struct seen_one {
	int64_t member_no;
};

struct seen {
	const char *verb;
	const struct seen_one *members;
	size_t members_count;
	const char *approved_by;
};

POS_SQL(sql_forget,
    "UPDATE member SET sealed = NULL, finds = NULL, language = NULL,"
    " tags = NULL, channel = NULL, consent = 0, consent_source = NULL,"
    " merged_into = $2 WHERE member = $1");

static const struct pos_field erased_fields[] = {
	POS_INT(erased, member_no, 0, 1, INT64_MAX, "number of the member"),
	POS_TEXT(erased, approved_by, POS_F_OPTIONAL | POS_F_CODE, 64,
	    "who approved"),
	{ 0 }
};
static const struct pos_record erased_record = {
	.size = sizeof(struct erased),
	.fields = erased_fields,
	.help = "a member was erased",
};

static const struct pos_field one_fields[] = {
	POS_INT(seen_one, member_no, 0, 1, INT64_MAX, "number of a member"),
	{ 0 }
};
static const struct pos_record one_record = {
	.size = sizeof(struct seen_one),
	.fields = one_fields,
	.help = "a member",
};
static const struct pos_field seen_fields[] = {
	POS_TEXT(seen, verb, 0, 64, "what showed it"),
	POS_LIST(seen, members, members_count, POS_F_OPTIONAL, &one_record,
	    "whose; absent: everybody's"),
	POS_TEXT(seen, approved_by, POS_F_OPTIONAL | POS_F_CODE, 64,
	    "who approved"),
	{ 0 }
};
static const struct pos_record seen_record = {
	.size = sizeof(struct seen),
	.fields = seen_fields,
	.help = "personal data was shown",
};

/* Look-ups, sealed data and key; the row stays, for what points to it. */
enum pos_status
pos_member_forget(struct pos_shop *shop, int64_t member_no, int64_t into_no,
    struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	st = pos_member_finds_drop(shop, member_no, err);
	if (st == POS_OK) {
		q = pos_query(shop->store, &sql_forget);
		pos_bind_int(q, 1, member_no);
		pos_bind_some(q, 2, into_no);
		st = pos_run(q, err);
	}
	return st == POS_OK ? pos_member_key_drop(shop, member_no, err) : st;
}

static enum pos_status
apply_erased(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct erased *e = data;

	(void)entry;
	return pos_member_forget(shop, e->member_no, 0, err);
}

const struct pos_event_kind pos_member_erased = {
	.kind = "member.erase",
	.v = 1,
	.record = &erased_record,
	.apply = apply_erased,
	.help = "a member was erased",
};

const struct pos_event_kind pos_member_seen = {
	.kind = "member.seen",
	.v = 1,
	.record = &seen_record,
	.apply = pos_apply_nothing,
	.help = "personal data was shown to somebody",
};

enum pos_status
pos_member_erase(struct pos_shop *shop, const struct pos_member *member,
    const struct pos_approval *approval, struct pos_err *err)
{
	struct erased e = { .member_no = member->member_no };
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_PERSONAL, 0, approval,
	    &e.approved_by, err);
	if (st != POS_OK)
		return st;
	if (member->merged_no != 0)
		return pos_fail(err, POS_REFUSED,
		    "member '%s' became part of '%s': erase that", member->code,
		    member->merged_into);
	if (member->erased)
		return pos_fail(err, POS_REFUSED,
		    "member '%s' was erased already", member->code);
	st = pos_store_wipe(shop->store, err);
	return st == POS_OK ? pos_record(shop, &pos_member_erased, &e, err) :
			      st;
}

enum pos_status
pos_member_reveal(struct pos_shop *shop, const char *verb,
    const int64_t *members, size_t count, const struct pos_approval *approval,
    struct pos_err *err)
{
	struct seen s = { .verb = verb };
	struct seen_one *all = pos_alloc((count + 1) * sizeof(*all));
	enum pos_status st;
	size_t i;

	st = pos_staff_may(shop, POS_RIGHT_PERSONAL, 0, approval,
	    &s.approved_by, err);
	for (i = 0; i < count; i++)
		all[i].member_no = members[i];
	s.members = all;
	s.members_count = count <= SEEN_MAX ? count : 0;
	if (st == POS_OK)
		st = pos_record(shop, &pos_member_seen, &s, err);
	free(all);
	return st;
}
