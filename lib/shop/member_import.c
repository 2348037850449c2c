/*
 * member_import.c - a file of members from its first row to its last.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shop/keys.h"
#include "shop/member_import_inside.h"

#define HEADER_ROWS 20
#define TELL 1000 /* rows between two reports of progress */

struct importer {
	struct pos_shop *shop;
	const struct pos_member_import_options *options;
	const struct pos_member_import_sink *sink;
	struct pos_member_import *result;
	struct pos_member_batch batch;
	struct pos_pool *pool; /* of a row */
	struct pos_pool *all;  /* of the result */
	enum member_role roles[POS_CSV_CELLS_MAX];
	size_t columns;
	const char *country; /* of the shop */
	int64_t *touched;    /* members of this file, a set */
	size_t touched_count, touched_cap;
	struct pos_buf raw;
	struct pos_err *err;
};

static const struct pos_field fields[] = {
	POS_TEXT(pos_member_import, file, POS_F_COLUMN, 4096, "the file"),
	POS_TEXT(pos_member_import, encoding, POS_F_OPTIONAL, 64,
	    "its encoding"),
	POS_INT(pos_member_import, rows, POS_F_COLUMN, 0, INT64_MAX,
	    "rows in it"),
	POS_INT(pos_member_import, enrolled, POS_F_COLUMN, 0, INT64_MAX,
	    "members that are new"),
	POS_INT(pos_member_import, changed, POS_F_COLUMN, 0, INT64_MAX,
	    "members that were changed"),
	POS_INT(pos_member_import, unchanged, POS_F_COLUMN, 0, INT64_MAX,
	    "rows that say what was known"),
	POS_INT(pos_member_import, rejected, POS_F_COLUMN, 0, INT64_MAX,
	    "rows that are wrong"),
	POS_INT(pos_member_import, warnings, 0, 0, INT64_MAX, "remarks"),
	POS_BOOL(pos_member_import, dry_run, POS_F_OPTIONAL,
	    "nothing was stored"),
	{ 0 }
};

const struct pos_record pos_member_import_record = {
	.type = "member.import",
	.v = 1,
	.size = sizeof(struct pos_member_import),
	.fields = fields,
	.help = "members were imported",
};
POS_LIST_RECORD(pos_member_import_record);

static int64_t *
touched(const struct importer *im, int64_t member_no)
{
	size_t at = (size_t)member_no * 0x9e3779b97f4a7c15u >> 20;
	int64_t *have;

	do
		have = &im->touched[at++ & (im->touched_cap - 1)];
	while (*have != 0 && *have != member_no);
	return have;
}

/* False: it was already. */
static bool
touch(struct importer *im, int64_t member_no)
{
	int64_t *old = im->touched, *have;
	size_t cap = im->touched_cap, i;

	if (2 * (im->touched_count + 1) > cap) {
		im->touched_cap = cap == 0 ? 1024 : 2 * cap;
		im->touched = pos_alloc(im->touched_cap * sizeof(*im->touched));
		im->touched_count = 0;
		for (i = 0; i < cap; i++)
			if (old[i] != 0)
				(void)touch(im, old[i]);
		free(old);
	}
	have = touched(im, member_no);
	if (*have == member_no)
		return false;
	*have = member_no;
	im->touched_count++;
	return true;
}

static void
say(struct importer *im, long line, bool refused, const char *text)
{
	struct pos_buf buf = { 0 };

	if (line > 0)
		pos_buf_printf(&buf, "%s:%ld: %s", im->options->name, line,
		    text);
	else
		pos_buf_printf(&buf, "%s: %s", im->options->name, text);
	if (!refused)
		im->result->warnings++;
	im->sink->say(im->sink->arg, refused, buf.text);
	pos_buf_release(&buf);
}

static const char *
raw_row(struct importer *im, const struct pos_csv_row *row)
{
	size_t i;

	pos_buf_clear(&im->raw);
	for (i = 0; i < row->count; i++)
		pos_csv_cell(&im->raw, row->cells[i], ',', i == 0);
	return im->raw.text;
}

