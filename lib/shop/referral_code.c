/*
 * referral_code.c - codes that lead to a member, made of its number.
 *
 * Base 32 without I, L, O and U, after an R; the last character is a check:
 * read as coefficients of a polynomial over GF(32) (x^5 + x^2 + 1), the whole
 * is zero at x = 2, which has order 31.  Any one wrong character, and any
 * two that changed places, make it something else.
 */
#include <string.h>

#include "base/ident.h"
#include "shop/referral.h"

static const char alphabet[33] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* Times x in GF(32). */
static unsigned
twice(unsigned a)
{
	a <<= 1;
	return (a & 32) != 0 ? a ^ 0x25 : a;
}

char *
pos_referral_code(char *text, int64_t member_no)
{
	uint64_t branch = (uint64_t)member_no >> 32;
	uint64_t n = (uint64_t)member_no & 0xffffffff;
	uint64_t value = n * (POS_BRANCH_MAX + 1) + branch;
	unsigned digits[13], sum = 0;
	int len = 0, i = 0;

	do {
		digits[len++] = (unsigned)(value % 32);
		value /= 32;
	} while (value > 0);
	text[i++] = 'R';
	while (len-- > 0) {
		sum = twice(sum) ^ digits[len];
		text[i++] = alphabet[digits[len]];
	}
	text[i++] = alphabet[twice(sum)];
	text[i] = '\0';
	return text;
}

/* The value of a character, as a person may write it; 32: none. */
static unsigned
digit(char c)
{
	const char *at;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		c = '0';
	else if (c == 'I' || c == 'L')
		c = '1';
	else if (c == 'U')
		c = 'V';
	at = c != '\0' ? strchr(alphabet, c) : NULL;
	return at != NULL ? (unsigned)(at - alphabet) : 32;
}

int64_t
pos_referral_member(const char *typed)
{
	uint64_t value = 0, whole = 0;
	unsigned d, sum = 0;
	int len = 0;

	if (*typed != 'R' && *typed != 'r')
		return 0;
	for (typed++; *typed != '\0'; typed++) {
		if (*typed == '-' || *typed == ' ')
			continue;
		d = digit(*typed);
		if (d == 32 || ++len > 13)
			return 0;
		value = whole; /* all but the last, which checks */
		whole = whole * 32 + d;
		sum = twice(sum) ^ d;
	}
	if (len < 3 || sum != 0 || value / (POS_BRANCH_MAX + 1) > 0xffffffff)
		return 0;
	return (int64_t)(value % (POS_BRANCH_MAX + 1) << 32 |
	    value / (POS_BRANCH_MAX + 1));
}
