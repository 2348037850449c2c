#!/usr/bin/env bats
#
# Messages to members: queued once, handed out once, accounted for.

load helpers

setup() {
	pos_environment
	pos 'pos-admin init --name Café --currency CNY --zone Asia/Shanghai'
	pos "pos-member template set hi --lang en \
	    --text 'Dear {name}, {points} points wait at {shop}'"
	pos "pos-member template set hi --lang zh --text '{name}您好，{{{shop}}'"
}

sql() {
	sqlite3 "$POS_STORE" "$@"
}

# So many members who take messages, and all of them queued.
queue() {
	local n

	{
		echo 'name,phone,consent,language'
		for ((n = 1; n <= $1; n++)); do
			printf 'N%d,1380000%04d,yes,en\n' "$n" "$n"
		done
	} >members.csv
	pos 'pos-member import members.csv'
	pos 'pos-member segment set all'
	pos 'pos-member outbox add --segment all --template hi'
	same "$1" "$(records .queued)"
}

@test "outbox: templates are checked when they are set" {
	pos 65 "pos-member template set t --text 'Dear {nmae}'"
	[[ $stderr == *"no placeholder '{nmae}': there are {name}"* ]]
	pos 65 "pos-member template set t --text 'Dear {name'"
	[[ $stderr == *"no '}' after"* ]]
	pos 65 "pos-member template set t --lang xx_YY --text x"
	pos 65 "pos-member template set t --subject S --text x"
	pos 64 "pos-member template set t --channel fax --text x"
	pos 64 "pos-member template set t"
	pos "pos-member template set t --channel mail --subject '{shop}' \
	    --lang zh --text x"
	pos pos-member template list
	same '["hi","sms","en"]
["hi","sms","zh"]
["t","mail","zh"]' "$(records '[.code, .channel, .lang]')"
	pos 'pos-member template remove hi --lang zh'
	pos 65 'pos-member template remove hi --lang zh'
	pos pos-admin verify --deep
}

@test "outbox: a message has the name, the points and the language" {
	pos "pos-member enrol --phone 13800000001 --name Amy --consent \
	    --language en"
	pos "pos-member enrol --phone 13800000002 --name 小波 --consent \
	    --language zh-CN"
	pos "pos-member enrol --phone 13800000003 --name Cy"
	pos 'pos-member points adjust m1000001 +70 --reason gift'
	pos 'pos-member outbox add --member m1000001 --template hi'
	pos 'pos-member outbox add --member 13800000002 --template hi'
	pos 'pos-member outbox add --member m1000003 --template hi'
	same '[0,1]' "$(records '[.queued, .unwilling]')"
	pos 'pos-member outbox --take'
	same '["+8613800000001","Dear Amy, 70 points wait at Café","en",1]
["+8613800000002","小波您好，{Café}","zh",1]' \
	    "$(records '[.to, .text, .lang, .tries]')"
	# nothing personal stands in the store in plain
	pos 'pos-member outbox --take'
	same '' "$output"
	same 0 "$(sql .dump | grep -acE 'Amy|小波|3800000001')"
	# but who was shown to whom is journaled
	pos 'pos-admin journal --kind member.seen'
	same 1 "$(records .kind | wc -l)"
	pos pos-admin verify --deep
}

@test "outbox: one message for an occasion, whoever asks how often" {
	pos "pos-member enrol --phone 13800000001 --birthday 03-16 --consent"
	pos 'pos-member outbox add --due birthdays --within 7d --template hi'
	same '[1,0]' "$(records '[.queued, .again]')"
	pos 'pos-member outbox add --due birthdays --within 3d --template hi'
	same '[0,1]' "$(records '[.queued, .again]')"
	POS_NOW=2026-03-16T10:00:00+08:00 \
	    pos 'pos-member outbox add --due birthdays --template hi'
	same '[0,1]' "$(records '[.queued, .again]')"
	POS_NOW=2027-03-16T10:00:00+08:00 \
	    pos 'pos-member outbox add --due birthdays --template hi'
	same '[1,0]' "$(records '[.queued, .again]')"
	pos pos-member outbox list
	same '"birthday/2026" "birthday/2027"' "$(records .occasion | xargs -d '\n')"
	pos 'pos-member outbox add --due birthdays --within 7 --template hi \
	    --occasion mail'
	same 1 "$(records .queued)"
	pos 64 'pos-member outbox add --template hi'
	pos 64 'pos-member outbox add --member m1000001 --segment x --template hi'
	pos 65 'pos-member outbox add --member m1000001 --template nothing'
	pos 65 'pos-member outbox add --member m1000001 --template hi \
	    --channel mail'
	pos 65 'pos-member outbox add --campaign none --template hi'
	pos pos-admin verify --deep
}