static enum pos_status
refuse(struct importer *im, const struct pos_csv_row *row, const char *why)
{
	say(im, row->line, true, why);
	im->result->rejected++;
	if (!im->options->keep_going || im->sink->reject == NULL)
		return POS_OK;
	return im->sink->reject(im->sink->arg, raw_row(im, row), why, im->err);
}

static void
say_unknown(struct importer *im, const struct pos_csv_row *row)
{
	struct pos_buf buf = { 0 };
	size_t i;

	for (i = 0; i < row->count; i++) {
		if (im->roles[i] != MEMBER_UNKNOWN || row->cells[i][0] == '\0')
			continue;
		pos_buf_clear(&buf);
		pos_buf_printf(&buf, pos_tr("column '%.100s' is left out"),
		    row->cells[i]);
		say(im, 0, false, buf.text);
	}
	pos_buf_release(&buf);
}

static enum pos_status
find_header(struct importer *im, struct pos_csv *csv)
{
	struct pos_csv_row row;
	enum pos_status st;
	int n;

	for (n = 0; n < (im->options->map != NULL ? 1 : HEADER_ROWS); n++) {
		st = pos_csv_next(csv, &row, im->err);
		if (st == POS_END)
			break;
		if (st == POS_OK)
			st = pos_member_titles(&row, im->options->map,
			    im->roles, im->err);
		if (st == POS_END)
			continue;
		if (st != POS_OK)
			return st;
		im->columns = row.count;
		say_unknown(im, &row);
		if (im->options->keep_going && im->sink->reject != NULL)
			st = im->sink->reject(im->sink->arg, raw_row(im, &row),
			    "reason", im->err);
		return st;
	}
	return pos_fail(im->err, POS_DATA,
	    "%s: no header of members: a column 'phone' or 'card' is needed "
	    "(--map phone=COLUMN,name=COLUMN reads any other)",
	    im->options->name);
}

/* Whom any of it leads to; *no 0: nobody. */
static enum pos_status
find_existing(struct importer *im, const struct pos_member *m, int64_t code_no,
    int64_t *no)
{
	struct pos_member there;
	enum pos_status st = POS_OK;
	size_t i;

	*no = 0;
	if (code_no != 0) {
		/* else it cannot be waiting */
		if (im->touched_cap > 0 && *touched(im, code_no) != 0)
			st = pos_member_batch_flush(&im->batch, im->err);
		if (st == POS_OK)
			st = pos_member_by_no(im->shop, code_no, im->pool,
			    &there, im->err);
		if (st == POS_OK)
			*no = there.member_no;
		if (st != POS_END)
			return st;
		st = POS_OK;
	}
	pos_member_finds(&im->batch.one, im->batch.find, m);
	for (i = 0; st == POS_OK && *no == 0 && i < im->batch.one.count; i++)
		st = pos_member_batch_find(&im->batch, im->batch.one.hash[i],
		    no, im->err);
	return st;
}

static const char *
either(const char *now, const char *old)
{
	return now != NULL ? now : old;
}

/* What the row says over what there was. */
static void
overlay(struct pos_member *m, const struct pos_member *old,
    const struct member_row *row, int64_t now)
{
	struct pos_member said = *m;

	*m = *old;
	m->name = either(said.name, old->name);
	m->phone = either(said.phone, old->phone);
	m->address = either(said.address, old->address);
	m->email = either(said.email, old->email);
	m->gender = either(said.gender, old->gender);
	m->language = either(said.language, old->language);
	m->channel = either(said.channel, old->channel);
	if (said.birthday != 0)
		m->birthday = said.birthday;
	if (said.enrolled_at != 0)
		m->enrolled_at = said.enrolled_at;
	if (said.referred_no != 0)
		m->referred_no = said.referred_no;
	if (said.cards_count > 0) {
		m->cards = said.cards;
		m->cards_count = said.cards_count;
	}
	if (said.tags_count > 0) {
		m->tags = said.tags;
		m->tags_count = said.tags_count;
	}
	if (said.ids_count > 0) {
		m->ids = said.ids;
		m->ids_count = said.ids_count;
	}
	if (said.phones_count > 0) {
		m->phones = said.phones;
		m->phones_count = said.phones_count;
	}
	if (row->consent_given &&
	    (said.consent != old->consent ||
		(said.consent_at != 0 && said.consent_at != old->consent_at))) {
		m->consent = said.consent;
		m->consent_at = said.consent_at != 0 ? said.consent_at : now;
		m->consent_source = said.consent_source;
	}
}

