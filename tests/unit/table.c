/*
 * table.c - columns for people: alignment, Han, control bytes, growing.
 */
#include <stdint.h>

#include "base/mem.h"
#include "cli/cell.h"
#include "cli/inside.h"
#include "tap.h"

struct thing {
	const char *code;
	int64_t total_minor, qty_milli, at, day;
	bool sold;
	const struct pos_name *names;
	size_t names_count;
};

static const struct pos_field fields[] = {
	POS_TEXT(thing, code, POS_F_COLUMN, 0, "code"),
	POS_MONEY(thing, total_minor, POS_F_COLUMN, "total"),
	POS_INT(thing, qty_milli, POS_F_DECIMAL, 0, 0, "quantity"),
	POS_TIME(thing, at, 0, "when"),
	POS_DAY(thing, day, 0, "day"),
	POS_BOOL(thing, sold, 0, "sold"),
	POS_NAMES(thing, names, names_count, 0, "names"),
	{ 0 },
};
static const struct pos_name names[] = {
	{ "en", "Latte" },
	{ "zh", "拿铁" },
};

static void
test_table(void)
{
	struct pos_table t = { 0 };
	struct pos_buf out = { 0 };

	pos_table_start(&t, 3);
	pos_table_head(&t, 0, "item", false);
	pos_table_head(&t, 1, "total", true);
	pos_table_head(&t, 2, "note", false);
	pos_table_print(&t, &out, false);
	same_text(out.text, "item  total  note\n", "a heading alone");
	pos_buf_clear(&out);
	pos_table_cell(&t, 0, "拿铁");
	pos_table_cell(&t, 1, "3.50");
	pos_table_cell(&t, 2, "");
	pos_table_cell(&t, 0, "tea\033[2J");
	pos_table_cell(&t, 1, "123456.00");
	pos_table_cell(&t, 2, "x\ny");
	pos_table_print(&t, &out, false);
	same_text(out.text,
	    "拿铁          3.50\n"
	    "tea?[2J  123456.00  x?y\n",
	    "Han is two wide, control bytes stay here, no blank ends a line");
	pos_buf_clear(&out);
	pos_table_cell(&t, 0, "a");
	pos_table_cell(&t, 1, "1");
	pos_table_cell(&t, 2, "b");
	pos_table_print(&t, &out, false);
	same_text(out.text, "a                1  b\n", "widths stay");
	pos_buf_clear(&out);
	pos_table_print(&t, &out, false);
	ok(out.len == 0, "nothing new, nothing printed");
	pos_table_start(&t, 1);
	pos_table_head(&t, 0, "next", false);
	pos_table_print(&t, &out, true);
	same_text(out.text, "\033[1mnext\033[m\n", "another table, bold");
	pos_table_release(&t);
	pos_buf_release(&out);
}

static void
cell(int field, bool people, const char *zone, const struct thing *thing,
    const char *title, const char *text)
{
	struct pos_cell_style style = { 2, zone, people };
	struct pos_buf buf = { 0 };

	pos_cell_title(&buf, &fields[field], &style);
	same_text(buf.text, title, title);
	pos_buf_clear(&buf);
	pos_cell_text(&buf, &fields[field], thing, &style);
	same_text(buf.text, text, text);
	pos_buf_release(&buf);
}

static void
test_cells(void)
{
	const struct thing one = { .code = "latte",
		.total_minor = -1250,
		.qty_milli = 1500,
		.at = INT64_C(1773453600000),
		.day = 20260314,
		.sold = true,
		.names = names,
		.names_count = 2 };
	const struct thing none = { 0 };

	cell(0, true, NULL, &one, "code", "latte");
	cell(1, true, NULL, &one, "total", "-12.50");
	cell(1, false, NULL, &one, "total", "-12.50");
	cell(2, true, NULL, &one, "qty", "1.5");
	cell(3, true, NULL, &one, "at", "2026-03-14 02:00:00");
	cell(3, true, "Asia/Shanghai", &one, "at", "2026-03-14 10:00:00");
	cell(3, false, "Asia/Shanghai", &one, "at", "2026-03-14T02:00:00.000Z");
	cell(4, false, NULL, &one, "day", "2026-03-14");
	cell(5, true, NULL, &one, "sold", "yes");
	cell(5, false, NULL, &one, "sold", "true");
	cell(6, true, NULL, &one, "names", "Latte");
	cell(0, true, NULL, &none, "code", "");
	cell(3, true, NULL, &none, "at", "");
	cell(4, true, NULL, &none, "day", "");
	cell(6, true, NULL, &none, "names", "");
	ok(pos_cell_right(&fields[1]) && !pos_cell_right(&fields[0]),
	    "numbers go to the right");
	ok(pos_cell_scalar(&fields[1]) && !pos_cell_scalar(&fields[6]),
	    "names are no cell of CSV");
}

int
main(void)
{
	test_table();
	test_cells();
	return tap_done();
}
