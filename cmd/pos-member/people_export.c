/*
 * people_export.c - export: all members as CSV, masked, or as they import
 * back with --reveal.
 *
 * A masked file is refused by import.  Erased and merged members are no rows.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "people.h"
#include "rec/csv.h"

static bool reveal;

const struct pos_opt member_export_options[] = {
	POS_OPT_FLAG(0, "reveal", &reveal,
	    "with personal data, so that it imports back; recorded"),
	POS_OPT_GROUP(pos_till_options),
	POS_OPT_GROUP(pos_who_options),
	POS_OPT_GROUP(pos_approve_options),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

struct export
{
	struct pos_shop *shop;
	struct pos_buf row, list;
	char delimiter;
	int64_t done, total;
};

static const char *const titles[] = { "code", "phone", "name", "birthday",
	"email", "address", "gender", "card", "phones", "ids", "language",
	"tags", "channel", "referred_by", "consent", "consent_at",
	"consent_source", "enrolled_at", "level" };

static void
cell(struct export *e, const char *text)
{
	pos_csv_cell(&e->row, text != NULL ? text : "", e->delimiter,
	    e->row.len == 0);
}

static void
cells(struct export *e, const char *const *texts, size_t count)
{
	size_t i;

	pos_buf_clear(&e->list);
	for (i = 0; i < count; i++)
		pos_buf_printf(&e->list, "%s%s", i > 0 ? ";" : "", texts[i]);
	cell(e, e->list.text);
}

static void
time_cell(struct export *e, int64_t ms)
{
	char text[POS_TIME_TEXT];

	cell(e, ms != 0 ? pos_time_text(text, ms) : "");
}

static enum pos_status
end_row(struct export *e, struct pos_err *err)
{
	pos_buf_char(&e->row, '\n');
	return pos_out_text(e->row.text, e->row.len, err);
}

static enum pos_status
header(struct export *e, struct pos_err *err)
{
	size_t i;

	pos_buf_clear(&e->row);
	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		cell(e, titles[i]);
	return end_row(e, err);
}

static enum pos_status
each(void *arg, const struct pos_member *m, struct pos_pool *pool,
    struct pos_err *err)
{
	struct export *e = arg;
	struct pos_member_view v;
	enum pos_status st;

	if (++e->done % 1000 == 0)
		pos_progress(pos_tr("members"), (long)e->done, (long)e->total);
	if (m->erased || m->merged_no != 0)
		return POS_OK;
	st = pos_member_show(e->shop, m, reveal, false, pool, &v, err);
	if (st != POS_OK)
		return st;
	pos_buf_clear(&e->row);
	cell(e, v.member);
	cell(e, v.phone);
	cell(e, v.name);
	cell(e, v.birthday);
	cell(e, v.email);
	cell(e, v.address);
	cell(e, v.gender);
	if (reveal)
		cells(e, m->cards, m->cards_count);
	else
		cell(e, v.card);
	cells(e, v.phones, v.phones_count);
	cells(e, v.ids, v.ids_count);
	cell(e, v.language);
	cells(e, v.tags, v.tags_count);
	cell(e, v.channel);
	cell(e, v.referred_by);
	cell(e, v.consent ? "Y" : v.consent_at != 0 ? "N" : "");
	time_cell(e, v.consent_at);
	cell(e, v.consent_source);
	time_cell(e, v.enrolled_at);
	cell(e, v.level);
	return end_row(e, err);
}

static enum pos_status
write_all(struct pos_shop *shop, struct export *e, struct pos_err *err)
{
	enum pos_status st;

	e->shop = shop;
	st = pos_member_count(shop, &e->total, err);
	if (st == POS_OK)
		st = header(e, err);
	if (st == POS_OK)
		st = pos_member_walk(shop, 0, true, each, e, err);
	pos_progress_done();
	pos_buf_release(&e->row);
	pos_buf_release(&e->list);
	return st;
}

static enum pos_status
masked(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	return write_all(shop, arg, err);
}

static enum pos_status
revealed(struct export *e, struct pos_err *err)
{
	struct pos_approval approval = { 0 };
	struct pos_shop shop;
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	st = pos_cmd_approval(&approval, shop.pool, err);
	if (st == POS_OK)
		st = pos_change_begin(&shop, err);
	if (st == POS_OK) {
		st =
		    pos_member_reveal(&shop, "export", NULL, 0, &approval, err);
		st = pos_change_end(&shop, st, err);
	}
	if (st == POS_OK)
		st = pos_read_begin(shop.store, err);
	if (st == POS_OK) {
		st = write_all(&shop, e, err);
		pos_read_end(shop.store);
	}
	if (st == POS_OK)
		st = pos_out_done(err);
	pos_shop_close(&shop);
	return st;
}

enum pos_status
member_export_run(int argc, char **argv, struct pos_err *err)
{
	const char *format = pos_out_format();
	struct export e = { .delimiter = ',' };

	(void)argc;
	(void)argv;
	if (format != NULL && strcmp(format, "tsv") == 0)
		e.delimiter = '\t';
	else if (format != NULL && strcmp(format, "csv") != 0)
		return pos_fail(err, POS_USAGE,
		    "export writes csv or tsv, not %s ('find' and 'show' write"
		    " the others)",
		    format);
	return reveal ? revealed(&e, err) : pos_cmd_look(masked, &e, err);
}
