/*
 * segment.c - segment list, members, review, remove; rfm.
 */
#include <unistd.h>

#include "outreach.h"
#include "shop/rfm.h"
#include "shop/segment.h"

static int64_t from, to, quantiles = POS_RFM_SCORES;

const struct pos_opt rfm_options[] = {
	POS_OPT_DAY(0, "from", &from, "DAY", "visits from this day on"),
	POS_OPT_DAY(0, "to", &to, "DAY", "visits up to this day"),
	POS_OPT_INT(0, "quantiles", &quantiles, 2, 10, "N",
	    "scores from 1 to N; 5"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct segment_member {
	const char *segment;
	const char *member;
};
static const struct pos_record segment_member_record = {
	.type = "segment.member", .v = 1,
	.size = sizeof(struct segment_member),
	.help = "a member of a segment, as of its last review",
	.fields = (const struct pos_field[]){
		POS_TEXT(segment_member, segment, POS_F_COLUMN | POS_F_CODE,
		    0, "code of the segment"),
		POS_TEXT(segment_member, member, POS_F_COLUMN, 24,
		    "code of the member"),
		{ 0 },
	},
};
POS_LIST_RECORD(segment_member_record);

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_segment *all;
	enum pos_status st;
	size_t i, n;

	(void)arg;
	st = pos_segment_list(shop, pool, &all, &n, err);
	for (i = 0; st == POS_OK && i < n; i++)
		st = pos_out_record(&pos_segment_record, &all[i], err);
	return st;
}

enum pos_status
segment_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

static enum pos_status
members(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct segment_member row = { 0 };
	struct pos_segment segment;
	enum pos_status st;
	char code[24];
	int64_t *all;
	size_t i, n;

	st = pos_segment_find(shop, arg, pool, &segment, err);
	if (st == POS_OK)
		st = pos_segment_members(shop, arg, pool, &all, &n, err);
	for (i = 0; st == POS_OK && i < n; i++) {
		row.segment = arg;
		row.member = pos_member_code(code, all[i]);
		st = pos_out_record(&segment_member_record, &row, err);
	}
	return st;
}

enum pos_status
segment_members_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(members, argv[0], err);
}

static enum pos_status
review(struct pos_shop *shop, struct pos_pool *pool, const char *id, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_segment_reviewed *done = pos_pool_alloc(pool, sizeof(*done));
	enum pos_status st;

	(void)arg;
	st = pos_segment_review(shop, pos_pool_text(pool, id), pool, done, err);
	answer->record = &pos_segment_reviewed_record;
	answer->data = done;
	return st;
}

/* Those that are named, or all. */
static enum pos_status
feed(struct pos_shop *shop, int argc, char **argv, int *fd, struct pos_err *err)
{
	const char **codes = (const char **)argv;
	struct pos_segment *all;
	size_t i, n = (size_t)argc;
	enum pos_status st;

	if (argc == 0) {
		st = pos_segment_list(shop, shop->pool, &all, &n, err);
		if (st != POS_OK)
			return st;
		codes = pos_pool_alloc(shop->pool, (n + 1) * sizeof(*codes));
		for (i = 0; i < n; i++)
			codes[i] = all[i].code;
	}
	if (n == 0)
		return POS_END;
	*fd = outreach_feed("segment", codes, n);
	return *fd >= 0 ? POS_OK :
			  pos_fail(err, POS_IO, "no memory for the codes");
}

enum pos_status
segment_review_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_shop shop;
	struct pos_ids *ids;
	enum pos_status st;
	int fd = -1;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = feed(&shop, argc, argv, &fd, err);
	if (st == POS_OK) {
		ids = pos_ids_new(fd, "segment");
		st = pos_cmd_stream(&shop, ids, "segment review", review, NULL,
		    err);
		pos_ids_free(ids);
		close(fd);
	}
	pos_shop_close(&shop);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
remove_it(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	(void)pool;
	(void)answer;
	return pos_segment_remove(shop, arg, err);
}

enum pos_status
segment_remove_run(int argc, char **argv, struct pos_err *err)
{
	return pos_cmd_once("segment remove", argc, argv, NULL, remove_it,
	    argv[0], err);
}

static enum pos_status
scores(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_rfm *rows;
	enum pos_status st;
	size_t i, n;

	(void)arg;
	st = pos_rfm(shop, from, to, quantiles, pool, &rows, &n, err);
	for (i = 0; st == POS_OK && i < n; i++)
		st = pos_out_record(&pos_rfm_record, &rows[i], err);
	return st;
}

enum pos_status
rfm_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	if (to != 0 && from > to)
		return pos_fail(err, POS_USAGE,
		    "--from is after --to: nobody came then");
	return pos_cmd_look(scores, NULL, err);
}
