#!/usr/bin/env bats
#
# Personal data: sealed at rest, masked, revealed to those who may, and gone
# when it was erased.

load helpers

init() {
	pos "pos-admin init --name Test --currency CNY --zone Asia/Shanghai"
}

sql() {
	sqlite3 "$POS_STORE" "$@"
}

# Whatever the engine has of the store on disk.
raw() {
	cat "$POS_STORE" "$POS_STORE-wal" 2>/dev/null | strings -n 4
}

# Members 1 to N of phones 139xxxxxxxx.
crowd() {
	awk -v n="$1" 'BEGIN { print "phone,name,card"
	    for (i = 1; i <= n; i++)
		printf "139%08d,name%d,C%d\n", i, i, i }' >crowd.csv
	pos 'pos-member import crowd.csv'
}

@test "privacy: no text of the store, its journal or a backup tells anybody" {
	init
	pos "pos-member enrol --phone 13812345678 --name Zaphod \
	    --email zaphod@example.org --address Betelgeuse --card KARTE99 \
	    --channel meituan --channel-id IDENT77 --birthday 1987-06-05 --key k"
	pos "pos-member set 13812345678 --name Zaphod2 --key k2"
	pos 'pos-member show 13812345678 --reveal'
	pos 'pos-member find Zaphod --reveal'
	pos "pos-admin backup backup.db"
	pos 'pos-admin journal'
	for file in "$POS_STORE" backup.db "$pos_stdout" "$POS_STORE.key"; do
		run grep -aciE '1381234|zaphod|betelgeuse|karte99|ident77|1987' \
		    "$file"
		same 0 "$output"
	done
	same 600 "$(stat -c %a "$POS_STORE.key")"
}

# Hashes of what was asked stay for ever.  Of two phones whose SHA-256 begins
# with the same byte nothing in them may tell which it was: or the bits of some
# commands add up to a phone.
@test "privacy: hashes of what was asked under a key do not add up" {
	local verb n=0

	init
	pos "pos-stock menu import '$root/tests/data/menu.csv'"
	pos 'pos-promo add amount 5 --as FIVE --code five'
	pos 'pos-promo coupon make B --promo FIVE --count 9'
	pos 'pos-promo draw open D --prize a:5 --prize none:5'
	pos 'pos-member level set gold --min-spend 100'
	pos 'pos-member template set hi --text Hi'
	pos 'pos-sale new cola'
	echo 13800138000 >list1
	echo 13800138393 >list2
	while read -r verb; do
		n=$((n + 1))
		pos "${verb//PHONE/13800138000} --key k$n"
		first=$output
		pos "$(sed 's/Ann/Ben/; s/list1/list2/; s/=f/=m/; s/19[0-9]*-/20&/
		    s/2019/20/; s/X1/Y2/' <<<"${verb//PHONE/13800138393}") --key k$n"
		same "$first" "$output"
	done <<-'end'
		pos-member enrol --phone PHONE --name Ann --gender=f --birthday 1999-02-03 --card CARDX1 --email Ann@x.org --address Ann
		pos-member set PHONE --name Ann --gender=f
		pos-member consent PHONE yes
		pos-member topup PHONE 10 --by card
		pos-member points adjust PHONE +10 --reason gift
		pos-member level give PHONE gold --reason why
		pos-member outbox add --template hi --member PHONE
		pos-member attach PHONE --sale 1
		pos-promo coupon issue B --to PHONE
		pos-promo draw play D --member PHONE
		pos-member erase PHONE --yes
	end
	# another byte is noticed
	pos 1 'pos-member consent 13800138001 yes --key k3'
	[[ $stderr == *"key 'k3' was used for something else"* ]]
}

