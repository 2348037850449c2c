#!/usr/bin/env bats
#
# Segments, RFM, campaigns and referrals, each held against sqlite3 or awk.

load helpers

setup() {
	pos_environment
	shop
}

sql() {
	sqlite3 "$POS_STORE" "$@"
}

# A completed sale of so much for a member, on a day.
spend() {
	pos "POS_NOW=$3T12:00:00+08:00 pos-sale new 'gift-card@$2' |
	    POS_NOW=$3T12:00:00+08:00 pos-member attach $1 |
	    POS_NOW=$3T12:00:00+08:00 pos-pay record card"
}

people() {
	pos 'pos-member level set gold --min-spend 100'
	pos 'pos-member enrol --phone 13800000001 --tag vip --tag old --consent'
	pos 'pos-member enrol --phone 13800000002 --tag old --channel meituan'
	pos 'pos-member enrol --phone 13800000003 --tag vip'
	pos 'pos-member enrol --phone 13800000004'
	spend m1000001 150 2026-01-05
	spend m1000001 50 2026-03-10
	spend m1000002 30 2025-06-01
	spend m1000003 40.01 2026-03-01
	pos pos-member level review
}

# Who is in a segment of these flags.
in_it() {
	pos "pos-member segment set s $*"
	pos pos-member segment review s
	pos pos-member segment members s
	in=$(records -r .member | cut -c 8- | xargs)
}

@test "segment: each limit, by members that are in and out" {
	people
	while IFS='|' read -r flags want; do
		in_it "$flags"
		echo "$flags: $in"
		same "$want" "$in"
	done <<-'CASES'
		|1 2 3 4
		--tag vip|1 3
		--tag vip --tag old|1 2 3
		--tag vip --not-tag old|3
		--level gold|1
		--level -|2 3 4
		--level gold --level -|1 2 3 4
		--consent|1
		--enrolled-by meituan|2
		--enrolled-by counter|1 3 4
		--spent-min 40.01|1 3
		--spent-min 40.02|1
		--spent-max 40.01|2 3
		--spent-min 30 --spent-max 40.01|2 3
		--visits-min 2|1
		--visits-max 1|2 3
		--no-visits|4
		--no-visits --within-months 3|2 4
		--visits-min 1 --within-months 1|1 3
		--spent-min 51 --within-months 1|
		--spent-min 51 --within-months 3|1
		--average-min 100|1
		--average-min 100.01|
		--average-max 40|2
		--active-days 4|1
		--active-days 3|
		--lapsed-days 13|2 3 4
		--lapsed-days 14|2 4
		--first-from 2026-01-05|1 3
		--first-from 2026-01-06|3
		--first-to 2026-01-04|2
		--last-from 2026-03-10|1
		--last-to 2026-03-09|2 3
		--enrolled-from 2026-03-14|1 2 3 4
		--enrolled-to 2026-03-13|
		--tag vip --visits-min 2|1
	CASES
	pos pos-admin verify --deep
}

@test "segment: points that can be spent" {
	pos 'pos-member earn set --per 1 --points 1'
	people
	in_it --points-min 40
	same '1 3' "$in"
	in_it --points-max 40
	same '2 3' "$in"
	in_it --points-min 31 --points-max 199
	same 3 "$in"
}

@test "segment: contradictions are refused" {
	pos 65 'pos-member segment set s --spent-min 10 --spent-max 5'
	pos 65 'pos-member segment set s --no-visits --visits-min 1'
	pos 65 'pos-member segment set s --active-days 10 --lapsed-days 20'
	pos 65 'pos-member segment set s --level none'
	pos 65 'pos-member segment set s --rfm best'
	pos 65 'pos-member segment set s --rfm "new|drifting"'
	pos 65 'pos-member segment set s --first-from 2026-02-01 \
	    --first-to 2026-01-01'
	pos 64 'pos-member segment set s --recency 6'
	pos 64 'pos-member segment set s --recency 4-'
	pos 65 'pos-member segment set s --recency 4-2'
	pos 65 'pos-member segment set s/t'
	pos 65 'pos-member segment review none'
	pos 65 'pos-member segment members none'
	pos 65 'pos-member segment remove none'
}

