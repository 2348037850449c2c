/*
 * draw_record.c - draws, their prizes and tickets as records.
 */
#include "shop/draw_inside.h"

#define PRIZE_FIELDS \
	POS_TEXT(pos_draw_prize, name, POS_F_COLUMN, 100, "its name"), \
	    POS_CHOICE(pos_draw_prize, kind, POS_F_COLUMN | POS_F_OPTIONAL, \
		POS_DRAW_PRIZES, "what it is; text, where it is not said"), \
	    POS_TEXT(pos_draw_prize, item, POS_F_OPTIONAL | POS_F_CODE, 64, \
		"item: code of what is handed out"), \
	    POS_INT(pos_draw_prize, points, POS_F_OPTIONAL, 1, \
		POS_DRAW_WEIGHT_MAX, "points: so many"), \
	    POS_TEXT(pos_draw_prize, batch, POS_F_OPTIONAL | POS_F_CODE, 64, \
		"coupon: of this batch"), \
	    POS_INT(pos_draw_prize, weight, POS_F_OPTIONAL, 1, \
		POS_DRAW_WEIGHT_MAX, \
		"how likely, against the others' weights"), \
	    POS_INT(pos_draw_prize, count, POS_F_OPTIONAL, 1, \
		POS_DRAW_WEIGHT_MAX, "given at most so often")

const struct pos_record pos_draw_prize_record = {
	.type = "prize", .v = 1, .size = sizeof(struct pos_draw_prize),
	.help = "a prize of a draw, as a line of a file of prizes",
	.fields = (const struct pos_field[]){ PRIZE_FIELDS, { 0 } },
};
POS_LIST_RECORD(pos_draw_prize_record);

static const struct pos_record prize_data = {
	.size = sizeof(struct pos_draw_prize), .help = "a prize",
	.fields = (const struct pos_field[]){ PRIZE_FIELDS, { 0 } },
};

static const struct pos_record prize_shown = {
	.size = sizeof(struct pos_draw_prize), .help = "a prize",
	.fields = (const struct pos_field[]){
		PRIZE_FIELDS,
		POS_INT(pos_draw_prize, given, 0, 0, INT64_MAX,
		    "tickets that won it"),
		{ 0 },
	},
};

#define SETUP_FIELDS \
	POS_BOOL(pos_draw, exact, POS_F_OPTIONAL, \
	    "each prize as often as its count"), \
	    POS_BOOL(pos_draw, per_order, POS_F_OPTIONAL, \
		"a ticket for an order"), \
	    POS_MONEY(pos_draw, per_order_over_minor, POS_F_OPTIONAL, \
		"of at least"), \
	    POS_INT(pos_draw, cost_points, POS_F_OPTIONAL, 1, \
		POS_DRAW_WEIGHT_MAX, \
		"points of a member that a ticket costs"), \
	    POS_TIME(pos_draw, until, POS_F_OPTIONAL, \
		"no tickets from then on"), \
	    POS_DAY(pos_draw, points_until, POS_F_OPTIONAL, \
		"last day of points that are won; else as of earned ones"), \
	    POS_TEXT(pos_draw, commitment, 0, 64, \
		"SHA-256 of the seed, in hex")

const struct pos_record draw_setup_record = {
	.size = sizeof(struct pos_draw), .help = "a draw as it was opened",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_draw, code, POS_F_CODE, 64, "code"),
		POS_INT(pos_draw, draw_no, 0, 1, INT64_MAX, "its number"),
		POS_CHOICE(pos_draw, kind, 0, POS_DRAW_KINDS, "kind"),
		POS_TIME(pos_draw, opened_at, 0, "when it was opened"),
		SETUP_FIELDS,
		POS_TEXT(pos_draw, nonce, 0, 64,
		    "random; makes the seed, with the key"),
		POS_LIST(pos_draw, prizes, prizes_count, 0, &prize_data,
		    "prizes, in their order"),
		{ 0 },
	},
};

