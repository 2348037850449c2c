#!/usr/bin/env bats
#
# Members: enrolled, found, changed, merged, erased, imported, exported.

load helpers

init() {
	pos "pos-admin init --name Test --currency CNY --zone Asia/Shanghai"
}

# Two people, in most tests.
two() {
	init
	pos "pos-member enrol --phone 13800000001 --name 张三 \
	    --birthday 1990-03-08 --email zs@example.com --card K100200 \
	    --tag vip --consent --source till"
	pos "pos-member enrol --phone 13900000002 --name 'Jane Doe' \
	    --channel meituan --channel-id 77 --language en"
}

verify() {
	pos 'pos-admin verify --deep'
}

@test "member: enrolled, and masked in every output" {
	two
	pos 'pos-member show m1000001'
	same '["m1000001","张**","138****0001","03-08","z***@example.com"]' \
	    "$(records '[.member, .name, .phone, .birthday, .email]')"
	same '["***0200",["vip"],true,"till"]' \
	    "$(records '[.card, .tags, .consent, .consent_source]')"
	pos 'pos-member find Jane'
	same '["m1000002","J**","139****0002","meituan",["meituan:***"]]' \
	    "$(records '[.member, .name, .phone, .channel, .ids]')"
	verify
}

@test "member: the same phone again is refused, or found with --or-find" {
	two
	pos 1 "pos-member enrol --phone '+86 138-0000-0001' --name other"
	[[ $stderr == *"the phone is that of member 'm1000001'"* ]]
	pos 'pos-member enrol --phone １３８００００００１１ --or-find --name x'
	same '"m1000003"' "$(records .member)"
	pos 'pos-member enrol --phone 0086-13800000011 --or-find --name y'
	same '["m1000003","x**"]' "$(records '[.member, .name]')"
	pos 1 'pos-member enrol --phone 13811111111 --card K100200'
	[[ $stderr == *"the card is that of member 'm1000001'"* ]]
	pos 1 'pos-member enrol --name z --channel meituan --channel-id 77'
	[[ $stderr == *"the identity is that of member 'm1000002'"* ]]
	verify
}

@test "member: what cannot be is refused, with its reason" {
	init
	pos 65 'pos-member enrol --phone 1380000000'
	[[ $stderr == *"'1380000000' is no mobile number: they have 11 digits"* ]]
	pos 65 'pos-member enrol --phone 138x'
	[[ $stderr == *'is no phone number'* ]]
	pos 64 'pos-member enrol --name a --birthday 1990-02-30'
	pos 65 'pos-member enrol --name a --email nobody'
	[[ $stderr == *'expected NAME@DOMAIN'* ]]
	pos 65 'pos-member enrol --name a --gender q'
	pos 65 'pos-member enrol --name a --language klingon_x'
	pos 65 'pos-member enrol --name a --tag "a b"'
	pos 65 'pos-member enrol'
	pos 64 'pos-member enrol --name a --channel-id 7'
	pos 64 'pos-member enrol --name a --source x'
	pos 65 'pos-member enrol --name a --referred-by m1000009'
	[[ $stderr == *"no member 'm1000009'"* ]]
	pos 65 'pos-member show m1000001'
	pos 1 'pos-member find 13800000001'
	pos 64 'pos-member set m1000001'
	pos 64 'pos-member consent m1000001 maybe'
	pos 64 'pos-member erase m1000001'
	# nothing of it made a key file
	[ ! -e "$POS_STORE.key" ]
	verify
}

@test "member: found by phone, card, code, identity, a part of a name" {
	two
	for what in 13800000001 '138 0000 0001' +8613800000001 K100200 \
	    m1000001 张 三; do
		pos "pos-member find '$what'"
		same '"m1000001"' "$(records .member)"
	done
	for what in meituan:77 jane 'E DO' 13900000002; do
		pos "pos-member find '$what'"
		same '"m1000002"' "$(records .member)"
	done
	pos 1 'pos-member find nobody'
	[[ $stderr == *"nobody is found by 'nobody'"* ]]
	pos 'pos-member enrol --phone 13700000003 --name 张飞'
	pos 'pos-member find 张'
	same '["m1000001","m1000003"]' "$(records -s 'map(.member)')"
	pos 'pos-member find 张 --limit 1'
	same '["m1000001"]' "$(records -s 'map(.member)')"
	[[ $stderr == *'there are more'* ]]
}

