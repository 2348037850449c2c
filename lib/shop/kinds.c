/*
 * kinds.c - every kind of event there is.
 *
 * A kind stays for ever: what was written must be read.  A changed one gets
 * a new version beside the old.
 */
#include "shop/day.h"
#include "shop/menu.h"
#include "shop/pay.h"
#include "shop/place.h"
#include "shop/print.h"
#include "shop/request.h"
#include "shop/sale.h"
#include "shop/staff.h"
#include "shop/stock.h"

const struct pos_event_kind *const pos_kinds[] = {
	&pos_setting_set,
	&pos_branch_set,
	&pos_till_set,
	&pos_staff_set,
	&pos_tax_set,
	&pos_group_set,
	&pos_group_remove,
	&pos_item_set,
	&pos_item_remove,
	&pos_soldout_set,
	&pos_stock_moved,
	&pos_sale_made,
	&pos_sale_changed,
	&pos_sale_voided,
	&pos_pay_taken,
	&pos_pay_refunded,
	&pos_shift_opened,
	&pos_shift_moved,
	&pos_shift_counted,
	&pos_shift_closed,
	&pos_day_closed,
	&pos_sale_printed,
	&pos_request_kind,
	NULL,
};
