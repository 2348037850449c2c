/*
 * template.c - texts of messages: set, picked by language, filled in.
 */
#include <string.h>

#include "base/text.h"
#include "shop/outreach_inside.h"
#include "shop/staff.h"
#include "shop/template.h"

#define TEXT_MAX_BYTES 2000
#define SUBJECT_MAX_BYTES 200

static const char *const names[POS_PLACEHOLDERS] = {
	[POS_P_NAME] = "name",
	[POS_P_MEMBER] = "member",
	[POS_P_LEVEL] = "level",
	[POS_P_POINTS] = "points",
	[POS_P_BALANCE] = "balance",
	[POS_P_SHOP] = "shop",
	[POS_P_DAY] = "day",
	[POS_P_COUNT] = "count",
	[POS_P_BENEFITS] = "benefits",
	[POS_P_REFERRAL] = "referral",
};

#define FIELDS \
	POS_TEXT(pos_template, code, POS_F_COLUMN | POS_F_CODE, 0, "code"), \
	    POS_CHOICE(pos_template, channel, POS_F_COLUMN, POS_CHANNELS, \
		"by which it goes"), \
	    POS_TEXT(pos_template, lang, POS_F_COLUMN, 35, "language"), \
	    POS_TEXT(pos_template, subject, POS_F_OPTIONAL, SUBJECT_MAX_BYTES, \
		"of a mail"), \
	    POS_TEXT(pos_template, text, POS_F_COLUMN, TEXT_MAX_BYTES, \
		"the text, with placeholders in braces")

static const struct pos_field fields[] = { FIELDS, { 0 } };

const struct pos_record pos_template_record = {
	.type = "template", .v = 1, .size = sizeof(struct pos_template),
	.fields = fields, .help = "the text of a message in one language",
};
POS_LIST_RECORD(pos_template_record);

static const struct pos_record template_data = {
	.size = sizeof(struct pos_template),
	.fields = fields,
	.help = "the text of a message in one language",
};

POS_SQL(sql_waiting,
    "SELECT n FROM message WHERE state = 1 AND template = $1"
    " AND channel = $2 LIMIT 1");

/* A language as a setting has it: letters, digits and hyphens. */
static bool
language_good(const char *text)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
	size_t len = strlen(text), main = strcspn(text, "-");

	return main >= 2 && main <= 3 && len <= 35 &&
	    strspn(text, good) == len && text[len - 1] != '-';
}

/* The placeholder at text, which is after a '{'; *len gets what it takes with
 * its '}'; POS_PLACEHOLDERS: none. */
static enum pos_placeholder
placeholder(const char *text, size_t *len)
{
	size_t n = strcspn(text, "}");
	int i;

	*len = n + 1;
	for (i = 0; text[n] == '}' && i < POS_PLACEHOLDERS; i++)
		if (strlen(names[i]) == n && memcmp(names[i], text, n) == 0)
			return (enum pos_placeholder)i;
	return POS_PLACEHOLDERS;
}

static enum pos_status
unknown(const char *at, struct pos_err *err)
{
	struct pos_buf known = { 0 };
	enum pos_status st;
	int i;

	for (i = 0; i < POS_PLACEHOLDERS; i++)
		pos_buf_printf(&known, " {%s}", names[i]);
	if (strchr(at, '}') == NULL)
		st = pos_fail(err, POS_DATA,
		    "no '}' after '{%.20s': '{{' is a brace", at);
	else
		st = pos_fail(err, POS_DATA,
		    "no placeholder '{%.*s}': there are%s",
		    (int)strcspn(at, "}"), at, known.text);
	pos_buf_release(&known);
	return st;
}

static enum pos_status
check_text(const char *what, const char *text, size_t most, struct pos_err *err)
{
	const char *wrong = pos_text_wrong(text, most), *at;
	size_t len;

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "%s: %s", pos_tr(what),
		    pos_tr(wrong));
	for (at = text; (at = strchr(at, '{')) != NULL; at += len) {
		at++;
		len = 1;
		if (*at != '{' && placeholder(at, &len) == POS_PLACEHOLDERS)
			return unknown(at, err);
	}
	return POS_OK;
}

static enum pos_status
check(const struct pos_template *t, struct pos_err *err)
{
	enum pos_status st = pos_outreach_check("template", t->code, NULL, err);

	if (st != POS_OK)
		return st;
	if (!language_good(t->lang))
		return pos_fail(err, POS_DATA,
		    "language '%s': wants one as en or zh-TW", t->lang);
	if (t->subject != NULL && strcmp(t->channel, "mail") != 0)
		return pos_fail(err, POS_DATA,
		    "a subject is of a mail, not of %s", t->channel);
	st = check_text("text", t->text, TEXT_MAX_BYTES, err);
	if (st == POS_OK && t->subject != NULL)
		st = check_text("subject", t->subject, SUBJECT_MAX_BYTES, err);
	return st;
}

static char *
key_of(const struct pos_template *t, struct pos_pool *pool)
{
	return pos_pool_printf(pool, "%s/%s/%s", t->code, t->channel, t->lang);
}

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st;

	(void)entry;
	st = pos_outreach_write(shop, "template", key_of(data, pool),
	    &template_data, data, err);
	pos_pool_free(pool);
	return st;
}

static enum pos_status
apply_removed(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st;

	(void)entry;
	st = pos_outreach_drop(shop, "template", key_of(data, pool), err);
	pos_pool_free(pool);
	return st;
}

