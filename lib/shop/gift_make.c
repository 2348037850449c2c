/*
 * gift_make.c - gift cards are made, changed, and their numbers shown.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "shop/gift_inside.h"
#include "shop/keys.h"
#include "shop/ledger_inside.h"
#include "shop/topup.h"

#define OPT POS_F_OPTIONAL
#define COL POS_F_COLUMN
#define HALF INT64_C(100000000) /* eight digits */

static const struct pos_field batch_fields[] = {
	POS_INT(pos_card_batch, batch, COL, 1, INT64_MAX, "its number"),
	POS_INT(pos_card_batch, count, COL, 1, POS_CARDS_MAX, "cards"),
	POS_TEXT(pos_card_batch, first, COL, 24, "code of the first"),
	POS_TEXT(pos_card_batch, last, COL, 24, "and of the last"),
	POS_MONEY(pos_card_batch, amount_minor, OPT | COL, "on each"),
	POS_DAY(pos_card_batch, until, OPT | COL, "last day"),
	POS_TEXT(pos_card_batch, currency, 0, 3, "ISO 4217"),
	POS_TEXT(pos_card_batch, method, OPT | COL, 64,
	    "how it was paid; absent: given away"),
	{ 0 },
};
const struct pos_record pos_card_batch_record = {
	.type = "card.batch", .v = 1, .size = sizeof(struct pos_card_batch),
	.fields = batch_fields, .help = "gift cards that were made together",
};
POS_LIST_RECORD(pos_card_batch_record);

struct made_card {
	int64_t card_no;
	const char *find;
	const char *last;
};
struct cards_event {
	int64_t batch;
	int64_t amount_minor; /* given away on each; paid: by its top-up */
	int64_t until;
	const struct made_card *cards;
	size_t cards_count;
};
static const struct pos_field made_card_fields[] = {
	POS_INT(made_card, card_no, 0, 1, INT64_MAX, "number of the card"),
	POS_TEXT(made_card, find, 0, POS_KEYED_TEXT, "keyed hash"),
	POS_TEXT(made_card, last, 0, 8, "last four"),
	{ 0 },
};
static const struct pos_record made_card_data = {
	.size = sizeof(struct made_card), .fields = made_card_fields,
	.help = "a gift card",
};
static const struct pos_field cards_fields[] = {
	POS_INT(cards_event, batch, 0, 1, INT64_MAX, "their batch"),
	POS_MONEY(cards_event, amount_minor, OPT, "given on each"),
	POS_DAY(cards_event, until, OPT, "last day"),
	POS_LIST(cards_event, cards, cards_count, 0, &made_card_data, "they"),
	{ 0 },
};
static const struct pos_record cards_data = {
	.size = sizeof(struct cards_event), .fields = cards_fields,
	.help = "gift cards that were made",
};

POS_SQL(sql_add,
    "INSERT INTO card (card, find, last, batch, until, blocked)"
    " VALUES ($1, $2, $3, $4, $5, 0)");
POS_SQL(sql_last,
    "SELECT CAST(COALESCE(MAX(card), 0) AS BIGINT) AS card,"
    " CAST(COALESCE(MAX(batch), 0) AS BIGINT) AS batch FROM card");
POS_SQL(sql_known, "SELECT card FROM card WHERE find = $1");
POS_SQL(sql_find, "SELECT find FROM card WHERE card = $1");
POS_SQL(sql_set, "UPDATE card SET blocked = $2, until = $3 WHERE card = $1");

static enum pos_status
apply_made(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct cards_event *event = data;
	struct ledger_account account;
	enum pos_status st = POS_OK;
	struct pos_query *q;
	size_t i;

	for (i = 0; st == POS_OK && i < event->cards_count; i++) {
		struct ledger_row row = {
			.kind = "load",
			.bonus_minor = event->amount_minor,
		};

		q = pos_query(shop->store, &sql_add);
		pos_bind_int(q, 1, event->cards[i].card_no);
		pos_bind_text(q, 2, event->cards[i].find);
		pos_bind_text(q, 3, event->cards[i].last);
		pos_bind_int(q, 4, event->batch);
		pos_bind_some(q, 5, event->until);
		st = pos_run(q, err);
		if (st != POS_OK || event->amount_minor == 0)
			continue;
		st = ledger_load(shop, -event->cards[i].card_no, &account, err);
		if (st == POS_OK)
			st = ledger_add(shop, entry, &account, &row, err);
	}
	return st;
}

