#!/usr/bin/env bats
#
# --key and --dry-run: the frame that every change has.

load helpers

setup() {
	pos_environment
	pos pos-admin init --name Test --currency EUR --zone Europe/Berlin
}

entries() {
	sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM journal'
}

@test "key: the same again gives the first answer and records nothing" {
	pos pos-admin till set bar --name One --key k1
	first=$output
	before=$(entries)
	# it was changed in between, and still the first answer counts
	pos pos-admin till set bar --name Two
	pos pos-admin till set bar --name One --key k1
	same "$first" "$output"
	same $((before + 1)) "$(entries)"
	pos pos-admin till list
	same '"Two"' "$(records 'select(.till == "bar") | .name')"
}

@test "key: in another format the first answer is a record too" {
	pos pos-admin till set bar --name One --key k1
	pos pos-admin till set bar --name One --key k1 --format table
	[[ $output == 'branch  till  name  inactive'*$'\n''main    bar   One   no'* ]]
	pos pos-admin till set bar --name One --key k1 --format csv
	same 'branch,till,name,inactive,branch_no,till_no
main,bar,One,false,1,2' "$output"
}

@test "key: for something else it is refused" {
	pos pos-admin till set bar --key k1
	for other in 'till set baz' 'till set bar --name X' \
	    'branch set bar' 'till set bar --inactive' \
	    'config set name bar'; do
		pos 1 "pos-admin $other --key k1"
		same "pos-admin: key 'k1' was used for something else" "$stderr"
		same '' "$output"
	done
}

@test "key: a refused change leaves its key free" {
	pos 1 pos-admin till set 1 --inactive --key k
	pos pos-admin till set bar --key k
}

@test "key: stands on the entries, and survives a rebuild" {
	pos "pos-admin till set bar --key 'order #7 \"x\"'"
	first=$output
	pos "pos-admin journal --kind till.set --limit 1 | jq -r .key"
	same 'order #7 "x"' "$output"
	pos pos-admin rebuild --into new.db
	pos "pos-admin till set bar --key 'order #7 \"x\"' --store new.db"
	same "$first" "$output"
}

@test "key: is text of its own, not any text" {
	pos 64 "pos-admin till set bar --key ''"
	[[ $stderr == 'pos-admin: --key: '* ]]
	pos 64 "pos-admin till set bar --key \$'a\\nb'"
	[[ $stderr == 'pos-admin: --key: '* ]]
	pos 64 "pos-admin till set bar --key $(printf '%0181d' 0)"
	[[ $stderr == 'pos-admin: --key: '* ]]
	pos "pos-admin till set bar --key $(printf '%0180d' 0)"
}

@test "key: two that come at once are one" {
	for _ in 1 2 3 4; do
		pos-admin till set bar --key same >>answers 3>&- &
	done
	wait
	same 4 "$(wc -l <answers)"
	same 1 "$(sort -u answers | wc -l)"
	pos "pos-admin journal --kind till.set | jq -r .data.till"
	same '1
bar' "$output"
}

@test "dry run: prints exactly what is recorded then" {
	before=$(entries)
	pos pos-admin branch set north --name North --dry-run
	would=$output
	same 2 "$(wc -l <<<"$would")"
	same "$before" "$(entries)"
	pos pos-admin branch set north --name North
	pos pos-admin journal --limit 2
	same "$would" "$output"
}

@test "dry run: with a key shows its entry, and keeps the key free" {
	pos pos-admin till set bar --key k --dry-run
	same '"till.set"
"request.done"' "$(records .kind)"
	pos pos-admin till set other --key k
	pos pos-admin till set other --key k --dry-run
	same '' "$output"
	same 'pos-admin: nothing would be recorded' "$stderr"
}

@test "dry run: of no change, and of what is refused" {
	pos pos-admin till set 1 --dry-run
	same '' "$output"
	same 'pos-admin: nothing would be recorded' "$stderr"
	pos 1 pos-admin till set 1 --inactive --dry-run
	same "pos-admin: '1' is the last active till of branch 'main'" "$stderr"
	same '' "$output"
}

@test "dry run: an answer that cannot be written is no success" {
	pos 74 'pos-admin till set bar --dry-run >/dev/full'
	same 'pos-admin: cannot write output: No space left on device' "$stderr"
	pos 74 'pos-admin till set bar --key k >/dev/full'
	same 'pos-admin: cannot write output: No space left on device' "$stderr"
	# it was stored: the same again with the key gives the answer
	pos pos-admin till set bar --key k
	same '"bar"' "$(records .till)"
}

