/*
 * place.c - what the words of a paper depend on: language, currency, zone.
 */
#include <string.h>

#include "print.h"
#include "shop/place.h"

static enum language
language_of(const char *given_language, const char *of_shop)
{
	const char *language =
	    given_language != NULL ? given_language : of_shop;

	if (strcmp(language, "both") == 0)
		return BOTH;
	return strncmp(language, "zh", 2) == 0 ? CHINESE : ENGLISH;
}

/* The document's branch may be another than that of the till. */
enum pos_status
words_start(struct words *w, const struct pos_shop *shop, int64_t of_branch,
    const char *language, struct pos_pool *pool, struct pos_err *err)
{
	enum pos_status st;

	w->pool = pool;
	w->language = language_of(language, shop->language);
	w->currency = shop->currency;
	w->places = shop->places;
	w->zone = shop->zone;
	if (of_branch == shop->branch)
		return POS_OK;
	st = pos_setting_get(shop->store, of_branch, "zone", pool, &w->zone,
	    err);
	return st == POS_OK ? pos_zone_check(w->zone, err) : st;
}