@test "outbox: queued again under a key is the first answer" {
	queue 3
	pos 'pos-member outbox add --segment all --template hi --occasion x \
	    --key k'
	same 3 "$(records .queued)"
	pos 'pos-member outbox add --segment all --template hi --occasion x \
	    --key k'
	same 3 "$(records .queued)"
	pos 1 'pos-member outbox add --segment all --template hi --occasion y \
	    --key k'
	same 6 "$(sql 'SELECT COUNT(*) FROM message')"
}

@test "outbox: done, failed, again, drop" {
	queue 4
	pos 'pos-member outbox --take 3'
	mapfile -t ids < <(records -r .id)
	same 3 "${#ids[@]}"
	pos "pos-member outbox done ${ids[0]}"
	pos "pos-member outbox done ${ids[0]}"
	pos 64 "pos-member outbox failed ${ids[1]}"
	pos "pos-member outbox failed ${ids[1]} --reason 'no such number'"
	pos 1 "pos-member outbox failed ${ids[0]} --reason x"
	pos 1 "pos-member outbox again ${ids[0]}"
	pos 1 "pos-member outbox again ${ids[2]}"
	[[ $stderr == *'its sender may be at it still'* ]]
	pos 65 'pos-member outbox done nothing'
	pos 65 'pos-member outbox done 019c0000-0000-7000-8000-000000000001'
	pos 'pos-member outbox list --state failed'
	same '"no such number"' "$(records .reason)"
	pos 'pos-member outbox list --state unknown'
	same '' "$output"
	pos 'pos-member outbox list --state queued'
	rest=$(records -r .id)
	pos 1 "pos-member outbox done $rest"
	[[ $stderr == *'was not handed out yet'* ]]
	# its sender never came back
	export POS_NOW=2026-03-14T10:20:00+08:00
	pos 'pos-member outbox list --state unknown'
	same "${ids[2]}" "$(records -r .id)"
	pos "pos-member outbox again ${ids[2]}"
	pos "pos-member outbox again ${ids[1]}"
	pos 'pos-member outbox --take 9'
	same "$(printf '%s\n' "${ids[1]} 2" "${ids[2]} 2" "$rest 1" | sort)" \
	    "$(records -r '"\(.id) \(.tries)"' | sort)"
	pos "pos-member outbox again ${ids[2]} --anyway"
	# it had been sent after all
	pos "pos-member outbox done ${ids[2]}"
	pos "pos-member outbox drop $rest --reason 'too late'"
	pos 1 "pos-member outbox again $rest"
	pos 'pos-member outbox --take'
	same '' "$output"
	pos pos-admin verify --deep
}

@test "outbox: what was sent comes in by the pipe" {
	queue 5
	pos 'pos-member outbox --take 4 | head -n 3 | pos-member outbox done'
	same '"done" "done" "done"' "$(records .state | xargs -d '\n')"
	same 3 "$(sql 'SELECT COUNT(*) FROM message WHERE state = 4')"
	pos 'pos-member outbox --take | pos-member outbox done'
	# an outbox is empty most of the time, which is no failure
	pos 'pos-member outbox --take | pos-member outbox done'
	same '' "$output"
	pos 65 'echo "{\"type\":\"message\",\"v\":1}" | pos-member outbox done'
	pos 65 'printf "{\"type\":\"mess" | pos-member outbox done'
}

