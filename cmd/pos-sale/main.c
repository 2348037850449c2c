/*
 * main.c - pos-sale: sales, from the first item to a return.
 */
#include "cmd/pos-sale/sale.h"

#define ITEMS "ITEM[:QTY][@PRICE][+OPTION]..."

static const struct pos_verb verbs[] = {
	{ "new", ITEMS, "make a sale", pos_sale_new_options, 0, -1,
	    pos_sale_cmd_new },
	{ "add", ITEMS, "add lines to a sale", pos_sale_add_options, 0, -1,
	    pos_sale_cmd_add },
	{ "remove", "N...", "take lines out of a sale",
	    pos_sale_remove_options, 1, -1, pos_sale_cmd_remove },
	{ "change", "[N]", "change a line, or what holds for the whole",
	    pos_sale_change_options, 0, 1, pos_sale_cmd_change },
	{ "note", "[N] TEXT", "put a note on a line or the whole; '' none",
	    pos_sale_note_options, 1, 2, pos_sale_cmd_note },
	{ "hold", "[SALE]", "put a sale aside", pos_sale_hold_options, 0, 1,
	    pos_sale_cmd_hold },
	{ "recall", "[SALE]", "take up a sale that was put aside",
	    pos_sale_recall_options, 0, 1, pos_sale_cmd_recall },
	{ "void", "[SALE]", "give up a sale that is not paid",
	    pos_sale_void_options, 0, 1, pos_sale_cmd_void },
	{ "return", "[SALE] [N[:QTY]...]", "take back what was sold",
	    pos_sale_return_options, 0, -1, pos_sale_cmd_return },
	{ "show", "[SALE...]", "show sales as they are now",
	    pos_sale_show_options, 0, -1, pos_sale_cmd_show },
	{ "list", "", "list sales in order of their numbers",
	    pos_sale_list_options, 0, 0, pos_sale_cmd_list },
	{ "watch", "", "tell each sale that is new or changed, at once",
	    pos_sale_watch_options, 0, 0, pos_sale_cmd_watch },
	{ "import", "[FILE]", "take orders from outside",
	    pos_sale_import_options, 0, 1, pos_sale_cmd_import },
	{ .name = NULL },
};

static const struct pos_program program = {
	.name = "pos-sale",
	.help = "sell, change, void and take back",
	.verbs = verbs,
};

int
main(int argc, char **argv)
{
	return pos_main(&program, argc, argv);
}
