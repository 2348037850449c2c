/*
 * member_check.c - what people write of themselves, in one form, or refused.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "shop/member_inside.h"
#include "shop/place.h"

#define NAME_MAX_BYTES 200
#define ADDRESS_MAX_BYTES 500
#define EMAIL_MAX_BYTES 254
#define ID_MAX_BYTES 200
#define TAGS_MAX 100
#define YEAR_MIN 1880

enum pos_status
pos_member_country(struct pos_shop *shop, struct pos_pool *pool,
    const char **country, struct pos_err *err)
{
	return pos_setting_get(shop->store, shop->branch, "country", pool,
	    country, err);
}

static bool
is_day(int64_t day)
{
	static const char days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int64_t year = day / 10000, month = day / 100 % 100, d = day % 100;

	if (month < 1 || month > 12 || d < 1 || d > days[month - 1])
		return false;
	if (year != 0 && (year < YEAR_MIN || year > 2100))
		return false;
	return month != 2 || d != 29 || year == 0 ||
	    (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* Runs of digits, parted by what parts a date in any of our languages. */
static int
runs(const char *text, int64_t number[3], int digits[3])
{
	int n = 0;

	while (*text != '\0') {
		if (*text >= '0' && *text <= '9') {
			if (n == 3)
				return -1;
			number[n] = digits[n] = 0;
			for (; *text >= '0' && *text <= '9'; text++) {
				number[n] = number[n] * 10 + *text - '0';
				if (++digits[n] > 8)
					return -1;
			}
			n++;
		} else if (strchr("-/. ", *text) != NULL) {
			text++;
		} else if (strncmp(text, "年", 3) == 0 ||
		    strncmp(text, "月", 3) == 0 ||
		    strncmp(text, "日", 3) == 0 ||
		    strncmp(text, "号", 3) == 0) {
			text += 3;
		} else {
			return -1;
		}
	}
	return n;
}

int64_t
pos_birthday_read(const char *text)
{
	int64_t number[3] = { 0 }, day = -1;
	int digits[3] = { 0 }, n = runs(text, number, digits);

	if (n == 1 && digits[0] == 8)
		day = number[0];
	else if (n == 1 && digits[0] == 4)
		day = number[0]; /* mmdd */
	else if (n == 2 && digits[0] <= 2 && digits[1] <= 2)
		day = number[0] * 100 + number[1];
	else if (n == 3 && digits[0] == 4)
		day = number[0] * 10000 + number[1] * 100 + number[2];
	return day > 0 && is_day(day) ? day : -1;
}

char *
pos_birthday_text(struct pos_pool *pool, int64_t birthday, bool year)
{
	if (birthday == 0)
		return NULL;
	if (year && birthday >= 10000)
		return pos_pool_printf(pool, "%04d-%02d-%02d",
		    (int)(birthday / 10000), (int)(birthday / 100 % 100),
		    (int)(birthday % 100));
	return pos_pool_printf(pool, "%02d-%02d", (int)(birthday / 100 % 100),
	    (int)(birthday % 100));
}

/* Without the blanks around it; "" becomes NULL. */
static const char *
trimmed(struct pos_pool *pool, const char *text)
{
	size_t len;

	if (text == NULL)
		return NULL;
	text += strspn(text, " \t");
	len = strlen(text);
	while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
		len--;
	return len > 0 ? pos_pool_textn(pool, text, len) : NULL;
}

static enum pos_status
check_text(struct pos_pool *pool, const char *what, const char **text,
    size_t max, struct pos_err *err)
{
	const char *wrong;

	*text = trimmed(pool, *text);
	wrong = *text != NULL ? pos_text_wrong(*text, max) : NULL;
	return wrong == NULL ?
	    POS_OK :
	    pos_fail(err, POS_DATA, "%s: %s", pos_tr(what), pos_tr(wrong));
}

