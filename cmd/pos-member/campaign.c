/*
 * campaign.c - campaign make, list, show, members.
 */
#include <string.h>

#include "base/text.h"
#include "outreach.h"
#include "shop/campaign.h"

static const char *name, *segment, *seed, *stratify;
static int64_t control_ppm;
static bool only_control, only_treated;

const struct pos_opt campaign_make_options[] = {
	POS_OPT_TEXT(0, "segment", &segment, "CODE",
	    "from this segment, reviewed first"),
	POS_OPT_TEXT(0, "name", &name, "NAME", "name of the campaign"),
	POS_OPT_RATE(0, "control", &control_ppm, "PERCENT",
	    "share of the control group; 0"),
	POS_OPT_TEXT(0, "seed", &seed, "TEXT",
	    "draw by this; without it: by chance"),
	POS_OPT_CHOICE(0, "stratify", &stratify, "level|rfm",
	    "the same share of each level, or RFM class"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt campaign_members_options[] = {
	POS_OPT_FLAG(0, "control", &only_control, "only the control group"),
	POS_OPT_FLAG(0, "treated", &only_treated, "only the others"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct campaign_member {
	const char *campaign;
	const char *member;
	bool control;
};
static const struct pos_record campaign_member_record = {
	.type = "campaign.member", .v = 1,
	.size = sizeof(struct campaign_member),
	.help = "a member of a campaign",
	.fields = (const struct pos_field[]){
		POS_TEXT(campaign_member, campaign, POS_F_COLUMN | POS_F_CODE,
		    0, "code of the campaign"),
		POS_TEXT(campaign_member, member, POS_F_COLUMN, 24,
		    "code of the member"),
		POS_BOOL(campaign_member, control, POS_F_COLUMN,
		    "of the control group"),
		{ 0 },
	},
};
POS_LIST_RECORD(campaign_member_record);

static enum pos_status
make(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_campaign *c = pos_pool_alloc(pool, sizeof(*c));
	enum pos_status st;

	*c = (struct pos_campaign){
		.code = arg,
		.name = name != NULL ? name : arg,
		.segment = segment,
		.control_ppm = control_ppm,
		.seed = seed,
		.stratify = stratify,
	};
	st = pos_campaign_make(shop, c, pool, err);
	answer->record = &pos_campaign_record;
	answer->data = c;
	return st;
}

enum pos_status
campaign_make_run(int argc, char **argv, struct pos_err *err)
{
	const char *wrong = seed != NULL ? pos_text_wrong(seed, 64) : NULL;
	struct pos_buf more = { 0 };
	enum pos_status st;

	if (segment == NULL)
		return pos_fail(err, POS_USAGE, "--segment: from whom?");
	if (wrong != NULL)
		return pos_fail(err, POS_USAGE, "--seed: %s", pos_tr(wrong));
	if (control_ppm < 0 || control_ppm > POS_RATE_MAX)
		return pos_fail(err, POS_USAGE,
		    "--control: wants a share from 0 to 100 %%");
	pos_cmd_asked_add(&more, "segment", segment);
	pos_cmd_asked_add(&more, "name", name);
	outreach_asked_int(&more, "control", control_ppm, 0);
	pos_cmd_asked_add(&more, "seed", seed);
	pos_cmd_asked_add(&more, "stratify", stratify);
	st = pos_cmd_once("campaign make", argc, argv, more.text, make, argv[0],
	    err);
	pos_buf_release(&more);
	return st;
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_campaign *all;
	enum pos_status st;
	size_t i, n;

	(void)arg;
	st = pos_campaign_list(shop, pool, &all, &n, err);
	for (i = 0; st == POS_OK && i < n; i++)
		st = pos_out_record(&pos_campaign_record, &all[i], err);
	return st;
}

enum pos_status
campaign_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_campaign c;
	enum pos_status st = pos_campaign_find(shop, arg, pool, &c, err);

	return st == POS_OK ? pos_out_record(&pos_campaign_record, &c, err) :
			      st;
}

enum pos_status
campaign_show_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv[0], err);
}

static enum pos_status
one(void *arg, int64_t member_no, bool treated, int64_t at, struct pos_err *err)
{
	struct campaign_member row = { .campaign = arg, .control = !treated };
	char code[24];

	(void)at;
	if ((only_control && treated) || (only_treated && !treated))
		return POS_OK;
	row.member = pos_member_code(code, member_no);
	return pos_out_record(&campaign_member_record, &row, err);
}

static enum pos_status
members(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	return pos_campaign_each(shop, arg, one, arg, err);
}

enum pos_status
campaign_members_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	if (only_control && only_treated)
		return pos_fail(err, POS_USAGE,
		    "--control and --treated: without both, all are shown");
	return pos_cmd_look(members, argv[0], err);
}
