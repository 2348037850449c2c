/*
 * menu_group.c - option groups, read and decided about.
 *
 * A group is one thing: its choices are read with it and written with it.
 */
#include <string.h>

#include "base/text.h"
#include "shop/menu_inside.h"

#define GROUP_COLUMNS "code, name, names, min, max"
POS_SQL(group_by_code, "SELECT " GROUP_COLUMNS " FROM option_group"
    " WHERE code = $1 AND active = 1");
POS_SQL(groups, "SELECT " GROUP_COLUMNS " FROM option_group"
    " WHERE active = 1 ORDER BY code");
POS_SQL(near_groups, "SELECT code FROM option_group WHERE active = 1"
    " ORDER BY code");
POS_SQL(choices, "SELECT code, name, names, price_minor, sold_out FROM choice"
    " WHERE option_group = $1 ORDER BY ord");
POS_SQL(choice_parts, "SELECT c.choice AS choice, c.part AS part,"
    " i.code AS code, c.qty_milli AS qty_milli FROM choice_recipe c"
    " JOIN item i ON i.item = c.part WHERE c.option_group = $1"
    " ORDER BY c.choice, i.code");
POS_SQL(group_user, "SELECT i.code AS code FROM item_group g"
    " JOIN item i ON i.item = g.item WHERE g.option_group = $1"
    " AND i.active = 1 ORDER BY i.code LIMIT 1");

static enum pos_status
load_choices(struct pos_store *store, struct pos_pool *pool,
    struct pos_group *group, struct pos_choice **out, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &choices);
	struct pos_choice *all = NULL, *c;
	enum pos_status st;
	size_t n = 0;

	pos_bind_text(q, 1, group->code);
	while ((st = pos_step(q, err)) == POS_OK) {
		all = pos_pool_push(pool, all, n, sizeof(*all));
		c = &all[n++];
		c->code = pos_pool_text(pool, pos_text(q, "code"));
		c->name = pos_pool_text(pool, pos_text(q, "name"));
		c->price_minor = pos_int(q, "price_minor");
		c->sold_out = pos_int(q, "sold_out") != 0;
		st = pos_names_read(pos_text(q, "names"), pool, &c->names,
		    &c->names_count, err);
		if (st != POS_OK)
			return st;
	}
	group->choices = *out = all;
	group->choices_count = n;
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
load_parts(struct pos_store *store, struct pos_pool *pool,
    const struct pos_group *group, struct pos_choice *all, struct pos_err *err)
{
	struct pos_query *q = pos_query(store, &choice_parts);
	struct pos_part *parts, *p;
	const char *code;
	enum pos_status st;
	size_t i;

	pos_bind_text(q, 1, group->code);
	while ((st = pos_step(q, err)) == POS_OK) {
		code = pos_text(q, "choice");
		for (i = 0; i < group->choices_count; i++)
			if (strcmp(all[i].code, code) == 0)
				break;
		if (i == group->choices_count)
			continue;
		/* made by pos_pool_push() below: ours to grow */
		parts = (struct pos_part *)(uintptr_t)all[i].recipe;
		parts = pos_pool_push(pool, parts, all[i].recipe_count,
		    sizeof(*parts));
		p = &parts[all[i].recipe_count++];
		p->item = pos_pool_text(pool, pos_text(q, "code"));
		p->item_no = pos_int(q, "part");
		p->qty_milli = pos_int(q, "qty_milli");
		all[i].recipe = parts;
	}
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
load(struct pos_shop *shop, struct pos_query *q, struct pos_pool *pool,
    struct pos_group **out, struct pos_err *err)
{
	struct pos_group *group = pos_pool_alloc(pool, sizeof(*group));
	struct pos_choice *all;
	enum pos_status st;

	group->code = pos_pool_text(pool, pos_text(q, "code"));
	group->name = pos_pool_text(pool, pos_text(q, "name"));
	group->min = pos_int(q, "min");
	group->max = pos_int(q, "max");
	*out = group;
	st = pos_names_read(pos_text(q, "names"), pool, &group->names,
	    &group->names_count, err);
	if (st == POS_OK)
		st = load_choices(shop->store, pool, group, &all, err);
	if (st == POS_OK)
		st = load_parts(shop->store, pool, group, all, err);
	return st;
}

static enum pos_status
by_code(struct pos_shop *shop, const char *code, const struct pos_group **group,
    struct pos_err *err)
{
	struct pos_group *loaded;
	struct pos_query *q;
	enum pos_status st;

	*group = pos_menu_cached(shop, POS_BY_GROUP, code, 0);
	if (*group != NULL)
		return POS_OK;
	q = pos_query(shop->store, &group_by_code);
	pos_bind_text(q, 1, code);
	st = pos_step(q, err);
	if (st != POS_OK)
		return st;
	st = load(shop, q, pos_menu_get(shop)->pool, &loaded, err);
	pos_query_done(q);
	if (st != POS_OK)
		return st;
	*group = loaded;
	pos_menu_keep(shop, POS_BY_GROUP, loaded->code, 0, loaded);
	return POS_OK;
}

enum pos_status
pos_group_find(struct pos_shop *shop, const char *code,
    const struct pos_group **group, struct pos_err *err)
{
	enum pos_status st = by_code(shop, code, group, err);
	char near[100] = "";
	struct pos_query *q;
	const char *other;

	if (st != POS_END)
		return st;
	q = pos_query(shop->store, &near_groups);
	while ((st = pos_step(q, err)) == POS_OK) {
		other = pos_text(q, "code");
		if (pos_text_distance(code, other, 2) <= 2 &&
		    strlen(other) < sizeof(near))
			memcpy(near, other, strlen(other) + 1);
	}
	if (st != POS_END)
		return st;
	if (near[0] != '\0')
		return pos_fail(err, POS_DATA,
		    "no option group '%s' (did you mean '%s'?)", code, near);
	return pos_fail(err, POS_DATA, "no option group '%s'", code);
}

enum pos_status
pos_group_each(struct pos_shop *shop,
    enum pos_status (*each)(void *, const struct pos_group *, struct pos_err *),
    void *arg, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_query *q = pos_query(shop->store, &groups);
	struct pos_group *group;
	enum pos_status st;

	while ((st = pos_step(q, err)) == POS_OK) {
		st = load(shop, q, pool, &group, err);
		if (st == POS_OK)
			st = each(arg, group, err);
		if (st != POS_OK)
			break;
		pos_pool_clear(pool);
	}
	pos_query_done(q);
	pos_pool_free(pool);
	return st == POS_END ? POS_OK : st;
}

static enum pos_status
check_choice(struct pos_shop *shop, const struct pos_group *group, size_t i,
    struct pos_err *err)
{
	const struct pos_choice *c = &group->choices[i];
	const char *wrong = pos_code_wrong(c->code);
	enum pos_status st;
	size_t j;

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "choice '%s' of '%s': %s",
		    c->code, group->code, wrong);
	for (j = 0; j < i; j++)
		if (strcmp(c->code, group->choices[j].code) == 0)
			return pos_fail(err, POS_DATA,
			    "option group '%s' has choice '%s' twice",
			    group->code, c->code);
	if (!pos_money_ok(pos_minor(c->price_minor)))
		return pos_fail(err, POS_DATA,
		    "price of choice '%s' of '%s' is past the limit", c->code,
		    group->code);
	st = pos_menu_check_text("name", c->code, c->name, 200, err);
	if (st == POS_OK)
		st = pos_menu_check_names(c->code, c->names, c->names_count,
		    err);
	if (st == POS_OK)
		st = pos_menu_check_recipe(shop, c->code, c->recipe,
		    c->recipe_count, err);
	return st;
}

