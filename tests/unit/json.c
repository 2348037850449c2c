/*
 * json - the JSON parser's edges: numbers, duplicates, NUL, and text quoted.
 *
 * Public suites of hard cases are used where $POS_DATA or ../shared/data has
 * them.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "rec/json.h"
#include "rec/lines.h"
#include "tap.h"
#include "thing.h"

static void
test_numbers(void)
{
	struct pos_err err = { .text = "" };
	struct pos_json *json = NULL;
	const char *text = "{\"id\":9223372036854775807,\"x\":1.0}";
	int64_t number = 0;

	ok(pos_json_parse(&json, text, strlen(text), &err) == POS_OK &&
		pos_json_int(json, "id", &number) && number == INT64_MAX,
	    "the largest number is read exactly");
	ok(!pos_json_int(json, "x", &number), "1.0 is no whole number");
	pos_json_free(json);
	refused("{\"a\":1,\"lines\":[0,{\"b\":\"]\\\"}\",\"n\":[],"
		"\"big\":92233720368547758080},2]}",
	    "column 63: lines[1].big: number too large");
	refused("-9223372036854775809", "column 20: number too large");
	refused("{\"type\":\"thing\",\"v\":99999999999999999999}",
	    "column 40: v: number too large");
}

static void
test_doubled(void)
{
	struct pos_err err = { .text = "" };
	struct pos_json *json = NULL;
	const char *text = "{\"a\":[{\"b\":\"x\",\"b\":\"y\\u0000\"}],"
			   "\"n\\u0000\":\"\\u0000\",\"c\":\"z\"}";

	ok(pos_json_parse(&json, text, strlen(text), &err) == POS_OK,
	    "duplicate names and NUL are parsed %s", err.text);
	same_text(pos_json_text(json, "c"), "z", "the rest is there");
	ok(pos_json_text(json, "n\xef\xbf\xbd") == NULL,
	    "a text with NUL is none");
	ok(pos_json_get(json, "n\xef\xbf\xbd") != NULL,
	    "a name's NUL is U+FFFD");
	pos_json_free(json);
	refused(text, "a[0].b: stands there twice");
	refused(HEAD "\"lines\":[],\"id\":\"b\"}", "id: stands there twice");
	refused(HEAD "\"lines\":[{\"sku\":\"a\",\"qty_milli\":1,"
		     "\"sku\":\"b\"}]}",
	    "lines[0].sku: stands there twice");
}

static void
test_doubled_part(void)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_err err = { .text = "" };
	struct pos_json *json = NULL;
	const char *text = "{\"x\":1,\"x\":2,\"part\":{\"sku\":\"a\","
			   "\"qty_milli\":1}}";
	struct part part;

	if (pos_json_parse(&json, text, strlen(text), &err) != POS_OK)
		abort();
	ok(pos_record_read(&part, &part_record, pos_json_get(json, "part"),
	       pool, POS_READ_EXTRA, &err) == POS_DATA,
	    "and so is any part of such a text");
	same_text(err.text, "x: stands there twice", "which says where");
	pos_json_free(json);
	pos_pool_free(pool);
}

static void
test_quote(void)
{
	struct pos_buf buf = { 0 };
	char text[0x81];
	int i;

	pos_json_quote(&buf,
	    "\x01\b\t\n\v\f\r\x1f\"\\/\x7f\xe2\x80\xa8"
	    "\xe2\x80\xa9\xe2\x80\xaa\xe2\x82\xac");
	same_text(buf.text,
	    "\"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\\"\\\\/"
	    "\x7f\\u2028\\u2029\xe2\x80\xaa\xe2\x82\xac\"",
	    "escapes");
	for (i = 1; i < 0x80; i++)
		text[i - 1] = (char)i;
	text[0x7f] = '\0';
	pos_buf_clear(&buf);
	pos_buf_text(&buf, "{\"t\":");
	pos_json_quote(&buf, text);
	pos_buf_char(&buf, '}');
	{
		struct pos_json *json = NULL;
		struct pos_err err;

		ok(pos_json_parse(&json, buf.text, buf.len, &err) == POS_OK &&
			strcmp(pos_json_text(json, "t"), text) == 0,
		    "every ASCII character comes back");
		pos_json_free(json);
	}
	pos_buf_release(&buf);
}

static char *
slurp(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	struct pos_buf buf = { 0 };
	char chunk[4096];
	size_t n;

	pos_buf_clear(&buf);
	while (file != NULL && (n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		pos_buf_add(&buf, chunk, n);
	if (file != NULL)
		fclose(file);
	*len = buf.len;
	return buf.text;
}

static void
test_suite(void)
{
	const char *data = getenv("POS_DATA");
	char dir[512], path[1024];
	struct pos_json *json;
	struct pos_err err;
	struct dirent *entry;
	int right = 0, wrong = 0;
	DIR *all;
	char *text;
	size_t len;

	snprintf(dir, sizeof(dir), "%s/nasty_json/test_parsing",
	    data != NULL ? data : "../shared/data");
	all = opendir(dir);
	if (all == NULL) {
		ok(true, "JSONTestSuite # SKIP not here, set POS_DATA");
		return;
	}
	while ((entry = readdir(all)) != NULL) {
		bool good;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, entry->d_name);
		text = slurp(path, &len);
		json = NULL;
		good = pos_json_parse(&json, text, len, &err) == POS_OK;
		pos_json_free(json);
		free(text);
		if (entry->d_name[0] == 'i' ||
		    good == (entry->d_name[0] == 'y'))
			right++;
		else
			printf("# %s %s\n", entry->d_name,
			    good ? "accepted" : "refused");
		wrong += entry->d_name[0] != 'i' &&
		    good != (entry->d_name[0] == 'y');
	}
	closedir(all);
	ok(wrong == 0 && right > 300, "JSONTestSuite: %d right", right);
}

/* The big list of naughty strings, quoted and parsed again. */
static void
test_naughty(void)
{
	const char *data = getenv("POS_DATA");
	struct pos_lines *lines;
	struct pos_buf buf = { 0 };
	struct pos_json *json;
	struct pos_err err;
	int fd, right = 0, all = 0;
	char path[1024], *text;
	size_t len;

	snprintf(path, sizeof(path), "%s/naughty_strings/blns.txt",
	    data != NULL ? data : "../shared/data");
	fd = open(path, O_RDONLY);
	if (fd < 0) {
		ok(true, "naughty strings # SKIP not here, set POS_DATA");
		return;
	}
	lines = pos_lines_new(fd);
	for (; pos_lines_next(lines, &text, &len, &err) == POS_OK; all++) {
		pos_buf_clear(&buf);
		pos_buf_text(&buf, "{\"t\":");
		pos_json_quote(&buf, text);
		pos_buf_char(&buf, '}');
		if (pos_json_parse(&json, buf.text, buf.len, &err) != POS_OK)
			continue;
		right += strcmp(pos_json_text(json, "t"), text) == 0;
		pos_json_free(json);
	}
	ok(right == all && all > 500, "%d naughty strings come back", all);
	pos_lines_free(lines);
	pos_buf_release(&buf);
	close(fd);
}

int
main(void)
{
	test_numbers();
	test_doubled();
	test_doubled_part();
	test_quote();
	test_suite();
	test_naughty();
	return tap_done();
}
