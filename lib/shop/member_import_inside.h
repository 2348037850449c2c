/*
 * member_import_inside.h - what the files of the import of members share.
 */
#ifndef POS_SHOP_MEMBER_IMPORT_INSIDE_H
#define POS_SHOP_MEMBER_IMPORT_INSIDE_H

#include "shop/member_import.h"
#include "shop/member_inside.h"

enum member_role {
	MEMBER_IGNORE, MEMBER_CODE, MEMBER_PHONE, MEMBER_NAME,
	MEMBER_BIRTHDAY, MEMBER_EMAIL, MEMBER_ADDRESS, MEMBER_GENDER,
	MEMBER_CARD, MEMBER_LANGUAGE, MEMBER_TAGS, MEMBER_CHANNEL,
	MEMBER_IDS, MEMBER_PHONES, MEMBER_CONSENT, MEMBER_CONSENT_AT,
	MEMBER_CONSENT_SOURCE, MEMBER_REFERRED_BY, MEMBER_ENROLLED_AT,
	MEMBER_ROLES, MEMBER_UNKNOWN,
};

/* The columns of a row's cells, by role: *count of them.  POS_END: no header
 * of members. */
POS_MUST enum pos_status pos_member_titles(const struct pos_csv_row *row,
    const char *map, enum member_role roles[POS_CSV_CELLS_MAX],
    struct pos_err *err);

/* A row as a member, not yet checked; only what its cells say.  POS_DATA
 * names the column. */
struct member_row {
	const char *cell[MEMBER_ROLES]; /* NULL: empty, or no such column */
	bool consent_given;
	struct pos_member member;
};
POS_MUST enum pos_status pos_member_cells(struct pos_shop *shop,
    struct member_row *row, struct pos_pool *pool, struct pos_err *err);

#endif