@test "member: the country of phones without a code is a setting" {
	init
	pos 65 "pos-admin config set country Atlantis"
	pos "pos-admin config set country DE"
	pos "pos-member enrol --phone '0151 23456789' --name Max"
	pos 'pos-member show 015123456789 --reveal'
	same '"+4915123456789"' "$(records .phone)"
	pos 65 'pos-member enrol --phone 12'
	pos 'pos-member show +4915123456789'
	same '"151****6789"' "$(records .phone)"
}

@test "member: set changes what is said, and keeps the rest" {
	two
	pos "pos-member set m1000001 --phone 13800000009 --name 张四 \
	    --tag gold --no-tag vip --card K2 --no-card K100200 --birthday 05-06"
	pos 'pos-member show m1000001 --reveal'
	same '["张四","+8613800000009","05-06","zs@example.com","K2",["gold"]]' \
	    "$(records '[.name,.phone,.birthday,.email,.card,.tags]')"
	pos 1 'pos-member find 13800000001'
	pos 1 'pos-member find K100200'
	pos 'pos-member find 13800000009'
	pos 1 'pos-member set m1000002 --phone 13800000009'
	[[ $stderr == *"the phone is that of member 'm1000001'"* ]]
	# what one let go another may have
	pos 'pos-member set m1000002 --phone 13800000001'
	pos "pos-member set m1000001 --email '' --referred-by m1000002"
	pos 'pos-member show m1000001'
	same '[null,"m1000002"]' "$(records '[.email,.referred_by]')"
	pos 1 'pos-member set m1000001 --referred-by m1000001'
	# the same again records nothing
	pos 'pos-admin journal'
	before=$output
	pos 'pos-member set m1000001 --name 张四'
	pos 'pos-admin journal'
	same "$before" "$output"
	verify
}

@test "member: consent is kept with its time" {
	two
	POS_NOW=2026-03-15T12:00:00+08:00
	pos 'pos-member consent 13800000001 no --source "by phone"'
	same '[null,"2026-03-15T04:00:00.000Z","by phone"]' \
	    "$(records '[.consent,.consent_at,.consent_source]')"
	POS_NOW=2026-03-16T12:00:00+08:00
	pos 'pos-member consent m1000001 yes'
	same '[true,"2026-03-16T04:00:00.000Z",null]' \
	    "$(records '[.consent,.consent_at,.consent_source]')"
	verify
}

@test "member: --key does it once, --dry-run not at all" {
	init
	enrol='pos-member enrol --phone 13800000001 --name a --key k1'
	pos "$enrol --dry-run"
	same '"member.set"' "$(records 'select(.kind == "member.set") | .kind')"
	[ ! -e "$POS_STORE.key" ]
	pos "$enrol"
	first=$output
	pos "$enrol"
	same "$first" "$output"
	pos 1 'pos-member enrol --phone 13800000002 --name a --key k1'
	[[ $stderr == *"key 'k1' was used for something else"* ]]
	pos 'pos-member erase m1000001 --yes --key k2'
	pos 'pos-member erase m1000001 --yes --key k2'
	pos 1 'pos-member erase m1000001 --yes'
	[[ $stderr == *'was erased already'* ]]
	verify
}

@test "member: merged into another, who has it all then" {
	two
	pos 'pos-member merge m1000002 m1000001'
	same '["m1000001",["139****0002"],["meituan:***"],"en"]' \
	    "$(records '[.member,.phones,.ids,.language]')"
	for what in 13900000002 meituan:77 m1000002 13800000001 K100200; do
		pos "pos-member show $what"
		same '"m1000001"' "$(records .member)"
	done
	pos 1 'pos-member merge m1000001 m1000001'
	pos 1 'pos-member merge m1000002 m1000001'
	[[ $stderr == *'both are'* ]]
	pos 'pos-member enrol --phone 13700000003'
	pos 'pos-member merge m1000001 m1000003'
	pos 'pos-member show m1000002'
	same '["m1000003",["138****0001","139****0002"]]' \
	    "$(records '[.member,.phones]')"
	verify
	pos 'pos-member erase m1000003 --yes'
	for what in 13900000002 13700000003 13800000001 meituan:77; do
		pos 1 "pos-member find $what"
	done
	verify
}

