/*
 * field.h - records: C structs described once, by a table of their fields.
 *
 * The table of a struct drives everything that is done with it: writing and
 * reading it as JSON, a CSV or table row, its schema under share/records/,
 * and its entry in pos-records(5).  Field names are the same in C, SQL, JSON
 * and CSV, units last (total_minor, qty_milli).
 *
 * C types behind the kinds:
 *   INT, MONEY, TIME, DAY   int64_t (money: minor units; time: ms; day:
 *                           yyyymmdd)
 *   BOOL                    bool
 *   TEXT                    const char *
 *   OBJECT                  const struct X *         (NULL: absent)
 *   LIST                    const struct X * and a size_t count
 *   TEXTS                   const char ** and a size_t count
 *   NAMES                   const struct pos_name * and a size_t count,
 *                           in JSON an object {"en":"Latte","zh":"..."}
 *   RAW                     const char *, JSON text kept as it is
 * In JSON, TIME is RFC 3339 text in UTC and DAY is "YYYY-MM-DD".  RAW loses its
 * blanks when read, and numbers with a fraction keep 15 digits.  Without
 * limits of its own, INT is 64 bits, MONEY within POS_MONEY_MAX.
 */
#ifndef POS_REC_FIELD_H
#define POS_REC_FIELD_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/status.h"

enum pos_kind {
	POS_K_INT, POS_K_MONEY, POS_K_TIME, POS_K_DAY, POS_K_BOOL, POS_K_TEXT,
	POS_K_OBJECT, POS_K_LIST, POS_K_TEXTS, POS_K_NAMES, POS_K_RAW,
};

struct pos_name {
	const char *lang; /* BCP 47, as "en" or "zh-TW" */
	const char *text;
};

enum {
	POS_F_OPTIONAL = 1, /* left out of JSON when NULL, false, 0 or empty */
	POS_F_COLUMN = 2,   /* shown in a table for people */
	POS_F_CODE = 4,     /* TEXT that must pass pos_code_wrong() */
	POS_F_DECIMAL = 8,  /* INT of thousandths, a decimal in tables, CSV */
	POS_F_GIVEN = 16,   /* a bool at count_offset tells if it is there */
};

struct pos_record;

struct pos_field {
	const char *name;
	enum pos_kind kind;
	unsigned flags;
	size_t offset;
	size_t count_offset;          /* LIST, TEXTS, NAMES */
	int64_t min, max;             /* INT, MONEY, or bytes of TEXT */
	const char *choices;          /* TEXT: "a|b|c", or NULL for any text */
	const struct pos_record *sub; /* OBJECT, LIST */
	const char *help;             /* a few words, for schema and man page */
};

struct pos_record {
	const char *type; /* "sale"; NULL for a part of another record */
	int v;
	size_t size;      /* sizeof the struct */
	const struct pos_field *fields; /* ends with a NULL name */
	const char *help;
};

/*
 * Beside the definition of a record with a type: the program that holds it
 * lists its schema with --records, and so it gets under share/records/.
 */
#define POS_LIST_RECORD(record) \
	static const struct pos_record *const listed_##record \
	__attribute__((section("pos_records"), used)) = &record

/* struct, member, flags, ..., help.  Terminator: { 0 } */
#define POS_INT(s, m, f, lo, hi, h) { .name = #m, .kind = POS_K_INT, \
	.flags = (f), .offset = offsetof(struct s, m), .min = (lo), \
	.max = (hi), .help = (h) }
#define POS_MONEY(s, m, f, h) { .name = #m, .kind = POS_K_MONEY, \
	.flags = (f), .offset = offsetof(struct s, m), .help = (h) }
/* An optional amount whose 0 means something: bool g says if it is there. */
#define POS_MONEY_GIVEN(s, m, g, h) { .name = #m, .kind = POS_K_MONEY, \
	.flags = POS_F_OPTIONAL | POS_F_GIVEN, \
	.offset = offsetof(struct s, m), \
	.count_offset = offsetof(struct s, g), .help = (h) }
#define POS_TIME(s, m, f, h) { .name = #m, .kind = POS_K_TIME, \
	.flags = (f), .offset = offsetof(struct s, m), .help = (h) }
#define POS_DAY(s, m, f, h) { .name = #m, .kind = POS_K_DAY, \
	.flags = (f), .offset = offsetof(struct s, m), .help = (h) }
#define POS_BOOL(s, m, f, h) { .name = #m, .kind = POS_K_BOOL, \
	.flags = (f), .offset = offsetof(struct s, m), .help = (h) }
#define POS_TEXT(s, m, f, most, h) { .name = #m, .kind = POS_K_TEXT, \
	.flags = (f), .offset = offsetof(struct s, m), .max = (most), \
	.help = (h) }
#define POS_CHOICE(s, m, f, c, h) { .name = #m, .kind = POS_K_TEXT, \
	.flags = (f), .offset = offsetof(struct s, m), .choices = (c), \
	.help = (h) }
#define POS_RAW(s, m, f, h) { .name = #m, .kind = POS_K_RAW, \
	.flags = (f), .offset = offsetof(struct s, m), .help = (h) }
#define POS_OBJECT(s, m, f, r, h) { .name = #m, .kind = POS_K_OBJECT, \
	.flags = (f), .offset = offsetof(struct s, m), .sub = (r), .help = (h) }
#define POS_LIST(s, m, n, f, r, h) { .name = #m, .kind = POS_K_LIST, \
	.flags = (f), .offset = offsetof(struct s, m), \
	.count_offset = offsetof(struct s, n), .sub = (r), .help = (h) }
#define POS_TEXTS(s, m, n, f, h) { .name = #m, .kind = POS_K_TEXTS, \
	.flags = (f), .offset = offsetof(struct s, m), \
	.count_offset = offsetof(struct s, n), .help = (h) }
#define POS_NAMES(s, m, n, f, h) { .name = #m, .kind = POS_K_NAMES, \
	.flags = (f), .offset = offsetof(struct s, m), \
	.count_offset = offsetof(struct s, n), .help = (h) }

#define POS_LIST_MAX 10000 /* elements of a LIST, TEXTS or NAMES that is read */
#define POS_TEXT_MAX 1000  /* bytes of a TEXT whose field says no other limit */

/* Append the record as one JSON object: type and v first where it has a
 * type, then its fields in the table's order.  No newline. */
void pos_record_write(struct pos_buf *buf, const struct pos_record *record,
    const void *data);

/*
 * The schema (JSON Schema 2020-12) of a record, made from its table; what
 * stands under share/records/ is this.
 */
void pos_record_schema(struct pos_buf *buf, const struct pos_record *record);

#endif
