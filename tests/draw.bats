#!/usr/bin/env bats
#
# Lucky draws and scratch tickets: nobody can choose who wins, anybody can
# check it, and no prize is given once too often.

load helpers

sql() {
	sqlite3 "$POS_STORE" "$@"
}

# N sales, paid; their ids in $sales
sell() {
	pos "for i in \$(seq $1); do
		pos-sale new '${2:-mocha}' | pos-pay cash; done"
	mapfile -t sales < <(jq -r .id <<<"$output")
}

# What anybody can do with what was published.
rechecked() {
	pos "pos-promo draw show $1 --tickets >draw-$1.jsonl"
	pos "'$root/examples/draw-check.sh' draw-$1.jsonl"
	same "$1: $2 tickets, all as drawn" "$output"
}

@test "draw: opened, played, closed, checked by us and by openssl" {
	shop
	pos 'pos-promo draw open S --prize coffee:30 --prize none:70 \
	    --per-order-over 20'
	same '["S","draw","open",0,true,2000]' "$(records '[.code, .kind,
	    .state, .tickets, .per_order, .per_order_over_minor]')"
	commitment=$(records -r .commitment)
	sell 12
	pos "printf '%s\n' $(printf '{"type":"sale","v":1,"id":"%s"} ' \
	    "${sales[@]}" | sed "s/[^ ]*/'&'/g") | pos-promo draw play S"
	same 12 "$(records .id | wc -l)"
	first=$output
	same '"S/1"' "$(records .id | head -n 1)"
	# again: the same tickets, and nothing new
	for sale in "${sales[@]}"; do
		pos "pos-promo draw play S --sale $sale"
		same true "$(records .again)"
		same "$(jq -c "select(.ticket == \"$sale\")" <<<"$first")" \
		    "$(records 'del(.again)')"
	done
	same 12 "$(sql 'SELECT COUNT(*) FROM ticket')"
	pos 1 'pos-promo draw check S'
	[[ $stderr == *"draw 'S' is still open"* ]]
	pos 'pos-promo draw close S'
	same closed "$(records -r .state)"
	same "$commitment" "$(printf '%b' \
	    "$(records -r .seed | sed 's/../\\x&/g')" | sha256sum |
	    cut -d ' ' -f 1)"
	pos 'pos-promo draw check S'
	same '[true,12,0,true]' "$(records '[.ok, .tickets, .wrong, .seed_ok]')"
	rechecked S 12
	sell 1
	pos 1 "pos-promo draw play S --sale ${sales[0]}"
	same "pos-promo: draw 'S' is closed" "$stderr"
	pos 1 'pos-promo draw close S'
	pos pos-admin verify --deep
}

@test "draw: until it is closed, the seed stands nowhere" {
	shop
	pos 'pos-promo draw open S --prize a:1 --prize none:9 --key o'
	pos 'pos-promo draw close S --dry-run'
	[[ $output == *'"seed":"****'* ]]
	pos 'pos-sale new mocha | pos-pay cash | pos-promo draw play S'
	pos "pos-admin backup copy.db"
	cp "$POS_STORE" before.db
	pos 'pos-promo draw close S'
	seed=$(records -r .seed)
	pos 1 "cat before.db copy.db | grep -qaF $seed"
	pos 1 "cat before.db copy.db | od -An -v -tx1 | tr -d ' \n' | grep -qF $seed"
	# and without the key file nobody can play it, or close it
	export POS_STORE=$PWD/copy.db
	pos 78 'pos-sale new mocha | pos-pay cash | pos-promo draw play S'
	pos 78 'pos-promo draw close S'
}

@test "draw: what was changed afterwards is found" {
	shop
	pos 'pos-promo draw open S --prize a:50 --prize none:50'
	sell 8
	for sale in "${sales[@]}"; do
		pos "pos-promo draw play S --sale $sale"
	done
	pos 'pos-promo draw close S'
	sql 'UPDATE ticket SET prize = 3 - prize WHERE n = 5'
	pos 1 'pos-promo draw check S'
	same '[false,1,5]' "$(records '[.ok, .wrong, .first_wrong]')"
	same "pos-promo: draw 'S' is not what its seed says" "$stderr"
	pos 'pos-promo draw show S --tickets >d.jsonl'
	pos 1 "'$root/examples/draw-check.sh' d.jsonl"
	[[ $output == 'ticket 5: prize '* ]]
	pos 65 'pos-admin verify --deep'
	sql 'UPDATE ticket SET prize = 3 - prize WHERE n = 5'
	pos 'pos-promo draw check S'
	# another seed than was committed to
	jq -c 'if .seed then .seed |= "00" + .[2:] else . end' d.jsonl >e.jsonl
	pos 1 "'$root/examples/draw-check.sh' e.jsonl"
	[[ $output == 'the seed is not the one that was committed to: '* ]]
	# a ticket that was left out
	pos 'pos-promo draw show S --tickets >d.jsonl'
	jq -c 'select(.n != 3)' d.jsonl >e.jsonl
	pos 1 "'$root/examples/draw-check.sh' e.jsonl"
	[[ $output == 'ticket 3 is missing'* ]]
}

