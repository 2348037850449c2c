/*
 * rules.h - the verbs of rules: add, import, export, list, show, set, remove,
 * used.
 */
#ifndef POS_CMD_PROMO_RULES_H
#define POS_CMD_PROMO_RULES_H

#include <stdio.h>

#include "promo_cmd.h"
#include "rec/csv.h"
#include "shop/promo.h"

extern const struct pos_opt promo_add_options[], promo_import_options[],
    promo_export_options[], promo_list_options[], promo_show_options[],
    promo_set_options[], promo_remove_options[], promo_used_options[];
enum pos_status promo_add_run(int argc, char **argv, struct pos_err *err);
enum pos_status promo_import_run(int argc, char **argv, struct pos_err *err);
enum pos_status promo_export_run(int argc, char **argv, struct pos_err *err);
enum pos_status promo_list_run(int argc, char **argv, struct pos_err *err);
enum pos_status promo_show_run(int argc, char **argv, struct pos_err *err);
enum pos_status promo_set_run(int argc, char **argv, struct pos_err *err);
enum pos_status promo_remove_run(int argc, char **argv, struct pos_err *err);
enum pos_status promo_used_run(int argc, char **argv, struct pos_err *err);

/*
 * docs.c: all rules of an input, which is a document, documents one after
 * the other, JSON lines, or CSV.  What is wrong with one is kept with it.
 */
struct promo_doc {
	struct pos_rule rule;
	const char *text;  /* as it came: a JSON text, or a row of CSV */
	const char *wrong; /* NULL: the rule is there */
	long line;
};
struct promo_docs {
	const char *name; /* of the file, for messages */
	struct promo_doc *doc;
	size_t count;
	const char *header; /* of a CSV; NULL: JSON */
};
/* name "-": standard input; digest: room for the hash of it, or NULL. */
POS_MUST enum pos_status
promo_docs_read(struct pos_shop *shop, const char *name, struct pos_pool *pool,
    struct promo_docs *docs, char *digest, struct pos_err *err);
POS_MUST enum pos_status promo_csv_read(struct pos_shop *shop, int fd,
    struct pos_pool *pool, struct promo_docs *docs, struct pos_err *err);
struct promo_doc *
promo_docs_add(struct promo_docs *docs, struct pos_pool *pool);

/* say.c: what is printed of a rule beside its record. */
char *promo_sentence(const struct pos_shop *shop, const struct pos_rule *rule,
    struct pos_pool *pool);
/* A warning for each rule that one of these names and that is not there. */
POS_MUST enum pos_status
promo_warn_names(struct pos_shop *shop, const struct pos_rule *const *rules,
    size_t count, struct pos_pool *pool, struct pos_err *err);
/* The rule as the answer of a change: with what it means, and those warnings
 * of it. */
POS_MUST enum pos_status promo_answer(struct pos_shop *shop,
    const struct pos_rule *rule, struct pos_pool *pool,
    struct pos_cmd_answer *answer, struct pos_err *err);

#endif
