#!/usr/bin/env bats
#
# pos-admin: making a store, its settings, places and people; every message
# once, with its exit.

load helpers

init() {
	pos "pos-admin init --name Test --currency EUR --zone Europe/Berlin $*"
}

pin() {
	printf '%s\n' "$2" >"$1"
	chmod 600 "$1"
}

@test "init: makes the store, its folders, a branch and a till" {
	export POS_STORE=$HOME/shop/of/ours/store.db
	init
	same "{\"type\":\"shop\",\"v\":1,\"name\":\"Test\",\"currency\":\"EUR\",\
\"zone\":\"Europe/Berlin\",\"branch\":\"main\",\"till\":\"1\",\
\"store\":\"$POS_STORE\"}" "$output"
	same '700 700 700' "$(stat -c %a "$HOME/shop" "$HOME/shop/of" \
	    "$HOME/shop/of/ours" | xargs)"
	same 600 "$(stat -c %a "$POS_STORE")"
	pos pos-admin till list
	same '{"type":"till","v":1,"branch":"main","till":"1","name":"1","branch_no":1,"till_no":1}' \
	    "$output"
	pos "pos-admin journal | jq -r .kind"
	same 'branch.set
till.set
setting.set
setting.set
setting.set
setting.set
setting.set
setting.set' "$output"
}

@test "init --store: there; without it and POS_STORE, under XDG_DATA_HOME" {
	init --store here.db
	[ -f here.db ]
	unset POS_STORE
	init
	[ -f "$XDG_DATA_HOME/pos/store.db" ]
	same 700 "$(stat -c %a "$XDG_DATA_HOME/pos")"
}

@test "init --cutoff --tax-mode --language --branch --till: as they say" {
	init --cutoff 04:00 --tax-mode exclusive --language zh-TW \
	    --branch north --till bar
	pos pos-admin config list
	same '["cutoff","04:00",null]
["tax_mode","exclusive",null]
["language","zh-TW",null]' "$(records 'select(.name |
	    IN("cutoff", "tax_mode", "language")) | [.name, .value, .preset]')"
	pos pos-admin till list
	same '["north","bar"]' "$(records '[.branch, .till]')"
}

@test "init --name --currency --zone: each is wanted" {
	pos 64 pos-admin init --currency EUR --zone UTC
	same "pos-admin: init wants --name, as --name 'Sweet Things'" "$stderr"
	pos 64 pos-admin init --name X --zone UTC
	same 'pos-admin: init wants --currency, as --currency EUR' "$stderr"
	pos 64 pos-admin init --name X --currency EUR
	same 'pos-admin: init wants --zone, as --zone Europe/Berlin' "$stderr"
}

@test "init: refuses wrong values, and nothing stays behind" {
	export POS_STORE=$HOME/new/store.db
	wrong() {
		pos 65 "pos-admin init --name X --currency EUR --zone UTC $1"
		same "pos-admin: $2" "$stderr"
		[ ! -e "$HOME/new" ]
	}
	wrong '--currency EURO' \
	    "setting 'currency' wants a currency of ISO 4217 as EUR, not 'EURO'"
	wrong '--zone Mars/Base' \
	    "setting 'zone' wants an IANA zone as Europe/Berlin, not 'Mars/Base'"
	for cutoff in 4:00 24:00 04:60 0400 xx:yy; do
		wrong "--cutoff $cutoff" \
		    "setting 'cutoff' wants a time of day as 04:00, not '$cutoff'"
	done
	for language in e english en_US en- "''x"; do
		wrong "--language $language" "setting 'language' wants a\
 language as en or zh-TW, not '${language//\'/}'"
	done
	wrong "--name ''" "setting 'name' may not be empty"
	pos 64 pos-admin init --name X --currency EUR --zone UTC --tax-mode both
	same "pos-admin: --tax-mode wants inclusive|exclusive, not 'both'" \
	    "$stderr"
}