@test "member import: Chinese titles, once and again" {
	init
	printf '%s\n' '会员编号,姓名,手机号,生日,性别,会员标签,注册时间,积分' \
	    'K1,张三,13800000001,1990/3/8,男,vip;gold,2024-05-01 12:30:00,100' \
	    'K2,李四,138-0000-0002,3月9日,女,,2024/5/2,' >m.csv
	pos 'pos-member import m.csv'
	same '[2,2,0,0,0]' \
	    "$(records '[.rows,.enrolled,.changed,.unchanged,.rejected]')"
	[[ $stderr == *"column '积分' is left out"* ]]
	pos 'pos-member show K1 --reveal'
	same '["张三","+8613800000001","1990-03-08","m",["gold","vip"],"2024-05-01T04:30:00.000Z"]' \
	    "$(records '[.name,.phone,.birthday,.gender,.tags,.enrolled_at]')"
	pos 'pos-member import m.csv'
	same '[0,0,2]' "$(records '[.enrolled,.changed,.unchanged]')"
	pos 'pos-admin journal'
	same 1 "$(records 'select(.kind == "member.set")' | wc -l)"
	# a change, and an empty cell that changes nothing
	printf '%s\n' 手机号,姓名 13800000001,张三丰 13800000002, >n.csv
	pos 'iconv -t GB18030 n.csv | pos-member import'
	same '[0,1,1]' "$(records '[.enrolled,.changed,.unchanged]')"
	pos 'pos-member show K2 --reveal'
	same '"李四"' "$(records .name)"
	verify
}

@test "member import: all or nothing, or the good rows and the rejects" {
	init
	printf '%s\n' 'Phone,Name,Birthday,Consent' \
	    '13800000001,Ann,1990-01-02,yes' '123,Bob,,' \
	    '13800000003,Cid,31.12.,' '13800000001,Dan,,' \
	    '138****0004,E**,,' ',Fay,,' '13800000007,Gus,,perhaps' \
	    '13800000008,Hal,,no' >m.csv
	pos 65 'pos-member import m.csv'
	[[ $stderr == *"m.csv:3: '123' has too few digits"* ]]
	[[ $stderr == *"m.csv:4: birthday: '31.12.' is no day"* ]]
	[[ $stderr == *'m.csv:5: the same member as in a row before'* ]]
	[[ $stderr == *"m.csv:6: '138****0004' is masked"* ]]
	[[ $stderr == *'m.csv:7: neither phone nor card'* ]]
	[[ $stderr == *"m.csv:8: consent: 'perhaps' is neither"* ]]
	[[ $stderr == *'nothing was imported: 6 of 8 rows are wrong'* ]]
	pos 1 'pos-member find 13800000001'
	pos 64 'pos-member import m.csv --rejects r.csv'
	pos 'pos-member import m.csv --dry-run --keep-going'
	same '[2,6,true]' "$(records '[.enrolled,.rejected,.dry_run]')"
	pos 1 'pos-member find 13800000001'
	pos 65 'pos-member import m.csv --keep-going --rejects r.csv'
	same '[2,6]' "$(records '[.enrolled,.rejected]')"
	same 7 "$(wc -l <r.csv)"
	same 'Phone,Name,Birthday,Consent,reason' "$(head -1 r.csv)"
	same 600 "$(stat -c %a r.csv)"
	pos 'pos-member find 13800000008'
	same '[null,"2026-03-14T02:00:00.000Z"]' \
	    "$(records '[.consent,.consent_at]')"
	verify
}

@test "member import: other titles by --map, files that are none" {
	init
	printf 'Rufnummer;Kunde;Nr\n13800000001;Ann;K1\n' >m.csv
	pos 65 'pos-member import m.csv'
	[[ $stderr == *'no header of members'* ]]
	pos 'pos-member import m.csv --map phone=Rufnummer,name=kunde,card=#3 \
	    --channel old'
	pos 'pos-member show K1'
	same '["A**","old"]' "$(records '[.name,.channel]')"
	pos 65 'pos-member import m.csv --map phone=Telefon'
	pos 64 'pos-member import m.csv --map height=Nr'
	pos 64 'pos-member import m.csv --map phone'
	: >empty.csv
	pos 65 'pos-member import empty.csv'
	echo 'phone,name' >empty.csv
	pos 65 'pos-member import empty.csv'
	[[ $stderr == *'it has no rows'* ]]
	pos 74 'pos-member import none.csv'
}

