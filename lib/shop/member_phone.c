/*
 * member_phone.c - phone numbers as people write them, in one form: E.164.
 *
 * A number without a country code is of the shop's country (setting
 * 'country').  What is known of a country is its code, the digit dialled in
 * front inside it, and how many digits follow (ITU-T E.164 and its national
 * numbering plans): enough to tell a number from a typing error, not whether
 * somebody answers.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "shop/member_inside.h"

static const struct country {
	char name[3];
	char code[4];
	char trunk;   /* dialled in front inside the country; 0: nothing */
	int min, max; /* digits after the code, or after the trunk */
} countries[] = {
	{ "AT", "43", '0', 4, 13 }, { "AU", "61", '0', 9, 9 },
	{ "BE", "32", '0', 8, 9 }, { "BR", "55", '0', 10, 11 },
	{ "CA", "1", '1', 10, 10 }, { "CH", "41", '0', 9, 9 },
	{ "CN", "86", '0', 9, 11 }, { "DE", "49", '0', 6, 13 },
	{ "DK", "45", 0, 8, 8 }, { "ES", "34", 0, 9, 9 },
	{ "FI", "358", '0', 5, 12 }, { "FR", "33", '0', 9, 9 },
	{ "GB", "44", '0', 9, 10 }, { "HK", "852", 0, 8, 8 },
	{ "ID", "62", '0', 8, 12 }, { "IE", "353", '0', 7, 9 },
	{ "IN", "91", '0', 10, 10 }, { "IT", "39", 0, 6, 11 },
	{ "JP", "81", '0', 9, 10 }, { "KR", "82", '0', 8, 10 },
	{ "MO", "853", 0, 8, 8 }, { "MX", "52", 0, 10, 10 },
	{ "MY", "60", '0', 8, 10 }, { "NL", "31", '0', 9, 9 },
	{ "NO", "47", 0, 8, 8 }, { "NZ", "64", '0', 8, 10 },
	{ "PH", "63", '0', 8, 10 }, { "PL", "48", 0, 9, 9 },
	{ "PT", "351", 0, 9, 9 }, { "RU", "7", '8', 10, 10 },
	{ "SE", "46", '0', 7, 9 }, { "SG", "65", 0, 8, 8 },
	{ "TH", "66", '0', 8, 9 }, { "TW", "886", '0', 8, 9 },
	{ "US", "1", '1', 10, 10 }, { "VN", "84", '0', 9, 10 },
};
#define COUNTRIES (sizeof(countries) / sizeof(countries[0]))

static const struct country *
country_of(const char *name)
{
	size_t i;

	for (i = 0; i < COUNTRIES; i++)
		if (strcmp(countries[i].name, name) == 0)
			return &countries[i];
	return NULL;
}

bool
pos_country_known(const char *name)
{
	return country_of(name) != NULL;
}

static const struct country *
country_by_code(const char *digits)
{
	size_t i;

	for (i = 0; i < COUNTRIES; i++)
		if (strncmp(digits, countries[i].code,
			strlen(countries[i].code)) == 0)
			return &countries[i];
	return NULL;
}

/* '0'..'9', '+', 0 for what only parts them, -1 for what is in no number. */
static int
symbol(unsigned c)
{
	if (c >= '0' && c <= '9')
		return (int)c;
	if (c >= 0xff10 && c <= 0xff19) /* full width */
		return (int)(c - 0xff10) + '0';
	if (c == '+' || c == 0xff0b)
		return '+';
	if (c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' ||
	    c == ')' || c == 0xa0 || (c >= 0x2000 && c <= 0x2015) ||
	    c == 0x202f || c == 0x2212 || c == 0x3000 || c == 0xff08 ||
	    c == 0xff09 || c == 0xff0d || c == 0xfeff)
		return 0;
	return -1;
}

/* "+49 (0)30": the digit in brackets is dialled inside the country only. */
static const char *
skip_trunk(const char *text, size_t have)
{
	return have > 1 && strncmp(text, "(0)", 3) == 0 ? text + 3 : text;
}

