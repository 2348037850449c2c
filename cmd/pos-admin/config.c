/*
 * config.c - pos-admin config: the settings of the shop and its branches.
 *
 * Without --branch (or POS_BRANCH) these are of the whole shop; with it, a
 * branch's own, and what it does not have comes from the shop.
 */
#include <stdlib.h>
#include <string.h>

#include "admin.h"
#include "shop/place.h"

const struct pos_opt pos_config_set_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
look(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const char *name = arg; /* NULL: all of them */
	struct pos_setting *all;
	struct pos_setting one = { .name = name };
	enum pos_status st;
	size_t i, n;

	if (name != NULL) {
		/* an unknown name is refused the same way everywhere */
		st = pos_setting_get(shop->store, 0, name, pool, &one.value,
		    err);
		if (st != POS_OK)
			return st;
	}
	st = pos_setting_list(shop->store,
	    pos_cmd_branch() != NULL ? shop->branch : 0, shop->branch_code,
	    pool, &all, &n, err);
	for (i = 0; st == POS_OK && pos_out_table() && i < n; i++)
		if (all[i].help != NULL)
			all[i].help = pos_tr(all[i].help);
	if (st != POS_OK || name == NULL)
		return st == POS_OK ?
		    pos_admin_list(&pos_setting_record, all, n, err) :
		    st;
	for (i = 0; strcmp(all[i].name, name) != 0; i++)
		;
	return pos_out_record(&pos_setting_record, &all[i], err);
}

enum pos_status
pos_config_list(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(look, NULL, err);
}

enum pos_status
pos_config_get(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(look, argv[0], err);
}

static enum pos_status
set(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_setting *s = pos_pool_alloc(pool, sizeof(*s));
	char **argv = arg;
	enum pos_status st;
	bool changed;

	st = pos_staff_may(shop, POS_RIGHT_ADMIN, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	s->name = argv[0];
	s->value = argv[1];
	if (pos_cmd_branch() != NULL) {
		s->branch = shop->branch_code;
		s->branch_no = shop->branch;
	}
	answer->record = &pos_setting_record;
	answer->data = s;
	return pos_setting_put(shop, s, &changed, err);
}

enum pos_status
pos_config_set(int argc, char **argv, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "branch", pos_cmd_branch());
	st = pos_cmd_once("config set", argc, argv, more.text, set, argv, err);
	pos_buf_release(&more);
	return st;
}