@test "init: a store that is there stays as it is" {
	init
	before=$(sha256sum <"$POS_STORE")
	pos 1 pos-admin init --name Other --currency USD --zone UTC
	same "pos-admin: store '$POS_STORE' exists already" "$stderr"
	same "$before" "$(sha256sum <"$POS_STORE")"
}

@test "init: a folder that cannot be made" {
	touch file
	pos 74 pos-admin init --name X --currency EUR --zone UTC \
	    --store file/in/store.db
	same "pos-admin: cannot make folder 'file/in': Not a directory" \
	    "$stderr"
	pos 74 pos-admin init --name X --currency EUR --zone UTC \
	    --store new/file/../../file/store.db
	[ ! -e new ]
}

@test "config: list, get, set, and back to the default with ''" {
	init
	pos pos-admin config get order_type
	same '["dine-in",true]' "$(records '[.value, .preset]')"
	pos pos-admin config set order_type takeaway
	same '{"type":"setting","v":1,"name":"order_type","value":"takeaway"}' \
	    "$output"
	pos pos-admin config get order_type
	same '["takeaway",null]' "$(records '[.value, .preset]')"
	pos "pos-admin config set order_type ''"
	pos pos-admin config get order_type
	same '["dine-in",true]' "$(records '[.value, .preset]')"
	pos pos-admin config list
	same 19 "$(wc -l <<<"$output")"
}

@test "config: the same value again records nothing" {
	init
	pos pos-admin config set shift required
	pos 'pos-admin journal | wc -l'
	before=$output
	pos pos-admin config set shift required
	pos 'pos-admin journal | wc -l'
	same "$before" "$output"
}

@test "config --branch: its own value, else the shop's" {
	init
	pos pos-admin branch set north
	pos pos-admin config set cutoff 03:00
	pos pos-admin config set --branch north cutoff 05:00
	same '{"type":"setting","v":1,"name":"cutoff","value":"05:00","branch":"north"}' \
	    "$output"
	pos pos-admin config get cutoff --branch north
	same '["05:00","north"]' "$(records '[.value, .branch]')"
	pos pos-admin config get cutoff --branch main
	same '["03:00",null]' "$(records '[.value, .branch]')"
	pos "POS_BRANCH=north pos-admin config set cutoff ''"
	pos POS_BRANCH=north pos-admin config get cutoff
	same '["03:00",null]' "$(records '[.value, .branch]')"
	pos 65 pos-admin config set --branch north tax_mode exclusive
	same "pos-admin: setting 'tax_mode' is of the whole shop: leave out\
 --branch" "$stderr"
}

@test "config: what is refused" {
	init
	wrong() {
		pos 65 "pos-admin config set $1"
		same "pos-admin: $2" "$stderr"
	}
	wrong 'curency USD' "no setting 'curency' (did you mean 'currency'?)"
	wrong 'colour red' \
	    "no setting 'colour': 'pos-admin config list' shows them"
	pos 65 pos-admin config get zon
	same "pos-admin: no setting 'zon' (did you mean 'zone'?)" "$stderr"
	wrong "zone ''" "setting 'zone' may not be empty"
	wrong 'order_type delivry' "setting 'order_type' wants\
 dine-in|takeaway|pickup|delivery, not 'delivry'"
	wrong 'shift maybe' \
	    "setting 'shift' wants optional|required, not 'maybe'"
	for step in 0.005 -0.05 x; do
		wrong "cash_step -- $step" "setting 'cash_step' wants the\
 smallest coin as 0.05, or 0, not '$step'"
	done
	for width in 23 97 032 x 4x; do
		wrong "receipt_width $width" "setting 'receipt_width' wants a\
 number of columns from 24 to 96, not '$width'"
	done
	for width in 24 96; do
		pos pos-admin config set receipt_width $width
	done
	pos 1 pos-admin config set staff required
	same "pos-admin: staff cannot be required without a manager:\
 'pos-admin staff set CODE --role manager' first" "$stderr"
	pos 65 "pos-admin config set receipt_footer \$'a\\nb'"
	[[ $stderr == "pos-admin: setting 'receipt_footer': "* ]]
}

