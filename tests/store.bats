#!/usr/bin/env bats
#
# Stores that are missing, foreign, damaged, newer, busy, or on a full disk:
# each is told apart, and nothing is lost.

load helpers

@test "no store: says how to make or name one" {
	pos 78 'pos-sale list'
	same "pos-sale: no store at '$POS_STORE' (make one with 'pos-admin init', or say where it is with --store or POS_STORE)" "$stderr"
	pos 78 'pos-sale new tea --store no/such/folder/x.db'
	same "pos-sale: no store at 'no/such/folder/x.db' (make one with 'pos-admin init', or say where it is with --store or POS_STORE)" "$stderr"
	pos 69 'pos-sale list --store .'
	same "pos-sale: '.' is no store: not a regular file" "$stderr"
	pos 69 'pos-sale list --store postgresql://localhost/shop'
	same "pos-sale: 'postgresql://localhost/shop': stores on PostgreSQL need a driver that this build does not have" "$stderr"
}

@test "a file that is no store, and a database of somebody else" {
	echo 'this is a letter, and long enough to be read as a header' >letter
	pos 69 'pos-sale list --store letter'
	same "pos-sale: '$PWD/letter' is damaged or no store: file is not a database" \
	    "$stderr"
	sqlite3 other.db 'CREATE TABLE sale (x)'
	pos 69 'pos-sale list --store other.db'
	same "pos-sale: 'other.db' is a database, but no store" "$stderr"
	pos 1 'pos-admin init --store letter --name T --currency EUR --zone UTC'
	same 'this is a letter, and long enough to be read as a header' \
	    "$(cat letter)"
}

@test "a store newer than the program is left alone" {
	shop
	sqlite3 "$POS_STORE" 'UPDATE schema_version SET version = 99'
	for verb in 'pos-sale list' 'pos-sale new latte' 'pos-admin verify'; do
		pos 69 "$verb"
		same "${verb%% *}: store '$POS_STORE' is of version 99, newer than this program, which knows 2 (install a newer program)" "$stderr"
	done
}

@test "a store cut short is told, not read on" {
	shop
	head -c 20000 "$POS_STORE" >short.db
	pos 69 'pos-admin verify --store short.db'
	[ "$(wc -l <<<"$stderr")" = 1 ]
}

@test "a full disk: refused whole, and all goes on once there is room" {
	shop
	pos 'pos-sale new oolong'
	before=$(sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM journal')
	jq -nc 'range(3000) | {type: "item", v: 1, code: "c\(.)",
	    name: "Name \(.)"}' >items
	# files may not grow past 60 kB: the log cannot take so many
	pos 74 'ulimit -f 60; pos-stock menu import items'
	grep -q "cannot write store '$POS_STORE'" <<<"$stderr"
	same "$before" "$(sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM journal')"
	pos 74 'ulimit -f 0; pos-sale new oolong'
	pos 'pos-admin verify --deep'
	pos 'pos-sale new oolong'
	same 2 "$(records .number)"
}

@test "a foreign program holds the store: busy, and the same again works" {
	shop
	mkfifo hold
	(
		sqlite3 "$POS_STORE" <hold >/dev/null 2>&1 3>&- &
		exec 9>hold 3>&-
		echo 'BEGIN IMMEDIATE;' >&9
		sleep 15
		echo 'ROLLBACK;' >&9
	) &
	sleep 1
	pos 'pos-sale list'
	pos 75 'pos-sale new oolong --key k'
	same "pos-sale: store '$POS_STORE' is busy: another program holds it" \
	    "$stderr"
	wait
	pos 'pos-sale new oolong --key k'
	same 1 "$(records .number)"
}

@test "a store in a folder that cannot be written is read" {
	shop
	[ "$(id -u)" = 0 ] || skip 'needs root, to become somebody else'
	pos 'pos-sale new oolong'
	mkdir place
	cp "$POS_STORE" place/store.db
	chmod 755 place . "$BATS_TEST_TMPDIR" "$BATS_RUN_TMPDIR" \
	    "$BATS_RUN_TMPDIR/test"
	chmod 644 place/store.db
	command -v setpriv >/dev/null || skip 'no setpriv here'
	cp "$POS_BUILD/pos-sale" program
	chmod 755 program
	for verb in 'list' 'show 1'; do
		pos "setpriv --reuid 65534 --regid 65534 --clear-groups \
		    ./program $verb --store place/store.db"
		same 1 "$(records .number)"
	done
	pos 69 "setpriv --reuid 65534 --regid 65534 --clear-groups \
	    ./program new oolong --store place/store.db"
	same "pos-sale: store 'place/store.db' is read-only" "$stderr"
	same 'store.db' "$(ls place)"
}

@test "what a killed program leaves behind is folded in by the next" {
	shop
	no_leak_check
	# a reader that stays keeps the log from being folded in
	pos-sale watch >/dev/null 3>&- &
	watcher=$!
	sleep 1
	jq -nc 'range(3000) | {type: "order", v: 1, channel: "web",
	    external: "\(.)", lines: [{item: "oolong"}]}' >orders
	pos 'pos-sale import --quiet orders'
	kill -9 $watcher
	wait $watcher 2>/dev/null || true
	[ -s "$POS_STORE-wal" ]
	pos 'pos-sale new oolong'
	same 3001 "$(records .number)"
	[ ! -e "$POS_STORE-wal" ]
	pos 'pos-admin verify'
}

# As the first version made it: without the tables and columns of the second.
make_old() {
	local schema=$root/share/schema/0002-people.sql

	sed -n 's/^CREATE TABLE \([a-z_]*\) .*/DROP TABLE \1;/p
	    s/^ALTER TABLE \([a-z_]*\) ADD COLUMN \([a-z_]*\) .*/ALTER TABLE \1 DROP COLUMN \2;/p' \
	    "$schema" >old.sql
	[ -s old.sql ]
	echo 'UPDATE schema_version SET version = 1;' >>old.sql
	sqlite3 "$POS_STORE" <old.sql
}

@test "a store of the first version: brought up to date, by whoever comes" {
	shop
	pos 'pos-admin till set 2'
	pos 'pos-sale new oolong | pos-pay cash'
	pos 'pos-sale list'
	local list=$output
	make_old
	cp "$POS_STORE" old.db
	# a reader is the first
	pos 'pos-sale list'
	same "$list" "$output"
	pos 'pos-admin verify --deep'
	# and many at once
	local n
	for n in 1 2 3 4 5; do
		rm -f "$POS_STORE"*
		cp old.db "$POS_STORE"
		pos 'for t in 1 2 1 2; do
			pos-sale new oolong --till $t >new.$t || echo >>bad &
			pos-sale list >/dev/null || echo >>bad &
		done; wait; [ ! -e bad ]'
		pos 'pos-sale list'
		same 5 "$(records .number | wc -l)"
	done
	pos 'pos-admin verify --deep'
}
