/*
 * member_cells.c - what the cells of a row say of a member.
 */
#include <string.h>

#include "base/text.h"
#include "shop/member_import_inside.h"

#define LIST_PARTS "; |"

static enum pos_status
wrong(const char *title, const char *cell, const char *why, struct pos_err *err)
{
	return pos_fail(err, POS_DATA, "%s: '%.100s' %s", pos_tr(title), cell,
	    pos_tr(why));
}

static int
is_yes(const char *cell)
{
	static const char *const yes[] = { "y", "yes", "true", "1", "是",
		"同意", "ja", "x" };
	static const char *const no[] = { "n", "no", "false", "0", "否",
		"不同意", "nein", "-" };
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (strcasecmp(cell, yes[i]) == 0)
			return 1;
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (strcasecmp(cell, no[i]) == 0)
			return 0;
	return -1;
}

/* 2024-03-01, 2024/3/1 12:30, 2024-03-01T12:30:00Z: by the shop's clock. */
static enum pos_status
take_time(const struct pos_shop *shop, const char *title, const char *cell,
    int64_t *ms, struct pos_err *err)
{
	struct pos_local local = { 0 };
	int *part[] = { &local.year, &local.month, &local.day, &local.hour,
		&local.minute, &local.second };
	const char *at = cell;
	size_t n = 0;

	if (cell == NULL || pos_time_parse(ms, cell, NULL) == POS_OK)
		return POS_OK;
	while (n < 6 && *at >= '0' && *at <= '9') {
		for (; *at >= '0' && *at <= '9' && *part[n] < 100000; at++)
			*part[n] = *part[n] * 10 + *at - '0';
		n++;
		if (*at != '\0' && strchr("-/: T.", *at) != NULL)
			at++;
	}
	if (n < 3 || *at != '\0' || local.year < 1971 || local.year > 2099 ||
	    local.month < 1 || local.month > 12 || local.day < 1 ||
	    local.day > 31 || local.hour > 23 || local.minute > 59 ||
	    local.second > 60)
		return wrong(title, cell,
		    POS_TR("is no time (expected 2024-03-01 12:30)"), err);
	*ms = pos_from_local(&local, shop->zone);
	return POS_OK;
}

static void
take_list(struct pos_pool *pool, const char *cell, const char ***list,
    size_t *count)
{
	char *word, *save = NULL;

	if (cell == NULL)
		return;
	for (word = strtok_r(pos_pool_text(pool, cell), LIST_PARTS, &save);
	     word != NULL; word = strtok_r(NULL, LIST_PARTS, &save)) {
		*list = pos_pool_push(pool, *list, *count, sizeof(**list));
		(*list)[(*count)++] = word;
	}
}

/* A masked export must not become what members are called. */
static enum pos_status
not_masked(const struct member_row *row, struct pos_err *err)
{
	static const enum member_role roles[] = { MEMBER_PHONE, MEMBER_CARD,
		MEMBER_NAME, MEMBER_EMAIL, MEMBER_ADDRESS, MEMBER_IDS,
		MEMBER_PHONES };
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(roles[0]); i++)
		if (row->cell[roles[i]] != NULL &&
		    strstr(row->cell[roles[i]], "**") != NULL)
			return pos_fail(err, POS_DATA,
			    "'%.100s' is masked (export it with --reveal)",
			    row->cell[roles[i]]);
	return POS_OK;
}

static enum pos_status
take_rest(struct pos_shop *shop, struct member_row *row, struct pos_err *err)
{
	struct pos_member *m = &row->member;
	const char *cell;
	enum pos_status st;
	int yes;

	st = take_time(shop, "enrolled_at", row->cell[MEMBER_ENROLLED_AT],
	    &m->enrolled_at, err);
	if (st == POS_OK)
		st = take_time(shop, "consent_at", row->cell[MEMBER_CONSENT_AT],
		    &m->consent_at, err);
	cell = row->cell[MEMBER_CONSENT];
	if (st != POS_OK || cell == NULL)
		return st;
	yes = is_yes(cell);
	if (yes < 0)
		return wrong("consent", cell, POS_TR("is neither yes nor no"),
		    err);
	row->consent_given = true;
	m->consent = yes == 1;
	return POS_OK;
}

enum pos_status
pos_member_cells(struct pos_shop *shop, struct member_row *row,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_member *m = &row->member;
	const char *const *cell = row->cell;
	enum pos_status st = not_masked(row, err);

	if (st != POS_OK)
		return st;
	*m = (struct pos_member){
		.phone = cell[MEMBER_PHONE],
		.name = cell[MEMBER_NAME],
		.email = cell[MEMBER_EMAIL],
		.address = cell[MEMBER_ADDRESS],
		.gender = cell[MEMBER_GENDER],
		.language = cell[MEMBER_LANGUAGE],
		.channel = cell[MEMBER_CHANNEL],
		.consent_source = cell[MEMBER_CONSENT_SOURCE],
	};
	row->consent_given = false;
	if (cell[MEMBER_CARD] != NULL)
		take_list(pool, cell[MEMBER_CARD], &m->cards, &m->cards_count);
	take_list(pool, cell[MEMBER_TAGS], &m->tags, &m->tags_count);
	take_list(pool, cell[MEMBER_IDS], &m->ids, &m->ids_count);
	take_list(pool, cell[MEMBER_PHONES], &m->phones, &m->phones_count);
	if (cell[MEMBER_BIRTHDAY] != NULL) {
		m->birthday = pos_birthday_read(cell[MEMBER_BIRTHDAY]);
		if (m->birthday < 0)
			return wrong("birthday", cell[MEMBER_BIRTHDAY],
			    POS_TR("is no day (expected 1990-03-08 or 03-08)"),
			    err);
	}
	return take_rest(shop, row, err);
}