@test "draw: counted prizes, eight tills: each is given just so often" {
	shop
	pos 'pos-promo draw open E --exact --prize gold:3 --prize silver:10 \
	    --prize none:27'
	sell 56
	printf '{"type":"sale","v":1,"id":"%s"}\n' "${sales[@]}" |
	    split -n r/8 - part-
	for part in part-*; do
		while read -r line; do
			pos-promo draw play E <<<"$line" || true
		done <"$part" >"out-$part" 2>"err-$part" 3>&- &
	done
	wait
	same 40 "$(cat out-* | wc -l)"
	same 16 "$(grep -c "draw 'E' has no ticket left" \
	    <(cat err-part-*))"
	same "$(seq 40)" "$(jq .n out-* | sort -n)"
	same '[["gold",3],["none",27],["silver",10]]' "$(jq -sc 'group_by(.prize)
	    | map([.[0].prize, length])' out-*)"
	pos 'pos-promo draw close E'
	pos 'pos-promo draw check E'
	same true "$(records .ok)"
	rechecked E 40
	pos pos-admin verify --deep
}

@test "draw: scratch tickets are shuffled once, when they are opened" {
	shop
	pos 'pos-promo draw open X --kind scratch --prize big:1 \
	    --prize small:5 --prize none:6'
	sell 13
	for sale in "${sales[@]:0:12}"; do
		pos "pos-promo draw play X --sale $sale"
	done
	pos 1 "pos-promo draw play X --sale ${sales[12]}"
	same "pos-promo: draw 'X' has no ticket left" "$stderr"
	same '1|1
2|5
3|6' "$(sql 'SELECT n, given FROM draw_prize ORDER BY n')"
	pos 'pos-promo draw close X'
	pos 'pos-promo draw check X'
	rechecked X 12
	pos pos-admin verify --deep
	pos 65 'pos-promo draw open Y --kind scratch --prize a:100001'
	[[ $stderr == *'at most 100000' ]]
}

@test "draw: a prize that runs out falls out of the weights" {
	shop
	pos 'pos-promo draw open M --prize rare:1000:2 --prize none:1'
	sell 10
	for sale in "${sales[@]}"; do
		pos "pos-promo draw play M --sale $sale"
	done
	pos 'pos-promo draw close M'
	same 2 "$(records '.prizes[0].given')"
	rechecked M 10
}

@test "draw: prizes are handed out once" {
	shop
	pos 'pos-promo draw open S --exact --prize "a cup:1" --prize none:1'
	sell 2
	for sale in "${sales[@]}"; do
		pos "pos-promo draw play S --sale $sale"
	done
	won=$(sql "SELECT n FROM ticket WHERE prize = 1")
	pos "pos-promo draw claim S/$won --key c"
	same given "$(records -r .state)"
	pos "pos-promo draw claim S/$won --key c"
	pos 1 "pos-promo draw claim S/$won"
	[[ $stderr == *"was handed out at 2026-03-14T02:00:00.000Z" ]]
	pos 1 "pos-promo draw claim S/$((3 - won))"
	[[ $stderr == *'won nothing' ]]
	pos 65 'pos-promo draw claim S/3'
	[[ $stderr == *"draw 'S' has no ticket 3: 2 were drawn" ]]
	for id in S S/ S/0 S/x /1 17 S/99999999999999999999; do
		pos 65 "pos-promo draw claim '$id'"
	done
	pos pos-admin verify --deep
}

