#!/usr/bin/env bats
#
# Examples about members and promotions: they work, and go on where they broke
# off.

load helpers

setup() {
	pos_environment
	no_leak_check
	PATH=$root/examples:$PATH
	pos "pos-admin init --name 'Sweet Corner' --currency CNY \
	    --zone Asia/Shanghai"
	pos "pos-stock menu import '$root/share/demo/menu.csv'"
	pos pos-stock receive tiramisu:100 basque:100
}

# comes_to AMOUNT CART: what it costs now
comes_to() {
	pos "pos-promo quote ${*:2}"
	same "$1" "$(records .total_minor)"
}

@test "happy-hour.sh: on until its end, off at once" {
	pos 'pos-promo add percent 15 --item sesame-soup --as rain --paused'
	comes_to 2200 sesame-soup
	pos 'happy-hour.sh rain on 60'
	comes_to 1870 sesame-soup
	# nobody switched it off
	export POS_NOW=2026-03-14T11:00:00+08:00
	comes_to 2200 sesame-soup
	pos 'happy-hour.sh rain on 90'
	pos 'pos-sale new sesame-soup | pos-promo apply'
	same 1870 "$(records .total_minor)"
	pos 'happy-hour.sh rain off'
	comes_to 2200 sesame-soup
	# the order that was open loses it with its next change
	pos 'pos-sale add sesame-soup --sale 1'
	same 4400 "$(records .total_minor)"
	for words in '' 'rain' 'rain on' 'rain on x' 'rain off 5' 'rain in 5'; do
		pos 64 "happy-hour.sh $words"
		[[ $stderr == usage:*'CODE off' ]]
	done
	pos 65 'happy-hour.sh rian on 5'
	pos 78 "POS_STORE=none happy-hour.sh rain off"
	pos pos-admin verify --deep
}

@test "happy-hour.sh: what it says of hours in the rule is so" {
	# the 14th is a Saturday
	pos 'pos-promo add percent 20 --category Cakes --as happy \
	    --days mon-fri --from 15:00 --to 17:00'
	export POS_NOW=2026-03-16T14:59:59+08:00
	comes_to 3800 tiramisu
	export POS_NOW=2026-03-16T16:59:00+08:00
	pos 'pos-sale new tiramisu | pos-promo apply'
	same 3040 "$(records .total_minor)"
	export POS_NOW=2026-03-16T17:05:00+08:00
	comes_to 3800 tiramisu
	pos 'pos-sale add basque --sale 1'
	same 5920 "$(records .total_minor)"
	pos 'pos-pay cash --sale 1'
	same completed "$(records -r .state)"
	pos pos-admin verify --deep
}

# A sender that ends with what $END says, or kills whoever started it.
sender() {
	cat >sender <<-'END'
	#!/bin/sh
	text=$(cat)
	end=$(cat end 2>/dev/null || echo 0)
	echo "$TO $ID $SUBJECT $text" >>sent
	case $end in
	kill) kill -9 "$(cat shell)" $$ ;;
	esac
	exit "$end"
	END
	chmod +x sender
	# the shell that runs the script, for a sender that kills it
	mail="sh -c 'echo \$\$ >shell; exec birthday-mail.sh \"\$@\"' - ./sender"
}

birthdays() {
	local n

	pos "pos-member template set birthday --lang en \
	    --text 'Happy birthday, {name}! {shop}'"
	{
		echo 'name,phone,consent,language,birthday'
		for n in 1 2 3 4; do
			echo "N$n,1380000000$n,yes,en,03-14"
		done
		echo 'No,13800000005,no,en,03-14'
		echo 'Later,13800000006,yes,en,03-15'
	} >members.csv
	pos 'pos-member import members.csv'
	sender
}

messages() {
	pos 'pos-member outbox list'
	same "$1" "$(records -r .state | sort | uniq -c | xargs)"
}

@test "birthday-mail.sh: everybody once, however often it is run" {
	birthdays
	pos "$mail"
	same '' "$output"
	messages '4 done'
	same '+8613800000001 Happy birthday, N1! Sweet Corner' \
	    "$(head -n 1 sent | cut -d ' ' -f 1,4-)"
	pos "$mail"
	same 4 "$(wc -l <sent)"
	# two at once, the next day
	export POS_NOW=2026-03-15T09:00:00+08:00
	pos "birthday-mail.sh ./sender & birthday-mail.sh ./sender; wait"
	same 5 "$(wc -l <sent)"
	messages '5 done'
	pos 64 birthday-mail.sh
	pos pos-admin verify --deep
}

