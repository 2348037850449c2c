/*
 * sale_job.h - the frame of verbs that change a sale, whichever program they
 * belong to.
 */
#ifndef POS_CMD_SALE_JOB_H
#define POS_CMD_SALE_JOB_H

#include "common.h"
#include "shop/sale.h"

/* --sale, with the options of a change and of an approval. */
extern const struct pos_opt pos_sale_which_options[];
/* What --sale said; NULL: nothing. */
const char *pos_sale_which_given(void);

/*
 * A step is what a verb does to one sale, inside a change.  It may use
 * job->approval and job->arg; its shop's decimals are known by then.
 */
struct pos_sale_job {
	enum pos_status (*step)(struct pos_shop *shop,
	    const struct pos_id *id, struct pos_sale_job *job,
	    struct pos_pool *pool, struct pos_sale *sale, struct pos_err *err);
	void *arg;
	const char *which;  /* sale that was named; NULL: as --sale says, or
			     * those that come in by standard input */
	struct pos_approval approval;
};
/*
 * Open the shop, do the job to the sale that is meant or to each that comes
 * in, print each.  verb, argc, argv and more (may be NULL) say what is asked,
 * for --key.
 */
POS_MUST enum pos_status pos_sale_do(struct pos_sale_job *job,
    const char *verb, int argc, char **argv, const char *more,
    struct pos_err *err);

/* A sale for people, in pool. */
const char *pos_sale_as_text(const struct pos_shop *shop,
    const struct pos_sale *sale, struct pos_pool *pool);
/* The sale as the answer of a change. */
void pos_sale_answer(const struct pos_shop *shop, const struct pos_sale *sale,
    struct pos_pool *pool, struct pos_cmd_answer *answer);

/* An amount of an option: POS_USAGE "--price: ..." where it is none. */
POS_MUST enum pos_status pos_sale_amount(const struct pos_shop *shop,
    const char *option, const char *text, int64_t *minor,
    struct pos_err *err);
/* "3" of 'remove 3' and the like: POS_USAGE where it is no line number. */
POS_MUST enum pos_status pos_sale_line_no(const char *text, int64_t *n,
    struct pos_err *err);

#endif
