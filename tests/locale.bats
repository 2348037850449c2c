#!/usr/bin/env bats
#
# People read their language; scripts read the same in every one.
#
# The catalogues are those of the tree.  No test needs a locale of the system
# but C.UTF-8.

load helpers

chinese() {
	export LANGUAGE=zh_CN
}

# No letters but those of codes, amounts and dates, which the caller takes out.
no_english() {
	if grep -E '[A-Za-z]{2}' <<<"$1"; then
		echo 'this is not translated'
		return 1
	fi
}

# Each word is a setting of the environment.
says() {
	local want=$1
	shift
	pos 64 "env -u LC_ALL -u LANGUAGE $* pos-sale nosuch"
	same "$want" "$stderr"
}

@test "the language is chosen as elsewhere, installed or not" {
	local zh="pos-sale: 没有命令 'nosuch'；用 'pos-sale --help' 查看"
	local en="pos-sale: no verb 'nosuch'; 'pos-sale --help' lists them"

	says "$zh" LANG=zh_CN.UTF-8
	says "$zh" LANG=zh_CN
	says "$zh" LC_ALL=zh_CN.UTF-8
	says "$zh" LC_MESSAGES=zh_CN.UTF-8 LANG=en_US.UTF-8
	says "$zh" LANG=zh_CN.UTF-8 LANGUAGE=
	says "$zh" LANGUAGE=zh
	says "$zh" LANGUAGE=zh_CN
	says "$zh" LANGUAGE=zh LANG=C.UTF-8
	says "$zh" LANGUAGE=zh_CN.UTF-8 LANG=en_US.UTF-8
	says "$zh" LANGUAGE=xx:zh LANG=xx_XX.UTF-8
	says "$en"
	says "$en" LANG=C
	says "$en" LANG=en_US.UTF-8
	says "$en" LANG=xx_XX.UTF-8
	# C is asked for by scripts, which want no other
	says "$en" LC_ALL=C LANGUAGE=zh
	says "$en" LC_ALL=C LANG=zh_CN.UTF-8
	says "$en" LC_ALL=POSIX LANG=zh_CN.UTF-8
}

@test "Chinese of another place is Chinese" {
	local zh="pos-sale: 没有命令 'nosuch'；用 'pos-sale --help' 查看"

	says "$zh" LANG=zh_SG.UTF-8
	says "$zh" LANGUAGE=zh_TW LANG=C.UTF-8
}

@test "messages: refused, wrong, missing" {
	shop
	chinese
	pos 65 "pos-sale new expresso"
	same "pos-sale: 没有商品 'expresso'（是否想用 'espresso'？）" "$stderr"
	pos 1 "pos-sale new latte"
	same "pos-sale: 'latte' 需要选 1 项 'sugar'，而不是 0 项（见 'pos-stock group show sugar'）" \
	    "$stderr"
	pos 64 "pos-sale new water --guests 0"
	same "pos-sale: --guests 需要 1 到 9999 之间的整数，而不是 '0'" "$stderr"
	pos 66 "pos-pay cash 10 </dev/null"
	same "pos-pay: 没有收到 sale（前一步是否失败了？）" "$stderr"
	pos 64 "pos-sale void 1"
	same "pos-sale: 作废需要用 --reason 写明原因" "$stderr"
	pos 78 "pos-sale new cola --till 9"
	same "pos-sale: 门店 'main' 没有收银机 '9'：用 'pos-admin till list' 查看" \
	    "$stderr"
	pos 64 "pos-report z 2026-02-30"
	[[ $stderr == *"'2026-02-30' 不是日期"* ]]
	pos 65 "pos-admin config set cutoff noon"
	same "pos-admin: 设置项 'cutoff' 需要 时刻，如 04:00，而不是 'noon'" "$stderr"
}

@test "messages: what staff may not" {
	shop
	pos "pos-admin staff set bo --name Bo --role manager"
	pos "pos-admin staff set amy --name Amy --staff bo"
	pos "pos-sale new cola"
	chinese
	pos 77 "pos-sale void 1 --reason x --staff amy"
	same "pos-sale: 'amy' 未经 --approve 授权不能作废" "$stderr"
	pos 77 "pos-admin config set name X --staff amy"
	same "pos-admin: 'amy' 无权更改店铺设置" "$stderr"
}

