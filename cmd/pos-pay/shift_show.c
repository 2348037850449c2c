/*
 * shift_show.c - pos-pay shift show, list.
 */
#include <stdlib.h>

#include "pay.h"

static int64_t from_day, to_day;
static bool show, unclosed;

#define SHOW \
	POS_OPT_FLAG(0, "show", &show, \
	    "show what should be in the drawer (right to close the day)")

const struct pos_opt shift_show_options[] = {
	SHOW,
	POS_OPT_GROUP(pos_till_options),
	POS_OPT_GROUP(pos_who_options),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt shift_list_options[] = {
	POS_OPT_DAY(0, "from", &from_day, "DAY",
	    "those opened from this day on; else on the open day"),
	POS_OPT_DAY(0, "to", &to_day, "DAY", "up to this day; else today"),
	POS_OPT_FLAG(0, "open", &unclosed,
	    "those that are not closed, of whatever day"),
	SHOW,
	POS_OPT_GROUP(pos_who_options),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
may_show(struct pos_shop *shop, struct pos_err *err)
{
	return show ? pos_staff_may(shop, POS_RIGHT_CLOSE, 0, NULL, NULL, err) :
		      POS_OK;
}

static enum pos_status
print(struct pos_shift *shift, struct pos_err *err)
{
	if (!show)
		pos_shift_blind(shift);
	return pos_out_record(&pos_shift_record, shift, err);
}

static enum pos_status
print_one(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const char *text = arg; /* its number; NULL: the last */
	struct pos_shift shift;
	enum pos_status st;
	char *end = NULL;
	long long no = 0;

	st = may_show(shop, err);
	if (st != POS_OK)
		return st;
	if (text != NULL)
		no = strtoll(text, &end, 10);
	if (text != NULL && (*text == '\0' || *end != '\0' || no < 1))
		st = pos_fail(err, POS_USAGE, "'%s' is no number of a shift",
		    text);
	else
		st = pos_shift_load(shop, no, pool, &shift, err);
	if (st == POS_END)
		st = pos_fail(err, POS_DATA,
		    no == 0 ? pos_tr("till '%s' has had no shift yet") :
			      pos_tr("till '%s' has no shift %lld"),
		    shop->till_code, no);
	if (st == POS_OK)
		st = print(&shift, err);
	return st;
}

enum pos_status
shift_show(int argc, char **argv, struct pos_err *err)
{
	return pos_cmd_look(print_one, argc > 0 ? argv[0] : NULL, err);
}

static enum pos_status
print_all(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	int32_t from = from_day != 0 ? (int32_t)from_day : shop->day;
	int32_t to = to_day != 0 ? (int32_t)to_day : shop->day;
	struct pos_shift *shifts;
	enum pos_status st;
	size_t count, i;

	(void)arg;
	st = may_show(shop, err);
	if (st == POS_OK)
		st = pos_shift_list(shop, unclosed ? 0 : from, to, pool,
		    &shifts, &count, err);
	for (i = 0; st == POS_OK && i < count; i++)
		st = print(&shifts[i], err);
	return st;
}

enum pos_status
shift_list(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	if (unclosed && (from_day != 0 || to_day != 0))
		return pos_fail(err, POS_USAGE,
		    "--open takes no --from and --to");
	return pos_cmd_look(print_all, NULL, err);
}
