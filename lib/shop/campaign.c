/*
 * campaign.c - a campaign's list, drawn once: events "campaign.make",
 * "campaign.list".
 */
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "base/money.h"
#include "base/seal.h"
#include "shop/campaign.h"
#include "shop/member.h"
#include "shop/outreach_inside.h"
#include "shop/rfm.h"
#include "shop/segment.h"
#include "shop/staff.h"

#define SEED_BYTES 16
#define SEED_TEXT 64 /* most bytes of one that is given */

#define FIELDS \
	POS_TEXT(pos_campaign, code, POS_F_COLUMN | POS_F_CODE, 0, "code"), \
	    POS_TEXT(pos_campaign, name, POS_F_COLUMN, 200, "name"), \
	    POS_TEXT(pos_campaign, segment, POS_F_COLUMN | POS_F_CODE, 0, \
		"segment whose members it was drawn from"), \
	    POS_INT(pos_campaign, control_ppm, 0, 0, POS_RATE_MAX, \
		"share of the control group, in millionths"), \
	    POS_TEXT(pos_campaign, seed, 0, SEED_TEXT, \
		"key of the hashes that it was drawn by"), \
	    POS_CHOICE(pos_campaign, stratify, POS_F_OPTIONAL, "level|rfm", \
		"drawn within each of these"), \
	    POS_TIME(pos_campaign, at, POS_F_COLUMN, "when it was drawn"), \
	    POS_DAY(pos_campaign, day, 0, "business day of that"), \
	    POS_INT(pos_campaign, treated, POS_F_COLUMN, 0, INT64_MAX, \
		"members who get something"), \
	    POS_INT(pos_campaign, control, POS_F_COLUMN, 0, INT64_MAX, \
		"members who get nothing, to compare with")

static const struct pos_field fields[] = { FIELDS, { 0 } };

const struct pos_record pos_campaign_record = {
	.type = "campaign", .v = 1, .size = sizeof(struct pos_campaign),
	.fields = fields, .help = "a campaign and its control group",
};
POS_LIST_RECORD(pos_campaign_record);

static const struct pos_record campaign_data = {
	.size = sizeof(struct pos_campaign),
	.fields = fields, .help = "a campaign and its control group",
};

struct pos_campaign_part {
	const char *campaign;
	bool control;
	const struct pos_member_ref *members;
	size_t members_count;
};
static const struct pos_record part_data = {
	.size = sizeof(struct pos_campaign_part),
	.help = "members of a campaign",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_campaign_part, campaign, POS_F_CODE, 0,
		    "code of the campaign"),
		POS_BOOL(pos_campaign_part, control, POS_F_OPTIONAL,
		    "the control group"),
		POS_LIST(pos_campaign_part, members, members_count, 0,
		    &pos_member_ref_data, "who"),
		{ 0 },
	},
};

POS_SQL(sql_add,
    "INSERT INTO campaign_member (campaign, member, control)"
    " VALUES ($1, $2, $3)");
POS_SQL(sql_each,
    "SELECT member, control FROM campaign_member WHERE campaign = $1"
    " ORDER BY member");

static enum pos_status
apply_made(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_campaign *c = data;

	(void)entry;
	return pos_outreach_write(shop, "campaign", c->code, &campaign_data, c,
	    err);
}

static enum pos_status
apply_listed(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_campaign_part *part = data;
	enum pos_status st = POS_OK;
	size_t i;

	(void)entry;
	for (i = 0; i < part->members_count && st == POS_OK; i++) {
		struct pos_query *q = pos_query(shop->store, &sql_add);

		pos_bind_text(q, 1, part->campaign);
		pos_bind_int(q, 2, part->members[i].member_no);
		pos_bind_int(q, 3, part->control);
		st = pos_run(q, err);
	}
	return st;
}

const struct pos_event_kind pos_campaign_made = {
	.kind = "campaign.make", .v = 1, .record = &campaign_data,
	.apply = apply_made, .help = "a campaign was drawn",
};
const struct pos_event_kind pos_campaign_listed = {
	.kind = "campaign.list", .v = 1, .record = &part_data,
	.apply = apply_listed, .help = "members of a campaign",
};

