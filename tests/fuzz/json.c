/*
 * fuzz/json - any bytes as JSON, and as a record.
 *
 * What is accepted as a record must come out the same when written, read and
 * written again.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "rec/json.h"

struct part {
	const char *sku;
	int64_t qty_milli;
};

struct thing {
	const char *id;
	int64_t n;
	int64_t total_minor;
	int64_t at_ms;
	int64_t day;
	bool open;
	const char *state;
	const struct part *part;
	const struct part *lines;
	size_t line_count;
	const char **tags;
	size_t tag_count;
	const struct pos_name *names;
	size_t name_count;
	const char *raw;
};

static const struct pos_field part_fields[] = {
	POS_TEXT(part, sku, POS_F_CODE, 0, "code"),
	POS_INT(part, qty_milli, POS_F_OPTIONAL, 1, 9999000, "quantity"),
	{ 0 },
};
static const struct pos_record part_record = {
	.size = sizeof(struct part), .fields = part_fields,
};
static const struct pos_field thing_fields[] = {
	POS_TEXT(thing, id, POS_F_OPTIONAL, 8, "which"),
	POS_INT(thing, n, POS_F_OPTIONAL, 0, 0, "number"),
	POS_MONEY(thing, total_minor, POS_F_OPTIONAL, "amount"),
	POS_TIME(thing, at_ms, POS_F_OPTIONAL, "time"),
	POS_DAY(thing, day, POS_F_OPTIONAL, "day"),
	POS_BOOL(thing, open, POS_F_OPTIONAL, "open"),
	POS_CHOICE(thing, state, POS_F_OPTIONAL, "a|b", "state"),
	POS_OBJECT(thing, part, POS_F_OPTIONAL, &part_record, "part"),
	POS_LIST(thing, lines, line_count, POS_F_OPTIONAL, &part_record, "l"),
	POS_TEXTS(thing, tags, tag_count, POS_F_OPTIONAL, "tags"),
	POS_NAMES(thing, names, name_count, POS_F_OPTIONAL, "names"),
	POS_RAW(thing, raw, POS_F_OPTIONAL, "raw"),
	{ 0 },
};
static const struct pos_record thing_record = {
	.type = "t", .v = 1, .size = sizeof(struct thing),
	.fields = thing_fields,
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static enum pos_status
read_thing(struct thing *thing, const char *text, size_t len,
    struct pos_pool *pool, unsigned flags)
{
	struct pos_json *json;
	struct pos_err err;
	enum pos_status st;

	st = pos_json_parse(&json, text, len, &err);
	if (st != POS_OK)
		return st;
	st = pos_record_read(thing, &thing_record, json, pool, flags, &err);
	pos_json_free(json);
	return st;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_buf first = { 0 }, second = { 0 };
	struct thing thing;

	if (read_thing(&thing, (const char *)bytes, len, pool,
		len % 2 ? POS_READ_EXTRA : 0) == POS_OK) {
		pos_record_write(&first, &thing_record, &thing);
		assert(read_thing(&thing, first.text, first.len, pool, 0) ==
		    POS_OK);
		pos_record_write(&second, &thing_record, &thing);
		assert(strcmp(first.text, second.text) == 0);
	}
	pos_buf_release(&first);
	pos_buf_release(&second);
	pos_pool_free(pool);
	return 0;
}
