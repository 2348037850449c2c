#!/usr/bin/env bats
#
# What every program does the same: help, versions, verbs, and an output that
# cannot be written.

load helpers

each_program() { # COMMAND with X for the name of the program
	local program count=0

	for program in "$POS_BUILD"/pos-*; do
		[ -f "$program" ] || continue
		count=$((count + 1))
		name=$(basename "$program")
		"$@"
	done
	[ "$count" -gt 0 ]
}

helps() {
	pos "$name --help"
	[[ $output == "usage: $name VERB [option ...] ..."* ]]
	same '' "$stderr"
	# each verb it lists, by one word or two, has a help of its own
	while read -r verb; do
		pos "$name $verb --help"
		[[ $output == "usage: $name $verb [option ...]"* ]]
		# no line wider than a terminal
		[ "$(wc -L <"$pos_stdout")" -le 80 ]
	done < <("$name" --spec | jq -r 'select(.type == "spec.verb") | .verb')
}

@test "--help: of each program and verb, to stdout, in 80 columns" {
	each_program helps
}

versions() {
	pos "$name --version"
	[[ $output =~ ^$name\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "--version: of each program" {
	each_program versions
}

specifies() {
	pos "$name --spec"
	[ "$(records -s 'map(select(.type == "spec.program")) | length')" = 1 ]
	# a help for each, no full stop, one of a name
	same '' "$(records 'select((.help | length) < 3 or (.help | endswith(".")))')"
}

@test "--spec: lists verbs and options, each explained" {
	each_program specifies
}

full() {
	for what in --help --version --spec; do
		pos 74 "$name $what >/dev/full"
		same "$name: cannot write output: No space left on device" "$stderr"
		pos 74 "$name $what >&-"
		same "$name: cannot write output: Bad file descriptor" "$stderr"
	done
}

@test "output that cannot be written is exit 74 and says why" {
	each_program full
}

refuses() {
	pos 64 "$name"
	same "$name: a verb is missing; '$name --help' lists them" "$stderr"
	pos 64 "$name zzzzzz"
	same "$name: no verb 'zzzzzz'; '$name --help' lists them" "$stderr"
	pos 64 "$name --zzzzzz"
	same "$name: the verb comes first: $name VERB --zzzzzz ..." "$stderr"
	pos 64 "$name \$'a\\xff'"
	same "$name: argument 1 is not valid UTF-8" "$stderr"
	pos 64 "$name \$'zzzzzz\\033[2J'"
	same "$name: no verb 'zzzzzz?[2J'; '$name --help' lists them" "$stderr"
	verb=$("$name" --spec | jq -nr 'first(inputs | select(.type == "spec.verb")) | .verb')
	pos 64 "$name ${verb:0:1}${verb} --zzzzzz"
	same "$name: no verb '${verb:0:1}$verb' (did you mean '$verb'?)" "$stderr"
	pos 64 "$name $verb --zzzzzz"
	same "$name: no option '--zzzzzz'; --help lists them" "$stderr"
	pos 64 "$name $verb -Z"
	same "$name: no option '-Z'; --help lists them" "$stderr"
}

@test "a wrong command line is exit 64 and says what would be right" {
	each_program refuses
}

loads() {
	if readelf -d "$POS_BUILD/$name" |
	    grep -E 'NEEDED.*lib(curl|ssl|crypto|pq)'; then
		echo "$name loads more than a sale can pay for"
		return 1
	fi
}

@test "no program loads libcurl, libssl, libcrypto or libpq to start" {
	each_program loads
}
