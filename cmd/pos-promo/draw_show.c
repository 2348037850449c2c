/*
 * draw_show.c - draw close, check, list, show: how everybody can see that
 * nothing was picked by hand.
 */
#include "games.h"

static const char *state;
static bool tickets;

const struct pos_opt draw_close_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
close_work(struct pos_shop *shop, struct pos_pool *pool, void *code,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_draw *draw = pos_pool_alloc(pool, sizeof(*draw));

	answer->record = &pos_draw_record;
	answer->data = draw;
	return pos_draw_close(shop, code, pool, draw, err);
}

enum pos_status
draw_close_run(int argc, char **argv, struct pos_err *err)
{
	return pos_cmd_once("draw close", argc, argv, NULL, close_work, argv[0],
	    err);
}

const struct pos_opt draw_check_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
check(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_draw_check result;
	enum pos_status st;

	st = pos_draw_check(shop, *(char **)arg, pool, &result, err);
	if (st == POS_OK)
		st = pos_out_record(&pos_draw_check_record, &result, err);
	if (st == POS_OK && !result.ok) {
		/* the record says it first; it must not be lost */
		st = pos_out_flush(err);
		if (st == POS_OK)
			st = pos_fail(err, POS_REFUSED,
			    "draw '%s' is not what its seed says", result.code);
	}
	return st;
}

enum pos_status
draw_check_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(check, argv, err);
}

const struct pos_opt draw_list_options[] = {
	POS_OPT_CHOICE(0, "state", &state, POS_DRAW_STATES,
	    "only in this state"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_draw *draw, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_draw_record, draw, err);
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	(void)arg;
	return pos_draw_list(shop, state, print, NULL, err);
}

enum pos_status
draw_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

const struct pos_opt draw_show_options[] = {
	POS_OPT_FLAG('t', "tickets", &tickets,
	    "and its tickets, as examples/draw-check.sh reads them"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
print_ticket(void *arg, const struct pos_draw_ticket *ticket,
    struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_draw_ticket_record, ticket, err);
}

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_draw draw;
	enum pos_status st;

	st = pos_draw_load(shop, *(char **)arg, pool, &draw, err);
	if (st == POS_OK)
		st = pos_out_record(&pos_draw_record, &draw, err);
	if (st == POS_OK && tickets)
		st = pos_draw_tickets(shop, &draw, print_ticket, NULL, err);
	return st;
}

enum pos_status
draw_show_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv, err);
}
