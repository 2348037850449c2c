#!/usr/bin/env bats
#
# Levels of members: reached, kept, lost after a grace, given and bought.

load helpers

setup() {
	pos_environment
	shop
	pos 'pos-member enrol --phone 13800000001 --name Amy'
	pos 'pos-member enrol --phone 13800000002 --name Bo'
	pos 'pos-member earn set --per 1 --points 1'
}

# A completed sale of so much for a member, on a day.
spend() {
	pos "POS_NOW=${3:-2026-03-14}T12:00:00+08:00 pos-sale new 'gift-card@$2' |
	    POS_NOW=${3:-2026-03-14}T12:00:00+08:00 pos-member attach $1 |
	    POS_NOW=${3:-2026-03-14}T12:00:00+08:00 pos-pay record card"
}

levels() {
	pos 'pos-member level set silver --name Silver --min-spend 100 \
	    --within-months 3'
	pos 'pos-member level set gold --name Gold --min-spend 500 \
	    --within-months 3 --keep-spend 300 --grace-days 10'
}

level_of() {
	sqlite3 "$POS_STORE" "SELECT COALESCE(level, '-') || ' ' ||
	    COALESCE(level_until, '-') || ' ' || COALESCE(down_from, '-')
	    FROM member WHERE member = 4294967296 + $1"
}

@test "level: set, changed, listed, refused" {
	levels
	pos pos-member level list
	same '["silver",1,10000]
["gold",2,50000]' "$(records '[.code, .rank, .min_spend_minor]')"
	pos 'pos-member level set gold --grace-days 20'
	same '[50000,20]' "$(records '[.min_spend_minor, .grace_days]')"
	pos 65 'pos-member level set third --rank 2 --min-visits 1'
	[[ $stderr == *"level 'gold' has rank 2 already"* ]]
	pos 65 'pos-member level set third --keep-visits 3'
	pos 65 'pos-member level set third --within-months 3'
	pos 65 'pos-member level set third --sold-as mocha'
	pos 65 'pos-member level set third --sold-as nothing --term 3'
	pos 65 'pos-member level set a/b --min-visits 1'
	pos 64 'pos-member level set third --rank 0'
	pos 64 'pos-member level set third --min-spend -5'
	pos 'pos-member level set gold --remove'
	pos pos-member level list
	same '"silver"' "$(records .code)"
	pos pos-member level list --all
	same 2 "$(records .code | wc -l)"
	pos pos-admin verify --deep
}

@test "level: up by what was paid, each with its reason" {
	levels
	spend m1000001 120
	spend m1000002 99.99
	pos pos-member level review
	same '[2,1,0,0]' "$(records '[.members, .up, .down, .warned]')"
	same '[{"member":"m1000001","to":"silver","reason":"reached"}]' \
	    "$(records .moves)"
	same 'silver - -' "$(level_of 1)"
	same '- - -' "$(level_of 2)"
	pos pos-member level review
	same '[2,0,0,0]' "$(records '[.members, .up, .down, .warned]')"
	spend m1000001 400
	pos pos-member level review --member 13800000001
	same '[1,1]' "$(records '[.members, .up]')"
	same 'gold - -' "$(level_of 1)"
	pos "pos-admin journal --kind level.move"
	same '["silver",12000,1]
["gold",52000,2]' "$(records '.data | [.to, .spend_minor, .visits]')"
	pos pos-admin verify --deep
}

@test "level: a dry run moves nobody, a key answers again" {
	levels
	spend m1000001 120
	pos pos-member level review --dry-run
	same '"level.move"' "$(records .kind)"
	same '- - -' "$(level_of 1)"
	pos pos-member level review --key k
	first=$output
	pos pos-member level review --key k
	same "$first" "$output"
	same 'silver - -' "$(level_of 1)"
}

