/*
 * report.c - pos-print report: the report of a day on paper.
 *
 * From the input it takes which day and which kind of report; the numbers
 * are the store's.
 */
#include <string.h>
#include <unistd.h>

#include "../common.h"
#include "print.h"

static int64_t day;
static const char *kind;

const struct pos_opt report_options[] = {
	POS_OPT_DAY('d', "day", &day, "DAY",
	    "the business day; else as the report from input says"),
	POS_OPT_CHOICE(0, "kind", &kind, "day|x|z",
	    "kind of report with --day; z where the day is closed, else x"),
	POS_OPT_GROUP(print_options),
	POS_OPT_GROUP(pos_place_options),
	POS_OPT_END,
};

static enum pos_status
one(struct pos_shop *shop, int32_t of_day, const char *of_kind,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_day_report report = { 0 };
	struct pos_buf bytes = { 0 };
	struct pos_paper *paper = pos_paper_new();
	struct words w;
	enum pos_status st;

	st = words_start(&w, shop, shop->branch, print_language(), pool, err);
	if (st == POS_OK)
		st = pos_day_report(shop, of_day,
		    of_kind != NULL ? of_kind : "x", pool, &report, err);
	/* The day alone was asked for: a closed one has its Z. */
	if (st == POS_OK && of_kind == NULL && report.closed_at != 0)
		st = pos_day_report(shop, of_day, "z", pool, &report, err);
	if (st == POS_OK) {
		report_make(&w, paper, shop->name, &report);
		st = print_render(&bytes, paper, err);
	}
	if (st == POS_OK)
		st = print_put(&bytes, err);
	pos_paper_free(paper);
	pos_buf_release(&bytes);
	pos_pool_free(pool);
	return st;
}

static enum pos_status
read_report(struct pos_shop *shop, const struct pos_json *json, bool *found,
    struct pos_err *err)
{
	const char *type = pos_json_text(json, "type");
	const char *of_day = pos_json_text(json, "day");
	const char *of_kind = pos_json_text(json, "kind");
	enum pos_status st;
	int32_t number;
	int64_t v;

	if (type == NULL)
		return pos_fail(err, POS_DATA,
		    "a record has a 'type', this line has none");
	if (strcmp(type, pos_day_report_record.type) != 0)
		return POS_OK;
	*found = true;
	if (!pos_json_int(json, "v", &v) || v != pos_day_report_record.v)
		return pos_fail(err, POS_DATA,
		    "a %s of a version this program does not know", type);
	if (of_day == NULL || of_kind == NULL)
		return pos_fail(err, POS_DATA,
		    "this %s has no 'day' or no 'kind'", type);
	if (strcmp(of_kind, "day") != 0 && strcmp(of_kind, "x") != 0 &&
	    strcmp(of_kind, "z") != 0)
		return pos_fail(err, POS_DATA,
		    "kind: expected day, x or z, not '%s'", of_kind);
	st = pos_day_parse(&number, of_day, err);
	return st == POS_OK ? one(shop, number, of_kind, err) : st;
}

static enum pos_status
from_input(struct pos_shop *shop, struct pos_err *err)
{
	struct pos_lines *lines = pos_lines_new(STDIN_FILENO);
	struct pos_json *json;
	enum pos_status st;
	bool found = false;
	char *text;
	size_t len;

	while ((st = pos_lines_next(lines, &text, &len, err)) == POS_OK) {
		if (strspn(text, " \t") == len)
			continue;
		st = pos_json_parse(&json, text, len, err);
		if (st == POS_OK) {
			st = read_report(shop, json, &found, err);
			pos_json_free(json);
		} else if (pos_lines_cut(lines)) {
			st = pos_fail(err, POS_DATA,
			    "cut in half (did the "
			    "stage before fail?)");
		}
		if (st == POS_DATA)
			(void)!pos_fail_at(err, "line %ld",
			    pos_lines_number(lines));
		if (st != POS_OK)
			break;
	}
	pos_lines_free(lines);
	if (st == POS_END && !found)
		return pos_fail(err, POS_NOINPUT,
		    "no report came in (did the stage before fail?)");
	return st == POS_END ? POS_OK : st;
}

enum pos_status
report_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_shop shop;
	enum pos_status st;

	(void)argc;
	(void)argv;
	if (kind != NULL && day == 0)
		return pos_fail(err, POS_USAGE, "--kind wants --day");
	st = pos_cmd_open(&shop, POS_STORE_READ, err);
	if (st != POS_OK)
		return st;
	st = print_start(&shop, NULL, err);
	if (st == POS_OK)
		st = day != 0 ? one(&shop, (int32_t)day, kind, err) :
				from_input(&shop, err);
	st = print_end(st, err);
	pos_shop_close(&shop);
	return st;
}
