/*
 * coupon_stats.c - what became of a batch, and whether its counters are
 * those of its rows.
 *
 * What redeemed coupons brought is read from the sales that took them, so
 * that it is right whatever was changed of those meanwhile.
 */
#include <string.h>

#include "shop/coupon_inside.h"
#include "shop/sale.h"
#include "shop/sale_more.h"

POS_SQL(sql_sales, "SELECT c.n AS n, s.state AS state,"
    " s.total_minor AS total_minor, s.more AS more FROM coupon c"
    " JOIN sale s ON s.branch = c.sale_branch AND s.day = c.sale_day"
    " AND s.number = c.sale_number"
    " WHERE c.batch = $1 AND c.sale_day IS NOT NULL");
POS_SQL(sql_rows, "SELECT"
    " CAST(COALESCE(SUM(CASE WHEN frozen = 1 THEN 1 ELSE 0 END), 0) AS"
    " BIGINT) AS frozen,"
    " CAST(COALESCE(SUM(CASE WHEN frozen IS NULL AND valid_to < $2"
    " THEN 1 ELSE 0 END), 0) AS BIGINT) AS expired"
    " FROM coupon WHERE batch = $1 AND sale_day IS NULL");
POS_SQL(sql_wrong_count, "SELECT b.code AS code FROM coupon_batch b"
    " LEFT JOIN (SELECT batch, COUNT(member) AS issued,"
    " COUNT(sale_day) AS taken, MAX(n) AS last FROM coupon GROUP BY batch) c"
    " ON c.batch = b.batch"
    " WHERE b.issued <> COALESCE(c.issued, 0)"
    " OR b.taken <> COALESCE(c.taken, 0) OR COALESCE(c.last, 0) > b.made"
    " OR b.tried > b.made ORDER BY b.code LIMIT 1");
POS_SQL(sql_wrong_sale, "SELECT b.code AS code, c.n AS n FROM coupon c"
    " JOIN coupon_batch b ON b.batch = c.batch"
    " LEFT JOIN sale s ON s.branch = c.sale_branch AND s.day = c.sale_day"
    " AND s.number = c.sale_number"
    " WHERE c.sale_day IS NOT NULL AND (s.state IS NULL OR s.state = 4)"
    " ORDER BY b.code, c.n LIMIT 1");

static const struct pos_field fields[] = {
	POS_TEXT(pos_coupon_stats, batch, POS_F_COLUMN, 64, "the batch"),
	POS_TEXT(pos_coupon_stats, promo, 0, 64, "its promotion"),
	POS_INT(pos_coupon_stats, made, POS_F_COLUMN, 0, INT64_MAX,
	    "coupons made"),
	POS_INT(pos_coupon_stats, issued, POS_F_COLUMN, 0, INT64_MAX,
	    "held by members, or held when they were used"),
	POS_INT(pos_coupon_stats, taken, POS_F_COLUMN, 0, INT64_MAX,
	    "taken by sales that are not finished"),
	POS_INT(pos_coupon_stats, redeemed, POS_F_COLUMN, 0, INT64_MAX,
	    "redeemed by finished sales"),
	POS_INT(pos_coupon_stats, frozen, POS_F_COLUMN, 0, INT64_MAX,
	    "frozen, of those that no sale has taken"),
	POS_INT(pos_coupon_stats, expired, POS_F_COLUMN, 0, INT64_MAX,
	    "expired, of those neither taken nor frozen"),
	POS_MONEY(pos_coupon_stats, discount_minor, POS_F_COLUMN,
	    "what redeemed ones took off"),
	POS_MONEY(pos_coupon_stats, total_minor, POS_F_COLUMN,
	    "what the sales came to that redeemed them"),
	POS_INT(pos_coupon_stats, rate_ppm, POS_F_COLUMN, 0, POS_RATE_MAX,
	    "redeemed of those issued, or of those made where none was "
	    "issued, in millionths"),
	{ 0 },
};
const struct pos_record pos_coupon_stats_record = {
	.type = "coupon.stats",
	.v = 1,
	.size = sizeof(struct pos_coupon_stats),
	.fields = fields,
	.help = "what became of a batch of coupons",
};
POS_LIST_RECORD(pos_coupon_stats_record);

