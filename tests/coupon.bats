#!/usr/bin/env bats
#
# pos-promo coupon: codes that are nowhere but on paper, each good once,
# whoever comes second, and whenever a process dies.

load helpers

sql() {
	sqlite3 "$POS_STORE" "$@"
}

# A shop with a promotion of five off that asks for a code.
coupons() {
	shop
	printf '%s' '{"type":"promo","v":1,"code":"FIVE","version":1,' \
	    '"name":"Five off","trigger":"code","effect":{"kind":"amount",' \
	    '"amount_minor":500}}' >five.json
	pos "pos-promo add five.json"
}

# The code of a coupon, in $code.
code_of() {
	pos "pos-promo coupon list '${1%/*}' --from '${1#*/}' \
	    --to '${1#*/}' --codes"
	code=$(records -r .code)
}

members() { # how many; m1 to mN in $member
	local n

	member=(none)
	for ((n = 1; n <= $1; n++)); do
		pos "pos-member enrol --phone $((13800000000 + n)) \
		    --name 'Member $n'"
		member+=("$(records -r .member)")
	done
}

@test "coupon make: numbered codes, once more the same, and a sheet of them" {
	coupons
	pos "pos-promo coupon make SPRING --promo FIVE --count 3 --prefix go \
	    --valid-from 2026-03-14 --valid-to 2026-03-20 --key k"
	same '["coupon.batch","SPRING","FIVE",3,"GO","2026-03-20",0,0]
["SPRING/1","2026-03-20"]
["SPRING/2","2026-03-20"]
["SPRING/3","2026-03-20"]' "$(records 'if .type == "coupon.batch" then
	    [.type, .code, .promo, .made, .prefix, .valid_to, .issued, .taken]
	    else [.number, .last_day] end')"
	same 3 "$(grep -cE '"GO(-[2-9ACEFHKMNPRTVWXY]{4}){4}"' <<<"$output")"
	same 3 "$(records -r '.code' | sort -u | grep -c GO-)"
	first=$output
	pos "pos-promo coupon make SPRING --promo FIVE --count 3 --prefix go \
	    --valid-from 2026-03-14 --valid-to 2026-03-20 --key k"
	same "$first" "$output"
	pos "pos-promo coupon list SPRING --codes"
	same "$(sed 1d <<<"$first")" "$output"
	pos "pos-promo coupon list SPRING --codes --format csv"
	same 'number,code,member,last_day' "$(head -n 1 <<<"$output")"
	same 4 "$(wc -l <<<"$output")"
	pos "pos-promo coupon make S2 --promo FIVE --count 2 --format csv"
	same 3 "$(wc -l <<<"$output")"
	pos "pos-promo coupon make S3 --promo FIVE --count 2 --no-codes"
	same '"coupon.batch"' "$(records .type)"
	pos "pos-promo coupon list"
	same '"S2"
"S3"
"SPRING"' "$(records .code)"
	pos "pos-promo coupon list SPRING --from 2 --state open"
	same '"SPRING/2"
"SPRING/3"' "$(records .number)"
	pos pos-admin verify --deep
}

@test "coupon make: refusals, each with its remedy" {
	coupons
	pos 64 "pos-promo coupon make A --promo FIVE"
	same "pos-promo: coupon make wants --promo RULE and --count N" "$stderr"
	pos 64 "pos-promo coupon make A --promo FIVE --count 10000001"
	pos 65 "pos-promo coupon make A --promo SIX --count 1"
	same "pos-promo: no promotion 'SIX' (pos-promo list shows them)" "$stderr"
	jq -c '.code = "AUTO" | del(.trigger)' five.json >auto.json
	pos "pos-promo add auto.json"
	pos 65 "pos-promo coupon make A --promo AUTO --count 1"
	same "pos-promo: promotion 'AUTO' needs no coupon: its trigger is not 'code'" "$stderr"
	pos 65 "pos-promo coupon make A/B --promo FIVE --count 1"
	pos 65 "pos-promo coupon make A --promo FIVE --count 1 --prefix 'a-b'"
	pos 65 "pos-promo coupon make A --promo FIVE --count 1 --valid-to 2026-03-13"
	same "pos-promo: batch 'A' would be over already" "$stderr"
	pos 65 "pos-promo coupon make A --promo FIVE --count 1 \
	    --valid-from 2026-05-02 --valid-to 2026-05-01"
	pos "pos-promo coupon make A --promo FIVE --count 1"
	pos 1 "pos-promo coupon make A --promo FIVE --count 1"
	same "pos-promo: there is a batch of coupons 'A' already" "$stderr"
	pos 65 "pos-promo coupon list B"
	same "pos-promo: no batch of coupons 'B'" "$stderr"
	pos 64 "pos-promo coupon list --codes"
	pos "pos-promo coupon make D --promo FIVE --count 1 --dry-run"
	same '"coupon.make"' "$(records .kind)"
	pos "pos-promo coupon list"
	same '"A"' "$(records .code)"
}

