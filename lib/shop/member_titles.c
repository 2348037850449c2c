/*
 * member_titles.c - the titles by which systems name what they know of
 * members.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shop/member_import_inside.h"

static const struct {
	const char *title; /* folded */
	enum member_role role;
} titles[] = {
	{ "code", MEMBER_CODE }, { "member", MEMBER_CODE },
	{ "phone", MEMBER_PHONE }, { "mobile", MEMBER_PHONE },
	{ "phone number", MEMBER_PHONE }, { "mobile number", MEMBER_PHONE },
	{ "cell phone", MEMBER_PHONE }, { "telephone", MEMBER_PHONE },
	{ "tel", MEMBER_PHONE }, { "mobile phone", MEMBER_PHONE },
	{ "telefon", MEMBER_PHONE }, { "手机", MEMBER_PHONE },
	{ "手机号", MEMBER_PHONE }, { "手机号码", MEMBER_PHONE },
	{ "会员手机", MEMBER_PHONE }, { "会员手机号", MEMBER_PHONE },
	{ "联系电话", MEMBER_PHONE }, { "电话", MEMBER_PHONE },
	{ "手機", MEMBER_PHONE }, { "手機號碼", MEMBER_PHONE },
	{ "電話", MEMBER_PHONE },
	{ "name", MEMBER_NAME }, { "full name", MEMBER_NAME },
	{ "customer", MEMBER_NAME }, { "customer name", MEMBER_NAME },
	{ "nickname", MEMBER_NAME }, { "姓名", MEMBER_NAME },
	{ "会员姓名", MEMBER_NAME }, { "名字", MEMBER_NAME },
	{ "会员名称", MEMBER_NAME }, { "昵称", MEMBER_NAME },
	{ "客户名称", MEMBER_NAME }, { "會員姓名", MEMBER_NAME },
	{ "birthday", MEMBER_BIRTHDAY }, { "birth date", MEMBER_BIRTHDAY },
	{ "date of birth", MEMBER_BIRTHDAY }, { "dob", MEMBER_BIRTHDAY },
	{ "geburtstag", MEMBER_BIRTHDAY }, { "生日", MEMBER_BIRTHDAY },
	{ "出生日期", MEMBER_BIRTHDAY }, { "会员生日", MEMBER_BIRTHDAY },
	{ "email", MEMBER_EMAIL }, { "e-mail", MEMBER_EMAIL },
	{ "email address", MEMBER_EMAIL }, { "mail", MEMBER_EMAIL },
	{ "邮箱", MEMBER_EMAIL }, { "电子邮箱", MEMBER_EMAIL },
	{ "郵箱", MEMBER_EMAIL },
	{ "address", MEMBER_ADDRESS }, { "adresse", MEMBER_ADDRESS },
	{ "地址", MEMBER_ADDRESS }, { "联系地址", MEMBER_ADDRESS },
	{ "住址", MEMBER_ADDRESS },
	{ "gender", MEMBER_GENDER }, { "sex", MEMBER_GENDER },
	{ "geschlecht", MEMBER_GENDER }, { "性别", MEMBER_GENDER },
	{ "性別", MEMBER_GENDER },
	{ "card", MEMBER_CARD }, { "card number", MEMBER_CARD },
	{ "membership number", MEMBER_CARD }, { "customer code", MEMBER_CARD },
	{ "会员卡号", MEMBER_CARD }, { "卡号", MEMBER_CARD },
	{ "会员编号", MEMBER_CARD }, { "会员号", MEMBER_CARD },
	{ "會員卡號", MEMBER_CARD },
	{ "language", MEMBER_LANGUAGE }, { "语言", MEMBER_LANGUAGE },
	{ "tags", MEMBER_TAGS }, { "tag", MEMBER_TAGS },
	{ "groups", MEMBER_TAGS }, { "标签", MEMBER_TAGS },
	{ "会员标签", MEMBER_TAGS },
	{ "channel", MEMBER_CHANNEL }, { "source", MEMBER_CHANNEL },
	{ "来源", MEMBER_CHANNEL }, { "渠道", MEMBER_CHANNEL },
	{ "会员来源", MEMBER_CHANNEL },
	{ "ids", MEMBER_IDS }, { "phones", MEMBER_PHONES },
	{ "consent", MEMBER_CONSENT }, { "newsletter", MEMBER_CONSENT },
	{ "marketing", MEMBER_CONSENT },
	{ "accepts marketing", MEMBER_CONSENT },
	{ "email subscription status", MEMBER_IGNORE },
	{ "接收短信", MEMBER_CONSENT }, { "同意营销", MEMBER_CONSENT },
	{ "consent_at", MEMBER_CONSENT_AT },
	{ "consent_source", MEMBER_CONSENT_SOURCE },
	{ "referred_by", MEMBER_REFERRED_BY },
	{ "推荐人", MEMBER_REFERRED_BY },
	{ "enrolled_at", MEMBER_ENROLLED_AT },
	{ "created", MEMBER_ENROLLED_AT }, { "created at", MEMBER_ENROLLED_AT },
	{ "member since", MEMBER_ENROLLED_AT },
	{ "first visit", MEMBER_ENROLLED_AT },
	{ "注册时间", MEMBER_ENROLLED_AT }, { "入会时间", MEMBER_ENROLLED_AT },
	{ "开卡时间", MEMBER_ENROLLED_AT }, { "注册日期", MEMBER_ENROLLED_AT },
	/* our own export has them, and what changes them is elsewhere */
	{ "level", MEMBER_IGNORE }, { "level_until", MEMBER_IGNORE },
	{ "points", MEMBER_IGNORE }, { "stored", MEMBER_IGNORE },
};
#define TITLES (sizeof(titles) / sizeof(titles[0]))

