/*
 * outbox.c - outbox --take: messages handed out to whoever sends them;
 * outbox list.
 *
 * The frame of a change, once more: what is printed is personal, so the
 * answer that is kept under a --key is the ids alone, and a repeated key
 * fills the same messages in again.
 */
#include <inttypes.h>
#include <string.h>

#include "../change.h"
#include "outreach.h"
#include "shop/outbox.h"
#include "shop/request.h"

#define TAKE_PRESET 100
#define MINUTE_MS 60000

static bool take;
static const char *state, *campaign, *member_text;
static int64_t older = POS_MESSAGE_OLD_MS / MINUTE_MS;

const struct pos_opt outbox_options[] = {
	POS_OPT_FLAG(0, "take", &take,
	    "hand out up to N messages, oldest first; 100"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

const struct pos_opt outbox_list_options[] = {
	POS_OPT_CHOICE(0, "state", &state, POS_MESSAGE_STATES,
	    "only those; unknown: taken, and nothing heard since"),
	POS_OPT_TEXT(0, "campaign", &campaign, "CODE", "only of this one"),
	POS_OPT_TEXT(0, "member", &member_text, "MEMBER", "only to this one"),
	POS_OPT_INT(0, "older", &older, 0, 525600, "MINUTES",
	    "taken so long ago is unknown; 15"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct taken { /* kept under a key */
	const char **ids;
	size_t ids_count;
};
static const struct pos_record taken_data = {
	.size = sizeof(struct taken),
	.help = "messages that were handed out",
	.fields = (const struct pos_field[]){
		POS_TEXTS(taken, ids, ids_count, 0, "their ids"),
		{ 0 },
	},
};

static enum pos_status
keep(struct pos_shop *shop, const char *asked, struct pos_message *all,
    size_t n, struct pos_pool *pool, struct pos_err *err)
{
	struct taken taken = { .ids_count = n };
	struct pos_buf json = { 0 };
	enum pos_status st;
	size_t i;

	if (shop->key == NULL)
		return POS_OK;
	taken.ids = pos_pool_alloc(pool, (n + 1) * sizeof(*taken.ids));
	for (i = 0; i < n; i++)
		taken.ids[i] = all[i].id;
	pos_record_write(&json, &taken_data, &taken);
	st = pos_request_done(shop, asked, json.text, err);
	pos_buf_release(&json);
	return st;
}

static enum pos_status
once_more(struct pos_shop *shop, const char *answer, struct pos_pool *pool,
    struct pos_message **all, size_t *n, struct pos_err *err)
{
	struct pos_json *json = NULL;
	struct taken taken = { 0 };
	enum pos_status st;

	st = pos_json_parse(&json, answer, strlen(answer), err);
	if (st == POS_OK)
		st = pos_record_read(&taken, &taken_data, json, pool, 0, err);
	pos_json_free(json);
	return st == POS_OK ? pos_outbox_retake(shop, taken.ids,
				  taken.ids_count, pool, all, n, err) :
			      st;
}

static enum pos_status
hand_out(struct pos_shop *shop, int64_t most, const char *asked,
    struct pos_pool *pool, struct pos_message **all, size_t *n,
    struct pos_err *err)
{
	const char *answer = NULL;
	enum pos_status st;

	st = pos_change_begin(shop, err);
	if (st != POS_OK)
		return st;
	st = pos_request_seen(shop, asked, pool, &answer, err);
	if (st == POS_OK) {
		st = once_more(shop, answer, pool, all, n, err);
	} else if (st == POS_END) {
		st = pos_outbox_take(shop, most, pool, all, n, err);
		if (st == POS_OK)
			st = keep(shop, asked, *all, *n, pool, err);
	}
	return pos_change_end(shop, st, err);
}

/* Only what is committed is shown: who dies before this has shown nothing,
 * and who dies in it has left the rest taken. */
static enum pos_status
print(struct pos_shop *shop, const struct pos_message *all, size_t n,
    struct pos_err *err)
{
	enum pos_status st = POS_OK;
	size_t i;

	if (shop->dry_run)
		return pos_cmd_print_dry(shop, err);
	for (i = 0; i < n && st == POS_OK; i++)
		st = pos_out_record(&pos_message_record, &all[i], err);
	return st == POS_OK ? pos_out_done(err) : st;
}

static enum pos_status
read_most(const char *text, int64_t *most, struct pos_err *err)
{
	const char *p;
	int64_t n = 0;

	for (p = text; *p >= '0' && *p <= '9' && n <= POS_TAKE_MAX; p++)
		n = n * 10 + *p - '0';
	if (*p != '\0' || n < 1 || n > POS_TAKE_MAX)
		return pos_fail(err, POS_USAGE,
		    "--take wants a number from 1 to %d, not '%s'",
		    POS_TAKE_MAX, text);
	*most = n;
	return POS_OK;
}

enum pos_status
outbox_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_message *all = NULL;
	struct pos_pool *pool;
	struct pos_shop shop;
	int64_t most = TAKE_PRESET;
	enum pos_status st = POS_OK;
	size_t n = 0;

	if (!take)
		return pos_fail(err, POS_USAGE,
		    "--take hands messages out; 'outbox list' shows them");
	if (argc > 0)
		st = read_most(argv[0], &most, err);
	if (st == POS_OK)
		st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = hand_out(&shop, most,
	    pos_cmd_asked(shop.pool, "outbox take", argc, argv, NULL), pool,
	    &all, &n, err);
	if (st == POS_OK)
		st = print(&shop, all, n, err);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}

/* Reasons of ours are recorded in English, and read in any language. */
static enum pos_status
show(void *arg, const struct pos_message *message, struct pos_err *err)
{
	struct pos_message said = *message;

	(void)arg;
	if (pos_out_table() && said.reason != NULL)
		said.reason = pos_tr(said.reason);
	return pos_out_record(&pos_message_record, &said, err);
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	struct pos_outbox_filter filter = {
		.state = state, .campaign = campaign,
		.old_ms = older * MINUTE_MS,
	};
	struct pos_member m = { 0 };
	enum pos_status st = POS_OK;

	(void)arg;
	if (member_text != NULL)
		st = outreach_member(shop, member_text, pool, &m, err);
	filter.member_no = m.member_no;
	return st == POS_OK ? pos_outbox_list(shop, &filter, show, NULL, err) :
			      st;
}

enum pos_status
outbox_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}