@test "coupon: a backup, the store and its journal tell no code, and nothing without the key file" {
	coupons
	pos "pos-promo coupon make LEAK --promo FIVE --count 500 --key leak \
	    --format csv"
	cut -d, -f2 <<<"$output" | sed 1d >codes
	pos "pos-promo coupon list LEAK --codes --key again >/dev/null"
	code=$(head -n 1 codes)
	pos "pos-sale new mocha | pos-promo apply --code $code --key apply |
	    pos-pay cash 50"
	pos "pos-admin backup copy.db"
	pos "pos-admin journal >journal"
	same 600 "$(stat -c %a "$POS_STORE.key")"
	tr -d - <codes >bare
	for file in "$POS_STORE" copy.db journal; do
		strings -n 4 "$file" >seen
		[ "$(grep -ciFf codes seen)" = 0 ]
		[ "$(grep -ciFf bare seen)" = 0 ]
	done
	# what is in there is enough for nobody who has no key file
	export POS_STORE=$PWD/copy.db
	code=$(sed -n 2p codes)
	pos 78 "pos-promo coupon show $code"
	[[ $stderr == *'key file'*'missing'* ]]
	pos 78 "pos-promo coupon list LEAK --codes"
	pos "pos-promo coupon show LEAK/2"
	same '"open"' "$(records .state)"
	# with it, all is as it was
	cp "$BATS_TEST_TMPDIR/store.db.key" copy.db.key
	pos "pos-promo coupon show $code"
	same '"LEAK/2"' "$(records .number)"
	pos "pos-promo coupon list LEAK --codes --format csv"
	same "$(cat codes)" "$(cut -d, -f2 <<<"$output" | sed 1d)"
}

