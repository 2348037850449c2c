/*
 * import.h - a menu from a file, whoever wrote the file.
 *
 * The file is read once, row by row, into the one change that is open; what
 * is wrong is told to the sink and counted, and the caller ends the change
 * with the status that pos_import() returns: all or nothing, or, with
 * keep_going, the good rows.  Memory holds one row, the codes seen, and the
 * items whose recipes or groups come later in the file.
 */
#ifndef POS_SHOP_IMPORT_H
#define POS_SHOP_IMPORT_H

#include "rec/csv.h"
#include "shop/menu.h"

#define POS_IMPORT_FORMATS \
	"pos|square|loyverse|odoo|opensourcepos|chinese|plain"

struct pos_import_options {
	const char *name;     /* of the file, for messages */
	const char *format;   /* one of the above; NULL: by the header */
	const char *map;      /* "name=Item,price=Sale Price"; NULL: none */
	const char *location; /* which of several shops' columns; NULL: first */
	struct pos_csv_options csv;
	bool stock;           /* "in stock" columns become counts */
	bool keep_going;
	bool show_changes;    /* tell the sink of each difference */
};

struct pos_field_change {
	const char *field;
	const char *old; /* JSON, NULL: was not there */
	const char *now;
};
struct pos_menu_change {
	const char *change; /* added|changed */
	const char *kind;   /* item|option_group|tax */
	const char *code;
	const char *name;
	const char *what;   /* the fields, in words */
	const struct pos_field_change *fields;
	size_t fields_count;
};
extern const struct pos_record pos_menu_change_record;

struct pos_import {
	const char *file;
	const char *format;
	const char *encoding;
	int64_t rows;      /* of data */
	int64_t added, changed, unchanged; /* items */
	int64_t groups;    /* made or changed */
	int64_t taxes;
	int64_t counted;   /* items whose stock was set right */
	int64_t rejected;  /* rows that were not taken */
	int64_t warnings;
	bool dry_run;
};
extern const struct pos_record pos_import_record;

struct pos_import_sink {
	void *arg;
	/* "menu.csv:17: ..."; a row that is not taken, or only remarked on */
	void (*say)(void *arg, bool refused, const char *text);
	/* keep_going: a row as CSV (or JSON), with its reason; line NULL: the
	 * header, reason then the name of the column. */
	enum pos_status (*reject)(void *arg, const char *row,
	    const char *reason, struct pos_err *err);
	enum pos_status (*change)(void *arg, const struct pos_menu_change *,
	    struct pos_err *err);
};

/*
 * Inside a change.  POS_DATA when rows were refused and not keep_going (the
 * sink heard of each), or nothing in the file could be understood.
 */
POS_MUST enum pos_status pos_import(struct pos_shop *shop, int fd,
    const struct pos_import_options *options,
    const struct pos_import_sink *sink, struct pos_import *result,
    struct pos_pool *pool, struct pos_err *err);

#endif