@test "outbox: a hook that sends, and tells which it could not" {
	queue 6
	cat >hook <<-'HOOK'
		#!/bin/bash
		while IFS= read -r message; do
			id=$(jq -r .id <<<"$message")
			if [[ $(jq -r .to <<<"$message") == *3 ]]; then
				pos-member outbox failed "$id" --reason refused >&2
			else
				echo "$id" >>sent
				echo "$message"
			fi
		done
	HOOK
	chmod +x hook
	pos 'pos-member outbox --take | ./hook | pos-member outbox done'
	same 5 "$(sort -u sent | wc -l)"
	same '3|1
4|5' "$(sql 'SELECT state, COUNT(*) FROM message GROUP BY state')"
}

@test "outbox: the same key hands the same messages out, others do not" {
	queue 4
	pos 'pos-member outbox --take 2 --key k'
	first=$(records -r '"\(.id) \(.text)"')
	pos 'pos-member outbox --take 2 --key k'
	same "$first" "$(records -r '"\(.id) \(.text)"')"
	same 2 "$(sql 'SELECT COUNT(*) FROM message WHERE state = 2')"
	pos 1 'pos-member outbox --take 3 --key k'
	same 0 "$(sql .dump | grep -ac 'Dear N')"
	one=$(head -n 1 <<<"$first")
	pos "pos-member outbox done ${one% Dear*}"
	pos 'pos-member outbox --take 2 --key k'
	same 1 "$(records .id | wc -l)"
	pos 'pos-member outbox --take 1 --dry-run'
	same '"member.seen" "message.move"' "$(records .kind | xargs -d '\n')"
	pos 'pos-member outbox list --state queued'
	same 2 "$(records .id | wc -l)"
	pos pos-admin verify --deep
}

@test "outbox: a text that messages wait for stays" {
	queue 1
	pos 'pos-member template remove hi --lang zh'
	pos 1 'pos-member template remove hi'
	[[ $stderr == *"messages wait for template 'hi' for sms"* ]]
	pos 'pos-member outbox --take'
	id=$(records -r .id)
	pos 'pos-member template remove hi'
	# the text is gone: what is sent again has none
	pos "pos-member outbox again --anyway $id"
	pos 'pos-member outbox --take'
	same '' "$output"
	pos 'pos-member outbox list --state dropped'
	same '"its template is gone"' "$(records .reason)"
	pos pos-admin verify --deep
}

@test "outbox: what happened since it was queued counts" {
	queue 6
	pos 'pos-member erase m1000001 --yes'
	pos 'pos-member consent m1000002 no'
	pos 'pos-member merge m1000003 m1000004'
	pos 'pos-member outbox --take'
	same '"m1000004" "m1000005" "m1000006"' \
	    "$(records .member | xargs -d '\n')"
	pos 'pos-member outbox list --state dropped'
	same 'm1000001 the member was erased
m1000002 the member takes no messages
m1000003 merged with a member who has one for this' \
	    "$(records -r '"\(.member) \(.reason)"')"
	pos pos-admin verify --deep
}

@test "outbox: who was two members is told once" {
	queue 8
	# both became a third, who had none of its own
	pos 'pos-member enrol --phone 13900000001 --consent'
	pos 'pos-member merge m1000001 m1000009'
	pos 'pos-member merge m1000002 m1000009'
	# one was told already: before the other had its message, and after
	pos 'pos-member outbox --take 3'
	same '"m1000009" "m1000003" "m1000004"' \
	    "$(records .member | xargs -d '\n')"
	pos 'pos-member merge m1000003 m1000005'
	pos 'pos-member merge m1000006 m1000004'
	# and one had been told before it became who was not
	pos 'pos-member merge m1000004 m1000009'
	pos 'pos-member outbox add --segment all --template hi'
	same '[0,4]' "$(records '[.queued,.again]')"
	pos 'pos-member outbox --take'
	same '"m1000007" "m1000008"' "$(records .member | xargs -d '\n')"
	pos pos-admin verify --deep
}

