/*
 * kinds.c - every kind of event there is.
 *
 * A kind stays for ever: what was written must be read.  A changed one gets
 * a new version beside the old.
 */
#include "shop/campaign.h"
#include "shop/coupon.h"
#include "shop/day.h"
#include "shop/draw.h"
#include "shop/gift.h"
#include "shop/groupbuy.h"
#include "shop/keys.h"
#include "shop/level.h"
#include "shop/member.h"
#include "shop/menu.h"
#include "shop/outbox.h"
#include "shop/pay.h"
#include "shop/place.h"
#include "shop/points.h"
#include "shop/print.h"
#include "shop/promo.h"
#include "shop/referral.h"
#include "shop/request.h"
#include "shop/sale.h"
#include "shop/segment.h"
#include "shop/staff.h"
#include "shop/stock.h"
#include "shop/topup.h"

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
	&pos_promo_set,
	&pos_promo_removed,
	&pos_key_set,
	&pos_member_set,
	&pos_member_erased,
	&pos_member_merged,
	&pos_member_seen,
	&pos_groupbuy_opened,
	&pos_groupbuy_joined,
	&pos_groupbuy_left,
	&pos_groupbuy_failed,
	&pos_draw_opened,
	&pos_draw_played,
	&pos_draw_claimed,
	&pos_draw_closed,
	&pos_coupon_made,
	&pos_coupon_issued,
	&pos_coupon_moved,
	&pos_coupon_frozen,
	&pos_coupon_shown,
	&pos_earn_set,
	&pos_points_adjusted,
	&pos_points_expired,
	&pos_topup_plan_set,
	&pos_topup_made,
	&pos_topup_posted,
	&pos_topup_refunded,
	&pos_cards_made,
	&pos_card_set,
	&pos_cards_shown,
	&pos_level_set,
	&pos_level_moved,
	&pos_template_set,
	&pos_template_removed,
	&pos_message_queued,
	&pos_message_moved,
	&pos_segment_set,
	&pos_segment_moved,
	&pos_campaign_made,
	&pos_campaign_listed,
	&pos_referral_set,
	&pos_referral_paid,
	NULL,
};
