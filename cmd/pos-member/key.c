/*
 * key.c - key rotate: personal data under a new key of the key file.
 */
#include "people.h"

const struct pos_opt member_rotate_options[] = {
	POS_OPT_GROUP(pos_till_options),
	POS_OPT_GROUP(pos_who_options),
	POS_OPT_GROUP(pos_dry_options),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

static void
progress(void *arg, int64_t members)
{
	(void)arg;
	pos_progress(pos_tr("members"), (long)members, 0);
}

enum pos_status
member_rotate_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_rotation done = { 0 };
	struct pos_shop shop;
	struct pos_err why;
	enum pos_status st = pos_cmd_open(&shop, POS_STORE_WRITE, err);

	(void)argc;
	(void)argv;
	if (st != POS_OK)
		return st;
	st = pos_member_rotate(&shop, progress, NULL, &done, err);
	pos_progress_done();
	if (st == POS_OK && shop.dry_run)
		st = pos_cmd_print_dry(&shop, err);
	else if (st == POS_OK)
		st = pos_out_record(&pos_rotation_record, &done, err);
	if (st == POS_OK && !shop.dry_run &&
	    pos_store_wiped(shop.store, &why) != POS_OK)
		pos_warn("%s", why.text);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_shop_close(&shop);
	return st;
}