/* Phones that became the main one are no others any more, and so on. */
static enum pos_status
change_one(struct importer *im, struct member_row *row, int64_t member_no,
    struct pos_err *why)
{
	struct pos_member *m = &row->member, old;
	enum pos_status st;

	st = pos_member_by_no(im->shop, member_no, im->pool, &old, why);
	if (st == POS_OK && (old.erased || old.merged_no != 0))
		return pos_fail(why, POS_REFUSED,
		    old.erased ? "member '%s' was erased" :
				 POS_TR("member '%s' became part of another"),
		    old.code);
	if (st == POS_OK)
		st = pos_member_open(im->shop, im->pool, &old, why);
	if (st != POS_OK)
		return st;
	overlay(m, &old, row, im->shop->now);
	st = pos_member_check_in(im->country, m, im->pool, why);
	if (st != POS_OK)
		return st;
	if (pos_member_same(&old, m)) {
		im->result->unchanged++;
		return POS_OK;
	}
	st = pos_member_batch_add(&im->batch, m, &old, why);
	if (st == POS_OK)
		im->result->changed++;
	return st;
}

static enum pos_status
enrol_one(struct importer *im, struct member_row *row, int64_t code_no,
    struct pos_err *why)
{
	struct pos_member *m = &row->member;
	enum pos_status st;

	if (m->channel == NULL)
		m->channel = im->options->channel;
	if (row->consent_given && m->consent_at == 0)
		m->consent_at = im->shop->now;
	else if (!row->consent_given)
		m->consent_at = 0;
	m->member_no = code_no;
	im->batch.asked = true;
	st = pos_member_batch_add(&im->batch, m, NULL, why);
	if (st == POS_OK)
		im->result->enrolled++;
	return st;
}

static enum pos_status
referrer(struct importer *im, struct member_row *row, long line)
{
	const char *cell = row->cell[MEMBER_REFERRED_BY];
	struct pos_member by;
	struct pos_err why;
	enum pos_status st;

	if (cell == NULL)
		return POS_OK;
	st = pos_member_find(im->shop, cell, im->pool, &by, &why);
	if (st == POS_END && im->batch.count > 0) { /* in a row just before? */
		st = pos_member_batch_flush(&im->batch, im->err);
		if (st != POS_OK)
			return st;
		st = pos_member_find(im->shop, cell, im->pool, &by, &why);
	}
	if (st == POS_OK)
		row->member.referred_no = by.member_no;
	else if (st == POS_END || st == POS_DATA)
		say(im, line, false,
		    pos_tr("who brought this member is none: left out"));
	else
		return pos_fail(im->err, st, "%s", why.text);
	return POS_OK;
}

static enum pos_status
one(struct importer *im, struct member_row *row, long line, struct pos_err *why)
{
	struct pos_member *m = &row->member;
	const char *code = row->cell[MEMBER_CODE];
	int64_t code_no = code != NULL ? pos_member_no(code) : 0, there;
	enum pos_status st;

	if (code != NULL && code_no == 0)
		return pos_fail(why, POS_DATA, "code: '%.100s' is none of ours",
		    code);
	st = pos_member_cells(im->shop, row, im->pool, why);
	if (st == POS_OK)
		st = pos_member_check_in(im->country, m, im->pool, why);
	if (st != POS_OK)
		return st;
	if (m->phone == NULL && m->cards_count == 0 && m->ids_count == 0 &&
	    code_no == 0)
		return pos_fail(why, POS_DATA,
		    "neither phone nor card: nobody could be found by it");
	st = referrer(im, row, line);
	if (st == POS_OK)
		st = find_existing(im, m, code_no, &there);
	if (st != POS_OK)
		return POS_BUG; /* im->err says what */
	if (there != 0 && !touch(im, there))
		return pos_fail(why, POS_DATA,
		    "the same member as in a row before");
	st = there != 0 ? change_one(im, row, there, why) :
			  enrol_one(im, row, code_no, why);
	if (st == POS_OK && there == 0)
		(void)touch(im, m->member_no);
	return st;
}

