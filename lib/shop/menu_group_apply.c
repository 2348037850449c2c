/*
 * menu_group_apply.c - the events of option groups, written into their tables.
 */
#include "shop/menu_inside.h"

POS_SQL(put_group, "INSERT INTO option_group (code, name, names, min, max,"
    " active) VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (code) DO UPDATE SET"
    " name = excluded.name, names = excluded.names, min = excluded.min,"
    " max = excluded.max, active = 1");
POS_SQL(clear_choices, "DELETE FROM choice WHERE option_group = $1");
POS_SQL(clear_parts, "DELETE FROM choice_recipe WHERE option_group = $1");
POS_SQL(put_choice, "INSERT INTO choice (option_group, ord, code, name,"
    " names, price_minor, sold_out) VALUES ($1, $2, $3, $4, $5, $6, $7)");
POS_SQL(put_part, "INSERT INTO choice_recipe (option_group, choice, part,"
    " qty_milli) VALUES ($1, $2, $3, $4)");
POS_SQL(remove_group, "UPDATE option_group SET active = 0 WHERE code = $1");

static enum pos_status
by_group(struct pos_store *store, const struct pos_sql *sql, const char *group,
    struct pos_err *err)
{
	struct pos_query *q = pos_query(store, sql);

	pos_bind_text(q, 1, group);
	return pos_run(q, err);
}

static enum pos_status
write_choice(struct pos_store *store, const char *group, int64_t ord,
    const struct pos_choice *c, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &put_choice);
	struct pos_buf names = { 0 };
	enum pos_status st;
	int64_t part = 0;
	size_t i;

	pos_bind_text(q, 1, group);
	pos_bind_int(q, 2, ord);
	pos_bind_text(q, 3, c->code);
	pos_bind_text(q, 4, c->name);
	pos_bind_text(q, 5, pos_names_text(&names, c->names, c->names_count));
	pos_bind_money(q, 6, pos_minor(c->price_minor));
	pos_bind_int(q, 7, c->sold_out);
	st = pos_run(q, err);
	pos_buf_release(&names);
	for (i = 0; i < c->recipe_count && st == POS_OK; i++) {
		st = pos_item_no_of(store, c->recipe[i].item, &part, err);
		if (st == POS_END)
			return pos_fail(err, POS_DATA,
			    "recipe of '%s': no item '%s'", c->code,
			    c->recipe[i].item);
		if (st != POS_OK)
			return st;
		q = pos_query(store, &put_part);
		pos_bind_text(q, 1, group);
		pos_bind_text(q, 2, c->code);
		pos_bind_int(q, 3, part);
		pos_bind_int(q, 4, c->recipe[i].qty_milli);
		st = pos_run(q, err);
	}
	return st;
}

static enum pos_status
apply_set(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_group *group = data;
	struct pos_query *q = pos_query(shop->store, &put_group);
	struct pos_buf names = { 0 };
	enum pos_status st;
	size_t i;

	(void)entry;
	pos_bind_text(q, 1, group->code);
	pos_bind_text(q, 2, group->name);
	pos_bind_text(q, 3,
	    pos_names_text(&names, group->names, group->names_count));
	pos_bind_int(q, 4, group->min);
	pos_bind_int(q, 5, group->max);
	st = pos_run(q, err);
	pos_buf_release(&names);
	if (st == POS_OK)
		st = by_group(shop->store, &clear_parts, group->code, err);
	if (st == POS_OK)
		st = by_group(shop->store, &clear_choices, group->code, err);
	for (i = 0; i < group->choices_count && st == POS_OK; i++)
		st = write_choice(shop->store, group->code, (int64_t)i + 1,
		    &group->choices[i], err);
	pos_menu_forget(shop);
	return st;
}
const struct pos_event_kind pos_group_set = {
	.kind = "group.set",
	.of_menu = true,
	.v = 1,
	.record = &pos_group_data,
	.apply = apply_set,
	.help = "an option group was made or changed",
};

static enum pos_status
apply_remove(struct pos_shop *shop, const struct pos_entry *entry,
    const void *data, struct pos_err *err)
{
	const struct pos_menu_gone *gone = data;
	enum pos_status st;

	(void)entry;
	st = by_group(shop->store, &remove_group, gone->code, err);
	pos_menu_forget(shop);
	return st;
}
const struct pos_event_kind pos_group_remove = {
	.kind = "group.remove",
	.of_menu = true,
	.v = 1,
	.record = &pos_gone_data,
	.apply = apply_remove,
	.help = "an option group was taken off the menu",
};
