#!/usr/bin/env bats
#
# Input that nobody should send, and somebody will: broken JSON, broken CSV,
# bytes that are no text, names that look like commands.

load helpers

# What must fail is refused with one line and exit 65; nothing is printed and
# nothing crashes.  $1: files, $2...: command
refuses() {
	local files=$1 file rc lines

	shift
	for file in $files; do
		rc=0
		"$@" <"$file" >"$pos_stdout" 2>"$pos_stderr" || rc=$?
		lines=$(wc -l <"$pos_stderr")
		case "$rc $lines" in
		'65 1') ;;
		'66 1') [ -z "$(tr -d '\357\273\277[:space:]' <"$file")" ] ;;
		*) false ;;
		esac || {
			echo "$file: $*: exit $rc, $lines lines"
			cat -v "$pos_stderr"
			return 1
		}
		[ ! -s "$pos_stdout" ] || {
			echo "$file: $*: printed something"
			return 1
		}
	done
}

nasty_json() {
	mkdir json
	printf '[1,]' >json/comma
	printf '{"a":1' >json/open
	printf '{"a" 1}' >json/colon
	printf '{a:1}' >json/bare
	printf "{'a':1}" >json/single
	printf '[1e]' >json/exponent
	printf '[01]' >json/zero
	printf '["\\x"]' >json/escape
	printf '["\\ud800"]' >json/surrogate
	printf '["\xff"]' >json/utf8
	printf '["a\x01b"]' >json/control
	printf 'nul' >json/nul
	printf '{}}' >json/more
	printf '[NaN]' >json/nan
	printf '{"type":"sale","v":1,"id":"x"' >json/cut
	printf '"\x00"' >json/nulbyte
	head -c 100000 /dev/zero | tr '\0' '[' >json/deep
}

@test "nasty JSON is refused in one line, by every filter" {
	shop
	nasty_json
	for command in 'pos-sale import' 'pos-sale show' 'pos-pay cash' \
	    'pos-print receipt'; do
		# shellcheck disable=SC2086
		refuses "$(echo json/*)" $command
	done
	pos 'pos-sale list'
	same '' "$output"
}

@test "the JSON suite: what must fail is refused, what must parse is parsed" {
	data nasty_json/test_parsing
	shop
	refuses "$(echo "$data"/n_*.json)" pos-sale import
	refuses "$(echo "$data"/n_*.json)" pos-pay cash
	# these are JSON, but no order: the message is about that; one of them
	# is on two lines, and a record is one
	for file in "$data"/y_*.json; do
		tr '\n' ' ' <"$file" | pos-sale import >"$pos_stdout" \
		    2>"$pos_stderr" || true
		! grep -qiE 'json|utf' "$pos_stderr" || {
			echo "$file: $(cat "$pos_stderr")"
			false
		}
	done
}

@test "nasty CSV: imported, or refused by place, and never half" {
	data nasty_csv
	shop
	pos 'pos-stock menu export'
	before=$output
	find "$data" -type f -size -3000k >files
	while read -r file; do
		rc=0
		timeout 60 pos-stock menu import --dry-run "$file" \
		    >"$pos_stdout" 2>"$pos_stderr" || rc=$?
		case $rc in
		0) ;;
		65) grep -q . "$pos_stderr" ;;
		*) false ;;
		esac || {
			echo "$file: exit $rc"
			head -n 3 "$pos_stderr" | cat -v
			return 1
		}
	done <files
	pos 'pos-stock menu export'
	same "$before" "$output"
}

# Names as somebody may type or paste them.
naughty() {
	cat <<-'EOF'
	=1+1
	@SUM(A1:A9)
	+8613800000000
	-1
	'; DROP TABLE sale; --
	" OR ""="
	<script>alert(1)</script>
	$(reboot) `reboot` ${HOME} %n%s
	../../../../etc/passwd
	田中さんにあげて下さい
	Ω≈ç√∫˜µ≤≥÷
	👾 🙇 💁 🙅 🙆 🙋 🙎 🙍
	Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮
	הָיְתָהtestالصفحات
	null
	true
	1e400
	\\ \" \u0000 \n
	a,b;c|d
	EOF
}