static bool
add(int64_t *sum, int64_t minor)
{
	struct pos_money to;

	if (!pos_money_add(&to, pos_minor(*sum), pos_minor(minor)))
		return false;
	*sum = to.minor;
	return true;
}

/* What coupon n of the batch took off its sale. */
static enum pos_status
discount(const struct pos_coupon_stats *stats, int64_t n, const char *more,
    struct pos_pool *pool, int64_t *minor, struct pos_err *err)
{
	struct pos_sale sale = { 0 };
	const char *number =
	    pos_pool_printf(pool, "%s/%lld", stats->batch, (long long)n);
	enum pos_status st = pos_sale_more_read(&sale, more, pool, err);
	size_t i;

	*minor = 0;
	for (i = 0; st == POS_OK && i < sale.offers_count; i++)
		if (sale.offers[i].coupon != NULL &&
		    strcmp(sale.offers[i].coupon, number) == 0)
			*minor = sale.offers[i].amount_minor;
	return st;
}

static enum pos_status
sum_sales(struct pos_shop *shop, const struct pos_coupon_batch *batch,
    struct pos_coupon_stats *stats, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_sales);
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st;
	int64_t off = 0;

	pos_bind_int(q, 1, batch->batch_no);
	while ((st = pos_step(q, err)) == POS_OK) {
		if (pos_int(q, "state") != POS_SALE_COMPLETED) {
			stats->taken++;
			continue;
		}
		stats->redeemed++;
		pos_pool_clear(pool);
		st = discount(stats, pos_int(q, "n"), pos_text(q, "more"), pool,
		    &off, err);
		if (st == POS_OK &&
		    (!add(&stats->discount_minor, off) ||
			!add(&stats->total_minor, pos_int(q, "total_minor"))))
			st = pos_fail(err, POS_DATA,
			    "the sales of batch '%s' are too much to sum up",
			    batch->code);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_coupon_stats(struct pos_shop *shop, const struct pos_coupon_batch *batch,
    struct pos_pool *pool, struct pos_coupon_stats *stats, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_rows);
	int32_t today =
	    pos_business_day(shop->now, shop->zone, shop->cutoff_minutes);
	int64_t base, left;
	enum pos_status st;

	*stats = (struct pos_coupon_stats){
		.batch = pos_pool_text(pool, batch->code),
		.promo = pos_pool_text(pool, batch->promo),
		.made = batch->made,
		.issued = batch->issued,
	};
	pos_bind_int(q, 1, batch->batch_no);
	pos_bind_int(q, 2, today);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	stats->frozen = pos_int(q, "frozen");
	stats->expired = pos_int(q, "expired");
	pos_query_done(q);
	st = sum_sales(shop, batch, stats, err);
	if (st != POS_OK)
		return st;
	left = batch->made - batch->taken;
	if (batch->frozen) {
		stats->frozen = left;
		stats->expired = 0;
	} else if (batch->valid_to != 0 && batch->valid_to < today)
		stats->expired = left - stats->frozen;
	base = stats->issued > 0 ? stats->issued : stats->made;
	/* counts are below 2^24, so this stays far below 2^63 */
	stats->rate_ppm = stats->redeemed >= base ?
	    POS_RATE_MAX :
	    stats->redeemed * POS_RATE_MAX / base;
	return POS_OK;
}

enum pos_status
pos_coupon_verify(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_wrong_count);
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK)
		st = pos_fail(err, POS_DATA,
		    "coupons '%s': the batch's counters are not those of its "
		    "coupons",
		    pos_text(q, "code"));
	pos_query_done(q);
	if (st != POS_END)
		return st;
	q = pos_query(shop->store, &sql_wrong_sale);
	st = pos_step(q, err);
	if (st == POS_OK)
		st = pos_fail(err, POS_DATA,
		    "coupon '%s/%lld' was taken by a sale that is void or is "
		    "not there",
		    pos_text(q, "code"), (long long)pos_int(q, "n"));
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}
