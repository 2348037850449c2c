/*
 * main.c - pos-pay: money in and out, and the drawer.
 */
#include "pay.h"

static const struct pos_verb verbs[] = {
	{ "cash", "[AMOUNT]", "take cash for sales from input, or --sale",
	    pay_cash_options, 0, 1, pay_cash },
	{ "record", "METHOD", "record a payment made outside, as by a card "
	    "terminal", pay_record_options, 1, 1, pay_record },
	{ "points", "[POINTS]", "pay with points of the sale's member",
	    pay_points_options, 0, 1, pay_points },
	{ "stored", "[AMOUNT]", "pay from the stored value of the sale's "
	    "member", pay_stored_options, 0, 1, pay_stored },
	{ "gift", "[AMOUNT]", "pay from a gift card",
	    pay_gift_options, 0, 1, pay_gift },
	{ "refund", "METHOD", "give money back on returns, or on --sale",
	    pay_refund_options, 1, 1, pay_refund },
	{ "list", "", "show payments", pay_list_options, 0, 0, pay_list },
	{ "shift open", "[FLOAT]", "open the drawer with its float",
	    shift_open_options, 0, 1, shift_open },
	{ "shift in", "AMOUNT", "put cash into the drawer",
	    shift_move_options, 1, 1, shift_in },
	{ "shift out", "AMOUNT", "take cash out of the drawer",
	    shift_move_options, 1, 1, shift_out },
	{ "shift drawer", "", "record that the drawer was opened without a "
	    "sale", shift_drawer_options, 0, 0, shift_drawer },
	{ "shift count", "[AMOUNT]", "pull the drawer, and count it now or "
	    "later", shift_count_options, 0, 1, shift_count },
	{ "shift close", "[AMOUNT]", "close the shift with what was counted",
	    shift_close_options, 0, 1, shift_close },
	{ "shift show", "[SHIFT]", "show a shift, else the last",
	    shift_show_options, 0, 1, shift_show },
	{ "shift list", "", "show the shifts of some days",
	    shift_list_options, 0, 0, shift_list },
	{ 0 },
};

static const struct pos_program program = {
	.name = "pos-pay",
	.help = "take money, give it back, and keep the drawer",
	.verbs = verbs,
};

int
main(int argc, char **argv)
{
	return pos_main(&program, argc, argv);
}
