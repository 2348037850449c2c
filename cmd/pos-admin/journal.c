/*
 * journal.c - pos-admin journal: what was recorded, as it was recorded.
 *
 * As JSON the very bytes are printed over which the hashes go, but for the
 * hashes of PINs, which only --exact shows.  With --limit
 * the last entries that fit are held until the end is known.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "admin.h"
#include "shop/place.h"
#include "shop/sale.h"

#define POLL_NS 200000000 /* between two looks at a quiet journal */
#define LIMIT_MAX 100000

static const char *kind, *staff, *till, *sale;
static int64_t since = -1, until = -1, limit;
static bool follow, exact;

const struct pos_opt pos_journal_options[] = {
	POS_OPT_TEXT('k', "kind", &kind, "KIND",
	    "entries of this kind, as sale.new or sale.*"),
	POS_OPT_TEXT(0, "staff", &staff, "CODE", "entries of this person"),
	POS_OPT_TEXT(0, "till", &till, "CODE", "entries of this till"),
	POS_OPT_TEXT(0, "sale", &sale, "ID",
	    "entries about this sale: an id, a number, or DAY/NUMBER"),
	POS_OPT_TIME(0, "since", &since, "TIME", "entries not before it"),
	POS_OPT_TIME(0, "until", &until, "TIME", "entries before it"),
	POS_OPT_INT('l', "limit", &limit, 1, LIMIT_MAX, "N",
	    "only the last N of them"),
	POS_OPT_FLAG('F', "follow", &follow,
	    "go on with what is recorded from now on"),
	POS_OPT_FLAG(0, "exact", &exact,
	    "hashes of PINs too (for who may set up the shop)"),
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};

/* What people see of an entry; the record has it in another order. */
static const struct pos_field people_fields[] = {
	POS_TIME(pos_entry, at, POS_F_COLUMN, "when"),
	POS_INT(pos_entry, branch, POS_F_COLUMN, 0, 0, "branch"),
	POS_INT(pos_entry, till, POS_F_COLUMN, 0, 0, "till"),
	POS_INT(pos_entry, seq, POS_F_COLUMN, 0, 0, "place in the chain"),
	POS_TEXT(pos_entry, kind, POS_F_COLUMN, 0, "what happened"),
	POS_TEXT(pos_entry, staff, POS_F_COLUMN | POS_F_OPTIONAL, 0, "who"),
	POS_TEXT(pos_entry, key, POS_F_COLUMN | POS_F_OPTIONAL, 0, "key"),
	{ 0 }
};

static const struct pos_record people_record = {
	.size = sizeof(struct pos_entry),
	.fields = people_fields,
	.help = "an entry of the journal, for people",
};

struct look {
	int64_t branch, till;  /* 0: any */
	char *sale;            /* its id in quotes, NULL: any */
	char **last;           /* ring of `limit` entries */
	size_t count;          /* ever put into it */
	struct pos_pool *pool; /* of one entry */
};

/* "sale.*" is all that begins with "sale." */
static bool
kind_fits(const char *have)
{
	size_t len = strlen(kind);

	if (len > 0 && kind[len - 1] == '*')
		return strncmp(have, kind, len - 1) == 0;
	return strcmp(have, kind) == 0;
}

static bool
fits(const struct pos_entry *e)
{
	return (kind == NULL || kind_fits(e->kind)) &&
	    (staff == NULL ||
		(e->staff != NULL && strcmp(staff, e->staff) == 0)) &&
	    (since < 0 || e->at >= since) && (until < 0 || e->at < until);
}

static enum pos_status
parse(struct look *look, const struct pos_journal_row *row, struct pos_entry *e,
    struct pos_err *err)
{
	struct pos_json *json = NULL;
	enum pos_status st;

	pos_pool_clear(look->pool);
	st = pos_json_parse(&json, row->bytes, row->len, err);
	if (st == POS_OK)
		st = pos_record_read(e, &pos_entry_record, json, look->pool,
		    POS_READ_EXTRA, err);
	pos_json_free(json);
	if (st != POS_OK)
		return pos_fail_at(err,
		    "journal of till %" PRId64 "/%" PRId64 ": entry %" PRId64,
		    row->branch, row->till, row->seq);
	return st;
}

