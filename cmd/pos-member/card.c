/*
 * card.c - card make, codes, load, set, show, list: gift cards.
 *
 * Numbers are printed by 'codes' alone, after their batch is on disk, and as
 * often as it takes: no answer that is kept holds one.
 */
#include <string.h>

#include "../change.h"
#include "account.h"
#include "shop/gift.h"
#include "shop/topup.h"

static const char *amount, *by, *reference;
static int64_t count, until_day, batch_no;
static bool block, unblock, no_end;

const struct pos_opt card_make_options[] = {
	POS_OPT_INT(0, "count", &count, 1, POS_CARDS_MAX, "N",
	    "so many with numbers of ours; else the given ones"),
	POS_OPT_MONEY(0, "amount", &amount, "AMOUNT", "on each card"),
	POS_OPT_TEXT(0, "by", &by, "METHOD",
	    "a single card is paid for; else the amount is given away"),
	POS_OPT_DAY(0, "until", &until_day, "DAY", "last day; else no end"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt card_codes_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt card_load_options[] = {
	POS_OPT_TEXT(0, "by", &by, "METHOD", "cash, card, ...; needed"),
	POS_OPT_TEXT(0, "reference", &reference, "TEXT",
	    "number of the slip or transaction"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt card_set_options[] = {
	POS_OPT_FLAG(0, "block", &block, "it pays nothing any more"),
	POS_OPT_FLAG(0, "unblock", &unblock, "it pays again"),
	POS_OPT_DAY(0, "until", &until_day, "DAY", "another last day"),
	POS_OPT_FLAG(0, "no-end", &no_end, "no last day"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt card_show_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt card_list_options[] = {
	POS_OPT_INT(0, "batch", &batch_no, 1, INT64_MAX, "N",
	    "only those made together"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct job {
	const char *const *numbers;
	size_t numbers_count;
	const char *card, *amount;
};

static enum pos_status
make(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_card_batch *batch = pos_pool_alloc(pool, sizeof(*batch));
	const struct job *job = arg;
	enum pos_status st;
	int64_t minor = 0;

	st = pos_cmd_amount(shop, "--amount", amount, &minor, err);
	if (st == POS_OK)
		st = pos_cards_make(shop, job->numbers,
		    job->numbers != NULL ? job->numbers_count : (size_t)count,
		    minor, by, until_day, pool, batch, err);
	answer->record = &pos_card_batch_record;
	answer->data = batch;
	return st;
}

enum pos_status
card_make_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = {
		.numbers = argc > 0 ? (const char *const *)argv : NULL,
		.numbers_count = (size_t)argc,
	};
	struct pos_buf more = { 0 };
	char text[POS_TIME_TEXT];
	enum pos_status st;
	int i;

	if ((count > 0) == (argc > 0))
		return pos_fail(err, POS_USAGE,
		    "either --count N, or the numbers of the cards");
	for (i = 0; i < argc; i++)
		pos_cmd_asked_private(&more, "card", argv[i]);
	pos_cmd_asked_add(&more, "amount", amount);
	pos_cmd_asked_add(&more, "by", by);
	pos_cmd_asked_add(&more, "until",
	    until_day == 0 ? NULL : pos_day_text(text, (int32_t)until_day));
	pos_buf_printf(&more, " count=%lld", (long long)count);
	st = pos_cmd_once("card make", 0, NULL, more.text, make, &job, err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
print(void *arg, const struct pos_card *card, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_card_record, card, err);
}

/* The look is recorded first; numbers leave once that is on disk. */
static enum pos_status
codes(struct pos_shop *shop, int64_t batch, const char *asked,
    struct pos_pool *pool, struct pos_err *err)
{
	const char *again;
	enum pos_status st;

	st = pos_change_begin(shop, err);
	if (st != POS_OK)
		return st;
	st = pos_request_seen(shop, asked, pool, &again, err);
	if (st == POS_END) {
		st = pos_cards_show(shop, batch, err);
		if (st == POS_OK)
			st = pos_request_done(shop, asked, "", err);
	}
	st = pos_change_end(shop, st, err);
	if (st == POS_OK && shop->dry_run)
		st = pos_cmd_print_dry(shop, err);
	else if (st == POS_OK)
		st = pos_cards_of(shop, batch, true, print, NULL, err);
	return st == POS_OK ? pos_out_done(err) : st;
}

enum pos_status
card_codes_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool;
	struct pos_shop shop;
	enum pos_status st;
	int64_t batch = 0;
	const char *p;

	for (p = argv[0]; *p >= '0' && *p <= '9' && batch < INT32_MAX; p++)
		batch = batch * 10 + (*p - '0');
	if (*p != '\0' || batch == 0)
		return pos_fail(err, POS_USAGE, "'%s' is no number of a batch",
		    argv[0]);
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = codes(&shop, batch,
	    pos_cmd_asked(pool, "card codes", argc, argv, NULL), pool, err);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}

static enum pos_status
find(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_card *card, struct pos_err *err)
{
	enum pos_status st = pos_card_find(shop, what, pool, card, err);

	return st == POS_END ? pos_fail(err, POS_DATA, "no such gift card") :
			       st;
}

static enum pos_status
load(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_topup *topup = pos_pool_alloc(pool, sizeof(*topup));
	struct pos_topup_want want = { .method = by, .reference = reference };
	const struct job *job = arg;
	struct pos_card card;
	enum pos_status st;

	st = find(shop, job->card, pool, &card, err);
	if (st == POS_OK)
		st = pos_cmd_amount(shop, "AMOUNT", job->amount,
		    &want.amount_minor, err);
	if (st == POS_OK)
		st = pos_topup(shop, -card.card_no, &want, pool, topup, err);
	answer->record = &pos_topup_record;
	answer->data = topup;
	return st;
}

enum pos_status
card_load_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .card = argv[0], .amount = argv[1] };
	struct pos_buf more = { 0 };
	enum pos_status st;

	(void)argc;
	if (by == NULL)
		return pos_fail(err, POS_USAGE,
		    "how is it paid? --by cash, card, ...");
	pos_cmd_asked_private(&more, "card", argv[0]);
	pos_cmd_asked_add(&more, "amount", argv[1]);
	pos_cmd_asked_add(&more, "by", by);
	pos_cmd_asked_add(&more, "reference", reference);
	st = pos_cmd_once("card load", 0, NULL, more.text, load, &job, err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
set(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_card *card = pos_pool_alloc(pool, sizeof(*card));
	const struct job *job = arg;
	enum pos_status st;

	st = find(shop, job->card, pool, card, err);
	if (st == POS_OK)
		st = pos_card_change(shop, card,
		    block || (card->blocked && !unblock),
		    no_end             ? 0 :
			until_day != 0 ? until_day :
					 -1,
		    err);
	answer->record = &pos_card_record;
	answer->data = card;
	return st;
}

enum pos_status
card_set_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .card = argv[0] };
	struct pos_buf more = { 0 };
	char text[POS_TIME_TEXT];
	enum pos_status st;

	(void)argc;
	if ((block && unblock) || (no_end && until_day != 0) ||
	    (!block && !unblock && !no_end && until_day == 0))
		return pos_fail(err, POS_USAGE,
		    "--block or --unblock, --until DAY or --no-end");
	pos_cmd_asked_private(&more, "card", argv[0]);
	pos_cmd_asked_add(&more, "until",
	    until_day == 0 ? NULL : pos_day_text(text, (int32_t)until_day));
	pos_buf_printf(&more, " block=%d unblock=%d no-end=%d", block, unblock,
	    no_end);
	st = pos_cmd_once("card set", 0, NULL, more.text, set, &job, err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_card card;
	enum pos_status st = find(shop, arg, pool, &card, err);

	return st == POS_OK ? pos_out_record(&pos_card_record, &card, err) : st;
}

enum pos_status
card_show_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv[0], err);
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	(void)arg;
	return pos_cards_of(shop, batch_no, false, print, NULL, err);
}

enum pos_status
card_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}
