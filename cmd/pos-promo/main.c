/*
 * pos-promo - prices that are not list prices
 */
#include "cli/opt.h"
#include "coupons.h"
#include "games.h"
#include "price.h"
#include "promo_cmd.h"
#include "rules.h"

static const struct pos_verb verbs[] = {
	{ "add", "OFFER...|FILE", "add a promotion", promo_add_options, 1, -1,
	    promo_add_run },
	{ "import", "[FILE]", "bring in promotions from JSON or CSV",
	    promo_import_options, 0, 1, promo_import_run },
	{ "export", "", "print all promotions, as import takes them",
	    promo_export_options, 0, 0, promo_export_run },
	{ "list", "", "list the promotions", promo_list_options, 0, 0,
	    promo_list_run },
	{ "show", "CODE...", "show promotions, and what they mean",
	    promo_show_options, 1, -1, promo_show_run },
	{ "set", "CODE [FILE]", "change a promotion, pause or resume it",
	    promo_set_options, 1, 2, promo_set_run },
	{ "remove", "CODE...", "take promotions away", promo_remove_options, 1,
	    -1, promo_remove_run },
	{ "used", "[CODE...]", "how often promotions were used, what is left",
	    promo_used_options, 0, -1, promo_used_run },
	{ "apply", "", "price a sale by the promotions",
	    promo_apply_options, 0, 0, promo_apply_run },
	{ "quote", "[ITEM[:QTY][+OPTION]...]...", "price a cart, and forget it",
	    promo_quote_options, 0, -1, promo_quote_run },
	{ "explain", "[ITEM[:QTY][+OPTION]...]...",
	    "say why each promotion applied or not",
	    promo_explain_options, 0, -1, promo_explain_run },
	{ "group open", "RULE", "open a group buy",
	    group_open_options, 1, 1, group_open_run },
	{ "group join", "GROUP", "put a sale into a group buy, at its price",
	    group_join_options, 1, 1, group_join_run },
	{ "group leave", "", "take a sale out of its group buy",
	    group_join_options, 0, 0, group_leave_run },
	{ "group list", "", "group buys",
	    group_list_options, 0, 0, group_list_run },
	{ "group show", "GROUP", "one of them, with its orders",
	    group_show_options, 1, 1, group_show_run },
	{ "group expire", "", "end those whose time is over; print refunds",
	    group_expire_options, 0, 0, group_expire_run },
	{ "draw open", "CODE", "open a draw, committing to its seed",
	    draw_open_options, 1, 1, draw_open_run },
	{ "draw play", "CODE", "draw the ticket of a sale or member",
	    draw_play_options, 1, 1, draw_play_run },
	{ "draw claim", "TICKET", "hand out what a ticket won",
	    draw_claim_options, 1, 1, draw_claim_run },
	{ "draw close", "CODE", "end a draw and reveal its seed",
	    draw_close_options, 1, 1, draw_close_run },
	{ "draw check", "CODE", "draw all of a closed draw again",
	    draw_check_options, 1, 1, draw_check_run },
	{ "draw list", "", "draws", draw_list_options, 0, 0, draw_list_run },
	{ "draw show", "CODE", "a draw and its tickets",
	    draw_show_options, 1, 1, draw_show_run },
	{ "replay", "", "what past sales would have come to by other rules",
	    replay_options, 0, 0, replay_run },
	{ "results", "CAMPAIGN", "what a campaign did, against its control",
	    results_options, 1, 1, results_run },
	{ "coupon make", "BATCH", "make a batch of coupons; print its codes",
	    coupon_make_options, 1, 1, coupon_make_run },
	{ "coupon issue", "BATCH", "issue coupons to members",
	    coupon_issue_options, 1, 1, coupon_issue_run },
	{ "coupon list", "[BATCH]", "batches, their coupons, or codes",
	    coupon_list_options, 0, 1, coupon_list_run },
	{ "coupon show", "CODE|NUMBER...", "what a coupon is good for",
	    coupon_show_options, 1, -1, coupon_show_run },
	{ "coupon transfer", "CODE|NUMBER", "hand a coupon on to a member",
	    coupon_transfer_options, 1, 1, coupon_transfer_run },
	{ "coupon freeze", "BATCH|NUMBER", "keep coupons from being used",
	    coupon_freeze_options, 1, 1, coupon_freeze_run },
	{ "coupon unfreeze", "BATCH|NUMBER", "let frozen coupons be used",
	    coupon_freeze_options, 1, 1, coupon_unfreeze_run },
	{ "coupon stats", "[BATCH...]", "what became of a batch",
	    coupon_stats_options, 0, -1, coupon_stats_run },
	{ .name = NULL },
};

static const struct pos_program program = {
	.name = "pos-promo",
	.help = "promotions, coupons, group buys and draws",
	.verbs = verbs,
};

int
main(int argc, char **argv)
{
	return pos_main(&program, argc, argv);
}
