/*
 * day_close.c - the close of a day (Z): its report recorded as it is, with a
 * number without gaps, the grand total, and where every journal stood.
 *
 * The heads anchor the chains of all tills into this one's: who changes an
 * old entry of any till would have to change this entry too, and the paper
 * that carries its short sum.
 */
#include <stdio.h>
#include <string.h>

#include "base/ident.h"
#include "rec/json.h"
#include "shop/day_inside.h"
#include "shop/rollup.h"
#include "shop/staff.h"

POS_SQL(close_add,
    "INSERT INTO day_close (branch, day, z, at, grand_minor, report)"
    " VALUES ($1, $2, $3, $4, $5, $6)");
POS_SQL(first_unclosed,
    "SELECT day FROM day_sum WHERE branch = $1 AND day > $2 AND day < $3"
    " ORDER BY day LIMIT 1");
POS_SQL(codes_of_till,
    "SELECT b.code AS branch_code, t.code AS till_code"
    " FROM till t JOIN branch b ON b.branch = t.branch"
    " WHERE t.branch = $1 AND t.till = $2");

static enum pos_status
apply_close(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_day_report *report = data;
	struct pos_buf text = { 0 };
	struct pos_query *q;
	enum pos_status st;

	pos_record_write(&text, &pos_day_report_record, report);
	q = pos_query(shop->store, &close_add);
	pos_bind_int(q, 1, entry->branch);
	pos_bind_int(q, 2, report->day);
	pos_bind_int(q, 3, report->z);
	pos_bind_int(q, 4, report->closed_at);
	pos_bind_int(q, 5, report->grand_minor);
	pos_bind_textn(q, 6, text.text, text.len);
	st = pos_run(q, err);
	pos_buf_release(&text);
	return st;
}

const struct pos_event_kind pos_day_closed = {
	.kind = "day.close", .v = 1, .record = &pos_day_report_data,
	.apply = apply_close, .help = "a business day was closed",
};

static enum pos_status
till_codes(struct pos_shop *shop, const struct pos_chain_head *from,
    struct pos_pool *pool, struct pos_day_head *head, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &codes_of_till);
	enum pos_status st;

	pos_bind_int(q, 1, from->branch);
	pos_bind_int(q, 2, from->till);
	st = pos_step(q, err);
	if (st == POS_OK) {
		head->branch = pos_pool_text(pool, pos_text(q, "branch_code"));
		head->till = pos_pool_text(pool, pos_text(q, "till_code"));
	} else if (st == POS_END) {
		head->branch =
		    pos_pool_printf(pool, "%lld", (long long)from->branch);
		head->till =
		    pos_pool_printf(pool, "%lld", (long long)from->till);
		st = POS_OK;
	}
	pos_query_done(q);
	return st;
}

static enum pos_status
read_heads(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_day_report *report, struct pos_err *err)
{
	unsigned char hash[POS_SHA256_LEN];
	struct pos_chain_head *from;
	struct pos_day_head *heads;
	struct pos_sha256 sha;
	enum pos_status st;
	const char *line;
	size_t count, i;
	char *hex;

	st = pos_journal_heads(shop->store, pool, &from, &count, err);
	if (st != POS_OK)
		return st;
	heads = pos_pool_alloc(pool, (count + 1) * sizeof(*heads));
	pos_sha256_start(&sha);
	for (i = 0; st == POS_OK && i < count; i++) {
		st = till_codes(shop, &from[i], pool, &heads[i], err);
		heads[i].seq = from[i].seq;
		heads[i].hash = from[i].hash;
		if (st != POS_OK)
			break;
		line = pos_pool_printf(pool, "%s %s %lld %s\n", heads[i].branch,
		    heads[i].till, (long long)heads[i].seq, heads[i].hash);
		pos_sha256_add(&sha, line, strlen(line));
	}
	pos_sha256_end(&sha, hash);
	hex = pos_pool_alloc(pool, 2 * POS_SHA256_LEN + 1);
	report->head = pos_hex(hex, hash, POS_SHA256_LEN);
	report->heads = heads;
	report->heads_count = count;
	return st;
}

static enum pos_status
may_close(struct pos_shop *shop, int32_t day, const struct day_last *last,
    struct pos_err *err)
{
	char text[2][POS_TIME_TEXT];
	struct pos_query *q;
	enum pos_status st;
	int32_t today;

	pos_day_text(text[0], day);
	if (day <= last->day)
		return pos_fail(err, POS_REFUSED,
		    "%s is closed already: "
		    "'pos-report z --again %s' shows it",
		    text[0], text[0]);
	today = pos_business_day(shop->now, shop->zone, shop->cutoff_minutes);
	if (day > today && last->day == today)
		return pos_fail(err, POS_REFUSED,
		    "%s is closed already, and "
		    "%s has not begun",
		    pos_day_text(text[1], today), text[0]);
	if (day > today)
		return pos_fail(err, POS_REFUSED, "%s has not begun", text[0]);
	q = pos_query(shop->store, &first_unclosed);
	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, last->day);
	pos_bind_int(q, 3, day);
	st = pos_step(q, err);
	if (st == POS_OK)
		pos_day_text(text[1], (int32_t)pos_int(q, "day"));
	pos_query_done(q);
	if (st == POS_OK)
		return pos_fail(err, POS_REFUSED,
		    "%s is not closed: "
		    "'pos-report z %s' first",
		    text[1], text[1]);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_day_close(struct pos_shop *shop, int32_t day, struct pos_pool *pool,
    struct pos_day_report *report, struct pos_err *err)
{
	struct day_last last;
	enum pos_status st;
	size_t i;

	st = pos_staff_may(shop, POS_RIGHT_CLOSE, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = day_last_close(shop, &last, err);
	if (st == POS_OK)
		st = may_close(shop, day, &last, err);
	if (st == POS_OK)
		st = pos_rollup_flush(shop, err);
	*report = (struct pos_day_report){ .kind = "z" };
	if (st == POS_OK)
		st = day_sums(shop, day, pool, report, err);
	if (st == POS_OK)
		st = read_heads(shop, pool, report, err);
	if (st != POS_OK)
		return st;
	report->z = last.z + 1;
	report->closed_at = shop->now;
	if (__builtin_add_overflow(last.grand_minor, report->net_minor,
		&report->grand_minor))
		return pos_fail(err, POS_DATA, "the sums are too large");
	for (i = 0; i < report->shifts_count; i++)
		pos_shift_blind((struct pos_shift *)&report->shifts[i]);
	return pos_record(shop, &pos_day_closed, report, err);
}
