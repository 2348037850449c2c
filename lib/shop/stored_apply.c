/*
 * stored_apply.c - top-ups, their instalments and refunds into the tables.
 */
#include "shop/topup_inside.h"

#define OPT POS_F_OPTIONAL

static const struct pos_field due_fields[] = {
	POS_INT(topup_due, n, 0, 2, POS_INSTALMENTS_MAX, "which instalment"),
	POS_DAY(topup_due, due, 0, "when it falls due"),
	POS_MONEY(topup_due, bonus_minor, 0, "of the bonus"),
	{ 0 },
};
static const struct pos_record due_data = {
	.size = sizeof(struct topup_due), .fields = due_fields,
	.help = "an instalment of a bonus",
};

#define TOPUP_HEAD \
	POS_INT(topup_event, number, 0, 1, INT64_MAX, "of its day"), \
	    POS_INT(topup_event, owner, 0, INT64_MIN, INT64_MAX, \
		"number of the member; negative: of the gift card"), \
	    POS_TEXT(topup_event, account, 0, 24, "their code"), \
	    POS_TEXT(topup_event, method, POS_F_CODE, 64, "cash, card, ..."), \
	    POS_MONEY(topup_event, amount_minor, 0, "principal"), \
	    POS_MONEY(topup_event, bonus_minor, OPT, "bonus, now"), \
	    POS_INT(topup_event, points, OPT, INT64_MIN, INT64_MAX, "points")

static const struct pos_field made_fields[] = {
	TOPUP_HEAD,
	POS_DAY(topup_event, until, OPT, "last day of the points"),
	POS_TEXT(topup_event, plan, OPT, 64, "by this plan"),
	POS_TEXT(topup_event, reference, OPT, 200, "of the terminal"),
	POS_LIST(topup_event, dues, dues_count, OPT, &due_data,
	    "bonus that is to come"),
	{ 0 },
};
static const struct pos_field back_fields[] = {
	TOPUP_HEAD,
	POS_DAY(topup_event, until, OPT, "last day of the points"),
	POS_TEXT(topup_event, of, 0, TOPUP_TEXT, "the top-up"),
	POS_INT(topup_event, of_branch, 0, 1, POS_BRANCH_MAX, "its branch"),
	POS_DAY(topup_event, of_day, 0, "its day"),
	POS_INT(topup_event, of_number, 0, 1, INT64_MAX, "its number"),
	POS_TEXT(topup_event, reason, OPT, 500, "why"),
	POS_TEXT(topup_event, approved_by, OPT, 64, "who approved it"),
	{ 0 },
};
static const struct pos_record made_record = {
	.size = sizeof(struct topup_event), .fields = made_fields,
	.help = "money paid onto an account",
};
static const struct pos_record back_record = {
	.size = sizeof(struct topup_event), .fields = back_fields,
	.help = "money of a top-up given back",
};

POS_SQL(sql_add,
    "INSERT INTO topup (branch, day, number, owner, at, method,"
    " amount_minor, bonus_minor, points, plan, of, till, staff,"
    " back_minor, back_bonus_minor, back_points)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
    " 0, 0, 0)");
POS_SQL(sql_due,
    "INSERT INTO topup_due (due, branch, day, number, n, bonus_minor,"
    " points) VALUES ($1, $2, $3, $4, $5, $6, 0)");
POS_SQL(sql_back,
    "UPDATE topup SET back_minor = back_minor + $4,"
    " back_bonus_minor = back_bonus_minor + $5,"
    " back_points = back_points + $6"
    " WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_lapse,
    "DELETE FROM topup_due WHERE branch = $1 AND day = $2 AND number = $3");
POS_SQL(sql_posted,
    "DELETE FROM topup_due WHERE due = $1 AND branch = $2 AND day = $3"
    " AND number = $4 AND n = $5");
POS_SQL(sql_more_bonus,
    "UPDATE topup SET bonus_minor = bonus_minor + $4"
    " WHERE branch = $1 AND day = $2 AND number = $3");

static enum pos_status
add_row(struct pos_shop *shop, const struct pos_entry *entry,
    const struct topup_event *event, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_add);
	struct ledger_account account;
	enum pos_status st;

	/* the member may have become another since the event was named */
	st = ledger_load(shop, event->owner, &account, err);
	if (st != POS_OK)
		return st;
	pos_bind_int(q, 1, entry->branch);
	pos_bind_int(q, 2, entry->day);
	pos_bind_int(q, 3, event->number);
	pos_bind_int(q, 4, account.owner);
	pos_bind_int(q, 5, entry->at);
	pos_bind_text(q, 6, event->method);
	pos_bind_int(q, 7, event->amount_minor);
	pos_bind_int(q, 8, event->bonus_minor);
	pos_bind_int(q, 9, event->points);
	pos_bind_text(q, 10, event->plan);
	pos_bind_text(q, 11, event->of);
	pos_bind_int(q, 12, entry->till);
	pos_bind_text(q, 13, entry->staff);
	return pos_run(q, err);
}

static enum pos_status
move_money(struct pos_shop *shop, const struct pos_entry *entry, int64_t owner,
    int64_t principal, int64_t bonus, const char *kind, const char *ref,
    struct pos_err *err)
{
	struct ledger_row row = {
		.kind = kind,
		.ref = ref,
		.principal_minor = principal,
		.bonus_minor = bonus,
	};
	struct ledger_account account;
	enum pos_status st;

