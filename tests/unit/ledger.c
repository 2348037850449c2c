/*
 * Accounts against a plain twin in memory: lots first in first out by their
 * last day, nothing ever below zero, parts that add up, and a return of all
 * that brings every balance back.  Amounts that are shared in proportion are
 * taken from the documents and held between their bounds; where they go is
 * computed again.
 */
#include "ledgertwin.h"
#include "shop/member.h"
#include "shop/points.h"
#include "shop/topup.h"

static void
compare(const char *what)
{
	struct pos_points p;
	size_t j;
	int64_t lots[DAYS + 1], day;
	int m, i;

	for (m = first_member; m < MEMBERS; m++) {
		const struct twin *t = &twins[m];

		memset(lots, 0, sizeof(lots));
		must(pos_points_of(&shop, t->no, pool, &p, &err), "points");
		for (j = 0; j < p.lots_count; j++)
			lots[index_of(p.lots[j].until)] += p.lots[j].points;
		for (i = today; i <= DAYS; i++)
			if (lots[i] != t->lot[i]) {
				day = day_of(i);
				printf("# member %d, lot %lld after %s\n", m,
				    (long long)day, what);
				fault("lot", lots[i], t->lot[i]);
			}
		if (p.points != usable(t))
			fault("points", p.points, usable(t));
		if (p.owed != t->owed)
			fault("owed", p.owed, t->owed);
		if (p.principal_minor != t->principal)
			fault("principal", p.principal_minor, t->principal);
		if (p.bonus_minor != t->bonus)
			fault("bonus", p.bonus_minor, t->bonus);
	}
}

static void
adjust(void)
{
	struct twin *t = &twins[some_member()];
	int i = rnd(3) == 0 ?
	    DAYS :
	    today + (int)rnd(rnd(2) ? 3 : (uint32_t)(DAYS - today));
	int64_t n = 1 + rnd(300);
	enum pos_status st;

	begin();
	if (rnd(2) == 0) {
		must(pos_points_adjust(&shop, t->no, n, day_of(i), "given",
			 NULL, &err),
		    "adjust");
		put(t, i, n);
		end();
		return;
	}
	st = pos_points_adjust(&shop, t->no, -n, 0, "taken", NULL, &err);
	if (st != (n > usable(t) ? POS_REFUSED : POS_OK))
		fault("taking by hand", st, n);
	if (st == POS_OK)
		take(t, n, NULL);
	end();
}

static void
top_up(void)
{
	struct twin *t = &twins[some_member()];
	struct pos_topup_want want = { .method = "card",
		.amount_minor = 1 + rnd(5000) };
	struct pos_topup got, back;
	int64_t bonus = want.amount_minor >= 2000 ? 333 : 0, p, most;

	begin();
	must(pos_topup(&shop, t->no, &want, pool, &got, &err), "topup");
	t->principal += want.amount_minor;
	t->bonus += bonus;
	end();
	if (rnd(3) != 0)
		return;
	begin();
	most =
	    want.amount_minor < t->principal ? want.amount_minor : t->principal;
	p = 1 + rnd((uint32_t)most);
	must(pos_topup_refund(&shop, got.topup, p, NULL, "no", NULL, pool,
		 &back, &err),
	    "topup refund");
	if (p == most)
		bonus = bonus < t->bonus ? bonus : t->bonus;
	else
		bonus = (bonus * p + want.amount_minor - 1) / want.amount_minor;
	if (bonus > t->bonus)
		bonus = t->bonus;
	t->principal -= p;
	t->bonus -= bonus;
	end();
}

/* One payment by an account, of what there is. */
static void
by_account(struct sold *s, const char *method, struct pos_sale *sale)
{
	struct pos_pay_want want = { .method = method,
		.partial = true,
		.amount_minor = 1 + rnd((uint32_t)sale->due_minor) };
	struct twin *t = &twins[s->m];
	const struct pos_payment *p;
	int64_t all = t->principal + t->bonus, principal;
	enum pos_status st;

	if (strcmp(method, "points") == 0)
		all = usable(t); /* a hundred are worth 1.00 */
	st = pos_pay_take(&shop, &s->id, &want, pool, sale, &err);
	if (st != (all > 0 ? POS_OK : POS_REFUSED))
		fault("pay by account", st, all);
	if (st != POS_OK)
		return;
	p = &sale->payments[sale->payments_count - 1];
	if (p->amount_minor !=
	    (want.amount_minor < all ? want.amount_minor : all))
		fault("amount", p->amount_minor, want.amount_minor);
	if (strcmp(method, "points") == 0) {
		if (p->points != p->amount_minor)
			fault("points paid", p->points, p->amount_minor);
		take(t, p->points, s->taken);
		s->paid_points += p->points;
		return;
	}
	principal = (p->amount_minor * t->principal * 2 + all) / (2 * all);
	if (p->principal_minor != principal)
		fault("principal paid", p->principal_minor, principal);
	t->principal -= p->principal_minor;
	t->bonus -= p->bonus_minor;
	s->stored += p->amount_minor;
	s->principal += p->principal_minor;
}

