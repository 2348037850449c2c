/*
 * labels.c - the words of a receipt, in English and Chinese.
 *
 * They are the shop's, not the user's: a till whose messages are in German
 * still prints what the guests of the shop read.  So they are a table here
 * and not in the message catalogues.
 */
#include <string.h>

#include "print.h"

static const struct {
	const char *en;
	const char *zh;
} labels[] = {
	[L_PREBILL] = { "PRE-BILL", "预结单" },
	[L_NOT_RECEIPT] = { "not a receipt", "非收据" },
	[L_PREVIEW] = { "PREVIEW", "预览" },
	[L_VOID] = { "VOID", "作废" },
	[L_COPY] = { "COPY", "副本" },
	[L_RETURN_OF] = { "RETURN of", "退货 原单" },
	[L_ORDER] = { "Order", "订单" },
	[L_PICKUP] = { "Pickup no.", "取餐号" },
	[L_PICKUP_CODE] = { "Code", "取餐码" },
	[L_TABLE] = { "Table", "桌号" },
	[L_GUESTS] = { "Guests", "人数" },
	[L_TILL] = { "Till", "收银机" },
	[L_STAFF] = { "Served by", "收银员" },
	[L_BRANCH] = { "Branch", "门店" },
	[L_CHANNEL] = { "Channel", "渠道" },
	[L_HELD] = { "Held as", "挂单" },
	[L_NOTE] = { "Note", "备注" },
	[L_REASON] = { "Reason", "原因" },
	[L_DINE_IN] = { "Dine in", "堂食" },
	[L_TAKEAWAY] = { "Takeaway", "外带" },
	[L_PICKUP_TYPE] = { "Pickup", "自取" },
	[L_DELIVERY] = { "Delivery", "外卖" },
	[L_GIFT] = { "gift", "赠品" },
	[L_DISCOUNT] = { "Discount", "优惠" },
	[L_SAVED] = { "You saved", "共优惠" },
	[L_MEMBER] = { "Member", "会员" },
	[L_POINTS] = { "Points earned", "本次积分" },
	[L_SUBTOTAL] = { "Subtotal", "小计" },
	[L_TOTAL] = { "TOTAL", "合计" },
	[L_TAX] = { "Tax", "税额" },
	[L_TAX_INCLUDED] = { "Tax included", "含税" },
	[L_NET] = { "Net", "净额" },
	[L_ROUNDING] = { "Cash rounding", "抹零" },
	[L_TIP] = { "Tip", "小费" },
	[L_CHANGE] = { "Change", "找零" },
	[L_REFUND] = { "Refund", "退款" },
	[L_REFUNDED] = { "Refunded so far", "累计退款" },
	[L_DUE] = { "Amount due", "待付" },
	[L_REFERENCE] = { "ref.", "参考号" },
	[L_CASH] = { "Cash", "现金" },
	[L_CARD] = { "Card", "银行卡" },
	[L_WECHAT] = { "WeChat Pay", "微信支付" },
	[L_ALIPAY] = { "Alipay", "支付宝" },
	[L_STORED] = { "Stored value", "储值" },
	[L_POINTS_PAID] = { "Points", "积分抵扣" },
	[L_GIFT_CARD] = { "Gift card", "礼品卡" },
	[L_REPORT_Z] = { "Z REPORT", "日结单" },
	[L_REPORT_X] = { "X REPORT", "交班读数" },
	[L_REPORT_DAY] = { "DAY REPORT", "日报" },
	[L_CLOSED] = { "Closed", "结账时间" },
	[L_OPEN_DAY] = { "not closed", "未日结" },
	[L_SALES] = { "Sales", "销售单数" },
	[L_RETURNS] = { "Returns", "退货单数" },
	[L_ITEMS] = { "Items", "件数" },
	[L_SOLD] = { "Sold", "销售额" },
	[L_RETURNED] = { "Returned", "退货额" },
	[L_NET_SALES] = { "NET SALES", "净销售额" },
	[L_AVERAGE] = { "Average sale", "客单价" },
	[L_VOIDS] = { "Voids", "作废" },
	[L_OPEN_SALES] = { "Open sales", "未结单" },
	[L_TENDERS] = { "Payments", "支付方式" },
	[L_TOPUPS] = { "Top-ups (no revenue)", "储值充值（不计营业额）" },
	[L_REFUNDS] = { "Refunds", "退款" },
	[L_SHIFT] = { "Shift", "班次" },
	[L_FLOAT] = { "Float", "备用金" },
	[L_CASH_IN] = { "Paid in", "存入" },
	[L_CASH_OUT] = { "Paid out", "取出" },
	[L_EXPECTED] = { "Expected", "应有" },
	[L_COUNTED] = { "Counted", "实点" },
	[L_DIFFERENCE] = { "Difference", "长短款" },
	[L_GRAND] = { "Grand total", "累计总额" },
	[L_SEAL] = { "Seal", "封签" },
	[L_BY_HOUR] = { "By hour", "按小时" },
	[L_BY_ITEM] = { "By item", "按商品" },
	[L_BY_CATEGORY] = { "By category", "按分类" },
	[L_BY_TYPE] = { "By order type", "按类型" },
	[L_BY_CHANNEL] = { "By channel", "按渠道" },
	[L_BY_STAFF] = { "By staff", "按员工" },
	[L_BY_TILL] = { "By till", "按收银机" },
};

_Static_assert(sizeof(labels) / sizeof(labels[0]) == L_COUNT,
    "a label without words");

struct code_label {
	const char *code;
	enum label label;
};

static const struct code_label methods[] = {
	{ "cash", L_CASH }, { "card", L_CARD }, { "wechat", L_WECHAT },
	{ "alipay", L_ALIPAY }, { "stored", L_STORED },
	{ "points", L_POINTS_PAID }, { "gift", L_GIFT_CARD }, { NULL, L_COUNT },
};

static const struct code_label types[] = {
	{ "dine-in", L_DINE_IN }, { "takeaway", L_TAKEAWAY },
	{ "pickup", L_PICKUP_TYPE }, { "delivery", L_DELIVERY },
	{ NULL, L_COUNT },
};

const char *
label(struct pos_pool *pool, enum language language, enum label which)
{
	switch (language) {
	case ENGLISH:
		return labels[which].en;
	case CHINESE:
		return labels[which].zh;
	case BOTH:
		break;
	}
	return pos_pool_printf(pool, "%s %s", labels[which].zh,
	    labels[which].en);
}

static const char *
of_code(struct pos_pool *pool, enum language language,
    const struct code_label *table, const char *code)
{
	for (; table->code != NULL; table++)
		if (strcmp(table->code, code) == 0)
			return label(pool, language, table->label);
	return code;
}

const char *
label_method(struct pos_pool *pool, enum language language, const char *method)
{
	return of_code(pool, language, methods, method);
}

const char *
label_type(struct pos_pool *pool, enum language language,
    const char *order_type)
{
	return of_code(pool, language, types, order_type);
}