@test "branch: list, set --name --inactive, a new one has a till" {
	init
	pos "pos-admin branch set north --name 'North Side'"
	same '{"type":"branch","v":1,"branch":"north","name":"North Side","branch_no":2}' \
	    "$output"
	pos pos-admin till list --branch north
	same '["north","1",2,1]' \
	    "$(records '[.branch, .till, .branch_no, .till_no]')"
	pos pos-admin branch set north --inactive
	same '["North Side",true]' "$(records '[.name, .inactive]')"
	pos pos-admin till list --branch north
	pos 78 pos-admin till set x --branch north
	same "pos-admin: branch 'north' is inactive: choose another with\
 --branch or POS_BRANCH" "$stderr"
	pos pos-admin branch set north
	pos pos-admin branch list
	same '["main",null]
["north",null]' "$(records '[.branch, .inactive]')"
	pos 78 pos-admin till list --branch sooth
	same "pos-admin: no branch 'sooth': 'pos-admin branch list' shows them" \
	    "$stderr"
	pos pos-admin branch set main --inactive
	pos 1 pos-admin branch set north --inactive
	same "pos-admin: 'north' is the last active branch" "$stderr"
}

@test "till: list, set --name --inactive" {
	init
	pos "pos-admin till set bar --name 'At the bar'"
	same '{"type":"till","v":1,"branch":"main","till":"bar","name":"At the bar","branch_no":1,"till_no":2}' \
	    "$output"
	pos pos-admin till set 1 --inactive
	pos 1 pos-admin till set bar --inactive
	same "pos-admin: 'bar' is the last active till of branch 'main'" \
	    "$stderr"
	pos 78 POS_TILL=1 pos-admin till set 2
	same "pos-admin: till '1' of branch 'main' is inactive: choose another\
 with --till or POS_TILL" "$stderr"
	pos 78 pos-admin till set 2 --till foyer
	same "pos-admin: no till 'foyer' in branch 'main': 'pos-admin till\
 list' shows them" "$stderr"
	pos pos-admin till set 2 --till bar
	pos "pos-admin journal --till bar | jq -c '[.till, .seq, .data.till]'"
	same '[2,1,"2"]' "$output"
}

@test "branch, till: codes and names are held to the rules" {
	init
	for what in branch till; do
		pos 65 "pos-admin $what set 'a b'"
		[[ $stderr == "pos-admin: code 'a b': "* ]]
		pos 65 "pos-admin $what set x --name ''"
		[[ $stderr == "pos-admin: name of 'x': "* ]]
	done
}

@test "branch, till: numbers run out" {
	init
	sqlite3 "$POS_STORE" "INSERT INTO branch VALUES (4095, 'z', 'z', 1);
	    INSERT INTO till VALUES (1, 16383, 'z', 'z', 1)"
	pos 1 pos-admin branch set one-more
	same 'pos-admin: a store has at most 4095 branches' "$stderr"
	pos 1 pos-admin till set one-more
	same 'pos-admin: a branch has at most 16383 tills' "$stderr"
}

@test "staff: list, show, set --name --role, limits by role" {
	init
	pos "pos-admin staff set amy --name 'Amy Li'"
	same '{"type":"staff","v":1,"code":"amy","name":"Amy Li","role":"cashier","has_pin":false,"discount_ppm":0,"void_minor":0,"refund_minor":0}' \
	    "$output"
	pos pos-admin staff set bob --role supervisor
	same '["supervisor",-1,-1,-1]' "$(records \
	    '[.role, .discount_ppm, .void_minor, .refund_minor]')"
	pos pos-admin staff set amy --role manager
	same '["Amy Li","manager",-1]' "$(records '[.name, .role, .void_minor]')"
	pos pos-admin staff set amy --role cashier
	same '["cashier",0]' "$(records '[.role, .void_minor]')"
	pos pos-admin staff list
	same '"amy"
"bob"' "$(records .code)"
	pos pos-admin staff show bob --format table
	same 'bob (bob), supervisor
discount any, void any, refund any without approval; has no PIN' "$output"
}

