#!/usr/bin/env bats
#
# kill -9 at random moments, of tills that redeem, top up, spend, draw, hand
# out messages and keep members.  A few kills of what tests/soak.sh (make
# soak) does hundreds of times.

load helpers

export SOAK_KILLS=${SOAK_KILLS:-12}

setup() {
	pos_environment
	no_leak_check
	unset POS_NOW
	POS_TIMEOUT=600
}

@test "kill -9: coupons and flash units are redeemed once" {
	pos "'$root/tests/soak.sh' redeem"
	[[ $output == "redeem: $SOAK_KILLS kills of 4 tills, "* ]]
}

@test "kill -9: top-ups, points and gift cards, in and out" {
	pos "'$root/tests/soak.sh' value"
	[[ $output == "value: $SOAK_KILLS kills of 4 tills, "* ]]
}

@test "kill -9: tickets of a draw are drawn once" {
	pos "'$root/tests/soak.sh' draws"
	[[ $output == "draws: $SOAK_KILLS kills of 4 tills, "* ]]
}

@test "kill -9: messages are handed out once" {
	pos "'$root/tests/soak.sh' outbox"
	[[ $output == "outbox: $SOAK_KILLS kills of "*', none twice, '* ]]
}

@test "kill -9: members that are enrolled, imported, erased, and new keys" {
	pos "'$root/tests/soak.sh' members"
	[[ $output == "members: $SOAK_KILLS kills, "*'nothing lost'* ]]
}