static enum pos_status
check(struct pos_shop *shop, const struct pos_group *group, struct pos_err *err)
{
	const char *wrong = pos_code_wrong(group->code);
	enum pos_status st;
	size_t i;

	if (wrong != NULL)
		return pos_fail(err, POS_DATA, "option group '%s': %s",
		    group->code, wrong);
	st = pos_menu_check_text("name", group->code, group->name, 200, err);
	if (st == POS_OK)
		st = pos_menu_check_names(group->code, group->names,
		    group->names_count, err);
	if (st == POS_OK &&
	    (group->min < 0 || group->min > 99 || group->max < 0 ||
		group->max > 99 ||
		(group->max != 0 && group->max < group->min)))
		st = pos_fail(err, POS_DATA,
		    "option group '%s': from %lld to"
		    " %lld choices cannot be",
		    group->code, (long long)group->min, (long long)group->max);
	if (st == POS_OK && group->min > 0 && group->choices_count == 0)
		st = pos_fail(err, POS_DATA,
		    "option group '%s' asks for a"
		    " choice and has none",
		    group->code);
	for (i = 0; i < group->choices_count && st == POS_OK; i++)
		st = check_choice(shop, group, i, err);
	return st;
}

enum pos_status
pos_group_put(struct pos_shop *shop, const struct pos_group *want,
    bool *changed, struct pos_err *err)
{
	struct pos_menu_cache *menu = pos_menu_get(shop);
	struct pos_group group = *want;
	const struct pos_group *old;
	struct pos_choice *all;
	enum pos_status st;
	size_t i;

	*changed = false;
	pos_pool_clear(menu->scratch);
	group.names =
	    pos_names_sorted(menu->scratch, group.names, group.names_count);
	all = pos_pool_alloc(menu->scratch,
	    (group.choices_count + 1) * sizeof(*all));
	for (i = 0; i < group.choices_count; i++) {
		all[i] = group.choices[i];
		all[i].names = pos_names_sorted(menu->scratch, all[i].names,
		    all[i].names_count);
		all[i].recipe = pos_parts_sorted(menu->scratch, all[i].recipe,
		    all[i].recipe_count);
	}
	group.choices = all;
	st = check(shop, &group, err);
	if (st != POS_OK)
		return st;
	st = by_code(shop, group.code, &old, err);
	if (st == POS_OK && pos_menu_same(menu, &pos_group_data, old, &group))
		return POS_OK;
	if (st != POS_OK && st != POS_END)
		return st;
	*changed = true;
	return pos_record(shop, &pos_group_set, &group, err);
}

enum pos_status
pos_group_drop(struct pos_shop *shop, const char *code, struct pos_err *err)
{
	struct pos_menu_gone gone = { .code = code };
	const struct pos_group *group;
	struct pos_query *q;
	enum pos_status st;

	st = pos_group_find(shop, code, &group, err);
	if (st != POS_OK)
		return st;
	q = pos_query(shop->store, &group_user);
	pos_bind_text(q, 1, code);
	st = pos_step(q, err);
	if (st == POS_OK)
		return pos_fail(err, POS_REFUSED,
		    "option group '%s' is asked with item '%s'", code,
		    pos_text(q, "code"));
	if (st != POS_END)
		return st;
	return pos_record(shop, &pos_group_remove, &gone, err);
}