# Nothing may be in it but printable text and line ends.
printable() {
	! LC_ALL=C grep -qa "$(printf '[\001-\010\013-\037\177]')" "$1" &&
	    ! LC_ALL=C grep -qaP '\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]' "$1"
}

name_as_json() {
	jq -cR --argjson n "$1" '{type: "item", v: 1, code: "n\($n)",
	    name: ., price_minor: 100}'
}

@test "naughty names are data: in the store, on paper, in a sheet" {
	pos 'pos-admin init --name T --currency CNY --zone Asia/Shanghai'
	n=0
	while IFS= read -r name; do
		n=$((n + 1))
		name_as_json $n <<<"$name"
	done < <(naughty) >items
	pos 'pos-stock menu import items'
	pos 'pos-stock menu list'
	same "$(naughty | LC_ALL=C sort)" \
	    "$(jq -r .name <<<"$output" | LC_ALL=C sort)"
	# shellcheck disable=SC2046
	pos "pos-sale new $(seq -f 'n%g' -s ' ' $n) | pos-pay cash >sale"
	pos 'pos-print receipt <sale'
	printable "$pos_stdout"
	pos 'pos-print receipt --format html <sale'
	! grep -q '<script' "$pos_stdout" || false
	pos 'pos-sale show --format table <sale'
	printable "$pos_stdout"
	# a spreadsheet must not run it, and we must read it back unchanged
	pos 'pos-stock menu export >menu.csv'
	! grep -E '(^|,)"?([=@]|[+-][^0-9])' menu.csv || false
	pos 'pos-stock menu import menu.csv'
	same '[0,0]' "$(records '[.added, .changed]')"
}

@test "names that hold commands are refused by name" {
	pos 'pos-admin init --name T --currency CNY --zone Asia/Shanghai'
	for bad in '\u001b[2J' '\u0007' '\u009b31m' '\u202egnp' '\u0000' '\t' \
	    '\n' ''; do
		echo "{\"type\":\"item\",\"v\":1,\"code\":\"x\",\"name\":\"$bad\"}" \
		    >item
		pos 65 'pos-stock menu import item'
		printable "$pos_stderr"
		[ "$(wc -l <"$pos_stderr")" -ge 1 ]
	done
	pos 'pos-stock menu list'
	same '' "$output"
}

@test "the big list of naughty strings: taken as it is, or refused in words" {
	data naughty_strings/blns.json
	pos 'pos-admin init --name T --currency CNY --zone Asia/Shanghai'
	jq -c 'to_entries[] | {type: "item", v: 1, code: "n\(.key)",
	    name: .value, price_minor: 100}' "$data" >items
	pos 65 'pos-stock menu import --keep-going --rejects rejects items'
	printable "$pos_stderr"
	pos 'pos-stock menu list'
	jq -s --slurpfile asked items 'map({(.code): .name}) | add as $have
	    | [$asked[] | select($have[.code] != null
	    and $have[.code] != .name) | .code]' <<<"$output" >changed
	same '[]' "$(cat changed)"
	[ "$(jq -s length <<<"$output")" -gt 400 ]
	jq -r .code <<<"$output" >codes
	pos "pos-sale new $(head -n 400 codes | tr '\n' ' ') | pos-pay cash |
	    pos-print receipt"
	printable "$pos_stdout"
}

@test "bytes that are no UTF-8 are refused wherever text comes in" {
	shop
	printf '{"type":"order","v":1,"channel":"web","external":"\xff"}\n' >o
	pos 65 'pos-sale import o'
	printf 'caf\xe9' >arg
	pos 64 'pos-sale new "$(cat arg)"'
	pos 64 'pos-sale new latte --note "$(cat arg)"'
	pos 'pos-sale list'
	same '' "$output"
}
