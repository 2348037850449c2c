#!/usr/bin/env bats
#
# pos-admin verify, rebuild, backup and restore: what was altered from
# outside is found and named, and what was lost comes back.

load helpers

# Something of everything: sales at two tills, one open, stock, a payment.
trade() {
	pos pos-admin init --name Test --currency CNY --zone Asia/Shanghai
	pos pos-stock menu set cake --name Cake --price 25.00 --tracked yes
	pos pos-stock menu set tea --name Tea --price 3.50
	pos pos-admin till set 2
	pos pos-admin staff set amy
	pos pos-stock receive cake:20
	pos 'pos-sale new cake:2 | pos-pay cash'
	pos 'pos-sale new cake --till 2 | pos-pay cash --till 2'
	pos pos-sale new cake:3
	pos 'pos-sale new cake | pos-pay cash'
}

sql() {
	sqlite3 "$POS_STORE" "$@"
}

# SQL from outside, and then the exact complaint
found() {
	cp "$POS_STORE" good.db
	sql "$1"
	pos 65 pos-admin verify
	same "pos-admin: $2" "$stderr"
	same '' "$output"
	rm -f "$POS_STORE"-wal "$POS_STORE"-shm
	cp good.db "$POS_STORE"
	pos pos-admin verify
}

@test "verify: says what it checked; --deep: replays it too" {
	trade
	pos pos-admin verify
	entries=$(sql 'SELECT COUNT(*) FROM journal')
	same "[\"verify\",$entries,2,4,1,false]" \
	    "$(records '[.type, .entries, .tills, .sales, .open, .deep]')"
	mkdir temporary
	pos TMPDIR=temporary pos-admin verify --deep
	same "[$entries,true]" "$(records '[.entries, .deep]')"
	rmdir temporary
	pos 74 TMPDIR=temporary pos-admin verify --deep
	same "pos-admin: cannot make a temporary folder in 'temporary': No such\
 file or directory (TMPDIR names another)" "$stderr"
}

@test "verify: an entry that was changed" {
	trade
	found "UPDATE journal SET entry = replace(entry, 'Test', 'Best')
	    WHERE till = 1 AND seq = 3" \
	    "journal of till 1/1: entry 3 was changed after it was written"
	found "UPDATE journal SET hash = replace(hash, substr(hash, 1, 1), 'x')
	    WHERE till = 1 AND seq = 4" \
	    "journal of till 1/1: entry 4 was changed after it was written"
}

@test "verify: every single entry that was changed, by its number" {
	trade
	for till in 1 2; do
		last=$(sql "SELECT MAX(seq) FROM journal WHERE till = $till")
		for ((seq = 1; seq <= last; seq += 1 + last / 8)); do
			found "UPDATE journal SET entry = entry || ' '
			    WHERE till = $till AND seq = $seq" "journal of till\
 1/$till: entry $seq was changed after it was written"
		done
	done
}

@test "verify: an entry that was removed, and the last one" {
	trade
	found 'DELETE FROM journal WHERE till = 1 AND seq = 5' \
	    'journal of till 1/1: entry 5 is missing'
	found 'DELETE FROM journal WHERE till = 1 AND seq = 1' \
	    'journal of till 1/1: entry 1 is missing'
	last=$(sql 'SELECT MAX(seq) FROM journal WHERE till = 1')
	found "DELETE FROM journal WHERE till = 1 AND seq = $last" \
	    "journal of till 1/1: entry $last is missing"
	found 'DELETE FROM journal WHERE till = 2' \
	    'journal of till 1/2: entry 1 is missing'
}

@test "verify: an entry that was put in" {
	trade
	next=$(sql 'SELECT MAX(seq) + 1 FROM journal WHERE till = 1')
	found "INSERT INTO journal SELECT branch, till, $next, hlc + 1,
	    replace(entry, '\"seq\":' || seq, '\"seq\":$next'), hash
	    FROM journal WHERE till = 1 AND seq = $next - 1" "journal of till\
 1/1: entry $next was changed after it was written"
	found "INSERT INTO journal SELECT branch, 7, seq, hlc, entry, hash
	    FROM journal WHERE till = 1 AND seq = 1" \
	    'journal of till 1/7: entry 1 stands at a place that is not its own'
}

