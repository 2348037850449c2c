/*
 * draw.c - draw open, play, claim: what may be won, and who wins it.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "games.h"

static struct pos_draw want;
static struct pos_texts prizes;
static const char *file, *over, *member;

const struct pos_opt draw_open_options[] = {
	POS_OPT_TEXTS('p', "prize", &prizes, "PRIZE",
	    "as coffee:5, points=100:5, coupon=BATCH:3:50, item=latte:5 or "
	    "none:95: what, how likely, and at most how often"),
	POS_OPT_TEXT(0, "prizes", &file, "FILE",
	    "prizes as records, a line each; - is standard input"),
	POS_OPT_CHOICE(0, "kind", &want.kind, POS_DRAW_KINDS,
	    "draw, or a shuffled batch of scratch tickets"),
	POS_OPT_FLAG(0, "exact", &want.exact,
	    "numbers of prizes are counts: each is won just so often"),
	POS_OPT_MONEY(0, "per-order-over", &over, "AMOUNT",
	    "a ticket for each paid order of at least this"),
	POS_OPT_INT(0, "cost-points", &want.cost_points, 1,
	    POS_DRAW_WEIGHT_MAX, "N", "a ticket costs a member so many"),
	POS_OPT_TIME('u', "until", &want.until, "TIME",
	    "no tickets from then on"),
	POS_OPT_DAY(0, "points-until", &want.points_until, "DAY",
	    "last day of points that are won; else as of those earned"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static void
add_prize(struct pos_pool *pool, const struct pos_draw_prize *prize)
{
	struct pos_draw_prize *all;

	all = pos_pool_push(pool, (void *)want.prizes, want.prizes_count,
	    sizeof(*all));
	all[want.prizes_count++] = *prize;
	want.prizes = all;
}

static enum pos_status
read_line(struct pos_pool *pool, char *text, size_t len, struct pos_err *err)
{
	struct pos_draw_prize prize = { 0 };
	struct pos_json *json = NULL;
	enum pos_status st;

	if (strspn(text, " \t") == len)
		return POS_OK;
	st = pos_json_parse(&json, text, len, err);
	if (st == POS_OK)
		st = pos_record_read(&prize, &pos_draw_prize_record, json, pool,
		    0, err);
	pos_json_free(json);
	if (st == POS_OK)
		add_prize(pool, &prize);
	return st;
}

static enum pos_status
read_file(struct pos_pool *pool, struct pos_err *err)
{
	bool in = strcmp(file, "-") == 0;
	int fd = in ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
	struct pos_lines *lines;
	enum pos_status st;
	size_t len;
	char *text;

	if (fd < 0)
		return pos_fail(err, POS_NOINPUT, "%s: %s", file,
		    strerror(errno));
	lines = pos_lines_new(fd);
	while ((st = pos_lines_next(lines, &text, &len, err)) == POS_OK) {
		st = read_line(pool, text, len, err);
		if (st != POS_OK) {
			(void)pos_fail_at(err, "%s:%ld", file,
			    pos_lines_number(lines));
			break;
		}
	}
	pos_lines_free(lines);
	if (!in)
		close(fd);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
open_work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_money least;
	enum pos_status st = POS_OK;

	(void)arg;
	if (over != NULL) {
		st = pos_shop_money(shop, &least, over, err);
		if (st == POS_OK && pos_money_cmp(least, pos_minor(0)) < 0)
			st = pos_fail(err, POS_USAGE,
			    "an amount is not negative");
		if (st != POS_OK) {
			(void)pos_fail_at(err, "--per-order-over");
			if (err != NULL)
				err->status = POS_USAGE;
			return POS_USAGE;
		}
		want.per_order = true;
		want.per_order_over_minor = least.minor;
	}
	if (st == POS_OK)
		st = pos_draw_open(shop, &want, pool, err);
	answer->record = &pos_draw_record;
	answer->data = &want;
	return st;
}

/* The prizes are part of what is asked, wherever they come from. */
static enum pos_status
gather(struct pos_pool *pool, struct pos_buf *more, struct pos_err *err)
{
	bool counts = want.exact || strcmp(want.kind, "scratch") == 0;
	struct pos_draw_prize prize;
	enum pos_status st = POS_OK;
	size_t i;

	if (file != NULL)
		st = read_file(pool, err);
	for (i = 0; i < prizes.count && st == POS_OK; i++) {
		st = pos_draw_prize_parse(&prize, prizes.text[i], counts, pool,
		    err);
		if (st == POS_OK)
			add_prize(pool, &prize);
	}
	for (i = 0; i < want.prizes_count && st == POS_OK; i++)
		pos_record_write(more, &pos_draw_prize_record, &want.prizes[i]);
	return st;
}