@test "draw: prizes from a file" {
	shop
	cat >prizes <<-'END'
		{"type":"prize","v":1,"name":"coffee","kind":"item","item":"mocha","weight":5}

		{"type":"prize","v":1,"name":"ten points","kind":"points","points":10,"weight":20,"count":100}
		{"type":"prize","v":1,"name":"better luck next time","kind":"none","weight":75}
	END
	pos 'pos-promo draw open F --prizes prizes'
	same '["coffee","ten points","better luck next time"]' \
	    "$(records '[.prizes[].name]')"
	pos 'pos-promo draw open G --prizes - <prizes'
	pos 66 'pos-promo draw open H --prizes none-such'
	echo '{"type":"prize","v":1,"name":"x","wieght":5}' >bad
	pos 65 'pos-promo draw open H --prizes bad'
	[[ $stderr == *"bad:1: "*"did you mean 'weight'"* ]]
	echo '{"type":"prize","v":1,"name":"x","kind":"points","weight":5}' >bad
	pos 65 'pos-promo draw open H --prizes bad'
	[[ $stderr == *'points go with kind points'* ]]
	pos pos-promo draw list
	same '["F","G"]' "$(records -s 'map(.code)')"
}

@test "draw: what makes no sense is refused" {
	shop
	for prize in coffee coffee: :5 coffee:0 coffee:-1 coffee:x '' \
	    points=:5 points=x:5 gold=3:5 coffee:99999999999; do
		pos 65 "pos-promo draw open S --prize '$prize'"
		[[ $stderr == *"expected a name and a number"* ]]
	done
	pos 65 'pos-promo draw open S --exact --prize a:5:6'
	pos 64 'pos-promo draw open S'
	pos 65 'pos-promo draw open "a b" --prize a:1'
	pos 65 'pos-promo draw open "a|b" --prize a:1'
	pos 65 'pos-promo draw open S --prize item=lattte:1'
	pos 65 'pos-promo draw open S --prize coupon=NONE:1'
	pos 65 'pos-promo draw open S --prize a:1 --until 2026-03-14T01:00:00Z'
	pos 65 'pos-promo draw open S --prize a:1 --per-order-over 5 \
	    --cost-points 5'
	same 0 "$(sql 'SELECT COUNT(*) FROM draw')"
	pos 'pos-promo draw open S --prize a:1 --per-order-over 40 \
	    --until 2026-03-14T04:00:00Z'
	pos 1 'pos-promo draw open S --prize a:1'
	[[ $stderr == *"draw 'S' exists already"* ]]
	pos 65 'pos-promo draw play T --sale 1'
	pos 65 'pos-promo draw play S --sale 1'
	pos 'pos-sale new mocha'
	pos 1 'pos-promo draw play S --sale 1'
	[[ $stderr == *'sale 1 is not paid yet' ]]
	pos 'pos-pay cash --sale 1'
	pos 1 'pos-promo draw play S --sale 1'
	[[ $stderr == *'is for orders of 40.00 and more' ]]
	pos 'pos-sale new mocha:9 | pos-pay cash'
	export POS_NOW=2026-03-14T12:00:00+08:00
	pos 1 'pos-promo draw play S --sale 2'
	[[ $stderr == *"draw 'S' ended at 2026-03-14T04:00:00.000Z" ]]
	pos 64 'pos-promo draw play S --sale 2 --member m1'
	pos 66 'pos-promo draw play S </dev/null'
	pos pos-admin verify --deep
}

@test "draw: kill -9 while playing: once more gives the same, once" {
	shop
	pos 'pos-promo draw open K --exact --prize gold:5 --prize none:35'
	sell 24
	for sale in "${sales[@]}"; do
		pos-promo draw play K --sale "$sale" >>acknowledged \
		    2>/dev/null 3>&- &
		sleep "0.0$((RANDOM % 4))$((RANDOM % 10))"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
	done
	grep '}$' acknowledged >whole || true
	for sale in "${sales[@]}"; do
		pos "pos-promo draw play K --sale $sale"
		cat "$pos_stdout" >>after
	done
	# what somebody was shown is what stands there
	same "$(jq -c 'del(.again)' whole | sort -u)" "$(jq -c 'del(.again)' \
	    after | grep -xFf <(jq -c 'del(.again)' whole) | sort -u)"
	same "$(seq 24)" "$(sql 'SELECT n FROM ticket ORDER BY n')"
	pos 'pos-promo draw close K'
	rechecked K 24
	pos pos-admin verify --deep
}

members() {
	pos "for n in \$(seq $1); do
		pos-member enrol --phone 1380000000\$n >/dev/null; done"
}

points() { # MEMBER
	pos "pos-member points $1"
	points=$(records .points)
}

