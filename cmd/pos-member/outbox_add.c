/*
 * outbox_add.c - outbox add: messages for a due list, a segment, a campaign
 * or one member.
 *
 * A due list is made before the change begins: no till waits while birthdays
 * are opened.  That it may be a moment old does no harm, since who takes
 * messages and who had one already is looked up in the change.
 */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "outreach.h"
#include "shop/campaign.h"
#include "shop/due.h"
#include "shop/outbox.h"
#include "shop/segment.h"

static const char *due, *segment, *campaign, *member_text;
static const char *template, *channel = "sms", *within, *occasion;
static int64_t days = 90;

const struct pos_opt outbox_add_options[] = {
	POS_OPT_CHOICE(0, "due", &due, POS_DUE_KINDS, "to a due list"),
	POS_OPT_TEXT(0, "segment", &segment, "CODE",
	    "to a segment, reviewed first"),
	POS_OPT_TEXT(0, "campaign", &campaign, "CODE",
	    "to a campaign, its control group left out"),
	POS_OPT_TEXT(0, "member", &member_text, "MEMBER", "to one member"),
	POS_OPT_TEXT(0, "template", &template, "CODE", "with this text"),
	POS_OPT_CHOICE(0, "channel", &channel, POS_CHANNELS,
	    "by which it goes; sms"),
	POS_OPT_TEXT(0, "within", &within, "DAYS",
	    "of a due list: so many days ahead; 0"),
	POS_OPT_INT(0, "days", &days, 1, 36600, "N",
	    "of lapsed: no visit for so many days; 90"),
	POS_OPT_TEXT(0, "occasion", &occasion, "NAME",
	    "what it is for: nobody gets two for the same"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct job {
	struct pos_pool *pool;
	struct pos_outbox_to *to;
	size_t count;
};

static void
add(struct job *job, int64_t member_no, const char *why, int64_t day,
    int64_t count)
{
	job->to =
	    pos_pool_push(job->pool, job->to, job->count, sizeof(*job->to));
	job->to[job->count++] = (struct pos_outbox_to){
		.member_no = member_no,
		.occasion = why,
		.day = day,
		.count = count,
	};
}

static void
progress(void *arg, int64_t done, int64_t total)
{
	(void)arg;
	pos_progress("members", (long)done, (long)total);
}

static enum pos_status
add_due(struct pos_shop *shop, struct job *job, struct pos_err *err)
{
	struct pos_due_ask ask = {
		.what = due, .days = days, .progress = progress,
		.within = strcmp(due, "lapsed") == 0 ? -1 : 0,
	};
	struct pos_due *list = NULL;
	enum pos_status st;
	const char *why;
	size_t i, n = 0;

	st = outreach_days("within", within, &ask.within, err);
	if (st == POS_OK)
		st = pos_due_list(shop, &ask, job->pool, &list, &n, err);
	pos_progress_done();
	for (i = 0; st == POS_OK && i < n; i++) {
		why = pos_due_occasion(&list[i], job->pool);
		if (occasion != NULL)
			why = pos_pool_printf(job->pool, "%s%s", occasion,
			    strchr(why, '/'));
		add(job, list[i].member_no, why, list[i].day, list[i].count);
	}
	return st;
}

/* Of the day, so that the same may be said again on another. */
static const char *
occasion_today(const struct pos_shop *shop, struct job *job)
{
	char day[POS_TIME_TEXT];

	return occasion != NULL ? occasion :
				  pos_pool_printf(job->pool, "%s/%s", template,
				      pos_day_text(day, shop->day));
}

static enum pos_status
add_segment(struct pos_shop *shop, struct job *job, struct pos_err *err)
{
	struct pos_segment_reviewed done;
	const char *why = occasion_today(shop, job);
	enum pos_status st;
	int64_t *members;
	size_t i, n;

	st = pos_segment_review(shop, segment, job->pool, &done, err);
	if (st == POS_OK)
		st = pos_segment_members(shop, segment, job->pool, &members, &n,
		    err);
	for (i = 0; st == POS_OK && i < n; i++)
		add(job, members[i], why, shop->day, 0);
	return st;
}

static enum pos_status
add_one(void *arg, int64_t member_no, bool treated, int64_t at,
    struct pos_err *err)
{
	struct job *job = arg;

	(void)treated; /* the control group is counted, and left out, later */
	(void)at;
	(void)err;
	add(job, member_no, NULL, 0, 0);
	return POS_OK;
}

static enum pos_status
add_campaign(struct pos_shop *shop, struct job *job, struct pos_err *err)
{
	const char *why = occasion != NULL ?
	    occasion :
	    pos_pool_printf(job->pool, "campaign/%s/%s", campaign, template);
	enum pos_status st;
	size_t i;

	st = pos_campaign_each(shop, campaign, add_one, job, err);
	for (i = 0; i < job->count; i++) {
		job->to[i].occasion = why;
		job->to[i].day = shop->day;
	}
	return st;
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_outbox_add *done = pos_pool_alloc(pool, sizeof(*done));
	struct pos_member m = { 0 };
	struct job *job = arg;
	enum pos_status st = POS_OK;

	*done = (struct pos_outbox_add){ .template = template,
		.channel = channel,
		.campaign = campaign };
	if (segment != NULL)
		st = add_segment(shop, job, err);
	if (campaign != NULL)
		st = add_campaign(shop, job, err);
	if (member_text != NULL) {
		st = outreach_member(shop, member_text, pool, &m, err);
		add(job, m.member_no, occasion_today(shop, job), shop->day, 0);
	}
	if (st == POS_OK)
		st = pos_outbox_add(shop, job->to, job->count, pool, done, err);
	answer->record = &pos_outbox_add_record;
	answer->data = done;
	return st;
}

static enum pos_status
check(struct pos_err *err)
{
	int targets = (due != NULL) + (segment != NULL) + (campaign != NULL) +
	    (member_text != NULL);
	const char *wrong = occasion != NULL ? pos_code_wrong(occasion) : NULL;

	if (targets != 1)
		return pos_fail(err, POS_USAGE,
		    "to whom? one of --due, --segment, --campaign, --member");
	if (template == NULL)
		return pos_fail(err, POS_USAGE, "--template: with which text?");
	if (within != NULL && due == NULL)
		return pos_fail(err, POS_USAGE, "--within goes with --due");
	if (wrong != NULL)
		return pos_fail(err, POS_USAGE, "--occasion '%s': %s", occasion,
		    pos_tr(wrong));
	return POS_OK;
}

static const char *
asked(struct pos_pool *pool)
{
	struct pos_buf more = { 0 };
	const char *text;

	pos_cmd_asked_add(&more, "due", due);
	pos_cmd_asked_add(&more, "segment", segment);
	pos_cmd_asked_add(&more, "campaign", campaign);
	pos_cmd_asked_private(&more, "member", member_text);
	pos_cmd_asked_add(&more, "template", template);
	pos_cmd_asked_add(&more, "channel", channel);
	pos_cmd_asked_add(&more, "within", within);
	outreach_asked_int(&more, "days", days, 90);
	pos_cmd_asked_add(&more, "occasion", occasion);
	text = pos_cmd_asked(pool, "outbox add", 0, NULL, more.text);
	pos_buf_release(&more);
	return text;
}

enum pos_status
outbox_add_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { 0 };
	struct pos_shop shop;
	enum pos_status st = check(err);

	(void)argc;
	(void)argv;
	if (st == POS_OK)
		st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	job.pool = pos_pool_new();
	if (due != NULL)
		st = add_due(&shop, &job, err);
	if (st == POS_OK)
		st = pos_cmd_change(&shop, asked(shop.pool), work, &job, err);
	pos_pool_free(job.pool);
	pos_shop_close(&shop);
	return st;
}