@test "birthday-mail.sh: killed, failed, in doubt; nothing goes out twice" {
	birthdays
	echo kill >end
	pos 137 "$mail"
	messages '3 queued 1 taken'
	# it may have been sent, so it is not sent again; the others go out
	echo 1 >end
	pos "$mail"
	same 4 "$(wc -l <sent)"
	same 4 "$(cut -d ' ' -f 2 sent | sort -u | wc -l)"
	same 3 "$(grep -c '^failed: .* not sent, says the sender$' \
	    <<<"$output")"
	messages '3 failed 1 taken'
	# a quarter of an hour later it is known that nobody knows
	export POS_NOW=2026-03-14T10:20:00+08:00
	echo 0 >end
	pos "$mail"
	same 4 "$(wc -l <sent)"
	doubt=$(sed -n 's/^unknown: \([^ ]*\) to m[0-9]*$/\1/p' <<<"$output")
	same "$(head -n 1 sent | cut -d ' ' -f 2)" "$doubt"
	# one is sent again, under its id, and one did arrive
	pos "pos-member outbox again $doubt"
	pos 'pos-member outbox list --state failed'
	other=$(records -r .id | head -n 1)
	pos "pos-member outbox again $other"
	echo 75 >end
	pos "$mail"
	[[ $stderr == *'sender ended with 75'* ]]
	same 6 "$(wc -l <sent)"
	messages '2 failed 2 taken'
	pos "pos-member outbox done $doubt $other"
	messages '2 done 2 failed'
	pos pos-admin verify --deep
}

@test "birthday-mail.sh: by mail, with a subject" {
	birthdays
	pos "pos-member template set birthday --channel mail --lang en \
	    --subject 'For {name}' --text 'Cake!'"
	pos 'pos-member set 13800000001 --email a@example.org'
	pos "CHANNEL=mail $mail"
	grep -qE '^a@example.org [^ ]+ For N1 Cake!$' sent
	pos 75 "PATH=$PWD/bin:\$PATH; mkdir bin
	    printf '#!/bin/sh\nexit 75\n' >bin/pos-member
	    chmod +x bin/pos-member; birthday-mail.sh ./sender"
}

# Wait until the flash sale's screen says something.
says() {
	local i

	for ((i = 0; i < 100; i++)); do
		! grep -q "$1" screen || return 0
		sleep 0.1
	done
	cat screen
	return 1
}

buy() {
	pos "pos-sale new $1 | pos-member attach $2 | pos-promo apply"
}

@test "flash-sale.sh: caps, what is left, and its end" {
	for n in 1 2 3; do
		pos pos-member enrol --phone 1380000000$n
	done
	EVERY=0.1 flash-sale.sh noon sesame-soup 9.90 4 2 30 --name-in zh=秒杀 \
	    >screen 2>&1 3>&- &
	says ' 4 left, 0 orders'
	# members only, and two each
	comes_to 4400 sesame-soup:2
	buy sesame-soup:3 m1000001
	same 4180 "$(records .total_minor)"
	says ' 2 left'
	buy sesame-soup:2 m1000002
	same 1980 "$(records .total_minor)"
	says ' 0 left, 2 orders'
	buy sesame-soup:2 m1000003
	same 4400 "$(records .total_minor)"
	# who had them leaves: they are there again, and it goes on
	pos 'pos-sale void 2 --reason left'
	says '2 left, 1 orders'
	buy sesame-soup:2 m1000003
	pos 'pos-pay cash --sale 4'
	same 1980 "$(records .total_minor)"
	pos 'pos-pay cash --sale 1'
	says 'ended: 4 sold in 2 orders, 0 left'
	wait $!
	pos 'pos-promo show noon'
	same true "$(records .paused)"
	comes_to 2200 sesame-soup -m m1000002
	pos pos-admin verify --deep
}

@test "flash-sale.sh: ended by hand; killed, it ends all the same" {
	pos pos-member enrol --phone 13800000001
	(
		trap - INT
		exec env EVERY=0.1 flash-sale.sh noon sesame-soup 9.90 4 2 30
	) >screen 2>&1 3>&- &
	says ' 4 left'
	kill -TERM $!
	wait $! || true
	says 'ended: 0 sold in 0 orders, 4 left'
	comes_to 2200 sesame-soup -m m1000001
	EVERY=0.1 flash-sale.sh eve sesame-soup 9.90 4 2 30 >screen 2>&1 3>&- &
	says ' 4 left'
	kill -9 $!
	wait $! || true
	comes_to 990 sesame-soup -m m1000001
	export POS_NOW=2026-03-14T10:30:00+08:00
	comes_to 2200 sesame-soup -m m1000001
	pos 64 flash-sale.sh x latte 9.90 4 2
	pos 64 flash-sale.sh x latte 9.90 4 2 soon
	pos 65 flash-sale.sh x lattte 9.90 4 2 30
	[[ $stderr == *'latte'* ]]
	# another one under a name that is there
	pos 1 flash-sale.sh eve sesame-soup 8.80 4 2 30
}

