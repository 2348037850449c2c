/*
 * offer_why.c - why each promotion did or did not lower a price.
 */
#include "shop/offer_inside.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN

static const struct pos_field fields[] = {
	POS_TEXT(pos_offer_why, sale, OPT, 36, "id of the sale"),
	POS_TEXT(pos_offer_why, promo, COL, 64, "code of the promotion"),
	POS_TEXT(pos_offer_why, name, OPT, 200, "its name"),
	POS_BOOL(pos_offer_why, applied, COL, "it was applied"),
	POS_MONEY(pos_offer_why, off_minor, OPT | COL, "what it took off"),
	POS_TEXT(pos_offer_why, units, OPT | COL, 20000, "off these units"),
	POS_CHOICE(pos_offer_why, reason, OPT | COL,
	    "closed|condition|no_units|group|better|limit|floor|no_gain",
	    "why it was not"),
	POS_TEXT(pos_offer_why, detail, OPT | COL, 2000, "in words"),
	POS_TEXT(pos_offer_why, more, OPT | COL, 2000,
	    "what could be added to get more"),
	POS_MONEY(pos_offer_why, more_minor, OPT, "so much more to buy"),
	POS_INT(pos_offer_why, more_milli, OPT | POS_F_DECIMAL, 0, INT64_MAX,
	    "or so many units more, in thousandths"),
	POS_MONEY(pos_offer_why, gain_minor, OPT,
	    "what it would take off then"),
	{ 0 },
};
const struct pos_record pos_offer_why_record = {
	.type = "promo.why",
	.v = 1,
	.size = sizeof(struct pos_offer_why),
	.fields = fields,
	.help = "why a promotion did or did not lower a price",
};
POS_LIST_RECORD(pos_offer_why_record);

enum pos_status
pos_offer_explain(struct pos_shop *shop, const struct pos_sale *sale,
    const struct pos_offer_case *c, struct pos_pool *pool,
    struct pos_offer_why **out, struct pos_err *err)
{
	struct pos_offer_why *all, *w;
	struct pos_why *why, *from;
	enum pos_status st;
	size_t i;

	why = pos_pool_alloc(pool, (c->cart.rules_count + 1) * sizeof(*why));
	all = pos_pool_alloc(pool, (c->rules_count + 1) * sizeof(*all));
	st = pos_price_explain(&c->cart, &c->priced, shop->places, pool, why,
	    err);
	for (i = 0; st == POS_OK && i < c->rules_count; i++) {
		w = &all[i];
		w->sale = sale->id;
		w->promo = c->rules[i].code;
		w->name = c->rules[i].name;
		if (c->closed[i] != NULL) {
			w->reason = "closed";
			w->detail = c->closed[i];
			continue;
		}
		from = &why[c->in_cart[i]];
		w->applied = from->applied;
		w->off_minor = from->off_minor;
		w->units = from->units;
		w->reason = from->reason;
		w->detail = from->detail;
		w->more = from->more;
		w->more_minor = from->more_minor;
		w->more_milli = from->more_milli;
		w->gain_minor = from->gain_minor;
	}
	*out = all;
	return st;
}