@test "level: down after the grace, kept by less than it took" {
	levels
	spend m1000001 350 2026-01-10
	spend m1000001 320 2026-03-10
	pos pos-member level review
	same 'gold - -' "$(level_of 1)"
	# the window is March to May: 320 keeps it
	export POS_NOW=2026-05-02T10:00:00+08:00
	pos pos-member level review
	same 'gold - -' "$(level_of 1)"
	# April to June: nothing, so it is in danger, and told when
	export POS_NOW=2026-06-02T10:00:00+08:00
	pos pos-member level review
	same '[0,0,1]' "$(records '[.up, .down, .warned]')"
	same 'gold - 20260612' "$(level_of 1)"
	export POS_NOW=2026-06-11T10:00:00+08:00
	pos pos-member level review
	same '[0,0,0]' "$(records '[.up, .down, .warned]')"
	export POS_NOW=2026-06-12T10:00:00+08:00
	pos pos-member level review
	same '[0,1,0]' "$(records '[.up, .down, .warned]')"
	same '- - -' "$(level_of 1)"
	pos pos-admin verify --deep
}

@test "level: safe again within the grace" {
	levels
	spend m1000001 600 2026-03-10
	pos pos-member level review
	export POS_NOW=2026-06-02T10:00:00+08:00
	pos pos-member level review
	same 'gold - 20260612' "$(level_of 1)"
	spend m1000001 310 2026-06-05
	export POS_NOW=2026-06-13T10:00:00+08:00
	pos pos-member level review
	same '"safe again"' "$(records '.moves[0].reason')"
	same 'gold - -' "$(level_of 1)"
}

@test "level: a return takes spending back" {
	levels
	spend m1000001 120
	pos 'pos-sale return 1 --reason x | pos-pay refund card'
	pos pos-member level review
	same '- - -' "$(level_of 1)"
}

@test "level: by points and by visits" {
	pos 'pos-member level set p --min-points 50'
	pos 'pos-member level set v --min-visits 3'
	spend m1000001 60
	spend m1000002 1
	spend m1000002 1
	pos pos-member level review
	same 'p - -' "$(level_of 1)"
	same '- - -' "$(level_of 2)"
	spend m1000002 1
	pos pos-member level review
	same 'v - -' "$(level_of 2)"
	pos pos-admin verify --deep
}

@test "level: given by hand, until a day, and taken" {
	levels
	pos 64 'pos-member level give m1000001 gold'
	pos 65 'pos-member level give m1000001 nothing --reason x'
	pos 65 'pos-member level give m1000001 gold --until 2026-03-13 \
	    --reason x'
	pos 65 'pos-member level give m1000009 gold --reason x'
	pos 1 'pos-member level take m1000001 --reason x'
	pos 'pos-member level give 13800000001 gold --until 2026-03-20 \
	    --reason "the owner says so"'
	same '["gold","2026-03-20"]' "$(records '[.to, .until]')"
	export POS_NOW=2026-03-20T23:00:00+08:00
	pos pos-member level review
	same 'gold 20260320 -' "$(level_of 1)"
	export POS_NOW=2026-03-21T00:10:00+08:00
	pos pos-member level review
	same '"ended"' "$(records '.moves[0].reason')"
	same '- - -' "$(level_of 1)"
	pos 'pos-member level give m1000001 gold --reason x'
	pos pos-member level review
	same 'gold - -' "$(level_of 1)"
	pos 'pos-member level take m1000001 --reason x'
	same '- - -' "$(level_of 1)"
	pos pos-admin verify --deep
}

@test "level: bought, renewed from its old end, due, over" {
	pos 'pos-member level set plus --name Plus --sold-as mocha --term 12'
	pos 64 'pos-member level buy m1000001 plus'
	pos 1 'pos-member level buy m1000001 plus --by cash --tendered 1'
	same '' "$(sqlite3 "$POS_STORE" 'SELECT * FROM level_hold, sale')"
	pos 'pos-member level buy 13800000001 plus --by cash --key b'
	same '["plus","2027-03-13","bought"]' \
	    "$(records '[.to, .paid_until, .reason]')"
	first=$output
	pos 'pos-member level buy 13800000001 plus --by cash --key b'
	same "$first" "$output"
	same 1 "$(sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM sale')"
	# its money is where all money is
	pos pos-report day
	same 1 "$(records .sales)"
	export POS_NOW=2027-03-01T10:00:00+08:00
	pos 'pos-member due renewals --within 14d'
	same '["renewals","m1000001","2027-03-13",12,"plus"]' \
	    "$(records '[.what, .member, .day, .days, .level]')"
	pos 'pos-member due renewals --within 11'
	same '' "$output"
	pos 'pos-member level buy m1000001 plus --by card'
	same '"2028-03-13"' "$(records .paid_until)"
	export POS_NOW=2028-03-14T10:00:00+08:00
	pos pos-member level review
	same '- - -' "$(level_of 1)"
	pos pos-admin verify --deep
}

