/*
 * import_change.c - what an import would change, field by field.
 */
#include <string.h>

#include "shop/import_inside.h"

static const struct pos_field change_field_fields[] = {
	POS_TEXT(pos_field_change, field, 0, 64, "name of the field"),
	POS_RAW(pos_field_change, old, POS_F_OPTIONAL,
	    "what it is; absent: nothing"),
	POS_RAW(pos_field_change, now, POS_F_OPTIONAL,
	    "what it becomes; absent: nothing"),
	{ 0 },
};
static const struct pos_record change_field_record = {
	.size = sizeof(struct pos_field_change),
	.fields = change_field_fields,
	.help = "one field that changes",
};

static const struct pos_field change_fields[] = {
	POS_CHOICE(pos_menu_change, change, POS_F_COLUMN, "added|changed",
	    "what would happen to it"),
	POS_CHOICE(pos_menu_change, kind, POS_F_COLUMN,
	    "item|option_group|tax", "what it is"),
	POS_TEXT(pos_menu_change, code, POS_F_COLUMN, 64, "its code"),
	POS_TEXT(pos_menu_change, name, POS_F_COLUMN, 200, "its name"),
	POS_TEXT(pos_menu_change, what, POS_F_OPTIONAL | POS_F_COLUMN, 4000,
	    "the fields that change"),
	POS_LIST(pos_menu_change, fields, fields_count, POS_F_OPTIONAL,
	    &change_field_record, "each field, before and after"),
	{ 0 },
};
const struct pos_record pos_menu_change_record = {
	.type = "menu.change",
	.v = 1,
	.size = sizeof(struct pos_menu_change),
	.fields = change_fields,
	.help = "what an import would add or change",
};
POS_LIST_RECORD(pos_menu_change_record);

static const struct pos_field import_fields[] = {
	POS_TEXT(pos_import, file, POS_F_COLUMN, 1000, "the file"),
	POS_TEXT(pos_import, format, POS_F_COLUMN, 64,
	    "whose columns it has"),
	POS_TEXT(pos_import, encoding, POS_F_OPTIONAL, 64, "its encoding"),
	POS_INT(pos_import, rows, POS_F_COLUMN, 0, INT64_MAX, "rows of data"),
	POS_INT(pos_import, added, POS_F_COLUMN, 0, INT64_MAX,
	    "items that were not there"),
	POS_INT(pos_import, changed, POS_F_COLUMN, 0, INT64_MAX,
	    "items that were different"),
	POS_INT(pos_import, unchanged, POS_F_COLUMN, 0, INT64_MAX,
	    "items that were the same"),
	POS_INT(pos_import, groups, POS_F_COLUMN, 0, INT64_MAX,
	    "option groups made or changed"),
	POS_INT(pos_import, taxes, POS_F_COLUMN, 0, INT64_MAX,
	    "tax classes made or changed"),
	POS_INT(pos_import, counted, POS_F_OPTIONAL, 0, INT64_MAX,
	    "items whose stock was set"),
	POS_INT(pos_import, rejected, POS_F_COLUMN, 0, INT64_MAX,
	    "rows, or sets of them, that were not taken"),
	POS_INT(pos_import, warnings, POS_F_COLUMN, 0, INT64_MAX,
	    "remarks on rows that were taken"),
	POS_BOOL(pos_import, dry_run, POS_F_OPTIONAL,
	    "nothing was stored"),
	{ 0 },
};
const struct pos_record pos_import_record = {
	.type = "menu.import",
	.v = 1,
	.size = sizeof(struct pos_import),
	.fields = import_fields,
	.help = "what became of a file of items",
};
POS_LIST_RECORD(pos_import_record);

/* The value of one field as JSON; NULL where the record leaves it out. */
static char *
field_json(struct pos_importer *im, const struct pos_record *record,
    const struct pos_field *field, const void *data)
{
	struct pos_field one[2] = { *field, { 0 } };
	struct pos_record alone = { .size = record->size, .fields = one };
	struct pos_buf *buf = &im->text;
	const char *colon;

	pos_buf_clear(buf);
	pos_record_write(buf, &alone, data);
	colon = strchr(buf->text, ':');
	if (colon == NULL)
		return NULL;
	return pos_pool_textn(im->row_pool, colon + 1,
	    (size_t)(buf->text + buf->len - 1 - colon - 1));
}

static size_t
count_fields(const struct pos_record *record)
{
	size_t n = 0;

	while (record->fields[n].name != NULL)
		n++;
	return n;
}

void
pos_import_before(struct pos_importer *im, struct pos_import_was *was,
    const struct pos_record *record, const void *old)
{
	size_t i, n = count_fields(record);

	was->fields = pos_pool_alloc(im->row_pool, n * sizeof(char *));
	for (i = 0; i < n; i++)
		was->fields[i] =
		    field_json(im, record, &record->fields[i], old);
}

static void
in_words(struct pos_buf *what, const struct pos_field_change *f)
{
	const char *old = f->old != NULL ? f->old : "none";
	const char *now = f->now != NULL ? f->now : "none";

	if (what->len > 0)
		pos_buf_text(what, ", ");
	pos_buf_printf(what, "%s %.*s -> %.*s", f->field,
	    pos_import_cut(old, 60), old, pos_import_cut(now, 60), now);
}

enum pos_status
pos_import_after(struct pos_importer *im, const struct pos_import_was *was,
    const struct pos_record *record, const void *now, const char *code,
    const char *name)
{
	struct pos_menu_change change = { .change = "added",
		.kind = record->type,
		.code = code,
		.name = name };
	struct pos_field_change *fields = NULL, f;
	struct pos_buf what = { 0 };
	enum pos_status st;
	size_t i, n = 0;

	for (i = 0; was->fields != NULL && record->fields[i].name != NULL;
	     i++) {
		f.field = record->fields[i].name;
		f.old = was->fields[i];
		f.now = field_json(im, record, &record->fields[i], now);
		if (f.old == NULL ? f.now == NULL :
				    f.now != NULL && strcmp(f.old, f.now) == 0)
			continue;
		fields = pos_pool_push(im->row_pool, fields, n, sizeof(f));
		fields[n++] = f;
		in_words(&what, &f);
	}
	if (was->fields != NULL)
		change.change = "changed";
	change.what = what.text;
	change.fields = fields;
	change.fields_count = n;
	st = im->sink->change(im->sink->arg, &change, im->err);
	pos_buf_release(&what);
	return st;
}
