/*
 * sale_which.c - the sale that somebody means: an id, or a number of a day.
 */
#include <stdlib.h>
#include <string.h>

#include "shop/sale.h"

POS_SQL(sql_by_number, "SELECT at, till FROM sale "
    "WHERE branch = $1 AND day = $2 AND number = $3");

static bool
whole_number(const char *text, int64_t *out)
{
	size_t len = strlen(text);

	if (len == 0 || len > 7 || strspn(text, "0123456789") != len)
		return false;
	*out = strtoll(text, NULL, 10);
	return *out > 0;
}

static enum pos_status
by_number(struct pos_shop *shop, int32_t day, int64_t number, struct pos_id *id,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_by_number);
	char text[POS_TIME_TEXT];
	enum pos_status st;

	pos_bind_int(q, 1, shop->branch);
	pos_bind_int(q, 2, day);
	pos_bind_int(q, 3, number);
	st = pos_step(q, err);
	if (st == POS_END)
		return pos_fail(err, POS_DATA, "no sale %lld on %s",
		    (long long)number, pos_day_text(text, day));
	if (st != POS_OK)
		return st;
	pos_sale_id(id, pos_int(q, "at"), shop->branch, pos_int(q, "till"), day,
	    number);
	pos_query_done(q);
	return POS_OK;
}

enum pos_status
pos_sale_which(struct pos_shop *shop, const char *text, struct pos_id *id,
    struct pos_err *err)
{
	char day_text[POS_TIME_TEXT];
	const char *slash = strchr(text, '/');
	int64_t number;
	int32_t day = shop->day;
	enum pos_status st;
	size_t len;

	if (pos_id_parse(id, text)) {
		if (id->branch == shop->branch)
			return POS_OK;
		return pos_fail(err, POS_DATA,
		    "sale '%s' is of another "
		    "branch (name it with --branch)",
		    text);
	}
	if (slash != NULL) {
		len = (size_t)(slash - text);
		if (len >= sizeof(day_text))
			len = sizeof(day_text) - 1;
		memcpy(day_text, text, len);
		day_text[len] = '\0';
		st = pos_day_parse(&day, day_text, err);
		if (st != POS_OK)
			return st;
		text = slash + 1;
	}
	if (!whole_number(text, &number))
		return pos_fail(err, POS_DATA,
		    "'%s' names no sale (expected "
		    "an id, a number of today as 17, or 2026-11-27/17)",
		    text);
	return by_number(shop, day, number, id, err);
}
