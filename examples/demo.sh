#!/bin/bash
#
# demo.sh - a day of a dessert bar in a few seconds; make demo runs it.
#
# Everything happens in a store of its own that is gone afterwards.  The
# clock is turned by hand, so that the day has a morning and an evening.

set -u -o pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export POS_STORE=$work/shop.db POS_SHARE=${POS_SHARE:-$here/share}
unset POS_BRANCH POS_TILL POS_STAFF POS_KEY_FILE
day=$(date +%F)
cp "$here/share/demo/"*.csv "$work" && cd "$work" || exit 1

bold='' dim='' plain=''
if [ -t 1 ] && [ "${TERM:-dumb}" != dumb ] && [ -z "${NO_COLOR-}" ]; then
	bold=$'\e[1;36m' dim=$'\e[2m' plain=$'\e[0m'
fi

# To a terminal the programs print tables, into a pipe JSON.  Whoever runs
# the demo into a file shall see what others see on their terminal.
exec 9>&1
as_table() {
	if [ ! -t 1 ] && [ /dev/stdout -ef /dev/fd/9 ]; then
		command "$@" --format table
	else
		command "$@"
	fi
}
for program in pos-admin pos-member pos-pay pos-promo pos-report pos-sale \
    pos-stock; do
	eval "$program() { as_table $program \"\$@\"; }"
done

say() {
	printf '\n%s' "$dim"
	printf '# %s\n' "$@"
	printf '%s' "$plain"
}

run() {
	local status=0

	printf '%s$ %s%s\n' "$bold" "$1" "$plain"
	eval "$1" 2>&1 || status=$?
	[ "$status" = "${2-0}" ] && return
	echo "demo.sh: exit $status, expected ${2-0}" >&2
	exit 1
}

at() {
	export POS_NOW=${day}T$1:00+08:00
}

# Forty orders of the afternoon and evening, as a platform would push them.
orders() {
	jq -cn --arg day "$day" '
		["mango-pomelo", "taro-bowl", "pearl-milk-tea-m+half-sweet+less-ice",
		    "tofu-pudding", "matcha-latte+iced+oat", "egg-tart",
		    "pearl-milk-tea-l+sweet+iced+pearl", "sesame-soup"] as $menu
		| def pick($n): ($menu[$n % 8] / "+") as $words
			| {item: $words[0]} + (if $words[1:] == [] then {}
			    else {options: $words[1:]} end);
		range(40) as $n
		| ($n * $n + $n * 3) as $r
		| ([14, 15, 15, 16, 18, 19, 19, 19, 20, 20][$n % 10]) as $hour
		| {type: "order", v: 1, channel: "meituan",
		    external: "8801\(1000 + $n)",
		    at: "\($day)T\($hour):\($r % 50 + 10):00+08:00",
		    order_type: "delivery",
		    lines: [pick($n * 3), pick($r / 2 | floor)],
		    payments: [{method: "meituan"}]}'
}

at 09:30
say 'A shop is a file.'
run "pos-admin init --name '甜品角 Sweet Corner' --currency CNY --zone Asia/Shanghai"
run "pos-admin config set receipt_footer '谢谢惠顾 Come again soon'"

say 'Its menu comes from a spreadsheet: sizes, options, recipes, two languages.' \
    'What a recipe takes is counted down with every cup.'
run 'pos-stock menu import menu.csv'
run "pos-stock menu list --category 'Coffee and matcha'"
run 'pos-stock receive --reference D-1182 tiramisu:8 mille-crepe:1 egg-tart:48 beans:5000 fresh-milk:20 oat-milk:6 tea:2000 pearls:5000'

at 10:42
say 'Table 5 orders.  Three programs, one pipe: sell, take cash, print.'
run 'pos-sale new latte:2+iced+oat tiramisu pearl-milk-tea-l+half-sweet+less-ice+pearl --table 5 --guests 2 | pos-pay cash 200 | pos-print receipt --language both'

at 11:15
say 'A takeaway, paid at the card terminal, with a number to call out.'
run "pos-sale new mango-pomelo+taro 'Durian mille crêpe' --type takeaway | pos-pay record card --reference 0042 | pos-print receipt --width 32"

at 11:31
say 'Prices that are not list prices come from a spreadsheet, too.'
run 'pos-promo import promotions.csv'
run 'pos-promo list'

say 'A regular: enrolled, with 200 paid in advance.  What is personal is sealed,' \
    'in the store as in its journal and backups, and shown masked.'
run "pos-member enrol --phone 13800138000 --name '李薇' --birthday 03-08"
run 'pos-member earn set --per 1 --points 1 --expire-months 12'
run 'pos-member plan set p200 --pay 200 --bonus 20'
run 'pos-member topup 13800138000 200 --by wechat'

say 'Two more stages in the pipe: whose sale it is, and the best price, proved.'
run 'pos-sale new latte:2+iced tiramisu:2 | pos-member attach 13800138000 | pos-promo apply | pos-pay stored | pos-print receipt --language both'
run 'pos-member points 13800138000'

say 'Why this price, and what would make it better?'
run 'pos-promo explain --sale 3'

at 12:03
say 'What is not there is not sold, and what is mistyped is not guessed:' \
    'a refusal says why on stderr, ends with exit 1, and stops the pipe.'
run 'pos-sale new mille-crepe' 1
run 'pos-sale new tiramisu:8' 1
run 'pos-sale new lattte+iced' 65

orders >orders.jsonl
at 20:50
say 'Orders from elsewhere are lines of JSON.  Sent twice, they are taken once.'
run 'head -n 1 orders.jsonl'
run 'pos-sale import --backdate --quiet orders.jsonl'
run 'pos-sale import --backdate --quiet orders.jsonl'

at 21:30
say 'What is running low?'
run 'pos-stock level tiramisu egg-tart beans fresh-milk pearls'

say 'The day is closed; its sums were kept with every sale, so a year is as quick.'
run 'pos-report z'

say 'Every change stands in a journal, each entry sealed with the one before.'
run 'pos-admin journal --kind pay.take --limit 3'
run 'pos-admin verify'

say 'And if somebody makes a sale smaller afterwards, in a copy of the books?'
run 'pos-admin backup books.db'
run 'LC_ALL=C sed -i "s/\"amount_minor\":13100/\"amount_minor\":03100/" books.db'
run 'pos-admin verify --store books.db' 65

say 'That was the demo; its store is gone again.  Your own shop begins with' \
    "    pos-admin init --name 'My shop' --currency EUR --zone Europe/Berlin" \
    'and README.md tells where to read on.'