@test "messages: rows of an import" {
	shop
	chinese
	printf 'name,price\nTea,x\nMilk,2\n' >menu.csv
	pos 65 "pos-stock menu import menu.csv"
	same "pos-stock: menu.csv:2: 列 'price'：'x' 不是金额（应如 12.50）
pos-stock: menu.csv：没有导入任何内容：2 行中有 1 行有错（--keep-going 可导入其余的）" \
	    "$stderr"
}

@test "--help: of programs and of every verb" {
	local program verb

	chinese
	pos "pos-sale --help"
	[[ $output == "用法: pos-sale 命令 [option ...] ..."* ]]
	[[ $output == *"开单、改单、作废与退货"* ]]
	[[ $output == *"  recall                  取回挂单"* ]]
	[[ $output == *"'pos-sale 命令 --help' 列出该命令的选项"* ]]
	pos "pos-sale return --help"
	[[ $output == *$'\n选项:\n'* ]]
	[[ $output == *"  -h, --help              显示本说明"* ]]
	for program in "$POS_BUILD"/pos-*; do
		[ -f "$program" ] && [ -x "$program" ] || continue
		"$program" --spec | jq -r '.help // empty' >english
		while read -r verb; do
			pos "$(basename "$program") $verb --help"
			run grep -Ff english <<<"$output"
			same '' "$output"
		done < <("$program" --spec | jq -r \
		    'select(.type == "spec.verb") | .verb')
	done
}

@test "tables: titles, words and yes" {
	shop
	pos "pos-sale new cola --table 5 --channel meituan | pos-pay cash 10"
	pos "pos-sale new mocha --type takeaway | pos-sale hold"
	pos "pos-admin staff set amy --name Amy"
	pos "pos-pay shift open 100"
	pos "pos-promo add percent 20% --item cola --as less"
	pos "pos-promo coupon make w --promo less --count 1 || :"
	pos "pos-member enrol --phone 13800000001 --name Amy --consent"
	pos "pos-member earn set --per 10 --points 1"
	pos "pos-member topup 13800000001 100 --by cash"
	pos "pos-member level set gold --min-spend 100"
	pos "pos-member segment set all"
	pos "pos-member template set hi --text '{name}'"
	pos "pos-member outbox add --segment all --template hi"
	chinese
	pos "pos-sale list --format table"
	same '收银机 员工 营业日 单号 时间 状态 用餐方式 桌号 渠道 挂单名 会员 合计 已付 待付' \
	    "$(head -n 1 <<<"$output" | tr -s ' ')"
	[[ $output == *已完成*堂食*挂单*外带* ]]
	pos "pos-stock moves --format table"
	[[ $output == 时间*商品*库位*类型*数量*来源*原因*员工* ]]
	pos "pos-stock level cola --format table"
	[[ $output == 商品*现有*预留*可用*低库存*沽清* ]]
	pos "pos-admin staff list --format table"
	[[ $output == *收银员* ]]
	pos "pos-admin config list --format table"
	[[ $output == *营业日开始的时刻* ]]
	for verb in 'pos-sale list' 'pos-pay list' 'pos-pay shift list' \
	    'pos-report trend' 'pos-stock menu list' 'pos-stock level' \
	    'pos-stock moves' 'pos-stock group list' 'pos-stock tax list' \
	    'pos-admin journal' 'pos-admin branch list' \
	    'pos-admin till list' 'pos-admin staff list' 'pos-admin verify' \
	    'pos-report by item' 'pos-report by tender' 'pos-report by tax' \
	    'pos-promo list' 'pos-promo used' 'pos-promo explain cola' \
	    'pos-promo coupon list' 'pos-promo draw list' \
	    'pos-member show 13800000001' 'pos-member ledger 13800000001' \
	    'pos-member points 13800000001' 'pos-member earn list' \
	    'pos-member topup list' 'pos-member level list' \
	    'pos-member outbox list' 'pos-member segment list'
	do
		pos "$verb --format table"
		no_english "$(head -n 1 <<<"$output" | sed 's/PIN\|ppm//')"
	done
}