static const char *
take_digits(char digits[POS_PHONE_TEXT], const char *text, bool *plus)
{
	size_t n = 0, len;
	int s;

	*plus = false;
	for (; *text != '\0'; text += len) {
		if (*plus)
			text = skip_trunk(text, n);
		s = symbol(pos_utf8_next(text, &len));
		if (s == '+' && n == 0 && !*plus)
			*plus = true;
		else if (s == '+' || s < 0)
			return POS_TR("is no phone number: digits, blanks and "
				      "hyphens, with a + in front for another "
				      "country");
		else if (s > 0 && n > 16)
			return POS_TR("has too many digits for a phone number");
		else if (s > 0)
			digits[n++] = (char)s;
	}
	digits[n] = '\0';
	if (n == 0)
		return POS_TR("has no digit");
	return NULL;
}

static const char *
check(const struct country *c, const char *rest)
{
	int n = (int)strlen(rest);

	if (n < c->min)
		return POS_TR("has too few digits for a phone number");
	if (n > c->max)
		return POS_TR("has too many digits for a phone number");
	if (strcmp(c->code, "86") != 0)
		return NULL;
	/* mobiles have 11 digits, 13 to 19 first; others an area code */
	if (rest[0] == '1' && rest[1] != '0' && n != 11)
		return POS_TR("is no mobile number: they have 11 digits");
	if (rest[0] == '1' && n == 11 && rest[1] < '3')
		return POS_TR("is no mobile number: they begin with 13 to 19");
	if (n == 11 && rest[0] == '0')
		return POS_TR("is no phone number");
	return NULL;
}

static const char *
put(char phone[POS_PHONE_TEXT], const struct country *c, const char *rest)
{
	const char *wrong = check(c, rest);

	if (wrong == NULL) /* no more than max digits */
		snprintf(phone, POS_PHONE_TEXT, "+%s%.16s", c->code, rest);
	return wrong;
}

const char *
pos_phone_wrong(char phone[POS_PHONE_TEXT], const char *text,
    const char *country)
{
	const struct country *c = country_of(country);
	char digits[POS_PHONE_TEXT], *rest = digits;
	const char *wrong;
	bool plus, local;
	size_t n;

	wrong = take_digits(digits, text, &plus);
	if (wrong != NULL)
		return wrong;
	if (!plus && strncmp(digits, "00", 2) == 0) {
		plus = true;
		rest += 2;
	}
	n = strlen(rest);
	if (plus) {
		c = country_by_code(rest);
		if (rest[0] == '0' || n < 7 || n > 15)
			return POS_TR("is no phone number: after the + come a "
				      "country and 7 to 15 digits");
		if (c == NULL) {
			snprintf(phone, POS_PHONE_TEXT, "+%s", rest);
			return NULL;
		}
		rest += strlen(c->code);
		if (c->trunk == '0' && rest[0] == '0')
			rest++;
		return put(phone, c, rest);
	}
	if (c == NULL)
		return POS_TR("has no country code");
	/* as 86 138..., where somebody forgot the + */
	if (strcmp(c->code, "86") == 0 && n == 13 &&
	    strncmp(rest, "861", 3) == 0)
		rest += 2;
	local = c->trunk == 0 || rest[0] != c->trunk;
	if (!local)
		rest++;
	if (local && strcmp(c->code, "86") == 0 && rest[0] != '1')
		return POS_TR("is no mobile number, and has no area code");
	return put(phone, c, rest);
}

/* Four digits before the last four; the shop's own country code goes. */
char *
pos_phone_mask(struct pos_pool *pool, const char *phone, const char *country)
{
	const struct country *c = country_of(country);
	size_t skip = 0, len, i;
	char *text;

	if (phone == NULL)
		return NULL;
	if (c != NULL && strncmp(phone + 1, c->code, strlen(c->code)) == 0)
		skip = 1 + strlen(c->code);
	text = pos_pool_text(pool, phone + skip);
	len = strlen(text);
	for (i = len > 8 ? len - 8 : 1; i < (len > 8 ? len - 4 : len); i++)
		text[i] = '*';
	return text;
}
