/*
 * Rules: documents round trip, contradictions are found, windows are open in
 * exactly the minutes that a plain count says, sentences say what is meant.
 */
#include "promo/rule.h"
#include "base/clock.h"
#include "rec/json.h"
#include "rules.h"
#include "tap.h"

static struct pos_pool *pool;

static enum pos_status
read_rule(const char *text, struct pos_rule *rule, struct pos_err *err)
{
	struct pos_json *json;
	enum pos_status st;

	st = pos_json_parse(&json, text, strlen(text), err);
	if (st != POS_OK)
		return st;
	st = pos_record_read(rule, &pos_rule_record, json, pool, 0, err);
	pos_json_free(json);
	return st;
}

/* The parts of a rule that matter to a test; code and name before them. */
static struct pos_rule
rule_of(const char *parts)
{
	struct pos_rule rule = { 0 };
	struct pos_err err;
	const char *text = pos_pool_printf(pool,
	    "{\"type\":\"promo\",\"v\":1,\"code\":\"r\",\"name\":\"R\",%s}",
	    parts);

	if (read_rule(text, &rule, &err) != POS_OK)
		printf("Bail out! %s: %s\n", text, err.text);
	return rule;
}

static void
round_trip(void)
{
	struct pos_buf buf = { 0 };
	struct pos_rule rule;
	struct pos_err err = { 0 };

	if (!ok(read_rule(everything, &rule, &err) == POS_OK, "read: %s",
		err.text))
		return;
	pos_record_write(&buf, &pos_rule_record, &rule);
	same_text(buf.text, everything, "a rule is written as it was read");
	pos_buf_release(&buf);
}

static void
contradictions(void)
{
	const struct contradiction *c;
	struct pos_rule rule;
	struct pos_err err;

	for (c = contradicting; c->parts != NULL; c++) {
		rule = rule_of(c->parts);
		err.text[0] = '\0';
		if (!ok(pos_rule_check(&rule, &err) == POS_DATA &&
			    strstr(err.text, c->says) != NULL,
			"refused: %s", c->says))
			printf("# %s\n# said '%s'\n", c->parts, err.text);
	}
}

static void
good_ones(void)
{
	struct pos_buf buf = { 0 };
	const struct meaning *m;
	struct pos_rule rule;
	struct pos_err err;

	for (m = meaning; m->parts != NULL; m++) {
		rule = rule_of(m->parts);
		err.text[0] = '\0';
		ok(pos_rule_check(&rule, &err) == POS_OK, "makes sense: %s%s",
		    m->says, err.text);
		pos_buf_clear(&buf);
		pos_rule_sentence(&buf, &rule, 2);
		same_text(buf.text, m->says, "and is said");
	}
	pos_buf_release(&buf);
}

static void
stacking(void)
{
	const struct stack *s;
	struct pos_buf buf = { 0 };
	struct pos_rule rule;

	for (s = stacks; s->parts != NULL; s++) {
		rule = rule_of(s->parts);
		pos_rule_default_stacking(&rule, pool);
		pos_buf_clear(&buf);
		pos_buf_printf(&buf, "%lld %s %s",
		    (long long)rule.stacking->lane, rule.stacking->group,
		    rule.stacking->scope != NULL ? rule.stacking->scope :
						   "order");
		same_text(buf.text, s->want, s->parts);
	}
	rule = rule_of("\"stacking\":{\"lane\":25},"
		       "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1}");
	pos_rule_default_stacking(&rule, pool);
	ok(rule.stacking->lane == 25 && rule.stacking->group == NULL,
	    "what an author said about stacking stays");
	pos_buf_release(&buf);
}

/* --- windows, minute by minute ------------------------------------------ */

#define WEEKS 4
#define DAYS (WEEKS * 7)
#define MINUTES (DAYS * 1440)

static unsigned seed = 1;

static int
below(int n)
{
	seed = seed * 1103515245u + 12345u;
	return (int)((seed >> 8) % (unsigned)n);
}

static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat",
	"sun" };

/* A window, and what it means as plain numbers. */
struct span {
	struct pos_rule_window w;
	bool on[7];
	int from, to;
};

static const char *
time_text(int minute)
{
	return pos_pool_printf(pool, "%02d:%02d", minute / 60, minute % 60);
}

static void
random_days(struct span *s)
{
	struct pos_buf buf = { 0 };
	int i, a, n = below(3);

	for (i = 0; i < 7; i++)
		s->on[i] = n == 0;
	for (i = 0; i < n; i++) {
		a = below(7);
		pos_buf_printf(&buf, "%s%s", i > 0 ? "," : "", days[a]);
		s->on[a] = true;
		if (below(2) != 0)
			continue;
		pos_buf_printf(&buf, "-%s", days[(a + 2) % 7]);
		s->on[(a + 1) % 7] = s->on[(a + 2) % 7] = true;
	}
	s->w.days = pos_pool_text(pool, buf.text);
	pos_buf_release(&buf);
}

static struct span
random_span(int32_t first)
{
	struct span s = { .from = 0, .to = 1440 };

	random_days(&s);
	if (below(4) != 0)
		s.w.from = time_text(s.from = below(1440));
	if (below(4) != 0)
		s.w.to = time_text(s.to = below(1441));
	if (s.from == s.to) {
		s.w.from = NULL;
		s.from = 0;
		s.w.to = "12:00";
		s.to = 720;
	}
	if (below(2) == 0)
		s.w.first_day = pos_day_add(first, below(DAYS));
	if (below(2) == 0)
		s.w.last_day = pos_day_add(first, below(DAYS));
	return s;
}

