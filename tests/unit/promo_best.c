/*
 * promo_best.c - random small carts, priced, against all that could be done.
 *
 * PROMO_CASES: how many (3000); PROMO_SEED: which.  A cart that fails is made
 * as small as it stays failing, and printed.
 */
#include <stdlib.h>

#include "base/money.h"
#include "promorandom.h"
#include "promotwin_search.h"
#include "rec/json.h"
#include "tap.h"

#define FAILURES 5 /* that are printed */
#define SMALL 8    /* units: such carts are always proved */
#define MOST 12    /* units of the others */

static struct pos_pool *pool, *scratch;
static char why[512];

static bool __attribute__((format(printf, 1, 2))) bad(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(why, sizeof(why), format, ap);
	va_end(ap);
	return false;
}

/* --- what holds for every answer ----------------------------------------- */

static bool
line_holds(const struct pos_cart_line *line, const struct pos_priced_line *p)
{
	int64_t parts = 0, shares = 0, qty = 0, floor;
	const struct pos_price_share *s;
	size_t i;

	for (i = 0; i < p->parts_count; i++) {
		if (p->parts[i].off_minor < 0)
			return bad("line %lld is raised", (long long)line->n);
		parts += p->parts[i].off_minor;
	}
	for (i = 0; i < p->shares_count; i++) {
		s = &p->shares[i];
		shares += s->off_minor;
		qty += s->qty_milli;
		if (i > 0 &&
		    (__int128)s[-1].off_minor * s->qty_milli >
			(__int128)s->off_minor * s[-1].qty_milli)
			return bad("line %lld: shares out of order",
			    (long long)line->n);
	}
	if (p->off_minor < 0 || p->off_minor > line->amount_minor ||
	    parts != p->off_minor ||
	    (p->shares_count > 0 && shares != p->off_minor) ||
	    (p->shares_count == 0 && p->off_minor != 0) ||
	    (p->shares_count > 0 && qty != line->qty_milli))
		return bad("line %lld: off %lld, parts %lld, shares %lld of "
			   "%lld",
		    (long long)line->n, (long long)p->off_minor,
		    (long long)parts, (long long)shares, (long long)qty);
	floor = line->floor_minor * line->qty_milli / 1000;
	if (p->off_minor > 0 && line->amount_minor - p->off_minor < floor)
		return bad("line %lld is below its floor", (long long)line->n);
	return true;
}

static bool
sums_hold(const struct pos_cart *cart, const struct pos_priced *p)
{
	int64_t lines = 0, rules = 0, list = 0, mine;
	size_t i, k, r;

	for (i = 0; i < cart->lines_count; i++) {
		if (!line_holds(&cart->lines[i], &p->lines[i]))
			return false;
		lines += p->lines[i].off_minor;
		list += cart->lines[i].amount_minor;
	}
	for (r = 0; r < cart->rules_count; r++) {
		mine = 0;
		for (i = 0; i < cart->lines_count; i++)
			for (k = 0; k < p->lines[i].parts_count; k++)
				if (p->lines[i].parts[k].rule == r)
					mine += p->lines[i].parts[k].off_minor;
		if (mine != p->rules[r].off_minor)
			return bad("%s: %lld on lines, %lld in all",
			    cart->rules[r].rule->code, (long long)mine,
			    (long long)p->rules[r].off_minor);
		rules += mine;
		if (p->rules[r].off_minor != 0 && !p->rules[r].applied)
			return bad("%s took off and is not applied",
			    cart->rules[r].rule->code);
	}
	if (lines != p->off_minor || rules != p->off_minor ||
	    list != p->list_minor || p->pay_minor != list - lines)
		return bad("off %lld, of lines %lld, of rules %lld",
		    (long long)p->off_minor, (long long)lines,
		    (long long)rules);
	if (p->bound_minor > p->pay_minor || p->pay_minor > p->greedy_minor)
		return bad("bound %lld, pay %lld, greedy %lld",
		    (long long)p->bound_minor, (long long)p->pay_minor,
		    (long long)p->greedy_minor);
	return true;
}

/* --- against the twin ---------------------------------------------------- */

static long carts, small, sure, proved, others;

