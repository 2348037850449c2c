/*
 * cell.h - one field of a record as the text of a table's or CSV cell.
 *
 * Money and thousandths are decimals here, and their titles lose the unit
 * they are no longer in: total_minor 1250 becomes total 12.50.
 */
#ifndef POS_CLI_CELL_H
#define POS_CLI_CELL_H

#include <stdbool.h>

#include "base/mem.h"
#include "rec/field.h"

struct pos_cell_style {
	int places;       /* of the currency */
	const char *zone; /* in which people see times; NULL: UTC */
	bool people;      /* a table, not CSV */
};

bool pos_cell_scalar(const struct pos_field *field); /* goes into CSV */
bool pos_cell_right(const struct pos_field *field);  /* a number */
/* Both append to buf. */
void pos_cell_title(struct pos_buf *buf, const struct pos_field *field,
    const struct pos_cell_style *style);
void pos_cell_text(struct pos_buf *buf, const struct pos_field *field,
    const void *data, const struct pos_cell_style *style);

#endif