static enum pos_status
check_phone(struct pos_pool *pool, const char **text, const char *country,
    struct pos_err *err)
{
	char phone[POS_PHONE_TEXT];
	const char *wrong;

	*text = trimmed(pool, *text);
	if (*text == NULL)
		return POS_OK;
	wrong = pos_phone_wrong(phone, *text, country);
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "'%s' %s", *text, pos_tr(wrong));
	*text = pos_pool_text(pool, phone);
	return POS_OK;
}

static enum pos_status
check_email(struct pos_pool *pool, const char **text, struct pos_err *err)
{
	enum pos_status st = check_text(pool, POS_TR("mail address"), text,
	    EMAIL_MAX_BYTES, err);
	const char *at, *dot;

	if (st != POS_OK || *text == NULL)
		return st;
	at = strchr(*text, '@');
	dot = at != NULL ? strrchr(at, '.') : NULL;
	if (at == NULL || at == *text || strchr(at + 1, '@') != NULL ||
	    dot == NULL || dot == at + 1 || dot[1] == '\0' ||
	    strpbrk(*text, " ,;<>\"") != NULL)
		return pos_fail(err, POS_DATA,
		    "'%s' is no mail address (expected NAME@DOMAIN)", *text);
	return POS_OK;
}

static enum pos_status
check_gender(struct pos_pool *pool, const char **text, struct pos_err *err)
{
	static const char *const words[][2] = { { "f", "f" }, { "m", "m" },
		{ "x", "x" }, { "female", "f" }, { "male", "m" },
		{ "other", "x" }, { "女", "f" }, { "男", "m" }, { "女士", "f" },
		{ "先生", "m" }, { "woman", "f" }, { "man", "m" },
		{ "w", "f" } };
	size_t i;

	*text = trimmed(pool, *text);
	if (*text == NULL)
		return POS_OK;
	if (strcmp(*text, "未知") == 0 || strcmp(*text, "保密") == 0 ||
	    strcasecmp(*text, "unknown") == 0) {
		*text = NULL;
		return POS_OK;
	}
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcasecmp(*text, words[i][0]) == 0) {
			*text = words[i][1];
			return POS_OK;
		}
	return pos_fail(err, POS_DATA, "gender: expected f, m or x, not '%s'",
	    *text);
}

static enum pos_status
check_language(struct pos_pool *pool, const char **text, struct pos_err *err)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	size_t len, lead;

	*text = trimmed(pool, *text);
	if (*text == NULL)
		return POS_OK;
	len = strlen(*text);
	lead = strcspn(*text, "-");
	if (lead < 2 || lead > 3 || len > 35 || strspn(*text, good) != len ||
	    (*text)[len - 1] == '-')
		return pos_fail(err, POS_DATA,
		    "language: expected one as en or zh-TW, not '%s'", *text);
	return POS_OK;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, each once: two lists of the same are the same. */
static void
tidy(const char ***list, size_t *count)
{
	size_t i, n = 0;

	if (*count < 2)
		return;
	qsort(*list, *count, sizeof(**list), by_text);
	for (i = 0; i < *count; i++)
		if (n == 0 || strcmp((*list)[n - 1], (*list)[i]) != 0)
			(*list)[n++] = (*list)[i];
	*count = n;
}

static const char *
id_wrong(const char *id)
{
	const char *colon = strchr(id, ':');

	if (colon == NULL || colon == id || colon[1] == '\0')
		return POS_TR("expected CHANNEL:ID");
	return pos_text_wrong(id, ID_MAX_BYTES);
}

static enum pos_status
check_list(struct pos_pool *pool, const char *what, const char ***list,
    size_t *count, size_t max, bool sort, const char *(*is_wrong)(const char *),
    struct pos_err *err)
{
	const char **fresh = NULL, *text, *wrong;
	size_t i, n = 0;