@test "verify: two entries that changed places" {
	trade
	found "UPDATE journal SET seq = -1 WHERE till = 1 AND seq = 3;
	    UPDATE journal SET seq = 3 WHERE till = 1 AND seq = 4;
	    UPDATE journal SET seq = 4 WHERE till = 1 AND seq = -1" \
	    'journal of till 1/1: entry 3 was changed after it was written'
}

@test "verify: a chain written anew by somebody who knows how" {
	trade
	# the last entry again with a right hash: the head gives it away
	last=$(sql 'SELECT MAX(seq) FROM journal WHERE till = 2')
	entry=$(sql "SELECT replace(entry, '\"day\":\"2026-03-14\"',
	    '\"day\":\"2026-03-15\"') FROM journal
	    WHERE till = 2 AND seq = $last")
	before=$(sql "SELECT hash FROM journal
	    WHERE till = 2 AND seq = $last - 1")
	hash=$(printf '%s%s' "$before" "$entry" | sha256sum | cut -d ' ' -f 1)
	found "UPDATE journal SET entry = '${entry//\'/\'\'}',
	    hash = '$hash' WHERE till = 2 AND seq = $last" "journal of till\
 1/2: entry $last is not the one that was written"
}

@test "verify: roll-ups, stock and reservations that were edited" {
	trade
	cp "$POS_STORE" good.db
	sql 'UPDATE day_sum SET sold_minor = sold_minor + 1'
	pos 65 pos-admin verify
	[[ $stderr == 'pos-admin: '*2026-03-14* ]]
	cp good.db "$POS_STORE"
	sql 'UPDATE stock SET on_hand_milli = on_hand_milli + 1000'
	pos 65 pos-admin verify
	same "pos-admin: stock of 'cake' at 'shop' is 17, its movements add up\
 to 16" "$stderr"
	cp good.db "$POS_STORE"
	found 'UPDATE stock SET reserved_milli = 0' "branch 1: 0 of 'cake'\
 are reserved, its open sales hold 3"
}

@test "verify: sales that are not what they were" {
	trade
	found 'DELETE FROM sale WHERE number = 2' \
	    'branch 1, 2026-03-14: sale 2 is missing'
	found 'DELETE FROM sale WHERE number = 1' \
	    'branch 1, 2026-03-14: sale 1 is missing'
	found 'DELETE FROM open_sale' "branch 1, 2026-03-14: sale 3 is open\
 and not in the list of open sales"
	found 'INSERT INTO open_sale SELECT branch, day, number FROM sale
	    WHERE number = 1' "branch 1, 2026-03-14: sale 1 is in the list\
 of open sales and not open"
	found 'UPDATE sale_need SET number = 1' \
	    'branch 1, 2026-03-14: sale 1 holds stock and is not open'
}

@test "verify --deep: a table that nothing else looks at" {
	trade
	cp "$POS_STORE" good.db
	sql "UPDATE staff SET name = 'Eve' WHERE code = 'amy'"
	pos pos-admin verify
	pos 65 pos-admin verify --deep
	same "pos-admin: a table is not what the journal says:\
 'staff|1|amy|Eve|cashier|\\N|0|0|0|1' is there,\
 'staff|1|amy|amy|cashier|\\N|0|0|0|1' should be" "$stderr"
	cp good.db "$POS_STORE"
	sql "DELETE FROM staff"
	pos 65 pos-admin verify --deep
	[[ $stderr == *"'staff|1|amy|amy|cashier|\\N|0|0|0|1' should be" ]]
	cp good.db "$POS_STORE"
	sql "INSERT INTO till VALUES (1, 99, 'zz', 'zz', 1)"
	pos 65 pos-admin verify --deep
	same "pos-admin: a table is not what the journal says:\
 'till|1|99|zz|zz|1' is there, 'nothing' should be" "$stderr"
}

@test "verify: a file that is damaged" {
	trade
	pages=$(($(stat -c %s "$POS_STORE") / 4096))
	dd if=/dev/urandom of="$POS_STORE" bs=4096 seek=$((pages / 2)) \
	    count=4 conv=notrunc status=none
	status=0
	pos-admin verify >out 2>err || status=$?
	cat err
	[ "$status" = 65 ] || [ "$status" = 69 ]
	[[ $(cat err) == 'pos-admin: '*damaged* ]]
	same '' "$(cat out)"
}

@test "verify: while tills sell" {
	trade
	(
		while [ ! -e stop ]; do
			pos-sale new --till 2 tea >/dev/null || break
		done
	) 3>&- &
	seller=$!
	for _ in 1 2 3; do
		pos pos-admin verify --deep
	done
	touch stop
	wait $seller
}

@test "rebuild --into: the same journal and the same tables" {
	trade
	pos pos-admin rebuild --into new.db
	same '["rebuild","new.db"]' "$(records '[.type, .store]')"
	same '' "$stderr"
	dump='.dump journal chain'
	same "$(sql "$dump")" "$(sqlite3 new.db "$dump")"
	same "$(sql .dump | sort)" "$(sqlite3 new.db .dump | sort)"
	pos pos-admin verify --store new.db
}

@test "rebuild: from a store whose tables are lost" {
	trade
	pos pos-admin rebuild --into want.db
	sql 'DELETE FROM sale; DELETE FROM line; DELETE FROM setting;
	    DELETE FROM till; DELETE FROM branch; DELETE FROM day_sum'
	pos pos-admin rebuild --into new.db
	same "$(sqlite3 want.db .dump | sort)" "$(sqlite3 new.db .dump | sort)"
}

@test "rebuild: what is refused leaves nothing behind" {
	trade
	pos 64 pos-admin rebuild
	same "pos-admin: rebuild wants --into FILE, the new store: the old one\
 stays as it is" "$stderr"
	touch there.db
	pos 1 pos-admin rebuild --into there.db
	same "pos-admin: store 'there.db' exists already" "$stderr"
	pos 74 pos-admin rebuild --into none/new.db
	same "pos-admin: cannot create store 'none/new.db': No such file or\
 directory" "$stderr"
	sql "UPDATE journal SET entry = entry || ' '
	    WHERE till = 1 AND seq = 9"
	pos 65 pos-admin rebuild --into new.db
	same "pos-admin: journal of till 1/1: entry 9 was changed after it was\
 written" "$stderr"
	same '' "$(ls new.db* 2>/dev/null || true)"
}

@test "rebuild: an entry of a kind that this program does not know" {
	trade
	# a whole new chain, as a newer program would have written it
	entry='{"type":"event","v":1,"branch":1,"till":3,"seq":1,"hlc":9000000000000000,"at":"2026-03-14T02:00:00.000Z","day":"2026-03-14","kind":"moon.phase","kind_v":1,"data":{}}'
	hash=$(printf '%064d%s' 0 "$entry" | sha256sum | cut -d ' ' -f 1)
	sql "INSERT INTO journal VALUES (1, 3, 1, 9000000000000000,
	    '$entry', '$hash');
	    INSERT INTO chain VALUES (1, 3, 1, 9000000000000000, '$hash')"
	pos 65 pos-admin rebuild --into new.db
	same "pos-admin: entry 1 of till 1/3: unknown kind 'moon.phase' of\
 version 1 (written by a newer program?)" "$stderr"
	same '' "$(ls new.db* 2>/dev/null || true)"
}

