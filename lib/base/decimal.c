/*
 * decimal.c - amounts, quantities and rates as text, and the currencies.
 *
 * One reader and one writer serve all three: a whole number of units and a
 * count of decimal places.  The reader takes no form that a person may have
 * meant otherwise: "1.", ".5", "1e3", " 1" and "1,000" are all refused.
 * Messages quote 60 bytes at most, to leave room for the remedy.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/money.h"

#define PLACES_MAX 9
#define MILLI_PLACES 3
#define RATE_PLACES 4 /* of a percentage: 0.0001 % is one millionth */

enum form {
	FORM_OK,
	FORM_WRONG, /* not a plain decimal */
	FORM_FINE,  /* digits past the last place */
	FORM_LARGE,
};

/*
 * ISO 4217, sorted, each code followed by its decimal places.  Currencies
 * withdrawn since 2020 stay, since the books of those years do.
 */
static const char currencies[][5] = {
	"AED2", "AFN2", "ALL2", "AMD2", "ANG2", "AOA2", "ARS2", "AUD2",
	"AWG2", "AZN2", "BAM2", "BBD2", "BDT2", "BGN2", "BHD3", "BIF0",
	"BMD2", "BND2", "BOB2", "BOV2", "BRL2", "BSD2", "BTN2", "BWP2",
	"BYN2", "BZD2", "CAD2", "CDF2", "CHE2", "CHF2", "CHW2", "CLF4",
	"CLP0", "CNY2", "COP2", "COU2", "CRC2", "CUC2", "CUP2", "CVE2",
	"CZK2", "DJF0", "DKK2", "DOP2", "DZD2", "EGP2", "ERN2", "ETB2",
	"EUR2", "FJD2", "FKP2", "GBP2", "GEL2", "GHS2", "GIP2", "GMD2",
	"GNF0", "GTQ2", "GYD2", "HKD2", "HNL2", "HRK2", "HTG2", "HUF2",
	"IDR2", "ILS2", "INR2", "IQD3", "IRR2", "ISK0", "JMD2", "JOD3",
	"JPY0", "KES2", "KGS2", "KHR2", "KMF0", "KPW2", "KRW0", "KWD3",
	"KYD2", "KZT2", "LAK2", "LBP2", "LKR2", "LRD2", "LSL2", "LYD3",
	"MAD2", "MDL2", "MGA2", "MKD2", "MMK2", "MNT2", "MOP2", "MRU2",
	"MUR2", "MVR2", "MWK2", "MXN2", "MXV2", "MYR2", "MZN2", "NAD2",
	"NGN2", "NIO2", "NOK2", "NPR2", "NZD2", "OMR3", "PAB2", "PEN2",
	"PGK2", "PHP2", "PKR2", "PLN2", "PYG0", "QAR2", "RON2", "RSD2",
	"RUB2", "RWF0", "SAR2", "SBD2", "SCR2", "SDG2", "SEK2", "SGD2",
	"SHP2", "SLE2", "SLL2", "SOS2", "SRD2", "SSP2", "STN2", "SVC2",
	"SYP2", "SZL2", "THB2", "TJS2", "TMT2", "TND3", "TOP2", "TRY2",
	"TTD2", "TWD2", "TZS2", "UAH2", "UGX0", "USD2", "USN2", "UYI0",
	"UYU2", "UYW4", "UZS2", "VED2", "VES2", "VND0", "VUV0", "WST2",
	"XAF0", "XCD2", "XCG2", "XOF0", "XPF0", "YER2", "ZAR2", "ZMW2",
	"ZWG2", "ZWL2",
};

static int
by_code(const void *key, const void *entry)
{
	return strncmp(key, entry, 3);
}

