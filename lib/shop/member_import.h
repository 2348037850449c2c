/*
 * member_import.h - members from CSV, as other systems export them.
 *
 * Titles are known in English and Chinese (手机号 姓名 生日...), or mapped.  A
 * row whose code, phone, card or identity leads to a member changes that
 * one: what a cell says replaces what there was, an empty cell leaves it.  So a
 * second import of a file changes nothing.  Two rows of one member in a file
 * are wrong.
 */
#ifndef POS_SHOP_MEMBER_IMPORT_H
#define POS_SHOP_MEMBER_IMPORT_H

#include "rec/csv.h"
#include "shop/spine.h"

struct pos_member_import_options {
	const char *name;   /* of the file, in messages */
	const char *map;    /* "phone=Tel.,name=Kunde"; NULL: known titles */
	struct pos_csv_options csv;
	bool keep_going;
	const char *channel; /* of new members that do not say; NULL */
};

struct pos_member_import { /* type "member.import" */
	const char *file;
	const char *encoding;
	int64_t rows, enrolled, changed, unchanged, rejected, warnings;
	bool dry_run;
};
extern const struct pos_record pos_member_import_record;

struct pos_member_import_sink {
	void *arg;
	void (*say)(void *arg, bool refused, const char *text);
	/* with keep_going: the header with "reason" first, then what is wrong;
	 * NULL: not wanted */
	enum pos_status (*reject)(void *arg, const char *row,
	    const char *reason, struct pos_err *err);
	void (*progress)(void *arg, int64_t rows); /* or NULL */
};

/* Inside a change: all of it, or (POS_DATA) nothing; with keep_going the good
 * rows. */
POS_MUST enum pos_status pos_member_import(struct pos_shop *shop, int fd,
    const struct pos_member_import_options *options,
    const struct pos_member_import_sink *sink,
    struct pos_member_import *result, struct pos_pool *pool,
    struct pos_err *err);

#endif
