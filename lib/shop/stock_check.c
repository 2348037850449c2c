/*
 * stock_check.c - for verify: on-hand is the sum of its movements.
 */
#include "shop/stock.h"

/* Both sides: stock without movements, and movements without stock. */
POS_SQL(differ_sql,
    "SELECT s.branch AS branch, s.item AS item, s.location AS location,"
    " s.on_hand_milli AS on_hand_milli,"
    " CAST(COALESCE(m.total, 0) AS BIGINT) AS moved_milli"
    " FROM stock s LEFT JOIN (SELECT branch, item, location,"
    " SUM(qty_milli) AS total FROM move GROUP BY branch, item, location) m"
    " ON m.branch = s.branch AND m.item = s.item"
    " AND m.location = s.location"
    " WHERE s.on_hand_milli <> COALESCE(m.total, 0)"
    " UNION ALL"
    " SELECT m.branch AS branch, m.item AS item, m.location AS location,"
    " 0 AS on_hand_milli, CAST(SUM(m.qty_milli) AS BIGINT) AS moved_milli"
    " FROM move m WHERE NOT EXISTS (SELECT 1 FROM stock s"
    " WHERE s.branch = m.branch AND s.item = m.item"
    " AND s.location = m.location)"
    " GROUP BY m.branch, m.item, m.location"
    " ORDER BY 1, 2, 3 LIMIT 1");
POS_SQL(code_sql, "SELECT code FROM item WHERE item = $1");

static enum pos_status
complain(struct pos_shop *shop, struct pos_query *q, struct pos_err *err)
{
	struct pos_query *item = pos_query(shop->store, &code_sql);
	char have[POS_DECIMAL_MAX], want[POS_DECIMAL_MAX];
	enum pos_status st;

	pos_bind_int(item, 1, pos_int(q, "item"));
	st = pos_step(item, err);
	if (st == POS_OK || st == POS_END)
		st = pos_fail(err, POS_DATA,
		    "stock of '%s' at '%s' is %s, its movements add up to %s",
		    st == POS_OK ? pos_text(item, "code") : "?",
		    pos_text(q, "location"),
		    pos_milli_text(have, pos_int(q, "on_hand_milli")),
		    pos_milli_text(want, pos_int(q, "moved_milli")));
	pos_query_done(item);
	return st;
}

enum pos_status
pos_stock_check(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &differ_sql);
	enum pos_status st = pos_step(q, err);

	if (st == POS_OK)
		st = complain(shop, q, err);
	else if (st == POS_END)
		st = POS_OK;
	pos_query_done(q);
	return st;
}
