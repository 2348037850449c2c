/*
 * results.c - what a campaign did, against its control group.
 */
#include "games.h"
#include "shop/uplift.h"

static struct pos_uplift_want want = {
	.days = 28,
	.confidence_ppm = 950000,
	.points_per = 100,
};
static struct pos_texts promos;
static const char *point_value, *spent;

const struct pos_opt results_options[] = {
	POS_OPT_INT('d', "days", &want.days, 1, 3660, "N",
	    "sales of so many days; 28"),
	POS_OPT_DAY(0, "from", &want.from, "DAY",
	    "the first of them; the day on which the campaign was drawn"),
	POS_OPT_RATE(0, "confidence", &want.confidence_ppm, "PERCENT",
	    "how often an interval holds the truth; 95"),
	POS_OPT_TEXTS(0, "promo", &promos, "RULE",
	    "its cost are discounts of this promotion; several times: of "
	    "these; else of all"),
	POS_OPT_MONEY(0, "point-value", &point_value, "AMOUNT",
	    "what 100 points are worth, for the cost; 0"),
	POS_OPT_MONEY(0, "spent", &spent, "AMOUNT",
	    "what was spent besides, as on messages"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static enum pos_status
amount(const struct pos_shop *shop, const char *option, const char *text,
    int64_t *minor, struct pos_err *err)
{
	struct pos_money money;
	enum pos_status st;

	if (text == NULL)
		return POS_OK;
	st = pos_shop_money(shop, &money, text, err);
	if (st == POS_OK && pos_money_cmp(money, pos_minor(0)) < 0)
		st = pos_fail(err, POS_USAGE, "an amount is not negative");
	if (st != POS_OK) {
		(void)pos_fail_at(err, "--%s", option);
		if (err != NULL)
			err->status = POS_USAGE;
		return POS_USAGE;
	}
	*minor = money.minor;
	return POS_OK;
}

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_uplift out;
	enum pos_status st;

	(void)arg;
	st = amount(shop, "point-value", point_value, &want.point_minor, err);
	if (st == POS_OK)
		st = amount(shop, "spent", spent, &want.spent_minor, err);
	if (st == POS_OK)
		st = pos_uplift(shop, &want, pool, &out, err);
	return st == POS_OK ? pos_out_record(&pos_uplift_record, &out, err) :
			      st;
}

enum pos_status
results_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	if (want.confidence_ppm < 500000 || want.confidence_ppm > 999900)
		return pos_fail(err, POS_USAGE,
		    "--confidence is from 50 to 99.99 percent");
	want.campaign = argv[0];
	want.promos = promos.text;
	want.promos_count = promos.count;
	return pos_cmd_look(look, NULL, err);
}
