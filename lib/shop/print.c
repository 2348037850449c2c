/*
 * print.c - event "sale.print": a receipt was printed.
 *
 * The table holds how many were: the original and its copies.
 */
#include "shop/print.h"
#include "base/ident.h"
#include "shop/sale_inside.h"

static const struct pos_field fields[] = {
	POS_TEXT(pos_sale_print, id, 0, POS_ID_TEXT - 1, "the sale"),
	POS_INT(pos_sale_print, copy, POS_F_OPTIONAL, 0, 1000000,
	    "number of the copy; absent: the original"),
	{ 0 },
};

const struct pos_record pos_sale_print_data = {
	.size = sizeof(struct pos_sale_print),
	.fields = fields,
	.help = "a receipt that was printed",
};

POS_SQL(sql_copies,
    "SELECT copies FROM printed WHERE branch = $1 AND day = $2"
    " AND number = $3");
POS_SQL(sql_count,
    "INSERT INTO printed (branch, day, number, copies)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT (branch, day, number)"
    " DO UPDATE SET copies = excluded.copies");

static enum pos_status
apply(struct pos_shop *shop, const struct pos_entry *entry, const void *data,
    struct pos_err *err)
{
	const struct pos_sale_print *print = data;
	struct pos_query *q;
	struct pos_id id;

	(void)entry;
	if (!pos_id_parse(&id, print->id))
		return pos_fail(err, POS_DATA, "'%s' is no id of a sale",
		    print->id);
	q = pos_query(shop->store, &sql_count);
	pos_bind_sale(q, &id);
	pos_bind_int(q, 4, print->copy + 1);
	return pos_run(q, err);
}

const struct pos_event_kind pos_sale_printed = {
	.kind = "sale.print",
	.v = 1,
	.record = &pos_sale_print_data,
	.apply = apply,
	.help = "a receipt was printed",
};

enum pos_status
pos_sale_print(struct pos_shop *shop, const struct pos_id *id,
    bool not_original, int64_t *copy, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_copies);
	struct pos_sale_print print;
	char text[POS_ID_TEXT];
	enum pos_status st;

	pos_bind_sale(q, id);
	st = pos_step(q, err);
	if (st != POS_OK && st != POS_END)
		return st;
	print.copy = st == POS_OK ? pos_int(q, "copies") : 0;
	pos_query_done(q);
	if (print.copy == 0 && not_original)
		print.copy = 1;
	print.id = pos_id_text(text, id);
	st = pos_record(shop, &pos_sale_printed, &print, err);
	if (st == POS_OK)
		*copy = print.copy;
	return st;
}
