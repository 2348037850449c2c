/*
 * gift.c - gift cards: their numbers, and who is which.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "shop/gift_inside.h"
#include "shop/keys.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN

static const struct pos_field card_fields[] = {
	POS_TEXT(pos_card, card, POS_F_CODE | COL, 24, "code of the card"),
	POS_TEXT(pos_card, number, OPT | COL, POS_CARD_NUMBER,
	    "what is printed on it; only where it is revealed"),
	POS_TEXT(pos_card, last, COL, 8, "the last four of its number"),
	POS_INT(pos_card, batch, COL, 1, INT64_MAX, "made with these"),
	POS_TEXT(pos_card, currency, 0, 3, "ISO 4217"),
	POS_MONEY(pos_card, balance_minor, COL, "what is on it"),
	POS_DAY(pos_card, until, OPT | COL, "last day; absent: no end"),
	POS_BOOL(pos_card, blocked, OPT | COL, "it pays nothing"),
	{ 0 },
};
const struct pos_record pos_card_record = {
	.type = "card", .v = 1, .size = sizeof(struct pos_card),
	.fields = card_fields, .help = "a gift card",
};
POS_LIST_RECORD(pos_card_record);

#define CARD_COLUMNS \
	"SELECT c.card AS card, c.last AS last, c.batch AS batch," \
	" c.until AS until, c.blocked AS blocked," \
	" COALESCE(a.principal_minor, 0) + COALESCE(a.bonus_minor, 0)" \
	" AS balance FROM card c LEFT JOIN account a ON a.owner = -c.card"

POS_SQL(sql_by_find, CARD_COLUMNS " WHERE c.find = $1");
POS_SQL(sql_by_no, CARD_COLUMNS " WHERE c.card = $1");
POS_SQL(sql_batch, CARD_COLUMNS " WHERE c.batch = $1 ORDER BY c.card");
POS_SQL(sql_all, CARD_COLUMNS " ORDER BY c.card");

char *
pos_card_code(char *text, int64_t card_no)
{
	snprintf(text, POS_CARD_TEXT, "c%" PRId64, card_no);
	return text;
}

int64_t
pos_card_no(const char *code)
{
	int64_t no = 0;
	const char *p;

	if (code == NULL || code[0] != 'c' || strlen(code) > 18)
		return 0;
	for (p = code + 1; *p >= '0' && *p <= '9'; p++)
		no = no * 10 + (*p - '0');
	return *p == '\0' && code[1] != '0' ? no : 0;
}

bool
gift_number_read(char out[POS_CARD_NUMBER], const char *typed)
{
	size_t n = 0;

	for (; *typed != '\0'; typed++) {
		if (*typed == ' ' || *typed == '-')
			continue;
		if (n + 1 >= POS_CARD_NUMBER)
			return false;
		out[n++] = *typed >= 'a' && *typed <= 'z' ?
		    (char)(*typed - 'a' + 'A') :
		    *typed;
	}
	out[n] = '\0';
	return n >= GIFT_NUMBER_MIN && strspn(out, GIFT_CHARS) == n;
}

/* The check digit of so many digits, by Luhn. */
char
gift_check_digit(const char *digits, size_t len)
{
	int sum = 0, d;
	size_t i;

	for (i = 0; i < len; i++) {
		d = digits[len - 1 - i] - '0';
		if (i % 2 == 0)
			d = 2 * d > 9 ? 2 * d - 9 : 2 * d;
		sum += d;
	}
	return (char)('0' + (10 - sum % 10) % 10);
}

/* It looks like one of ours, mistyped. */
static bool
mistyped(const char *number)
{
	size_t len = strlen(number);

	return len == GIFT_DIGITS && number[0] == GIFT_FIRST &&
	    strspn(number, "0123456789") == len &&
	    gift_check_digit(number, len - 1) != number[len - 1];
}

static void
fill(struct pos_shop *shop, struct pos_query *q, struct pos_pool *pool,
    struct pos_card *card)
{
	char text[POS_CARD_TEXT];

	*card = (struct pos_card){
		.card_no = pos_int(q, "card"),
		.last = pos_pool_text(pool, pos_text(q, "last")),
		.batch = pos_int(q, "batch"),
		.balance_minor = pos_int(q, "balance"),
		.currency = shop->currency,
		.until = pos_int(q, "until"),
		.blocked = pos_int(q, "blocked") != 0,
	};
	card->card = pos_pool_text(pool, pos_card_code(text, card->card_no));
}

