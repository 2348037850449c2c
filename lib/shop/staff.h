/*
 * staff.h - people: who works, what they may do, and who approves the rest.
 *
 * Rights by role ("limit": up to the person's own, 0 unless one was set):
 *
 *              cashier    supervisor            manager
 *   sell       yes        yes                   yes
 *   discount   limit      yes, or up to limit   yes
 *   void       limit      yes, or up to limit   yes
 *   refund     limit      yes, or up to limit   yes
 *   price      no         yes                   yes
 *   stock      no         yes                   yes
 *   close      no         yes                   yes
 *   menu       no         no                    yes
 *   backdate   no         no                    yes
 *   admin      no         no                    yes
 *   personal   no         setting 'reveal'      yes
 *
 * What a person may not, one who may can approve with a PIN, at verbs that
 * take --approve.  A command without --staff is the owner at the keyboard
 * and may do everything; once the setting 'staff' is 'required' every
 * change wants --staff.  --staff itself asks for no PIN: it is the till's word
 * for who stands there, and as good as the account it runs under.
 */
#ifndef POS_SHOP_STAFF_H
#define POS_SHOP_STAFF_H

#include "shop/spine.h"

#define POS_ROLES "cashier|supervisor|manager"
#define POS_PIN_MIN 4 /* characters of a PIN */
#define POS_PIN_MAX 64
#define POS_NO_LIMIT (-1)

struct pos_staff {
	const char *code;
	const char *name;
	const char *role;
	const char *pin;      /* events: its hash; never in output */
	bool has_pin;         /* output */
	int64_t discount_ppm; /* -1: no limit */
	int64_t void_minor;   /* -1: no limit */
	int64_t refund_minor; /* -1: no limit */
	bool inactive;
	int64_t staff_no;
};
extern const struct pos_record pos_staff_record, pos_staff_data;
extern const struct pos_event_kind pos_staff_set;

/* --approve CODE with a PIN from a file or descriptor. */
struct pos_approval {
	const char *staff; /* NULL: none was given */
	const char *pin;   /* NULL: none was given */
};

enum pos_right {
	POS_RIGHT_SELL,
	POS_RIGHT_DISCOUNT,  /* amount: millionths of the line */
	POS_RIGHT_VOID,      /* amount: minor */
	POS_RIGHT_REFUND,    /* amount: minor; also the value of a return */
	POS_RIGHT_PRICE,     /* sell at another price than the menu's */
	POS_RIGHT_STOCK,     /* receive, count, adjust, waste */
	POS_RIGHT_MENU,
	POS_RIGHT_CLOSE,     /* Z */
	POS_RIGHT_BACKDATE,
	POS_RIGHT_ADMIN,     /* settings, branches, tills, staff */
	POS_RIGHT_PERSONAL,  /* see members' personal data, erase it */
};
/*
 * May shop's staff do this, alone or with the approval (NULL: the verb takes
 * none)?  POS_NOPERM: "'amy' may void up to 50.00: 80.00 needs --approve".
 * *approver (may be NULL) gets the code of who approved, or NULL when
 * nobody had to; it is approval->staff.
 */
POS_MUST enum pos_status pos_staff_may(struct pos_shop *shop,
    enum pos_right right, int64_t amount,
    const struct pos_approval *approval, const char **approver,
    struct pos_err *err);
/* POS_END: none with this code. */
POS_MUST enum pos_status pos_staff_find(struct pos_shop *shop,
    const char *code, struct pos_pool *pool, struct pos_staff *staff,
    struct pos_err *err);
POS_MUST enum pos_status pos_staff_list(struct pos_store *store,
    struct pos_pool *pool, struct pos_staff **staff, size_t *count,
    struct pos_err *err);
/*
 * Add or change, by code (inside a change): the whole of it, except that a
 * pin of NULL keeps the one there is.  A manager has no limits, others have
 * 0 or more, or -1 for none.  The last active manager stays one while the
 * setting 'staff' is 'required'.  staff->staff_no and has_pin come back.
 */
POS_MUST enum pos_status pos_staff_put(struct pos_shop *shop,
    struct pos_staff *staff, bool *changed, struct pos_err *err);
/* POS_REFUSED unless a manager is active, not counting code `without`. */
POS_MUST enum pos_status pos_staff_managed(struct pos_shop *shop,
    const char *without, struct pos_err *err);

#endif
