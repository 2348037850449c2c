#!/usr/bin/env bats
#
# pos-print: what stands on a receipt, that there is one original, that no
# text can act as a command, and where the paper goes.

load helpers

# A shop with two items, made here so that the papers below stay as they are.
cafe() {
	pos "pos-admin init --name 'Cafe Aurora' --currency CNY \
	    --zone Asia/Shanghai"
	cat >menu.csv <<-'EOF'
	code,name,price
	latte,Latte,28.00
	cake,Tiramisu,32.00
	EOF
	pos 'pos-stock menu import menu.csv'
}

sold() {
	pos 'pos-sale new latte:2 cake --table 5 | pos-pay cash 100'
	cp "$pos_stdout" "${1:-sale.jsonl}"
}

copies() {
	sqlite3 "$POS_STORE" 'SELECT number, copies FROM printed'
}

@test "receipt: a paid sale, as it comes through the pipe" {
	cafe
	sold
	pos 'pos-print receipt --width 32 <sale.jsonl'
	same '          Cafe Aurora

               #1
            Dine in
--------------------------------
Table                          5
2026-03-14 10:00          Till 1
--------------------------------
Latte                      56.00
  2 x 28.00
Tiramisu                   32.00
--------------------------------
Subtotal                   88.00
TOTAL                     ¥88.00
--------------------------------
Cash                      100.00
Change                     12.00' "$output"
}

@test "receipt --language: Chinese, and both" {
	cafe
	sold
	pos 'pos-print receipt --sale 1 --width 32 --language zh'
	same '          Cafe Aurora

               #1
              堂食
--------------------------------
桌号                           5
2026-03-14 10:00        收银机 1
--------------------------------
Latte                      56.00
  2 x 28.00
Tiramisu                   32.00
--------------------------------
小计                       88.00
合计                      ¥88.00
--------------------------------
现金                      100.00
找零                       12.00' "$output"
	pos 'pos-print receipt --sale 1 --language both'
	[[ $output == *'副本 COPY 1'* ]]
	[[ $output == *'合计 TOTAL                                ¥88.00'* ]]
}

@test "receipt: there is one original, then copies with numbers" {
	cafe
	sold
	pos 'pos-print receipt --sale 1'
	[[ $output != *COPY* ]]
	pos 'pos-print receipt --sale 1'
	[[ $output == *'COPY 1'* ]]
	pos 'pos-print receipt <sale.jsonl'
	[[ $output == *'COPY 2'* ]]
	same '1|3' "$(copies)"
}

@test "receipt --copy: the first one is a copy too" {
	cafe
	sold
	pos 'pos-print receipt --sale 1 --copy'
	[[ $output == *'COPY 1'* ]]
	pos 64 'pos-print receipt --sale 1 --copy --preview'
}

@test "receipt --key: again the original, for a printer that failed" {
	cafe
	sold
	pos 69 'pos-print receipt --sale 1 --key a --to /dev/full'
	pos 'pos-print receipt --sale 1 --key a'
	[[ $output != *COPY* ]]
	pos 'pos-print receipt --sale 1 --key b'
	[[ $output == *'COPY 1'* ]]
	pos 'pos-print receipt --sale 1 --key b'
	[[ $output == *'COPY 1'* ]]
	pos 1 'pos-print receipt --sale 1 --key b --copy'
	same '1|2' "$(copies)"
}

@test "receipt --preview: counts nothing and says that it is none" {
	cafe
	sold
	pos 'pos-print receipt --sale 1 --preview'
	[[ $output == *PREVIEW*'not a receipt'* ]]
	same '' "$(copies)"
	pos 64 'pos-print receipt --sale 1 --preview --key k'
	same 'pos-print: --key: nothing is recorded here' "$stderr"
}

@test "receipt --dry-run: shows the event, prints and counts nothing" {
	cafe
	sold
	pos 'pos-print receipt --sale 1 --dry-run'
	same '["event","sale.print"]' "$(records '[.type, .kind]')"
	same '' "$(copies)"
}

@test "receipt: an open sale is a pre-bill, as often as wanted" {
	cafe
	pos 'pos-sale new latte'
	pos 'pos-print receipt --sale 1'
	[[ $output == *PRE-BILL*'not a receipt'*'Amount due'*28.00* ]]
	pos 'pos-print receipt --sale 1'
	[[ $output != *COPY* ]]
	same '' "$(copies)"
}