@test "privacy: a leaked backup is useless without the key file" {
	init
	pos 'pos-member enrol --phone 13812345678 --name Zaphod'
	mkdir thief
	pos 'pos-admin backup thief/s.db'
	pos 78 'pos-member find --store thief/s.db 13812345678'
	[[ $stderr == *"key file 'thief/s.db.key' is missing: put it back"* ]]
	pos 'pos-member show --store thief/s.db m1000001'
	same '[null,null]' "$(records '[.name,.phone]')"
	pos 78 'pos-member export --store thief/s.db --reveal'
	pos 78 'pos-member enrol --store thief/s.db --phone 13812345679'
	# a key file of his own does not help
	pos "pos-admin init --store other.db --name x --currency CNY \
	    --zone Asia/Shanghai"
	pos 'pos-member enrol --store other.db --phone 13800000001'
	cp other.db.key thief/s.db.key
	pos 78 'pos-member show --store thief/s.db m1000001 --reveal'
	[[ $stderr == *'is the key file of another store'* ]]
	# nor one made to look like it
	sed -i "s/^id .*/$(grep ^id "$POS_STORE.key")/" thief/s.db.key
	pos 78 'pos-member show --store thief/s.db m1000001 --reveal'
	sed -i "s/^member [0-9]*/member $(sed -n 's/^member \([0-9]*\).*/\1/p' \
	    "$POS_STORE.key")/" thief/s.db.key
	pos 65 'pos-member show --store thief/s.db m1000001 --reveal'
	[[ $stderr == *'is damaged'* ]]
	# with the right one it is all there
	cp "$POS_STORE.key" mine.key
	pos 'POS_KEY_FILE=mine.key pos-member show --store thief/s.db \
	    13812345678 --reveal'
	same '"Zaphod"' "$(records .name)"
}

@test "privacy: a key file that others may read, or a damaged one, is refused" {
	init
	pos 'pos-member enrol --phone 13812345678'
	chmod 640 "$POS_STORE.key"
	pos 77 'pos-member find 13812345678'
	[[ $stderr == *'is open to others: chmod 600 it'* ]]
	chmod 600 "$POS_STORE.key"
	cp "$POS_STORE.key" good
	head -c 100 good >"$POS_STORE.key"
	pos 78 'pos-member find 13812345678'
	[[ $stderr == *'is no key file, or a damaged one'* ]]
	: >"$POS_STORE.key"
	pos 78 'pos-member find 13812345678'
	rm "$POS_STORE.key"
	mkdir "$POS_STORE.key"
	pos 78 'pos-member find 13812345678'
	rmdir "$POS_STORE.key"
	cp good "$POS_STORE.key"
	pos 'pos-member find 13812345678'
}

@test "privacy: who may reveal, and that it is recorded" {
	init
	pos 'pos-member enrol --phone 13812345678 --name Zaphod'
	echo 1234 >pin && chmod 600 pin
	pos 'pos-admin staff set amy --role cashier'
	pos 'pos-admin staff set sue --role supervisor --pin-file pin'
	pos 'pos-admin staff set max --role manager --pin-file pin'
	pos 77 'pos-member show m1000001 --reveal --staff amy'
	pos 77 'pos-member find Zaphod --reveal --staff sue'
	pos 77 'pos-member export --reveal --staff amy'
	pos 77 'pos-member erase m1000001 --yes --staff amy'
	pos 77 'pos-member merge m1000001 m1000001 --staff amy'
	pos 77 "pos-member show m1000001 --reveal --staff amy --approve sue \
	    --pin-file pin"
	pos "pos-member show m1000001 --reveal --staff amy --approve max \
	    --pin-file pin"
	same '"Zaphod"' "$(records .name)"
	pos 'pos-member show m1000001 --reveal --staff max'
	pos 'pos-admin config set reveal supervisor'
	pos 'pos-member find Zaphod --reveal --staff sue'
	pos 77 'pos-member show m1000001 --reveal --staff amy'
	pos 'pos-admin journal'
	same '["amy","show","max",[4294967297]]
["max","show",null,[4294967297]]
["sue","find",null,[4294967297]]' \
	    "$(records 'select(.kind == "member.seen") | [.staff, .data.verb,
		.data.approved_by, (.data.members | map(.member_no))]')"
	pos 'pos-member show m1000001 --staff amy'
	same '"Z**"' "$(records .name)"
	pos 'pos-admin verify --deep'
}