@test "segment: who joins and leaves, all of them, and removal" {
	people
	pos 'pos-member segment set a --tag vip'
	pos 'pos-member segment set b --no-visits --name "Never came"'
	pos pos-member segment review
	same '["a",2,2,0]
["b",1,1,0]' "$(records '[.segment, .members, .joined, .left]')"
	pos 'pos-member set m1000001 --no-tag vip'
	pos 'pos-member merge m1000004 m1000003'
	pos pos-member segment review --key k
	same '["a",1,0,1]
["b",0,0,1]' "$(records '[.segment, .members, .joined, .left]')"
	first=$output
	pos pos-member segment review --key k
	same "$first" "$output"
	pos 'pos-member segment set b --no-visits --spent-max 0'
	pos pos-member segment list
	same '["a","a",1] ["b","Never came",0]' \
	    "$(records '[.code, .name, .members // 0]' | xargs -d '\n')"
	pos pos-member segment remove a
	same 0 "$(sql 'SELECT COUNT(*) FROM segment_member')"
	pos pos-admin verify --deep
}

# Members with sales, straight into the tables: scores look at nothing else.
made_up() {
	sql "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
	    WHERE i < $1) INSERT INTO member (member, enrolled_at, consent,
	    sealed) SELECT 4294967296 + i, 1773000000000, 1, 'x' FROM n;
	WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
	    WHERE i < $1 * $2) INSERT INTO member_sale (member, day, branch,
	    number, done_day, back, total_minor, earned, back_earned,
	    back_spent) SELECT 4294967297 + i * i * 7919 % ($1 * 9 / 10),
	    20260101 + i * 31 % 28, 1, i, 20260101 + i * 31 % 28, i % 17 = 0,
	    CASE WHEN i % 17 = 0 THEN -1 ELSE 1 END * (100 + i * 7907 % 9000),
	    0, 0, 0 FROM n"
}

@test "rfm: the same scores as windows of sqlite3 give" {
	made_up 2000 6
	for q in 5 3 10; do
		pos "pos-member rfm --quantiles $q"
		records -r '[.member, .visits, .spent_minor, .r, .f, .m] |
		    @csv' >have
		sql -csv "WITH s AS (SELECT member, MAX(CASE WHEN back = 0
		    THEN done_day END) d, SUM(back = 0) v,
		    SUM(total_minor) t FROM member_sale GROUP BY member
		    HAVING v > 0), c AS (SELECT COUNT(*) n FROM s)
		    SELECT printf('\"m1%06d\"', member - 4294967296), v, t,
		    1 + $q * (rank() OVER (ORDER BY d) - 1) / n,
		    1 + $q * (rank() OVER (ORDER BY v) - 1) / n,
		    1 + $q * (rank() OVER (ORDER BY t) - 1) / n
		    FROM s, c ORDER BY member" | sed 's/"""/"/g' >want
		[ -s want ]
		cmp want have
	done
	pos 'pos-member rfm --from 2026-01-10 --to 2026-01-12'
	same "$(sql 'SELECT COUNT(*), SUM(v) FROM (SELECT SUM(back = 0) v
	    FROM member_sale WHERE done_day BETWEEN 20260110 AND 20260112
	    GROUP BY member HAVING v > 0)' | tr '|' ' ')" \
	    "$(records .visits | awk '{ n += $1 } END { print NR, n }')"
	pos 64 'pos-member rfm --from 2026-01-10 --to 2026-01-09'
	pos 64 'pos-member rfm --quantiles 1'
}

@test "rfm: classes, and segments by them" {
	made_up 2000 6
	pos pos-member rfm
	same '' "$(records -r '(if .r > 3 then "h" else "l" end) +
	    (if .f > 3 then "h" else "l" end) +
	    (if .m > 3 then "h" else "l" end) + " " + .class' | sort -u |
	    grep -vxE 'hhh champion|hlh develop|lhh keep|llh win-back|hhl regular|hll new|lhl drifting|lll lost')"
	champions=$(records -r 'select(.class == "champion") | .member')
	late=$(records -r 'select(.r >= 2 and .r <= 3 and .m == 5) | .member')
	pos 'pos-member segment set c --rfm champion'
	pos 'pos-member segment set l --recency 2-3 --money 5'
	pos pos-member segment review
	pos pos-member segment members c
	same "$champions" "$(records -r .member)"
	pos pos-member segment members l
	same "$late" "$(records -r .member)"
}

@test "rfm: everybody the same is everybody one" {
	people
	pos 'pos-member rfm --from 2026-03-01 --to 2026-03-10'
	same '["m1000001",3,1,3,"lost"] ["m1000003",1,1,1,"lost"]' \
	    "$(records '[.member, .r, .f, .m, .class]' | xargs -d '\n')"
}

