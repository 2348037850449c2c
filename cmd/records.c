/*
 * records.c - the output records that are answers of changes, by type.
 *
 * A first answer that is printed again is JSON; to show it in another format
 * its record must be known.  One that is missing here is shown as JSON.
 */
#include <string.h>

#include "change.h"
#include "shop/campaign.h"
#include "shop/coupon.h"
#include "shop/day.h"
#include "shop/draw.h"
#include "shop/gift.h"
#include "shop/groupbuy.h"
#include "shop/import.h"
#include "shop/level.h"
#include "shop/member.h"
#include "shop/member_import.h"
#include "shop/menu.h"
#include "shop/outbox.h"
#include "shop/pay.h"
#include "shop/place.h"
#include "shop/points.h"
#include "shop/promo.h"
#include "shop/referral.h"
#include "shop/sale.h"
#include "shop/segment.h"
#include "shop/stock.h"
#include "shop/topup.h"

static const struct pos_record *const records[] = {
	&pos_sale_record, &pos_shift_record, &pos_day_report_record,
	&pos_item_record, &pos_group_record, &pos_tax_record,
	&pos_stock_move_record, &pos_soldout_record,
	&pos_setting_record, &pos_branch_record, &pos_till_record,
	&pos_staff_record, &pos_import_record, &pos_paid_record,
	&pos_points_record, &pos_expired_record, &pos_earn_record,
	&pos_topup_plan_record, &pos_topup_record, &pos_posted_record,
	&pos_card_record, &pos_card_batch_record,
	&pos_member_record, &pos_member_import_record,
	&pos_rule_record, &pos_promo_import_record,
	&pos_groupbuy_record, &pos_draw_record, &pos_draw_ticket_record,
	&pos_coupon_batch_record, &pos_coupon_issue_record,
	&pos_coupon_record,
	&pos_grade_record, &pos_level_move_record,
	&pos_level_reviewed_record,
	&pos_template_record, &pos_message_record, &pos_outbox_add_record,
	&pos_segment_record, &pos_segment_reviewed_record,
	&pos_campaign_record, &pos_referral_record,
	&pos_referral_reviewed_record,
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