static bool
best_holds(const struct pos_cart *cart, const struct pos_priced *p)
{
	int64_t best, units = 0;
	size_t i;

	for (i = 0; i < cart->lines_count; i++)
		units += cart->lines[i].qty_milli / POS_QTY_ONE;
	carts++;
	small += units <= SMALL;
	proved += p->optimal;
	others += strcmp(p->method, "enumerated") != 0;
	if (units <= SMALL && !p->optimal)
		return bad("a small cart is not proved (%s)", p->method);
	if (!twin_best(cart, &best))
		return true;
	sure++;
	if ((p->optimal && p->pay_minor != best) || p->pay_minor < best ||
	    p->bound_minor > best)
		return bad("pay %lld, bound %lld, best %lld (%s)",
		    (long long)p->pay_minor, (long long)p->bound_minor,
		    (long long)best, p->method);
	return true;
}

/* --- in another order ---------------------------------------------------- */

/* Lines and rules turned round, lines with the numbers they had. */
static bool
order_holds(const struct pos_cart *cart, const struct pos_priced *p)
{
	struct pos_cart_line *lines;
	struct pos_price_rule *rules;
	struct pos_cart turned = *cart;
	struct pos_priced q = { 0 };
	struct pos_err err = { 0 };
	size_t i, n = cart->lines_count, m = cart->rules_count;
	size_t by = n == 0 ? 0 : rnd((uint32_t)n), other = rnd((uint32_t)m);

	lines = pos_pool_alloc(scratch, n * sizeof(*lines) + 1);
	rules = pos_pool_alloc(scratch, m * sizeof(*rules) + 1);
	for (i = 0; i < n; i++)
		lines[(n - 1 - i + by) % n] = cart->lines[i];
	for (i = 0; i < m; i++)
		rules[(m - 1 - i + other) % m] = cart->rules[i];
	turned.lines = lines;
	turned.rules = rules;
	if (pos_price(&turned, scratch, &q, &err) != POS_OK)
		return bad("turned round: %s", err.text);
	if (q.pay_minor != p->pay_minor)
		return bad("turned round %lld instead of %lld",
		    (long long)q.pay_minor, (long long)p->pay_minor);
	for (i = 0; i < n; i++)
		if (p->lines[i].off_minor !=
		    q.lines[(n - 1 - i + by) % n].off_minor)
			return bad("turned round: another line %lld",
			    (long long)cart->lines[i].n);
	for (i = 0; i < m; i++)
		if (p->rules[i].off_minor !=
		    q.rules[(m - 1 - i + other) % m].off_minor)
			return bad("turned round: another %s",
			    cart->rules[i].rule->code);
	return true;
}

/*
 * One rule fewer never costs less.  This holds for any set of rules, since a
 * rule binds others (groups, exclusion, uses, points) only when it is taken,
 * and it need not be.
 */
static bool
fewer_holds(const struct pos_cart *cart, const struct pos_priced *p)
{
	struct pos_price_rule *rules;
	struct pos_cart fewer = *cart;
	struct pos_priced q = { 0 };
	struct pos_err err = { 0 };
	size_t i, gone = rnd((uint32_t)cart->rules_count);

	rules = pos_pool_alloc(scratch, cart->rules_count * sizeof(*rules) + 1);
	for (fewer.rules_count = i = 0; i < cart->rules_count; i++)
		if (i != gone)
			rules[fewer.rules_count++] = cart->rules[i];
	fewer.rules = rules;
	if (pos_price(&fewer, scratch, &q, &err) != POS_OK)
		return bad("without %s: %s", cart->rules[gone].rule->code,
		    err.text);
	if (q.optimal && p->optimal && q.pay_minor < p->pay_minor)
		return bad("without %s %lld, with it %lld",
		    cart->rules[gone].rule->code, (long long)q.pay_minor,
		    (long long)p->pay_minor);
	return true;
}

static bool
holds(const struct pos_cart *cart)
{
	struct pos_priced priced = { 0 };
	struct pos_err err = { 0 };
	bool good;

	if (pos_price(cart, scratch, &priced, &err) != POS_OK)
		good = bad("%s", err.text);
	else if (pos_price_certify(cart, &priced, scratch, &err) != POS_OK)
		good = bad("certificate: %s", err.text);
	else
		good = sums_hold(cart, &priced) && best_holds(cart, &priced) &&
		    order_holds(cart, &priced) && fewer_holds(cart, &priced);
	pos_pool_clear(scratch);
	return good;
}

