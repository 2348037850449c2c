/*
 * sql.c - the registered statements: a section that the linker gathers.
 */
#include "store/store.h"

extern const struct pos_sql __start_pos_sql[];
extern const struct pos_sql __stop_pos_sql[];

const struct pos_sql *
pos_sql_first(void)
{
	return __start_pos_sql;
}

size_t
pos_sql_count(void)
{
	return (size_t)(__stop_pos_sql - __start_pos_sql);
}
