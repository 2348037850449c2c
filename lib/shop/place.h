/*
 * place.h - the shop's settings, branches and tills.
 */
#ifndef POS_SHOP_PLACE_H
#define POS_SHOP_PLACE_H

#include "shop/spine.h"

/*
 * Settings: shop-wide, or of one branch where the table in setting.c allows
 * it (zone, cutoff, cash_step, language...).  Values are text, checked by the
 * setting's own rule; unknown names are refused with a 'did you mean'.
 *   name currency zone cutoff tax_mode language cash_step order_type
 *   shift (optional|required) staff (optional|required)
 *   receipt_header receipt_footer receipt_width
 * The lines of a header or footer are parted by '|'.
 */
struct pos_setting {
	const char *name;
	const char *value;  /* NULL or "": take the setting back */
	const char *branch; /* code; NULL: the shop */
	int64_t branch_no;
	bool preset;        /* output: nobody set it, this is the default */
	const char *help;   /* output: what it may be */
};
extern const struct pos_record pos_setting_record, pos_setting_data;
extern const struct pos_event_kind pos_setting_set;
/* The branch's value, else the shop's, else the default; NULL: none. */
POS_MUST enum pos_status pos_setting_get(struct pos_store *store,
    int64_t branch, const char *name, struct pos_pool *pool,
    const char **value, struct pos_err *err);
/* All settings as they hold for a branch (0: the shop), in a fixed order. */
POS_MUST enum pos_status pos_setting_list(struct pos_store *store,
    int64_t branch, const char *branch_code, struct pos_pool *pool,
    struct pos_setting **settings, size_t *count, struct pos_err *err);
/* Is there such a setting, may a branch have its own, is the value good? */
POS_MUST enum pos_status pos_setting_check(const struct pos_shop *shop,
    const struct pos_setting *setting, struct pos_err *err);
/* "04:00" to minutes after midnight; false: it is none. */
bool pos_cutoff_parse(int *minutes, const char *text);
/* Also refused: another currency once something was sold, and to require
 * staff while no manager could take it back. */
POS_MUST enum pos_status pos_setting_put(struct pos_shop *shop,
    const struct pos_setting *setting, bool *changed, struct pos_err *err);

struct pos_place { /* a branch, or a till of one */
	const char *branch;
	const char *till;  /* NULL: a branch */
	const char *name;
	bool inactive;
	int64_t branch_no;
	int64_t till_no;
};
extern const struct pos_record pos_branch_record, pos_till_record,
    pos_place_data;
extern const struct pos_event_kind pos_branch_set, pos_till_set;
/*
 * By code.  code NULL: the first that is active, else the first.  POS_END:
 * there is none.  Tills are looked for in branch place->branch_no,
 * and place->branch stays what it is.
 */
POS_MUST enum pos_status pos_branch_find(struct pos_store *store,
    const char *code, struct pos_pool *pool, struct pos_place *place,
    struct pos_err *err);
POS_MUST enum pos_status pos_till_find(struct pos_store *store,
    const char *code, struct pos_pool *pool, struct pos_place *place,
    struct pos_err *err);
/* Inactive ones too; of branch_no, or 0: of all branches. */
POS_MUST enum pos_status pos_branch_list(struct pos_store *store,
    struct pos_pool *pool, struct pos_place **places, size_t *count,
    struct pos_err *err);
POS_MUST enum pos_status pos_till_list(struct pos_store *store,
    int64_t branch_no, struct pos_pool *pool, struct pos_place **places,
    size_t *count, struct pos_err *err);
/*
 * Add or change, by code (inside a change); a name of NULL keeps the one it
 * has, or is the code.  A new branch comes with a till "1".  The last active
 * branch, and the last active till of a branch, stay active.  Numbers
 * and the names of the branch come back in *place, in pool.
 */
POS_MUST enum pos_status pos_branch_put(struct pos_shop *shop,
    struct pos_place *place, struct pos_pool *pool, bool *changed,
    struct pos_err *err);
POS_MUST enum pos_status pos_till_put(struct pos_shop *shop,
    struct pos_place *place, struct pos_pool *pool, bool *changed,
    struct pos_err *err);

struct pos_shop_new {
	const char *name;
	const char *currency;
	const char *zone;
	const char *cutoff;   /* "04:00"; NULL: 00:00 */
	const char *tax_mode; /* inclusive|exclusive; NULL: inclusive */
	const char *language; /* NULL: en */
	const char *branch;   /* code of the first; NULL: "main" */
	const char *till;     /* code of the first; NULL: "1" */
};
struct pos_shop_made { /* type "shop" */
	const char *name;
	const char *currency;
	const char *zone;
	const char *branch;
	const char *till;
	const char *store;
};
extern const struct pos_record pos_shop_made_record;
/* Create the store, and the folders it lies in (for the owner's eyes only):
 * nothing stays behind when anything is refused.  location NULL: default. */
POS_MUST enum pos_status pos_shop_create(const char *location,
    const struct pos_shop_new *want, struct pos_err *err);

#endif
