/*
 * promo_golden.c - carts whose best price somebody else has worked out.
 *
 * usage: promo_golden [FILE...]
 *
 * Each case is one test: every line, every rule, gifts, points, tax and
 * total.  Without a FILE these are our own cases, and the published ones
 * where that file is there (POS_DATA, see tests/helpers.bash).
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "promocase.h"
#include "tap.h"

#define OWN "tests/data/promo-cases.jsonl"
#define CONVERT "include \"golden\"; golden_case"

static struct pos_pool *pool;
static struct pos_buf diff; /* what a case does not have as it should */

static void
want(const char *what, const char *name, int64_t have, int64_t wanted)
{
	if (have != wanted)
		pos_buf_printf(&diff, "# %s %s: have %lld, want %lld\n", what,
		    name, (long long)have, (long long)wanted);
}

/* --- what a cart comes to ------------------------------------------------ */

/* Once for each rate, on what is left of all its lines. */
static void
totals(const struct pos_cart *cart, const struct pos_priced *priced,
    int64_t *tax, int64_t *total)
{
	const struct pos_cart_line *line, *other;
	int64_t sum, part, base;
	size_t i, k;

	*tax = 0;
	*total = priced->pay_minor;
	for (i = 0; i < cart->lines_count; i++) {
		line = &cart->lines[i];
		sum = 0;
		for (k = 0; k < cart->lines_count; k++) {
			other = &cart->lines[k];
			if (other->tax_ppm != line->tax_ppm ||
			    other->tax_inclusive != line->tax_inclusive)
				continue;
			if (k < i)
				break;
			sum += other->amount_minor - priced->lines[k].off_minor;
		}
		if (k < cart->lines_count)
			continue; /* was counted with an earlier line */
		base = 1000000 + (line->tax_inclusive ? line->tax_ppm : 0);
		part = (2 * sum * line->tax_ppm + base) / (2 * base);
		*tax += part;
		if (!line->tax_inclusive)
			*total += part;
	}
}

/* --- one case ------------------------------------------------------------ */

static void
compare_lines(const struct promo_case *c, const struct pos_cart *cart,
    const struct pos_priced *priced)
{
	char name[32];
	size_t i, k;

	for (i = 0; i < c->want->lines_count; i++)
		for (k = 0; k < cart->lines_count; k++) {
			if (cart->lines[k].n != c->want->lines[i].n)
				continue;
			snprintf(name, sizeof(name), "%lld",
			    (long long)cart->lines[k].n);
			want("line", name, priced->lines[k].off_minor,
			    c->want->lines[i].off_minor);
		}
}

static void
compare_rules(const struct promo_case *c, const struct pos_cart *cart,
    const struct pos_priced *priced)
{
	int64_t wanted;
	size_t i, k;

	for (i = 0; i < cart->rules_count; i++) {
		wanted = 0;
		for (k = 0; k < c->want->promos_count; k++)
			if (strcmp(c->want->promos[k].code,
				cart->rules[i].rule->code) == 0)
				wanted = c->want->promos[k].off_minor;
		want("rule", cart->rules[i].rule->code,
		    priced->rules[i].off_minor, wanted);
	}
}

static void
compare_rest(const struct promo_case *c, const struct pos_cart *cart,
    const struct pos_priced *priced)
{
	int64_t tax, total, gifts, points = 0, earned = 0;
	size_t i, k;

	for (k = 0; k < c->want->gifts_count; k++) {
		gifts = 0;
		for (i = 0; i < cart->rules_count; i++)
			if (priced->rules[i].gift_milli > 0 &&
			    strcmp(cart->rules[i].rule->effect->item,
				c->want->gifts[k].item) == 0)
				gifts += priced->rules[i].gift_milli;
		want("gift", c->want->gifts[k].item, gifts,
		    c->want->gifts[k].qty_milli);
	}
	for (i = 0; i < cart->rules_count; i++) {
		points += priced->rules[i].points;
		earned += priced->rules[i].earn_points;
		if (c->want->gifts_count == 0)
			want("gift of", cart->rules[i].rule->code,
			    priced->rules[i].gift_milli, 0);
	}
	if (c->want->points_used != 0)
		want("points", "used", points, c->want->points_used);
	want("points", "earned", earned, c->want->points_earned);
	totals(cart, priced, &tax, &total);
	want("subtotal", "", priced->list_minor, c->want->subtotal_minor);
	want("discount", "", priced->off_minor, c->want->discount_minor);
	want("tax", "", tax, c->want->tax_minor);
	want("total", "", total, c->want->total_minor);
}

static void
check_case(const struct promo_case *c)
{
	struct pos_priced priced = { 0 };
	struct pos_cart cart;
	struct pos_err err = { 0 };
	size_t i;

	pos_buf_clear(&diff);
	for (i = 0; i < c->rules_count; i++)
		if (pos_rule_check(c->rules[i].rule, &err) != POS_OK)
			pos_buf_printf(&diff, "# %s\n", err.text);
	case_cart(c, pool, &cart);
	if (pos_price(&cart, pool, &priced, &err) != POS_OK) {
		pos_buf_printf(&diff, "# %s\n", err.text);
	} else {
		compare_lines(c, &cart, &priced);
		compare_rules(c, &cart, &priced);
		compare_rest(c, &cart, &priced);
		want("proved", "", priced.optimal, true);
	}
	ok(diff.len == 0, "%s", c->id);
	fputs(diff.text, stdout);
}

/* --- a file of them ------------------------------------------------------ */

static int
convert(const char *path, pid_t *pid)
{
	int pipes[2];

	if (pipe2(pipes, O_CLOEXEC) != 0)
		return -1;
	fflush(stdout);
	*pid = fork();
	if (*pid == 0) {
		dup2(pipes[1], STDOUT_FILENO);
		execlp("jq", "jq", "-c", "-L", "tests", CONVERT, path,
		    (char *)NULL);
		_exit(127);
	}
	close(pipes[1]);
	return pipes[0];
}

static void
check_file(const char *path)
{
	struct pos_lines *lines;
	struct pos_err err = { 0 };
	struct promo_case c;
	enum pos_status st;
	int fd, count = 0, status = -1;
	pid_t pid = -1;
	size_t len;
	char *text;

	fd = convert(path, &pid);
	if (!ok(fd >= 0 && pid > 0, "jq reads %s", path))
		return;
	lines = pos_lines_new(fd);
	while ((st = pos_lines_next(lines, &text, &len, &err)) == POS_OK) {
		memset(&c, 0, sizeof(c));
		if (case_read(text, len, pool, &c, &err) == POS_OK)
			check_case(&c);
		else
			ok(false, "%s:%ld: %s", path, pos_lines_number(lines),
			    err.text);
		count++;
		pos_pool_clear(pool);
	}
	pos_lines_free(lines);
	close(fd);
	waitpid(pid, &status, 0);
	ok(st == POS_END && status == 0 && count > 0, "%d cases of %s", count,
	    path);
}

int
main(int argc, char **argv)
{
	const char *data = getenv("POS_DATA");
	struct pos_buf path = { 0 };
	int i;

	pool = pos_pool_new();
	for (i = 1; i < argc; i++)
		check_file(argv[i]);
	if (argc == 1) {
		check_file(OWN);
		pos_buf_printf(&path, "%s/../spec/promotions/cases.jsonl",
		    data != NULL ? data : "../shared/data");
		if (access(path.text, R_OK) == 0)
			check_file(path.text);
		else
			ok(true, "published cases # skip no %s", path.text);
	}
	pos_buf_release(&path);
	pos_buf_release(&diff);
	pos_pool_free(pool);
	return tap_done();
}