	for (i = 0; i < *count; i++) {
		text = trimmed(pool, (*list)[i]);
		if (text == NULL)
			continue;
		wrong = is_wrong(text);
		if (wrong != NULL)
			return pos_fail(err, POS_DATA, "%s '%s': %s",
			    pos_tr(what), text, pos_tr(wrong));
		fresh = pos_pool_push(pool, fresh, n, sizeof(*fresh));
		fresh[n++] = text;
	}
	if (sort)
		tidy(&fresh, &n);
	*list = fresh;
	*count = n;
	if (n > max)
		return pos_fail(err, POS_DATA, "%s: more than %zu",
		    pos_tr(what), max);
	return POS_OK;
}

static enum pos_status
check_phones(struct pos_member *m, const char *country, struct pos_pool *pool,
    struct pos_err *err)
{
	const char **fresh = NULL, *text;
	enum pos_status st;
	size_t i, n = 0;

	st = check_phone(pool, &m->phone, country, err);
	for (i = 0; st == POS_OK && i < m->phones_count; i++) {
		text = m->phones[i];
		st = check_phone(pool, &text, country, err);
		if (st != POS_OK || text == NULL ||
		    (m->phone != NULL && strcmp(text, m->phone) == 0))
			continue;
		fresh = pos_pool_push(pool, fresh, n, sizeof(*fresh));
		fresh[n++] = text;
	}
	tidy(&fresh, &n);
	m->phones = fresh;
	m->phones_count = n;
	return st == POS_OK && n > POS_PHONES_MAX ?
	    pos_fail(err, POS_DATA, "phones: more than %d", POS_PHONES_MAX) :
	    st;
}

static enum pos_status
check_lists(struct pos_member *m, struct pos_pool *pool, struct pos_err *err)
{
	enum pos_status st;

	st = check_list(pool, POS_TR("card"), &m->cards, &m->cards_count,
	    POS_PHONES_MAX, false, pos_code_wrong, err);
	if (st == POS_OK)
		st = check_list(pool, POS_TR("identity"), &m->ids,
		    &m->ids_count, POS_PHONES_MAX, true, id_wrong, err);
	if (st == POS_OK)
		st = check_list(pool, POS_TR("tag"), &m->tags, &m->tags_count,
		    TAGS_MAX, true, pos_code_wrong, err);
	return st;
}

enum pos_status
pos_member_check_in(const char *country, struct pos_member *m,
    struct pos_pool *pool, struct pos_err *err)
{
	const char *wrong;
	enum pos_status st;

	st = check_phones(m, country, pool, err);
	if (st == POS_OK)
		st = check_text(pool, POS_TR("name"), &m->name, NAME_MAX_BYTES,
		    err);
	if (st == POS_OK)
		st = check_text(pool, POS_TR("address"), &m->address,
		    ADDRESS_MAX_BYTES, err);
	if (st == POS_OK)
		st = check_email(pool, &m->email, err);
	if (st == POS_OK)
		st = check_gender(pool, &m->gender, err);
	if (st == POS_OK)
		st = check_language(pool, &m->language, err);
	if (st == POS_OK)
		st = check_lists(m, pool, err);
	if (st != POS_OK)
		return st;
	if (m->birthday != 0 && !is_day(m->birthday))
		return pos_fail(err, POS_DATA,
		    "birthday: there is no such day");
	m->channel = trimmed(pool, m->channel);
	wrong = m->channel != NULL ? pos_code_wrong(m->channel) : NULL;
	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "channel '%s': %s", m->channel,
		    pos_tr(wrong));
	return check_text(pool, POS_TR("source of the consent"),
	    &m->consent_source, NAME_MAX_BYTES, err);
}

enum pos_status
pos_member_check(struct pos_shop *shop, struct pos_member *m,
    struct pos_pool *pool, struct pos_err *err)
{
	const char *country;
	enum pos_status st = pos_member_country(shop, pool, &country, err);

	return st == POS_OK ? pos_member_check_in(country, m, pool, err) : st;
}
