/*
 * sale_derive.c - what is not stored because it follows from what is.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "shop/sale_inside.h"

#define PICKUP_NUMBERS 1000 /* short enough to call out */

/*
 * Four digits that the number alone does not tell.  They follow from the id,
 * which only the shop and whoever was given the order know.
 */
static const char *
pickup_code(const char *id, struct pos_pool *pool)
{
	static const char salt[] = "pickup ";
	unsigned char hash[POS_SHA256_LEN];
	struct pos_sha256 h;

	pos_sha256_start(&h);
	pos_sha256_add(&h, salt, sizeof(salt) - 1);
	pos_sha256_add(&h, id, strlen(id));
	pos_sha256_end(&h, hash);
	return pos_pool_printf(pool, "%04d", (hash[0] << 8 | hash[1]) % 10000);
}

static void
add_payments(struct pos_sale *sale)
{
	struct pos_money paid = pos_minor(0), change = pos_minor(0);
	struct pos_money tip = pos_minor(0), rounding = pos_minor(0);
	const struct pos_payment *p;
	bool fits = true;
	size_t i;

	for (i = 0; i < sale->payments_count; i++) {
		p = &sale->payments[i];
		fits = fits &&
		    pos_money_add(&paid, paid, pos_minor(p->amount_minor)) &&
		    pos_money_add(&change, change,
			pos_minor(p->change_minor)) &&
		    pos_money_add(&tip, tip, pos_minor(p->tip_minor)) &&
		    pos_money_add(&rounding, rounding,
			pos_minor(p->rounding_minor));
	}
	assert(fits); /* each payment was bounded by what was due */
	sale->paid_minor = paid.minor;
	sale->change_minor = change.minor;
	sale->tip_minor = tip.minor;
	sale->rounding_minor = rounding.minor;
}

/* Money given back on a paid sale does not make it due again. */
static void
derive_due(struct pos_sale *sale)
{
	struct pos_money due = pos_minor(0);

	if (sale->state_no == POS_SALE_OPEN || sale->state_no == POS_SALE_HELD)
		if (!pos_money_sub(&due, pos_minor(sale->total_minor),
			pos_minor(sale->paid_minor)))
			assert(!"due amount out of range");
	sale->due_minor = due.minor;
}

void
pos_sale_derive(struct pos_sale *sale, struct pos_pool *pool,
    const struct pos_id *id)
{
	sale->state = pos_sale_state_name(sale->state_no);
	sale->day = pos_id_day(id);
	sale->number = pos_id_number(id);
	sale->at = id->ms;
	sale->pickup = sale->pickup_code = NULL;
	if (sale->of == NULL && strcmp(sale->order_type, "dine-in") != 0) {
		sale->pickup = pos_pool_printf(pool, "%03lld",
		    (long long)(sale->number % PICKUP_NUMBERS));
		sale->pickup_code = pickup_code(sale->id, pool);
	}
	add_payments(sale);
	derive_due(sale);
}