@test "privacy: what was erased is in no file of the store any more" {
	init
	crowd 300
	sql 'SELECT member, salt, dek FROM member_key' >keys
	sql 'SELECT member, find FROM member_find' >finds
	sql 'SELECT member, sealed FROM member' >sealed
	# in the journal it is sealed, and nothing else of it is
	for n in 7 8 9 100 299; do
		pos "pos-member erase 139$(printf %08d $n) --yes"
		same '[true,null,null]' "$(records '[.erased,.name,.phone]')"
	done
	for n in 7 8 9 100 299; do
		no=$((4294967296 + n))
		sed -n "s/^$no|//p" keys | tr '|' '\n' >>gone
		sed -n "s/^$no|//p" finds >>gone
	done
	same 20 "$(wc -l <gone)"
	same 0 "$(raw | grep -cFf gone || true)"
	# (a search that would find them)
	sed -n 's/^4294967306|//p' keys | tr '|' '\n' >there
	same 2 "$(raw | grep -oFf there | sort -u | wc -l)"
	same 295 "$(sql 'SELECT COUNT(*) FROM member_key')"
	pos 1 'pos-member find 13900000007'
	pos 'pos-member show m1000007'
	same '[null,true]' "$(records '[.name,.erased]')"
	pos 1 'pos-member set m1000007 --name back'
	pos 1 'pos-member consent m1000007 yes'
	# the sealed text in the journal opens with no key that is left: not
	# with that of another, nor as another's
	sql "UPDATE member SET sealed = (SELECT substr(entry,
	    instr(entry, '\"member_no\":4294967303,\"sealed\":\"') + 33, 100)
	    FROM journal WHERE entry LIKE '%4294967303,\"sealed%')
	    WHERE member = 4294967303"
	pos 65 'pos-member show m1000007 --reveal'
	[[ $stderr == *"the key of member 'm1000007' is lost"* ]]
	pos 65 'pos-admin verify'
	sql 'UPDATE member SET sealed = NULL WHERE member = 4294967303'
	# the phone is free again
	pos 'pos-member enrol --phone 13900000007'
	same '"m1000301"' "$(records .member)"
	pos 'pos-admin verify --deep'
}

@test "privacy: verify and rebuild need no key file, and bring nothing back" {
	init
	crowd 20
	pos 'pos-member erase m1000003 --yes'
	pos 'pos-member set m1000004 --phone 13700000001'
	pos 'pos-member merge m1000005 m1000006'
	pos 'pos-member key rotate'
	pos 'pos-member erase m1000007 --yes'
	mv "$POS_STORE.key" key
	pos 'pos-admin verify --deep'
	pos 'pos-admin rebuild --into again.db'
	cp key again.db.key
	mv key "$POS_STORE.key"
	for table in member member_find member_key; do
		same "$(sql "SELECT * FROM $table ORDER BY 1")" \
		    "$(sqlite3 again.db "SELECT * FROM $table ORDER BY 1")"
	done
	POS_STORE=$PWD/again.db
	pos 'pos-member show 13700000001 --reveal'
	same '"name4"' "$(records .name)"
	pos 'pos-member show C5'
	same '"m1000006"' "$(records .member)"
	pos 1 'pos-member find 13900000003'
	pos 'pos-member find name'
	same 17 "$(records .member | wc -l)"
	pos 'pos-admin verify --deep'
	# a key that goes, or comes back, is noticed
	sql 'DELETE FROM member_key WHERE member = 4294967297'
	pos 65 'pos-admin verify'
	[[ $stderr == *"the key of member 'm1000001' is lost"* ]]
}

@test "privacy: key rotate reseals all, and backups of before need the old file" {
	init
	crowd 30
	pos 'pos-admin backup old.db'
	cp "$POS_STORE.key" old.key
	sql 'SELECT dek FROM member_key' >deks
	pos 'pos-member key rotate --dry-run'
	same '"key.set"' "$(records .kind)"
	cmp "$POS_STORE.key" old.key
	pos 'pos-member key rotate'
	same '[30,null]' "$(records '[.members,.resumed]')"
	same 1 "$(grep -c ^member "$POS_STORE.key")"
	same "$(grep -E '^(id|root)' old.key)" \
	    "$(grep -E '^(id|root)' "$POS_STORE.key")"
	same 0 "$(raw | grep -cFf deks || true)"
	same 600 "$(stat -c %a "$POS_STORE.key")"
	pos 'pos-member show 13900000005 --reveal'
	same '"name5"' "$(records .name)"
	pos 'pos-member find name --limit 30'
	same 30 "$(records .member | wc -l)"
	cp "$POS_STORE.key" old.db.key
	pos 78 'pos-member show --store old.db m1000005 --reveal'
	[[ $stderr == *'older or newer than the store'* ]]
	pos 'POS_KEY_FILE=old.key pos-member show --store old.db m1000005 --reveal'
	same '"name5"' "$(records .name)"
	pos 78 'POS_KEY_FILE=old.key pos-member show m1000005 --reveal'
	pos 'pos-member enrol --phone 13800000001 --name new'
	pos 'pos-admin verify --deep'
}