static enum pos_status
print(struct look *look, const char *bytes, struct pos_err *err)
{
	struct pos_journal_row row = { .len = strlen(bytes) };
	struct pos_entry e = { 0 };
	char *line = pos_strdup(bytes);
	enum pos_status st;

	if (!exact)
		pos_cmd_mask(line);
	if (pos_out_json()) {
		st = pos_out_line(line, err);
		free(line);
		return st;
	}
	row.bytes = line;
	st = parse(look, &row, &e, err);
	free(line);
	return st == POS_OK ?
	    pos_out_record(pos_out_table() ? &people_record : &pos_entry_record,
		&e, err) :
	    st;
}

static enum pos_status
each(void *arg, const struct pos_journal_row *row, struct pos_err *err)
{
	struct look *look = arg;
	struct pos_entry e = { 0 };
	enum pos_status st;
	char **place;

	if ((look->branch != 0 && row->branch != look->branch) ||
	    (look->till != 0 && row->till != look->till) ||
	    (look->sale != NULL && strstr(row->bytes, look->sale) == NULL))
		return POS_OK;
	if (kind != NULL || staff != NULL || since >= 0 || until >= 0) {
		st = parse(look, row, &e, err);
		if (st != POS_OK || !fits(&e))
			return st;
	}
	if (look->last == NULL)
		return print(look, row->bytes, err);
	place = &look->last[look->count++ % (size_t)limit];
	free(*place);
	*place = pos_strdup(row->bytes);
	return POS_OK;
}

/* What was held, oldest first; from then on entries go out as they come. */
static enum pos_status
let_go(struct look *look, struct pos_err *err)
{
	size_t i, most = (size_t)limit;
	enum pos_status st = POS_OK;

	if (look->last == NULL)
		return POS_OK;
	for (i = look->count > most ? look->count - most : 0;
	     i < look->count && st == POS_OK; i++)
		st = print(look, look->last[i % most], err);
	for (i = 0; i < most; i++)
		free(look->last[i]);
	free(look->last);
	look->last = NULL;
	return st;
}

static enum pos_status
go_through(struct pos_shop *shop, struct look *look, struct pos_err *err)
{
	static const struct timespec pause = { .tv_nsec = POLL_NS };
	struct pos_journal_place place = { 0 };
	enum pos_status st;

	for (;;) {
		st = pos_read_begin(shop->store, err);
		if (st != POS_OK)
			break;
		st = pos_journal_walk(shop->store, &place, each, look, err);
		pos_read_end(shop->store);
		if (st == POS_OK)
			st = let_go(look, err);
		if (st == POS_OK)
			st = follow ? pos_out_flush(err) : pos_out_done(err);
		if (st != POS_OK || !follow)
			break;
		nanosleep(&pause, NULL);
	}
	pos_journal_place_release(&place);
	return st;
}

static enum pos_status
aim(struct pos_shop *shop, struct look *look, struct pos_err *err)
{
	struct pos_place place = { .branch_no = shop->branch };
	char id_text[POS_ID_TEXT];
	struct pos_id id;
	enum pos_status st;

	if (pos_cmd_branch() != NULL || till != NULL)
		look->branch = shop->branch;
	if (till != NULL) {
		st = pos_till_find(shop->store, till, shop->pool, &place, err);
		if (st == POS_END)
			return pos_fail(err, POS_DATA,
			    "no till '%s' in branch "
			    "'%s': 'pos-admin till list' shows them",
			    till, shop->branch_code);
		if (st != POS_OK)
			return st;
		look->till = place.till_no;
	}
	if (sale != NULL) {
		st = pos_sale_which(shop, sale, &id, err);
		if (st != POS_OK)
			return st;
		look->sale = pos_pool_printf(shop->pool, "\"%s\"",
		    pos_id_text(id_text, &id));
	}
	if (limit > 0)
		look->last = pos_alloc((size_t)limit * sizeof(char *));
	return POS_OK;
}

enum pos_status
pos_journal(int argc, char **argv, struct pos_err *err)
{
	struct look look = { 0 };
	struct pos_shop shop;
	enum pos_status st;

	(void)argc;
	(void)argv;
	st = pos_cmd_open(&shop, POS_STORE_READ, err);
	if (st == POS_OK && exact) {
		st = pos_staff_may(&shop, POS_RIGHT_ADMIN, 0, NULL, NULL, err);
		if (st != POS_OK)
			pos_shop_close(&shop);
	}
	if (st != POS_OK)
		return st;
	look.pool = pos_pool_new();
	st = aim(&shop, &look, err);
	if (st == POS_OK)
		st = go_through(&shop, &look, err);
	pos_pool_free(look.pool);
	pos_shop_close(&shop);
	return st;
}
