/*
 * pos-stock - the menu, and how much there is of it
 */
#include "cli/opt.h"
#include "menu.h"
#include "stock.h"

static const struct pos_verb verbs[] = {
	{ "menu import", "[FILE]", "bring in a menu from a CSV file",
	    menu_import_options, 0, 1, menu_import_run },
	{ "menu export", "", "print the menu as CSV", menu_export_options, 0,
	    0, menu_export_run },
	{ "menu list", "", "list the items", menu_list_options, 0, 0,
	    menu_list_run },
	{ "menu show", "ITEM...", "show items", menu_show_options, 1, -1,
	    menu_show_run },
	{ "menu set", "CODE", "add or change an item", menu_set_options, 1, 1,
	    menu_set_run },
	{ "menu remove", "CODE...", "take items off the menu",
	    menu_remove_options, 1, -1, menu_remove_run },
	{ "group list", "", "list the option groups", group_list_options, 0,
	    0, group_list_run },
	{ "group show", "GROUP...", "show option groups", group_show_options,
	    1, -1, group_show_run },
	{ "group set", "GROUP", "add or change an option group",
	    group_set_options, 1, 1, group_set_run },
	{ "group remove", "GROUP...", "take option groups away",
	    group_remove_options, 1, -1, group_remove_run },
	{ "tax list", "", "list the tax classes", tax_list_options, 0, 0,
	    tax_list_run },
	{ "tax set", "CODE", "add or change a tax class", tax_set_options, 1,
	    1, tax_set_run },
	{ "receive", "[ITEM:QTY...]", "book goods that came in",
	    receive_options, 0, -1, receive_run },
	{ "count", "[ITEM:QTY...]", "say how much is really there",
	    count_options, 0, -1, count_run },
	{ "adjust", "ITEM:+QTY|-QTY...", "correct what is on hand",
	    adjust_options, 1, -1, adjust_run },
	{ "waste", "ITEM:QTY...", "book what was thrown away",
	    waste_options, 1, -1, waste_run },
	{ "level", "[ITEM...]", "show how much there is", level_options, 0,
	    -1, level_run },
	{ "moves", "", "show the movements of stock", moves_options, 0, 0,
	    moves_run },
	{ "sold-out", "ITEM|GROUP=CHOICE...", "refuse orders from now on",
	    flag_options, 1, -1, soldout_run },
	{ "back", "ITEM|GROUP=CHOICE...", "take orders again", flag_options,
	    1, -1, back_run },
	{ "policy", "ITEM block|warn|allow",
	    "choose what happens when stock runs out", policy_options, 2, 2,
	    policy_run },
	{ "watch", "", "tell at once what is sold out, and back",
	    watch_options, 0, 0, watch_run },
	{ .name = NULL },
};

static const struct pos_program program = {
	.name = "pos-stock",
	.help = "the menu, and how much there is of it",
	.verbs = verbs,
};

int
main(int argc, char **argv)
{
	return pos_main(&program, argc, argv);
}
