/*
 * day.c - which day is open, and the report of one.
 */
#include <string.h>

#include "rec/json.h"
#include "shop/day_inside.h"

POS_SQL(last_close,
    "SELECT day, z, grand_minor FROM day_close WHERE branch = $1"
    " ORDER BY day DESC LIMIT 1");
POS_SQL(close_of_day,
    "SELECT z, at, report FROM day_close WHERE branch = $1 AND day = $2");

enum pos_status
day_last_close(struct pos_shop *shop, struct day_last *last,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &last_close);
	enum pos_status st;

	*last = (struct day_last){ 0 };
	pos_bind_int(q, 1, shop->branch);
	st = pos_step(q, err);
	if (st == POS_OK)
		*last = (struct day_last){
			.day = pos_int(q, "day"),
			.z = pos_int(q, "z"),
			.grand_minor = pos_int(q, "grand_minor"),
		};
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_open_day(struct pos_shop *shop, int64_t at, int32_t *day,
    struct pos_err *err)
{
	struct day_last last;
	enum pos_status st;

	st = day_last_close(shop, &last, err);
	if (st != POS_OK)
		return st;
	*day = pos_business_day(at, shop->zone, shop->cutoff_minutes);
	if (*day <= last.day)
		*day = pos_day_add((int32_t)last.day, 1);
	return POS_OK;
}

static enum pos_status
recorded(struct pos_query *q, struct pos_pool *pool,
    struct pos_day_report *report, struct pos_err *err)
{
	const char *text = pos_text(q, "report");
	struct pos_json *json;
	enum pos_status st;

	st = pos_json_parse(&json, text, strlen(text), err);
	if (st != POS_OK)
		return st;
	st =
	    pos_record_read(report, &pos_day_report_record, json, pool, 0, err);
	pos_json_free(json);
	return st;
}

enum pos_status
pos_day_report(struct pos_shop *shop, int32_t day, const char *kind,
    struct pos_pool *pool, struct pos_day_report *report, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &close_of_day);
	bool z = strcmp(kind, "z") == 0;
	int64_t number = 0, closed_at = 0;
	char text[POS_TIME_TEXT];
	enum pos_status st;
	size_t i;

	*report = (struct pos_day_report){ 0 };
	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, day);
	st = pos_step(q, err);
	if (st == POS_OK && z)
		st = recorded(q, pool, report, err);
	else if (st == POS_OK) {
		number = pos_int(q, "z");
		closed_at = pos_int(q, "at");
	}
	pos_query_done(q);
	if (st == POS_END && z)
		return pos_fail(err, POS_REFUSED,
		    "%s is not closed: "
		    "'pos-report z' closes it",
		    pos_day_text(text, day));
	if ((st != POS_OK && st != POS_END) || z)
		return st;
	st = day_sums(shop, day, pool, report, err);
	report->kind = pos_pool_text(pool, kind);
	report->z = number;
	report->closed_at = closed_at;
	for (i = 0; st == POS_OK && i < report->shifts_count; i++)
		pos_shift_blind((struct pos_shift *)&report->shifts[i]);
	return st;
}
