/*
 * note.c - note: a word to the kitchen, on a line or on the whole.
 */
#include "cmd/pos-sale/sale.h"

const struct pos_opt pos_sale_note_options[] = {
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};

static enum pos_status
note(struct pos_shop *shop, const struct pos_id *id, struct pos_sale_job *job,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	return pos_sale_edit(shop, id, job->arg, 1, &job->approval, pool, sale,
	    err);
}

enum pos_status
pos_sale_cmd_note(int argc, char **argv, struct pos_err *err)
{
	struct pos_edit edit = { .kind = POS_EDIT_NOTE };
	struct pos_sale_job job = { .step = note, .arg = &edit };
	const char *text = argv[argc - 1];
	enum pos_status st = POS_OK;

	edit.text = *text != '\0' ? text : NULL;
	if (argc == 2)
		st = pos_sale_line_no(argv[0], &edit.n, err);
	return st == POS_OK ? pos_sale_do(&job, "note", argc, argv, NULL, err) :
			      st;
}
