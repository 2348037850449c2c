/*
 * attach.c - attach: a sale belongs to a member.
 */
#include <string.h>

#include "attach.h"
#include "shop/member.h"

static bool nobody;

const struct pos_opt member_attach_options[] = {
	POS_OPT_FLAG(0, "nobody", &nobody, "the sale belongs to nobody again"),
	POS_OPT_GROUP(pos_sale_which_options),
	POS_OPT_END,
};

static enum pos_status
attach(struct pos_shop *shop, const struct pos_id *id, struct pos_sale_job *job,
    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err)
{
	struct pos_edit edit = { .kind = POS_EDIT_MEMBER };
	const char *what = job->arg;
	struct pos_member member;
	enum pos_status st = POS_OK;

	if (what != NULL) {
		st = pos_member_find(shop, what, pool, &member, err);
		if (st == POS_END)
			return pos_fail(err, POS_DATA,
			    "no member '%s' (see 'pos-member enrol')", what);
		if (st == POS_OK && member.erased)
			return pos_fail(err, POS_REFUSED,
			    "member '%s' was erased", what);
		edit.n = member.member_no;
		edit.text = member.code;
	}
	return st == POS_OK ?
	    pos_sale_edit(shop, id, &edit, 1, &job->approval, pool, sale, err) :
	    st;
}

enum pos_status
member_attach_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_sale_job job = { .step = attach,
		.arg = argc > 0 ? argv[0] : NULL };
	struct pos_buf more = { 0 };
	enum pos_status st;

	if ((argc == 0) != nobody)
		return pos_fail(err, POS_USAGE,
		    nobody ? "--nobody goes with no MEMBER" :
			     POS_TR("which member? say a phone, card or code, "
				    "or --nobody"));
	pos_cmd_asked_private(&more, "member", argc > 0 ? argv[0] : NULL);
	st = pos_sale_do(&job, "attach", 0, NULL, more.text, err);
	pos_buf_release(&more);
	return st;
}