/* --- a failure, made small ----------------------------------------------- */

static void
print_cart(const struct pos_cart *cart)
{
	const struct pos_cart_line *l;
	struct pos_buf buf = { 0 };
	size_t i;

	for (i = 0; i < cart->lines_count; i++) {
		l = &cart->lines[i];
		printf("# line %lld %s %s %s x%lld at %lld = %lld floor %lld"
		       "%s tax %lld%s\n",
		    (long long)l->n, l->item, l->category,
		    l->tags_count > 0 ? l->tags[0] : "-",
		    (long long)l->qty_milli / 1000, (long long)l->price_minor,
		    (long long)l->amount_minor, (long long)l->floor_minor,
		    l->discounted ? " discounted" : "", (long long)l->tax_ppm,
		    l->tax_inclusive ? " in it" : "");
	}
	for (i = 0; i < cart->rules_count; i++) {
		pos_buf_clear(&buf);
		pos_record_write(&buf, &pos_rule_record, cart->rules[i].rule);
		printf("# uses %lld units %lld budget %lld %s\n",
		    (long long)cart->rules[i].room.uses,
		    (long long)cart->rules[i].room.units_milli,
		    (long long)cart->rules[i].room.budget_minor, buf.text);
	}
	printf("# points %lld, wanted %lld\n", (long long)cart->points,
	    (long long)cart->want_points);
	pos_buf_release(&buf);
}

static void
shrink(struct pos_cart *cart)
{
	struct pos_cart_line *lines = (struct pos_cart_line *)cart->lines;
	struct pos_price_rule *rules = (struct pos_price_rule *)cart->rules;
	struct pos_cart_line line;
	struct pos_price_rule rule;
	size_t i;

	for (i = cart->rules_count; i-- > 0;) {
		rule = rules[i];
		memmove(&rules[i], &rules[i + 1],
		    (cart->rules_count - i - 1) * sizeof(*rules));
		cart->rules_count--;
		if (cart->rules_count > 0 && !holds(cart))
			continue;
		memmove(&rules[i + 1], &rules[i],
		    (cart->rules_count - i) * sizeof(*rules));
		rules[i] = rule;
		cart->rules_count++;
	}
	for (i = cart->lines_count; i-- > 0;) {
		line = lines[i];
		memmove(&lines[i], &lines[i + 1],
		    (cart->lines_count - i - 1) * sizeof(*lines));
		cart->lines_count--;
		if (cart->lines_count > 0 && !holds(cart))
			continue;
		memmove(&lines[i + 1], &lines[i],
		    (cart->lines_count - i) * sizeof(*lines));
		lines[i] = line;
		cart->lines_count++;
	}
}

int
main(void)
{
	const char *text = getenv("PROMO_CASES"), *seed = getenv("PROMO_SEED");
	long i, count = 3000, failed = 0;
	struct pos_cart cart;
	char first[sizeof(why)];

	if (text != NULL)
		count = strtol(text, NULL, 10);
	if (seed != NULL)
		random_state =
		    (uint32_t)strtoul(seed, NULL, 10) * 2654435761u + 1;
	pool = pos_pool_new();
	scratch = pos_pool_new();
	for (i = 0; i < count; i++) {
		random_cart(&cart, i % 16 == 0 ? MOST : 1 + (int)rnd(SMALL),
		    pool);
		if (!holds(&cart) && failed++ < FAILURES) {
			memcpy(first, why, sizeof(why));
			shrink(&cart);
			holds(&cart);
			printf("# cart %ld: %s; smaller: %s\n", i, first, why);
			print_cart(&cart);
		}
		pos_pool_clear(pool);
	}
	ok(failed == 0, "%ld carts, %ld failed", count, failed);
	ok(sure * 10 > count * 7, "the twin knew the best of %ld", sure);
	ok(small < carts && others > 0,
	    "%ld carts were not small, %ld not enumerated, %ld not proved",
	    carts - small, others, carts - proved);
	pos_pool_free(pool);
	pos_pool_free(scratch);
	return tap_done();
}
