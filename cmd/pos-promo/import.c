/*
 * import.c - import: rules in bulk, in one change.
 *
 * Each rule is stored under its code, whole: one that is there already is
 * replaced, one that says the same is left alone, so that the second import
 * of a file changes nothing.  All or nothing, unless --keep-going.
 */
#include <stdlib.h>
#include <string.h>

#include "../change.h"
#include "../import.h"
#include "base/plain.h"
#include "rules.h"

#define TOLD_MAX 100 /* wrong rules that are printed */

static const char *rejects;
static bool keep_going;

const struct pos_opt promo_import_options[] = {
	POS_OPT_FLAG('k', "keep-going", &keep_going,
	    "store the good ones although others are wrong"),
	POS_OPT_TEXT(0, "rejects", &rejects, "FILE",
	    "write the wrong ones, of CSV with reasons, to FILE"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

struct promo_change {
	const char *code, *change, *was, *means;
};
static const struct pos_record change_record = {
	.type = "promo.change", .v = 1, .size = sizeof(struct promo_change),
	.help = "what an import of promotions would change",
	.fields = (const struct pos_field[]){
		POS_TEXT(promo_change, code, POS_F_CODE | POS_F_COLUMN, 64,
		    "of the promotion"),
		POS_CHOICE(promo_change, change, POS_F_COLUMN,
		    "added|changed", "what would happen"),
		POS_TEXT(promo_change, was, POS_F_OPTIONAL | POS_F_COLUMN,
		    4000, "what it meant before, in a sentence"),
		POS_TEXT(promo_change, means, POS_F_COLUMN, 4000,
		    "what it would mean, in a sentence"),
		{ 0 },
	},
};
POS_LIST_RECORD(change_record);

struct job {
	struct promo_docs docs;
	struct pos_rejects rejects;
	struct pos_promo_import result;
	long told;
	bool show;
};

static int
by_code(const void *a, const void *b)
{
	const struct promo_doc *x = *(struct promo_doc *const *)a;
	const struct promo_doc *y = *(struct promo_doc *const *)b;
	int d = strcmp(x->rule.code, y->rule.code);

	return d != 0 ? d : (x->line > y->line) - (x->line < y->line);
}

/* The same code twice in one file: which of them was meant? */
static void
find_twice(struct promo_docs *docs, struct pos_pool *pool)
{
	struct promo_doc **all = pos_pool_alloc(pool,
	    (docs->count + 1) * sizeof(struct promo_doc *));
	size_t i, n = 0;

	all = pos_pool_alloc(pool, (docs->count + 1) * sizeof(void *));
	for (i = 0; i < docs->count; i++)
		if (docs->doc[i].wrong == NULL)
			all[n++] = &docs->doc[i];
	if (n > 0)
		qsort(all, n, sizeof(struct promo_doc *), by_code);
	for (i = 1; i < n; i++)
		if (strcmp(all[i]->rule.code, all[i - 1]->rule.code) == 0)
			all[i]->wrong = pos_pool_printf(pool,
			    pos_tr("'%s' stands on line %ld already"),
			    all[i]->rule.code, all[i - 1]->line);
}

static enum pos_status
refuse(struct job *job, const struct promo_doc *doc, const char *why,
    struct pos_err *err)
{
	job->result.rejected++;
	if (job->told++ < TOLD_MAX)
		pos_warn("%s:%ld: %s", job->docs.name, doc->line, why);
	return pos_rejects_line(&job->rejects, doc->text,
	    job->docs.header != NULL ? why : NULL, err);
}

static enum pos_status
show(struct pos_shop *shop, const struct pos_rule *old, bool added,
    const struct pos_rule *rule, struct pos_pool *pool, struct pos_err *err)
{
	struct promo_change change = { .code = rule->code,
		.change = added ? "added" : "changed" };

	pos_tr_plain(!pos_out_table());
	change.means = promo_sentence(shop, rule, pool);
	if (!added)
		change.was = promo_sentence(shop, old, pool);
	pos_tr_plain(false);
	return pos_out_record(&change_record, &change, err);
}

static enum pos_status
one(struct pos_shop *shop, struct job *job, struct promo_doc *doc,
    struct pos_pool *pool, struct pos_err *err)
{
	struct pos_rule old;
	struct pos_err why;
	enum pos_status st;
	bool added, changed = false;
	int64_t entries = shop->entries;

	if (doc->wrong != NULL)
		return refuse(job, doc, doc->wrong, err);
	pos_rule_default_stacking(&doc->rule, pool);
	st = pos_promo_find(shop, doc->rule.code, pool, &old, err);
	if (st != POS_OK && st != POS_END)
		return st;
	added = st == POS_END;
	st = pos_promo_put(shop, &doc->rule, &changed, &why);
	if (st == POS_DATA && shop->entries == entries)
		return refuse(job, doc, why.text, err);
	if (st != POS_OK) {
		*err = why;
		return st;
	}
	if (!changed)
		job->result.unchanged++;
	else if (added)
		job->result.added++;
	else
		job->result.changed++;
	return changed && job->show ?
	    show(shop, &old, added, &doc->rule, pool, err) :
	    POS_OK;
}

static enum pos_status
warn_names(struct pos_shop *shop, struct job *job, struct pos_pool *pool,
    struct pos_err *err)
{
	const struct pos_rule **all =
	    pos_pool_alloc(pool, (job->docs.count + 1) * sizeof(*all));
	size_t i, n = 0;

	for (i = 0; i < job->docs.count; i++)
		if (job->docs.doc[i].wrong == NULL)
			all[n++] = &job->docs.doc[i].rule;
	return promo_warn_names(shop, all, n, pool, err);
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct job *job = arg;
	enum pos_status st;
	size_t i;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	for (i = 0; i < job->docs.count && st == POS_OK; i++) {
		st = one(shop, job, &job->docs.doc[i], pool, err);
		pos_progress("promotions", (long)i + 1, (long)job->docs.count);
	}
	pos_progress_done();
	if (job->told > TOLD_MAX)
		pos_warn("and %ld more that are wrong", job->told - TOLD_MAX);
	if (st == POS_OK && job->result.rejected > 0 && !keep_going)
		return pos_fail(err, POS_DATA,
		    "%s: %lld of %lld promotions are wrong, nothing was"
		    " stored (--keep-going stores the others)",
		    job->docs.name, (long long)job->result.rejected,
		    (long long)job->result.rows);
	if (st == POS_OK)
		st = warn_names(shop, job, pool, err);
	if (st == POS_OK)
		st = pos_rejects_flush(&job->rejects, err);
	answer->record = &pos_promo_import_record;
	answer->data = &job->result;
	return st;
}

/* The difference is shown, not the entries: it is what one wants to read. */
static enum pos_status
dry(struct pos_shop *shop, struct job *job, struct pos_pool *pool,
    struct pos_err *err)
{
	struct pos_cmd_answer answer = { 0 };
	struct pos_err undone;
	enum pos_status st, end;

	shop->dry_run = false;
	job->show = true;
	st = pos_change_begin(shop, err);
	if (st != POS_OK)
		return st;
	st = work(shop, pool, job, &answer, err);
	end = pos_change_end(shop, POS_REFUSED, &undone);
	if (st == POS_OK && end != POS_REFUSED)
		return pos_fail(err, end, "%s", undone.text);
	job->result.dry_run = true;
	if (st == POS_OK)
		st =
		    pos_out_record(&pos_promo_import_record, &job->result, err);
	return st == POS_OK ? pos_out_done(err) : st;
}

static enum pos_status
store(struct pos_shop *shop, struct job *job, const char *digest, int argc,
    char **argv, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "content", digest);
	pos_cmd_asked_add(&more, "keep-going", keep_going ? "yes" : NULL);
	st = pos_rejects_open(&job->rejects, rejects, false, err);
	if (st == POS_OK && job->docs.header != NULL)
		st = pos_rejects_line(&job->rejects, job->docs.header, "error",
		    err);
	if (st == POS_OK)
		st = pos_cmd_change(shop,
		    pos_cmd_asked(pool, "import", argc, argv, more.text), work,
		    job, err);
	st = pos_rejects_close(&job->rejects, st, job->result.rejected, err);
	pos_buf_release(&more);
	return st;
}

enum pos_status
promo_import_run(int argc, char **argv, struct pos_err *err)
{
	const char *name = argc > 0 ? argv[0] : "-";
	char digest[2 * POS_SHA256_LEN + 1];
	struct job job = { .result = { .file = name } };
	struct pos_pool *pool;
	struct pos_shop shop;
	enum pos_status st;

	if (rejects != NULL && !keep_going)
		return pos_fail(err, POS_USAGE,
		    "--rejects goes with --keep-going: without it nothing is"
		    " stored when one is wrong");
	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = promo_docs_read(&shop, name, pool, &job.docs, digest, err);
	if (st == POS_OK) {
		job.result.rows = (int64_t)job.docs.count;
		find_twice(&job.docs, pool);
		st = shop.dry_run ?
		    dry(&shop, &job, pool, err) :
		    store(&shop, &job, digest, argc, argv, pool, err);
	}
	/* A script must see that not all of it is there. */
	if (st == POS_OK && job.result.rejected > 0 && !job.result.dry_run)
		st = pos_fail(err, POS_DATA,
		    "%s: %lld of %lld promotions were refused", name,
		    (long long)job.result.rejected, (long long)job.result.rows);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}