int
pos_currency_places(const char *currency)
{
	const char *entry;

	if (strlen(currency) != 3)
		return -1;
	entry = bsearch(currency, currencies,
	    sizeof(currencies) / sizeof(currencies[0]), sizeof(currencies[0]),
	    by_code);
	return entry == NULL ? -1 : entry[3] - '0';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Append a digit to *units, unless that leaves the limit. */
static bool
push(int64_t *units, char digit, int64_t max)
{
	int64_t next;

	if (__builtin_mul_overflow(*units, 10, &next) ||
	    __builtin_add_overflow(next, digit - '0', &next) || next > max)
		return false;
	*units = next;
	return true;
}

/* Sign, digits, and point with digits; text need not end at len. */
static bool
is_plain(const char *text, size_t len)
{
	size_t i = 0, start;

	if (i < len && (text[i] == '+' || text[i] == '-'))
		i++;
	for (start = i; i < len && is_digit(text[i]); i++)
		;
	if (i == start)
		return false;
	if (i < len && text[i] == '.') {
		for (start = ++i; i < len && is_digit(text[i]); i++)
			;
		if (i == start)
			return false;
	}
	return i == len;
}

static enum form
parse(int64_t *out, const char *text, size_t len, int places, int64_t max)
{
	int64_t units = 0;
	bool large = false, after = false;
	size_t i;

	if (!is_plain(text, len))
		return FORM_WRONG;
	for (i = 0; i < len; i++) {
		if (text[i] == '.') {
			after = true;
			continue;
		}
		if (!is_digit(text[i]))
			continue;
		if (after && places == 0) {
			if (text[i] != '0')
				return FORM_FINE;
			continue;
		}
		if (after)
			places--;
		large = large || !push(&units, text[i], max);
	}
	for (; places > 0; places--)
		large = large || !push(&units, '0', max);
	if (large)
		return FORM_LARGE;
	*out = text[0] == '-' ? -units : units;
	return FORM_OK;
}

/* The writer: places >= 0, and at least keep digits after the point. */
static char *
format(char *text, int64_t units, int places, int keep)
{
	char digits[POS_DECIMAL_MAX];
	char *at = digits + sizeof(digits);
	uint64_t left = (uint64_t)units;
	bool shown = false;
	int i;

	assert(places >= 0 && places <= PLACES_MAX);
	if (units < 0)
		left = -left;
	*--at = '\0';
	for (i = places; i > 0; i--, left /= 10) {
		shown = shown || i <= keep || left % 10 != 0;
		if (shown)
			*--at = (char)('0' + left % 10);
	}
	if (shown)
		*--at = '.';
	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (units < 0)
		*--at = '-';
	return memcpy(text, at, (size_t)(digits + sizeof(digits) - at));
}

enum pos_status
pos_money_parse(struct pos_money *out, const char *text, int places,
    struct pos_err *err)
{
	char hint[POS_DECIMAL_MAX];
	int64_t scale = 1, minor;
	int i;

	assert(places >= 0 && places <= PLACES_MAX);
	switch (parse(&minor, text, strlen(text), places, POS_MONEY_MAX)) {
	case FORM_OK:
		*out = pos_minor(minor);
		return POS_OK;
	case FORM_WRONG:
		for (i = 0; i < places; i++)
			scale *= 10;
		format(hint, 125 * scale / 10, places, places);
		return pos_fail(err, POS_DATA,
		    "'%.60s' is not an amount (expected like %s)", text, hint);
	case FORM_FINE:
		return pos_fail(err, POS_DATA,
		    "amount '%.60s' is too fine (decimal places of the"
		    " currency: %d)",
		    text, places);
	case FORM_LARGE:
		break;
	}
	format(hint, POS_MONEY_MAX, places, places);
	return pos_fail(err, POS_DATA,
	    "amount '%.60s' is too large (at most %s)", text, hint);
}

enum pos_status
pos_milli_parse(int64_t *out, const char *text, struct pos_err *err)
{
	char hint[POS_DECIMAL_MAX];
	int64_t milli;

	switch (
	    parse(&milli, text, strlen(text), MILLI_PLACES, POS_STOCK_MAX)) {
	case FORM_OK:
		*out = milli;
		return POS_OK;
	case FORM_WRONG:
		return pos_fail(err, POS_DATA,
		    "'%.60s' is not a quantity (expected like 2 or 0.250)",
		    text);
	case FORM_FINE:
		return pos_fail(err, POS_DATA,
		    "quantity '%.60s' is too fine (decimal places: at most"
		    " %d)",
		    text, MILLI_PLACES);
	case FORM_LARGE:
		break;
	}
	return pos_fail(err, POS_DATA,
	    "quantity '%.60s' is too large (at most %s)", text,
	    pos_milli_text(hint, POS_STOCK_MAX));
}

enum pos_status
pos_rate_parse(int64_t *rate_ppm, const char *text, struct pos_err *err)
{
	size_t len = strlen(text);
	int64_t rate = 0;
	enum form form;

	if (len > 0 && text[len - 1] == '%')
		len--;
	form = parse(&rate, text, len, RATE_PLACES, POS_RATE_MAX);
	if (form == FORM_OK && rate < 0)
		form = FORM_LARGE;
	switch (form) {
	case FORM_OK:
		*rate_ppm = rate;
		return POS_OK;
	case FORM_WRONG:
		return pos_fail(err, POS_DATA,
		    "'%.60s' is not a rate (expected like 8.875%%)", text);
	case FORM_FINE:
		return pos_fail(err, POS_DATA,
		    "rate '%.60s' is too fine (decimal places: at most %d)",
		    text, RATE_PLACES);
	case FORM_LARGE:
		break;
	}
	return pos_fail(err, POS_DATA,
	    "rate '%.60s' is out of range (expected 0%% to 100%%)", text);
}

char *
pos_money_text(char *text, struct pos_money a, int places)
{
	return format(text, a.minor, places, places);
}

char *
pos_milli_text(char *text, int64_t milli)
{
	return format(text, milli, MILLI_PLACES, 0);
}

char *
pos_rate_text(char *text, int64_t rate_ppm)
{
	format(text, rate_ppm, RATE_PLACES, 0);
	memcpy(text + strlen(text), "%", 2);
	return text;
}