static void
take_cells(struct importer *im, const struct pos_csv_row *csv,
    struct member_row *row)
{
	const char *cell;
	size_t i;

	memset(row, 0, sizeof(*row));
	for (i = 0; i < im->columns && i < csv->count; i++) {
		if (im->roles[i] == MEMBER_IGNORE ||
		    im->roles[i] == MEMBER_UNKNOWN)
			continue;
		cell = pos_csv_plain(csv->cells[i]);
		cell += strspn(cell, " \t");
		if (*cell != '\0')
			row->cell[im->roles[i]] = cell;
	}
}

static enum pos_status
each_row(struct importer *im, const struct pos_csv_row *csv)
{
	struct member_row row;
	struct pos_err why = { 0 };
	enum pos_status st;

	im->result->rows++;
	take_cells(im, csv, &row);
	st = one(im, &row, csv->line, &why);
	pos_pool_clear(im->pool);
	if (st == POS_DATA || st == POS_REFUSED)
		return refuse(im, csv, why.text);
	if (st != POS_OK && why.text[0] != '\0')
		return pos_fail(im->err, st, "%s", why.text);
	if (im->sink->progress != NULL && im->result->rows % TELL == 0)
		im->sink->progress(im->sink->arg, im->result->rows);
	return st == POS_OK ? POS_OK : im->err->status;
}

static enum pos_status
read_rows(struct importer *im, struct pos_csv *csv)
{
	struct pos_csv_row row;
	enum pos_status st = find_header(im, csv);

	if (st == POS_OK)
		st = pos_key(im->shop, POS_KEY_MEMBER_FIND, true,
		    im->batch.find, im->err);
	im->batch.keyed = st == POS_OK;
	if (st == POS_OK)
		st = pos_member_country(im->shop, im->all, &im->country,
		    im->err);
	im->result->encoding = pos_pool_text(im->all, pos_csv_encoding(csv));
	while (
	    st == POS_OK && (st = pos_csv_next(csv, &row, im->err)) == POS_OK)
		st = each_row(im, &row);
	if (st == POS_END)
		st = pos_member_batch_flush(&im->batch, im->err);
	return st;
}

enum pos_status
pos_member_import(struct pos_shop *shop, int fd,
    const struct pos_member_import_options *options,
    const struct pos_member_import_sink *sink, struct pos_member_import *result,
    struct pos_pool *pool, struct pos_err *err)
{
	struct importer im = { .shop = shop,
		.options = options,
		.sink = sink,
		.result = result,
		.all = pool,
		.err = err };
	struct pos_csv *csv;
	enum pos_status st;

	*result = (struct pos_member_import){ .file = options->name };
	st = pos_csv_open(&csv, fd, options->name, &options->csv, err);
	if (st != POS_OK)
		return st;
	im.pool = pos_pool_new();
	pos_member_batch_start(&im.batch, shop);
	st = read_rows(&im, csv);
	pos_csv_close(csv);
	if (st == POS_OK && result->rejected > 0 && !options->keep_going)
		st = pos_fail(err, POS_DATA,
		    "%s: nothing was imported: %lld of %lld rows are wrong "
		    "(--keep-going takes the others)",
		    options->name, (long long)result->rejected,
		    (long long)result->rows);
	if (st == POS_OK && result->rows == 0)
		st = pos_fail(err, POS_DATA, "%s: it has no rows",
		    options->name);
	pos_member_batch_end(&im.batch);
	pos_pool_free(im.pool);
	pos_buf_release(&im.raw);
	free(im.touched);
	return st;
}
