/*
 * receipt.c - pos-print receipt: sales as receipts.
 *
 * A printing is counted before the paper is printed: should the printer fail
 * between the two, the next one says COPY, and there never are two originals.
 * Who wants to try again until it is out gives a --key.
 */
#include <string.h>
#include <unistd.h>

#include "../change.h"
#include "print.h"
#include "shop/place.h"
#include "shop/print.h"

static const char *which, *qr;
static bool copy, preview;

const struct pos_opt receipt_options[] = {
	POS_OPT_TEXT('s', "sale", &which, "SALE",
	    "an id, a number of today, or DAY/NUMBER; else from input"),
	POS_OPT_FLAG(0, "copy", &copy,
	    "mark it as a copy, even when it is the first"),
	POS_OPT_FLAG('p', "preview", &preview,
	    "only look: nothing is counted, and it says so"),
	POS_OPT_TEXT(0, "qr", &qr, "TEXT", "a QR code below the sums"),
	POS_OPT_GROUP(print_options),
	POS_OPT_GROUP(pos_work_options),
	POS_OPT_END,
};

static bool
is_finished(const struct pos_sale *sale)
{
	return strcmp(sale->state, pos_sale_state_name(POS_SALE_OPEN)) != 0 &&
	    strcmp(sale->state, pos_sale_state_name(POS_SALE_HELD)) != 0;
}

static enum pos_status
find_names(struct receipt *r, struct pos_shop *shop, const struct pos_id *id,
    struct pos_err *err)
{
	struct pos_place branch = { 0 }, till = { .branch_no = id->branch };
	struct pos_pool *pool = r->w.pool;
	struct pos_staff staff = { 0 };
	enum pos_status st;