@test "privacy: a till that enrols while the key is rotated" {
	init
	crowd 3000
	(
		for i in $(seq 20); do
			pos-member enrol --phone "137000000$((10 + i))" \
			    --name "till$i" >/dev/null || echo bad
		done
	) >till 2>&1 3>&- &
	pid=$!
	for round in 1 2 3; do
		pos 'pos-member key rotate'
	done
	wait $pid
	same '' "$(cat till)"
	same 1 "$(sql 'SELECT COUNT(DISTINCT kek) FROM member_key')"
	same 1 "$(grep -c ^member "$POS_STORE.key")"
	pos 'pos-member find till --limit 30'
	same 20 "$(records .member | wc -l)"
	pos 'pos-admin verify --deep'
}

@test "privacy: eight at once enrol one phone: one member" {
	init
	for round in 1 2 3; do
		phone=1380000000$round
		pids=()
		for n in 1 2 3 4 5 6 7 8; do
			pos-member enrol --phone $phone --name "n$n" \
			    >out-$n 2>err-$n 3>&- &
			pids+=($!)
		done
		good=0
		for pid in "${pids[@]}"; do
			if wait "$pid"; then good=$((good + 1)); fi
		done
		same 1 $good
		same 7 "$(grep -l "the phone is that of member 'm100000$round'" \
		    err-* | wc -l)"
	done
	same 3 "$(sql 'SELECT COUNT(*) FROM member')"
	pos 'pos-admin verify --deep'
}

# kill -9 after a while that differs each time; what it was is in $killed.
kill_after() {
	local pid

	"${@:2}" >/dev/null 2>&1 3>&- &
	pid=$!
	sleep "$1"
	killed=
	! kill -9 $pid 2>/dev/null || killed=1
	wait $pid 2>/dev/null || true
}

@test "privacy: kill -9 in a rotation, and the next one ends it" {
	init
	crowd 3000
	hits=0
	for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
		kill_after "0.0$((n * 7 % 10))$n" pos-member key rotate
		hits=$((hits + ${killed:-0}))
		# at any instant everybody can be read
		pos 'pos-member show 13900002999 --reveal'
		same '"name2999"' "$(records .name)"
		pos "pos-member enrol --phone 1380000$((1000 + n)) --name k$n"
	done
	echo "$hits kills"
	[ $hits -gt 0 ]
	# no copy of a key stays, of whoever was killed while writing one
	touch "$POS_STORE.key.2147483646.part" "$POS_STORE.key.mine.part"
	pos 'pos-member key rotate'
	same "$(printf '%s\n' "$POS_STORE.key" "$POS_STORE.key.mine.part")" \
	    "$(ls "$POS_STORE".key*)"
	same 1 "$(grep -c ^member "$POS_STORE.key")"
	same 1 "$(sql 'SELECT COUNT(DISTINCT kek) FROM member_key')"
	pos 'pos-member find name --limit 4000'
	same 3000 "$(records .member | wc -l)"
	pos 'pos-admin verify --deep'
}

@test "privacy: kill -9 in an import or an erase: all of it or nothing" {
	init
	pos 'pos-member enrol --phone 13800000001 --name first'
	awk 'BEGIN { print "phone,name"
	    for (i = 1; i <= 20000; i++)
		printf "139%08d,name%d\n", i, i }' >m.csv
	for n in 1 2 3 4 5 6; do
		kill_after "0.$((n * 5 % 7))$n" pos-member import m.csv
		have=$(sql 'SELECT COUNT(*) FROM member')
		[ "$have" = 1 ] || [ "$have" = 20001 ]
		same "$have" "$(sql 'SELECT COUNT(*) FROM member_key')"
	done
	pos 'pos-member import m.csv'
	same 20001 "$(sql 'SELECT COUNT(*) FROM member')"
	for n in 1 2 3 4 5 6 7 8; do
		kill_after "0.00$n" pos-member erase m100000$n --yes
		pos "pos-member show m100000$n"
		gone=$(records '.erased // false')
		same "$([ "$gone" = true ] && echo 0 || echo 1)" "$(sql "SELECT
		    COUNT(*) FROM member_key WHERE member = 4294967296 + $n")"
	done
	pos 'pos-admin verify --deep'
}

@test "privacy: kill -9 while the first key file is made" {
	init
	cp "$POS_STORE" empty.db
	for n in 1 2 3 4 5 6 7 8 9; do
		rm -f "$POS_STORE".key "$POS_STORE"-wal "$POS_STORE"-shm
		cp empty.db "$POS_STORE"
		kill_after "0.00$n" pos-member enrol --phone 13800000001
		pos 'pos-member enrol --phone 13800000001 --or-find'
		same '"m1000001"' "$(records .member)"
		rm -f "$POS_STORE".key.*.part
	done
	pos 'pos-admin verify --deep'
}
