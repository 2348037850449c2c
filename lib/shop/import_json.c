/*
 * import_json.c - records of our own, one a line, as export writes them.
 *
 * A record says all of an item: what it leaves out is taken away.  In CSV a
 * missing column leaves things alone, but a record has no columns.
 */
#include <stdlib.h>
#include <string.h>

#include "rec/lines.h"
#include "shop/import_inside.h"

static enum pos_status
take(struct pos_importer *im, const struct pos_json *json, const char *line,
    struct pos_err *why)
{
	const char *type = pos_json_text(json, "type");
	struct pos_item item = { 0 };
	struct pos_group group = { 0 };
	struct pos_tax tax = { 0 };
	enum pos_status st;
	long before;

	if (type != NULL && strcmp(type, "option_group") == 0) {
		st = pos_record_read(&group, &pos_group_record, json,
		    im->row_pool, 0, why);
		return st != POS_OK ?
		    st :
		    pos_import_put_group(im, &group, im->line, line);
	}
	if (type != NULL && strcmp(type, "tax") == 0) {
		st = pos_record_read(&tax, &pos_tax_record, json, im->row_pool,
		    0, why);
		return st != POS_OK ?
		    st :
		    pos_import_put_tax(im, &tax, im->line, line);
	}
	if (type == NULL || strcmp(type, "item") != 0)
		return pos_fail(why, POS_DATA,
		    "type '%s': expected item,"
		    " option_group or tax",
		    type != NULL ? type : "");
	st = pos_record_read(&item, &pos_item_record, json, im->row_pool, 0,
	    why);
	if (st != POS_OK || item.archived)
		return st;
	before = pos_import_seen(im, item.code, im->line);
	if (before != 0)
		return pos_fail(why, POS_DATA,
		    "code '%s' is on line %ld"
		    " already",
		    item.code, before);
	im->has_stock = false;
	return pos_import_put_item(im, &item, im->line);
}

static enum pos_status
one_line(struct pos_importer *im, const char *text, size_t len)
{
	struct pos_json *json;
	struct pos_err why = { 0 };
	enum pos_status st;

	pos_pool_clear(im->row_pool);
	pos_buf_clear(&im->raw);
	if (pos_import_wants_raw(im))
		pos_buf_add(&im->raw, text, len);
	st = pos_json_parse(&json, text, len, &why);
	if (st == POS_OK) {
		st = take(im, json, im->raw.text, &why);
		pos_json_free(json);
	}
	if (st == POS_DATA && why.text[0] != '\0')
		return pos_import_refuse(im, im->line, im->raw.text, why.text);
	return st;
}

enum pos_status
pos_import_json(struct pos_importer *im, int fd)
{
	static const struct pos_format json = { "json", .own = true };
	struct pos_lines *lines = pos_lines_new(fd);
	struct pos_err why;
	enum pos_status st = POS_OK;
	char *text;
	size_t len;

	im->layout.format = &json;
	im->result->format = "json";
	im->result->encoding = "UTF-8";
	while (st == POS_OK) {
		st = pos_lines_next(lines, &text, &len, &why);
		im->line = pos_lines_number(lines);
		if (st == POS_END)
			break;
		if (st == POS_DATA) {
			im->result->rows++;
			st = pos_import_refuse(im, im->line, "", why.text);
		} else if (st != POS_OK)
			st = pos_fail(im->err, st, "%s", why.text);
		else if (len > 0) {
			im->result->rows++;
			st = one_line(im, text, len);
		}
		if (im->line % 1000 == 0)
			pos_menu_refresh(im->shop);
	}
	if (st == POS_END && pos_lines_cut(lines))
		pos_import_warn(im, im->line, "the last line has no end");
	pos_lines_free(lines);
	return st == POS_END ? POS_OK : st;
}