static enum pos_status
by_number(struct pos_shop *shop, const char *typed, struct pos_pool *pool,
    struct pos_card *card, struct pos_err *err)
{
	char number[POS_CARD_NUMBER], find[POS_KEYED_TEXT];
	struct pos_query *q;
	enum pos_status st;

	if (!gift_number_read(number, typed))
		return pos_fail(err, POS_DATA,
		    "that is no number of a gift card: %d characters at "
		    "least, digits and letters",
		    GIFT_NUMBER_MIN);
	if (mistyped(number))
		return pos_fail(err, POS_DATA,
		    "the number of the card is mistyped: its last digit does "
		    "not fit");
	st = pos_keyed(shop, POS_KEY_COUPON, "card", number, false, find, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_by_find);
	pos_bind_text(q, 1, find);
	st = pos_step(q, err);
	if (st == POS_OK)
		fill(shop, q, pool, card);
	pos_query_done(q);
	return st;
}

enum pos_status
gift_by_no(struct pos_shop *shop, int64_t card_no, struct pos_pool *pool,
    struct pos_card *card, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_by_no);
	enum pos_status st;

	pos_bind_int(q, 1, card_no);
	st = pos_step(q, err);
	if (st == POS_OK)
		fill(shop, q, pool, card);
	pos_query_done(q);
	return st;
}

enum pos_status
pos_card_find(struct pos_shop *shop, const char *what, struct pos_pool *pool,
    struct pos_card *card, struct pos_err *err)
{
	int64_t card_no = pos_card_no(what);

	return card_no != 0 ? gift_by_no(shop, card_no, pool, card, err) :
			      by_number(shop, what, pool, card, err);
}

enum pos_status
pos_card_pays(struct pos_shop *shop, const char *number, int64_t *card_no,
    struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_card card;
	enum pos_status st;

	st = by_number(shop, number, pool, &card, err);
	if (st == POS_END)
		st = pos_fail(err, POS_DATA, "no gift card has this number");
	if (st == POS_OK && card.blocked)
		st =
		    pos_fail(err, POS_REFUSED, "card %s is blocked", card.card);
	if (st == POS_OK && card.until != 0 && card.until < shop->day) {
		char day[POS_TIME_TEXT];

		st = pos_fail(err, POS_REFUSED, "card %s was good until %s",
		    card.card, pos_day_text(day, (int32_t)card.until));
	}
	if (st == POS_OK)
		*card_no = card.card_no;
	pos_pool_free(pool);
	return st;
}

static const struct pos_field shown_fields[] = {
	POS_INT(pos_card_batch, batch, OPT, 1, INT64_MAX,
	    "their batch"),
	{ 0 },
};
static const struct pos_record shown_data = {
	.size = sizeof(struct pos_card_batch), .fields = shown_fields,
	.help = "numbers of gift cards that somebody looked at",
};

const struct pos_event_kind pos_cards_shown = {
	.kind = "card.show", .v = 1, .record = &shown_data,
	.apply = pos_apply_nothing, .help = "numbers of gift cards were shown",
};

enum pos_status
pos_cards_show(struct pos_shop *shop, int64_t batch, struct pos_err *err)
{
	struct pos_query *q;
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_ADMIN, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &sql_batch);
	pos_bind_int(q, 1, batch);
	st = pos_step(q, err);
	pos_query_done(q);
	if (st == POS_END)
		return pos_fail(err, POS_DATA,
		    "no batch %" PRId64 " of gift cards", batch);
	return st == POS_OK ?
	    pos_record(shop, &pos_cards_shown,
		&(struct pos_card_batch){ .batch = batch }, err) :
	    st;
}

enum pos_status
pos_cards_of(struct pos_shop *shop, int64_t batch, bool reveal,
    enum pos_status (*each)(void *, const struct pos_card *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_query *q;
	char number[POS_CARD_NUMBER];
	struct pos_pool *pool;
	struct pos_card card;
	enum pos_status st;

	pool = pos_pool_new();
	q = pos_query(shop->store, batch != 0 ? &sql_batch : &sql_all);
	if (batch != 0)
		pos_bind_int(q, 1, batch);
	while ((st = pos_step(q, err)) == POS_OK) {
		pos_pool_clear(pool);
		fill(shop, q, pool, &card);
		if (reveal)
			st = gift_number_of(shop, &card, number, err);
		if (st == POS_OK && reveal && number[0] != '\0')
			card.number = number;
		if (st == POS_OK)
			st = each(arg, &card, err);
		if (st != POS_OK)
			break;
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}
