/*
 * sale_names.c - the small words of a sale: states, order types, ids and the
 * key of its rows.
 */
#include <string.h>

#include "shop/sale_inside.h"

/* An id's sequence number: 25 bits of day (yyyymmdd), 23 of order number. */
#define NUMBER_BITS 23

static const char *const states[] = {
	NULL, "open", "held", "completed", "void",
};
static const char *const types[] = {
	NULL, "dine-in", "takeaway", "pickup", "delivery",
};

const char *
pos_sale_state_name(int64_t state)
{
	return state >= 1 && state <= POS_SALE_VOID ? states[state] : "open";
}

int64_t
pos_order_type_no(const char *name)
{
	int64_t i;

	for (i = 1; i < (int64_t)(sizeof(types) / sizeof(types[0])); i++)
		if (name != NULL && strcmp(types[i], name) == 0)
			return i;
	return 0;
}

const char *
pos_order_type_name(int64_t no)
{
	return no >= 1 && no < (int64_t)(sizeof(types) / sizeof(types[0])) ?
	    types[no] :
	    types[1];
}

int32_t
pos_id_day(const struct pos_id *id)
{
	return (int32_t)(id->seq >> NUMBER_BITS);
}

int64_t
pos_id_number(const struct pos_id *id)
{
	return id->seq & ((INT64_C(1) << NUMBER_BITS) - 1);
}

void
pos_sale_id(struct pos_id *id, int64_t at, int64_t branch, int64_t till,
    int32_t day, int64_t number)
{
	id->ms = at;
	id->branch = (int)branch;
	id->till = (int)till;
	id->seq = (int64_t)day << NUMBER_BITS | number;
}

void
pos_bind_sale(struct pos_query *q, const struct pos_id *id)
{
	pos_bind_int(q, 1, id->branch);
	pos_bind_int(q, 2, pos_id_day(id));
	pos_bind_int(q, 3, pos_id_number(id));
}