	r->branch_name = r->sale->branch;
	r->till_name = r->sale->till;
	r->staff_name = r->sale->staff;
	st = pos_branch_find(shop->store, r->sale->branch, pool, &branch, err);
	if (st == POS_OK && branch.name != NULL)
		r->branch_name = branch.name;
	if (st == POS_OK || st == POS_END)
		st =
		    pos_till_find(shop->store, r->sale->till, pool, &till, err);
	if (st == POS_OK && till.name != NULL)
		r->till_name = till.name;
	if ((st == POS_OK || st == POS_END) && r->sale->staff != NULL) {
		st = pos_staff_find(shop, r->sale->staff, pool, &staff, err);
		if (st == POS_OK && staff.name != NULL)
			r->staff_name = staff.name;
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
find_settings(struct receipt *r, struct pos_shop *shop, const struct pos_id *id,
    struct pos_err *err)
{
	struct pos_pool *pool = r->w.pool;
	enum pos_status st;

	st = pos_setting_get(shop->store, id->branch, "name", pool,
	    &r->shop_name, err);
	if (st == POS_OK)
		st = pos_setting_get(shop->store, id->branch, "receipt_header",
		    pool, &r->header, err);
	if (st == POS_OK)
		st = pos_setting_get(shop->store, id->branch, "receipt_footer",
		    pool, &r->footer, err);
	if (r->shop_name == NULL)
		r->shop_name = shop->name;
	return st;
}

static enum pos_status
make(struct pos_shop *shop, const struct pos_id *id,
    const struct pos_sale *sale, int64_t number, struct pos_pool *pool,
    struct pos_buf *bytes, struct pos_err *err)
{
	struct receipt r = { .shop = shop,
		.sale = sale,
		.copy = number,
		.qr = qr };
	enum pos_status st;

	st = words_start(&r.w, shop, id->branch, print_language(), pool, err);
	if (st == POS_OK)
		st = find_settings(&r, shop, id, err);
	if (st == POS_OK)
		st = find_names(&r, shop, id, err);
	if (st != POS_OK)
		return st;
	r.paper = pos_paper_new();
	st = receipt_make(&r, err);
	if (st == POS_OK)
		st = print_render(bytes, r.paper, err);
	pos_paper_free(r.paper);
	return st;
}

/* Which copy this is: counted now, or when the key was first used. */
static enum pos_status
count(struct pos_shop *shop, const struct pos_id *id, struct pos_pool *pool,
    int64_t *number, struct pos_err *err)
{
	char text[POS_ID_TEXT];
	struct pos_sale_print print = { .id = pos_id_text(text, id) };
	char *words[] = { text, NULL };
	const char *asked =
	    pos_cmd_asked(pool, "receipt", 1, words, copy ? " --copy" : NULL);
	struct pos_buf answer = { 0 };
	struct pos_json *json;
	const char *first;
	enum pos_status st;

	st = pos_request_seen(shop, asked, pool, &first, err);
	if (st == POS_OK) {
		st = pos_json_parse(&json, first, strlen(first), err);
		if (st != POS_OK)
			return st;
		if (!pos_json_int(json, "copy", number))
			*number = ORIGINAL;
		pos_json_free(json);
		return POS_OK;
	}
	if (st != POS_END)
		return st;
	st = pos_sale_print(shop, id, copy, number, err);
	if (st != POS_OK || shop->key == NULL)
		return st;
	print.copy = *number;
	pos_record_write(&answer, &pos_sale_print_data, &print);
	st = pos_request_done(shop, asked, answer.text, err);
	pos_buf_release(&answer);
	return st;
}

/* Everything that may be refused happens before the commit. */
static enum pos_status
decide(struct pos_shop *shop, const struct pos_id *id, struct pos_pool *pool,
    struct pos_buf *bytes, struct pos_err *err)
{
	struct pos_sale sale = { 0 };
	int64_t number = PREVIEW;
	enum pos_status st;

	st = pos_sale_load(shop, id, pool, &sale, err);
	if (st == POS_OK && is_finished(&sale) && !preview)
		st = count(shop, id, pool, &number, err);
	if (st == POS_OK)
		st = make(shop, id, &sale, number, pool, bytes, err);
	return st;
}

static enum pos_status
one(struct pos_shop *shop, const struct pos_id *id, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_buf bytes = { 0 };
	enum pos_status st;

	st = shop->dry_run ? POS_OK : print_ready(err);
	if (st == POS_OK && preview) {
		st = decide(shop, id, pool, &bytes, err);
	} else if (st == POS_OK) {
		st = pos_change_begin(shop, err);
		if (st == POS_OK)
			st = pos_change_end(shop,
			    decide(shop, id, pool, &bytes, err), err);
	}
	if (st == POS_OK)
		st = shop->dry_run ? pos_cmd_print_dry(shop, err) :
				     print_put(&bytes, err);
	pos_buf_release(&bytes);
	pos_pool_free(pool);
	return st;
}

/* As in other streams, the nth document has the key K/n. */
static enum pos_status
from_input(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_ids *ids = pos_ids_new(STDIN_FILENO, "sale");
	const char *key = shop->key, *text, *line;
	enum pos_status st;
	struct pos_id id;
	long n = 0;

	while ((st = pos_ids_line(ids, &text, &line, err)) == POS_OK) {
		if (text == NULL)
			continue; /* another type: nothing for a printer */
		if (!pos_id_parse(&id, text)) {
			st = pos_fail(err, POS_DATA, "'%s' is no id of a sale",
			    text);
			break;
		}
		if (key != NULL && ++n > 1)
			shop->key =
			    pos_pool_printf(shop->pool, "%s/%ld", key, n);
		st = one(shop, &id, err);
		if (st != POS_OK)
			break;
	}
	shop->key = key;
	pos_ids_free(ids);
	return st == POS_END ? POS_OK : st;
}

enum pos_status
receipt_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_shop shop;
	struct pos_id id;
	enum pos_status st;

	(void)argc;
	(void)argv;
	if (preview && copy)
		return pos_fail(err, POS_USAGE,
		    "--preview and --copy are one too many");
	st = pos_cmd_open(&shop, preview ? POS_STORE_READ : POS_STORE_WRITE,
	    err);
	if (st != POS_OK)
		return st;
	st = print_start(&shop, qr, err);
	if (st == POS_OK && which == NULL) {
		st = from_input(&shop, err);
	} else if (st == POS_OK) {
		st = pos_sale_which(&shop, which, &id, err);
		if (st == POS_OK)
			st = one(&shop, &id, err);
	}
	/* What was counted is printed, also when a later one failed. */
	st = print_end(st, err);
	pos_shop_close(&shop);
	return st;
}