@test "coupon show: however it is typed; what is wrong with one tells no more" {
	coupons
	pos "pos-promo coupon make A --promo FIVE --count 9 --prefix SP"
	code_of A/7
	bare=${code#SP-}
	for typed in "$code" "$bare" "${bare//-/}" "${bare,,}" \
	    "${bare//-/ }" "$(tr 8652V BGSZU <<<"$bare")" "sp$bare"; do
		pos "pos-promo coupon show '$typed'"
		same '"A/7"' "$(records .number)"
	done
	# every character, one higher in the alphabet
	for ((i = 0; i < ${#bare}; i++)); do
		[ "${bare:i:1}" != - ] || continue
		wrong=${bare:0:i}$(tr 2-9ACEFHKMNPRTVWXY \
		    3-9ACEFHKMNPRTVWXY2 <<<"${bare:i:1}")${bare:i+1}
		pos 65 "pos-promo coupon show '$wrong'"
		same "pos-promo: the coupon's code was mistyped: its check character is wrong" "$stderr"
	done
	pos 65 "pos-promo coupon show SPRING10"
	same "pos-promo: that is no coupon's code, which has 16 letters and digits" "$stderr"
	pos 65 "pos-promo coupon show 2222-2222-2222-2222"
	same "pos-promo: no such coupon" "$stderr"
	pos 65 "pos-promo coupon show 'XY-$bare'"
	same "pos-promo: no such coupon" "$stderr"
	pos 65 "pos-promo coupon show A/10"
	same "pos-promo: no coupon 'A/10'" "$stderr"
	pos 65 "pos-promo coupon show A/07"
}

@test "coupon: codes are for managers, and who saw them is in the journal" {
	coupons
	pos "pos-promo coupon make A --promo FIVE --count 2"
	pos "pos-admin staff set amy --name Amy --role supervisor"
	pos "pos-admin staff set bo --name Bo --role manager"
	pos 77 "pos-promo coupon list A --codes --staff amy"
	pos 77 "pos-promo coupon make B --promo FIVE --count 2 --staff amy"
	pos 77 "pos-promo coupon freeze A --staff amy"
	pos 77 "pos-promo coupon issue A --to x --staff amy"
	pos "pos-promo coupon list A --staff amy"
	# a key that somebody else used opens nothing
	pos "pos-promo coupon make C --promo FIVE --count 1 --key k --staff bo"
	pos 77 "pos-promo coupon make C --promo FIVE --count 1 --key k \
	    --staff amy"
	pos "pos-promo coupon list C --codes --key l --staff bo"
	pos 77 "pos-promo coupon list C --codes --key l --staff amy"
	pos 1 "pos-promo coupon list C --codes --key l"
	pos "pos-promo coupon list A --from 2 --codes --staff bo"
	same '"A/2"' "$(records .number)"
	pos "pos-admin journal | jq -c 'select(.kind == \"coupon.show\")'"
	same '["bo",{"batch":"C"}]
["bo",{"batch":"A","first":2}]' "$(records '[.staff, .data]')"
}

@test "coupon: a sale takes it, gives it back, and uses it up" {
	coupons
	pos "pos-promo coupon make A --promo FIVE --count 5"
	code_of A/3
	pos "pos-sale new mocha | pos-promo apply --code $code"
	same '[2700,["A/3"],"A/3"]' \
	    "$(records '[.total_minor, .coupons, .offers[0].coupon]')"
	pos 1 "pos-sale new mocha | pos-promo apply --code $code"
	same "pos-promo: coupon 'A/3' is on sale 1 of 2026-03-14, which is not finished" "$stderr"
	pos "pos-promo coupon stats A"
	same '[5,1,0,0]' "$(records '[.made, .taken, .redeemed, .discount_minor]')"
	pos "pos-promo apply --sale 1 --no-code A/3"
	same '[3200,null]' "$(records '[.total_minor, .coupons]')"
	pos "pos-promo apply --sale 2 --code $code"
	pos "pos-sale void --sale 2 --reason test"
	pos "pos-promo coupon show A/3"
	same '"open"' "$(records .state)"
	pos "pos-promo apply --sale 1 --code $code | pos-pay cash 27"
	same '"completed"' "$(records .state)"
	pos 1 "pos-sale new mocha | pos-promo apply --code $code"
	same "pos-promo: coupon 'A/3' was used in sale 1 of 2026-03-14" "$stderr"
	pos "pos-promo coupon show $code"
	same '["taken",true]' "$(records '[.state, (.sale != null)]')"
	pos "pos-promo coupon stats"
	same '["A",5,0,0,1,500,2700,200000]' "$(records '[.batch, .made,
	    .issued, .taken, .redeemed, .discount_minor, .total_minor,
	    .rate_ppm]')"
	pos 1 "pos-promo coupon freeze A/3"
	same "pos-promo: coupon 'A/3' was taken by a sale already" "$stderr"
	pos pos-admin verify --deep
	pos "pos-admin rebuild --into new.db"
	POS_STORE=new.db pos "pos-promo coupon list A"
	same '["open","open","taken","open","open"]' "$(records -s 'map(.state)')"
}

@test "coupon: frozen ones and whole batches, and days, by the clock of the branch" {
	coupons
	pos "pos-promo coupon make A --promo FIVE --count 3 \
	    --valid-from 2026-03-15 --valid-to 2026-03-16"
	code_of A/1
	pos "pos-sale new mocha"
	pos 1 "pos-promo apply --sale 1 --code $code"
	same "pos-promo: coupon 'A/1' is good from 2026-03-15 on" "$stderr"
	export POS_NOW=2026-03-16T23:59:00+08:00
	pos "pos-sale new mocha | pos-promo apply --code $code"
	same 2700 "$(records .total_minor)"
	pos "pos-promo apply --sale 1 --off"
	export POS_NOW=2026-03-17T00:00:00+08:00
	pos 1 "pos-sale new mocha | pos-promo apply --code $code"
	same "pos-promo: coupon 'A/1' was good until 2026-03-16" "$stderr"
	pos "pos-promo coupon stats A"
	same '[3,0]' "$(records '[.expired, .redeemed]')"
	export POS_NOW=2026-03-16T12:00:00+08:00
	pos "pos-promo coupon freeze A/2"
	same '["coupon","frozen"]' "$(records '[.type, .state]')"
	code_of A/2
	pos 1 "pos-sale new mocha | pos-promo apply --code $code"
	same "pos-promo: coupon 'A/2' is frozen" "$stderr"
	pos "pos-promo coupon freeze A"
	same 'true' "$(records .frozen)"
	code_of A/3
	pos 1 "pos-sale new mocha | pos-promo apply --code $code"
	pos "pos-admin journal | wc -l"
	was=$output
	pos "pos-promo coupon freeze A"
	pos "pos-admin journal | wc -l"
	same "$was" "$output"
	pos "pos-promo coupon unfreeze A"
	pos "pos-sale new mocha | pos-promo apply --code $code"
	pos "pos-promo coupon list A"
	same '["open","frozen","taken"]' "$(records -s 'map(.state)')"
	pos "pos-promo coupon unfreeze A/2"
	same '"open"' "$(records .state)"
	same 1 "$(sql 'SELECT COUNT(*) FROM coupon')"
	pos 65 "pos-promo coupon freeze B"
	same "pos-promo: no batch of coupons and no coupon 'B'" "$stderr"
	pos pos-admin verify --deep
}

@test "coupon issue and transfer: to members, who alone may use them" {
	coupons
	members 3
	pos "pos-promo coupon make A --promo FIVE --count 6 --transferable \
	    --valid-days 2"
	code_of A/1
	pos 1 "pos-sale new mocha | pos-promo apply --code $code"
	same "pos-promo: coupon 'A/1' is good only once it is issued to a member" "$stderr"
	pos "pos-promo coupon issue A --to 13800000001 --count 2 --key k"
	same "[1,2,[[\"${member[1]}\",\"A/1\",2]]]" "$(records '[.members,
	    .coupons, (.holders | map([.member, .first, .count]))]')"
	first=$output
	pos "pos-promo coupon issue A --to 13800000001 --count 2 --key k"
	same "$first" "$output"
	pos "pos-promo coupon list --member ${member[1]}"
	same '["A/1","issued","2026-03-15"]
["A/2","issued","2026-03-15"]' "$(records '[.number, .state, .last_day]')"
	pos 1 "pos-promo apply --sale 1 --code $code"
	same "pos-promo: coupon 'A/1' is a member's: name the member first" "$stderr"
	pos "pos-member attach ${member[2]} --sale 1"
	pos 1 "pos-promo apply --sale 1 --code $code"
	same "pos-promo: coupon 'A/1' is another member's" "$stderr"
	pos "pos-admin staff set amy --name Amy --role cashier"
	pos 1 "pos-promo coupon transfer $code --to ${member[2]} \
	    --from ${member[3]} --staff amy"
	pos 77 "pos-promo coupon transfer $code --to ${member[2]} --staff amy"
	pos 77 "pos-promo coupon transfer A/1 --to ${member[2]} \
	    --from ${member[1]} --staff amy"
	pos "pos-promo coupon transfer $code --to ${member[2]} \
	    --from ${member[1]} --staff amy"
	same "[\"issued\",\"${member[2]}\",\"2026-03-15\"]" \
	    "$(records '[.state, .member, .last_day]')"
	pos "pos-promo apply --sale 1 --code $code | pos-pay cash 27"
	pos 1 "pos-promo coupon transfer A/1 --to ${member[3]}"
	# the list: once each, by phone or code or record; a whole or nothing
	printf '%s\n' 13800000002 "${member[2]}" \
	    "{\"type\":\"member\",\"v\":1,\"member\":\"${member[3]}\"}" >list
	pos 1 "pos-promo coupon issue A --list list --count 3"
	[[ $stderr == "pos-promo: batch 'A' has not so many coupons left:"* ]]
	pos "pos-promo coupon issue A --list list --count 2"
	same '[2,4,null]' "$(records '[.members, .coupons, .holders]')"
	echo nobody >>list
	pos 65 "pos-promo coupon issue A --list list"
	same "pos-promo: no member 'nobody'" "$stderr"
	pos 66 "pos-promo coupon issue A --list - </dev/null"
	pos 64 "pos-promo coupon issue A"
	pos "pos-promo coupon stats A"
	same '[6,6,1,166666]' \
	    "$(records '[.made, .issued, .redeemed, .rate_ppm]')"
	pos "pos-promo coupon list --member ${member[3]} --codes --format csv"
	same "A/5,A/6" "$(sed 1d <<<"$output" | cut -d, -f1 | paste -sd,)"
	pos "pos-promo coupon make B --promo FIVE --count 2 --member-only"
	code_of B/1
	pos 1 "pos-sale new mocha | pos-promo apply --code $code"
	same "pos-promo: coupon 'B/1' is for members: name the member first" "$stderr"
	pos "pos-member attach ${member[1]} --sale 2 |
	    pos-promo apply --code $code"
	same 2700 "$(records .total_minor)"
	pos "pos-promo coupon issue B --to ${member[3]}"
	same '"B/2"' "$(records '.holders[0].first')"
	code_of B/2
	pos 1 "pos-promo coupon transfer $code --to ${member[2]} \
	    --from ${member[3]}"
	same "pos-promo: coupon 'B/2' stays with whom it was issued to" "$stderr"
	pos pos-admin verify --deep
}

@test "coupon: by its number, where the sale's member holds it" {
	coupons
	members 2
	pos "pos-promo coupon make A --promo FIVE --count 3 --no-codes"
	pos "pos-promo coupon issue A --to ${member[1]}"
	pos "pos-sale new mocha"
	pos 1 "pos-promo apply --sale 1 --code A/2"
	same "pos-promo: coupon 'A/2' is held by nobody: its code is wanted" \
	    "$stderr"
	pos 1 "pos-promo apply --sale 1 --code A/1"
	pos 65 "pos-promo apply --sale 1 --code A/4"
	same "pos-promo: no coupon 'A/4'" "$stderr"
	pos "pos-member attach ${member[2]} --sale 1"
	pos 1 "pos-promo apply --sale 1 --code A/1"
	pos "pos-member attach ${member[1]} --sale 1"
	pos "pos-promo apply --sale 1 --code A/1"
	same '[2700,["A/1"]]' "$(records '[.total_minor, .coupons]')"
	pos "pos-promo apply --sale 1 --no-code A/1"
	same '[3200,null]' "$(records '[.total_minor, .coupons]')"
	pos "pos-promo quote mocha --member ${member[1]} --code A/1"
	same 2700 "$(records .total_minor)"
	pos "pos-admin verify --deep"
}

@test "coupon: what a member held is its heir's" {
	coupons
	members 2
	pos "pos-promo coupon make A --promo FIVE --count 2"
	pos "pos-promo coupon issue A --to ${member[1]}"
	pos "pos-member merge ${member[1]} ${member[2]}"
	pos "pos-promo coupon list --member ${member[2]}"
	same "[\"A/1\",\"${member[2]}\"]" "$(records '[.number, .member]')"
	code_of A/1
	pos "pos-sale new mocha | pos-member attach ${member[2]} |
	    pos-promo apply --code $code"
	same 2700 "$(records .total_minor)"
	pos pos-admin verify --deep
}

@test "coupon: eight tills that want one, one gets it" {
	coupons
	for n in 2 3 4 5 6 7 8; do
		pos "pos-admin till set $n"
	done
	pos "pos-promo coupon make A --promo FIVE --count 3"
	for n in 1 2 3 4 5 6 7 8; do
		pos "pos-sale new mocha --till $n"
		sale[n]=$n
	done
	for round in 1 2 3; do
		code_of A/$round
		all=()
		for n in 1 2 3 4 5 6 7 8; do
			all+=("pos-promo apply --sale ${sale[n]} --till $n \
			    --code $code")
		done
		at_once "${all[@]}"
		same '0 1 1 1 1 1 1 1' "$codes"
		winner=$(cat out-* | jq -r .number)
		same "pos-promo: coupon 'A/$round' is on sale $winner of 2026-03-14, which is not finished" \
		    "$(cat err-* | sort -u)"
		pos "pos-promo coupon list A --state taken"
		same "$round" "$(wc -l <<<"$output")"
		pos "pos-pay cash 50 --sale $winner"
		for n in 1 2 3 4 5 6 7 8; do
			[ "${sale[n]}" = "$winner" ] || continue
			pos "pos-sale new mocha --till $n"
			sale[n]=$(records .number)
		done
	done
	pos "pos-promo coupon stats A"
	same '[0,3]' "$(records '[.taken, .redeemed]')"
	pos pos-admin verify --deep
}

@test "coupon make: a reader that goes away, a full disk: the batch is there, and its codes" {
	coupons
	pos 74 "pos-promo coupon make A --promo FIVE --count 50000 \
	    --format csv --key k >/dev/full"
	[[ $stderr == *"pos-promo coupon list A --codes"* ]]
	pos "pos-promo coupon list A --codes --format csv | sha256sum"
	was=$output
	pos "pos-promo coupon make A --promo FIVE --count 50000 \
	    --format csv --key k | sha256sum"
	same "$was" "$output"
	pos "{ pos-promo coupon make B --promo FIVE --count 50000 \
	    --format csv; echo \$? >code; } | head -n 1"
	same 74 "$(cat code)"
	pos "pos-promo coupon list B --codes --format csv | wc -l"
	same 50001 "$output"
}

@test "coupon: kill -9 at any moment, and the same again completes it" {
	coupons
	no_leak_check
	members 20
	printf '%s\n' "${member[@]:1}" >list
	for ((i = 1; i <= 12; i++)); do
		make="pos-promo coupon make K$i --promo FIVE --count 20000 \
		    --format csv --key k$i"
		$make >codes 3>&- &
		sleep "0.0$(printf %02d $((RANDOM % 99)))"
		kill -9 $! 2>/dev/null || true
		wait $! || true
		pos "$make"
		same 20001 "$(wc -l <<<"$output")"
		# what had been printed is the beginning of it
		cut -d, -f1,2 codes | sed '$d' >begun
		same "$(cat begun)" "$(head -n "$(wc -l <begun)" <<<"$output" |
		    cut -d, -f1,2)"
	done
	same 12 "$(sql 'SELECT COUNT(*) FROM coupon_batch')"
	for ((i = 1; i <= 12; i++)); do
		issue="pos-promo coupon issue K$i --list list --count 100 \
		    --key i$i"
		$issue >/dev/null 3>&- &
		sleep "0.0$(printf %02d $((RANDOM % 60)))"
		kill -9 $! 2>/dev/null || true
		wait $! || true
		pos "$issue"
		same '[20,2000]' "$(records '[.members, .coupons]')"
	done
	same '24000|20|24000' "$(sql 'SELECT COUNT(*), COUNT(DISTINCT member),
	    (SELECT SUM(issued) FROM coupon_batch) FROM coupon')"
	pos pos-admin verify --deep
}

@test "coupon: verify finds counters and sales that are not" {
	coupons
	pos "pos-promo coupon make A --promo FIVE --count 3"
	code_of A/1
	pos "pos-sale new mocha | pos-promo apply --code $code"
	sql 'UPDATE coupon_batch SET taken = 2'
	pos 65 pos-admin verify
	same "pos-admin: coupons 'A': the batch's counters are not those of its coupons" "$stderr"
	sql 'UPDATE coupon_batch SET taken = 1; UPDATE coupon SET sale_number = 9'
	pos 65 pos-admin verify
	same "pos-admin: coupon 'A/1' was taken by a sale that is void or is not there" "$stderr"
	sql 'UPDATE coupon SET sale_number = 1'
	pos pos-admin verify --deep
}
