/*
 * menu_words.c - names, parts and removals, as several verbs take them.
 */
#include <string.h>

#include "../common.h"
#include "menu.h"

void
menu_words(const struct pos_texts *texts, struct pos_pool *pool,
    const char ***words, size_t *count)
{
	const char **all = NULL;
	size_t i, n = 0;

	for (i = 0; i < texts->count; i++) {
		if (texts->text[i][0] == '\0')
			continue;
		all = pos_pool_push(pool, all, n, sizeof(*all));
		all[n++] = texts->text[i];
	}
	*words = all;
	*count = n;
}

void
menu_asked(struct pos_buf *more, const char *name,
    const struct pos_texts *texts)
{
	size_t i;

	for (i = 0; i < texts->count; i++)
		pos_cmd_asked_add(more, name, texts->text[i]);
}

enum pos_status
menu_names(const char **words, size_t count, struct pos_pool *pool,
    const struct pos_name **names, size_t *names_count, struct pos_err *err)
{
	struct pos_name *all =
	    pos_pool_alloc(pool, (*names_count + count + 1) * sizeof(*all));
	char *lang, *is;
	size_t i, j, n = 0;

	for (i = 0; i < *names_count; i++)
		all[n++] = (*names)[i];
	for (i = 0; i < count; i++) {
		lang = pos_pool_text(pool, words[i]);
		is = strchr(lang, '=');
		if (is == NULL || is == lang)
			return pos_fail(err, POS_USAGE,
			    "a name is LANGUAGE=TEXT, as zh=拿铁, not '%s'",
			    words[i]);
		*is = '\0';
		for (j = 0; j < n; j++)
			if (strcmp(all[j].lang, lang) == 0)
				break;
		if (is[1] != '\0') {
			all[j] = (struct pos_name){ lang, is + 1 };
			n += j == n;
		} else if (j < n)
			all[j] = all[--n];
	}
	*names = all;
	*names_count = n;
	return POS_OK;
}

enum pos_status
menu_parts(const char **words, size_t count, struct pos_pool *pool,
    const struct pos_part **parts, size_t *parts_count, struct pos_err *err)
{
	struct pos_part *all = pos_pool_alloc(pool, (count + 1) * sizeof(*all));
	enum pos_status st;
	char *code, *colon;
	size_t i;

	for (i = 0; i < count; i++) {
		code = pos_pool_text(pool, words[i]);
		colon = strchr(code, ':');
		all[i] =
		    (struct pos_part){ .item = code, .qty_milli = POS_QTY_ONE };
		if (colon == NULL)
			continue;
		*colon = '\0';
		st = pos_milli_parse(&all[i].qty_milli, colon + 1, err);
		if (st != POS_OK)
			return pos_fail(err, POS_USAGE,
			    "a part is ITEM:QTY, as milk:0.2, not '%s'",
			    words[i]);
	}
	*parts = all;
	*parts_count = count;
	return POS_OK;
}

struct dropping {
	int argc;
	char **argv;
	enum pos_status (
	    *drop)(struct pos_shop *, const char *, struct pos_err *);
};

static enum pos_status
drop_all(struct pos_shop *shop, struct pos_pool *pool, void *arg,
    struct pos_cmd_answer *answer, struct pos_err *err)
{
	const struct dropping *job = arg;
	enum pos_status st;
	int i;

	(void)pool;
	(void)answer;
	st = pos_staff_may(shop, POS_RIGHT_MENU, 0, NULL, NULL, err);
	for (i = 0; i < job->argc && st == POS_OK; i++)
		st = job->drop(shop, job->argv[i], err);
	return st;
}

enum pos_status
menu_drop(const char *verb, int argc, char **argv,
    enum pos_status (*drop)(struct pos_shop *, const char *, struct pos_err *),
    struct pos_err *err)
{
	struct dropping job = { argc, argv, drop };

	return pos_cmd_once(verb, argc, argv, NULL, drop_all, &job, err);
}
