/*
 * group.c - group open, join, leave: a price for many, and who is in.
 */
#include "games.h"

static struct pos_groupbuy want;
static struct pos_texts items;
static int64_t hours;

const struct pos_opt group_open_options[] = {
	POS_OPT_INT(0, "size", &want.size, 2, POS_GROUPBUY_MAX, "N",
	    "it forms when so many orders are paid; must be given"),
	POS_OPT_TIME('u', "until", &want.until, "TIME",
	    "it fails unless formed before"),
	POS_OPT_INT(0, "hours", &hours, 1, 8760, "N",
	    "the same, from now; 24, where neither is said"),
	POS_OPT_TEXT('m', "member", &want.member, "MEMBER",
	    "who opens it: a code, phone or card"),
	POS_OPT_TEXTS('i', "item", &items, "ITEM",
	    "orders must hold this item; several times: one of them"),
	POS_OPT_FLAG(0, "anyone", &want.anyone,
	    "orders without a member may join, too"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
open_work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	char **argv = arg;
	enum pos_status st;

	want.promo = argv[0];
	want.items = items.text;
	want.items_count = items.count;
	if (want.until == 0)
		want.until = shop->now + (hours != 0 ? hours : 24) * 3600000;
	st = pos_groupbuy_open(shop, &want, pool, err);
	answer->record = &pos_groupbuy_record;
	answer->data = &want;
	return st;
}

enum pos_status
group_open_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;
	size_t i;

	if (want.size == 0)
		return pos_fail(err, POS_USAGE,
		    "how many orders form the group? say --size");
	if (want.until != 0 && hours != 0)
		return pos_fail(err, POS_USAGE,
		    "--until and --hours: one is too many");
	pos_buf_printf(&more, "size=%lld until=%lld hours=%lld anyone=%d",
	    (long long)want.size, (long long)want.until, (long long)hours,
	    want.anyone);
	pos_cmd_asked_private(&more, "member", want.member);
	for (i = 0; i < items.count; i++)
		pos_cmd_asked_add(&more, "item", items.text[i]);
	st = pos_cmd_once("group open", argc, argv, more.text, open_work, argv,
	    err);
	pos_buf_release(&more);
	return st;
}

const struct pos_opt group_join_options[] = {
	POS_OPT_GROUP(game_sale_options),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

/* group NULL: leave */
static enum pos_status
move(struct pos_shop *shop, struct pos_pool *pool, const char *text,
    void *group, struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_sale *sale = pos_pool_alloc(pool, sizeof(*sale));
	struct pos_id id;
	enum pos_status st;

	if (!pos_id_parse(&id, text))
		return pos_fail(err, POS_DATA, "'%s' is no id of a sale", text);
	st = pos_sale_which(shop, text, &id, err);
	if (st == POS_OK && group != NULL)
		st = pos_groupbuy_join(shop, group, &id, pool, sale, err);
	else if (st == POS_OK)
		st = pos_groupbuy_leave(shop, &id, pool, sale, err);
	answer->record = &pos_sale_record;
	answer->data = sale;
	return st;
}

enum pos_status
group_join_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	enum pos_status st;

	st = game_sale_each(pos_cmd_asked(pool, "group join", argc, argv, NULL),
	    move, argv[0], err);
	pos_pool_free(pool);
	return st;
}

enum pos_status
group_leave_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return game_sale_each("group leave", move, NULL, err);
}