@test "receipt: a void and a return say what they are" {
	cafe
	sold
	pos 'pos-sale return --sale 1 1:1 --reason spilt | pos-pay refund cash'
	pos 'pos-print receipt --sale 2 --width 32'
	same '          Cafe Aurora

          RETURN of #1
           2026-03-14
               #2
            Dine in
--------------------------------
2026-03-14 10:00          Till 1
Reason                     spilt
--------------------------------
Latte                     -28.00
  -1 x 28.00
--------------------------------
TOTAL                    -¥28.00
--------------------------------
Refund: Cash              -28.00' "$output"
	pos 'pos-print receipt --sale 1'
	[[ $output == *'Refunded so far '*' 28.00'* ]]
	pos 'pos-sale new cake'
	pos 'pos-sale void --sale 3 --reason left'
	pos 'pos-print receipt --sale 3'
	[[ $output == *VOID*'#3'*'Reason '*left* ]]
	[[ $output != *'Amount due'* ]]
	same '1|1
2|1
3|1' "$(copies)"
}

@test "receipt: prints what the store says, not what comes in" {
	cafe
	sold
	pos 'sed "s/:8800/:1/g; s/Latte/Mocha/" sale.jsonl | pos-print receipt'
	[[ $output == *Latte*'¥88.00'* ]]
}

@test "receipt: nothing that came in is exit 66, half a line 65" {
	cafe
	sold
	pos 66 'pos-print receipt </dev/null'
	same 'pos-print: no sale came in (did the stage before fail?)' "$stderr"
	pos 66 'echo "{\"type\":\"item\",\"v\":1}" | pos-print receipt'
	pos 65 'head -c 100 sale.jsonl | pos-print receipt'
	same '' "$output"
	pos 65 'pos-print receipt --sale 9'
	same '' "$(copies)"
}

@test "receipt: replay gives the same count of copies" {
	cafe
	sold
	pos 'pos-print receipt --sale 1 >/dev/null'
	pos 'pos-print receipt --sale 1 >/dev/null'
	pos "pos-admin rebuild --into '$PWD/again.db'"
	same '1|2' "$(POS_STORE=$PWD/again.db copies)"
	pos 'pos-admin verify'
}

@test "receipt --format escpos: starts, cuts; --drawer, --no-cut" {
	cafe
	sold
	pos 'pos-print receipt --sale 1 -f escpos --drawer --width 48 | od -An -v -tx1 |
	    tr -d " \n"'
	[[ $output == 1b401b52001c2e1b7413* ]]
	[[ $output == *1b700019fa1d564203 ]]
	pos 'pos-print receipt --sale 1 -f escpos --no-cut | od -An -v -tx1 | tr -d " \n"'
	[[ $output == *1b6405 ]]
	[[ $output != *1b7000* ]]
	for option in --drawer --no-cut '--codepage cp437'; do
		pos 64 "pos-print receipt --sale 1 -f text $option"
		same "pos-print: ${option%% *} is for printers: give --format \
escpos" "$stderr"
	done
	same '1|2' "$(copies)"
}

@test "receipt --codepage: the printer's characters, else a ?" {
	cafe
	pos 'pos-admin config set receipt_footer "Café 谢谢|bye"'
	sold
	pos 'pos-print receipt --sale 1 -f escpos --codepage cp437 | od -An -v -tx1 |
	    tr -d " \n"'
	[[ $output == *436166"8220"3f3f0a6279650a* ]]
	pos 'pos-print receipt --sale 1 -f escpos | od -An -v -tx1 | tr -d " \n"'
	[[ $output == 1b401b52001c26* ]]
	[[ $output == *d0bbd0bb0a* ]]
	pos 64 'pos-print receipt --sale 1 -f escpos --codepage utf8'
}

@test "receipt: names and notes cannot speak to the printer" {
	cafe
	pos 'jq -nc "{type:\"order\",v:1,channel:\"web\",external:\"1\",
	    note:\"a\\u2028b \\u200fc <b>\",lines:[{item:\"latte\",
	    note:\"\\u200b\\ufeff👩\\u200d👧 é\"}]}" | pos-sale import'
	for format in text html; do
		pos 1 "pos-print receipt --sale 1 --preview -f $format |
		    tr -d '\n' | LC_ALL=C grep -a '[[:cntrl:]]'"
		pos 1 "pos-print receipt --sale 1 --preview -f $format |
		    grep -P '[\x{80}-\x{9f}\x{2028}-\x{202e}\x{200f}]'"
	done
	pos 'pos-print receipt --sale 1 --preview -f html'
	[[ $output == *'a b c &lt;b&gt;'* ]]
}