@test "campaign: the control group is exact, and can be drawn again" {
	made_up 1000 1
	pos 'pos-member segment set all'
	pos 'pos-member campaign make c --segment all --control 12.5% \
	    --seed spring'
	same '[875,125,"spring"]' "$(records '[.treated, .control, .seed]')"
	pos 'pos-member campaign members c --control'
	records -r .member | sort >have
	# the least of the hashes, reckoned elsewhere
	pos pos-member segment members all
	records -r .member >codes
	mkdir each
	while read -r code; do
		printf %s "$code" >"each/$code"
	done <codes
	openssl dgst -sha256 -hmac spring -r each/* | sort | head -n 125 |
	    sed 's,.*/,,' | sort >want
	cmp want have
	pos 'pos-member campaign members c --treated'
	same 875 "$(records .member | wc -l)"
	pos 1 'pos-member campaign make c --segment all'
	pos 65 'pos-member campaign make d --segment none'
	pos 64 'pos-member campaign make d'
	pos 64 'pos-member campaign make d --segment all --control 101'
	pos 'pos-member segment set nobody --tag nothing'
	pos 1 'pos-member campaign make d --segment nobody'
	# by chance: two draws differ
	pos 'pos-member campaign make d --segment all --control 50'
	pos 'pos-member campaign make e --segment all --control 50'
	pos pos-member campaign list
	same 3 "$(records .seed | sort -u | wc -l)"
	pos pos-member campaign show e
	same '[500,500]' "$(records '[.treated, .control]')"
}

@test "campaign: strata have their share each" {
	made_up 1000 3
	pos 'pos-member segment set all'
	pos 'pos-member campaign make c --segment all --control 10 \
	    --stratify rfm'
	same '[900,100]' "$(records '[.treated, .control]')"
	pos pos-member rfm
	records -r '[.member, .class] | @tsv' | sort >classes
	pos pos-member campaign members c
	records -r '[.member, .control] | @tsv' | sort |
	    join -a 1 -e none -o 2.2,1.2 - classes |
	    awk '{ n[$1]++; c[$1] += $2 == "true" }
		END { for (k in n) if (c[k] < n[k] / 10 - 1 ||
		    c[k] > n[k] / 10 + 1) print k, n[k], c[k] }' >off
	same '' "$(cat off)"
}

@test "campaign: its control group gets no message" {
	for n in 1 2 3 4 5 6 7 8; do
		pos "pos-member enrol --phone 1380000000$n --consent"
	done
	pos 'pos-member template set t --text x'
	pos 'pos-member segment set all'
	pos 'pos-member campaign make c --segment all --control 25'
	pos 'pos-member outbox add --campaign c --template t'
	same '[6,2]' "$(records '[.queued, .control]')"
	pos 'pos-member outbox add --campaign c --template t'
	same '[0,6]' "$(records '[.queued, .again]')"
	pos 'pos-member campaign members c --control'
	control=$(records -r .member | sort)
	pos 'pos-member outbox --take'
	same '' "$(comm -12 <(echo "$control") <(records -r .member | sort))"
	same '"c"' "$(records .campaign | sort -u)"
	pos pos-admin verify --deep
}

@test "referral: a code leads back, and no wrong one does" {
	pos 'pos-member enrol --phone 13800000001'
	pos 'pos-member referral code 13800000001'
	code=$(records -r .code)
	[[ $code =~ ^R[0-9A-HJKMNP-TV-Z]{3,6}$ ]]
	lower=${code,,}
	pos "pos-member enrol --phone 13800000002 --referred-by ${lower:0:2}-${lower:2}"
	same '"m1000001"' "$(records .referred_by)"
	wrong=${code:0:-1}$([ "${code: -1}" = 7 ] && echo 8 || echo 7)
	pos 65 "pos-member enrol --phone 13800000003 --referred-by $wrong"
}

@test "referral: paid once, after the first order" {
	pos 1 'pos-member referral review'
	pos 65 'pos-member referral show'
	pos 65 'pos-member referral set'
	pos 'pos-member referral set --points-for-referrer 100 \
	    --points-for-new 50 --min-order 20 --points-days 30'
	pos 'pos-member enrol --phone 13800000001'
	pos 'pos-member enrol --phone 13800000002 --referred-by 13800000001'
	pos 'pos-member enrol --phone 13800000003 --referred-by 13800000001'
	pos pos-member referral review
	same '[0,0]' "$(records '[.paid, .refused]')"
	spend m1000002 20 2026-03-14
	spend m1000003 19.99 2026-03-14
	pos pos-member referral review
	same '[1,150,1]' "$(records '[.paid, .points, .refused]')"
	same '["m1000002",50,100,"2026-04-13",null]
["m1000003",null,null,null,"the first order was too small"]' "$(records \
	    '.rewards[] | [.member, .points_for_new, .points_for_referrer,
	    .until, .why]')"
	spend m1000003 100 2026-03-14
	for n in 1 2 3; do
		pos-member referral review >"out-$n" 3>&- &
	done
	wait
	same 0 "$(cat out-* | jq .paid | awk '{ n += $1 } END { print n }')"
	pos pos-member points m1000001
	same 100 "$(records .points)"
	pos pos-member points m1000002
	same 50 "$(records .points)"
	# the order comes back: what it had brought others stays, once
	pos 'pos-sale return 1 --reason x | pos-pay refund card'
	pos pos-member points m1000002
	same 50 "$(records .points)"
	pos pos-admin verify --deep
}

