/*
 * menu_group.c - group list, show, set, remove.
 */
#include <string.h>

#include "../common.h"
#include "menu.h"

static const char *name;
static int64_t min = -1, max = -1;
static struct pos_texts names, choices, choice_names, recipes, drops;

const struct pos_opt group_list_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt group_show_options[] = {
	POS_OPT_GROUP(pos_read_options),
	POS_OPT_END,
};
const struct pos_opt group_set_options[] = {
	POS_OPT_TEXT(0, "name", &name, "TEXT", "its name"),
	POS_OPT_TEXTS(0, "name-in", &names, "LANG=TEXT",
	    "its name in a language"),
	POS_OPT_INT(0, "min", &min, 0, 99, "N",
	    "choices that must be taken"),
	POS_OPT_INT(0, "max", &max, 0, 99, "N",
	    "choices that may be taken; 0: any number"),
	POS_OPT_TEXTS(0, "choice", &choices, "CODE[:AMOUNT]=NAME",
	    "a choice, new or changed, and what it adds to the price"),
	POS_OPT_TEXTS(0, "choice-in", &choice_names, "CODE:LANG=TEXT",
	    "a choice's name in a language"),
	POS_OPT_TEXTS(0, "choice-recipe", &recipes, "CODE=ITEM:QTY",
	    "a part that a choice takes from stock"),
	POS_OPT_TEXTS(0, "drop", &drops, "CODE", "take a choice away"),
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};
const struct pos_opt group_remove_options[] = {
	POS_OPT_GROUP(pos_write_options),
	POS_OPT_END,
};

static enum pos_status
print(void *arg, const struct pos_group *group, struct pos_err *err)
{
	(void)arg;
	return pos_out_record(&pos_group_record, group, err);
}

static enum pos_status
list(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	(void)pool;
	(void)arg;
	return pos_group_each(shop, print, NULL, err);
}

enum pos_status
group_list_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	(void)argv;
	return pos_cmd_look(list, NULL, err);
}

static enum pos_status
show(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_err *err)
{
	const struct pos_group *group;
	enum pos_status st = POS_OK;
	char **codes = arg;

	(void)pool;
	for (; *codes != NULL && st == POS_OK; codes++) {
		st = pos_group_find(shop, *codes, &group, err);
		if (st == POS_OK)
			st = print(NULL, group, err);
	}
	return st;
}

enum pos_status
group_show_run(int argc, char **argv, struct pos_err *err)
{
	(void)argc;
	return pos_cmd_look(show, argv, err);
}

struct choices {
	struct pos_choice *all;
	size_t count;
	struct pos_pool *pool;
};

static struct pos_choice *
find(struct choices *c, const char *code)
{
	size_t i;

	for (i = 0; i < c->count; i++)
		if (strcmp(c->all[i].code, code) == 0)
			return &c->all[i];
	return NULL;
}

static enum pos_status
split(struct pos_pool *pool, const char *word, const char *form, char **left,
    char **right, struct pos_err *err)
{
	char *is;

	*left = *right = pos_pool_text(pool, word);
	is = strchr(*left, '=');
	if (is == NULL || is == *left)
		return pos_fail(err, POS_USAGE, "expected %s, not '%s'", form,
		    word);
	*is = '\0';
	*right = is + 1;
	return POS_OK;
}

static enum pos_status
set_choice(struct pos_shop *shop, struct choices *c, const char *word,
    struct pos_err *err)
{
	struct pos_money add = { 0 };
	struct pos_choice *choice;
	char *code, *title = NULL, *price;
	enum pos_status st;

	st = split(c->pool, word, "CODE[:AMOUNT]=NAME", &code, &title, err);
	if (st != POS_OK)
		return st;
	price = strchr(code, ':');
	if (price != NULL) {
		*price++ = '\0';
		st = pos_shop_money(shop, &add, price, err);
		if (st != POS_OK)
			return pos_fail(err, POS_USAGE,
			    "choice '%s': '%s' is"
			    " not an amount, as 0.60",
			    code, price);
	}
	choice = find(c, code);
	if (choice == NULL) {
		c->all =
		    pos_pool_push(c->pool, c->all, c->count, sizeof(*c->all));
		choice = &c->all[c->count++];
		choice->code = code;
		choice->name = code;
	}
	if (*title != '\0')
		choice->name = title;
	if (price != NULL)
		choice->price_minor = add.minor;
	return POS_OK;
}

static enum pos_status
set_choice_name(struct choices *c, const char *word, struct pos_err *err)
{
	char *code = pos_pool_text(c->pool, word), *colon;
	struct pos_choice *choice;
	const char *one[1];

	colon = strchr(code, ':');
	if (colon == NULL)
		return pos_fail(err, POS_USAGE,
		    "expected CODE:LANG=TEXT, not '%s'", word);
	*colon = '\0';
	choice = find(c, code);
	if (choice == NULL)
		return pos_fail(err, POS_DATA, "no choice '%s'", code);
	one[0] = colon + 1;
	return menu_names(one, 1, c->pool, &choice->names, &choice->names_count,
	    err);
}