enum pos_status
pos_campaign_find(struct pos_shop *shop, const char *code,
    struct pos_pool *pool, struct pos_campaign *campaign, struct pos_err *err)
{
	enum pos_status st = pos_outreach_get(shop, "campaign", code,
	    &campaign_data, pool, campaign, err);

	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no campaign '%s': 'pos-member campaign list' shows them",
		    code);
	return st;
}

enum pos_status
pos_campaign_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_campaign **campaigns, size_t *count, struct pos_err *err)
{
	void *rows;
	enum pos_status st = pos_outreach_all(shop, "campaign", &campaign_data,
	    pool, &rows, count, err);

	*campaigns = rows;
	return st;
}

enum pos_status
pos_campaign_each(struct pos_shop *shop, const char *code,
    enum pos_status (*each)(void *, int64_t member_no, bool treated, int64_t at,
	struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_campaign c = { 0 };
	struct pos_query *q;
	enum pos_status st;

	st = pos_campaign_find(shop, code, pool, &c, err);
	pos_pool_free(pool); /* of c only its time is used below */
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_each);
	pos_bind_text(q, 1, code);
	while ((st = pos_step(q, err)) == POS_OK) {
		st = each(arg, pos_int(q, "member"), pos_int(q, "control") == 0,
		    c.at, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

/* One who is drawn, or not. */
struct drawn {
	int64_t member_no;
	uint64_t hash; /* first 64 bits */
	const char *stratum;
};

static int
by_stratum(const void *a, const void *b)
{
	const struct drawn *x = a, *y = b;
	int order = strcmp(x->stratum, y->stratum);

	if (order != 0)
		return order;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->member_no > y->member_no) - (x->member_no < y->member_no);
}

static uint64_t
hash_of(const char *seed, int64_t member_no)
{
	unsigned char mac[POS_SHA256_LEN];
	char code[24];
	uint64_t hash = 0;
	int i;

	pos_member_code(code, member_no);
	pos_hmac(mac, (const unsigned char *)seed, strlen(seed), code,
	    strlen(code));
	for (i = 0; i < 8; i++)
		hash = hash << 8 | mac[i];
	return hash;
}

/* Both by member. */
static enum pos_status
strata_rfm(struct pos_shop *shop, struct drawn *all, size_t count,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_rfm *rows;
	size_t n, i, j = 0;
	enum pos_status st;

	st = pos_rfm(shop, 0, 0, POS_RFM_SCORES, pool, &rows, &n, err);
	for (i = 0; st == POS_OK && i < count; i++) {
		while (j < n && rows[j].member_no < all[i].member_no)
			j++;
		if (j < n && rows[j].member_no == all[i].member_no)
			all[i].stratum = rows[j].class;
	}
	return st;
}

static enum pos_status
strata_level(struct pos_shop *shop, struct drawn *all, size_t count,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_member m = { 0 };
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < count && st == POS_OK; i++) {
		st = pos_member_by_no(shop, all[i].member_no, pool, &m, err);
		if (st == POS_OK && m.level != NULL)
			all[i].stratum = m.level;
	}
	return st;
}

/* Sorted by stratum and hash: how many of each stratum are of the control
 * group, the first of it. */
static enum pos_status
share_out(struct drawn *all, size_t count, int64_t ppm, struct pos_pool *pool,
    size_t **sizes, struct pos_money **shares, size_t *strata,
    struct pos_err *err)
{
	int64_t *weights, total;
	size_t i, n = 0;

	weights = pos_pool_alloc(pool, count * sizeof(*weights));
	*sizes = pos_pool_alloc(pool, count * sizeof(**sizes));
	*shares = pos_pool_alloc(pool, count * sizeof(**shares));
	for (i = 0; i < count; i++) {
		if (i > 0 && strcmp(all[i].stratum, all[i - 1].stratum) != 0)
			n++;
		weights[n]++;
		(*sizes)[n]++;
	}
	*strata = n + 1;
	/* members are counted as if they were minor units */
	if (!pos_div_round(&total, (__int128)ppm * (int64_t)count, POS_RATE_MAX,
		POS_ROUND_HALF_UP) ||
	    !pos_money_spread(pos_minor(total), weights, *strata, *shares))
		return pos_fail(err, POS_BUG, "a share beyond all bounds");
	return POS_OK;
}

static enum pos_status
record_part(struct pos_shop *shop, const char *code, bool control,
    const struct pos_member_ref *refs, size_t count, struct pos_err *err)
{
	struct pos_campaign_part part = {
		.campaign = code, .control = control, .members = refs,
	};
	enum pos_status st = POS_OK;

	while (count > 0 && st == POS_OK) {
		part.members_count =
		    count < POS_REFS_MAX ? count : POS_REFS_MAX;
		st = pos_record(shop, &pos_campaign_listed, &part, err);
		part.members += part.members_count;
		count -= part.members_count;
	}
	return st;
}

static enum pos_status
draw(struct pos_shop *shop, struct pos_campaign *c, struct drawn *all,
    size_t count, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_member_ref *treated, *control;
	size_t *sizes, strata, s, i = 0, j, nt = 0, nc = 0;
	struct pos_money *shares;
	enum pos_status st;

	qsort(all, count, sizeof(*all), by_stratum);
	st = share_out(all, count, c->control_ppm, pool, &sizes, &shares,
	    &strata, err);
	if (st != POS_OK)
		return st;
	treated = pos_pool_alloc(pool, count * sizeof(*treated));
	control = pos_pool_alloc(pool, count * sizeof(*control));
	for (s = 0; s < strata; s++)
		for (j = 0; j < sizes[s]; j++, i++) {
			if (pos_money_cmp(pos_minor((int64_t)j), shares[s]) < 0)
				control[nc++].member_no = all[i].member_no;
			else
				treated[nt++].member_no = all[i].member_no;
		}
	c->treated = (int64_t)nt;
	c->control = (int64_t)nc;
	st = pos_record(shop, &pos_campaign_made, c, err);
	if (st == POS_OK)
		st = record_part(shop, c->code, false, treated, nt, err);
	if (st == POS_OK)
		st = record_part(shop, c->code, true, control, nc, err);
	return st;
}

static enum pos_status
check(struct pos_shop *shop, struct pos_campaign *c, struct pos_pool *pool,
    struct pos_err *err)
{
	unsigned char seed[SEED_BYTES];
	char text[2 * SEED_BYTES + 1];
	struct pos_campaign there;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_outreach_check("campaign", c->code, c->name, err);
	if (st != POS_OK)
		return st;
	st = pos_outreach_get(shop, "campaign", c->code, &campaign_data, pool,
	    &there, err);
	if (st == POS_OK)
		return pos_fail(err, POS_REFUSED,
		    "campaign '%s' was drawn already: another draw wants "
		    "another code",
		    c->code);
	if (st != POS_END)
		return st;
	if (c->seed != NULL)
		return POS_OK;
	st = pos_random(seed, sizeof(seed), err);
	c->seed = pos_pool_text(pool, pos_hex(text, seed, sizeof(seed)));
	return st;
}

enum pos_status
pos_campaign_make(struct pos_shop *shop, struct pos_campaign *c,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_segment_reviewed reviewed;
	struct drawn *all;
	enum pos_status st;
	int64_t *members;
	size_t count, i;

	st = check(shop, c, pool, err);
	if (st == POS_OK)
		st = pos_segment_review(shop, c->segment, pool, &reviewed, err);
	if (st == POS_OK)
		st = pos_segment_members(shop, c->segment, pool, &members,
		    &count, err);
	if (st != POS_OK)
		return st;
	if (count == 0)
		return pos_fail(err, POS_REFUSED, "nobody is in segment '%s'",
		    c->segment);
	all = pos_pool_alloc(pool, count * sizeof(*all));
	for (i = 0; i < count; i++)
		all[i] = (struct drawn){ members[i],
			hash_of(c->seed, members[i]), "-" };
	if (c->stratify != NULL && strcmp(c->stratify, "rfm") == 0)
		st = strata_rfm(shop, all, count, pool, err);
	else if (c->stratify != NULL)
		st = strata_level(shop, all, count, pool, err);
	c->at = shop->now;
	c->day = shop->day;
	return st == POS_OK ? draw(shop, c, all, count, pool, err) : st;
}