@test "referral: who gave all back waits, and a limit holds" {
	pos 'pos-member referral set --points-for-referrer 10 \
	    --points-for-new 5 --limit 2 --wait-days 3'
	pos 'pos-member enrol --phone 13800000001'
	for n in 2 3 4 5; do
		pos "pos-member enrol --phone 1380000000$n --referred-by m1000001"
		spend "m100000$n" 10 2026-03-14
	done
	pos 'pos-sale return 1 --reason x | pos-pay refund card'
	pos pos-member referral review
	same 0 "$(records .paid)"
	export POS_NOW=2026-03-17T10:00:00+08:00
	pos pos-member referral review
	same '["m1000003",10] ["m1000004",10] ["m1000005",null]' "$(records \
	    '.rewards[] | [.member, .points_for_referrer]' | xargs -d '\n')"
	pos pos-member points m1000001
	same 20 "$(records .points)"
	pos pos-member points m1000005
	same 5 "$(records .points)"
	export POS_NOW=2026-04-01T10:00:00+08:00
	spend m1000002 10 2026-04-01
	pos pos-member referral review
	same '[["m1000002",10]]' \
	    "$(records '[.rewards[] | [.member, .points_for_referrer]]')"
	pos 'pos-member referral set --off'
	pos 1 pos-member referral review
	pos pos-admin verify --deep
}

@test "referral: who brought somebody is said before the first order" {
	pos 'pos-member referral set --points-for-referrer 10'
	pos 'pos-member enrol --phone 13800000001'
	pos 'pos-member enrol --phone 13800000002 --referred-by m1000001'
	pos 'pos-member enrol --phone 13800000003'
	pos 'pos-member set m1000003 --referred-by m1000002'
	pos 'pos-member set m1000003 --referred-by m1000001'
	spend m1000003 10 2026-03-14
	pos 1 'pos-member set m1000003 --referred-by m1000002'
	[[ $stderr == *"'m1000003' has ordered already"* ]]
	printf 'phone,referred_by\n13800000003,m1000002\n' >late.csv
	pos 65 'pos-member import late.csv'
	[[ $stderr == *"late.csv:2: "*"has ordered already"* ]]
	# what was said already is no change
	pos 'pos-member set m1000003 --name C --referred-by m1000001'
	pos 'pos-member merge m1000002 m1000003'
	pos pos-admin verify --deep
}

@test "referral: not oneself, not in a circle, not twice by a merge" {
	pos 'pos-member referral set --points-for-referrer 10 \
	    --points-for-new 5'
	for n in 1 2 3 4 5 6; do
		export POS_NOW=2026-03-14T10:00:0$n+08:00
		pos "pos-member enrol --phone 1380000000$n $(
		    case $n in
		    2 | 4) echo --referred-by m1000001 ;;
		    6) echo --referred-by m1000005 ;;
		    esac)"
	done
	export POS_NOW=2026-03-16T10:00:00+08:00
	# whoever brought 6 turns out to be 6
	pos 'pos-member merge m1000005 m1000006'
	spend m1000006 10 2026-03-15
	pos pos-member referral review
	same '"brought itself"' "$(records '.rewards[].why')"
	# 2 was paid for; 4 turns out to be 2
	spend m1000002 10 2026-03-15
	pos pos-member referral review
	same 1 "$(records .paid)"
	pos 'pos-member merge m1000002 m1000004'
	pos pos-member referral review
	same '[0,1]' "$(records '[.paid, .refused]')"
	same '"was paid for before members were merged"' \
	    "$(records '.rewards[].why')"
	# 3 is older than 6, and cannot have been brought by it
	pos 'pos-member set m1000003 --referred-by m1000006'
	spend m1000003 10 2026-03-15
	pos pos-member referral review
	same '"was here before who brought it"' "$(records '.rewards[].why')"
	# two of the same moment, who brought each other
	pos 'pos-member enrol --phone 13800000007'
	pos 'pos-member enrol --phone 13800000008 --referred-by m1000007'
	pos 'pos-member set m1000007 --referred-by m1000008'
	spend m1000007 10 2026-03-16
	spend m1000008 10 2026-03-16
	pos pos-member referral review
	same '"brought who brought it"' "$(records '.rewards[].why' | sort -u)"
	pos pos-member points m1000001
	same 10 "$(records .points)"
	pos pos-admin verify --deep
}
