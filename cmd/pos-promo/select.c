/*
 * select.c - selections and slots as words, read and written.
 *
 * A word with a known key begins a term, others belong to the term before:
 * headings of menus have blanks in them ("category:ice cream").
 */
#include "base/text.h"
#include "row.h"

enum key { ITEM, NOT_ITEM, CATEGORY, NOT_CATEGORY, TAG, LINE, MIN, MAX, FULL };
static const char *const keys[] = { "item:", "not-item:", "category:",
	"not-category:", "tag:", "line:", "min-price:", "max-price:",
	"full-price" };

/* The key that a word begins with, or -1. */
static int
key_of(const char *word)
{
	size_t i, len;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		len = strlen(keys[i]);
		if (strncmp(word, keys[i], len) != 0)
			continue;
		if (i != FULL || word[len] == ' ' || word[len] == '\0')
			return (int)i;
	}
	return -1;
}

/* The length of the term at text: up to the next word with a key. */
static size_t
term(const char *text)
{
	size_t at = strcspn(text, " "), len = at;

	while (text[at] != '\0') {
		at += strspn(text + at, " ");
		if (text[at] == '\0' || key_of(text + at) >= 0)
			break;
		at += strcspn(text + at, " ");
		len = at;
	}
	return len;
}

static enum pos_status
price(const struct pos_shop *shop, const char *value, bool *given,
    int64_t *minor, struct pos_err *err)
{
	struct pos_money a;
	enum pos_status st = pos_shop_money(shop, &a, value, err);

	if (st != POS_OK)
		return st;
	*given = true;
	*minor = a.minor;
	return POS_OK;
}

static enum pos_status
take(const struct pos_shop *shop, struct pos_select *s, enum key key,
    const char *value, struct pos_pool *pool, struct pos_err *err)
{
	size_t n;
	const char **words = promo_words(value, ',', pool, &n);

	if (n == 0 && key != FULL)
		return pos_fail(err, POS_DATA, "'%s' wants something after it",
		    keys[key]);
	switch (key) {
	case ITEM:
		s->items = words;
		s->items_count = n;
		return POS_OK;
	case NOT_ITEM:
		s->not_items = words;
		s->not_items_count = n;
		return POS_OK;
	case CATEGORY:
		s->categories = words;
		s->categories_count = n;
		return POS_OK;
	case NOT_CATEGORY:
		s->not_categories = words;
		s->not_categories_count = n;
		return POS_OK;
	case TAG:
		s->tags = words;
		s->tags_count = n;
		return POS_OK;
	case LINE:
		s->lines = words;
		s->lines_count = n;
		return POS_OK;
	case MIN:
		return price(shop, value, &s->has_price_min,
		    &s->price_min_minor, err);
	case MAX:
		return price(shop, value, &s->has_price_max,
		    &s->price_max_minor, err);
	case FULL:
		s->not_discounted = true;
		break;
	}
	return POS_OK;
}

enum pos_status
promo_select_read(const struct pos_shop *shop, const char *text,
    struct pos_pool *pool, const struct pos_select **select,
    struct pos_err *err)
{
	struct pos_select *s;
	unsigned seen = 0;
	enum pos_status st;
	size_t len;
	int key;

	*select = NULL;
	text += strspn(text, " ");
	if (*text == '\0')
		return POS_OK;
	s = pos_pool_alloc(pool, sizeof(*s));
	for (; *text != '\0'; text += len, text += strspn(text, " ")) {
		len = term(text);
		key = key_of(text);
		if (key < 0)
			return pos_fail(err, POS_DATA,
			    "'%s' is no selection: write item:CODE,"
			    " category:NAME or tag:TAG",
			    text);
		if ((seen >> key & 1) != 0)
			return pos_fail(err, POS_DATA,
			    "'%s' stands there twice: separate by commas",
			    keys[key]);
		seen |= 1u << key;
		st = take(shop, s, (enum key)key,
		    pos_pool_textn(pool, text + strlen(keys[key]),
			len - strlen(keys[key])),
		    pool, err);
		if (st != POS_OK)
			return st;
	}
	*select = s;
	return POS_OK;
}

static bool
has_word(const char **text, const char *want)
{
	size_t len = strlen(want);

	*text += strspn(*text, " ");
	if (strncmp(*text, want, len) != 0 ||
	    ((*text)[len] != ' ' && (*text)[len] != '\0'))
		return false;
	*text += len;
	return true;
}