	st = ledger_load(shop, owner, &account, err);
	return st == POS_OK ? ledger_add(shop, entry, &account, &row, err) : st;
}

static enum pos_status
apply_made(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct topup_event *event = data;
	char ref[TOPUP_TEXT];
	struct pos_query *q;
	enum pos_status st;
	size_t i;

	topup_text(ref, entry->day, event->number);
	st = add_row(shop, entry, event, err);
	if (st == POS_OK)
		st = move_money(shop, entry, event->owner, event->amount_minor,
		    event->bonus_minor, "topup", ref, err);
	if (st == POS_OK)
		st = pos_points_lot_apply(shop, entry, event->owner,
		    event->points, event->until, "topup", ref, err);
	for (i = 0; st == POS_OK && i < event->dues_count; i++) {
		q = pos_query(shop->store, &sql_due);
		pos_bind_int(q, 1, event->dues[i].due);
		pos_bind_int(q, 2, entry->branch);
		pos_bind_int(q, 3, entry->day);
		pos_bind_int(q, 4, event->number);
		pos_bind_int(q, 5, event->dues[i].n);
		pos_bind_int(q, 6, event->dues[i].bonus_minor);
		st = pos_run(q, err);
	}
	return st;
}

const struct pos_event_kind pos_topup_made = {
	.kind = "topup.make", .v = 1, .record = &made_record,
	.apply = apply_made, .help = "money was paid onto an account",
};

static void
bind_of(struct pos_query *q, const struct topup_event *event)
{
	pos_bind_int(q, 1, event->of_branch);
	pos_bind_int(q, 2, event->of_day);
	pos_bind_int(q, 3, event->of_number);
}

static enum pos_status
apply_back(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct topup_event *event = data;
	struct pos_query *q;
	enum pos_status st;

	st = add_row(shop, entry, event, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_back);
	bind_of(q, event);
	pos_bind_int(q, 4, -event->amount_minor);
	pos_bind_int(q, 5, -event->bonus_minor);
	pos_bind_int(q, 6, -event->points);
	st = pos_run(q, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_lapse);
	bind_of(q, event);
	st = pos_run(q, err);
	if (st == POS_OK)
		st = move_money(shop, entry, event->owner, event->amount_minor,
		    event->bonus_minor, "untopup", event->of, err);
	if (st == POS_OK)
		st = pos_points_back_apply(shop, entry, event->owner,
		    -event->points, event->until, event->of, err);
	return st;
}

const struct pos_event_kind pos_topup_refunded = {
	.kind = "topup.refund", .v = 1, .record = &back_record,
	.apply = apply_back, .help = "money of a top-up was given back",
};

static const struct pos_field posted_due_fields[] = {
	POS_DAY(pos_topup_due, due, 0, "the day it fell due"),
	POS_INT(pos_topup_due, branch_no, 0, 1, POS_BRANCH_MAX,
	    "of the top-up"),
	POS_DAY(pos_topup_due, day, 0, "its day"),
	POS_INT(pos_topup_due, number, 0, 1, INT64_MAX, "its number"),
	POS_INT(pos_topup_due, n, 0, 2, POS_INSTALMENTS_MAX,
	    "which instalment"),
	POS_INT(pos_topup_due, owner, 0, 1, INT64_MAX, "number of the member"),
	POS_MONEY(pos_topup_due, bonus_minor, 0, "bonus"),
	{ 0 },
};
static const struct pos_record posted_due_data = {
	.size = sizeof(struct pos_topup_due), .fields = posted_due_fields,
	.help = "an instalment that was posted",
};
static const struct pos_field posted_fields[] = {
	POS_LIST(pos_posted, dues, dues_count, 0, &posted_due_data,
	    "what was posted"),
	{ 0 },
};
static const struct pos_record posted_record = {
	.size = sizeof(struct pos_posted), .fields = posted_fields,
	.help = "instalments of bonuses that fell due",
};

static enum pos_status
apply_posted(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_posted *event = data;
	enum pos_status st = POS_OK;
	struct pos_query *q;
	char ref[TOPUP_TEXT];
	size_t i;

	for (i = 0; st == POS_OK && i < event->dues_count; i++) {
		const struct pos_topup_due *due = &event->dues[i];

		q = pos_query(shop->store, &sql_posted);
		pos_bind_int(q, 1, due->due);
		pos_bind_int(q, 2, due->branch_no);
		pos_bind_int(q, 3, due->day);
		pos_bind_int(q, 4, due->number);
		pos_bind_int(q, 5, due->n);
		st = pos_run(q, err);
		if (st != POS_OK)
			break;
		q = pos_query(shop->store, &sql_more_bonus);
		pos_bind_int(q, 1, due->branch_no);
		pos_bind_int(q, 2, due->day);
		pos_bind_int(q, 3, due->number);
		pos_bind_int(q, 4, due->bonus_minor);
		st = pos_run(q, err);
		if (st == POS_OK)
			st = move_money(shop, entry, due->owner, 0,
			    due->bonus_minor, "bonus",
			    topup_text(ref, due->day, due->number), err);
	}
	return st;
}

const struct pos_event_kind pos_topup_posted = {
	.kind = "topup.post", .v = 1, .record = &posted_record,
	.apply = apply_posted,
	.help = "instalments of bonuses were posted",
};
