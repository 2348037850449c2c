/*
 * names.c - what things are called on a receipt: in the guest's language,
 * with the variant that was sold.
 *
 * A sale keeps the name by which it was made.  The names in other languages
 * are the menu's and the promotions' of today, so they are used only where
 * those still have that name: a renamed item is not called what it was not.
 */
#include <string.h>

#include "print.h"
#include "shop/menu.h"
#include "shop/promo.h"

static const char *
in_language(const struct words *w, const char *name,
    const struct pos_name *names, size_t count)
{
	const char *other;

	if (w->language != BOTH)
		return pos_name_in(name, names, count,
		    w->language == CHINESE ? "zh" : "en");
	other = pos_name_in(name, names, count, "zh");
	if (strcmp(other, name) == 0)
		other = pos_name_in(name, names, count, "en");
	return strcmp(other, name) == 0 ?
	    name :
	    pos_pool_printf(w->pool, "%s %s", name, other);
}

const char *
line_title(struct receipt *r, const struct pos_sale_line *line)
{
	const struct pos_item *item;
	const char *name = line->name;

	if (pos_item_by_code(r->shop, line->item, &item, NULL) == POS_OK &&
	    strcmp(item->name, name) == 0)
		name = in_language(&r->w, name, item->names, item->names_count);
	return line->variant == NULL ?
	    name :
	    pos_pool_printf(r->w.pool, "%s (%s)", name, line->variant);
}

const char *
choice_title(struct receipt *r, const struct pos_line_choice *choice)
{
	const struct pos_group *group;
	const struct pos_choice *c;
	size_t i;

	if (pos_group_find(r->shop, choice->option_group, &group, NULL) !=
	    POS_OK)
		return choice->name;
	for (i = 0; i < group->choices_count; i++) {
		c = &group->choices[i];
		if (strcmp(c->code, choice->code) == 0 &&
		    strcmp(c->name, choice->name) == 0)
			return in_language(&r->w, c->name, c->names,
			    c->names_count);
	}
	return choice->name;
}

const char *
offer_title(struct receipt *r, const char *promo)
{
	const char *name = NULL;
	struct pos_rule rule;
	size_t i;

	for (i = 0; i < r->sale->offers_count && name == NULL; i++)
		if (strcmp(r->sale->offers[i].promo, promo) == 0)
			name = r->sale->offers[i].name;
	if (name == NULL)
		return promo;
	if (pos_promo_find(r->shop, promo, r->w.pool, &rule, NULL) == POS_OK &&
	    strcmp(rule.name, name) == 0)
		name = in_language(&r->w, name, rule.names, rule.names_count);
	return name;
}
