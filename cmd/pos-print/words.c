/*
 * words.c - amounts, quantities and times as a paper shows them.
 */
#include <string.h>

#include "print.h"

/* What people at home write; abroad the receipt's country says which. */
static const struct {
	const char *currency;
	const char *symbol;
} symbols[] = {
	{ "CNY", "¥" }, { "JPY", "¥" }, { "USD", "$" }, { "AUD", "$" },
	{ "CAD", "$" }, { "HKD", "$" }, { "NZD", "$" }, { "SGD", "$" },
	{ "TWD", "$" }, { "MXN", "$" }, { "EUR", "€" }, { "GBP", "£" },
};

const char *
amount(const struct words *w, int64_t minor)
{
	char text[POS_DECIMAL_MAX];

	return pos_pool_text(w->pool,
	    pos_money_text(text, pos_minor(minor), w->places));
}

const char *
price(const struct words *w, int64_t minor)
{
	const char *plain = amount(w, minor), *sign = "";
	size_t i;

	if (*plain == '-') {
		sign = "-";
		plain++;
	}
	for (i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++)
		if (strcmp(symbols[i].currency, w->currency) == 0)
			return pos_pool_printf(w->pool, "%s%s%s", sign,
			    symbols[i].symbol, plain);
	return pos_pool_printf(w->pool, "%s %s%s", w->currency, sign, plain);
}

const char *
quantity(const struct words *w, int64_t milli)
{
	char text[POS_DECIMAL_MAX];

	return pos_pool_text(w->pool, pos_milli_text(text, milli));
}

const char *
moment(const struct words *w, int64_t ms)
{
	struct pos_local at;

	pos_local(&at, ms, w->zone);
	return pos_pool_printf(w->pool, "%04d-%02d-%02d %02d:%02d", at.year,
	    at.month, at.day, at.hour, at.minute);
}

const char *
word(const struct words *w, enum label which)
{
	return label(w->pool, w->language, which);
}