@test "the sale, the change and the day on a screen" {
	shop
	chinese
	pos "pos-sale new cola:2 --table 5 --note hot --format table"
	same '订单 1  2026-03-14 10:00  未结
堂食  桌号 5  收银机 1
备注：hot
  1  2 Cola  16.00
含 VAT 6%     0.91
合计 CNY     16.00' "$output"
	pos "pos-pay cash 50 --sale 1 --tip 1 --format table"
	same '  订单 1
  合计                 16.00
  现金                 50.00
  小费                  1.00
  找零                 33.00' "$output"
	pos "pos-report day --format table"
	[[ $output == *"星期六 2026-03-14"* ]]
	[[ $output == *"订单数                   1    销售额               16.00"* ]]
	[[ $output == *"净销售额             16.00"* ]]
	[[ $output == *支付方式*现金*小费*税额*商品*时段* ]]
	# the columns are as wide as in English
	while read -r line; do
		[ "$(wc -L <<<"$line")" -le 56 ]
	done <<<"$output"
}

# Everything a shop does in a day; $1 is a folder for what came out.
a_day() {
	local n=0

	mkdir -p "$1"
	shop
	dir=$1
	run_one() {
		n=$((n + 1))
		status=0
		bash -o pipefail -c "$1" >"$dir/$n" 2>"$dir/$n.said" ||
		    status=$?
		echo "$n $status" >>"$dir/exits"
	}
	run_one "pos-sale new cola:2 --table 5 | pos-pay cash 50 --tip 1"
	run_one "pos-sale new nothing"
	run_one "pos-sale new water --guests many"
	run_one "pos-sale void 7 --reason x"
	run_one "pos-sale return 1 --reason stale | pos-pay refund cash"
	run_one "pos-pay cash 1 </dev/null"
	run_one "pos-pay shift open 10"
	run_one "pos-admin config list"
	run_one "pos-admin config list --format csv"
	run_one "pos-admin staff set amy --name Amy --role boss"
	run_one "pos-sale list --format tsv"
	run_one "pos-stock moves --format csv"
	run_one "pos-stock level"
	run_one "pos-report day"
	run_one "pos-report by item --format csv"
	run_one "pos-print receipt --sale 1 --preview --format text"
	run_one "pos-admin journal"
	run_one "pos-promo add percent 20% --item cola --as less"
	run_one "pos-promo add amount 5 --min 99 --as five --pay-by card"
	run_one "pos-promo explain cola:2"
	run_one "pos-promo export | pos-promo import - --dry-run"
	run_one "pos-promo export | jq -c '.name = \"x\"' |
	    pos-promo import - --dry-run"
	run_one "pos-member enrol --phone 13800000001 --name Amy"
	run_one "pos-member ledger 13800000001"
	run_one "pos-admin verify"
	run_one "pos-sale --spec"
	rm "${POS_STORE:?}"*
}

@test "exits, JSON, CSV and the paper are the same in both" {
	a_day en
	chinese
	a_day zh
	same "$(cat en/exits)" "$(cat zh/exits)"
	# what people are told is not
	grep -qP '\p{Han}' zh/2.said zh/4.said
	run grep -lP '\p{Han}' en/2.said en/4.said
	same '' "$output"
	rm en/*.said zh/*.said
	diff -ru en zh
}

@test "no catalogue, or a broken one: English" {
	local en="pos-sale: no verb 'nosuch'; 'pos-sale --help' lists them"
	local mo=share/locale/zh_CN/LC_MESSAGES/pos.mo

	chinese
	export POS_SHARE=$PWD/share
	pos 64 "pos-sale nosuch"
	same "$en" "$stderr"
	mkdir -p "$(dirname "$mo")"
	: >"$mo"
	pos 64 "pos-sale nosuch"
	same "$en" "$stderr"
	head -c 1000 /dev/urandom >"$mo"
	pos 64 "pos-sale nosuch"
	same "$en" "$stderr"
	cp "$root/share/locale/zh_CN/LC_MESSAGES/pos.mo" "$mo"
	pos 64 "pos-sale nosuch"
	[[ $stderr == *没有命令* ]]
	export POS_SHARE=$root/share
}
