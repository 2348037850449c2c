/*
 * record - records written, read and refused, by their table of fields.
 *
 * The property at the end makes random records, and asks that writing,
 * reading and writing again gives the same text.
 */
#include <string.h>

#include "rec/json.h"
#include "tap.h"
#include "thing.h"

static void
test_whole(void)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_buf buf = { 0 };
	struct pos_err err = { .text = "" };
	struct thing thing;

	ok(read_thing(&thing, WHOLE, pool, 0, &err) == POS_OK,
	    "a record with every kind is read %s", err.text);
	same_int(thing.count, -7, "INT");
	same_int(thing.made_ms, 1795806000000, "TIME");
	same_int(thing.day, 20261127, "DAY");
	same_text(thing.note, "l\"x\"", "TEXT");
	same_int((long long)thing.line_count, 2, "LIST has two");
	same_int(thing.lines[1].qty_milli, 9999000, "LIST element");
	same_text(thing.tags[1], "c", "TEXTS");
	same_text(thing.names[1].lang, "zh-TW", "NAMES");
	same_text(thing.raw, "{\"b\":[1,2.5,null],\"a\":\"\"}", "RAW");
	pos_record_write(&buf, &thing_record, &thing);
	same_text(buf.text, WHOLE, "and is written as it was");
	pos_buf_clear(&buf);
	ok(read_thing(&thing, HEAD "\"lines\":[]}", pool, 0, &err) == POS_OK &&
		thing.note == NULL && thing.line_count == 0,
	    "optional fields may be absent");
	pos_record_write(&buf, &thing_record, &thing);
	same_text(buf.text, HEAD "\"lines\":[]}", "and are left out again");
	ok(read_thing(&thing,
	       "{\"lines\":[],\"made_ms\":"
	       "\"1970-01-01T00:00:00Z\",\"total_minor\":0,\"count\":1,"
	       "\"id\":\"z\",\"v\":2,\"type\":\"thing\"}",
	       pool, 0, &err) == POS_OK &&
		strcmp(thing.id, "z") == 0,
	    "in any order");
	pos_buf_release(&buf);
	pos_pool_free(pool);
}

static void
test_refused(void)
{
	refused("7", "record: expected an object, not 7");
	refused("{\"v\":2}", "type: missing");
	refused("{\"type\":\"sale\",\"v\":2}",
	    "type: expected 'thing', not 'sale'");
	refused("{\"type\":\"thing\",\"v\":3}",
	    "v: expected version 2 of 'thing', not 3");
	refused("{\"type\":\"thing\",\"v\":2}", "id: missing");
	refused("{\"type\":\"thing\",\"v\":2,\"idd\":\"a\"}",
	    "idd: unknown field (did you mean 'id'?)");
	refused(HEAD "\"lines\":[],\"mist\":1}", "mist: unknown field");
	refused(HEAD "\"lines\":[{\"sku\":\"a\",\"qty_mili\":1}]}",
	    "lines[0].qty_mili: unknown field (did you mean 'qty_milli'?)");
	refused(HEAD "\"lines\":[{\"sku\":\"a\",\"qty_milli\":1},"
		     "{\"sku\":\"a\",\"qty_milli\":1.5}]}",
	    "lines[1].qty_milli: expected a whole number from 1 to 9999000, "
	    "not 1.5");
	refused(HEAD "\"lines\":[{\"sku\":\"a\",\"qty_milli\":1.0}]}",
	    "lines[0].qty_milli: expected a whole number from 1 to 9999000, "
	    "not 1.0");
	refused(HEAD "\"lines\":[{\"sku\":\"a\",\"qty_milli\":0}]}",
	    "lines[0].qty_milli: expected a whole number from 1 to 9999000, "
	    "not 0");
	refused(HEAD "\"lines\":[{\"sku\":\"-a\",\"qty_milli\":1}]}",
	    "lines[0].sku: starts with '-': '-a'");
	refused(HEAD "\"lines\":7}", "lines: expected a list, not 7");
	refused(HEAD "\"lines\":[7]}", "lines[0]: expected an object, not 7");
	refused(HEAD "\"note\":null,\"lines\":[]}",
	    "note: null stands for nothing here, leave the field out");
	refused(HEAD "\"note\":\"a\\u0000b\",\"lines\":[]}",
	    "note: a NUL character in text");
	refused(HEAD "\"note\":\"a\\u001bb\",\"lines\":[]}",
	    "note: has a control character: 'a?b'");
	refused(HEAD "\"state\":\"pai\",\"lines\":[]}",
	    "state: expected one of new|paid|void, not 'pai'");
	refused(HEAD "\"state\":\"news\",\"lines\":[]}",
	    "state: expected one of new|paid|void, not 'news'");
	refused(HEAD "\"lines\":[{\"sku\":\"a\",\"qty_milli\":9999001}]}",
	    "lines[0].qty_milli: expected a whole number from 1 to 9999000, "
	    "not 9999001");
	refused(HEAD "\"open\":\"yes\",\"lines\":[]}",
	    "open: expected true or false, not 'yes'");
	refused(HEAD "\"day\":20261127,\"lines\":[]}",
	    "day: expected a day as \"2026-11-27\", not 20261127");
	refused(HEAD "\"tags\":[\"a\",{}],\"lines\":[]}",
	    "tags[1]: expected text, not an object");
	refused(HEAD "\"names\":{\"?\":\"x\"},\"lines\":[]}",
	    "names: '?' is no language as \"en\" or \"zh-TW\"");
}