static void
sell(void)
{
	struct sold *s = &sold[sold_count++];
	struct pos_edit edit = { .kind = POS_EDIT_MEMBER };
	struct pos_pay_want cash = { .method = "card" };
	struct pos_sale sale;
	char code[24];
	int64_t counted;

	*s = (struct sold){ .m = some_member() };
	begin();
	do
		make_sale(&sale);
	while (sale.total_minor == 0);
	if (!pos_id_parse(&s->id, sale.id))
		fault("id", 0, 1);
	edit.n = twins[s->m].no;
	edit.text = pos_member_code(code, edit.n);
	must(pos_sale_edit(&shop, &s->id, &edit, 1, NULL, pool, &sale, &err),
	    "attach");
	s->total = sale.total_minor;
	if (rnd(2) == 0)
		by_account(s, "stored", &sale);
	if (sale.due_minor > 0 && rnd(3) == 0)
		by_account(s, "points", &sale);
	counted = s->principal + sale.due_minor;
	if (sale.due_minor > 0)
		must(pos_pay_take(&shop, &s->id, &cash, pool, &sale, &err),
		    "pay");
	s->earned = counted / 100;
	if (sale.points_earned != s->earned)
		fault("earned", sale.points_earned, s->earned);
	s->until =
	    index_of(sale.payments[sale.payments_count - 1].earned_until);
	put(&twins[s->m], s->until, s->earned);
	end();
}

/* part of whole, between bounds, and all of it at the end */
static void
between(const char *what, int64_t have, int64_t whole, int64_t part,
    int64_t all)
{
	if (all == 0 || (part == all && have != whole) ||
	    have * all < whole * part - all || have * all > whole * part + all)
		fault(what, have, whole);
}

static void
pay_out(struct sold *s, struct pos_sale *back, const char *method,
    int64_t amount)
{
	struct pos_pay_want want = { .method = method, .amount_minor = amount };
	struct twin *t = &twins[s->m];
	const struct pos_payment *p;
	struct pos_id id;

	if (!pos_id_parse(&id, back->id))
		fault("id", 0, 1);
	must(pos_pay_refund(&shop, &id, &want, NULL, NULL, pool, back, &err),
	    "refund");
	p = &back->payments[back->payments_count - 1];
	if (strcmp(method, "stored") == 0) {
		s->stored_back += amount;
		s->principal_back -= p->principal_minor;
		t->principal -= p->principal_minor;
		t->bonus -= p->bonus_minor;
		between("principal back", s->principal_back, s->principal,
		    s->stored_back, s->stored);
	} else if (strcmp(method, "points") == 0) {
		untake(t, -p->points, s->taken);
		s->points_back -= p->points;
		s->value_back += amount;
		between("points back", s->points_back, s->paid_points,
		    s->value_back, s->paid_points);
	}
}

static int64_t
some(int64_t most, int64_t due)
{
	return most < due ? most : due;
}

static void
give_back(bool all)
{
	struct sold *s;
	struct pos_return_line line = { .n = 1, .qty_milli = 1000 };
	struct pos_sale sale;
	int64_t n;
	int try;

	for (try = 0; try < 5000; try++) {
		s = &sold[rnd((uint32_t)sold_count)];
		if (!s->done && !s->asleep)
			break;
	}
	if (s->done || s->asleep)
		return;
	begin();
	if (pos_sale_return(&shop, &s->id, all ? NULL : &line, all ? 0 : 1,
		"no", true, NULL, pool, &sale, &err) != POS_OK) {
		end();
		return;
	}
	s->back_value -= sale.total_minor;
	n = some(s->paid_points - s->value_back, -sale.due_minor);
	if (n > 0)
		pay_out(s, &sale, "points", n);
	n = some(s->stored - s->stored_back, -sale.due_minor);
	if (n > 0)
		pay_out(s, &sale, "stored", n);
	if (sale.payments_count == 0 || sale.due_minor != 0)
		pay_out(s, &sale, "card", -sale.due_minor);
	unearn(&twins[s->m], s->until, -sale.points_earned);
	s->back_earned -= sale.points_earned;
	between("earned back", s->back_earned, s->earned, s->back_value,
	    s->total);
	s->done = s->back_value == s->total;
	end();
}