@test "outbox: without an address there is no message" {
	pos "pos-member template set m --channel mail --lang en --subject Hi \
	    --text 'at {day}'"
	pos "pos-member template set p --channel miniprogram --lang en --text x"
	pos 'pos-member enrol --card 4711 --consent'
	pos 'pos-member enrol --phone 13800000002 --email a@example.com --consent'
	pos 'pos-member segment set all'
	pos 'pos-member outbox add --segment all --template m --channel mail'
	pos 'pos-member outbox add --segment all --template p \
	    --channel miniprogram'
	pos 'pos-member outbox --take'
	same '["mail","a@example.com","Hi","at 2026-03-14"]
["miniprogram","m1000001",null,"x"]
["miniprogram","m1000002",null,"x"]' \
	    "$(records '[.channel, .to, .subject, .text]')"
	pos 'pos-member outbox list --state dropped'
	same '"no mail address is known"' "$(records .reason)"
}

@test "outbox: who may not see personal data hands nothing out" {
	queue 2
	pos 'pos-admin staff set amy --name Amy --role cashier'
	pos 77 'pos-member outbox --take --staff amy'
	pos 'pos-member outbox list --state queued'
	same 2 "$(records .id | wc -l)"
	mv "$POS_STORE.key" elsewhere
	pos 78 'pos-member outbox --take'
	mv elsewhere "$POS_STORE.key"
	pos 'pos-member outbox --take'
	same 2 "$(records .id | wc -l)"
}

@test "race: eight takers, no message twice" {
	queue 200
	for n in 1 2 3 4 5 6 7 8; do
		{
			while pos-member outbox --take 7 >"part-$n" &&
			    [ -s "part-$n" ]; do
				cat "part-$n" >>"out-$n"
			done
		} 3>&- &
	done
	wait
	same 200 "$(cat out-* | wc -l)"
	same 200 "$(cat out-* | jq -r .id | sort -u | wc -l)"
	same '2|200' "$(sql 'SELECT state, COUNT(*) FROM message GROUP BY state')"
	pos pos-admin verify --deep
}

@test "race: two crons queue the same, once" {
	queue 50
	for n in 1 2 3 4; do
		pos-member outbox add --segment all --template hi \
		    --occasion once >"add-$n" 3>&- &
	done
	wait
	same 50 "$(cat add-* | jq .queued | awk '{ n += $1 } END { print n }')"
	same 100 "$(sql 'SELECT COUNT(*) FROM message')"
	pos pos-admin verify --deep
}

@test "kill -9 while taking: nothing is handed out twice by itself" {
	local round

	no_leak_check
	queue 300
	: >got
	for ((round = 0; round < 40; round++)); do
		pos-member outbox --take 5 >part 2>/dev/null 3>&- &
		# anywhere, from before the store is open to after it printed
		sleep "0.0$((RANDOM % 30 + 10))"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
		# a line that was cut was not handed out
		grep -a '}$' part >>got || true
	done
	jq -r .id got | sort >ids
	same '' "$(uniq -d ids)"
	# whatever was printed is marked, and all that is marked is known
	same '' "$(comm -23 ids <(pos-member outbox list --state taken |
	    jq -r .id | sort))"
	pos 'pos-member outbox list --state unknown --older 0'
	lost=$(comm -13 ids <(records -r .id | sort))
	# those come again only when asked, under the same id
	pos 'pos-member outbox --take 1000'
	same '' "$(comm -12 <(records -r .id | sort) <(cat ids - <<<"$lost" |
	    sort))"
	if [ -n "$lost" ]; then
		pos "pos-member outbox again --anyway $(xargs <<<"$lost")"
		pos 'pos-member outbox --take 1000'
		same "$lost" "$(records -r .id | sort)"
	fi
	same 300 "$(sql 'SELECT COUNT(*) FROM message WHERE state = 2')"
	pos pos-admin verify --deep
}

@test "a pipe that breaks leaves messages unknown, not lost" {
	queue 30
	pos 74 'pos-member outbox --take 30 > /dev/full'
	pos 'pos-member outbox --take 30'
	same '' "$output"
	pos 'pos-member outbox list --state unknown --older 0'
	same 30 "$(records .id | wc -l)"
}