# Sales of 1.00 each, as lines in the file that is named
sales() {
	local file=$1

	pos pos-stock menu set tea --name Tea --price 1.00
	: >"$file"
	shift
	while [ $# -gt 0 ]; do
		pos pos-sale new "tea:$1"
		printf '%s\n' "$output" >>"$file"
		shift
	done
}

states() {
	pos-sale list | jq -r .state | xargs
}

@test "stream: other records pass through, in their place, unchanged" {
	sales two 1 2
	{
		echo '{"type":"hello",  "v":9, "id":"x"}'
		sed -n 1p two
		echo
		echo '{"type":"between","z":1.50}'
		sed -n 2p two
		echo '{"type":"last","v":1}'
	} >in
	records_unchecked=1
	pos 'pos-pay cash <in'
	same '{"type":"hello",  "v":9, "id":"x"}' "$(sed -n 1p <<<"$output")"
	same '{"type":"between","z":1.50}' "$(sed -n 3p <<<"$output")"
	same '{"type":"last","v":1}' "$(sed -n 5p <<<"$output")"
	same '"hello"
"sale"
"between"
"sale"
"last"' "$(records .type)"
}

@test "stream: nothing, or nothing of ours, is no success" {
	pos 66 'pos-pay cash </dev/null'
	same 'pos-pay: no sale came in (did the stage before fail?)' "$stderr"
	records_unchecked=1
	pos 66 "echo '{\"type\":\"other\",\"v\":1}' | pos-pay cash"
	same 'pos-pay: no sale came in (did the stage before fail?)' "$stderr"
	same '{"type":"other","v":1}' "$output"
}

@test "stream: lines that are no documents are named" {
	records_unchecked=1
	bad() {
		printf '{"type":"other"}\n%b' "$1" >in
		pos 65 'pos-pay cash <in'
		same "pos-pay: $2" "$stderr"
	}
	bad '{"v":1}\n' "line 2: a record has a 'type', this line has none"
	bad '{"type":"sale","id":"x"}\n' "line 2: this sale has no version 'v'"
	bad '{"type":"sale","v":2,"id":"x"}\n' \
	    'line 2: a sale of version 2, this program knows 1'
	bad '{"type":"sale","v":1}\n' "line 2: this sale has no 'id'"
	bad '{"type":"sale","v":1,"id":"0' \
	    'line 2 is cut in half (did the stage before fail?)'
	printf '\n{"type":"sale" nonsense}\n' >in
	pos 65 'pos-pay cash <in'
	[[ $stderr == 'pos-pay: line 2: '* ]]
}

@test "stream: a whole line without its newline counts" {
	sales one 1
	truncate -s -1 one
	pos 'pos-pay cash <one'
	same '"completed"' "$(records .state)"
}

@test "stream: a refusal stops it after what came before" {
	sales three 1 2 3
	pos "sed -n 2p three | pos-pay cash"
	pos 1 'pos-pay cash <three'
	same '1' "$(wc -l <<<"$output" | xargs)"
	same '"completed"' "$(records .state)"
	[[ $stderr == 'pos-pay: '*paid* ]]
	same 'completed completed open' "$(states)"
}

@test "stream --key: the nth document has a key of its own" {
	sales three 1 2 3
	pos 'pos-pay cash --key k <three'
	first=$output
	before=$(entries)
	pos 'pos-pay cash --key k <three'
	same "$first" "$output"
	same "$before" "$(entries)"
	pos "pos-admin journal --kind pay.take | jq -r .key"
	same 'k
k/2
k/3' "$output"
	pos 1 'tac three | pos-pay cash --key k'
	same "pos-pay: key 'k' was used for something else" "$stderr"
}

@test "stream --key: after a part was done, the rest is" {
	sales three 1 2 3
	pos 'head -n 1 three | pos-pay cash --key k'
	pos 'pos-pay cash --key k <three'
	same 3 "$(wc -l <<<"$output" | xargs)"
	same 'completed completed completed' "$(states)"
	pos "pos-admin journal --kind pay.take | wc -l"
	same 3 "$output"
}

@test "stream --dry-run: shows all, and pays none" {
	sales two 1 2
	before=$(entries)
	pos 'pos-pay cash --dry-run <two'
	same '"pay.take"
"pay.take"' "$(records .kind)"
	same "$before" "$(entries)"
	same 'open open' "$(states)"
}

@test "stream: what arrives alone is done at once, without waiting" {
	sales two 1 2
	mkfifo slow
	pos-pay cash <slow >paid 2>complaints &
	exec 8>slow
	sed -n 1p two >&8
	for _ in {1..50}; do
		[ ! -s paid ] || break
		sleep 0.1
	done
	same 1 "$(wc -l <paid)"
	# and meanwhile others can write
	pos pos-admin till set other
	sed -n 2p two >&8
	exec 8>&-
	wait $!
	same 2 "$(wc -l <paid)"
	same '' "$(cat complaints)"
}