static enum member_role
role_of(const char *title)
{
	struct pos_buf fold = { 0 };
	enum member_role role = MEMBER_UNKNOWN;
	size_t i, len;

	title += strspn(title, " \t*");
	pos_text_fold(&fold, title);
	len = fold.len;
	while (len > 0 && strchr(" \t*", fold.text[len - 1]) != NULL)
		len--;
	fold.text[len] = '\0';
	for (i = 0; i < TITLES && role == MEMBER_UNKNOWN; i++)
		if (strcmp(titles[i].title, fold.text) == 0)
			role = titles[i].role;
	pos_buf_release(&fold);
	return role;
}

static enum pos_status
map_one(const struct pos_csv_row *row, char *pair, enum member_role *roles,
    struct pos_err *err)
{
	char *is = strchr(pair, '=');
	enum member_role role;
	size_t index;

	if (is == NULL || is == pair || is[1] == '\0')
		return pos_fail(err, POS_USAGE,
		    "--map: expected NAME=COLUMN, not '%s'", pair);
	*is = '\0';
	role = role_of(pair);
	if (role == MEMBER_UNKNOWN || role == MEMBER_IGNORE)
		return pos_fail(err, POS_USAGE,
		    "--map: nothing of a member is named '%s' (phone, name, "
		    "birthday, email, address, gender, card, language, tags,"
		    " channel, ids, phones, consent, referred_by, enrolled_at)",
		    pair);
	if (!pos_csv_find(row, is + 1, &index))
		return pos_fail(err, POS_DATA,
		    "--map: the file has no column '%s'", is + 1);
	roles[index] = role;
	return POS_OK;
}

static enum pos_status
map_all(const struct pos_csv_row *row, const char *map, enum member_role *roles,
    struct pos_err *err)
{
	char *text = pos_strdup(map), *pair, *save = NULL;
	enum pos_status st = POS_OK;
	size_t i;

	for (i = 0; i < row->count; i++)
		roles[i] = MEMBER_IGNORE;
	for (pair = strtok_r(text, ",", &save); st == POS_OK && pair != NULL;
	     pair = strtok_r(NULL, ",", &save))
		st = map_one(row, pair, roles, err);
	free(text);
	return st;
}

static bool
has(const enum member_role *roles, size_t count, enum member_role role)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (roles[i] == role)
			return true;
	return false;
}

enum pos_status
pos_member_titles(const struct pos_csv_row *row, const char *map,
    enum member_role roles[POS_CSV_CELLS_MAX], struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i, k;

	if (map != NULL) {
		st = map_all(row, map, roles, err);
	} else {
		for (i = 0; i < row->count; i++)
			roles[i] = role_of(row->cells[i]);
		/* of two columns for one thing the first counts */
		for (i = 0; i < row->count; i++)
			for (k = 0; k < i; k++)
				if (roles[i] == roles[k] &&
				    roles[i] != MEMBER_UNKNOWN)
					roles[i] = MEMBER_IGNORE;
	}
	if (st != POS_OK)
		return st;
	return has(roles, row->count, MEMBER_PHONE) ||
		has(roles, row->count, MEMBER_CARD) ||
		has(roles, row->count, MEMBER_IDS) ?
	    POS_OK :
	    POS_END;
}
