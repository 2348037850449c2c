#!/usr/bin/env bats
#
# kill -9 at random moments: what was acknowledged is there, nothing is half
# there, and the same again completes it.  A few kills of what tests/soak.sh
# (make soak) does hundreds of times.

load helpers

export SOAK_KILLS=${SOAK_KILLS:-16}

@test "kill -9: tills that sell and take cash" {
	POS_TIMEOUT=600
	pos "'$root/tests/soak.sh' tills"
	[[ $output == "tills: $SOAK_KILLS kills of 4 tills, "*'nothing lost'* ]]
}

@test "kill -9: an import of orders" {
	POS_TIMEOUT=600
	pos "'$root/tests/soak.sh' import"
	[[ $output == "import: "*'nothing lost'* ]]
}

@test "kill -9: an import of a menu is there as a whole, or not at all" {
	POS_TIMEOUT=600
	pos "'$root/tests/soak.sh' menu"
	[[ $output == "menu: $SOAK_KILLS kills "* ]]
}

@test "kill -9: of a writer in the middle of its work, nobody is held up" {
	shop
	seq 100000 | jq -c '{type: "order", v: 1, channel: "x",
	    external: "\(.)", lines: [{item: "mocha"}]}' |
	    pos-sale import --quiet >/dev/null 3>&- &
	for ((i = 0; i < 200; i++)); do
		sold=$(sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM sale')
		[ "$sold" = 0 ] || break
		sleep 0.02
	done
	kill -9 $!
	POS_TIMEOUT=60
	pos 'pos-sale new mocha | pos-pay cash'
	same "$(records .number)" \
	    "$(sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM sale')"
	POS_TIMEOUT=60
	pos pos-admin verify --deep
}
