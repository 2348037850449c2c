/*
 * import_amount.c - amounts, quantities and flags as people write them.
 *
 * "£4,250.00", "¥12", "1 234,50 €": what is left after taking away signs of
 * currency and thousands goes through the one strict parser.  Where a text
 * can be read two ways ("1,234" in a file with ; between its cells) it is
 * refused rather than guessed.
 */
#include <string.h>

#include "base/text.h"
#include "shop/import_inside.h"

static const char *const signs[] = {
	"¥", "￥", "£", "€", "$", "₩", "₹", "฿", "元", "円", "₫", "₱", "₽",
	"\xc2\xa0", "\xe2\x80\xaf", " ", NULL,
};

static size_t
sign_at(const char *text)
{
	size_t i, len;

	for (i = 0; signs[i] != NULL; i++) {
		len = strlen(signs[i]);
		if (strncmp(text, signs[i], len) == 0)
			return len;
	}
	return 0;
}

static size_t
letters(const char *text)
{
	size_t n = 0;

	while (text[n] >= 'A' && text[n] <= 'Z')
		n++;
	return n;
}

/* "NT$12", "RM 12", "¥ 12": past what stands before the number. */
static const char *
past_signs(const char *text)
{
	size_t n;

	for (;;) {
		n = sign_at(text);
		if (n == 0 && letters(text) > 0 && letters(text) <= 3)
			n = letters(text);
		if (n == 0)
			return text;
		text += n;
	}
}

/* Nothing but signs, or a blank and a currency code, may follow. */
static bool
only_signs(const char *text)
{
	size_t n;
	bool blank = false;

	while (*text != '\0') {
		n = sign_at(text);
		if (n == 0 && blank && letters(text) == 3)
			n = 3;
		if (n == 0)
			return false;
		blank = true;
		text += n;
	}
	return true;
}

/* Which of , and . is the decimal point in a number of len bytes; 0: none. */
static char
decimal_point(const char *number, size_t len, char delimiter)
{
	size_t i, commas = 0, dots = 0;
	char last = 0;
	size_t after = 0;

	for (i = 0; i < len; i++) {
		if (number[i] == ',' || number[i] == '.') {
			last = number[i];
			after = len - i - 1;
			commas += number[i] == ',';
			dots += number[i] == '.';
		}
	}
	if (commas > 0 && dots > 0)
		return last;
	if (commas == 1 && (delimiter == ';' || after != 3))
		return ',';
	return dots == 1 ? '.' : 0;
}

/* Digits with the thousands taken away, as the strict parsers want them. */
static bool
plain(struct pos_importer *im, const char *text, char *out, size_t size)
{
	const char *from = text;
	size_t len, i, n = 0, run = 0;
	bool grouped = false, whole = true;
	char point;

	if (*text == '-' || *text == '+')
		out[n++] = *text++;
	text = past_signs(text);
	if (n == 0 && *text == '-')
		out[n++] = *text++;
	len = strspn(text, "0123456789.,'");
	if (len == 0 || len + 2 > size || !only_signs(text + len) ||
	    from == text + len)
		return false;
	point = decimal_point(text, len, im->delimiter);
	for (i = 0; i < len; i++) {
		if (text[i] >= '0' && text[i] <= '9') {
			out[n++] = text[i];
			run++;
		} else if (whole && text[i] == point) {
			if (grouped && run != 3)
				return false;
			out[n++] = '.';
			whole = false;
		} else if (whole && run > 0 && run <= 3 &&
		    (!grouped || run == 3)) {
			grouped = true;
			run = 0;
		} else
			return false;
	}
	if (whole && grouped && run != 3)
		return false;
	out[n] = '\0';
	return true;
}

enum pos_status
pos_import_money(struct pos_importer *im, const char *text, int64_t *minor,
    struct pos_err *err)
{
	struct pos_money amount;
	char digits[48];

	if (pos_shop_money(im->shop, &amount, text, err) != POS_OK) {
		if (!plain(im, text, digits, sizeof(digits)))
			return pos_fail(err, POS_DATA,
			    "is not an amount (expected like %s)",
			    im->shop->places == 0 ? "1250" : "12.50");
		if (pos_shop_money(im->shop, &amount, digits, err) != POS_OK)
			return pos_fail(err, POS_DATA,
			    "is not an amount in"
			    " %s (expected like %s)",
			    im->shop->currency,
			    im->shop->places == 0 ? "1250" : "12.50");
	}
	*minor = amount.minor;
	if (*minor < 0)
		return pos_fail(err, POS_DATA, "is less than nothing");
	return POS_OK;
}

enum pos_status
pos_import_milli(struct pos_importer *im, const char *text, int64_t *milli,
    struct pos_err *err)
{
	char digits[48];

	if (pos_milli_parse(milli, text, err) == POS_OK)
		return POS_OK;
	if (plain(im, text, digits, sizeof(digits)) &&
	    pos_milli_parse(milli, digits, err) == POS_OK)
		return POS_OK;
	return pos_fail(err, POS_DATA, "is not a quantity (expected like 1.5)");
}

int
pos_import_flag(const char *text)
{
	static const char *const yes[] = { "y", "yes", "true", "1", "是", "si",
		"sí", "ja", "oui", "x", "s", NULL };
	static const char *const no[] = { "n", "no", "false", "0", "否", "nein",
		"non", "", NULL };
	struct pos_buf fold = { 0 };
	int i, found = -1;

	if ((text[0] | 32) == 'y' && text[1] == '\0')
		return 1;
	if (text[0] == '\0' || ((text[0] | 32) == 'n' && text[1] == '\0'))
		return 0;
	pos_text_fold(&fold, text);
	for (i = 0; yes[i] != NULL; i++)
		if (strcmp(fold.text, yes[i]) == 0)
			found = 1;
	for (i = 0; no[i] != NULL; i++)
		if (strcmp(fold.text, no[i]) == 0)
			found = 0;
	pos_buf_release(&fold);
	return found;
}

const char *
pos_import_tidy(struct pos_pool *pool, const char *cell)
{
	const char *c;
	char *copy, *to;
	bool clean = *cell != ' ';

	for (c = cell; *c != '\0'; c++)
		clean &= (unsigned char)*c >= ' ';
	if (clean && (c == cell || c[-1] != ' '))
		return cell;
	to = copy = pos_pool_text(pool, cell);
	for (c = cell; *c != '\0'; c++) {
		if (*c == '\n' || *c == '\r' || *c == '\t' || *c == ' ') {
			if (to > copy && to[-1] != ' ')
				*to++ = ' ';
		} else
			*to++ = *c;
	}
	while (to > copy && to[-1] == ' ')
		to--;
	*to = '\0';
	return copy;
}

bool
pos_import_check_digit(const char *barcode)
{
	size_t len = strlen(barcode), i;
	int sum = 0;

	if ((len != 8 && len != 12 && len != 13 && len != 14) ||
	    strspn(barcode, "0123456789") != len)
		return true;
	for (i = 0; i < len; i++)
		sum += (barcode[i] - '0') * ((len - i) % 2 == 0 ? 3 : 1);
	return sum % 10 == 0;
}
