/*
 * menu_tax.c - tax list and set.
 */
#include <string.h>

#include "../common.h"
#include "menu.h"

static const char *name;
static struct pos_texts rates;
static bool inclusive, exclusive, free_of_tax;

const struct pos_opt tax_list_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt tax_set_options[] = {
	POS_OPT_TEXT(0, "name", &name, "TEXT", "its name"),
	POS_OPT_TEXTS('r', "rate", &rates, "NAME=PERCENT",
	    "a rate, as GST=8%; those given replace those it has"),
	POS_OPT_FLAG('i', "inclusive", &inclusive,
	    "prices hold the tax already"),
	POS_OPT_FLAG('e', "exclusive", &exclusive,
	    "the tax is added to prices"),
	POS_OPT_FLAG(0, "free", &free_of_tax, "no rate: free of tax"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_tax *tax, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_tax_record, tax, err);
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	(void)arg;
	return pos_tax_each(shop, print, NULL, err);
}

enum pos_status
tax_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

static enum pos_status
set_rates(struct pos_shop *shop, struct pos_tax *tax, struct pos_pool *pool,
    struct pos_err *err)
{
	size_t i, n = rates.count > 0 ? rates.count : tax->rates_count;
	struct pos_rate *all = pos_pool_alloc(pool, (n + 1) * sizeof(*all));
	enum pos_status st;
	char *title, *is;

	for (i = 0; i < n; i++) {
		if (rates.count == 0) {
			all[i] = tax->rates[i];
		} else {
			title = pos_pool_text(pool, rates.text[i]);
			is = strrchr(title, '=');
			if (is == NULL || is == title)
				return pos_fail(err, POS_USAGE,
				    "--rate wants"
				    " NAME=PERCENT, as GST=8%%, not '%s'",
				    title);
			*is = '\0';
			all[i].name = title;
			all[i].inclusive = shop->tax_inclusive;
			st = pos_rate_parse(&all[i].rate_ppm, is + 1, err);
			if (st != POS_OK)
				return pos_fail(err, POS_USAGE,
				    "--rate: '%s'"
				    " is not a percentage, as 8%%",
				    is + 1);
		}
		if (inclusive || exclusive)
			all[i].inclusive = inclusive;
	}
	tax->rates = all;
	tax->rates_count = free_of_tax ? 0 : n;
	return POS_OK;
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_tax tax = { .code = arg, .name = arg };
	const struct pos_tax *there;
	struct pos_err why;
	enum pos_status st;
	bool changed;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	st = pos_tax_find(shop, arg, &there, &why);
	if (st == POS_OK)
		tax = *there;
	else if (st != POS_DATA)
		return pos_fail(err, st, "%s", why.text);
	else if (rates.count == 0 && !free_of_tax)
		return pos_fail(err, POS_DATA,
		    "no tax class '%s' (--rate"
		    " NAME=PERCENT or --free makes a new one)",
		    (const char *)arg);
	if (name != NULL)
		tax.name = name;
	st = set_rates(shop, &tax, pool, err);
	if (st == POS_OK)
		st = pos_tax_put(shop, &tax, &changed, err);
	if (st == POS_OK)
		st = pos_tax_find(shop, arg, &there, err);
	if (st != POS_OK)
		return st;
	answer->record = &pos_tax_record;
	answer->data = there;
	return POS_OK;
}

enum pos_status
tax_set_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (inclusive && exclusive)
		return pos_fail(err, POS_USAGE,
		    "--inclusive and --exclusive exclude each other");
	pos_cmd_asked_add(&more, "name", name);
	menu_asked(&more, "rate", &rates);
	pos_cmd_asked_add(&more, "inclusive", inclusive ? "yes" : NULL);
	pos_cmd_asked_add(&more, "exclusive", exclusive ? "yes" : NULL);
	pos_cmd_asked_add(&more, "free", free_of_tax ? "yes" : NULL);
	st = pos_cmd_once("tax set", argc, argv, more.text, work, argv[0], err);
	pos_buf_release(&more);
	return st;
}