const struct pos_event_kind pos_template_set = {
	.kind = "template.set", .v = 1, .record = &template_data,
	.apply = apply, .help = "the text of a message is new or changed",
};
const struct pos_event_kind pos_template_removed = {
	.kind = "template.remove", .v = 1, .record = &template_data,
	.apply = apply_removed, .help = "the text of a message is gone",
};

enum pos_status
pos_template_put(struct pos_shop *shop, const struct pos_template *t,
    bool *changed, struct pos_err *err)
{
	struct pos_pool *pool;
	enum pos_status st;
	bool same = false;

	*changed = false;
	st = check(t, err);
	if (st == POS_OK)
		st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = pos_outreach_same(shop, "template", key_of(t, pool),
	    &template_data, t, &same, err);
	pos_pool_free(pool);
	if (st == POS_OK && !same)
		st = pos_record(shop, &pos_template_set, t, err);
	*changed = st == POS_OK && !same;
	return st;
}

static bool
goes(const struct pos_template *t, const char *code, const char *channel,
    const char *lang)
{
	return strcmp(t->code, code) == 0 &&
	    (channel == NULL || strcmp(t->channel, channel) == 0) &&
	    (lang == NULL || strcmp(t->lang, lang) == 0);
}

/* POS_REFUSED: messages wait for a text of this channel, and the last of
 * them would go. */
static enum pos_status
may_go(struct pos_shop *shop, const struct pos_template *all, size_t n,
    const struct pos_template *t, const char *lang, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;
	size_t i;

	for (i = 0; i < n; i++)
		if (goes(&all[i], t->code, t->channel, NULL) &&
		    !goes(&all[i], t->code, t->channel, lang))
			return POS_OK;
	q = pos_query(shop->store, &sql_waiting);
	pos_bind_text(q, 1, t->code);
	pos_bind_text(q, 2, t->channel);
	st = pos_step(q, err);
	pos_query_done(q);
	if (st == POS_OK)
		return pos_fail(err, POS_REFUSED,
		    "messages wait for template '%s' for %s: 'pos-member "
		    "outbox --take' sends them, 'outbox drop' does not",
		    t->code, t->channel);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
pos_template_remove(struct pos_shop *shop, const char *code,
    const char *channel, const char *lang, struct pos_pool *pool,
    int64_t *removed, struct pos_err *err)
{
	struct pos_template *all;
	enum pos_status st;
	size_t i, n;

	*removed = 0;
	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = pos_template_list(shop, pool, &all, &n, err);
	for (i = 0; st == POS_OK && i < n; i++)
		if (goes(&all[i], code, channel, lang)) {
			st = may_go(shop, all, n, &all[i], lang, err);
			*removed += 1;
		}
	for (i = 0; st == POS_OK && i < n; i++)
		if (goes(&all[i], code, channel, lang))
			st = pos_record(shop, &pos_template_removed, &all[i],
			    err);
	if (st == POS_OK && *removed == 0)
		return pos_fail(err, POS_DATA,
		    "no template '%s'%s%s%s%s: "
		    "'pos-member template list' shows them",
		    code, channel != NULL ? pos_tr(" for ") : "",
		    channel != NULL ? channel : "",
		    lang != NULL ? pos_tr(" in ") : "",
		    lang != NULL ? lang : "");
	return st;
}

enum pos_status
pos_template_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_template **all, size_t *count, struct pos_err *err)
{
	void *rows;
	enum pos_status st = pos_outreach_all(shop, "template", &template_data,
	    pool, &rows, count, err);

	*all = rows;
	return st;
}

/* How well a text in this language serves who reads that one. */
static int
serves(const char *lang, const char *wanted)
{
	size_t main = strcspn(wanted, "-");

	if (strcmp(lang, wanted) == 0)
		return 3;
	if (strcspn(lang, "-") != main || strncmp(lang, wanted, main) != 0)
		return 0;
	return lang[main] == '\0' ? 2 : 1;
}

const struct pos_template *
pos_template_pick(const struct pos_shop *shop, const struct pos_template *all,
    size_t count, const char *code, const char *channel, const char *language)
{
	const struct pos_template *best = NULL;
	int good, most = -1;
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(all[i].code, code) != 0 ||
		    strcmp(all[i].channel, channel) != 0)
			continue;
		good = language != NULL ? 4 * serves(all[i].lang, language) : 0;
		if (good == 0 && shop->language != NULL)
			good = serves(all[i].lang, shop->language);
		if (good > most) {
			most = good;
			best = &all[i];
		}
	}
	return best;
}

static bool
asks(const char *text, enum pos_placeholder what)
{
	size_t len;

	for (; text != NULL && (text = strchr(text, '{')) != NULL;
	     text += len) {
		text++;
		len = 1;
		if (*text != '{' && placeholder(text, &len) == what)
			return true;
	}
	return false;
}

bool
pos_template_asks(const struct pos_template *t, enum pos_placeholder what)
{
	return asks(t->text, what) || asks(t->subject, what);
}

void
pos_template_fill(struct pos_buf *out, const char *text,
    const char *const values[POS_PLACEHOLDERS])
{
	enum pos_placeholder what;
	size_t n;

	pos_buf_text(out, "");
	for (;;) {
		n = strcspn(text, "{");
		pos_buf_add(out, text, n);
		if (text[n] == '\0')
			return;
		text += n + 1;
		n = 1;
		if (*text == '{') {
			pos_buf_char(out, '{');
		} else {
			what = placeholder(text, &n);
			if (what != POS_PLACEHOLDERS && values[what] != NULL)
				pos_buf_text(out, values[what]);
		}
		text += n;
	}
}
