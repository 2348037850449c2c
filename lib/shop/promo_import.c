/*
 * promo_import.c - the answer of an import of promotions, as a record.
 */
#include "shop/promo.h"

#define COL POS_F_COLUMN

const struct pos_record pos_promo_import_record = {
	.type = "promo.import", .v = 1,
	.size = sizeof(struct pos_promo_import),
	.help = "what an import of promotions did",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_promo_import, file, COL, 0,
		    "what was read; '-' is standard input"),
		POS_INT(pos_promo_import, rows, COL, 0, INT64_MAX,
		    "promotions that it held"),
		POS_INT(pos_promo_import, added, COL, 0, INT64_MAX,
		    "new ones"),
		POS_INT(pos_promo_import, changed, COL, 0, INT64_MAX,
		    "that were there and said something else"),
		POS_INT(pos_promo_import, unchanged, COL, 0, INT64_MAX,
		    "that were there and said the same"),
		POS_INT(pos_promo_import, rejected, COL, 0, INT64_MAX,
		    "that were not taken"),
		POS_BOOL(pos_promo_import, dry_run, POS_F_OPTIONAL,
		    "nothing was stored"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_promo_import_record);