const struct pos_event_kind pos_cards_made = {
	.kind = "card.make", .v = 1, .record = &cards_data,
	.apply = apply_made, .help = "gift cards were made",
};

static int64_t
digits(const unsigned char *bytes)
{
	uint64_t n = 0;
	int i;

	for (i = 0; i < 8; i++)
		n = n << 8 | bytes[i];
	return (int64_t)(n % HALF);
}

static enum pos_status
own_number(struct pos_shop *shop, int64_t card_no, bool make,
    char number[POS_CARD_NUMBER], struct pos_err *err)
{
	unsigned char key[POS_KEY_LEN], hash[32];
	char label[48];
	enum pos_status st;

	st = pos_key(shop, POS_KEY_COUPON, make, key, err);
	if (st != POS_OK)
		return st;
	snprintf(label, sizeof(label), "card number|%" PRId64, card_no);
	pos_hmac(hash, key, sizeof(key), label, strlen(label));
	snprintf(number, POS_CARD_NUMBER, "%c%08" PRId64 "%08" PRId64,
	    GIFT_FIRST, digits(hash), digits(hash + 8));
	number[GIFT_DIGITS - 1] = gift_check_digit(number, GIFT_DIGITS - 1);
	number[GIFT_DIGITS] = '\0';
	return POS_OK;
}

enum pos_status
gift_number_of(struct pos_shop *shop, const struct pos_card *card,
    char number[POS_CARD_NUMBER], struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_find);
	char find[POS_KEYED_TEXT];
	enum pos_status st;

	st = own_number(shop, card->card_no, false, number, err);
	if (st == POS_OK)
		st = pos_keyed(shop, POS_KEY_COUPON, "card", number, false,
		    find, err);
	if (st != POS_OK)
		return st == POS_END ?
		    pos_fail(err, POS_CONFIG, "the store has no key") :
		    st;
	pos_bind_int(q, 1, card->card_no);
	st = pos_step(q, err);
	if (st != POS_OK || strcmp(find, pos_text(q, "find")) != 0)
		number[0] = '\0';
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
known(struct pos_shop *shop, const char *find, bool *yes, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_known);
	enum pos_status st;

	pos_bind_text(q, 1, find);
	st = pos_step(q, err);
	*yes = st == POS_OK;
	pos_query_done(q);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
one(struct pos_shop *shop, const char *typed, struct made_card *card,
    struct pos_pool *pool, bool *taken, struct pos_err *err)
{
	char number[POS_CARD_NUMBER], find[POS_KEYED_TEXT];
	enum pos_status st = POS_OK;

	if (typed == NULL)
		st = own_number(shop, card->card_no, true, number, err);
	else if (!gift_number_read(number, typed))
		st = pos_fail(err, POS_DATA,
		    "'%s' is no number of a gift card: %d to %d digits and "
		    "letters",
		    typed, GIFT_NUMBER_MIN, POS_CARD_NUMBER - 1);
	if (st == POS_OK)
		st = pos_keyed(shop, POS_KEY_COUPON, "card", number, true, find,
		    err);
	if (st == POS_OK)
		st = known(shop, find, taken, err);
	if (st != POS_OK)
		return st;
	card->find = pos_pool_text(pool, find);
	card->last = pos_pool_text(pool, number + strlen(number) - 4);
	return POS_OK;
}

static bool
twice(const struct made_card *cards, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(cards[i].find, cards[count].find) == 0)
			return true;
	return false;
}

