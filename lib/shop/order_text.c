/*
 * order_text.c - "latte:2+oat+less-ice": a line as a cashier types it.
 */
#include <string.h>

#include "shop/sale.h"

/* "@" starts a price only when a digit follows: codes may hold it. */
static char *
find_price(char *text)
{
	char *at = strrchr(text, '@');

	return at != NULL && at > text && at[1] >= '0' && at[1] <= '9' ? at :
									 NULL;
}

static enum pos_status
parse_options(struct pos_order_line *line, char *text, struct pos_pool *pool,
    struct pos_err *err)
{
	const char **options = NULL;
	char *next;

	while (text != NULL) {
		next = strchr(text, '+');
		if (next != NULL)
			*next++ = '\0';
		if (*text == '\0')
			return pos_fail(err, POS_DATA,
			    "'%s': a '+' without an option", line->item);
		options = pos_pool_push(pool, options, line->options_count,
		    sizeof(*options));
		options[line->options_count++] = text;
		text = next;
	}
	line->options = options;
	return POS_OK;
}

enum pos_status
pos_order_line_parse(struct pos_order_line *line, const char *text, int places,
    struct pos_pool *pool, struct pos_err *err)
{
	char *copy = pos_pool_text(pool, text), *plus, *colon, *price;
	struct pos_money money;
	enum pos_status st = POS_OK;

	memset(line, 0, sizeof(*line));
	line->item = copy;
	plus = strchr(copy, '+');
	if (plus != NULL)
		*plus++ = '\0';
	price = find_price(copy);
	if (price != NULL) {
		*price++ = '\0';
		st = pos_money_parse(&money, price, places, err);
		if (st != POS_OK)
			return st;
		line->priced = true;
		line->price_minor = money.minor;
	}
	colon = strrchr(copy, ':');
	if (colon != NULL) {
		*colon++ = '\0';
		st = pos_milli_parse(&line->qty_milli, colon, err);
		if (st == POS_OK && line->qty_milli <= 0)
			st = pos_fail(err, POS_DATA,
			    "'%s': a quantity is "
			    "more than 0",
			    text);
		if (st != POS_OK)
			return st;
	}
	if (*copy == '\0')
		return pos_fail(err, POS_DATA, "'%s' names no item", text);
	return plus != NULL ? parse_options(line, plus, pool, err) : POS_OK;
}