/* The first part given for a choice replaces the recipe it had. */
static enum pos_status
set_recipes(struct choices *c, struct pos_err *err)
{
	struct pos_choice *choice;
	const char **words = NULL;
	char *code, *other, *part = NULL;
	enum pos_status st = POS_OK;
	size_t i, j, n;

	for (i = 0; i < recipes.count && st == POS_OK; i++) {
		st = split(c->pool, recipes.text[i], "CODE=ITEM:QTY", &code,
		    &part, err);
		if (st != POS_OK)
			return st;
		choice = find(c, code);
		if (choice == NULL)
			return pos_fail(err, POS_DATA, "no choice '%s'", code);
		words = NULL;
		for (j = n = 0; j < recipes.count && st == POS_OK; j++) {
			st = split(c->pool, recipes.text[j], "CODE=ITEM:QTY",
			    &other, &part, err);
			if (st != POS_OK || strcmp(other, code) != 0 ||
			    *part == '\0')
				continue;
			words =
			    pos_pool_push(c->pool, words, n, sizeof(*words));
			words[n++] = part;
		}
		if (st == POS_OK)
			st = menu_parts(words, n, c->pool, &choice->recipe,
			    &choice->recipe_count, err);
	}
	return st;
}

static enum pos_status
set_choices(struct pos_shop *shop, struct pos_group *group,
    struct pos_pool *pool, struct pos_err *err)
{
	struct choices c = { .pool = pool };
	struct pos_choice *choice;
	enum pos_status st = POS_OK;
	size_t i;

	for (; c.count < group->choices_count; c.count++) {
		c.all = pos_pool_push(pool, c.all, c.count, sizeof(*c.all));
		c.all[c.count] = group->choices[c.count];
	}
	for (i = 0; i < drops.count; i++) {
		choice = find(&c, drops.text[i]);
		if (choice == NULL)
			return pos_fail(err, POS_DATA, "no choice '%s' in '%s'",
			    drops.text[i], group->code);
		memmove(choice, choice + 1,
		    (size_t)(c.all + c.count - choice - 1) * sizeof(*choice));
		c.count--;
	}
	for (i = 0; i < choices.count && st == POS_OK; i++)
		st = set_choice(shop, &c, choices.text[i], err);
	for (i = 0; i < choice_names.count && st == POS_OK; i++)
		st = set_choice_name(&c, choice_names.text[i], err);
	if (st == POS_OK)
		st = set_recipes(&c, err);
	group->choices = c.all;
	group->choices_count = c.count;
	return st;
}

static enum pos_status
work(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	struct pos_group group = { .code = arg, .name = arg };
	const struct pos_group *there;
	const char **words;
	struct pos_err why;
	enum pos_status st;
	bool changed;
	size_t n;

	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	if (st != POS_OK)
		return st;
	st = pos_group_find(shop, arg, &there, &why);
	if (st == POS_OK)
		group = *there;
	else if (st != POS_DATA)
		return pos_fail(err, st, "%s", why.text);
	if (name != NULL)
		group.name = name;
	if (min >= 0)
		group.min = min;
	if (max >= 0)
		group.max = max;
	menu_words(&names, pool, &words, &n);
	st = menu_names(words, n, pool, &group.names, &group.names_count, err);
	if (st == POS_OK)
		st = set_choices(shop, &group, pool, err);
	if (st == POS_OK)
		st = pos_group_put(shop, &group, &changed, err);
	if (st == POS_OK)
		st = pos_group_find(shop, arg, &there, err);
	if (st != POS_OK)
		return st;
	answer->record = &pos_group_record;
	answer->data = there;
	return POS_OK;
}

enum pos_status
group_set_run(int argc, char **argv, struct pos_err *err)
{
	struct pos_pool *pool = pos_pool_new();
	struct pos_buf more = { 0 };
	enum pos_status st;

	pos_cmd_asked_add(&more, "name", name);
	menu_asked(&more, "name-in", &names);
	pos_cmd_asked_add(&more, "min",
	    min < 0 ? NULL : pos_pool_printf(pool, "%lld", (long long)min));
	pos_cmd_asked_add(&more, "max",
	    max < 0 ? NULL : pos_pool_printf(pool, "%lld", (long long)max));
	menu_asked(&more, "choice", &choices);
	menu_asked(&more, "choice-in", &choice_names);
	menu_asked(&more, "choice-recipe", &recipes);
	menu_asked(&more, "drop", &drops);
	st = pos_cmd_once("group set", argc, argv, more.text, work, argv[0],
	    err);
	pos_buf_release(&more);
	pos_pool_free(pool);
	return st;
}

enum pos_status
group_remove_run(int argc, char **argv, struct pos_err *err)
{
	return menu_drop("group remove", argc, argv, pos_group_drop, err);
}