@test "level: a better one by rule covers a bought one, and gives way again" {
	pos 'pos-member level set plus --sold-as mocha --term 12'
	pos 'pos-member level set top --min-spend 400 --within-months 1'
	pos 'pos-member level buy m1000001 plus --by card'
	spend m1000001 500
	pos pos-member level review
	same 'top - -' "$(level_of 1)"
	export POS_NOW=2026-04-02T10:00:00+08:00
	pos pos-member level review
	same 'plus 20270313 -' "$(level_of 1)"
	pos 1 'pos-member level buy m1000001 top --by card'
	pos pos-admin verify --deep
}

@test "level: what a merged member had bought goes on" {
	pos 'pos-member level set plus --sold-as mocha --term 12'
	pos 'pos-member level buy m1000001 plus --by card'
	pos 'pos-member merge m1000001 m1000002'
	pos pos-member level review
	same 'plus 20270313 -' "$(level_of 2)"
	same 4294967298 "$(sqlite3 "$POS_STORE" 'SELECT member FROM level_hold')"
	pos pos-member level review
	same '[]' "$(records '.moves // []')"
	pos pos-admin verify --deep
}

@test "level: two reviews at once move a member once" {
	levels
	spend m1000001 120
	for n in 1 2 3 4; do
		pos-member level review >"out-$n" 3>&- &
	done
	wait
	same 1 "$(cat out-* | jq .up | awk '{ s += $1 } END { print s }')"
	pos pos-admin verify --deep
}

@test "due: birthdays around the new year, and 29 February" {
	pos 'pos-member enrol --phone 13800000003 --birthday 1990-01-03'
	pos 'pos-member enrol --phone 13800000004 --birthday 2000-02-29'
	pos 'pos-member enrol --phone 13800000005 --birthday 12-28'
	export POS_NOW=2026-12-28T10:00:00+08:00
	pos 'pos-member due birthdays --within 7d'
	same '["m1000005","2026-12-28",0]
["m1000003","2027-01-03",6]' "$(records '[.member, .day, .days]')"
	pos 'pos-member due birthdays --within 0'
	same '"m1000005"' "$(records .member)"
	export POS_NOW=2027-02-28T10:00:00+08:00
	pos 'pos-member due birthdays --within 0'
	same '["m1000004","2027-02-28"]' "$(records '[.member, .day]')"
	export POS_NOW=2028-02-28T10:00:00+08:00
	pos 'pos-member due birthdays --within 1'
	same '["m1000004","2028-02-29"]' "$(records '[.member, .day]')"
	pos 64 'pos-member due birthdays --within soon'
	pos 'pos-member erase m1000004 --yes'
	pos 'pos-member due birthdays --within 1'
	same '' "$output"
}

@test "due: who stopped coming, and whose points expire" {
	pos 'pos-member earn set --per 1 --points 1 --expire-months 1'
	spend m1000001 10 2026-01-01
	spend m1000002 10 2026-03-01
	export POS_NOW=2026-04-01T10:00:00+08:00
	pos 'pos-member due lapsed --days 90'
	same '["m1000001","2026-01-01",90,1]' \
	    "$(records '[.member, .day, .days, .count]')"
	pos 'pos-member due lapsed --days 31 --within 5'
	same '"m1000002"' "$(records .member)"
	pos 'pos-member due points --within 2w'
	same '["m1000002","2026-04-01",10]' "$(records '[.member, .day, .count]')"
}
