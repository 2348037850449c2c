/*
 * template.h - texts of messages, by code, channel and language.
 *
 * A text holds placeholders in braces, of a fixed set; "{{" is a brace.  What
 * is not in the set is refused when the template is set, not when a customer
 * gets it.  They are filled in when a message is handed out, so that nothing
 * personal stands in the store in plain.
 */
#ifndef POS_SHOP_TEMPLATE_H
#define POS_SHOP_TEMPLATE_H

#include "shop/spine.h"

#define POS_CHANNELS "sms|mail|miniprogram"

struct pos_template { /* type "template" */
	const char *code;
	const char *channel;
	const char *lang;    /* "zh", "zh-TW" */
	const char *subject; /* mail */
	const char *text;
};
extern const struct pos_record pos_template_record;
extern const struct pos_event_kind pos_template_set, pos_template_removed;

enum pos_placeholder {
	POS_P_NAME,     /* of the member */
	POS_P_MEMBER,   /* code */
	POS_P_LEVEL,    /* name of the level */
	POS_P_POINTS,   /* that can be spent */
	POS_P_BALANCE,  /* stored value */
	POS_P_SHOP,     /* name of the shop */
	POS_P_DAY,      /* of the occasion */
	POS_P_COUNT,    /* of the occasion: points that expire */
	POS_P_BENEFITS, /* of the level */
	POS_P_REFERRAL, /* referral code */
	POS_PLACEHOLDERS
};

/* Inside a change: needs POS_RIGHT_MENU. */
POS_MUST enum pos_status pos_template_put(struct pos_shop *shop,
    const struct pos_template *template, bool *changed, struct pos_err *err);
/* channel or lang NULL: all of them; *removed counts.  POS_REFUSED: messages
 * wait for it, and no other language is left. */
POS_MUST enum pos_status pos_template_remove(struct pos_shop *shop,
    const char *code, const char *channel, const char *lang,
    struct pos_pool *pool, int64_t *removed, struct pos_err *err);
POS_MUST enum pos_status
pos_template_list(struct pos_shop *shop, struct pos_pool *pool,
    struct pos_template **all, size_t *count, struct pos_err *err);

/*
 * Of all (as listed) the one for this language (NULL: not known): the same,
 * else its main part ("zh" for "zh-TW"), another of that, the shop's, any.
 * NULL: none of this code and channel.
 */
const struct pos_template *
pos_template_pick(const struct pos_shop *shop, const struct pos_template *all,
    size_t count, const char *code, const char *channel, const char *language);
/* Does the text ask for it? */
bool pos_template_asks(const struct pos_template *template,
    enum pos_placeholder what);
/* values[what], NULL: nothing there. */
void pos_template_fill(struct pos_buf *out, const char *text,
    const char *const values[POS_PLACEHOLDERS]);

#endif