@test "receipt --format html: a page for each stream, a card for each sale" {
	cafe
	sold one.jsonl
	sold two.jsonl
	pos 'cat one.jsonl two.jsonl | pos-print receipt -f html'
	same 2 "$(grep -c '^<article>' "$pos_stdout")"
	same 1 "$(grep -c '^<!DOCTYPE html>' "$pos_stdout")"
	same '</html>' "$(tail -n 1 "$pos_stdout")"
	[[ $output == *"default-src 'none'"* ]]
	pos 64 'pos-print receipt --sale 1 -f html --width 32'
}

@test "receipt --qr: in each form; what does not fit is refused first" {
	ldconfig -p | grep -q libqrencode.so.4 || skip 'no libqrencode'
	cafe
	sold
	pos 'pos-print receipt --sale 1 --preview --qr https://example.org/1'
	[[ $output == *'█▀▀▀▀▀█'* ]]
	pos 'pos-print receipt --sale 1 --preview --qr x -f html'
	[[ $output == *'<svg viewBox='* ]]
	pos 'pos-print receipt --sale 1 --preview --qr x -f escpos'
	[[ $output == *'(k'*'1P0x'* ]]
	pos 64 "pos-print receipt --sale 1 --width 32 --qr \
	    $(printf 'https://example.org/%0200d' 1)"
	pos 64 "pos-print receipt --sale 1 --qr \$'a\\eb'"
	same '' "$(copies)"
}

@test "receipt --to: a file is whole or as it was" {
	cafe
	sold
	echo before >paper
	chmod 640 paper
	pos 65 'pos-print receipt --to paper --sale 9'
	pos 66 'pos-print receipt --to paper </dev/null'
	same before "$(cat paper)"
	pos 'pos-print receipt --to paper <sale.jsonl'
	same '' "$output"
	grep -q 'TOTAL.*88.00' paper
	same 640 "$(stat -c %a paper)"
	same 'menu.csv paper sale.jsonl' "$(echo *)"
	pos 74 'pos-print receipt --sale 1 --to no/where'
	pos 64 'pos-print receipt --sale 1 --to .'
	same '1|1' "$(copies)"
}

@test "receipt --to: a device, and one that is not there or is stuck" {
	cafe
	sold
	mkfifo -m 600 printer
	pos 69 'pos-print receipt --sale 1 --to printer'
	same "pos-print: nobody reads from 'printer': is the printer on?" \
	    "$stderr"
	same '' "$(copies)"
	# a printer that is switched on while it is tried
	cat printer >got 3>&- &
	for _ in {1..100}; do
		pos-print receipt --preview --to printer --sale 1 2>said &&
		    break
		sleep 0.1
	done
	wait $!
	grep -q 'TOTAL.*88.00' got
	pos 69 'pos-print receipt --sale 1 --to /dev/full'
	pos 74 'pos-print receipt --sale 1 >/dev/full'
}

@test "receipt --width: 24 to 96, from the setting when not given" {
	cafe
	sold
	pos 'pos-admin config set receipt_width 32'
	pos 'pos-print receipt --sale 1 --preview'
	same 32 "$(grep -m 1 -e --- "$pos_stdout" | tr -d '\n' | wc -c)"
	pos 64 'pos-print receipt --sale 1 --width 23'
	pos 64 'pos-print receipt --sale 1 --width 97'
}

@test "report --day: the open day; --kind, and from input" {
	cafe
	sold
	pos 'pos-print report --day 2026-03-14 --width 32'
	[[ $output == *'X REPORT'*2026-03-14*'not closed'* ]]
	[[ $output == *'NET SALES                 ¥88.00'* ]]
	pos 'pos-print report --day 2026-03-14 --kind day'
	[[ $output == *'DAY REPORT'* ]]
	pos 'pos-report x | pos-print report --language zh'
	[[ $output == *交班读数*净销售额*¥88.00* ]]
	pos 66 'pos-print report </dev/null'
	same 'pos-print: no report came in (did the stage before fail?)' \
	    "$stderr"
	pos 64 'pos-print report --kind x'
}

@test "report: the Z of a closed day, with its seal" {
	cafe
	sold
	pos 'pos-report z | pos-print report --width 32'
	[[ $output == *'Z REPORT 1'*Closed*'Grand total '*¥88.00*Seal* ]]
	same 2 "$(grep -cxE '[0-9a-f]{32}' "$pos_stdout")"
	pos 'pos-print report --day 2026-03-14'
	[[ $output == *'Z REPORT 1'* ]]
}