enum pos_status
draw_open_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool;
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (prizes.count == 0 && file == NULL)
		return pos_fail(err, POS_USAGE,
		    "what can be won? say --prize or --prizes");
	if (want.kind == NULL)
		want.kind = "draw";
	want.code = argv[0];
	pos_buf_printf(&more,
	    "kind=%s exact=%d cost=%lld until=%lld "
	    "points-until=%lld ",
	    want.kind, want.exact, (long long)want.cost_points,
	    (long long)want.until, (long long)want.points_until);
	pos_cmd_asked_add(&more, "over", over);
	pool = pos_pool_new();
	st = gather(pool, &more, err);
	if (st == POS_OK)
		st = pos_cmd_once("draw open", argc, argv, more.text, open_work,
		    NULL, err);
	pos_buf_release(&more);
	pos_pool_free(pool);
	return st;
}

const struct pos_opt draw_play_options[] = {
	POS_OPT_TEXT('m', "member", &member, "MEMBER",
	    "the ticket of a member: a code, phone or card"),
	POS_OPT_GROUP(game_sale_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
play_sale(struct pos_shop *shop, struct pos_pool *pool, const char *text,
    void *code, struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_draw_ticket *ticket = pos_pool_alloc(pool, sizeof(*ticket));
	struct pos_id id;
	enum pos_status st;

	if (!pos_id_parse(&id, text))
		return pos_fail(err, POS_DATA, "'%s' is no id of a sale", text);
	st = pos_sale_which(shop, text, &id, err);
	if (st == POS_OK)
		st = pos_draw_play(shop, code, &id, NULL, pool, ticket, err);
	answer->record = &pos_draw_ticket_record;
	answer->data = ticket;
	return st;
}

static enum pos_status
play_member(struct pos_shop *shop, struct pos_pool *pool, void *code,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_draw_ticket *ticket = pos_pool_alloc(pool, sizeof(*ticket));

	answer->record = &pos_draw_ticket_record;
	answer->data = ticket;
	return pos_draw_play(shop, code, NULL, member, pool, ticket, err);
}

enum pos_status
draw_play_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	struct pos_pool *pool;
	enum pos_status st;

	if (member != NULL && game_sale_given() != NULL)
		return pos_fail(err, POS_USAGE,
		    "--member and --sale: one is too many");
	if (member != NULL) {
		pos_cmd_asked_private(&more, "member", member);
		st = pos_cmd_once("draw play", argc, argv, more.text,
		    play_member, argv[0], err);
		pos_buf_release(&more);
		return st;
	}
	pool = pos_pool_new();
	st = game_sale_each(pos_cmd_asked(pool, "draw play", argc, argv, NULL),
	    play_sale, argv[0], err);
	pos_pool_free(pool);
	return st;
}

const struct pos_opt draw_claim_options[] = {
	POS_OPT_TEXT('m', "member", &member, "MEMBER",
	    "to whom: needed for points and coupons of a sale without one"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
claim_work(struct pos_shop *shop, struct pos_pool *pool, void *id,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_draw_ticket *ticket = pos_pool_alloc(pool, sizeof(*ticket));

	answer->record = &pos_draw_ticket_record;
	answer->data = ticket;
	return pos_draw_claim(shop, id, member, pool, ticket, err);
}

enum pos_status
draw_claim_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_private(&more, "member", member);
	st = pos_cmd_once("draw claim", argc, argv, more.text, claim_work,
	    argv[0], err);
	pos_buf_release(&more);
	return st;
}