@test "backup: a copy that verifies, for the owner only" {
	trade
	pos pos-admin backup copy.db
	same '["backup","copy.db"]' "$(records '[.type, .file]')"
	same 600 "$(stat -c %a copy.db)"
	same "$(sql .dump)" "$(sqlite3 copy.db .dump)"
	pos pos-admin verify --deep --store copy.db
	pos 1 pos-admin backup copy.db
	same "pos-admin: 'copy.db' exists already" "$stderr"
	pos 74 pos-admin backup none/copy.db
	[[ $stderr == 'pos-admin: cannot '*"'none/copy.db"* ]]
}

@test "backup: while tills sell, every copy is whole" {
	trade
	(
		while [ ! -e stop ]; do
			pos-sale new --till 2 tea >/dev/null || break
		done
	) 3>&- &
	seller=$!
	for i in 1 2 3 4; do
		pos pos-admin backup copy$i.db
		pos pos-admin verify --deep --store copy$i.db
	done
	touch stop
	wait $seller
	[ "$(sqlite3 copy4.db 'SELECT COUNT(*) FROM journal')" -gt \
	    "$(sqlite3 copy1.db 'SELECT COUNT(*) FROM journal')" ]
}

@test "restore: to a place where no store is" {
	trade
	pos pos-admin backup copy.db
	pos pos-admin restore copy.db --store new.db
	same '["restore","new.db","copy.db",null]' \
	    "$(records '[.type, .store, .file, .before]')"
	same "$(sql .dump)" "$(sqlite3 new.db .dump)"
	same 600 "$(stat -c %a new.db)"
	pos pos-admin till set 9 --store new.db
}

