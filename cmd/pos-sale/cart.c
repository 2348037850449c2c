/*
 * cart.c - what is to be sold: words, options by flags, scanner codes.
 *
 * A code is taken as it is, since it may hold what means something in a word.
 * A scanner says a thing twice for two of it: codes of one item make one
 * line.
 */
#include <string.h>
#include <unistd.h>

#include "base/ident.h"
#include "cmd/pos-sale/sale.h"

#define CODES_MAX 100000 /* scanned at once */

static bool scan;
static struct pos_texts options;

const struct pos_opt pos_sale_cart_options[] = {
	POS_OPT_TEXTS('o', "option", &options, "OPTION",
	    "an option of the one ITEM, as oat or milk=oat; repeatable"),
	POS_OPT_FLAG(0, "scan", &scan,
	    "read codes from standard input, one a line (as ITEM -)"),
	POS_OPT_END,
};

/* A word "-" is taken out, and stands for --scan. */
static void
take_dash(struct pos_sale_cart *cart)
{
	int i, kept = 0;

	for (i = 0; i < cart->count; i++) {
		if (strcmp(cart->words[i], "-") == 0)
			cart->scan = true;
		else
			cart->words[kept++] = cart->words[i];
	}
	cart->words[kept] = NULL;
	cart->count = kept;
}

/* Blanks around a code are the scanner's; an empty line is none.  Each line
 * keeps its place, for messages. */
static enum pos_status
read_codes(struct pos_sale_cart *cart, struct pos_sha256 *hash,
    struct pos_err *err)
{
	struct pos_lines *lines = pos_lines_new(STDIN_FILENO);
	enum pos_status st;
	size_t len, found = 0;
	char *text;

	while ((st = pos_lines_next(lines, &text, &len, err)) == POS_OK) {
		while (
		    len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t'))
			text[--len] = '\0';
		text += strspn(text, " \t");
		if (cart->codes_count == CODES_MAX) {
			st = pos_fail(err, POS_DATA, "more than %d codes",
			    CODES_MAX);
			break;
		}
		cart->codes = pos_pool_push(cart->pool, cart->codes,
		    cart->codes_count, sizeof(*cart->codes));
		cart->codes[cart->codes_count++] =
		    pos_pool_text(cart->pool, text);
		found += *text != '\0';
		pos_sha256_add(hash, text, strlen(text));
		pos_sha256_add(hash, "\n", 1);
	}
	pos_lines_free(lines);
	if (st == POS_END && found == 0)
		return pos_fail(err, POS_NOINPUT,
		    "no code came in (did the stage before fail?)");
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
scan_codes(struct pos_sale_cart *cart, struct pos_buf *more,
    struct pos_err *err)
{
	unsigned char hash[POS_SHA256_LEN];
	char hex[2 * POS_SHA256_LEN + 1];
	struct pos_sha256 h;
	enum pos_status st;

	pos_sha256_start(&h);
	st = read_codes(cart, &h, err);
	pos_sha256_end(&h, hash);
	pos_cmd_asked_add(more, "scan", pos_hex(hex, hash, sizeof(hash)));
	return st;
}

enum pos_status
pos_sale_cart_read(struct pos_sale_cart *cart, int argc, char **argv,
    bool input_taken, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st = POS_OK;
	size_t i;

	*cart = (struct pos_sale_cart){ .words = argv,
		.count = argc,
		.pool = pool,
		.scan = scan };
	take_dash(cart);
	if (cart->count == 0 && !cart->scan)
		return pos_fail(err, POS_USAGE,
		    "which ITEM? say it, or --scan to read codes");
	if (cart->scan && input_taken)
		return pos_fail(err, POS_USAGE,
		    "--scan reads codes from "
		    "standard input: say the sale by --sale");
	if (options.count > 0 && (cart->count != 1 || cart->scan))
		return pos_fail(err, POS_USAGE,
		    "--option is for one ITEM: "
		    "with several say ITEM+OPTION, as latte+oat");
	for (i = 0; i < options.count; i++)
		pos_cmd_asked_add(&more, "option", options.text[i]);
	if (cart->scan)
		st = scan_codes(cart, &more, err);
	cart->asked = pos_pool_text(pool, more.text);
	pos_buf_release(&more);
	return st;
}

static void
add_options(struct pos_order_line *line, struct pos_pool *pool)
{
	size_t i;

	for (i = 0; i < options.count; i++) {
		line->options = pos_pool_push(pool, line->options,
		    line->options_count, sizeof(*line->options));
		line->options[line->options_count++] = options.text[i];
	}
}

/* One more of what lies in all[from..count), or a new line. */
static enum pos_status
add_code(struct pos_shop *shop, const char *code, struct pos_pool *pool,
    struct pos_order_line **all, size_t from, size_t *count,
    struct pos_err *err)
{
	const struct pos_item *item;
	struct pos_order_line *line;
	enum pos_status st;
	size_t i;

	st = pos_item_find(shop, code, &item, err);
	if (st != POS_OK)
		return st;
	for (i = from; i < *count; i++) {
		line = &(*all)[i];
		if (strcmp(line->item, item->code) != 0)
			continue;
		if (line->qty_milli > POS_QTY_MAX - POS_QTY_ONE)
			return pos_fail(err, POS_DATA, "more than %lld of '%s'",
			    (long long)(POS_QTY_MAX / POS_QTY_ONE), code);
		line->qty_milli += POS_QTY_ONE;
		return POS_OK;
	}
	if (*count == POS_SALE_LINES_MAX)
		return pos_fail(err, POS_DATA, "more than %d lines",
		    POS_SALE_LINES_MAX);
	*all = pos_pool_push(pool, *all, *count, sizeof(**all));
	line = &(*all)[(*count)++];
	line->item = pos_pool_text(pool, item->code);
	line->qty_milli = POS_QTY_ONE;
	return POS_OK;
}

enum pos_status
pos_sale_cart_lines(struct pos_shop *shop, const struct pos_sale_cart *cart,
    struct pos_pool *pool, struct pos_order_line **lines, size_t *count,
    struct pos_err *err)
{
	struct pos_order_line *all = NULL;
	enum pos_status st;
	size_t i, n = 0, from;

	for (i = 0; i < (size_t)cart->count; i++) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		st = pos_order_line_parse(&all[n], cart->words[i], shop->places,
		    pool, err);
		if (st != POS_OK)
			return st;
		add_options(&all[n++], pool);
	}
	from = n;
	for (i = 0; i < cart->codes_count; i++) {
		if (*cart->codes[i] == '\0')
			continue;
		st = add_code(shop, cart->codes[i], pool, &all, from, &n, err);
		if (st != POS_OK)
			return pos_fail_at(err, "line %zu", i + 1);
	}
	*lines = all;
	*count = n;
	return POS_OK;
}