static void
test_limits(void)
{
	struct pos_buf buf = { 0 };
	int i;

	pos_buf_text(&buf, HEAD "\"tags\":[");
	for (i = 0; i < POS_LIST_MAX; i++)
		pos_buf_text(&buf, "\"a\",");
	pos_buf_text(&buf, "\"a\"],\"lines\":[]}");
	refused(buf.text, "tags: 10001 elements, more than 10000");
	pos_buf_clear(&buf);
	pos_buf_text(&buf, HEAD "\"lines\":[],\"names\":{\"en\":\"a\"");
	for (i = 0; i < POS_LIST_MAX; i++)
		pos_buf_printf(&buf, ",\"x%d\":\"a\"", i);
	pos_buf_text(&buf, "}}");
	refused(buf.text, "names: 10001 elements, more than 10000");
	pos_buf_clear(&buf);
	pos_buf_text(&buf, HEAD "\"lines\":[],\"note\":\"");
	for (i = 0; i <= POS_TEXT_MAX; i++)
		pos_buf_char(&buf, 'x');
	pos_buf_text(&buf, "\"}");
	refused(buf.text,
	    "note: too long: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
	    "xxxxxx...'");
	pos_buf_release(&buf);
}

static void
test_extra(void)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_err err = { .text = "" };
	struct thing thing;

	ok(read_thing(&thing,
	       HEAD "\"lines\":[{\"sku\":\"a\",\"x\":{},"
		    "\"qty_milli\":1}],\"more\":1}",
	       pool, POS_READ_EXTRA, &err) == POS_OK,
	    "POS_READ_EXTRA passes over unknown fields %s", err.text);
	ok(read_thing(&thing, "{\"type\":\"thing\",\"v\":2,\"more\":1}", pool,
	       POS_READ_EXTRA, &err) == POS_DATA,
	    "but not over a missing one");
	same_text(err.text, "id: missing", "which it names");
	pos_pool_free(pool);
}

static void
test_schema(void)
{
	struct pos_buf buf = { 0 };
	struct pos_json *json = NULL;
	const struct pos_json *properties, *lines;
	struct pos_err err = { .text = "" };
	size_t i;

	pos_record_schema(&buf, &thing_record);
	ok(pos_json_parse(&json, buf.text, buf.len, &err) == POS_OK,
	    "the schema is JSON %s", err.text);
	properties = pos_json_get(json, "properties");
	for (i = 0; thing_fields[i].name != NULL; i++)
		ok(pos_json_get(properties, thing_fields[i].name) != NULL,
		    "the schema has %s", thing_fields[i].name);
	lines = pos_json_get(pos_json_get(properties, "lines"), "items");
	same_text(pos_json_text(pos_json_get(pos_json_get(lines, "properties"),
				    "qty_milli"),
		      "type"),
	    "integer", "and the fields of its parts");
	pos_json_free(json);
	pos_buf_release(&buf);
}

/* Random records. */

static uint64_t seed = 88172645463325252u;

static unsigned
roll(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % below;
}

static int64_t
roll_between(int64_t min, int64_t max)
{
	return min +
	    (int64_t)((seed = seed * 6364136223846793005u + 1) %
		(uint64_t)(max - min + 1));
}

