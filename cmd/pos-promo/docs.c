/*
 * docs.c - rules from a file or from standard input, all of them at once.
 *
 * A shop has tens of rules, so that they fit into memory many times over, and
 * an import that looks at all of them before it stores one can name all that
 * is wrong.  An author writes one document over many lines, a program JSON
 * lines: a text whose first line is no document by itself is taken apart by
 * its braces.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "../import.h"
#include "base/text.h"
#include "rules.h"

#define BOM "\xef\xbb\xbf"
#define INPUT_MAX (64 << 20)
#define DOCS_MAX 100000

struct promo_doc *
promo_docs_add(struct promo_docs *docs, struct pos_pool *pool)
{
	docs->doc =
	    pos_pool_push(pool, docs->doc, docs->count, sizeof(*docs->doc));
	return &docs->doc[docs->count++];
}

static enum pos_status
slurp(int fd, const char *name, struct pos_buf *text, struct pos_err *err)
{
	ssize_t got;

	pos_buf_clear(text);
	for (;;) {
		pos_buf_reserve(text, 65536);
		got = read(fd, text->text + text->len, 65535);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return pos_fail(err, POS_IO, "cannot read '%s': %s",
			    name, strerror(errno));
		if (got == 0)
			break;
		text->len += (size_t)got;
		if (text->len > INPUT_MAX)
			return pos_fail(err, POS_DATA,
			    "%s: more than %d bytes: split it", name,
			    INPUT_MAX);
	}
	text->text[text->len] = '\0';
	return POS_OK;
}

static void
add_json(struct promo_docs *docs, const char *text, size_t len, long line,
    struct pos_pool *pool)
{
	struct promo_doc *doc = promo_docs_add(docs, pool);
	struct pos_err why;

	doc->line = line;
	doc->text = pos_pool_textn(pool, text, len);
	if (pos_record_parse(&doc->rule, &pos_rule_record, text, len, pool, 0,
		&why) != POS_OK)
		doc->wrong = pos_pool_text(pool, why.text);
}

static bool
blank(const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r' &&
		    text[i] != '\n')
			return false;
	return true;
}

static bool
is_document(const char *text, size_t len)
{
	struct pos_json *json;

	if (pos_json_parse(&json, text, len, NULL) != POS_OK)
		return false;
	pos_json_free(json);
	return true;
}

static void
by_lines(struct promo_docs *docs, const struct pos_buf *text,
    struct pos_pool *pool)
{
	const char *at = text->text, *end = at + text->len, *nl;
	size_t len;
	long line = 1;

	for (; at < end; at += len + 1, line++) {
		nl = memchr(at, '\n', (size_t)(end - at));
		len = (size_t)((nl != NULL ? nl : end) - at);
		if (!blank(at, len))
			add_json(docs, at, len, line, pool);
	}
}

/* The length of the document at text: to the brace that closes it. */
static size_t
braces(const char *text, size_t len)
{
	bool quoted = false;
	long depth = 0;
	size_t i;

	for (i = 0; i < len; i++) {
		if (quoted && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			quoted = !quoted;
		else if (!quoted && text[i] == '{')
			depth++;
		else if (!quoted && text[i] == '}' && --depth <= 0)
			return i + 1;
	}
	return len;
}

static void
by_braces(struct promo_docs *docs, const struct pos_buf *text,
    struct pos_pool *pool)
{
	const char *at = text->text, *end = at + text->len;
	long line = 1;
	size_t len, i;

	while (at < end) {
		len = strspn(at, " \t\r\n");
		if (len == 0) {
			len = braces(at, (size_t)(end - at));
			add_json(docs, at, len, line, pool);
		}
		for (i = 0; i < len; i++)
			line += at[i] == '\n';
		at += len;
	}
}

static enum pos_status
read_json(struct promo_docs *docs, const struct pos_buf *text,
    struct pos_pool *pool, struct pos_err *err)
{
	const char *wrong = memchr(text->text, '\0', text->len);
	size_t first, valid = pos_utf8_valid(text->text, text->len);
	const char *at;
	long line = 1;

	if (wrong == NULL && valid < text->len)
		wrong = text->text + valid;
	if (wrong != NULL) {
		for (at = text->text; at < wrong; at++)
			line += *at == '\n';
		return pos_fail(err, POS_DATA,
		    "%s:%ld: a NUL character, or not UTF-8", docs->name, line);
	}
	at = text->text + strspn(text->text, " \t\r\n");
	first = strcspn(at, "\n");
	if (is_document(at, first))
		by_lines(docs, text, pool);
	else
		by_braces(docs, text, pool);
	return POS_OK;
}

/* The CSV reader takes a descriptor that can be read twice. */
static enum pos_status
csv_again(struct pos_shop *shop, const struct pos_buf *text,
    struct pos_pool *pool, struct promo_docs *docs, struct pos_err *err)
{
	FILE *copy = tmpfile();
	enum pos_status st;

	if (copy == NULL ||
	    fwrite(text->text, 1, text->len, copy) != text->len ||
	    fflush(copy) != 0 || fseek(copy, 0, SEEK_SET) != 0)
		st = pos_fail(err, POS_IO, "no temporary file: %s",
		    strerror(errno));
	else
		st = promo_csv_read(shop, fileno(copy), pool, docs, err);
	if (copy != NULL)
		fclose(copy);
	return st;
}

static void
hash(char *hex, const struct pos_buf *text)
{
	unsigned char bytes[POS_SHA256_LEN];

	pos_sha256(bytes, text->text, text->len);
	pos_hex(hex, bytes, sizeof(bytes));
}

enum pos_status
promo_docs_read(struct pos_shop *shop, const char *name, struct pos_pool *pool,
    struct promo_docs *docs, char *digest, struct pos_err *err)
{
	struct pos_buf text = { 0 };
	enum pos_status st;
	int fd = -1;
	char c;

	*docs = (struct promo_docs){ .name = name };
	st = pos_input_open(name, &fd, err);
	if (st == POS_OK)
		st = slurp(fd, name, &text, err);
	if (fd >= 0)
		close(fd);
	if (st == POS_OK && digest != NULL)
		hash(digest, &text);
	if (st == POS_OK) {
		if (strncmp(text.text, BOM, 3) == 0)
			memset(text.text, ' ', 3);
		c = text.text[strspn(text.text, " \t\r\n")];
		if (c == '\0' && blank(text.text, text.len))
			st = pos_fail(err, POS_NOINPUT,
			    "no promotion came in (did the stage before"
			    " fail?)");
		else if (c == '{' || c == '[')
			st = read_json(docs, &text, pool, err);
		else
			st = csv_again(shop, &text, pool, docs, err);
	}
	if (st == POS_OK && docs->count > DOCS_MAX)
		st = pos_fail(err, POS_DATA, "%s: more than %d promotions",
		    name, DOCS_MAX);
	pos_buf_release(&text);
	return st;
}