/* Mark what is open: each day's own stretch, forward from its start. */
static void
mark(const struct span *s, int32_t first, char *open)
{
	int day, at, len = s->to - s->from + (s->to <= s->from ? 1440 : 0);
	int32_t date;

	for (day = -1; day < DAYS; day++) {
		date = pos_day_add(first, day);
		if (!s->on[pos_day_weekday(date) - 1] ||
		    (s->w.first_day != 0 && date < s->w.first_day) ||
		    (s->w.last_day != 0 && date > s->w.last_day))
			continue;
		for (at = day * 1440 + s->from; at < day * 1440 + s->from + len;
		     at++)
			if (at >= 0 && at < MINUTES)
				open[at] = 1;
	}
}

static long
differences(const struct pos_rule *rule, int32_t first, const char *open)
{
	struct pos_rule_moment m = { 0 };
	struct pos_buf buf = { 0 };
	long wrong = 0;
	int at;

	for (at = 0; at < MINUTES; at++) {
		m.local_day = pos_day_add(first, at / 1440);
		m.local_minute = at % 1440;
		if ((pos_rule_closed(&buf, rule, &m) == NULL) != open[at])
			wrong++;
	}
	pos_buf_release(&buf);
	return wrong;
}

static void
windows(void)
{
	static const int32_t starts[] = { 20260216, 20271220, 20280214,
		20261019 };
	static char open[MINUTES];
	struct pos_rule rule =
	    rule_of("\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1}");
	struct pos_rule_window list[3];
	struct span s;
	long wrong = 0;
	int i, j, n;

	for (i = 0; i < 60; i++) {
		memset(open, 0, sizeof(open));
		n = 1 + below(3);
		for (j = 0; j < n; j++) {
			s = random_span(starts[i % 4]);
			list[j] = s.w;
			mark(&s, starts[i % 4], open);
		}
		rule.windows = list;
		rule.windows_count = (size_t)n;
		wrong += differences(&rule, starts[i % 4], open);
	}
	same_int(wrong, 0, "60 sets of windows, minute by minute for weeks");
}

/* --- birthdays, day by day ---------------------------------------------- */

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* How many days from a to b, by stepping. */
static int
apart(int32_t a, int32_t b)
{
	int n;

	for (n = 0; n < 10; n++)
		if (pos_day_add(a, n) == b || pos_day_add(b, n) == a)
			return n;
	return n;
}

static bool
near_birthday(int birthday, int32_t today)
{
	int year, mmdd;

	for (year = today / 10000 - 1; year <= today / 10000 + 1; year++) {
		mmdd = birthday == 229 && !is_leap(year) ? 228 : birthday;
		if (apart(year * 10000 + mmdd, today) <= 3)
			return true;
	}
	return false;
}

static bool
open_for(const char *birthday, int mmdd, int32_t today)
{
	struct pos_rule rule = rule_of(pos_pool_printf(pool,
	    "\"audience\":{\"birthday\":\"%s\"},"
	    "\"effect\":{\"kind\":\"percent\",\"rate_ppm\":1}",
	    birthday));
	struct pos_rule_moment m = { .local_day = today,
		.member = true,
		.birthday = mmdd };
	struct pos_buf buf = { 0 };
	bool open = pos_rule_closed(&buf, &rule, &m) == NULL;

	pos_buf_release(&buf);
	return open;
}

static void
birthdays(void)
{
	static const int born[] = { 101, 103, 228, 229, 301, 615, 1229, 1231 };
	int32_t today = 20271215, end = 20280401;
	long wrong[3] = { 0 };
	size_t i;

	for (; today < end; today = pos_day_add(today, 1))
		for (i = 0; i < sizeof(born) / sizeof(born[0]); i++) {
			wrong[0] += open_for("day", born[i], today) !=
			    (today % 10000 == born[i]);
			wrong[1] += open_for("week", born[i], today) !=
			    near_birthday(born[i], today);
			wrong[2] += open_for("month", born[i], today) !=
			    (today / 100 % 100 == born[i] / 100);
		}
	same_int(wrong[0], 0, "birthdays on the day");
	same_int(wrong[1], 0, "within three days, around New Year too");
	same_int(wrong[2], 0, "in the month");
	ok(open_for("day", 229, 20270228) && !open_for("day", 229, 20280228),
	    "29 February is the 28th of other years");
	ok(!open_for("day", 0, 20270101), "an unknown birthday is none");
}

static void
closed(void)
{
	static const char *const codes[] = { "spring", "c" };
	const struct closing *c;
	struct pos_buf buf = { 0 };
	struct pos_rule rule;
	const char *why;

	for (c = closings; c->parts != NULL; c++) {
		struct pos_rule_moment m = c->moment;

		m.at = m.at != 0 ? m.at : 1000;
		m.local_day = 20260316;
		if (m.codes_count > 0)
			m.codes = codes;
		rule = rule_of(c->parts);
		why = pos_rule_closed(&buf, &rule, &m);
		same_text(why != NULL ? why : "open", c->why, c->parts);
	}
	pos_buf_release(&buf);
}

int
main(void)
{
	pool = pos_pool_new();
	round_trip();
	contradictions();
	good_ones();
	stacking();
	windows();
	birthdays();
	closed();
	pos_pool_free(pool);
	return tap_done();
}