campaign_list() {
	local n

	{
		echo 'phone,name'
		for n in $(seq 10 49); do
			echo "\"138 0000 00$n\",\"Name, the ${n}th\""
		done
	} >members.csv
}

@test "coupon-campaign.sh: a list, coupons, a control group, results" {
	campaign_list
	pos 'coupon-campaign.sh start spring members.csv 25 14 amount 5 --min 30'
	[[ $output == *'5.00 off the whole order, from 30.00 on, with a coupon'* ]]
	[[ $output == *'30 with a coupon, 10 without' ]]
	same 31 "$(wc -l <spring-codes.csv)"
	same 600 "$(stat -c %a spring-codes.csv)"
	cp spring-codes.csv before.csv
	# again: nobody is drawn or given anything twice
	pos 'coupon-campaign.sh start spring members.csv 25 14 amount 5 --min 30'
	cmp before.csv spring-codes.csv
	pos pos-promo coupon stats spring
	same '[30,30]' "$(records '[.made, .issued]')"
	# twelve come, with their coupons; without the member it is worth nothing
	pos 1 "pos-sale new affogato | pos-promo apply --code \
	    \$(sed -n 2p spring-codes.csv | cut -d , -f 2)"
	pos "sed -n '2,13s/^[^,]*,\([^,]*\),\([^,]*\),.*/\1 \2/p' \
	    spring-codes.csv | while read -r code member; do
		pos-sale new affogato | pos-member attach \$member |
		    pos-promo apply --code \$code | pos-pay cash || exit
	done"
	same 12 "$(records 'select(.total_minor == 2700)' | wc -l)"
	pos 'coupon-campaign.sh results spring 10'
	same '12 of 30 coupons were used' "$(head -n 1 <<<"$output")"
	[[ $output == *'+40.0% came'*'10.80 a head more'* ]]
	# 12 coupons of 5, and 10 besides
	[[ $output == *'in all 324.00, and it cost 70.00'*'no chance' ]]
	pos pos-admin verify --deep
}

@test "coupon-campaign.sh: broken off, it goes on; wrong, it says so" {
	campaign_list
	# it dies before the coupons are issued
	mkdir bin
	cat >bin/pos-promo <<-END
	#!/bin/sh
	case "\$1 \$2" in 'coupon issue') exit 74 ;; esac
	exec "$POS_BUILD/pos-promo" "\$@"
	END
	chmod +x bin/pos-promo
	start='coupon-campaign.sh start spring members.csv 25 14 percent 10'
	pos 74 "PATH=$PWD/bin:\$PATH; $start"
	[ ! -e spring-codes.csv ]
	pos "$start"
	[[ $output == *'30 with a coupon, 10 without' ]]
	same 31 "$(wc -l <spring-codes.csv)"
	pos 64 coupon-campaign.sh
	pos 64 coupon-campaign.sh start spring members.csv
	pos 64 coupon-campaign.sh results
	pos 66 coupon-campaign.sh start x none.csv 25 14 percent 10
	pos 65 coupon-campaign.sh results x
	printf 'phone\nnothing\n' >bad.csv
	pos 65 coupon-campaign.sh start bad bad.csv 25 14 percent 10
	pos 64 coupon-campaign.sh start s members.csv 25 14 percnt 10
}

@test "till.sh: a member, promotions, a coupon, stored value" {
	pos pos-member enrol --phone 13800138000 --name Wei
	pos "pos-promo add member-price 25 --item latte --as member \
	    --name-in zh=会员价"
	pos "pos-promo add percent 20 --category Cakes --as cakes"
	pos 'pos-promo add amount 10 --min 50 --code TEN --as ten'
	pos 'pos-member plan set p100 --pay 100 --bonus 20'
	pos 'pos-member topup 13800138000 100 --by card'
	pos "printf '%s\n' @13800138000 latte+iced @13800138001 @13800138000 \
	    basque %NONE %TEN stored | till.sh"
	[[ $output == *'nothing is on the sale yet'* ]]
	[[ $output == *'TOTAL'*'¥43.80'*'Member'*'m1000001'* ]]
	[[ $stderr == *"no member '13800138001'"*"code 'NONE'"* ]]
	pos 'pos-print receipt --sale 1 --language zh'
	[[ $output == *'会员价 '*-3.00*'储值 '*43.80* ]]
	# nobody's again, and paid in cash
	pos "printf '%s\n' latte+iced @13800138000 stored x @ =30 | till.sh"
	pos "pos-sale list | jq -c '[.number, .state, .total_minor, .member]'"
	same '[1,"completed",4380,"m1000001"]
[2,"completed",2500,"m1000001"]' "$output"
	pos 'pos-member points 13800138000'
	same '4267 853' "$(records -r '"\(.principal_minor) \(.bonus_minor)"')"
	pos pos-admin verify --deep
}

