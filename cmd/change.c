/*
 * change.c - the frame of one change: key, dry run, commit, then print.
 *
 * The answer is kept under its key as JSON, byte for byte; a repeated key
 * prints that, and in another format than JSON the record read from it.
 */
#include <string.h>

#include "change.h"

static enum pos_status
print_again(const char *json, struct pos_err *err)
{
	const struct pos_record *record;
	struct pos_json *tree = NULL;
	struct pos_pool *pool;
	enum pos_status st = POS_DATA;
	const char *type;
	void *data;

	if (pos_out_json())
		return pos_out_line(json, err);
	pool = pos_pool_new();
	if (pos_json_parse(&tree, json, strlen(json), NULL) == POS_OK) {
		type = pos_json_text(tree, "type");
		record = type != NULL ? pos_cmd_record(type) : NULL;
		if (record != NULL) {
			data = pos_pool_alloc(pool, record->size);
			st = pos_record_read(data, record, tree, pool,
			    POS_READ_EXTRA, NULL);
		}
		if (st == POS_OK)
			st = pos_out_record(record, data, err);
		else /* better in another form than not at all */
			st = pos_out_line(json, err);
	}
	pos_json_free(tree);
	pos_pool_free(pool);
	return st;
}

enum pos_status
pos_cmd_print(const struct pos_cmd_answer *answer, const char *again,
    struct pos_err *err)
{
	if (again != NULL)
		return *again != '\0' ? print_again(again, err) : POS_OK;
	if (answer->record == NULL)
		return POS_OK;
	if (answer->text != NULL && pos_out_table())
		return pos_out_text(answer->text, strlen(answer->text), err);
	return pos_out_record(answer->record, answer->data, err);
}

enum pos_status
pos_cmd_print_dry(struct pos_shop *shop, struct pos_err *err)
{
	enum pos_status st = POS_OK;

	if (shop->recorded.len > 0)
		pos_cmd_mask(shop->recorded.text);
	if (shop->recorded.len > 0)
		st = pos_out_text(shop->recorded.text, shop->recorded.len, err);
	else
		pos_warn("nothing would be recorded");
	pos_buf_clear(&shop->recorded);
	return st;
}

enum pos_status
pos_cmd_keep(struct pos_shop *shop, const char *asked,
    const struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_buf json = { 0 };
	enum pos_status st;

	if (shop->key == NULL)
		return POS_OK;
	if (answer->record != NULL)
		pos_record_write(&json, answer->record, answer->data);
	else
		pos_buf_text(&json, "{}");
	st = pos_request_done(shop, asked, json.text, err);
	pos_buf_release(&json);
	return st;
}

enum pos_status
pos_cmd_change(struct pos_shop *shop, const char *asked,
    enum pos_status (*work)(struct pos_shop *, struct pos_pool *, void *,
	struct pos_cmd_answer *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_cmd_answer answer = { 0 };
	struct pos_pool *pool;
	const char *again = NULL;
	enum pos_status st;

	st = pos_change_begin(shop, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = pos_request_seen(shop, asked, pool, &again, err);
	if (st == POS_END) {
		st = work(shop, pool, arg, &answer, err);
		if (st == POS_OK)
			st = pos_cmd_keep(shop, asked, &answer, err);
	}
	st = pos_change_end(shop, st, err);
	if (st == POS_OK && shop->dry_run)
		st = pos_cmd_print_dry(shop, err);
	else if (st == POS_OK)
		st = pos_cmd_print(&answer, again, err);
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_pool_free(pool);
	return st;
}
