/*
 * add.c - add: a new rule, by words or as a document.
 *
 * Words and options fill the same row as a line of CSV.  What the rule means
 * is said in a sentence, for who wrote it to read again.
 */
#include "add.h"
#include "../change.h"

#define TRIES 1000 /* codes that are made up */

struct job {
	struct promo_docs docs; /* what is added */
	bool made_up;           /* its code is ours to choose */
	char **words;
	int words_count;
};

static enum pos_status
by_words(struct pos_shop *shop, struct job *job, struct pos_pool *pool,
    struct pos_err *err)
{
	struct promo_add add = { .shop = shop, .pool = pool };
	struct promo_doc *doc = promo_docs_add(&job->docs, pool);
	enum pos_status st;

	st = promo_add_take(&add, err);
	if (st == POS_OK)
		st = promo_kind_read(&add, job->words_count, job->words, err);
	job->made_up = add.row.code == NULL;
	if (st == POS_OK && job->made_up)
		add.row.code =
		    promo_code_of(&add, job->words_count, job->words);
	if (add.row.name == NULL)
		add.row.name = add.label;
	if (st == POS_OK)
		st = promo_row_rule(shop, &add.row, pool, &doc->rule, err);
	/* what is wrong so far is a word of the command line */
	return st == POS_DATA ? (err->status = POS_USAGE) : st;
}

static bool
same(const struct pos_rule *a, const struct pos_rule *b, const char *code)
{
	struct pos_buf x = { 0 }, y = { 0 };
	struct pos_rule as_b = *a;
	bool equal;

	as_b.version = b->version;
	as_b.code = code;
	pos_record_write(&x, &pos_rule_data, &as_b);
	pos_record_write(&y, &pos_rule_data, b);
	equal = strcmp(x.text, y.text) == 0;
	pos_buf_release(&x);
	pos_buf_release(&y);
	return equal;
}

/* One that is there and says the same is fine; else its code is changed
 * where it is made up, and refused where it was given. */
static enum pos_status
settle_code(struct pos_shop *shop, struct pos_rule *rule, bool made_up,
    struct pos_pool *pool, struct pos_err *err)
{
	const char *base = rule->code;
	struct pos_rule old;
	enum pos_status st;
	int n;

	for (n = 2; n < TRIES; n++) {
		st = pos_promo_find(shop, rule->code, pool, &old, err);
		if (st == POS_END)
			return POS_OK;
		if (st != POS_OK)
			return st;
		if (same(rule, &old, old.code))
			return POS_OK;
		if (!made_up)
			return pos_fail(err, POS_REFUSED,
			    "promotion '%s' is there and says something else:"
			    " change it by set, or give another code",
			    rule->code);
		rule->code = pos_pool_printf(pool, "%s-%d", base, n);
	}
	return pos_fail(err, POS_REFUSED, "give it a code by --as");
}

static enum pos_status
put(struct pos_shop *shop, struct pos_rule *rule, bool made_up,
    struct pos_pool *pool, struct pos_err *err)
{
	enum pos_status st;
	bool changed;

	pos_rule_default_stacking(rule, pool);
	st = settle_code(shop, rule, made_up, pool, err);
	if (st == POS_OK)
		st = pos_promo_put(shop, rule, &changed, err);
	if (st == POS_OK)
		st = pos_promo_find(shop, rule->code, pool, rule, err);
	return st;
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_rule *rule = &((struct job *)arg)->docs.doc[0].rule;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st == POS_OK)
		st = put(shop, rule, ((struct job *)arg)->made_up, pool, err);
	return st == POS_OK ? promo_answer(shop, rule, pool, answer, err) : st;
}

static enum pos_status
by_document(struct pos_shop *shop, struct job *job, struct pos_pool *pool,
    struct pos_err *err)
{
	const char *option = promo_add_given();
	enum pos_status st;

	if (option != NULL)
		return pos_fail(err, POS_USAGE,
		    "--%s: write it into the document instead", option);
	st = promo_docs_read(shop, job->words[0], pool, &job->docs, NULL, err);
	if (st != POS_OK)
		return st;
	if (job->docs.count != 1)
		return pos_fail(err, POS_DATA,
		    "'%s' holds %zu promotions: add takes one, import many",
		    job->words[0], job->docs.count);
	if (job->docs.doc[0].wrong != NULL)
		return pos_fail(err, POS_DATA, "%s:%ld: %s", job->words[0],
		    job->docs.doc[0].line, job->docs.doc[0].wrong);
	return POS_OK;
}

static enum pos_status
prepare(struct pos_shop *shop, struct job *job, struct pos_pool *pool,
    struct pos_err *err)
{
	const char *word = job->words[0];

	if (promo_kind_is(word))
		return by_words(shop, job, pool, err);
	if (strcmp(word, "-") != 0 && strchr(word, '.') == NULL &&
	    strchr(word, '/') == NULL)
		return pos_fail(err, POS_USAGE,
		    "no kind of offer '%s': percent, amount, tiers, every,"
		    " nth, buy, bundle, set, price, member-price, flash, gift,"
		    " points-pay or points; or the name of a FILE.json",
		    word);
	if (job->words_count != 1)
		return pos_fail(err, POS_USAGE, "add takes one document");
	return by_document(shop, job, pool, err);
}

enum pos_status
promo_add_run(int argc, char **argv, struct pos_err *err)
{
	struct job job = { .words = argv, .words_count = argc };
	struct pos_buf more = { 0 };
	struct pos_pool *pool;
	struct pos_shop shop;
	enum pos_status st;

	st = pos_cmd_open(&shop, POS_STORE_WRITE, err);
	if (st != POS_OK)
		return st;
	pool = pos_pool_new();
	st = prepare(&shop, &job, pool, err);
	if (st == POS_OK) {
		pos_buf_char(&more, ' ');
		pos_record_write(&more, &pos_rule_record,
		    &job.docs.doc[0].rule);
		st = pos_cmd_change(&shop,
		    pos_cmd_asked(pool, "add", 0, NULL, more.text), work, &job,
		    err);
	}
	pos_buf_release(&more);
	pos_pool_free(pool);
	pos_shop_close(&shop);
	return st;
}
