/*
 * shift.c - pos-pay shift open, in, out, drawer, count, close.
 *
 * Counting is blind: until it is closed, a shift is shown without what
 * should be in it, unless --show is given by somebody who may close the day.
 */
#include "pay.h"

static const char *reason, *hand_over, *float_text;
static int64_t number;
static bool show;

#define SHOW \
	POS_OPT_FLAG(0, "show", &show, \
	    "show what should be in the drawer (right to close the day)")
#define REASON(h) POS_OPT_TEXT(0, "reason", &reason, "TEXT", h)
#define NUMBER \
	POS_OPT_INT(0, "shift", &number, 1, INT32_MAX, "N", \
	    "the shift with this number; else the open one")

const struct pos_opt shift_open_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt shift_move_options[] = {
	REASON("what for"),
	SHOW,
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt shift_drawer_options[] = {
	REASON("what for"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt shift_count_options[] = {
	NUMBER,
	SHOW,
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt shift_close_options[] = {
	NUMBER,
	POS_OPT_TEXT(0, "hand-over", &hand_over, "CODE",
	    "open the next shift for this person at once"),
	POS_OPT_MONEY(0, "float", &float_text, "AMOUNT",
	    "with --hand-over: what stays in the drawer; else all of it"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

enum deed { OPEN, IN, OUT, DRAWER, COUNT, CLOSE };
static const char *const deeds[] = { "shift open", "shift in", "shift out",
	"shift drawer", "shift count", "shift close" };

struct job {
	enum deed deed;
	bool given; /* an amount was */
	int64_t amount_minor;
	bool has_float;
	int64_t float_minor;
};

static enum pos_status
close_shift(struct pos_shop *shop, const struct job *job, struct pos_pool *pool,
    struct pos_shift *shift, struct pos_err *err)
{
	struct pos_shift next;
	enum pos_status st;

	st = pos_shift_close(shop, number,
	    job->given ? &job->amount_minor : NULL, pool, shift, err);
	if (st != POS_OK || hand_over == NULL)
		return st;
	return pos_shift_open(shop,
	    job->has_float ? job->float_minor : shift->counted_minor, hand_over,
	    pool, &next, err);
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_shift *shift = pos_pool_alloc(pool, sizeof(*shift));
	const struct job *job = arg;
	const int64_t *counted = job->given ? &job->amount_minor : NULL;
	enum pos_status st = POS_OK;

	if (show)
		st = pos_staff_may(shop, POS_RIGHT_CLOSE, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	switch (job->deed) {
	case OPEN:
		st = pos_shift_open(shop, job->amount_minor, NULL, pool, shift,
		    err);
		break;
	case IN:
	case OUT:
	case DRAWER:
		st = pos_shift_move(shop, deeds[job->deed] + sizeof("shift"),
		    job->amount_minor, reason, pool, shift, err);
		break;
	case COUNT:
		st = pos_shift_count(shop, number, counted, pool, shift, err);
		break;
	case CLOSE:
		st = close_shift(shop, job, pool, shift, err);
		break;
	}
	if (!show)
		pos_shift_blind(shift);
	answer->record = &pos_shift_record;
	answer->data = shift;
	return st;
}

static const char *
asked(struct pos_pool *pool, const struct job *job, int argc, char **argv)
{
	struct pos_buf more = { 0 };
	const char *text;

	pos_cmd_asked_add(&more, "reason", reason);
	pos_cmd_asked_add(&more, "hand-over", hand_over);
	pos_cmd_asked_add(&more, "float", float_text);
	if (number != 0)
		pos_buf_printf(&more, " shift=%lld", (long long)number);
	text = pos_cmd_asked(pool, deeds[job->deed], argc, argv, more.text);
	pos_buf_release(&more);
	return text;
}

static enum pos_status
change(struct pos_shop *shop, struct job *job, int argc, char **argv,
    struct pos_err *err)
{
	struct pos_pool *pool;
	enum pos_status st;

	job->given = argc > 0;
	job->has_float = float_text != NULL;
	st = pos_cmd_amount(shop, "AMOUNT", argc > 0 ? argv[0] : NULL,
	    &job->amount_minor, err);
	if (st == POS_OK)
		st = pos_cmd_amount(shop, "--float", float_text,
		    &job->float_minor, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = pos_cmd_change(shop, asked(pool, job, argc, argv), work, job, err);
	pos_pool_free(pool);
	return st;
}

static enum pos_status
run(enum deed deed, int argc, char **argv, struct pos_err *err)
{
	struct job job = { .deed = deed };
	struct pos_shop shop;
	enum pos_status st;

	if (float_text != NULL && hand_over == NULL)
		return pos_fail(err, POS_USAGE, "--float wants --hand-over");
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = change(&shop, &job, argc, argv, err);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
shift_open(int argc, char **argv, struct pos_err *err)
{
	return run(OPEN, argc, argv, err);
}

enum pos_status
shift_in(int argc, char **argv, struct pos_err *err)
{
	return run(IN, argc, argv, err);
}

enum pos_status
shift_out(int argc, char **argv, struct pos_err *err)
{
	return run(OUT, argc, argv, err);
}

enum pos_status
shift_drawer(int argc, char **argv, struct pos_err *err)
{
	return run(DRAWER, argc, argv, err);
}

enum pos_status
shift_count(int argc, char **argv, struct pos_err *err)
{
	return run(COUNT, argc, argv, err);
}

enum pos_status
shift_close(int argc, char **argv, struct pos_err *err)
{
	return run(CLOSE, argc, argv, err);
}
