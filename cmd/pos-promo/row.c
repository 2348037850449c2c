/*
 * row.c - the columns of a row, in the order in which they are exported.
 */
#include "row.h"

#define COLUMN(m) \
	{ \
#m, offsetof(struct promo_row, m) \
	}

const struct promo_column promo_columns[] = {
	COLUMN(code), COLUMN(name), COLUMN(kind), COLUMN(value), COLUMN(steps),
	COLUMN(select), COLUMN(slots), COLUMN(measure), COLUMN(min),
	COLUMN(max), COLUMN(every), COLUMN(buy), COLUMN(when), COLUMN(basis),
	COLUMN(tax), COLUMN(pick), COLUMN(units), COLUMN(units_per),
	COLUMN(require_full), COLUMN(per), COLUMN(on), COLUMN(count),
	COLUMN(base), COLUMN(item), COLUMN(qty), COLUMN(points), COLUMN(worth),
	COLUMN(worth_points), COLUMN(keep_one), COLUMN(days), COLUMN(from),
	COLUMN(to), COLUMN(first_day), COLUMN(last_day), COLUMN(valid_from),
	COLUMN(valid_to), COLUMN(trigger), COLUMN(codes), COLUMN(members),
	COLUMN(levels), COLUMN(segments), COLUMN(birthday),
	COLUMN(first_order), COLUMN(channels), COLUMN(order_types),
	COLUMN(branches), COLUMN(methods), COLUMN(max_discount),
	COLUMN(max_applications), COLUMN(max_units), COLUMN(max_share),
	COLUMN(max_points), COLUMN(points_cost), COLUMN(total_uses),
	COLUMN(total_units), COLUMN(budget), COLUMN(day_uses),
	COLUMN(member_uses), COLUMN(member_units), COLUMN(lane),
	COLUMN(group), COLUMN(scope), COLUMN(mode), COLUMN(tags),
	COLUMN(not_with), COLUMN(only_on), COLUMN(priority),
	COLUMN(funded_by), COLUMN(paused), { 0 },
};

const char **
promo_words(const char *text, char between, struct pos_pool *pool,
    size_t *count)
{
	char stop[2] = { between, '\0' };
	const char **all = NULL;
	size_t len, end;

	*count = 0;
	while (text != NULL && *text != '\0') {
		text += strspn(text, " ");
		end = len = strcspn(text, stop);
		while (len > 0 && text[len - 1] == ' ')
			len--;
		if (len > 0) {
			all = pos_pool_push(pool, all, *count, sizeof(*all));
			all[(*count)++] = pos_pool_textn(pool, text, len);
		}
		text += end + (text[end] != '\0');
	}
	return all;
}
