/*
 * records.c - the output records that are answers of changes, by type.
 *
 * A first answer that is printed again is JSON; to show it in another format
 * its record must be known.  One that is missing here is shown as JSON.
 */
#include <string.h>

#include "change.h"
#include "shop/day.h"
#include "shop/import.h"
#include "shop/menu.h"
#include "shop/pay.h"
#include "shop/place.h"
#include "shop/sale.h"
#include "shop/stock.h"

static const struct pos_record *const records[] = {
	&pos_sale_record, &pos_shift_record, &pos_day_report_record,
	&pos_item_record, &pos_group_record, &pos_tax_record,
	&pos_stock_move_record, &pos_soldout_record,
	&pos_setting_record, &pos_branch_record, &pos_till_record,
	&pos_staff_record, &pos_import_record, &pos_paid_record,
};

const struct pos_record *
pos_cmd_record(const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(records) / sizeof(records[0]); i++)
		if (records[i]->type != NULL &&
		    strcmp(records[i]->type, type) == 0)
			return records[i];
	return NULL;
}