static const char *
roll_text(struct pos_pool *pool, bool code)
{
	static const char *const bits[] = {
		"a", "Z9", "\xc3\xa9", "\xe8\x8c\xb6", "\xf0\x9f\xa7\x8b",
		"\xe2\x80\xa8", "'", "<", "\\", "/", "\"", ",", " ", ":",
	};
	struct pos_buf buf = { 0 };
	const char *text;
	unsigned n = 1 + roll(12);

	while (n-- > 0)
		pos_buf_text(&buf, bits[roll(code ? 5 : 14)]);
	text = pos_pool_text(pool, buf.text);
	pos_buf_release(&buf);
	return text;
}

static void
roll_part(struct part *part, struct pos_pool *pool)
{
	part->sku = roll_text(pool, true);
	part->qty_milli = roll_between(1, 9999000);
}

static void
roll_lists(struct thing *thing, struct pos_pool *pool)
{
	static const char *const langs[] = { "en", "zh", "zh-TW", "ja" };
	struct pos_name *names = pos_pool_alloc(pool, 4 * sizeof(*names));
	struct part *lines = pos_pool_alloc(pool, 9 * sizeof(*lines));
	size_t i;

	thing->lines = lines;
	thing->line_count = roll(9);
	for (i = 0; i < thing->line_count; i++)
		roll_part(&lines[i], pool);
	thing->tags = pos_pool_alloc(pool, 4 * sizeof(char *));
	thing->tag_count = roll(4);
	for (i = 0; i < thing->tag_count; i++)
		thing->tags[i] = roll_text(pool, false);
	thing->names = names;
	thing->name_count = roll(5);
	for (i = 0; i < thing->name_count; i++) {
		names[i].lang = langs[i];
		names[i].text = roll_text(pool, false);
	}
}

static void
roll_thing(struct thing *thing, struct pos_pool *pool)
{
	static const char *const raws[] = {
		NULL, "1", "\"x\"", "[]", "{\"a\":{\"b\":[true,0.1,-0.25]}}",
		"12345678901234567", "[1e300,2.5]",
	};
	static const char *const states[] = { NULL, "new", "paid", "void" };
	struct part *main_part = pos_pool_alloc(pool, sizeof(*main_part));

	memset(thing, 0, sizeof(*thing));
	thing->id = roll_text(pool, true);
	thing->count = (int64_t)(seed * 3);
	thing->total_minor = roll_between(-999999999999, 999999999999);
	thing->made_ms = roll_between(0, 4102444799999);
	thing->asked = roll(2);
	if (thing->asked)
		thing->asked_minor = (int64_t)roll(2);
	if (roll(2))
		thing->day = 20260101 + 100 * roll(12) + roll(28);
	thing->open = roll(2);
	if (roll(2))
		thing->note = roll_text(pool, false);
	thing->state = states[roll(4)];
	if (roll(2)) {
		roll_part(main_part, pool);
		thing->main = main_part;
	}
	roll_lists(thing, pool);
	thing->raw = raws[roll(7)];
}

static void
test_random(void)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_buf first = { 0 }, second = { 0 };
	struct pos_err err = { .text = "" };
	struct thing thing, again;
	enum pos_status st = POS_OK;
	int i;

	for (i = 0; i < 3000; i++) {
		pos_pool_clear(pool);
		pos_buf_clear(&first);
		pos_buf_clear(&second);
		roll_thing(&thing, pool);
		pos_record_write(&first, &thing_record, &thing);
		st = read_thing(&again, first.text, pool, 0, &err);
		if (st != POS_OK)
			break;
		pos_record_write(&second, &thing_record, &again);
		/* 1e300 is spelt anew by the first reading only. */
		if (strcmp(first.text, second.text) != 0 &&
		    (thing.raw == NULL || strchr(thing.raw, '.') == NULL))
			break;
	}
	if (!ok(i == 3000, "3000 random records: write, read, write"))
		printf("# %s\n# %s\n# %s\n", err.text, first.text,
		    second.text != NULL ? second.text : "");
	pos_buf_release(&first);
	pos_buf_release(&second);
	pos_pool_free(pool);
}

int
main(void)
{
	test_whole();
	test_refused();
	test_limits();
	test_extra();
	test_schema();
	test_random();
	return tap_done();
}
