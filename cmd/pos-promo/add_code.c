/*
 * add_code.c - a code for a rule that was given none: its words, joined.
 */
#include "add.h"
#include "base/text.h"

#define CODE_LEN 40 /* and room for "-999" behind it */

static void
word(struct pos_buf *code, const char *text)
{
	const char *at;
	size_t len;

	pos_buf_text(code, code->len > 0 ? "-" : "");
	for (at = text; *at != '\0'; at += len) {
		(void)pos_utf8_next(at, &len);
		if (len == 1 && strchr(" :+,;=\"'/%&<>|", *at) != NULL)
			pos_buf_char(code, *at == '%' ? 'p' : '-');
		else
			pos_buf_add(code, at, len);
	}
}

static void
words(struct pos_buf *code, const char *const *texts, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		word(code, texts[i]);
}

char *
promo_code_of(const struct promo_add *add, int argc, char **argv)
{
	const struct pos_select *s = add->row.target_select;
	struct pos_buf code = { 0 };
	char *text;
	size_t len;
	int i;

	if (s == NULL && add->row.slot_count > 0)
		s = add->row.slot[0].select;
	for (i = 0; i < argc; i++)
		word(&code, argv[i]);
	if (s != NULL) {
		words(&code, s->items, s->items_count);
		words(&code, s->categories, s->categories_count);
		words(&code, s->tags, s->tags_count);
	}
	len = pos_utf8_valid(code.text,
	    code.len < CODE_LEN ? code.len : CODE_LEN);
	while (len > 1 && code.text[len - 1] == '-')
		len--;
	text = pos_pool_textn(add->pool, code.text, len);
	pos_buf_release(&code);
	return text;
}