static enum pos_status
make_all(struct pos_shop *shop, const char *const *numbers, size_t count,
    struct cards_event *event, struct pos_pool *pool, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_last);
	struct made_card *cards;
	int64_t next;
	enum pos_status st;
	bool taken;
	size_t i;

	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	next = pos_int(q, "card") + 1;
	event->batch = pos_int(q, "batch") + 1;
	pos_query_done(q);
	cards = pos_pool_alloc(pool, count * sizeof(*cards));
	for (i = 0; i < count; next++) {
		cards[i].card_no = next;
		st = one(shop, numbers != NULL ? numbers[i] : NULL, &cards[i],
		    pool, &taken, err);
		if (st != POS_OK)
			return st;
		if (numbers != NULL && (taken || twice(cards, i)))
			return pos_fail(err, POS_REFUSED,
			    "there is a card with the number that ends in %s",
			    cards[i].last);
		/* One of ours that hits another by chance is passed over. */
		if (!taken)
			i++;
	}
	event->cards = cards;
	event->cards_count = count;
	return POS_OK;
}

enum pos_status
pos_cards_make(struct pos_shop *shop, const char *const *numbers, size_t count,
    int64_t amount_minor, const char *method, int64_t until,
    struct pos_pool *pool, struct pos_card_batch *batch, struct pos_err *err)
{
	struct cards_event event = { .until = until };
	struct pos_topup_want want = { .amount_minor = amount_minor,
		.method = method };
	struct pos_topup topup;
	char text[POS_CARD_TEXT];
	enum pos_status st;
	size_t i;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	if (count == 0 || count > POS_CARDS_MAX)
		return pos_fail(err, POS_DATA, "1 to %d cards at once",
		    POS_CARDS_MAX);
	if (until != 0 && until < shop->day)
		return pos_fail(err, POS_DATA, "the last day is over");
	if (method != NULL && amount_minor <= 0)
		return pos_fail(err, POS_DATA, "--by wants --amount");
	if (method != NULL && count > 1)
		return pos_fail(err, POS_DATA,
		    "cards that are paid for are loaded one by one: make them "
		    "without --amount, then 'pos-member card load'");
	if (method == NULL)
		event.amount_minor = amount_minor;
	st = make_all(shop, numbers, count, &event, pool, err);
	if (st == POS_OK && method != NULL)
		st = pos_topup_ready(shop, &want, err);
	if (st == POS_OK)
		st = pos_record(shop, &pos_cards_made, &event, err);
	if (st == POS_OK && method != NULL)
		st = pos_topup(shop, -event.cards[0].card_no, &want, pool,
		    &topup, err);
	if (st != POS_OK)
		return st;
	i = event.cards_count - 1;
	*batch = (struct pos_card_batch){
		.batch = event.batch,
		.count = (int64_t)count,
		.first = pos_pool_text(pool,
		    pos_card_code(text, event.cards[0].card_no)),
		.last = pos_pool_text(pool,
		    pos_card_code(text, event.cards[i].card_no)),
		.amount_minor = amount_minor,
		.until = until,
		.currency = shop->currency,
		.method = method,
	};
	return POS_OK;
}

static const struct pos_field set_fields[] = {
	POS_INT(pos_card, card_no, 0, 1, INT64_MAX, "number of the card"),
	POS_TEXT(pos_card, card, 0, 24, "its code"),
	POS_BOOL(pos_card, blocked, OPT, "it pays nothing"),
	POS_DAY(pos_card, until, OPT, "last day; absent: no end"),
	{ 0 },
};
static const struct pos_record set_data = {
	.size = sizeof(struct pos_card), .fields = set_fields,
	.help = "a gift card that was blocked, or another last day of it",
};

static enum pos_status
apply_set(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	struct pos_query *q = pos_query(shop->store, &sql_set);
	const struct pos_card *card = data;

	(void)entry;
	pos_bind_int(q, 1, card->card_no);
	pos_bind_int(q, 2, card->blocked);
	pos_bind_some(q, 3, card->until);
	return pos_run(q, err);
}

const struct pos_event_kind pos_card_set = {
	.kind = "card.set", .v = 1, .record = &set_data, .apply = apply_set,
	.help = "a gift card was blocked, or given another last day",
};

enum pos_status
pos_card_change(struct pos_shop *shop, struct pos_card *card, bool blocked,
    int64_t until, struct pos_err *err)
{
	enum pos_status st;

	st = pos_staff_may(shop, POS_RIGHT_STOCK, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	if (until < 0)
		until = card->until;
	if (card->blocked == blocked && card->until == until)
		return POS_OK;
	card->blocked = blocked;
	card->until = until;
	return pos_record(shop, &pos_card_set, card, err);
}