@test "member export: masked is refused by import, revealed changes nothing" {
	two
	pos "pos-member set m1000002 --name '=cmd()' --address 'a,\"b\"' \
	    --referred-by m1000001"
	pos 'pos-member enrol --phone +85291234567'
	pos 'pos-member enrol --phone 13700000004 --name gone'
	pos 'pos-member erase m1000004 --yes'
	pos 'pos-member export'
	[[ $output != *13800000001* && $output != *张三* ]]
	cp "$pos_stdout" masked.csv
	pos 65 'pos-member import masked.csv'
	pos 'pos-member export --reveal'
	cp "$pos_stdout" all.csv
	same 4 "$(wc -l <all.csv)"
	pos 'pos-member import all.csv'
	same '[0,0,3]' "$(records '[.enrolled,.changed,.unchanged]')"
	# into an empty store: the same members under the same codes
	POS_STORE=$BATS_TEST_TMPDIR/other.db
	init
	pos 'pos-member import all.csv'
	same '[3,0,0]' "$(records '[.enrolled,.changed,.unchanged]')"
	pos 'pos-member export --reveal'
	same "$(cat all.csv)" "$output"
	pos 'pos-member enrol --phone 13600000006'
	same '"m1000004"' "$(records .member)"
	pos 64 'pos-member export --format json'
	verify
}

@test "member: many, in one import, are one change" {
	init
	awk 'BEGIN { print "phone,name,card"
	    for (i = 0; i < 2500; i++)
		printf "139%08d,n%d,C%d\n", i, i, i }' >m.csv
	pos 'pos-member import m.csv'
	same 2500 "$(records .enrolled)"
	pos 'pos-admin journal'
	same 5 "$(records 'select(.kind == "member.set")' | wc -l)"
	# swapped phones, in one file and in many rows
	awk 'BEGIN { print "card,phone"
	    for (i = 0; i < 2500; i += 2)
		printf "C%d,137%08d\nC%d,139%08d\n", i, i, i + 1, i }' >s.csv
	pos 'pos-member import s.csv'
	same '[0,2500]' "$(records '[.enrolled,.changed]')"
	pos 'pos-member find 13900000010'
	pos 'pos-member show 13900000010 --reveal'
	same '"C11"' "$(records .card)"
	verify
}

@test "member: an order from a channel brings its customer" {
	shop
	for n in 1 2 3; do
		jq -nc --arg n "$n" '{type: "order", v: 1, channel: "meituan",
		    external: "e\($n)", customer: {id: "U1",
		    phone: "13812345678", name: "Zaphod"},
		    lines: [{item: "mocha"}]}'
	done >orders.jsonl
	# known by phone already: the identity is added to that member
	pos 'pos-member enrol --phone 13812345678 --name Beeblebrox'
	pos 'pos-sale import <orders.jsonl'
	same '["m1000001","m1000001","m1000001"]' \
	    "$(records -s 'map(.member)')"
	pos 'pos-member show meituan:U1 --reveal'
	same '["Beeblebrox",["meituan:U1"]]' "$(records '[.name,.ids]')"
	# the same orders again, their phone masked meanwhile
	jq -c '.customer.phone = "138****5678"' orders.jsonl >later.jsonl
	pos 'pos-sale import <later.jsonl'
	same '["m1000001","m1000001","m1000001"]' \
	    "$(records -s 'map(.member)')"
	same 3 "$(sqlite3 "$POS_STORE" 'SELECT COUNT(*) FROM sale')"
	# a masked phone, an unknown identity: a new one, once
	sed 's/U1/U2/; s/1381234/138****/; s/:"e/:"f/' orders.jsonl >other.jsonl
	pos 'pos-sale import <other.jsonl'
	same '["m1000002","m1000002","m1000002"]' \
	    "$(records -s 'map(.member)')"
	same 0 "$(strings "$POS_STORE" | grep -ciE 'zaphod|13812345678')"
	verify
}
