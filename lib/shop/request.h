/*
 * request.h - the event behind --key; its functions are in spine.h.
 */
#ifndef POS_SHOP_REQUEST_H
#define POS_SHOP_REQUEST_H

#include "shop/spine.h"

extern const struct pos_event_kind pos_request_kind;

#endif