static void
sweep(void)
{
	struct pos_expired done;
	int64_t at = shop.now + DAY_MS;
	int m, i;

	must(pos_shop_set_time(&shop, at, &err), "time");
	today++;
	if (rnd(2) == 0)
		return;
	begin();
	must(pos_points_expire(&shop, shop.day, pool, &done, &err), "expire");
	for (m = 0; m < MEMBERS; m++)
		for (i = 0; i < today; i++)
			twins[m].lot[i] = 0;
	end();
	compare("a sweep");
	begin();
	must(pos_points_expire(&shop, shop.day, pool, &done, &err), "again");
	end();
	if (done.points != 0)
		fault("swept twice", done.points, 0);
}

static void
start(void)
{
	struct pos_earn earn = { .per_minor = 100, .points = 1, .months = 1 };
	struct pos_topup_plan plan = { .code = "p",
		.pay_minor = 2000,
		.bonus_minor = 333 };
	struct pos_setting value = { .name = "points_value", .value = "1.00" };
	struct pos_member member;
	bool changed;
	int m;

	begin();
	must(pos_earn_put(&shop, &earn, &err), "earn");
	must(pos_topup_plan_put(&shop, &plan, &err), "plan");
	must(pos_setting_put(&shop, &value, &changed, &err), "setting");
	for (m = 0; m < MEMBERS; m++) {
		member = (struct pos_member){ .name = "Li" };
		must(pos_member_enrol(&shop, &member, pool, &err), "enrol");
		twins[m].no = member.member_no;
	}
	end();
	must(pos_shop_set_time(&shop, shop.now, &err), "time");
}

/* The first member spends all of it, and what had earned it comes back. */
static void
debt(void)
{
	struct twin *t;
	int i;

	do
		sell();
	while (sold[sold_count - 1].m != 0 || sold[sold_count - 1].earned == 0);
	begin();
	for (i = 0; i < 2; i++) { /* the heir has nothing to pay it either */
		t = &twins[i];
		if (usable(t) == 0)
			continue;
		must(pos_points_adjust(&shop, t->no, -usable(t), 0, "spent",
			 NULL, &err),
		    "spend");
		take(t, usable(t), NULL);
	}
	end();
	for (i = 0; i < sold_count - 1; i++)
		sold[i].asleep = true;
	give_back(true);
	for (i = 0; i < sold_count; i++)
		sold[i].asleep = false;
	compare("a debt");
	if (twins[0].owed == 0)
		fault("a debt", 0, 1);
}

static void
merge(void)
{
	struct twin *a = &twins[0], *b = &twins[1];
	struct pos_member from, into;
	int64_t owed = a->owed;
	int i;

	begin();
	must(pos_member_by_no(&shop, a->no, pool, &from, &err), "from");
	must(pos_member_by_no(&shop, b->no, pool, &into, &err), "into");
	must(pos_member_open(&shop, pool, &from, &err), "open");
	must(pos_member_open(&shop, pool, &into, &err), "open");
	must(pos_member_merge(&shop, &from, &into, pool, &err), "merge");
	end();
	for (i = 0; i <= DAYS; i++)
		put(b, i, a->lot[i]);
	b->owed += take(b, owed, NULL);
	b->principal += a->principal;
	b->bonus += a->bonus;
	for (i = 0; i < sold_count; i++)
		if (sold[i].m == 0)
			sold[i].m = 1;
	first_member = 1;
}

static void
steps(int count)
{
	int i;

	for (i = 0; i < count && sold_count < SALES && today < DAYS / 2; i++) {
		switch (rnd(10)) {
		case 0:
		case 1:
			adjust();
			break;
		case 2:
			top_up();
			break;
		case 3:
		case 4:
		case 5:
			sell();
			break;
		case 6:
		case 7:
			if (sold_count > 0)
				give_back(rnd(3) == 0);
			break;
		default:
			if (rnd(8) == 0)
				sweep();
		}
		compare("a step");
		pos_pool_clear(pool);
		if (faults > 0)
			return;
	}
}

int
main(void)
{
	struct pos_verify done;

	open_shop();
	start();
	steps(900);
	ok(faults == 0, "%d sales on %d days, and the twin", sold_count,
	    today + 1);
	must(pos_verify(&shop, &done, &err), "verify");
	debt();
	merge();
	compare("the merge");
	ok(faults == 0, "a merge moves lots, debts and value");
	steps(700);
	ok(faults == 0, "%d sales: what the merged had bought comes back",
	    sold_count);
	must(pos_verify(&shop, &done, &err), "verify after the merge");
	must(pos_verify_deep(&shop, NULL, NULL, &err), "deep");
	ok(true, "a replay of the journal gives the same tables");
	close_shop();
	return tap_done();
}
