/*
 * menu_price.c - which of an item's prices and names counts.
 *
 * A price for type and channel beats one for the channel alone, which beats
 * one for the type alone: what a platform was told is what its orders cost,
 * however they leave the shop.
 */
#include <string.h>
#include <strings.h>

#include "shop/menu.h"

static bool
fits(const char *want, const char *have)
{
	return want == NULL || (have != NULL && strcmp(want, have) == 0);
}

int64_t
pos_item_price(const struct pos_item *item, const char *order_type,
    const char *channel)
{
	const struct pos_price *best = NULL, *p;
	int rank, best_rank = -1;
	size_t i;

	for (i = 0; i < item->prices_count; i++) {
		p = &item->prices[i];
		if (!fits(p->order_type, order_type) ||
		    !fits(p->channel, channel))
			continue;
		rank = (p->channel != NULL) * 2 + (p->order_type != NULL);
		if (rank > best_rank) {
			best = p;
			best_rank = rank;
		}
	}
	return best != NULL ? best->price_minor : item->price_minor;
}

const char *
pos_name_in(const char *name, const struct pos_name *names, size_t count,
    const char *language)
{
	size_t i, len;

	if (language == NULL)
		return name;
	for (i = 0; i < count; i++)
		if (strcasecmp(names[i].lang, language) == 0)
			return names[i].text;
	len = strcspn(language, "-_.");
	for (i = 0; i < count; i++)
		if (strncasecmp(names[i].lang, language, len) == 0 &&
		    (names[i].lang[len] == '\0' || names[i].lang[len] == '-'))
			return names[i].text;
	return name;
}