@test "used: what was taken of promotions, and what is left" {
	pos pos-member enrol --phone 13800000001
	pos 'pos-promo add flash 9.9 --item sesame-soup --total 100 \
	    --per-member 3 --as flash'
	pos 'pos-promo add amount 5 --min 20 --as five --budget 100 --per-day 9 \
	    --max-uses 50'
	pos 'pos-promo add percent 1 --as one --paused'
	pos 'pos-promo used flash'
	same '[0,0,0,null,100000,null]' "$(records '[.uses, .units_milli,
	    .off_minor, .left_uses, .left_units_milli, .left_budget_minor]')"
	pos 'pos-sale new sesame-soup:4 | pos-member attach m1000001 |
	    pos-promo apply'
	pos 'pos-promo used'
	same '["five",1,4000,500,49,null,9500]
["flash",1,3000,3630,null,97000,null]
["one",0,0,0,null,null,null]' "$(records '[.promo, .uses, .units_milli,
	    .off_minor, .left_uses, .left_units_milli, .left_budget_minor]')"
	pos 'pos-promo used --day 2026-03-14 five'
	same '["2026-03-14",1,8,null]' "$(records '[.day, .uses, .left_uses,
	    .left_budget_minor]')"
	pos 'pos-promo used --day 2026-03-13 five'
	same '[0,9]' "$(records '[.uses, .left_uses]')"
	pos 'pos-promo used --member 13800000001'
	same '["flash",1,3000,0]' "$(records '[.promo, .uses, .units_milli,
	    .left_units_milli]')"
	# no limit is an empty cell, and none left a 0
	pos 'pos-promo used --member 13800000001 --format csv'
	same 'flash,flash sale,false,,1,3,36.30,,0,' "$(tail -n 1 <<<"$output")"
	# it comes back when the sale does not
	pos 'pos-sale void 1 --reason x'
	pos 'pos-promo used five flash'
	same '0 0' "$(records .uses | xargs)"
	# a limit that was lowered below what was used leaves nothing
	pos 'pos-sale new sesame-soup:4 | pos-member attach m1000001 |
	    pos-promo apply'
	pos 'pos-promo set flash --total 2'
	pos 'pos-promo used flash'
	same 0 "$(records .left_units_milli)"
	pos 1 'pos-promo used --member m1000001 five'
	pos 65 'pos-promo used --member m1000009'
	pos 65 'pos-promo used fivw'
	[[ $stderr == *"'five'"* ]]
	pos 64 'pos-promo used --member m1000001 --day 2026-03-14'
}

# Every command of a section of README.md prints what stands below it there.
# To a terminal the programs print tables, into a pipe JSON: so do these.
transcript() {
	sed -n "/^## $1/,/^## /p" "$root/README.md" | sed -n 's/^    //p' >said
	{
		# shellcheck disable=SC2016
		echo 'exec 9>&1
		as_table() {
			if [ /dev/stdout -ef /dev/fd/9 ]; then
				command "$@" --format table
			else
				command "$@"
			fi
		}
		for program in pos-member pos-promo pos-sale; do
			eval "$program() { as_table $program \"\$@\"; }"
		done'
		# a command goes on as long as its lines end with |
		awk 'more || sub(/^\$ /, "") { print; more = /\|$/ }' said
	} >commands
	awk '/^\$ / { more = 1 } !more { print } !/\|$/ { more = 0 }' said >want
}

@test "README: people and prices are as it says" {
	export POS_NOW=2026-11-27T10:50:00+08:00
	pos 'pos-sale new tiramisu | pos-pay cash'
	transcript 'People and prices'
	pos '. ./commands'
	[ "$(wc -l <want)" -gt 15 ]
	same "$(cat want)" "$output"
	same '' "$stderr"
	# the key is where it says, and a backup does not hold it
	[ -s "$POS_STORE.key" ]
	same 600 "$(stat -c %a "$POS_STORE.key")"
	pos 'pos-admin backup copy.db'
	same 'copy.db' "$(ls copy.db*)"
	same 0 "$(grep -acE 'Li Wei|13800138000' copy.db "$POS_STORE" |
	    cut -d : -f 2 | sort -u)"
	rm "$POS_STORE.key"
	pos 78 'pos-member find 13800138000'
	pos 'pos-admin verify --deep'
	pos 'pos-sale new tiramisu | pos-pay cash'
}