static enum pos_status
slot_read(const struct pos_shop *shop, const char *text, struct pos_pool *pool,
    struct pos_rule_slot *slot, struct pos_err *err)
{
	size_t digits;

	*slot = (struct pos_rule_slot){ .units = 1 };
	if (has_word(&text, "buy"))
		slot->role = "qualifier";
	else if (has_word(&text, "get"))
		slot->role = "target"; /* as without */
	text += strspn(text, " ");
	digits = strspn(text, "0123456789");
	if (digits > 0 && digits < 10 &&
	    (text[digits] == ' ' || text[digits] == '\0')) {
		slot->units = strtoll(text, NULL, 10);
		text += digits;
	}
	slot->distinct = has_word(&text, "different");
	return promo_select_read(shop, text, pool, &slot->select, err);
}

enum pos_status
promo_slots_read(const struct pos_shop *shop, const char *text,
    struct pos_pool *pool, const struct pos_rule_slot **slots, size_t *count,
    struct pos_err *err)
{
	struct pos_rule_slot *all;
	enum pos_status st = POS_OK;
	const char **words;
	size_t i, n;

	words = promo_words(text, ';', pool, &n);
	all = pos_pool_alloc(pool, (n + 1) * sizeof(*all));
	for (i = 0; i < n && st == POS_OK; i++)
		st = slot_read(shop, words[i], pool, &all[i], err);
	*slots = n > 0 ? all : NULL;
	*count = n;
	return st;
}

static void
list(struct pos_buf *buf, enum key key, const char *const *texts, size_t count)
{
	size_t i;

	if (count == 0)
		return;
	pos_buf_printf(buf, "%s%s", buf->len > 0 ? " " : "", keys[key]);
	for (i = 0; i < count; i++)
		pos_buf_printf(buf, "%s%s", i > 0 ? "," : "", texts[i]);
}

static void
put_price(const struct pos_shop *shop, struct pos_buf *buf, enum key key,
    int64_t minor)
{
	char text[POS_DECIMAL_MAX];

	pos_buf_printf(buf, "%s%s%s", buf->len > 0 ? " " : "", keys[key],
	    pos_shop_money_text(shop, text, pos_minor(minor)));
}

char *
promo_select_text(const struct pos_shop *shop, const struct pos_select *s,
    struct pos_pool *pool)
{
	struct pos_buf buf = { 0 };
	char *text;

	if (s == NULL)
		return NULL;
	list(&buf, ITEM, s->items, s->items_count);
	list(&buf, NOT_ITEM, s->not_items, s->not_items_count);
	list(&buf, CATEGORY, s->categories, s->categories_count);
	list(&buf, NOT_CATEGORY, s->not_categories, s->not_categories_count);
	list(&buf, TAG, s->tags, s->tags_count);
	list(&buf, LINE, s->lines, s->lines_count);
	if (s->has_price_min)
		put_price(shop, &buf, MIN, s->price_min_minor);
	if (s->has_price_max)
		put_price(shop, &buf, MAX, s->price_max_minor);
	if (s->not_discounted)
		pos_buf_printf(&buf, "%s%s", buf.len > 0 ? " " : "",
		    keys[FULL]);
	text = pos_pool_text(pool, buf.text);
	pos_buf_release(&buf);
	return text;
}

char *
promo_slots_text(const struct pos_shop *shop, const struct pos_rule_slot *slots,
    size_t count, struct pos_pool *pool)
{
	struct pos_buf buf = { 0 };
	const char *select;
	char *text;
	size_t i;

	for (i = 0; i < count; i++) {
		select = promo_select_text(shop, slots[i].select, pool);
		pos_buf_printf(&buf, "%s%s%lld%s%s%s", i > 0 ? "; " : "",
		    slots[i].role == NULL                       ? "" :
			strcmp(slots[i].role, "qualifier") == 0 ? "buy " :
								  "get ",
		    (long long)slots[i].units,
		    slots[i].distinct ? " different" : "",
		    select != NULL ? " " : "", select != NULL ? select : "");
	}
	text = pos_pool_text(pool, buf.text);
	pos_buf_release(&buf);
	return text;
}
