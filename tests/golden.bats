#!/usr/bin/env bats
#
# golden.bats - worked-out promotions through the programs: see tests/golden.

load helpers

own=$BATS_TEST_DIRNAME/data/promo-cases.jsonl

# What the runner prints but for the cases that are as they should be.
golden() {
	local want=$1

	shift
	status=0
	"$root/tests/golden" "$@" >"$pos_stdout" 2>"$pos_stderr" || status=$?
	output=$(grep -v '^ok ' "$pos_stdout" || true)
	printf '%s\n' "$output"
	cat "$pos_stderr"
	[ "$status" = "$want" ]
}

@test "our own cases come out as they should" {
	golden 0 "$own"
	same "$(wc -l <"$own") of $(wc -l <"$own") cases are as they should be" \
	    "$output"
}

@test "the published cases come out as they should" {
	data ../spec/promotions/cases.jsonl
	golden 0 "$data"
	[[ $output =~ ^132\ of\ 132\  ]]
}

@test "what differs is named, by its path" {
	jq -c 'select(.id == "order-percent") | .ours.lines["2"] = 299
	    | .ours.promos = { other: 457 }' "$own" >wrong.jsonl
	golden 1 wrong.jsonl
	[[ $output == 'FAIL order-percent: '* ]]
	[[ $output == *'lines.2: want 299, got 300'* ]]
	[[ $output == *'promos.other: want 457, got nothing'* ]]
	[[ $output == *'promos.p15: want nothing, got 457'* ]]
	[[ $output == *$'\n0 of 1 cases are as they should be' ]]
}

@test "a case that the programs refuse fails with what they say" {
	jq -c 'select(.id == "gift") | .promotions[0].effect.kind = "wonder"' \
	    "$own" >wrong.jsonl
	golden 1 wrong.jsonl
	[[ $output == 'FAIL gift: pos-promo import: '*wonder* ]]
}

@test "no file, and a file that is not there" {
	golden 64
	golden 66 nowhere.jsonl
	same "tests/golden: cannot read 'nowhere.jsonl'" "$(cat "$pos_stderr")"
}