@test "staff --max-discount --max-void --max-refund: kept, any, wrong" {
	init
	pos pos-admin staff set amy --max-discount 12.5% --max-void 20 \
	    --max-refund 9.99
	same '[125000,2000,999]' "$(records \
	    '[.discount_ppm, .void_minor, .refund_minor]')"
	pos pos-admin staff set amy --max-void any
	same '[125000,-1,999]' "$(records \
	    '[.discount_ppm, .void_minor, .refund_minor]')"
	pos 64 pos-admin staff set amy --max-void=-1
	same 'pos-admin: --max-void: -1 may not be negative' "$stderr"
	pos 64 pos-admin staff set amy --max-refund 1.234
	[[ $stderr == 'pos-admin: --max-refund: '* ]]
	pos 64 pos-admin staff set amy --max-discount 101
	[[ $stderr == 'pos-admin: --max-discount: '* ]]
	pos 65 pos-admin staff set amy --role manager --max-void 5
	same "pos-admin: 'amy' is a manager, and those have no limits: leave\
 out --max-discount, --max-void and --max-refund" "$stderr"
}

@test "staff: what is refused" {
	init
	pos 65 "pos-admin staff set 'a b'"
	[[ $stderr == "pos-admin: code 'a b': "* ]]
	pos 65 "pos-admin staff set a --name ''"
	[[ $stderr == "pos-admin: name of 'a': "* ]]
	pos 64 pos-admin staff set a --role boss
	same "pos-admin: --role wants cashier|supervisor|manager, not 'boss'" \
	    "$stderr"
	pos 65 pos-admin staff show nobody
	same "pos-admin: nobody with the code 'nobody' works here: 'pos-admin\
 staff list' shows who does" "$stderr"
}

@test "staff --pin-file: only a file of one's own that others cannot read" {
	init
	pin ok 2580
	pos pos-admin staff set amy --pin-file ok
	same true "$(records .has_pin)"
	pos 'pos-admin staff list; pos-admin staff show amy'
	[[ $output != *scrypt* && $output != *2580* ]]
	pos 'pos-admin journal'
	[[ $output != *2580* ]]
	for mode in 640 604 602; do
		chmod $mode ok
		pos 77 pos-admin staff set amy --pin-file ok
		same "pos-admin: others may read 'ok': chmod 600 it, and\
 change the PIN" "$stderr"
	done
	pos 74 pos-admin staff set amy --pin-file none
	same "pos-admin: cannot read 'none': No such file or directory" "$stderr"
	pos 77 pos-admin staff set amy --pin-file .
	same "pos-admin: '.' is not a regular file: give --pin-fd for a pipe" \
	    "$stderr"
	if [ "$(id -u)" = 0 ]; then
		chmod 600 ok
		chown 12345 ok
		pos 77 pos-admin staff set amy --pin-file ok
		same "pos-admin: 'ok' belongs to somebody else: use a file of\
 your own" "$stderr"
	fi
	pin ok 2580
	pos 64 'pos-admin staff set amy --pin-file ok --pin-fd 0 <ok'
	same 'pos-admin: --pin-file and --pin-fd are one too many' "$stderr"
}

@test "staff --pin-fd: from a descriptor, first line, 4 to 64 characters" {
	init
	pos "echo 1234 | pos-admin staff set amy --pin-fd 0"
	same true "$(records .has_pin)"
	pos "printf 12345 | pos-admin staff set amy --pin-fd 7 7<&0"
	short='pos-admin: a PIN has 4 to 64 characters in its first line'
	pos 65 "echo 123 | pos-admin staff set amy --pin-fd 0"
	same "$short" "$stderr"
	pos 65 "printf '%065d' 0 | pos-admin staff set amy --pin-fd 0"
	same "$short" "$stderr"
	pos "printf '%064d' 0 | pos-admin staff set amy --pin-fd 0"
	pos 65 "head -c 5000 /dev/zero | pos-admin staff set amy --pin-fd 0"
	same "$short" "$stderr"
	pos 74 'pos-admin staff set amy --pin-fd 9 9<&-'
	same 'pos-admin: cannot read the PIN: Bad file descriptor' "$stderr"
}

