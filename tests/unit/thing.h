/*
 * thing.h - a record with every kind of field, for the programs that test
 * reading and writing.
 */
#ifndef POS_TESTS_THING_H
#define POS_TESTS_THING_H

#include "rec/json.h"
#include "tap.h"

struct part {
	const char *sku;
	int64_t qty_milli;
};

struct thing {
	const char *id;
	int64_t count;
	int64_t total_minor;
	int64_t asked_minor;
	bool asked;
	int64_t made_ms;
	int64_t day;
	bool open;
	const char *note;
	const char *state;
	const struct part *main;
	const struct part *lines;
	size_t line_count;
	const char **tags;
	size_t tag_count;
	const struct pos_name *names;
	size_t name_count;
	const char *raw;
};

static const struct pos_field part_fields[] = {
	POS_TEXT(part, sku, POS_F_CODE, 0, "code of the item"),
	POS_INT(part, qty_milli, 0, 1, 9999000, "thousandths"),
	{ 0 },
};
static const struct pos_record part_record = {
	.size = sizeof(struct part), .fields = part_fields,
};

static const struct pos_field thing_fields[] = {
	POS_TEXT(thing, id, 0, 64, "which"),
	POS_INT(thing, count, 0, 0, 0, "any number"),
	POS_MONEY(thing, total_minor, 0, "amount"),
	POS_MONEY_GIVEN(thing, asked_minor, asked, "amount, 0 too"),
	POS_TIME(thing, made_ms, 0, "when"),
	POS_DAY(thing, day, POS_F_OPTIONAL, "business day"),
	POS_BOOL(thing, open, POS_F_OPTIONAL, "still open"),
	POS_TEXT(thing, note, POS_F_OPTIONAL, 0, "words"),
	POS_CHOICE(thing, state, POS_F_OPTIONAL, "new|paid|void", "state"),
	POS_OBJECT(thing, main, POS_F_OPTIONAL, &part_record, "one part"),
	POS_LIST(thing, lines, line_count, 0, &part_record, "parts"),
	POS_TEXTS(thing, tags, tag_count, POS_F_OPTIONAL, "tags"),
	POS_NAMES(thing, names, name_count, POS_F_OPTIONAL, "by language"),
	POS_RAW(thing, raw, POS_F_OPTIONAL, "as it came"),
	{ 0 },
};
static const struct pos_record thing_record = {
	.type = "thing", .v = 2, .size = sizeof(struct thing),
	.fields = thing_fields, .help = "a thing for tests",
};

#define HEAD "{\"type\":\"thing\",\"v\":2,\"id\":\"a\",\"count\":-7," \
    "\"total_minor\":450,\"made_ms\":\"2026-11-27T19:00:00.000Z\","
#define WHOLE HEAD "\"day\":\"2026-11-27\",\"open\":true," \
    "\"note\":\"l\\\"x\\\"\",\"state\":\"paid\"," \
    "\"main\":{\"sku\":\"latte\",\"qty_milli\":1000}," \
    "\"lines\":[{\"sku\":\"tea\",\"qty_milli\":1}," \
    "{\"sku\":\"\xe8\x8c\xb6\",\"qty_milli\":9999000}]," \
    "\"tags\":[\"a b\",\"c\"],\"names\":{\"en\":\"Tea\"," \
    "\"zh-TW\":\"\xe8\x8c\xb6\"},\"raw\":{\"b\":[1,2.5,null],\"a\":\"\"}}"

static inline enum pos_status
read_thing(struct thing *thing, const char *text, struct pos_pool *pool,
    unsigned flags, struct pos_err *err)
{
	struct pos_json *json;
	enum pos_status st;

	st = pos_json_parse(&json, text, strlen(text), err);
	if (st != POS_OK)
		return st;
	st = pos_record_read(thing, &thing_record, json, pool, flags, err);
	pos_json_free(json);
	return st;
}

static inline void
refused(const char *text, const char *message)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_err err = { .text = "(accepted)" };
	struct thing thing;

	if (read_thing(&thing, text, pool, 0, &err) == POS_OK)
		snprintf(err.text, sizeof(err.text), "(accepted)");
	same_text(err.text, message, message);
	pos_pool_free(pool);
}

#endif