const struct pos_record pos_draw_record = {
	.type = "draw", .v = 1, .size = sizeof(struct pos_draw),
	.help = "a lucky draw, or a batch of scratch tickets",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_draw, code, POS_F_COLUMN | POS_F_CODE, 64,
		    "code"),
		POS_CHOICE(pos_draw, kind, POS_F_COLUMN, POS_DRAW_KINDS,
		    "kind"),
		POS_CHOICE(pos_draw, state, POS_F_COLUMN, POS_DRAW_STATES,
		    "state"),
		POS_INT(pos_draw, tickets, POS_F_COLUMN, 0, INT64_MAX,
		    "tickets drawn"),
		POS_TIME(pos_draw, opened_at, 0, "when it was opened"),
		SETUP_FIELDS,
		POS_TIME(pos_draw, closed_at, POS_F_OPTIONAL,
		    "when it was closed"),
		POS_TEXT(pos_draw, seed, POS_F_OPTIONAL, 64,
		    "seed in hex, once it is closed"),
		POS_LIST(pos_draw, prizes, prizes_count, 0, &prize_shown,
		    "prizes, in their order"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_draw_record);

const struct pos_record pos_draw_ticket_record = {
	.type = "draw.ticket", .v = 1,
	.size = sizeof(struct pos_draw_ticket),
	.help = "a ticket of a draw and what it won",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_draw_ticket, id, POS_F_COLUMN, 90,
		    "id, as SPRING/17"),
		POS_TEXT(pos_draw_ticket, draw, POS_F_CODE, 64,
		    "code of the draw"),
		POS_INT(pos_draw_ticket, n, 0, 1, INT64_MAX,
		    "its number in the draw"),
		POS_TEXT(pos_draw_ticket, ticket, 0, 64,
		    "what it was drawn by: id of a sale, or member/n"),
		POS_TEXT(pos_draw_ticket, prize, POS_F_COLUMN, 100,
		    "name of the prize"),
		POS_INT(pos_draw_ticket, prize_n, 0, 1, POS_DRAW_PRIZES_MAX,
		    "its place among the prizes"),
		POS_CHOICE(pos_draw_ticket, kind, POS_F_COLUMN,
		    POS_DRAW_PRIZES, "what it is"),
		POS_TEXT(pos_draw_ticket, item, POS_F_OPTIONAL, 64,
		    "item to hand out"),
		POS_INT(pos_draw_ticket, points, POS_F_OPTIONAL, 1, INT64_MAX,
		    "points of the prize"),
		POS_TEXT(pos_draw_ticket, coupon, POS_F_OPTIONAL, 90,
		    "number of the coupon that was given"),
		POS_CHOICE(pos_draw_ticket, state, POS_F_COLUMN,
		    "nothing|won|given", "won: not handed out yet"),
		POS_TEXT(pos_draw_ticket, member,
		    POS_F_COLUMN | POS_F_OPTIONAL, 64, "code of the member"),
		POS_TIME(pos_draw_ticket, at, 0, "when it was drawn"),
		POS_TIME(pos_draw_ticket, given_at, POS_F_OPTIONAL,
		    "when the prize was handed out"),
		POS_BOOL(pos_draw_ticket, again, POS_F_OPTIONAL,
		    "it had been drawn before, and stays what it was"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_draw_ticket_record);

const struct pos_record pos_draw_check_record = {
	.type = "draw.check", .v = 1, .size = sizeof(struct pos_draw_check),
	.help = "a closed draw, drawn again from its seed",
	.fields = (const struct pos_field[]){
		POS_TEXT(pos_draw_check, code, POS_F_COLUMN | POS_F_CODE, 64,
		    "code of the draw"),
		POS_BOOL(pos_draw_check, ok, POS_F_COLUMN,
		    "everything is as it should be"),
		POS_INT(pos_draw_check, tickets, POS_F_COLUMN, 0, INT64_MAX,
		    "tickets that were looked at"),
		POS_INT(pos_draw_check, wrong, POS_F_COLUMN, 0, INT64_MAX,
		    "results that are not what seed and ticket give"),
		POS_INT(pos_draw_check, first_wrong, POS_F_OPTIONAL, 1,
		    INT64_MAX, "number of the first of them"),
		POS_BOOL(pos_draw_check, seed_ok, 0,
		    "the seed is the one that was committed to"),
		{ 0 },
	},
};
POS_LIST_RECORD(pos_draw_check_record);