@test "staff: a key repeated with another PIN does not change it" {
	init
	pos "echo 1234 | pos-admin staff set amy --pin-fd 0 --key k"
	first=$output
	pos "echo 9999 | pos-admin staff set amy --pin-fd 0 --key k"
	same "$first" "$output"
	pos "pos-admin journal --kind staff.set | wc -l"
	same 1 "$output"
}

@test "journal: the hash of a PIN is not shown unless it is asked for" {
	init
	pos "echo 1234 | pos-admin staff set amy --pin-fd 0 --dry-run"
	! grep -q 'scrypt\$15' <<<"$output" || false
	grep -q '"pin":"scrypt\$\*\*' <<<"$output"
	pos "echo 1234 | pos-admin staff set amy --pin-fd 0"
	pos 'pos-admin journal --kind staff.set'
	! grep -q 'scrypt\$15' <<<"$output" || false
	POS_STAFF=amy pos 77 'pos-admin journal --exact'
	same '' "$output"
	# what is shown with --exact is what was hashed
	pos 'pos-admin journal --exact'
	prev=$(printf '%064d' 0)
	while IFS= read -r entry; do
		prev=$(printf '%s%s' "$prev" "$entry" | sha256sum | cut -c1-64)
	done <<<"$output"
	same "$prev" "$(sqlite3 "$POS_STORE" 'SELECT hash FROM chain')"
}

@test "rights: who may change how the shop is set up" {
	init
	pos pos-admin staff set amy
	pos pos-admin staff set bob --role supervisor
	pos pos-admin staff set eve --role manager
	for who in amy bob; do
		for what in 'config set shift required' 'branch set x' \
		    'till set x' 'staff set x'; do
			pos 77 "pos-admin $what --staff $who"
			same "pos-admin: '$who' may not change how the shop is\
 set up" "$stderr"
		done
	done
	pos POS_STAFF=eve pos-admin till set x
	pos 'pos-admin journal --staff eve | jq -r .kind'
	same till.set "$output"
	pos 77 pos-admin till set y --staff eva
	same "pos-admin: nobody with the code 'eva' works here" "$stderr"
	pos pos-admin staff set bob --inactive
	pos 77 pos-admin till set y --staff bob
	same "pos-admin: 'bob' does not work here any more" "$stderr"
}

@test "setting staff required: every change wants --staff" {
	init
	pos pos-admin staff set eve --role manager
	pos pos-admin config set staff required
	pos 77 pos-admin till set x
	same "pos-admin: this shop wants to know who is at work: give --staff\
 CODE or set POS_STAFF" "$stderr"
	pos pos-admin till list
	pos pos-admin till set x --staff eve
	for change in '--inactive' '--role supervisor'; do
		pos 1 "pos-admin staff set eve $change --staff eve"
		same "pos-admin: 'eve' is the last active manager, and staff is\
 required here" "$stderr"
	done
	pos pos-admin staff set joe --role manager --staff eve
	pos pos-admin staff set eve --inactive --staff eve
	pos pos-admin config set staff optional --staff joe
	pos pos-admin staff set joe --inactive
}

@test "a setting that is missing or wrong in the store is named" {
	init
	sqlite3 "$POS_STORE" "DELETE FROM setting WHERE name = 'currency'"
	pos 78 pos-admin till list
	same "pos-admin: setting 'currency' is missing: 'pos-admin config set'\
 gives it one" "$stderr"
	sqlite3 "$POS_STORE" "INSERT INTO setting VALUES (0, 'currency', 'QQQ')"
	pos 78 pos-admin till list
	same "pos-admin: setting 'currency' is 'QQQ', which ISO 4217 does not\
 have" "$stderr"
	sqlite3 "$POS_STORE" 'DELETE FROM till; DELETE FROM branch'
	pos 78 pos-admin till list
	same "pos-admin: the store has no branch: 'pos-admin init' makes a\
 whole one" "$stderr"
}