@test "restore --force: the old store is kept beside" {
	trade
	pos pos-admin backup copy.db
	pos pos-admin till set later
	later=$(sql .dump)
	pos 1 pos-admin restore copy.db
	same "pos-admin: there is a store at '$POS_STORE': --force replaces it,\
 and keeps it beside" "$stderr"
	same "$later" "$(sql .dump)"
	pos pos-admin restore copy.db --force
	same "\"$POS_STORE.before-restore\"" "$(records .before)"
	same "$(sqlite3 copy.db .dump)" "$(sql .dump)"
	same "$later" "$(sqlite3 "$POS_STORE.before-restore" .dump)"
	pos 1 pos-admin restore copy.db --force
	same "pos-admin: '$POS_STORE.before-restore' exists already: move it\
 away first" "$stderr"
	same "$(sqlite3 copy.db .dump)" "$(sql .dump)"
	same '' "$(ls "$POS_STORE".restoring* 2>/dev/null || true)"
}

@test "restore: a copy that is not sound is not put in place" {
	trade
	pos pos-admin backup copy.db
	before=$(sql .dump)
	sqlite3 copy.db 'DELETE FROM journal WHERE till = 1 AND seq = 5'
	pos 65 pos-admin restore copy.db --force
	same "pos-admin: 'copy.db' is not sound: journal of till 1/1: entry 5\
 is missing" "$stderr"
	pos 74 pos-admin restore none.db --force
	same "pos-admin: no copy of a store at 'none.db'" "$stderr"
	echo 'this is not a store at all' >text
	pos 69 pos-admin restore text --force
	[[ $stderr == "pos-admin: '"*"text' is damaged or no store: file is\
 not a database" ]]
	same "$before" "$(sql .dump)"
	[ ! -e "$POS_STORE.before-restore" ]
}

@test "restore --force: a store that another program has open" {
	trade
	pos pos-admin backup copy.db
	mkfifo hold
	sqlite3 "$POS_STORE" <hold >/dev/null &
	holder=$!
	exec 8>hold
	echo 'SELECT COUNT(*) FROM sale;' >&8
	sleep 1
	before=$(sha256sum <"$POS_STORE")
	pos 75 pos-admin restore copy.db --force
	same "pos-admin: store '$POS_STORE' is in use: stop the programs that\
 have it open" "$stderr"
	same "$before" "$(sha256sum <"$POS_STORE")"
	exec 8>&-
	wait $holder
	pos pos-admin restore copy.db --force
}

@test "restore --force: over a store that is beyond use" {
	trade
	pos pos-admin backup copy.db
	echo rubbish >"$POS_STORE"
	pos pos-admin restore copy.db --force
	same rubbish "$(cat "$POS_STORE.before-restore")"
	same "$(sqlite3 copy.db .dump)" "$(sql .dump)"
}
