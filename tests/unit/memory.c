/*
 * memory - what SQLite takes its memory from: pieces of all sizes, taken,
 * grown, shrunk and given back in no order, none of which another writes to.
 */
#include <stdint.h>
#include <stdlib.h>

#include "store/internal.h"
#include "tap.h"

#define PIECES 2000
#define MOVES 200000

static unsigned char *piece[PIECES];
static int size[PIECES];

static int
some_size(void)
{
	switch (rand() % 10) {
	case 0:
		return 1 + rand() % 20000; /* malloc's */
	case 1:
		return 1000 + rand() % 40; /* about where those begin */
	default:
		return 1 + rand() % 400;
	}
}

static bool
is_whole(int i)
{
	int k;

	for (k = 0; k < size[i]; k++)
		if (piece[i][k] != (unsigned char)i)
			return false;
	return true;
}

/* Whether what was in the piece before is there still. */
static bool
move(int i)
{
	int n = some_size(), old = size[i], k;

	if (piece[i] == NULL || rand() % 3 == 0) {
		sqlite3_free(piece[i]);
		piece[i] = sqlite3_malloc(n);
		old = 0;
	} else {
		piece[i] = sqlite3_realloc(piece[i], n);
	}
	if (piece[i] == NULL || (uintptr_t)piece[i] % 8 != 0 ||
	    sqlite3_msize(piece[i]) < (sqlite3_uint64)n)
		return false;
	for (k = 0; k < n && k < old; k++)
		if (piece[i][k] != (unsigned char)i)
			return false;
	memset(piece[i], i, (size_t)n);
	size[i] = n;
	return true;
}

int
main(void)
{
	bool good = true;
	int n, i;

	srand(1);
	pos_store_memory();
	ok(sqlite3_initialize() == SQLITE_OK, "SQLite takes it");
	for (n = 0; good && n < MOVES; n++) {
		i = rand() % PIECES;
		good = (piece[i] == NULL || is_whole(i)) && move(i);
	}
	ok(good, "%d moves, nothing written over", n);
	for (i = 0; good && i < PIECES; i++) {
		good = piece[i] == NULL || is_whole(i);
		sqlite3_free(piece[i]);
	}
	ok(good, "all pieces are whole at the end");
	return tap_done();
}