@test "no store: said with the remedy" {
	pos 78 pos-admin till list
	same "pos-admin: no store at '$POS_STORE' (make one with 'pos-admin\
 init', or say where it is with --store or POS_STORE)" "$stderr"
}

@test "journal --kind --staff --till --since --until: filters" {
	POS_NOW=2026-03-14T10:00:00Z init
	POS_NOW=2026-03-14T11:00:00Z pos pos-admin staff set eve --role manager
	POS_NOW=2026-03-14T12:00:00Z pos pos-admin till set 2 --staff eve
	POS_NOW=2026-03-14T13:00:00Z pos pos-admin config set shift required \
	    --till 2
	pos "pos-admin journal --kind staff.set | jq -r .data.code"
	same eve "$output"
	pos "pos-admin journal --kind 'st*' | jq -r .kind"
	same staff.set "$output"
	pos "pos-admin journal --staff eve | jq -r .kind"
	same till.set "$output"
	pos "pos-admin journal --till 2 | jq -r .kind"
	same setting.set "$output"
	pos "pos-admin journal --since 2026-03-14T11:00:00Z\
 --until 2026-03-14T13:00:00Z | jq -r .kind"
	same 'staff.set
till.set' "$output"
	pos 65 pos-admin journal --till 9
	same "pos-admin: no till '9' in branch 'main': 'pos-admin till list'\
 shows them" "$stderr"
	pos 64 pos-admin journal --since yesterday
	[[ $stderr == 'pos-admin: --since: '* ]]
}

@test "journal: the very bytes that are hashed; --limit: the last ones" {
	init
	sqlite3 "$POS_STORE" "SELECT entry FROM journal ORDER BY seq" >want
	pos pos-admin journal
	same "$(cat want)" "$output"
	for n in 1 3 8 100; do
		pos pos-admin journal --limit $n
		same "$(tail -n $n want)" "$output"
	done
	pos 64 pos-admin journal --limit 0
	same "pos-admin: --limit wants a whole number from 1 to 100000, not\
 '0'" "$stderr"
}

@test "journal: in a table, a line each" {
	init
	pos pos-admin journal --limit 2 --format table
	[[ $output == *kind*$'\n'*setting.set*$'\n'*setting.set* ]]
	same 3 "$(wc -l <<<"$output")"
}

@test "journal --follow: prints what comes until it is killed" {
	no_leak_check
	init
	pos-admin journal --follow --limit 1 >followed 2>complaints &
	follower=$!
	for _ in {1..100}; do
		[ ! -s followed ] || break
		sleep 0.1
	done
	for till in a b c; do
		pos pos-admin till set $till
	done
	for _ in {1..50}; do
		[ "$(wc -l <followed)" -lt 4 ] || break
		sleep 0.1
	done
	kill -0 $follower
	kill $follower
	wait $follower || true
	same 'setting.set null
till.set "a"
till.set "b"
till.set "c"' "$(jq -r '"\(.kind) \(.data.till | tojson)"' followed)"
	same '' "$(cat complaints)"
}

@test "journal --follow: ends when nobody reads any more" {
	no_leak_check
	init
	(
		for _ in {1..40}; do
			sleep 0.1
			pos-admin till set t --name "$RANDOM$RANDOM" || true
		done >/dev/null 2>&1
	) 3>&- &
	writer=$!
	pos 'pos-admin journal --follow | head -n 9 >/dev/null; true'
	kill $writer
	wait $writer || true
}

@test "journal --sale: a sale that is not there" {
	init
	pos 65 pos-admin journal --sale 17
	[[ $stderr == "pos-admin: "*17* ]]
}