@test "draw: tickets that cost points, points that are won" {
	shop
	members 2
	pos 'pos-member points adjust m1000001 +50 --reason x --for-ever'
	pos 'pos-promo draw open P --exact --prize points=50:2 \
	    --prize none:2 --cost-points 20 --points-until 2026-12-31'
	pos 1 'pos-promo draw play P --member m1000002'
	same "pos-promo: a ticket costs 20 points, 'm1000002' has 0" "$stderr"
	pos 'pos-promo draw play P --member 13800000001 --key k1'
	same '"m1000001/1"' "$(records .ticket)"
	first=$(records .prize_n)
	# under its key it is the same, without one the next
	pos 'pos-promo draw play P --member 13800000001 --key k1'
	points m1000001
	same $((first == 1 ? 80 : 30)) "$points"
	pos 'pos-promo draw play P --member m1000001'
	same '["P/2","m1000001/2"]' "$(records '[.id, .ticket]')"
	pos 'pos-member points adjust m1000001 +200 --reason x --for-ever'
	pos 'pos-promo draw play P --member m1000001'
	pos 'pos-promo draw play P --member m1000001'
	pos 1 'pos-promo draw play P --member m1000001'
	points m1000001
	same 270 "$points"
	pos 'pos-member points m1000001'
	same 2026-12-31 "$(records -r '[.lots[].until // empty] | first')"
	pos 1 'pos-sale new mocha | pos-pay cash | pos-promo draw play P'
	pos 1 'pos-promo draw claim P/1'
	pos 65 'pos-promo draw play P --member m1000009'
	pos 'pos-promo draw close P'
	rechecked P 4
	pos pos-admin verify --deep
}

@test "draw: eight tills, points for three tickets: three tickets" {
	shop
	members 1
	pos 'pos-member points adjust m1000001 +60 --reason x --for-ever'
	pos 'pos-promo draw open P --prize a:1 --prize none:3 --cost-points 20'
	for i in 1 2 3 4 5 6 7 8; do
		pos-promo draw play P --member m1000001 \
		    >"out-$i" 2>"err-$i" 3>&- &
	done
	wait
	same 3 "$(cat out-* | wc -l)"
	same 5 "$(cat err-* | grep -c 'costs 20 points')"
	points m1000001
	same 0 "$points"
	pos pos-admin verify --deep
}

@test "draw: a free ticket a member; coupons are issued, or kept" {
	shop
	members 4
	pos "pos-promo import - <<<'{\"type\":\"promo\",\"v\":1,
	    \"code\":\"five\",\"name\":\"Five\",\"trigger\":\"code\",
	    \"effect\":{\"kind\":\"amount\",\"amount_minor\":500},
	    \"stacking\":{\"lane\":35}}'"
	pos 'pos-promo coupon make LUCKY --promo five --count 2 --no-codes'
	pos 'pos-promo draw open C --prize coupon=LUCKY:1'
	pos 'pos-promo draw play C --member m1000001'
	same '["m1000001/1","given","LUCKY/1"]' "$(records '[.ticket, .state,
	    .coupon]')"
	pos 'pos-promo draw play C --member m1000001'
	same '["C/1",true]' "$(records '[.id, .again]')"
	# a cashier hands it out as well: it is the draw that does
	pos 'pos-admin staff set amy --role cashier'
	pos 'pos-promo draw play C --member m1000002 --staff amy'
	same 'LUCKY/2' "$(records -r .coupon)"
	pos 77 'pos-promo draw close C --staff amy'
	# none left: won all the same, and given once there are some
	pos 'pos-promo draw play C --member m1000003'
	same '["won",null]' "$(records '[.state, .coupon]')"
	pos 1 'pos-promo draw claim C/3'
	pos 'pos-promo coupon list LUCKY --member m1000001'
	same 'LUCKY/1' "$(records -r .number)"
	# of a sale without a member: when somebody says who
	pos 'pos-promo draw open S --prize points=7:1'
	pos 'pos-sale new mocha | pos-pay cash | pos-promo draw play S'
	same won "$(records -r .state)"
	pos 1 'pos-promo draw claim S/1'
	[[ $stderr == *'7 points go to a member: say --member' ]]
	pos 'pos-promo draw claim S/1 --member m1000004'
	same '["given","m1000004"]' "$(records '[.state, .member]')"
	points m1000004
	same 7 "$points"
	pos 1 'pos-promo draw claim C/3 --member m1000004'
	[[ $stderr == *"ticket 'C/3' is of member 'm1000003'" ]]
	pos pos-admin verify --deep
}
